"""How many clicks the flows take: counted as they are made, on the real window."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.gui.i18n import translator
from studio.gui.main_window import MainWindow, make_workspace
from studio.gui.workspace.exporting import window_queue
from studio.gui.workspace.workspace import Workspace
from studio.services.export_queue import Export, FilmExport, Job, JobState
from tests.gui.conftest import WAIT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class Clicker:
    """Clicks, and counts."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, widget: QWidget) -> None:
        assert widget.isVisible()
        assert widget.isEnabled()
        self.count += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    found: list[Path] = []
    monkeypatch.setattr("studio.gui.export.telling.open_folder", found.append)
    return found


def test_a_first_film_takes_nine_clicks_and_its_folder_opens(
    qtbot: QtBot,
    window: MainWindow,
    queued: list[Export],
    opened: list[Path],
    tmp_path: Path,
) -> None:
    window.make_workspace = make_workspace
    window.preferences.store.change(exports_folder=str(tmp_path))
    translator().switch("en")
    click = Clicker()
    click(window.start.language_button)
    assert translator().language == "ar"
    click(window.start.goals["film"])
    tile = next(one for one in window.start.gallery.tiles if one.isVisible())
    click(tile)
    for _ in range(3):
        click(window.wizard.next_button)
    qtbot.waitUntil(lambda: isinstance(window.workspace, Workspace), timeout=WAIT)
    space = window.workspace
    assert isinstance(space, Workspace)
    qtbot.waitUntil(lambda: space.canvas.view.painted is not None, timeout=WAIT)
    over = space.stage.composition.frame_count - 1
    assert space.player.playing or space.stage.frame == over, "it plays by itself"
    space.player.pause()
    click(space.top.export)
    sheet = space.exporting.sheet
    assert sheet is not None
    qtbot.waitUntil(sheet.isVisible, timeout=WAIT)
    click(sheet.destinations.tile("whatsapp"))
    click(sheet.export_button)
    assert click.count == 9
    (export,) = queued
    assert isinstance(export, FilmExport)
    assert export.request.profile.id == "whatsapp"
    done = replace(Job(1, export), state=JobState.DONE)
    window_queue().finished.emit(done)
    assert opened == [export.output]
    assert window.toast.button.isVisible(), "and again by the message's button"
    window.preferences.store.change(open_folder=False)
    window_queue().finished.emit(done)
    assert len(opened) == 1, "a setting"
