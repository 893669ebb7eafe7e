"""How the window feels: kept frames, drafts while dragging, frames that were missed, less motion, carets."""

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from studio.gui.actions import hub
from studio.gui.bridge import bridge
from studio.gui.document import Document
from studio.gui.main_window import MainWindow, make_workspace
from studio.gui.preferences import Preferences
from studio.gui.start.previews import Previews, Wanted
from studio.gui.theme.theme import theme
from studio.gui.widgets.toast import SECONDS, Toast
from studio.gui.workspace.frames import Painted
from studio.gui.workspace.workspace import Workspace
from studio.presets.catalog import bundled
from studio.services.edits.fields import set_field
from studio.services.playback import FrameCount
from tests.gui.conftest import WAIT
from tests.gui.small_project import open_small


@pytest.fixture
def document(look: None, tmp_path: Path) -> Document:
    return open_small(tmp_path)


@pytest.fixture
def space(
    qtbot: QtBot, window: MainWindow, document: Document, rest: Callable[[], None]
) -> Iterator[Workspace]:
    """The workspace with its first frame on screen."""
    window.make_workspace = make_workspace
    window.show_document(document)
    found = window.workspace
    assert isinstance(found, Workspace)
    qtbot.waitUntil(lambda: found.canvas.view.painted is not None, timeout=WAIT)
    rest()
    yield found
    window.show_start()


@pytest.fixture
def seen(qtbot: QtBot, space: Workspace) -> Callable[[], None]:
    """Waits until the canvas shows the moment and the film of now."""
    view = space.canvas.view

    def shows() -> bool:
        wish = painted_of(space).wish
        now = (view.seen_composition(), space.stage.time)
        return not view.source.busy and (wish.composition, wish.time) == now

    return lambda: qtbot.waitUntil(shows, timeout=WAIT)


def painted_of(space: Workspace) -> Painted:
    found = space.canvas.view.painted
    assert found is not None
    return found


def test_undo_finds_the_frame_that_was_on_screen(
    qtbot: QtBot, space: Workspace, document: Document, seen: Callable[[], None]
) -> None:
    before = painted_of(space)
    space.stage.edit("step.field", lambda one: set_field(one, ("title",), ("text",), "سلام"))
    seen()
    assert painted_of(space).image != before.image
    document.undo()
    assert painted_of(space).image == before.image, "without waiting"
    assert not bridge().busy


def test_seen_frames_take_no_more_memory_than_they_may(space: Workspace, seen: Callable[[], None]) -> None:
    kept = space.canvas.view.source.kept
    size = painted_of(space).image.sizeInBytes()
    kept._most = 3 * size
    for frame in range(12):
        space.stage.seek(frame)
        seen()
    assert kept.bytes <= 3 * size


def test_a_drag_shows_half_the_size_and_the_whole_follows(
    qtbot: QtBot, space: Workspace, seen: Callable[[], None]
) -> None:
    full = painted_of(space).image.width()
    space.stage.begin_drag()
    space.stage.seek(4)
    seen()
    assert painted_of(space).wish.draft
    assert abs(painted_of(space).image.width() * 2 - full) <= 2
    space.stage.end_drag()
    qtbot.waitUntil(lambda: not painted_of(space).wish.draft, timeout=WAIT)
    assert painted_of(space).image.width() == full


@pytest.mark.parametrize(("quality", "resting", "dragged"), [("draft", True, True), ("full", False, False)])
def test_the_quality_of_the_preview_is_as_it_was_set(
    window: MainWindow,
    space: Workspace,
    seen: Callable[[], None],
    quality: str,
    resting: bool,
    dragged: bool,
) -> None:
    window.preferences.store.change(preview=quality)
    space.stage.seek(2)
    seen()
    assert painted_of(space).wish.draft is resting
    space.stage.begin_drag()
    space.stage.seek(4)
    seen()
    assert painted_of(space).wish.draft is dragged
    space.stage.end_drag()


def test_a_first_frame_that_takes_long_has_a_skeleton(space: Workspace) -> None:
    view = space.canvas.view
    view.painted = None
    assert not view.is_late
    view._wait()
    assert view.is_late
    view.grab()


def test_missed_frames_are_told_and_a_loop_misses_none(space: Workspace) -> None:
    count = FrameCount()
    for frame in (0, 1, 2, 5, 0, 1):
        count.show(frame)
    assert (count.painted, count.dropped) == (6, 2)
    for frame in (9, 8, 6):
        if frame == 9:
            count.begin()
        count.show(frame, -1)
    assert count.dropped == 3
    assert space.status.dropped.text() == ""
    space.player.count = count
    space.player._timer.start()
    space.status.retranslate()
    assert space.status.dropped.text() == "فاتت ٣ إطارات"
    space.player.pause()
    assert space.status.dropped.text() == "", "once it rests nothing is missed any more"


def test_the_foot_says_when_the_film_was_saved_in_the_windows_digits(space: Workspace) -> None:
    document = space.stage.document
    now = datetime.datetime.now().astimezone()
    document.saved_at = now.replace(hour=10, minute=42).timestamp()
    document.state_changed.emit()
    assert "١٠:٤٢" in space.status.saved.text()
    document.saved_at = (now - datetime.timedelta(days=3)).timestamp()
    document.state_changed.emit()
    assert space.status.saved.text() == "محفوظ"
    assert space.status.saved.toolTip()


def test_snapping_and_ripple_are_seen_beside_each_other(space: Workspace) -> None:
    for id in ("time.snap", "time.ripple"):
        button = space.findChild(QToolButton, f"button:{id}")
        assert button is not None
        assert button.isVisible()
        assert button.isChecked()
        assert button.text() in button.toolTip()
        hub().trigger(id)
        assert not button.isChecked()
        hub().trigger(id)


def test_a_message_counts_only_while_the_window_answers(qtbot: QtBot, look: None) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(640, 360)
    toast = Toast(over)
    toast.say("محفوظ")
    toast._tick()  # one step, however long nothing answered
    assert not toast.isHidden(), "not shown yet: nothing was counted"
    over.show()
    for _ in range(SECONDS * 4 - 1):
        toast._tick()
    assert toast.isVisible()
    toast._tick()
    assert not toast.isVisible()


def test_start_paints_no_previews_while_a_project_opens(qtbot: QtBot, look: None) -> None:
    previews = Previews()
    wanted = Wanted(bundled().ids("templates")[0], "9:16", "ar", 64)
    previews.hold(True)
    assert previews.still(wanted) is None
    assert previews.film(wanted) == []
    assert not bridge().busy
    with qtbot.waitSignal(previews.arrived, timeout=WAIT):
        previews.hold(False)
        previews.still(wanted)


def test_less_motion_follows_the_setting_and_back(look: None) -> None:
    preferences = Preferences()
    for choice, moves in (("on", False), ("off", True), ("system", True)):
        preferences.store.change(reduced_motion=choice)
        assert bool(theme().motion) is moves, choice


def test_arrows_follow_the_eye_in_every_field(qtbot: QtBot, look: None) -> None:
    host = QWidget()
    field = QLineEdit("ab حوار cd")
    QVBoxLayout(host).addWidget(field)
    qtbot.addWidget(host)
    host.show()
    host.activateWindow()
    qtbot.waitUntil(host.isActiveWindow, timeout=WAIT)
    field.clearFocus()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus, timeout=WAIT)
    assert field.cursorMoveStyle() == Qt.CursorMoveStyle.VisualMoveStyle
