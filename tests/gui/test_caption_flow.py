"""A phone's video with its subtitles: dropped on Start, four clicks to the finished film."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.gui.actions import hub
from studio.gui.app import open_source
from studio.gui.bridge import bridge
from studio.gui.captions.import_dialog import PasteDialog
from studio.gui.main_window import MainWindow, make_workspace
from studio.gui.workspace.exporting import window_queue
from studio.gui.workspace.workspace import Workspace
from studio.model.layers import CaptionLayer
from studio.services.export_queue import Export, FilmExport
from tests.gui.conftest import WAIT
from tests.gui.test_clicks import Clicker
from tests.unit.services.test_film_from_files import video

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

ARABIC = "1\n00:00:00,100 --> 00:00:00,900\nأهلًا بكم في حوار\n"
ENGLISH = "1\n00:00:00,100 --> 00:00:00,900\nWelcome to dialogue\n"


def dropped(qtbot: QtBot, window: MainWindow, files: list[Path]) -> Workspace:
    """The workspace that files on Start lead to."""
    window.make_workspace = make_workspace
    window.start.files_dropped.emit(files)
    qtbot.waitUntil(lambda: isinstance(window.workspace, Workspace), timeout=WAIT)
    space = window.workspace
    assert isinstance(space, Workspace)
    qtbot.waitUntil(lambda: space.canvas.view.painted is not None, timeout=WAIT)
    return space


def test_a_video_and_its_subtitles_take_four_clicks(
    qtbot: QtBot, window: MainWindow, queued: list[Export], tmp_path: Path
) -> None:
    window.preferences.store.change(exports_folder=str(tmp_path))
    film = video(tmp_path / "phone.mp4", 544, 960)
    for name, text in (("phone.ar.srt", ARABIC), ("phone.en.srt", ENGLISH)):
        (tmp_path / name).write_text(text, "utf-8")
    space = dropped(qtbot, window, [film, tmp_path / "phone.en.srt", tmp_path / "phone.ar.srt"])
    composition = space.stage.composition
    assert (composition.size.width, composition.size.height) == (544, 960), "its own size"
    assert composition.rate.numerator == 25
    mode = space.captions
    assert mode.active
    assert mode.editor.page == "style"
    over = space.stage.composition.frame_count - 1
    assert space.player.playing or space.stage.frame == over, "it plays by itself"
    space.player.pause()
    layer = mode.desk.layer
    assert isinstance(layer, CaptionLayer)
    assert layer.cues[0].text == "أهلًا بكم في حوار"
    assert layer.second is not None
    assert layer.second.cues[0].text == "Welcome to dialogue"
    click = Clicker()
    click(next(tile for tile in mode.editor.style_page.tiles if not tile.isChecked()))
    assert mode.desk.layer is not layer
    click(space.top.export)
    sheet = space.exporting.sheet
    assert sheet is not None
    qtbot.waitUntil(sheet.isVisible, timeout=WAIT)
    click(sheet.destinations.tile("whatsapp"))
    click(sheet.export_button)
    assert click.count == 4
    (export,) = queued
    assert isinstance(export, FilmExport)
    qtbot.waitUntil(lambda: not bridge().busy, timeout=WAIT)
    window.show_start()


def test_a_video_alone_takes_a_pasted_text(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    space = dropped(qtbot, window, [video(tmp_path / "phone.mp4")])
    mode = space.captions
    assert mode.active
    assert mode.editor.page == "cues"
    hub().trigger("play.toggle")
    click = Clicker()
    click(mode.editor.begin.paste_button)
    dialog = mode.dialog
    assert isinstance(dialog, PasteDialog)
    dialog.field.setPlainText("أهلًا بكم\n\nفي حوار")
    click(dialog.take_button)
    assert [row.cue.text for row in mode.desk.rows] == ["أهلًا بكم", "في حوار"]
    QTest.qWait(0)
    qtbot.waitUntil(lambda: not bridge().busy, timeout=WAIT)
    window.show_start()
    window_queue().close()
    window_queue.cache_clear()


def test_a_film_that_the_program_is_opened_with_begins_its_captions(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.make_workspace = make_workspace
    open_source(window, str(video(tmp_path / "phone.mp4", 544, 960)))
    qtbot.waitUntil(lambda: isinstance(window.workspace, Workspace), timeout=WAIT)
    space = window.workspace
    assert isinstance(space, Workspace)
    qtbot.waitUntil(lambda: space.canvas.view.painted is not None, timeout=WAIT)
    assert space.captions.active
