"""Cues that are shown together: each is marked in the list, and chosen where it is pointed at."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.gui.captions.mode import CaptionMode
from studio.scene.placed import PlacedCaption
from tests.gui.captioned import TEXTS, captions_of, click_cell, cue, send_double, steps
from tests.gui.conftest import WAIT

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def mode(qtbot: QtBot, look: None, tmp_path: Path) -> Iterator[CaptionMode]:
    """The first cue is on while the second comes and goes; the third overlaps both for a while."""
    said = [cue(0.5, 6, TEXTS[0]), cue(1, 3, TEXTS[1]), cue(2, 5, TEXTS[2]), cue(7, 8, TEXTS[3])]
    with captions_of(qtbot, tmp_path, said) as mode:
        yield mode


def shown(qtbot: QtBot, mode: CaptionMode, seconds: float) -> tuple[PlacedCaption, ...]:
    mode.desk.stage.seek(round(seconds * float(mode.desk.stage.rate.fraction)))
    view = mode.space.canvas.view
    qtbot.waitUntil(
        lambda: view.painted is not None and view.painted.wish.time == mode.desk.now, timeout=WAIT
    )
    placed = view.placed_layer(("captions",))
    assert placed is not None
    return placed.captions


def place(mode: CaptionMode, caption: PlacedCaption) -> QPoint:
    return mode.space.canvas.view.to_widget(caption.box.center).toPoint()


def test_all_rows_that_are_seen_are_marked_and_the_latest_leads(mode: CaptionMode) -> None:
    rate = float(mode.desk.stage.rate.fraction)
    for seconds, rows in ((0.7, (0,)), (2.5, (0, 1, 2)), (4, (0, 2)), (5.5, (0,)), (6.5, ()), (7.5, (3,))):
        mode.desk.stage.seek(round(seconds * rate))
        assert mode.editor.table.cues.seen == rows
        assert mode.desk.spoken == (rows[-1] if rows else -1)


def test_the_caption_that_is_pointed_at_is_chosen(qtbot: QtBot, mode: CaptionMode) -> None:
    captions = shown(qtbot, mode, 2.5)
    assert [one.cues[0].text for one in captions] == list(TEXTS[:3])
    before = mode.desk.stage.time
    for row in (1, 0, 2):
        QTest.mouseClick(mode.space.canvas.view, LEFT, pos=place(mode, captions[row]))
        assert mode.desk.chosen == (row,)
        assert mode.editor.table.currentIndex().row() == row
    assert mode.desk.stage.time == before, "it is seen where it was pointed at"
    assert steps(mode) == 0


def test_a_double_click_on_a_caption_has_its_text_written(qtbot: QtBot, mode: CaptionMode) -> None:
    captions = shown(qtbot, mode, 2.5)
    view, at = mode.space.canvas.view, place(mode, captions[1])
    QTest.mouseClick(view, LEFT, pos=at)
    send_double(view, at.toPointF())
    assert mode.editor.table.box is not None
    assert mode.desk.current == 1


def test_choosing_one_that_is_seen_does_not_move_the_playhead(qtbot: QtBot, mode: CaptionMode) -> None:
    shown(qtbot, mode, 2.5)
    before = mode.desk.stage.time
    for row in (0, 1, 2):
        click_cell(mode, row)
        assert mode.desk.stage.time == before
    click_cell(mode, 3)
    assert mode.desk.stage.time == 7
