"""The inspector's diamonds and its curve field: any property that can change over time."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.gui.curves.names import GALLERY, easing_name
from studio.gui.i18n import LANGUAGES, WindowLanguage, translator
from studio.gui.workspace.canvas.drags import nudged
from studio.gui.workspace.inspector.easing_editor import EasingEditor
from studio.gui.workspace.inspector.form import LayerForm
from studio.gui.workspace.inspector.row import Row
from studio.gui.workspace.inspector.specs import FieldSpec, specs_of
from studio.model.animation import Keyframes
from studio.model.composition import Composition
from studio.scene.placed import placed_at
from studio.scene.scene import Scene
from studio.services.edits.fields import field_value
from studio.services.edits.paths import node_at
from tests.gui.conftest import WAIT
from tests.gui.keyed import DOT, LEFT, Bench, open_bench
from tests.unit.scene.composed import resources

NEW: dict[str, Any] = {"number": 0.5, "color": "positive", "point": (12.0, -8.0)}
"""Another value for each kind of field."""


@pytest.fixture
def bench(qtbot: QtBot, look: None, tmp_path: Path) -> Iterator[Bench]:
    with open_bench(qtbot, tmp_path) as bench:
        yield bench


def form_of(qtbot: QtBot, bench: Bench, path: tuple[str, ...]) -> LayerForm:
    form = LayerForm(bench.stage, path, {"more": True, "motion": True, "look": True})
    bench.stage.edited.connect(form.refresh)
    bench.stage.moved.connect(form.refresh)
    qtbot.addWidget(form)
    form.show()
    return form


def state_of(row: Row) -> str:
    """What the diamond says, by its accessible name."""
    words = row.diamond.accessibleName()
    known = {"متحرك": "half", "ثابت": "hollow", "إطار": "full"}
    return next(state for part, state in known.items() if words.startswith(part))


def animated(bench: Bench, path: tuple[str, ...]) -> list[FieldSpec]:
    return [spec for spec in specs_of(node_at(bench.stage.composition, path)) if spec.animated]


@pytest.mark.parametrize("kind", ["shape", "text", "image", "group", "icon", "pattern", "chart"])
def test_every_animatable_field_is_keyed_by_its_diamond(qtbot: QtBot, bench: Bench, kind: str) -> None:
    path = (kind,)
    needed: dict[str, dict[str, Any]] = {
        "text": {"text": "حوار", "style": {"stroke": {}, "glow": {}}},
        "image": {"media": "none"},
        "icon": {"icon": "star"},
        "chart": {"chart": {"kind": "counter", "end": 12}},
        "shape": {"stroke": {}},
    }
    layer = {"type": kind, "id": kind, **needed.get(kind, {})}
    film = bench.stage.composition
    made = Composition.model_validate({**film.model_dump(), "layers": [layer]})
    bench.stage.edit("step.field", lambda _: made)
    bench.stage.select([path])
    form = form_of(qtbot, bench, path)
    specs = animated(bench, path)
    assert specs
    for spec in specs:
        row = form.row(*spec.path)
        before = field_value(bench.stage.composition, path, spec.path)
        if spec.kind not in NEW or before is None:
            continue
        bench.stage.seek(10)
        assert state_of(row) == "hollow"
        QTest.mouseClick(row.diamond, LEFT)
        assert state_of(row) == "full", spec.dotted
        bench.stage.seek(20)
        assert state_of(row) == "half"
        # A value that is edited while it is animated sets a key at the playhead.
        row.editor.changed.emit(NEW[spec.kind])
        assert row.error.text() == "", spec.dotted
        value = field_value(bench.stage.composition, path, spec.path)
        assert isinstance(value, Keyframes)
        assert [frame.time for frame in value.keyframes] == [Fraction(1), Fraction(2)]
        assert value.keyframes[1].value == NEW[spec.kind]
        assert state_of(row) == "full"
        bench.stage.seek(15)
        form.refresh()  # between two keys every kind of value is shown
        QTest.mouseClick(row.diamond, LEFT)
        assert row.error.text() == "", spec.dotted
        for frame in (20, 15, 10):
            bench.stage.seek(frame)
            QTest.mouseClick(row.diamond, LEFT)
        assert state_of(row) == "hollow"
        assert field_value(bench.stage.composition, path, spec.path) == before
    whole = bench.stage.composition
    assert Composition.model_validate(whole.model_dump(warnings="error")) == whole


def test_the_curve_field_shows_and_changes_an_easing(qtbot: QtBot, look: None) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    editor = EasingEditor(FieldSpec(("chart", "easing"), "easing", "motion"))
    editor.setParent(holder)
    holder.resize(1000, 700)
    holder.show()
    got: list[str] = []
    editor.changed.connect(got.append)
    editor.changed.connect(editor.show_value)
    editor.show_value("enter")
    names: dict[WindowLanguage, str] = {"ar": "دخول", "en": "Enter"}
    for language, name in names.items():
        translator().switch(language)
        editor.show_value("enter")
        assert editor.button.text() == name
    QTest.mouseClick(editor.button, LEFT)
    popover = editor.popover
    assert popover is not None
    gallery = popover.editor.gallery
    assert gallery.currentRow() == GALLERY.index("enter")
    gallery.setFocus()
    QTest.keyClick(gallery, Qt.Key.Key_Right)
    assert got == [GALLERY[GALLERY.index("enter") + 1]]
    numbers = popover.editor.numbers.handles
    numbers[1].setFocus()
    numbers[1].selectAll()
    QTest.keyClicks(numbers[1], "0.5")
    QTest.keyClick(numbers[1], Qt.Key.Key_Return)
    assert got[-1] == "cubic-bezier(0.3,0.5,0.8,0.15)"
    popover.editor.gallery.setCurrentRow(GALLERY.index("spring(170,26,1)"))
    popover.editor.numbers.spring[1].step_by(-10)
    assert got[-1] == "spring(170,16,1)"
    popover.editor.gallery.setCurrentRow(GALLERY.index("steps(4,end)"))
    popover.editor.numbers.steps.step_by(2)
    assert got[-1] == "steps(6,end)"
    assert editor.button.text() == "6 steps"
    QTest.keyClick(popover.editor.view, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: editor.popover is None, timeout=WAIT)


def test_handles_are_reached_by_tab_and_moved_by_arrows(qtbot: QtBot, look: None) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    editor = EasingEditor(FieldSpec(("chart", "easing"), "easing", "motion"))
    editor.setParent(holder)
    holder.resize(1000, 700)
    holder.show()
    editor.show_value("linear")
    editor.open()
    assert editor.popover is not None
    view = editor.popover.editor.view
    assert view.layoutDirection() == Qt.LayoutDirection.LeftToRight
    qtbot.waitUntil(view.hasFocus, timeout=WAIT)
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert view.easing == "cubic-bezier(0.01,0.1,1,1)"
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert view.handle == 1
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.easing == "cubic-bezier(0.01,0.1,0.99,1)"
    assert (
        "0.99" in view.accessibleDescription()
        or "٠٫٩٩" in view.accessibleDescription()
        or "٠.٩٩" in (view.accessibleDescription())
    )
    editor.popover.close()


def test_every_tile_of_the_gallery_has_a_name_of_its_own(look: None) -> None:
    for language in LANGUAGES:
        translator().switch(language)
        names = [easing_name(easing) for easing in GALLERY]
        assert len(set(names)) == len(names)
        assert all(names)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_moving_on_the_canvas_sets_a_key_where_the_shift_is_animated(language: str) -> None:
    shift = {"keyframes": [{"time": 0, "value": [0, 0]}, {"time": 2, "value": [40, 0]}]}
    dot = {"type": "shape", "id": "dot", "place": {"width": 40, "height": 40}, "transform": {"offset": shift}}
    size = {"width": 160, "height": 160}
    film = Composition.model_validate({"size": size, "duration": 4, "language": language, "layers": [dot]})
    time = Fraction(1)
    (placed,) = placed_at(Scene(film, resources()), time)
    after = nudged(film, [placed], 10, 5, time)
    value = field_value(after, DOT, ("transform", "offset"))
    assert [frame.time for frame in value.keyframes] == [0, 1, 2]
    assert field_value(after, DOT, ("place", "offset")) == field_value(film, DOT, ("place", "offset"))
    (moved,) = placed_at(Scene(after, resources()), time)
    assert moved.bounds.x - placed.bounds.x == pytest.approx(10)
    assert moved.bounds.y - placed.bounds.y == pytest.approx(5)
