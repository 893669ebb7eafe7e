"""The inspector by mouse and keys: places, angles, times, fonts, media, tables, several layers, resets."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from studio.base.paths import assets_dir
from studio.base.time import FrameRate
from studio.gui.actions import hub
from studio.gui.i18n import WindowLanguage, translator
from studio.gui.theme.theme import theme
from studio.gui.widgets.color_button import ColorButton
from studio.gui.widgets.time_text import read_typed_time
from studio.gui.workspace.inspector.box_editors import (
    AnchorEditor,
    AngleEditor,
    LengthEditor,
    PairEditor,
    TimeEditor,
)
from studio.gui.workspace.inspector.editors import ColorEditor, NumberEditor, OptionalEditor, TextEditor
from studio.gui.workspace.inspector.font_editor import FontEditor
from studio.gui.workspace.inspector.form import LayerForm
from studio.gui.workspace.inspector.media_editor import MediaEditor
from studio.gui.workspace.workspace import Workspace
from studio.model.brand import Palette
from studio.model.charts import Bar
from studio.model.place import Anchor
from studio.services.edits.fields import field_value
from tests.gui.conftest import WAIT
from tests.gui.edited import LEFT, drag, film, settled, workspace_of
from tests.gui.small_project import picture
from tests.gui.typing_keys import type_text

ALT, SHIFT, CONTROL = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)

LAYERS: list[dict[str, Any]] = [
    {"type": "image", "id": "photo", "media": "tea", "place": {"width": 400, "height": 300}, "end": 1},
    {"type": "text", "id": "title", "text": "نختلف لنفهم", "style": {"color": "ink", "size": 80}},
    {"type": "text", "id": "low", "text": "سطر آخر", "place": {"anchor": "bottom"}, "style": {"size": 60}},
    {
        "type": "chart",
        "id": "chart",
        "place": {"width": 900, "height": 500},
        "chart": {"kind": "bars", "bars": [{"label": "عمّان", "value": 12}, {"label": "إربد", "value": 7}]},
    },
]


@pytest.fixture
def space(qtbot: QtBot, look: None, tmp_path: Path) -> Iterator[Workspace]:
    with workspace_of(qtbot, tmp_path, film(LAYERS)) as space:
        yield space


def chosen(space: Workspace, *ids: str) -> LayerForm:
    space.stage.select([(id,) for id in ids])
    form = space.inspector.form
    assert form is not None
    for group in ("words", "look", "motion", "more"):
        space.inspector._opened[group] = True
    space.inspector.rebuild()
    form = space.inspector.form
    assert form is not None
    QApplication.processEvents()
    return form


def value(space: Workspace, id: str, *field: str | int) -> Any:
    return field_value(space.stage.composition, (id,), field)


def test_an_anchor_is_chosen_as_it_is_seen_and_by_arrows(qtbot: QtBot, space: Workspace) -> None:
    editor = chosen(space, "title").row("place", "anchor").editor
    assert isinstance(editor, AnchorEditor)
    corner = editor.grid.point(Anchor.TOP_START)
    assert corner.accessibleName() == "أعلى اليمين", "an Arabic film begins at the right"
    assert corner.x() > editor.grid.point(Anchor.TOP).x()
    QTest.mouseClick(corner, LEFT)
    assert value(space, "title", "place", "anchor") is Anchor.TOP_START
    corner.setFocus()
    QTest.keyClick(corner, Qt.Key.Key_Left)
    assert value(space, "title", "place", "anchor") is Anchor.TOP
    translator().switch("en")
    editor = chosen(space, "title").row("place", "anchor").editor
    assert isinstance(editor, AnchorEditor)
    assert editor.grid.point(Anchor.TOP_START).accessibleName() == "Top right"
    assert editor.grid.value is Anchor.TOP


def test_a_dial_turns_and_goes_on_from_the_angle(qtbot: QtBot, space: Workspace) -> None:
    editor = chosen(space, "title").row("transform", "rotation").editor
    assert isinstance(editor, AngleEditor)
    dial = editor.dial
    middle = QPointF(dial.rect().center())
    radius = dial.width() / 2
    drag(dial, middle + QPointF(0, -radius + 2), middle + QPointF(radius - 2, 0))
    assert value(space, "title", "transform", "rotation") == pytest.approx(90, abs=2)
    dial.setFocus()
    before = value(space, "title", "transform", "rotation")
    QTest.keyClick(dial, Qt.Key.Key_Up)
    assert value(space, "title", "transform", "rotation") == before + 1
    assert hub().trigger("edit.undo")


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [
        *(("2.5", Fraction(5, 2)), ("1:02.5", Fraction(125, 2)), ("1:02:5", Fraction(125, 2))),
        *(("15f", Fraction(3, 2)), ("١٥ إطارًا", Fraction(3, 2)), ("٠:٠١:٠٥", Fraction(3, 2))),
        *(("۲٫۵", Fraction(5, 2)), ("1:00:00:00", 3600), ("0:07", 7), ("2.5 s", Fraction(5, 2))),
    ],
)
def test_times_are_typed_in_any_form(typed: str, seconds: Fraction) -> None:
    assert read_typed_time(typed, FrameRate(10)) == seconds


@pytest.mark.parametrize("typed", ["", "soon", "1:2:3:4:5", "1:x", "a:b.5", ":"])
def test_nonsense_is_no_time(typed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_typed_time(typed, FrameRate(10))


def test_a_time_is_shown_as_timecode_and_stepped_by_frames(qtbot: QtBot, space: Workspace) -> None:
    editor = chosen(space, "photo").row("end").editor
    assert isinstance(editor, OptionalEditor)
    inner = editor.inner
    assert isinstance(inner, TimeEditor)
    assert inner.field.text() == "٠:٠١:٠"
    inner.field.setFocus()
    inner.field.selectAll()
    type_text(inner.field, "0:01:5")
    QTest.keyClick(inner.field, Qt.Key.Key_Return)
    assert value(space, "photo", "end") == Fraction(3, 2)
    QTest.keyClick(inner.field, Qt.Key.Key_Up)
    assert value(space, "photo", "end") == Fraction(8, 5)
    inner.field.selectAll()
    type_text(inner.field, "later")
    assert inner.field.property("wrong")
    QTest.keyClick(inner.field, Qt.Key.Key_Return)
    assert value(space, "photo", "end") == Fraction(8, 5), "the last good value stays"


def test_a_range_is_dragged_at_both_ends_and_between(qtbot: QtBot, space: Workspace) -> None:
    form = chosen(space, "photo")
    assert form.range is not None
    slider = form.range.slider
    assert slider.values == (0, 10)
    start, end = slider.handles
    start.setFocus()
    QTest.keyClick(start, Qt.Key.Key_Right)
    QTest.keyClick(start, Qt.Key.Key_Right)
    assert value(space, "photo", "start") == Fraction(1, 5)
    y = slider.height() // 2
    drag(slider, QPoint(slider.width() // 4, y), QPoint(slider.width(), y))
    assert slider.values == (12, 20)
    assert value(space, "photo", "start") == Fraction(6, 5)
    assert value(space, "photo", "end") is None, "to the end of the film"
    assert end.accessibleName() == "النهاية"


def test_linked_measures_keep_their_ratio(qtbot: QtBot, space: Workspace) -> None:
    form = chosen(space, "photo")
    width = form.row("place", "width").editor
    assert isinstance(width, LengthEditor)
    assert width.chain is not None
    QTest.mouseClick(width.chain, LEFT)
    width.line.setFocus()
    width.line.selectAll()
    type_text(width.line, "٨٠٠")
    QTest.keyClick(width.line, Qt.Key.Key_Return)
    assert value(space, "photo", "place", "width") == 800
    assert value(space, "photo", "place", "height") == 600
    assert hub().trigger("edit.undo")
    assert value(space, "photo", "place", "height") == 300
    offset = form.row("place", "offset").editor
    assert isinstance(offset, PairEditor)
    offset.fields[0].setFocus()
    offset.fields[0].selectAll()
    type_text(offset.fields[0], "20")
    assert value(space, "photo", "place", "offset") == (20, 0)
    width.line.selectAll()
    type_text(width.line, "٥٠٪")
    QTest.keyClick(width.line, Qt.Key.Key_Return)
    assert value(space, "photo", "place", "width") == "50%"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_fonts_are_shown_by_mood_and_ability_and_chosen(
    qtbot: QtBot, space: Workspace, language: WindowLanguage
) -> None:
    translator().switch(language)
    editor = chosen(space, "title").row("style", "family").editor
    assert isinstance(editor, FontEditor)
    QTest.mouseClick(editor.button, LEFT)
    library = editor.library
    assert library is not None
    qtbot.waitUntil(library.isVisible, timeout=WAIT)
    assert "Amiri" in library.families
    library.mood.setCurrentIndex(library.mood.findData("heritage"))
    library.ability.setCurrentIndex(library.ability.findData("quranic"))
    assert {"Amiri", "Noto Naskh Arabic"} <= set(library.families)
    assert "Cairo" not in library.families
    library.mood.setCurrentIndex(0)
    library.ability.setCurrentIndex(0)
    type_text(library.search, "naskh" if language == "en" else "نسخ")
    assert "Noto Naskh Arabic" in library.families
    library.search.clear()
    type_text(library.search, "Amiri")
    library.list.grab()  # each row is painted in the person's words
    QTest.keyClick(library.search, Qt.Key.Key_Return)
    assert value(space, "title", "style", "family") == "Amiri"
    assert editor.button.text() == "Amiri"


def test_a_font_of_ones_own_comes_into_the_project(qtbot: QtBot, space: Workspace, tmp_path: Path) -> None:
    row = chosen(space, "title").row("style", "family")
    editor = row.editor
    assert isinstance(editor, FontEditor)
    (tmp_path / "no.ttf").write_bytes(b"no font")
    editor.add(tmp_path / "no.ttf")
    assert row.error.isVisible()
    file = next((assets_dir() / "fonts" / "rakkas").glob("*.ttf"))
    own = tmp_path / "own.ttf"
    own.write_bytes(file.read_bytes())
    editor.add(own)
    project = space.stage.document.project
    assert [font.family for font in project.fonts] == ["Rakkas"]
    assert (space.stage.document.session.folder / project.fonts[0].path).is_file()
    assert value(space, "title", "style", "family") == "Rakkas"
    assert hub().trigger("edit.undo")
    assert not space.stage.document.project.fonts, "one step"


def test_a_picture_that_came_with_the_program_is_seen_on_its_tile(qtbot: QtBot, space: Workspace) -> None:
    editor = chosen(space, "photo").row("media").editor
    assert isinstance(editor, MediaEditor)
    editor.tile.set_picture(None)
    editor.show_value("asset:pictures/workshop.jpg")
    assert editor.combo.currentText() == "workshop.jpg"
    qtbot.waitUntil(lambda: editor.tile.has_picture, timeout=WAIT)


def test_a_file_dropped_on_the_tile_is_the_picture(qtbot: QtBot, space: Workspace, tmp_path: Path) -> None:
    editor = chosen(space, "photo").row("media").editor
    assert isinstance(editor, MediaEditor)
    editor.combo.setCurrentIndex(editor.combo.findData("sea"))
    editor.combo.activated.emit(editor.combo.currentIndex())
    assert value(space, "photo", "media") == "sea"
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(picture(tmp_path / "lamp.png", (9, 9, 9))))])
    drop = QDropEvent(QPointF(8, 8), Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier)
    editor.tile.dropEvent(drop)
    qtbot.waitUntil(lambda: value(space, "photo", "media") == "lamp", timeout=WAIT)
    assert "lamp" in [one.id for one in space.stage.document.project.media]
    assert hub().trigger("edit.undo")
    assert value(space, "photo", "media") == "sea"
    assert "lamp" not in [one.id for one in space.stage.document.project.media], "one step"


def test_a_table_is_pasted_as_one_step(qtbot: QtBot, space: Workspace) -> None:
    form = chosen(space, "chart")
    assert form.bars is not None
    grid = form.bars.table
    assert grid.rowCount() == 2
    QGuiApplication.clipboard().setText("المدينة\tالعدد\nالزرقاء\t١٬٢٠٠\nالعقبة\t٣٠٠\nمادبا\t٤٫٥\n")
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_V, CONTROL)
    bars = value(space, "chart", "chart", "bars")
    assert bars == (
        Bar(label="الزرقاء", value=1200),
        Bar(label="العقبة", value=300),
        Bar(label="مادبا", value=4.5),
    )
    assert hub().trigger("edit.undo")
    assert len(value(space, "chart", "chart", "bars")) == 2
    QGuiApplication.clipboard().setText("كلام\nوكلام")
    QTest.keyClick(grid, Qt.Key.Key_V, CONTROL)
    assert form.bars.error.isVisible()
    assert len(value(space, "chart", "chart", "bars")) == 2


def test_rows_are_typed_added_moved_and_taken_out_by_keys(qtbot: QtBot, space: Workspace) -> None:
    form = chosen(space, "chart")
    assert form.bars is not None
    grid = form.bars.table
    grid.setFocus()
    grid.setCurrentCell(0, 1)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    cell = grid.findChild(QLineEdit)
    assert isinstance(cell, QLineEdit)
    cell.selectAll()
    type_text(cell, "٢٥")
    QTest.keyClick(cell, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: value(space, "chart", "chart", "bars", 0, "value") == 25, timeout=WAIT)
    grid.setCurrentCell(0, 0)
    QTest.keyClick(grid, Qt.Key.Key_Down, ALT)
    assert [bar.label for bar in form.bars.bars] == ["إربد", "عمّان"]
    tick = grid.visualRect(grid.model().index(1, 2)).center()
    QTest.mouseClick(grid.viewport(), LEFT, pos=tick)
    assert value(space, "chart", "chart", "bars", 1, "highlight")
    QTest.keyClick(grid, Qt.Key.Key_Space)
    assert not value(space, "chart", "chart", "bars", 1, "highlight")
    QTest.keyClick(grid, Qt.Key.Key_Insert)
    assert len(form.bars.bars) == 3
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_Delete, CONTROL)
    assert len(form.bars.bars) == 2


def test_several_layers_are_changed_together(qtbot: QtBot, space: Workspace) -> None:
    form = chosen(space, "title", "low")
    size = form.row("style", "size").editor
    assert isinstance(size, OptionalEditor)
    inner = size.inner
    assert isinstance(inner, NumberEditor)
    assert inner.field.text() == ""
    assert inner.field.placeholderText() == "قيم مختلفة"
    inner.field.setFocus()
    type_text(inner.field, "٧٢")
    QTest.keyClick(inner.field, Qt.Key.Key_Return)
    assert value(space, "title", "style", "size") == 72
    assert value(space, "low", "style", "size") == 72
    assert inner.field.text() == "٧٢"
    color = form.row("style", "color").editor
    assert isinstance(color, ColorEditor)
    color.button.chosen.emit("accent")
    assert value(space, "low", "style", "color") == "accent"
    hub().trigger("edit.undo")
    assert value(space, "title", "style", "color") == "ink"
    mixed = chosen(space, "title", "photo")
    mixed.row("opacity")
    with pytest.raises(KeyError):
        mixed.row("text")


def test_the_dot_and_the_key_take_a_change_back(qtbot: QtBot, space: Workspace) -> None:
    form = chosen(space, "title")
    row = form.row("opacity")
    assert row.dot.isHidden()
    editor = row.editor
    assert isinstance(editor, NumberEditor)
    editor.field.setFocus()
    editor.field.selectAll()
    type_text(editor.field, "40")
    assert value(space, "title", "opacity") == 0.4
    assert not row.dot.isHidden()
    QTest.keyClick(editor.field, Qt.Key.Key_R, CONTROL)
    assert value(space, "title", "opacity") == 1
    assert row.dot.isHidden()
    editor.field.selectAll()
    type_text(editor.field, "40")
    QTest.mouseClick(row.dot, LEFT)
    assert value(space, "title", "opacity") == 1


def test_words_tell_their_length_and_whether_they_fit(qtbot: QtBot, space: Workspace) -> None:
    form = chosen(space, "title")
    row = form.row("text")
    qtbot.waitUntil(lambda: "١١ حرفًا" in row.status.text(), timeout=WAIT)
    assert "يتّسع" in row.status.text()
    editor = row.editor
    assert isinstance(editor, TextEditor)
    editor.box.setFocus()
    editor.box.selectAll()
    type_text(editor.box, "كلمات طويلة جدًا لا يكاد يتسع لها هذا المكان الضيق حقًا")
    form.row("place", "width").editor.changed.emit(300)
    form.row("place", "height").editor.changed.emit(400)
    qtbot.waitUntil(lambda: "صُغِّر" in row.status.text(), timeout=WAIT)


def test_colours_tell_contrast_and_brand(qtbot: QtBot, space: Workspace) -> None:
    form = chosen(space, "low")
    row = form.row("style", "color")
    qtbot.waitUntil(lambda: "التباين" in row.status.text(), timeout=WAIT)
    assert row.note.isHidden()
    editor = row.editor
    assert isinstance(editor, ColorEditor)
    editor.button.chosen.emit("#013033")
    settled(qtbot, space)
    qtbot.waitUntil(lambda: "خارج الهوية" in row.note.text(), timeout=WAIT)
    assert "التباين أقل" in row.note.text()


def test_choosing_a_layer_never_opens_a_window(qtbot: QtBot, space: Workspace) -> None:
    """A widget shown before it has its place is a window of its own for a moment: it takes the keyboard."""
    space.canvas.view.setFocus()
    for ids in (("title",), ("chart",), ("photo",), ("title", "low"), ()):
        space.stage.select([(id,) for id in ids])
        QApplication.processEvents()
        assert space.window().isActiveWindow(), ids


def test_fields_are_whole_at_twice_the_size(qtbot: QtBot, space: Workspace) -> None:
    theme().choose(scale=2.0)
    for id in ("title", "photo", "chart"):
        form = chosen(space, id)
        for row in form._rows.values():
            assert row.editor.width() >= row.editor.minimumSizeHint().width(), row.editor.spec.dotted


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_words_of_a_free_colour_fit_into_its_button(qtbot: QtBot, language: WindowLanguage) -> None:
    translator().switch(language)
    button = ColorButton(Palette(), "accent")
    qtbot.addWidget(button)
    button.set_value("#33383E")
    asked = button.sizeHint()
    assert asked.width() >= button.fontMetrics().horizontalAdvance(button.text()) + asked.height()


def test_pictures_fit_into_their_boxes_or_fill_them_by_command(space: Workspace) -> None:
    chosen(space, "title")
    assert not hub().trigger("layer.fit")
    chosen(space, "photo")
    for id, fit in (("layer.fit", "contain"), ("layer.fill", "cover")):
        assert hub().trigger(id)
        assert field_value(space.stage.composition, ("photo",), ("fit",)) == fit
    assert space.stage.document.undo()
    assert field_value(space.stage.composition, ("photo",), ("fit",)) == "contain"
