"""Markers and the played range on the ruler, by mouse and keys."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.gui.actions import hub
from studio.gui.dialogs.palette import answers
from studio.gui.i18n import WindowLanguage, translator
from studio.gui.workspace.timeline.range_tool import RangeTool
from tests.gui.conftest import WAIT
from tests.gui.keyed import DOT, LEFT, NONE, SCALE, SHIFT, Bench, open_bench
from tests.gui.typing_keys import type_text


@pytest.fixture
def bench(qtbot: QtBot, look: None, tmp_path: Path) -> Iterator[Bench]:
    with open_bench(qtbot, tmp_path) as bench:
        yield bench


def mark(bench: Bench, frame: int) -> None:
    """M at a frame."""
    bench.stage.seek(frame)
    QTest.keyClick(bench.lanes, Qt.Key.Key_M)


def times(bench: Bench) -> list[float]:
    return [float(one.time) for one in bench.stage.composition.markers]


def flag(bench: Bench, number: int) -> QPoint:
    rect = bench.markers.rect(bench.stage.composition.markers[number])
    return QPoint(round(rect.left()) + 6, round(rect.center().y()) + 2)


def test_a_marker_is_set_named_dragged_and_deleted(qtbot: QtBot, bench: Bench) -> None:
    steps = bench.steps
    mark(bench, 12)
    assert times(bench) == [1.2]
    assert bench.steps == steps + 1
    names: dict[WindowLanguage, str] = {"en": "Marker 1", "ar": "علامة ١"}
    for language, name in names.items():
        translator().switch(language)
        assert bench.markers.name_of(bench.stage.composition.markers[0]) == name

    # M once more names it; Esc takes the name back, Enter keeps it.
    QTest.keyClick(bench.lanes, Qt.Key.Key_M)
    field = bench.markers.field
    assert field is not None
    type_text(field, "غلط")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert bench.stage.composition.markers[0].name == ""
    QTest.mouseDClick(bench.lanes, LEFT, NONE, flag(bench, 0))
    field = bench.markers.field
    assert field is not None
    type_text(field, "اللازمة")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert bench.stage.composition.markers[0].name == "اللازمة"
    qtbot.waitUntil(bench.lanes.hasFocus, timeout=WAIT)

    # Dragged in one step, taken back by Esc.
    start, steps = flag(bench, 0), bench.steps
    end = QPoint(start.x() + bench.frame_x(10) - bench.frame_x(0), start.y())
    bench.drag(start, end, let_go=False)
    assert times(bench) == [2.2]
    QTest.keyClick(bench.lanes, Qt.Key.Key_Escape)
    QTest.mouseRelease(bench.lanes, LEFT, NONE, end)
    assert times(bench) == [1.2]
    bench.drag(start, end)
    assert times(bench) == [2.2]
    assert bench.steps == steps + 1

    # A click goes there; arrows move it, Del removes it and nothing else.
    bench.stage.seek(0)
    QTest.mouseClick(bench.lanes, LEFT, NONE, flag(bench, 0))
    assert bench.stage.frame == 22
    QTest.keyClick(bench.lanes, Qt.Key.Key_Right)
    QTest.keyClick(bench.lanes, Qt.Key.Key_Right, SHIFT)
    assert times(bench) == [3.3]
    bench.stage.select([DOT])
    QTest.keyClick(bench.lanes, Qt.Key.Key_Delete)
    assert times(bench) == []
    assert bench.stage.exists(DOT)


def test_markers_draw_what_is_dragged_and_stop_the_jumps(bench: Bench) -> None:
    for frame in (13, 27):
        mark(bench, frame)
    bench.stage.seek(0)
    bench.lanes.snaps = True
    start = bench.key_point(SCALE, 2)
    bench.drag(start, QPoint(bench.frame_x(27) + 5, start.y()))
    assert bench.times_of(SCALE) == [1, 2.7, 3]
    start = flag(bench, 0)
    bench.drag(start, QPoint(start.x() - bench.frame_x(13) + bench.frame_x(10) + 5, start.y()))
    assert times(bench) == [1, 2.7], "a marker is drawn to keys"
    bench.stage.seek(0)
    QTest.keyClick(bench.lanes, Qt.Key.Key_Down)
    assert bench.stage.frame == 10, "cut on stops at markers"
    bench.markers.choose(None)
    QTest.keyClick(bench.lanes, Qt.Key.Key_PageDown, SHIFT)
    assert bench.stage.frame == 27
    chosen = bench.markers.chosen
    assert chosen is not None
    assert chosen.time == Fraction(27, 10)
    QTest.keyClick(bench.lanes, Qt.Key.Key_PageUp, SHIFT)
    assert bench.stage.frame == 10


def test_markers_are_coloured_and_their_commands_found_in_the_palette(bench: Bench) -> None:
    mark(bench, 5)
    marker = bench.stage.composition.markers[0]
    menu = bench.markers.menu(marker)
    colors = [action for action in menu.actions() if action.isCheckable()]
    assert [action.isChecked() for action in colors] == [True, False, False, False, False]
    colors[3].trigger()
    menu.deleteLater()
    assert bench.stage.composition.markers[0].color == "warning"
    for query in ("marker", "علامة"):
        found = {action.id for action in answers(query, hub().bound())}
        assert {"time.marker", "time.markprev", "time.marknext"} <= found


def test_the_played_range_is_dragged_by_its_handles(bench: Bench) -> None:
    stage = bench.stage
    stage.seek(10)
    QTest.keyClick(bench.lanes, Qt.Key.Key_I)
    stage.seek(29)
    QTest.keyClick(bench.lanes, Qt.Key.Key_O)
    assert stage.range == (10, 30)
    tool = next(one for one in bench.lanes.tools if isinstance(one, RangeTool))
    start = tool.handle(0).center().toPoint()
    way = bench.frame_x(5) - bench.frame_x(10)
    bench.drag(start, QPoint(bench.frame_x(5), start.y()), let_go=False)
    assert stage.range == (5, 30)
    QTest.keyClick(bench.lanes, Qt.Key.Key_Escape)
    QTest.mouseRelease(bench.lanes, LEFT, NONE, start + QPoint(way, 0))
    assert stage.range == (10, 30)
    end = tool.handle(1).center().toPoint()
    bench.drag(end, QPoint(bench.frame_x(2), end.y()))
    assert stage.range == (10, 11), "a frame is left"
    QTest.mouseDClick(bench.lanes, LEFT, NONE, tool.handle(1).center().toPoint())
    assert not stage.has_range
