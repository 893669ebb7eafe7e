"""The workspace by mouse and keys: a project opened, watched, played, changed, undone, exported."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import av
import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from studio.gui.actions import hub
from studio.gui.document import Document
from studio.gui.i18n import translator
from studio.gui.main_window import MainWindow, make_workspace
from studio.gui.widgets.text_box import TextBox
from studio.gui.workspace.exporting import window_queue
from studio.gui.workspace.inspector.editors import LineEditor, TextEditor
from studio.gui.workspace.workspace import Workspace
from studio.model.layers import TextLayer
from studio.scene.placed import Placed
from studio.services.edits.fields import set_field
from studio.services.edits.paths import in_composition, layer_at
from studio.services.edits.texts import texts_of
from studio.services.new_project import new_project
from studio.services.opening import Wishes
from studio.services.session import Session
from tests.gui.conftest import WAIT
from tests.gui.typing_keys import type_text

LEFT = Qt.MouseButton.LeftButton
QUOTE = ("quote",)


@pytest.fixture(scope="session")
def project_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small film of one card, a second and a half long."""
    folder = tmp_path_factory.mktemp("films") / "quote.hiwar"
    new_project("pull-quote", folder, Wishes(language="ar", size="1:1", samples=True))
    return folder


def _document(project_folder: Path, tmp_path: Path) -> Document:
    """A copy of the small film, cut to two seconds."""
    folder = tmp_path / "quote.hiwar"
    shutil.copytree(project_folder, folder)
    opened = Session.open(folder)
    project = in_composition(opened.project, "main", lambda one: set_field(one, (), ("duration",), 2))
    return Document(opened, project)


@pytest.fixture
def in_window(
    qtbot: QtBot, window: MainWindow, project_folder: Path, tmp_path: Path, rest: Callable[[], None]
) -> Iterator[Workspace]:
    """The workspace in the real window, its first frame on screen."""
    window.make_workspace = make_workspace
    window.show_document(_document(project_folder, tmp_path))
    space = window.workspace
    assert isinstance(space, Workspace)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT)
    qtbot.waitUntil(lambda: space.canvas.view.painted is not None, timeout=WAIT)
    rest()
    yield space
    window_queue().close()
    window_queue.cache_clear()


@pytest.fixture
def workspace(
    qtbot: QtBot, look: None, project_folder: Path, tmp_path: Path, rest: Callable[[], None]
) -> Iterator[Workspace]:
    """The workspace alone in a window, quicker to open."""
    document = _document(project_folder, tmp_path)
    host = QMainWindow()
    qtbot.addWidget(host)
    hub().attach(host)
    hub().bind("edit.undo", document.undo, owner=host)
    hub().bind("edit.redo", document.redo, owner=host)
    space = Workspace(document)
    host.setCentralWidget(space)
    hub().set_project_open(True)
    host.resize(1366, 690)
    host.show()
    host.activateWindow()
    qtbot.waitUntil(host.isActiveWindow, timeout=WAIT)
    qtbot.waitUntil(lambda: space.canvas.view.painted is not None, timeout=WAIT)
    rest()
    yield space
    space.close_project()
    hub().set_project_open(False)
    hub().release(host)
    document.close()
    window_queue().close()
    window_queue.cache_clear()


def settled(qtbot: QtBot, space: Workspace) -> None:
    """Until the canvas shows the document as it is, at full quality."""

    def shows() -> bool:
        view = space.canvas.view
        painted = view.painted
        return (
            not view.source.busy
            and painted is not None
            and painted.wish.composition is view.seen_composition()
            and painted.wish.time == space.stage.time
            and not painted.wish.draft
        )

    qtbot.waitUntil(shows, timeout=WAIT)


def quote(space: Workspace) -> Placed:
    """The text of the card as it stands on the canvas."""
    found = [one for one in space.canvas.view.placed if one.layer.type == "text"]
    return max(found, key=lambda one: len(one.layer.text))


def words(space: Workspace, path: tuple[str, ...]) -> str:
    layer = layer_at(space.stage.composition, path)
    assert isinstance(layer, TextLayer)
    return layer.text


def at(space: Workspace, placed: Placed) -> QPoint:
    return space.canvas.view.to_widget(placed.bounds.center).toPoint()


def test_a_film_is_watched_changed_undone_and_exported(
    qtbot: QtBot, window: MainWindow, in_window: Workspace, tmp_path: Path
) -> None:
    workspace = in_window
    view, stage = workspace.canvas.view, workspace.stage
    stage.seek(40)
    settled(qtbot, workspace)

    # Play: the playhead moves by the clock, and rests where it is stopped.
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert stage.frame == 0
    QTest.keyClick(view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: stage.frame > 5, timeout=WAIT)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert not workspace.player.playing
    stage.seek(40)
    settled(qtbot, workspace)

    # A click selects the text; its words are typed in the inspector, and seen at once.
    text = quote(workspace)
    before, image = text.layer.text, view.grab().toImage()
    QTest.mouseClick(view, LEFT, pos=at(workspace, text))
    assert stage.current == text.path
    form = workspace.inspector.form
    assert form is not None
    editor = form.row("text").editor
    assert isinstance(editor, TextEditor)
    box = editor.box
    box.setFocus()
    box.selectAll()
    type_text(box, "كلمة واحدة تكفي")
    assert words(workspace, text.path) == "كلمة واحدة تكفي"
    settled(qtbot, workspace)
    assert view.grab().toImage() != image
    shown = view.placed_layer(text.path)
    assert shown is not None
    assert shown.layer.text == "كلمة واحدة تكفي"

    # Typing was one step; undo and redo.
    assert hub().trigger("edit.undo")
    assert words(workspace, text.path) == before
    assert box.text == before
    assert hub().trigger("edit.redo")
    assert words(workspace, text.path) == "كلمة واحدة تكفي"
    settled(qtbot, workspace)

    # What cannot be done is said by the window, and changes nothing.
    now = stage.composition
    assert hub().trigger("layer.ungroup")
    qtbot.waitUntil(window.toast.isVisible, timeout=WAIT)
    assert stage.composition is now

    # Export, by the sheet.
    assert hub().trigger("file.export")
    sheet = workspace.exporting.sheet
    assert sheet is not None
    sheet.folder.setText(str(tmp_path))
    sheet.name.setText("film")
    sheet.quality.chosen.emit("draft")
    QTest.mouseClick(sheet.export_button, LEFT)
    queue = window_queue()
    qtbot.waitUntil(lambda: bool(queue.jobs), timeout=WAIT)
    qtbot.waitUntil(lambda: not queue.is_busy, timeout=WAIT)
    films = list(tmp_path.glob("film*.mp4"))
    assert len(films) == 1, [(job.state, job.error) for job in queue.jobs]
    with av.open(str(films[0])) as film:
        assert sum(1 for _ in film.decode(video=0)) == stage.composition.frame_count
    if workspace.exporting.popover is not None:
        workspace.exporting.popover.close()


def test_words_are_typed_on_the_canvas_with_right_carets(qtbot: QtBot, workspace: Workspace) -> None:
    view, stage, tool = workspace.canvas.view, workspace.stage, workspace.canvas.text
    stage.seek(40)
    settled(qtbot, workspace)
    text = quote(workspace)
    before = text.layer.text
    QTest.mouseDClick(view, LEFT, pos=at(workspace, text))
    assert tool.active
    settled(qtbot, workspace)
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text(view, "حوار abc")
    settled(qtbot, workspace)
    assert words(workspace, text.path) == "حوار abc"

    # The caret stands behind "c": its flag shows the Latin direction, its twin stands at the line's left end.
    QTest.keyClick(view, Qt.Key.Key_Home)
    settled(qtbot, workspace)
    first = tool.caret_shape
    QTest.keyClick(view, Qt.Key.Key_Left)
    second = tool.caret_shape
    assert first is not None
    assert second is not None
    assert second.x < first.x, "in Arabic the left arrow goes on reading"
    assert first.rtl
    assert tool.edit.caret == 1
    QTest.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert tool.edit.selected == "و"
    QTest.keyClick(view, Qt.Key.Key_Backspace)
    assert words(workspace, text.path) == "حار abc"

    # Keys that come before the picture wait their turn.
    type_text(view, "م")
    QTest.keyClick(view, Qt.Key.Key_Right)
    type_text(view, "س")
    settled(qtbot, workspace)
    qtbot.waitUntil(lambda: words(workspace, text.path) == "حسمار abc", timeout=WAIT)

    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not tool.active
    while hub().action("edit.undo") is not None and workspace.stage.document.history.undo_name is not None:
        if words(workspace, text.path) == before:
            break
        workspace.stage.document.undo()
    assert words(workspace, text.path) == before


def test_an_input_method_composes_inline(qtbot: QtBot, workspace: Workspace) -> None:
    view, tool = workspace.canvas.view, workspace.canvas.text
    workspace.stage.seek(40)
    settled(qtbot, workspace)
    text = quote(workspace)
    QTest.mouseDClick(view, LEFT, pos=at(workspace, text))
    settled(qtbot, workspace)
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    composed = QInputMethodEvent("مر", [])
    QCoreApplication.sendEvent(view, composed)
    settled(qtbot, workspace)
    assert words(workspace, text.path) == "مر"
    finished = QInputMethodEvent("", [])
    finished.setCommitString("مرحبا")
    QCoreApplication.sendEvent(view, finished)
    settled(qtbot, workspace)
    assert words(workspace, text.path) == "مرحبا"
    assert tool.edit.caret == 5
    assert view.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle) != QRect()


def test_dragging_moves_a_layer_as_one_step_and_escape_takes_it_back(
    qtbot: QtBot, workspace: Workspace
) -> None:
    view, stage = workspace.canvas.view, workspace.stage
    stage.seek(40)
    settled(qtbot, workspace)
    text = quote(workspace)
    history = stage.document.history
    steps = len(history.undo_names)
    start = at(workspace, text)
    QTest.mousePress(view, LEFT, pos=start)
    for way in (5, 20, 40):
        QTest.mouseMove(view, start + QPoint(way, way // 2))
    assert stage.dragging
    QTest.mouseRelease(view, LEFT, pos=start + QPoint(40, 20))
    assert len(history.undo_names) == steps + 1
    settled(qtbot, workspace)
    moved = view.placed_layer(text.path)
    assert moved is not None
    assert moved.bounds.x > text.bounds.x
    assert moved.bounds.y > text.bounds.y
    stage.document.undo()
    settled(qtbot, workspace)
    back = view.placed_layer(text.path)
    assert back is not None
    assert back.bounds == text.bounds

    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, start + QPoint(30, 30))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view, LEFT, pos=start + QPoint(30, 30))
    assert len(history.undo_names) == steps
    settled(qtbot, workspace)

    # Arrows move by one pixel, with Shift by ten; quick repeats are one step.
    before = stage.composition
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert len(history.undo_names) == steps + 1
    settled(qtbot, workspace)
    nudged = view.placed_layer(text.path)
    assert nudged is not None
    assert nudged.bounds.x == pytest.approx(text.bounds.x + 11, abs=1)
    stage.document.undo()
    assert stage.composition == before


def test_layers_are_hidden_renamed_duplicated_and_deleted(qtbot: QtBot, workspace: Workspace) -> None:
    stage, tree = workspace.stage, workspace.layers.tree
    settled(qtbot, workspace)
    first = stage.composition
    path = (first.layers[0].id,)
    item = workspace.layers.item(path)
    assert item is not None
    tree.scrollToItem(item)
    eye = tree.visualItemRect(item)
    QTest.mouseClick(tree.viewport(), LEFT, pos=QPoint(tree.columnViewportPosition(1) + 10, eye.center().y()))
    assert stage.composition.layers[0].hidden
    stage.select((path,))
    assert hub().trigger("edit.dup")
    assert len(stage.composition.layers) == len(first.layers) + 1
    assert hub().trigger("edit.rename")
    editor = tree.focusWidget() or tree
    field = tree.findChild(QLineEdit)
    assert field is not None, editor
    field.selectAll()
    type_text(field, "خلفية")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(one.name == "خلفية" for one in stage.composition.layers), timeout=WAIT)
    qtbot.waitUntil(lambda: tree.findChild(QLineEdit) is None, timeout=WAIT)
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Delete)
    assert len(stage.composition.layers) == len(first.layers)
    while stage.document.history.undo_name is not None and stage.composition != first:
        stage.document.undo()
    assert stage.composition == first
    while stage.document.history.redo_name is not None:
        stage.document.redo()
    assert len(stage.composition.layers) == len(first.layers)


def test_bars_are_moved_trimmed_and_split_in_time(qtbot: QtBot, workspace: Workspace) -> None:
    stage, lanes = workspace.stage, workspace.timeline.lanes
    view = workspace.canvas.view
    view.setFocus()
    stage.seek(6)
    QTest.keyClick(view, Qt.Key.Key_T)
    path = stage.current
    assert path is not None
    found = lanes.bar_of(path)
    assert found is not None
    index, bar = found
    assert stage.rate.first_frame_from(bar.start) == 6
    lanes.scroll_rows(0)
    rect = lanes.bar_rect(index, bar)
    y = round(rect.center().y())

    # The end is drawn to the left: a trim.
    x = round(rect.right()) - 3
    QTest.mousePress(lanes, LEFT, pos=QPoint(x, y))
    QTest.mouseMove(lanes, QPoint(x - 50, y), 1)
    QTest.mouseMove(lanes, QPoint(x - 120, y), 1)
    QTest.mouseRelease(lanes, LEFT, pos=QPoint(x - 120, y))
    trimmed = lanes.bar_of(path)
    assert trimmed is not None
    assert trimmed[1].end < bar.end
    assert trimmed[1].start == bar.start

    # The middle is drawn to the left, and snaps to the film's beginning.
    x = round(lanes.bar_rect(*trimmed).center().x())
    way = round(lanes.bar_rect(*trimmed).left() - lanes.scale.x_of(0)) - 4
    QTest.mousePress(lanes, LEFT, pos=QPoint(x, y))
    QTest.mouseMove(lanes, QPoint(x - 10, y), 1)
    QTest.mouseMove(lanes, QPoint(x - way, y), 1)
    QTest.mouseRelease(lanes, LEFT, pos=QPoint(x - way, y))
    moved = lanes.bar_of(path)
    assert moved is not None
    assert moved[1].start == 0

    stage.seek(4)
    lanes.setFocus()
    QTest.keyClick(lanes, Qt.Key.Key_S)
    assert len([one for one in stage.composition.layers if one.type == "text" and len(one.id) <= 8]) >= 2
    while stage.document.history.undo_name is not None and len(stage.document.history.undo_names) > 1:
        stage.document.undo()
    assert not stage.exists(path)


def test_ruler_seeks_and_time_runs_left_to_right_in_both_languages(
    qtbot: QtBot, workspace: Workspace
) -> None:
    stage, lanes = workspace.stage, workspace.timeline.lanes
    for language in ("en", "ar"):
        translator().switch(language)
        assert lanes.layoutDirection() == Qt.LayoutDirection.LeftToRight
        assert workspace.transport.layoutDirection() == Qt.LayoutDirection.LeftToRight
        assert lanes.scale.x_of(0) < lanes.scale.x_of(1)
    x = round(lanes.scale.x_of_frame(30))
    QTest.mouseClick(lanes, LEFT, pos=QPoint(x, 20))
    assert stage.frame == 30
    heads = workspace.timeline.heads
    assert heads.x() > lanes.x(), "in Arabic heads stand at the right"


def test_language_switches_in_the_middle_of_work(qtbot: QtBot, workspace: Workspace) -> None:
    stage = workspace.stage
    stage.seek(40)
    settled(qtbot, workspace)
    text = quote(workspace)
    stage.select((text.path,))
    names = len(stage.document.history.undo_names)
    translator().switch("en")
    assert (stage.frame, stage.current) == (40, text.path)
    assert len(stage.document.history.undo_names) == names
    assert workspace.canvas.view.accessibleName() == "Canvas"
    form = workspace.inspector.form
    assert form is not None
    assert form.row("style", "color").label.text() == "Colour"
    translator().switch("ar")
    assert workspace.canvas.view.accessibleName() == "اللوحة"


def test_a_wrong_value_is_told_and_the_last_good_one_stays(qtbot: QtBot, workspace: Workspace) -> None:
    stage = workspace.stage
    stage.seek(40)
    settled(qtbot, workspace)
    text = quote(workspace)
    stage.select((text.path,))
    form = workspace.inspector.form
    assert form is not None
    row = form.row("place", "width")
    assert isinstance(row.editor, LineEditor)
    before = stage.composition
    row.editor.line.setText("wide")
    QTest.keyClick(row.editor.line, Qt.Key.Key_Return)
    assert row.error.text()
    assert stage.composition is before
    row.editor.line.setText("60%")
    QTest.keyClick(row.editor.line, Qt.Key.Key_Return)
    assert not row.error.text()
    assert stage.composition is not before


def test_a_motion_is_applied_by_its_tile(
    qtbot: QtBot, workspace: Workspace, rest: Callable[[], None]
) -> None:
    stage = workspace.stage
    stage.seek(40)
    settled(qtbot, workspace)
    text = quote(workspace)
    stage.select((text.path,))
    workspace.show_panel("presets")
    tile = next(one for one in workspace.presets.tiles if one.preset.id == "typewriter")
    QTest.mouseClick(tile, LEFT)
    layer = layer_at(stage.composition, text.path)
    assert [one.preset for one in layer.animations if one.phase.value == "in"] == ["typewriter"]
    assert tile.isChecked()

    def painted() -> bool:
        workspace.presets.reveal("typewriter")  # what is not seen is not painted
        return tile.still is not None

    qtbot.waitUntil(painted, timeout=WAIT)
    rest()
    assert tile.still is not None
    assert not tile.still.isNull()
    workspace.show_panel("layers")


def test_f6_goes_round_the_parts_of_the_window(qtbot: QtBot, workspace: Workspace) -> None:
    workspace.canvas.view.setFocus()
    findings = workspace.status.findings
    findings.setVisible(True)
    seen = []
    for _ in range(8):
        assert hub().trigger("view.pane")
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.append(focus)
    assert seen[0] is not workspace.canvas.view
    assert workspace.timeline.lanes in seen
    assert workspace.canvas.view in seen
    assert findings in seen, "what is found on the frame is told at the foot"


def test_words_of_the_template_change_the_film(qtbot: QtBot, workspace: Workspace) -> None:
    stage = workspace.stage
    stage.select(())
    film = workspace.inspector.film
    assert film is not None
    assert film.words is not None
    box = film.words.findChild(TextBox, "value:quote")
    assert isinstance(box, TextBox)
    box.setFocus()
    box.selectAll()
    type_text(box, "سلام")
    assert "سلام" in {one.text for one in texts_of(stage.composition)}
    stage.document.undo()
    assert "سلام" not in {one.text for one in texts_of(stage.composition)}
    assert box.text != "سلام"


def test_every_part_of_the_workspace_has_a_name_in_both_languages(qtbot: QtBot, workspace: Workspace) -> None:
    for language in ("en", "ar"):
        translator().switch(language)
        buttons = [one for one in workspace.findChildren(QAbstractButton) if one.isVisible()]
        assert len(buttons) > 20
        for widget in buttons:
            assert widget.accessibleName() or widget.text(), f"{widget.objectName()} in {widget.parent()}"
        for field in workspace.findChildren(QLineEdit):
            within = field.parent()
            named = field.accessibleName() or (isinstance(within, QWidget) and within.accessibleName())
            assert named, f"{field.objectName()} {type(within)}"


def test_presenting_shows_the_frame_and_comes_back(qtbot: QtBot, workspace: Workspace) -> None:
    workspace.stage.seek(12)
    assert hub().trigger("view.present")
    shown = workspace.presentation
    assert shown is not None
    qtbot.waitUntil(lambda: shown.shown_frame == 12, timeout=WAIT)
    QTest.keyClick(shown, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: shown.shown_frame == 13, timeout=WAIT)
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: workspace.presentation is None, timeout=WAIT)
    assert workspace.stage.frame == 13


def test_words_that_do_not_fit_are_told_beside_them(qtbot: QtBot, workspace: Workspace) -> None:
    stage = workspace.stage
    stage.seek(40)
    settled(qtbot, workspace)
    text = quote(workspace)
    stage.select((text.path,))
    form = workspace.inspector.form
    assert form is not None
    row = form.row("text")
    assert row.note.isHidden()
    long = "كلمات كثيرة جدا لا يسعها صندوق صغير " * 60
    stage.edit("step.words", lambda one: set_field(one, text.path, ("text",), long))
    qtbot.waitUntil(lambda: not row.note.isHidden(), timeout=WAIT)
    stage.document.undo()
    qtbot.waitUntil(row.note.isHidden, timeout=WAIT)
