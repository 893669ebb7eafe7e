"""Music's beats on the timeline: where they are heard, snapped to, repeated with a loop."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from studio.gui.actions import hub
from studio.gui.bridge import bridge
from studio.gui.workspace.workspace import Workspace
from studio.model.composition import Composition
from studio.services.edits.fields import set_field
from tests.gui.settling import settle
from tests.gui.timeline_film import LEFT, NONE, VOICE, film_document, place, seconds, tone


@pytest.fixture
def workspace(qtbot: QtBot, look: None, tmp_path: Path) -> Iterator[Workspace]:
    """Strokes at 0.2, 0.7 … in place of the voice, heard from the file's second 2 on at 1-4 of the film."""
    document = film_document(tmp_path)
    tone(document.session.folder / "media" / "voice.wav", [(0.2, 0.0), *[(0.05, 0.9), (0.45, 0.0)] * 12])
    host = QMainWindow()
    qtbot.addWidget(host)
    hub().attach(host)
    space = Workspace(document)
    host.setCentralWidget(space)
    host.resize(1366, 768)
    host.show()
    settle(qtbot)
    yield space
    space.close_project()
    hub().release(host)
    document.close()
    bridge().close()


def beat_times(space: Workspace) -> list[Fraction]:
    return sorted(space.timeline.lanes.beats.times(space.timeline.lanes.rows))


def test_beats_stand_where_they_are_heard(workspace: Workspace) -> None:
    found = beat_times(workspace)
    assert [round(float(time), 1) for time in found] == [1.2, 1.7, 2.2, 2.7, 3.2, 3.7]
    assert all((time * 30).denominator == 1 for time in found)
    workspace.stage.edit("step.sound", lambda one: set_field(one, VOICE, ("muted",), True))
    assert beat_times(workspace) == []


def test_a_loop_repeats_its_beats(qtbot: QtBot, workspace: Workspace) -> None:
    def change(one: Composition) -> Composition:
        for field, value in (("loop", True), ("duration", 8)):
            one = set_field(one, VOICE, (field,), value)
        return one

    workspace.stage.edit("step.sound", change)
    settle(qtbot)
    # From 2 on the file goes on for 4.2 s, then it begins there anew.
    again = [round(float(time), 1) for time in beat_times(workspace) if time > Fraction(26, 5)]
    assert again == [5.4, 5.9, 6.4, 6.9, 7.4, 7.9, 8.4, 8.9]


def test_what_is_dragged_snaps_to_a_beat(workspace: Workspace) -> None:
    lanes = workspace.timeline.lanes
    lanes.snaps, lanes.ripple = True, False
    beat = next(time for time in beat_times(workspace) if time > Fraction(13, 5) and time < 3)
    at = place(lanes, ("title",), 0.5)
    wanted = seconds(lanes, float(beat - 1)) + 4
    QTest.mousePress(lanes, LEFT, NONE, at)
    QTest.mouseMove(lanes, at + QPoint(20, 0), 1)
    QTest.mouseMove(lanes, at + QPoint(wanted, 0), 1)
    assert lanes.snap_at == beat
    QTest.mouseRelease(lanes, LEFT, NONE, at + QPoint(wanted, 0))
    title = next(one for one in workspace.stage.composition.layers if one.id == "title")
    assert title.start == beat
    lanes.grab()
