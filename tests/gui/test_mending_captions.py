"""Mending all cues beside the window: one step, stopped, refused; and the check that does not compete."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.base.errors import StudioError
from studio.gui.actions import hub
from studio.gui.bridge import bridge
from studio.gui.captions import mending_run
from studio.gui.captions.mode import CaptionMode
from studio.services.captions.cue_edits import set_text
from studio.services.captions.mending import mend_all
from tests.gui.captioned import captions_of, cue, steps, texts
from tests.gui.conftest import WAIT

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def mode(qtbot: QtBot, look: None, tmp_path: Path) -> Iterator[CaptionMode]:
    cues = [cue(0.5, 3.5, "الحوار"), cue(3.3, 5, "شكرًا لكم"), cue(6, 6.4, "أهلًا"), cue(8, 9.5, "السلام")]
    with captions_of(qtbot, tmp_path, cues) as mode:
        hub().trigger("captions.check")
        qtbot.waitUntil(lambda: len(mode.editor.check.found) > 0, timeout=WAIT)
        yield mode


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Mending waits until it is opened."""
    opened = threading.Event()

    def waiting(*args: Any, **more: Any) -> Any:
        assert threading.current_thread() is not threading.main_thread()
        opened.wait(WAIT / 1000)
        return mend_all(*args, **more)

    monkeypatch.setattr(mending_run, "mend_all", waiting)
    yield opened
    opened.set()


def test_mending_all_shows_that_it_works_and_is_one_step(
    qtbot: QtBot, mode: CaptionMode, gate: threading.Event
) -> None:
    page, before = mode.editor.check, steps(mode)
    QTest.mouseClick(page.all_button, LEFT)
    assert page.mending.isVisible()
    assert not page.all_button.isEnabled()
    assert steps(mode) == before, "nothing is changed until all is mended"
    gate.set()
    qtbot.waitUntil(lambda: not page.mending.busy and not bridge().busy, timeout=WAIT)
    assert steps(mode) == before + 1
    assert not page.mending.isVisible()


def test_mending_all_is_stopped_and_nothing_is_changed(
    qtbot: QtBot, mode: CaptionMode, gate: threading.Event
) -> None:
    page, cues, before = mode.editor.check, mode.desk.cues, steps(mode)
    QTest.mouseClick(page.all_button, LEFT)
    QTest.mouseClick(page.mending.cancel_button, LEFT)
    gate.set()
    qtbot.waitUntil(lambda: not bridge().busy, timeout=WAIT)
    assert (mode.desk.cues, steps(mode)) == (cues, before)
    assert page.all_button.isEnabled(), "it can be mended again"


def test_mending_all_is_refused_where_cues_were_changed_meanwhile(
    qtbot: QtBot, mode: CaptionMode, gate: threading.Event
) -> None:
    page = mode.editor.check
    told: list[StudioError] = []
    mode.desk.stage.refused.connect(told.append)
    QTest.mouseClick(page.all_button, LEFT)
    mode.desk.edit("step.cue-text", lambda cues: set_text(cues, 3, "كلمة أخرى"))
    before = steps(mode)
    gate.set()
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT)
    assert "changed" in told[0].message
    assert told[0].hint
    assert steps(mode) == before
    assert texts(mode)[3] == "كلمة أخرى", "what was typed stays"
    qtbot.waitUntil(lambda: not bridge().busy, timeout=WAIT)


def test_after_an_edit_only_the_cue_and_its_neighbours_are_checked(qtbot: QtBot, mode: CaptionMode) -> None:
    page = mode.editor.check
    # Opening the editor and asking for the check are two reasons to check: all of it is over first.
    qtbot.waitUntil(lambda: not page.waits and not bridge().busy, timeout=WAIT)
    before = page.looked
    mode.desk.edit("step.cue-text", lambda cues: set_text(cues, 3, "كلمة أخرى"))
    qtbot.waitUntil(lambda: page.looked > before, timeout=WAIT)
    qtbot.waitUntil(lambda: not page.waits and not bridge().busy, timeout=WAIT)
    assert page.looked - before == 2
