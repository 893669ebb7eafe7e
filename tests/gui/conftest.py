"""The window without a screen: its own settings and projects, its work ended, its language as it was."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.gui.actions import hub
from studio.gui.app import create_application, make_window
from studio.gui.bridge import bridge
from studio.gui.document import Document
from studio.gui.export.window_queue import WindowQueue
from studio.gui.i18n import translator
from studio.gui.main_window import MainWindow
from studio.gui.theme.theme import theme
from studio.gui.workspace.exporting import window_queue
from studio.presets.catalog import bundled
from studio.services.export_queue import Export
from tests.gui.settling import WAIT as WAIT
from tests.gui.settling import settle

TEMPLATES = ("a-word-heals", "our-numbers", "one-number", "pull-quote")
"""A few are enough, and quicker."""


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    gc.disable()  # as the window does; also for tests of single widgets, which make none
    return QApplication


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, notes of open projects and versions of this test alone."""
    monkeypatch.setenv("HIWAR_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("HIWAR_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def look(qapp: QApplication) -> Iterator[None]:
    """The window's look, in Arabic and dark; as it was afterwards."""
    create_application()
    theme().choose("dark", scale=1.0, reduced_motion=False)
    translator().switch("ar", "auto")
    yield
    bridge().close()
    translator().switch("ar", "auto")
    theme().choose("dark", scale=1.0, reduced_motion=False)


class WorkspaceStub(QWidget):
    """Stands in for the workspace: what is tested here is what leads to it."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document
        self.played = False
        hub().bind("play.toggle", self._play, owner=self)

    def _play(self) -> None:
        self.played = True


@pytest.fixture
def window(qtbot: QtBot, look: None, tmp_path: Path) -> Iterator[MainWindow]:
    """The main window on Start, 1366x690."""
    templates = [bundled().template(id) for id in TEMPLATES]
    window = make_window(projects=tmp_path / "projects", templates=templates)
    translator().switch("ar", "auto")
    window.make_workspace = WorkspaceStub
    qtbot.addWidget(window)
    window.resize(1366, 690)
    window.show()
    yield window
    window.close()
    bridge().close()
    QApplication.processEvents()


@pytest.fixture
def rest(qtbot: QtBot) -> Callable[[], None]:
    """Waits until no work is left."""
    return lambda: qtbot.waitUntil(lambda: not bridge().busy, timeout=WAIT)


@pytest.fixture(name="settle")
def _settle(qtbot: QtBot) -> Callable[[], None]:
    """Waits until no work is left and its results are in the window."""
    return lambda: settle(qtbot)


@pytest.fixture
def queued(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Export]]:
    """What was put into the queue, which makes nothing here."""
    found: list[Export] = []

    def add(_queue: WindowQueue, wanted: Export) -> int:
        found.append(wanted)
        return len(found)

    monkeypatch.setattr(WindowQueue, "add", add)
    yield found
    window_queue().close()
    window_queue.cache_clear()
