"""How the window feels: kept frames, drafts while dragging, frames that were missed, less motion, carets."""

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from studio.base.errors import EncodeError
from studio.gui.actions import hub
from studio.gui.bridge import bridge
from studio.gui.dialogs.error_words import words_of_error
from studio.gui.dialogs.failure import FailureDialog
from studio.gui.dialogs.palette import CommandPalette
from studio.gui.document import Document
from studio.gui.export.places import open_folder
from studio.gui.main_window import MainWindow, make_workspace
from studio.gui.preferences import Preferences
from studio.gui.start.previews import Previews, Wanted
from studio.gui.start.recent_pictures import RecentPictures
from studio.gui.theme.theme import theme
from studio.gui.widgets.toast import SECONDS, Toast
from studio.gui.workspace.frames import Painted
from studio.gui.workspace.inspector.media_editor import MediaEditor
from studio.gui.workspace.inspector.specs import specs_of
from studio.gui.workspace.places import marker_places
from studio.gui.workspace.workspace import Workspace
from studio.model.composition import AudioClip
from studio.presets.catalog import bundled
from studio.services.edits.fields import set_field
from studio.services.playback import FrameCount
from tests.gui.conftest import WAIT
from tests.gui.small_project import open_small, small_project


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
    view, first = space.canvas.view, painted_of(space)
    view.painted = None
    assert not view.is_late
    view._wait()
    assert view.is_late
    view.grab()
    view._show(first)
    view.painted = None
    assert not view.is_late, "the next wait begins anew"


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


def test_the_palette_goes_to_markers(space: Workspace) -> None:
    space.stage.seek(7)
    hub().trigger("time.marker")
    space.stage.seek(0)
    palette = CommandPalette(hub(), None, marker_places(space.stage))
    palette.search.setText("علامة ١")
    texts = [palette.list.item(row).text() for row in range(palette.list.count())]
    palette._carry_out(palette.list.item(texts.index("علامة ١")))
    assert space.stage.frame == 7


def test_recent_projects_show_their_film(qtbot: QtBot, look: None, tmp_path: Path) -> None:
    path = small_project(tmp_path)
    pictures = RecentPictures()
    pictures.hold(True)
    assert pictures.picture(path, 40) is None
    pictures.hold(False)
    with qtbot.waitSignal(pictures.arrived, timeout=WAIT):
        assert pictures.picture(path, 40) is None, "its icon until then"
    made = pictures.picture(path, 40)
    assert made is not None
    assert (made.width(), made.height()) == (40, 71)


def test_a_sounds_file_is_chosen_among_sounds(space: Workspace) -> None:
    clip = AudioClip(id="bed", media="bed")
    spec = next(one for one in specs_of(clip) if one.kind == "media")
    editor = MediaEditor(spec, space.stage.document)
    assert {".mp3", ".mp4"} <= editor._suffixes
    assert ".png" not in editor._suffixes
    editor.deleteLater()


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


def test_a_folder_that_cannot_be_opened_is_told_with_its_path(qtbot: QtBot, tmp_path: Path) -> None:
    gone = tmp_path / "gone" / "film.mp4"
    with qtbot.waitSignal(bridge().error, timeout=WAIT) as told:
        assert not open_folder(gone)
    assert told.args
    error = told.args[0]
    message, hint = words_of_error(error)
    assert str(gone.parent) in message
    assert message.startswith("تعذّر فتح المجلد")
    assert hint == "لم يعد موجودًا في مكانه."


def test_f1_in_a_dialog_opens_the_manual_at_its_section(qtbot: QtBot, look: None) -> None:
    dialog = FailureDialog(EncodeError("the disk is full"), state="failure.kept")
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow, timeout=WAIT)
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    viewer = dialog.help.viewer
    assert viewer is not None
    assert viewer.isVisible()
    assert viewer.sections.currentItem().text() == "التصدير"
    viewer.close()
    dialog.close()
