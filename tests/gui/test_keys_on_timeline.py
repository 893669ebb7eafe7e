"""Keyframes on the timeline by mouse and keys: chosen, dragged, stretched, copied, curved."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.gui.actions import hub
from studio.gui.i18n import WindowLanguage, translator
from studio.gui.workspace.timeline.key_rows import property_name
from studio.services.edits.fields import field_value
from studio.services.edits.keyframes import easing_of
from studio.services.edits.layers import set_locked
from tests.gui.conftest import WAIT
from tests.gui.keyed import CONTROL, DOT, FILL, LEFT, NONE, OFFSET, OPACITY, SCALE, SHIFT, Bench, open_bench


@pytest.fixture
def bench(qtbot: QtBot, look: None, tmp_path: Path) -> Iterator[Bench]:
    with open_bench(qtbot, tmp_path) as bench:
        yield bench


def test_each_animated_property_has_a_lane_with_its_name(bench: Bench) -> None:
    names: dict[WindowLanguage, list[str]] = {"ar": ["المقياس", "التعبئة"], "en": ["Scale", "Fill"]}
    for language, known in names.items():
        translator().switch(language)
        assert [row.name for row in bench.lanes.rows if row.keys is not None] == known
    shapes = {lane.field: [mark.shape for mark in lane.marks] for lane in bench.keys.lanes()}
    assert shapes == {SCALE: ["diamond", "circle", "diamond"], FILL: ["square", "diamond"]}
    bench.stage.select([("words",)])
    assert not any(row.keys for row in bench.lanes.rows)


def test_a_key_is_dragged_in_one_step_and_escape_takes_it_back(bench: Bench) -> None:
    start, end = bench.key_point(SCALE, 2), bench.key_point(SCALE, 2)
    end.setX(bench.frame_x(25))
    before, steps = bench.stage.composition, bench.steps
    bench.drag(start, end, let_go=False)
    assert bench.times_of(SCALE) == [1, 2.5, 3]
    QTest.keyClick(bench.lanes, Qt.Key.Key_Escape)
    QTest.mouseRelease(bench.lanes, LEFT, NONE, end)
    assert bench.stage.composition == before
    assert bench.steps == steps
    bench.drag(start, end)
    assert bench.times_of(SCALE) == [1, 2.5, 3]
    assert bench.steps == steps + 1
    assert bench.keys.keys == {bench.key(SCALE, 2.5)}
    bench.document.undo()
    assert bench.stage.composition == before


def test_a_dragged_key_snaps_to_the_playhead_and_to_other_keys(bench: Bench) -> None:
    bench.lanes.snaps = True
    bench.stage.seek(16)
    start = bench.key_point(SCALE, 1)
    bench.drag(start, QPoint(bench.frame_x(16) + 6, start.y()))
    assert bench.times_of(SCALE)[0] == 1.6
    start = bench.key_point(SCALE, 1.6)
    bench.drag(start, QPoint(bench.frame_x(10) - 6, start.y()))
    assert bench.times_of(SCALE)[0] == 1, "to the key of the colour"


def test_several_keys_are_chosen_with_shift_and_by_a_rubber_band(bench: Bench) -> None:
    QTest.mouseClick(bench.lanes, LEFT, NONE, bench.key_point(SCALE, 1))
    QTest.mouseClick(bench.lanes, LEFT, SHIFT, bench.key_point(FILL, 2))
    assert bench.keys.keys == {bench.key(SCALE, 1), bench.key(FILL, 2)}
    QTest.mouseClick(bench.lanes, LEFT, SHIFT, bench.key_point(FILL, 2))
    assert bench.keys.keys == {bench.key(SCALE, 1)}
    start = bench.key_point(SCALE, 1) + QPoint(-30, -8)
    bench.drag(start, bench.key_point(FILL, 2) + QPoint(20, 8))
    assert bench.keys.keys == {
        bench.key(SCALE, 1),
        bench.key(SCALE, 2),
        bench.key(FILL, 1),
        bench.key(FILL, 2),
    }
    QTest.mouseClick(bench.lanes, LEFT, NONE, bench.key_point(SCALE, 3) + QPoint(60, 0))
    assert not bench.keys.keys
    assert bench.stage.current == DOT, "the layer stays chosen"


def test_brackets_stretch_the_chosen_keys(bench: Bench) -> None:
    bench.keys.choose(bench.key(SCALE, at) for at in (1, 2, 3))
    end = bench.timeline.key_tool.brackets()["end"].center().toPoint()
    steps = bench.steps
    bench.drag(end, QPoint(end.x() + bench.frame_x(10) - bench.frame_x(5), end.y()))
    assert bench.times_of(SCALE) == [1, 2.3, 3.5] or bench.times_of(SCALE) == [1, 2.2, 3.5]
    assert bench.steps == steps + 1
    assert len(bench.keys.keys) == 3
    start = bench.timeline.key_tool.brackets()["start"].center().toPoint()
    bench.drag(start, QPoint(start.x() + bench.frame_x(10), start.y()))
    assert bench.times_of(SCALE)[-1] == 3.5
    assert len(bench.times_of(SCALE)) == 3


def test_keys_move_by_frames_with_the_arrows(bench: Bench) -> None:
    bench.keys.choose([bench.key(SCALE, 2), bench.key(FILL, 2)])
    frame, steps = bench.stage.frame, bench.steps
    QTest.keyClick(bench.lanes, Qt.Key.Key_Right)
    QTest.keyClick(bench.lanes, Qt.Key.Key_Right)
    assert bench.times_of(SCALE) == [1, 2.2, 3]
    assert bench.times_of(FILL) == [1, 2.2]
    assert bench.steps == steps + 1, "quick repeats are one step"
    assert bench.stage.frame == frame, "the playhead stays"
    QTest.keyClick(bench.lanes, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert bench.times_of(FILL) == [1, 2.1]
    bench.keys.choose(bench.key(SCALE, at) for at in (1, 2.1, 3))
    QTest.keyClick(bench.lanes, Qt.Key.Key_Right, SHIFT)
    assert bench.times_of(SCALE)[-1] == 3.1
    QTest.keyClick(bench.lanes, Qt.Key.Key_Escape)
    assert not bench.keys.keys
    QTest.keyClick(bench.lanes, Qt.Key.Key_Right)
    assert bench.stage.frame == frame + 1, "then the arrows are the playhead's again"


def test_keys_are_reached_set_copied_and_deleted_without_a_mouse(bench: Bench) -> None:
    alt = Qt.KeyboardModifier.AltModifier
    bench.stage.seek(0)
    QTest.keyClick(bench.lanes, Qt.Key.Key_PageDown, alt)
    assert bench.stage.frame == 10
    assert bench.keys.keys == {bench.key(SCALE, 1), bench.key(FILL, 1)}
    QTest.keyClick(bench.lanes, Qt.Key.Key_C, CONTROL)
    bench.stage.seek(15)
    QTest.keyClick(bench.lanes, Qt.Key.Key_V, CONTROL)
    assert bench.times_of(FILL) == [1, 1.5, 2]
    QTest.keyClick(bench.lanes, Qt.Key.Key_PageUp, alt)
    QTest.keyClick(bench.lanes, Qt.Key.Key_Delete)
    assert bench.times_of(FILL) == [1.5, 2]
    assert bench.stage.exists(DOT), "keys go, not the layer"
    bench.stage.seek(18)
    QTest.keyClick(bench.lanes, Qt.Key.Key_D)
    assert 1.8 in bench.times_of(FILL)
    assert 1.8 in bench.times_of(SCALE)
    bench.keys.choose([bench.key(SCALE, 1.8)])
    hub().trigger("edit.all")
    assert len(bench.keys.keys) == len(bench.times_of(FILL)) + len(bench.times_of(SCALE))
    bench.keys.choose(())
    QTest.keyClick(bench.lanes, Qt.Key.Key_Delete)
    assert not bench.stage.exists(DOT), "with no key chosen it is the layer again"


def test_a_layer_without_keys_is_asked_what_to_animate(qtbot: QtBot, bench: Bench) -> None:
    bench.stage.select([("words",)])
    bench.stage.seek(5)
    QTest.keyClick(bench.lanes, Qt.Key.Key_D)
    menu = bench.marks.menu
    assert menu is not None
    names = [action.text() for action in menu.actions()]
    assert property_name(OPACITY) in names
    assert property_name(OFFSET) in names
    next(one for one in menu.actions() if one.text() == property_name(OPACITY)).trigger()
    menu.close()
    value = field_value(bench.stage.composition, ("words",), OPACITY)
    assert [frame.time for frame in value.keyframes] == [Fraction(1, 2)]
    bench.stage.select(())
    assert not hub().trigger("time.key")


def test_double_click_opens_the_curve_and_its_handles_shape_the_motion(qtbot: QtBot, bench: Bench) -> None:
    film = bench.stage.composition
    QTest.mouseDClick(bench.lanes, LEFT, NONE, bench.key_point(SCALE, 2))
    popover = bench.marks.popover
    assert popover is not None
    editor, view = popover.editor, popover.editor.view
    assert editor.easing == "move"
    steps = bench.steps
    point = view.handle_point(0)
    assert point is not None
    start = point.toPoint()
    QTest.mousePress(view, LEFT, NONE, start)
    for way in (10, 30, 50):
        QTest.mouseMove(view, start + QPoint(way, -way))
    QTest.mouseRelease(view, LEFT, NONE, start + QPoint(50, -50))
    made = easing_of(bench.stage.composition, DOT, bench.key(SCALE, 2))
    assert made.startswith("cubic-bezier(")
    assert made == editor.easing
    assert bench.steps == steps + 1
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert easing_of(bench.stage.composition, DOT, bench.key(SCALE, 2)) != made
    editor.gallery.scrollToItem(editor.gallery.item(7))
    tile = editor.gallery.tile_point("ease").toPoint()
    QTest.mouseClick(editor.gallery.viewport(), LEFT, NONE, tile)
    editor.gallery.setCurrentRow(2)
    assert easing_of(bench.stage.composition, DOT, bench.key(SCALE, 2)) == "enter"
    QTest.keyClick(editor.gallery, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bench.marks.popover is None, timeout=WAIT)
    assert field_value(bench.stage.composition, DOT, FILL) == field_value(film, DOT, FILL)
    # Enter opens it as well: at the last key, the curve that leads there.
    bench.lanes.setFocus()
    bench.keys.choose([bench.key(SCALE, 3)])
    QTest.keyClick(bench.lanes, Qt.Key.Key_Return)
    assert bench.marks.popover is not None
    assert bench.marks.popover.editor.easing == "enter"
    bench.marks.popover.close()


def test_double_click_on_a_bars_diamond_opens_the_curve_of_its_keys(bench: Bench) -> None:
    bench.stage.select([("words",)])
    index, bar = next(
        (index, bar) for index, row in enumerate(bench.lanes.rows) for bar in row.bars if bar.path == DOT
    )
    rect = bench.lanes.bar_rect(index, bar)
    at = QPoint(round(bench.lanes.scale.x_of(Fraction(2))), round(rect.bottom()) - 5)
    QTest.mouseClick(bench.lanes, LEFT, NONE, at)
    QTest.mouseDClick(bench.lanes, LEFT, NONE, at)
    assert bench.stage.current == DOT
    assert {key.time for key in bench.keys.keys} == {2}
    popover = bench.marks.popover
    assert popover is not None
    popover.close()


def test_a_right_click_on_a_key_offers_what_can_be_done_with_it(bench: Bench) -> None:
    at = bench.key_point(SCALE, 2)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, bench.lanes.mapToGlobal(at))
    QApplication.sendEvent(bench.lanes, event)
    menu = bench.marks.menu
    assert menu is not None
    words = [action.text() for action in menu.actions() if action.text()]
    assert words == ["منحنى الحركة", "قص", "نسخ", "لصق", "حذف"]
    menu.actions()[-1].trigger()
    assert bench.times_of(SCALE) == [1, 3]
    menu.close()


def test_keys_of_a_locked_layer_stay_where_they_are(bench: Bench) -> None:
    bench.stage.edit("step.lock", lambda one: set_locked(one, [DOT], True))
    before = bench.stage.composition
    start = bench.key_point(SCALE, 2)
    bench.drag(start, start + QPoint(60, 0))
    bench.keys.choose([bench.key(SCALE, 2)])
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Delete):
        QTest.keyClick(bench.lanes, key)
    assert bench.stage.composition == before
    assert bench.keys.keys == {bench.key(SCALE, 2)}


def test_what_is_chosen_elsewhere_is_scrolled_to(bench: Bench) -> None:
    lanes = bench.lanes
    lanes.setFixedHeight(lanes.ruler_height + 40)
    QApplication.processEvents()
    bench.stage.select(())
    lanes.scroll_rows(0)
    bench.stage.select([("words",)])
    row, _bar = lanes.bar_of(("words",)) or (-1, None)
    assert lanes.row_top(row) == lanes.ruler_height
    bench.stage.select([DOT])
    row, _bar = lanes.bar_of(DOT) or (-1, None)
    assert lanes.row_top(row) == lanes.ruler_height
