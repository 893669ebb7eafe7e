"""Light copies in the window: told in the bin, shown while it moves, the true frame at rest, switched off."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from studio.formats.project_file import save_project
from studio.gui.actions import hub
from studio.gui.bridge import bridge
from studio.gui.document import Document
from studio.gui.i18n import translator
from studio.gui.preferences import Preferences
from studio.gui.settings.dialog import SettingsDialog
from studio.gui.settings.rows import ChoiceRow
from studio.gui.workspace.frames import Painted
from studio.gui.workspace.workspace import Workspace
from studio.model.project import Project
from studio.services.proxies import proxies
from studio.services.session import Session
from tests.gui.conftest import WAIT
from tests.gui.settling import settle
from tests.unit.media.videos import BFRAMES, film

LONG_GOP = (*BFRAMES[:4], "-g", "300", "-crf", "12", "-bf", "0", "-x264-params", "scenecut=0")


class Host(QMainWindow):
    """With settings, as the program's window has them."""

    def __init__(self) -> None:
        super().__init__()
        self.preferences = Preferences()


@pytest.fixture
def host(
    qtbot: QtBot, look: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Host, Workspace]]:
    """A film with one key frame on the canvas, two seconds."""
    monkeypatch.setenv("HIWAR_CACHE_DIR", str(tmp_path / "cache"))
    folder = tmp_path / "walk.hiwar"
    (folder / "media").mkdir(parents=True)
    film(folder / "media" / "walk.mp4", *LONG_GOP, frames=60)
    place = {"area": "canvas", "width": "100%", "height": "100%"}
    layer = {"type": "video", "id": "film", "media": "walk", "place": place}
    made = {"size": {"width": 64, "height": 48}, "duration": 2, "layers": [layer]}
    project = Project.model_validate(
        {"media": [{"id": "walk", "path": "media/walk.mp4"}], "compositions": [made]}
    )
    save_project(project, folder)
    window = Host()
    qtbot.addWidget(window)
    hub().attach(window)
    document = Document(Session.open(folder))
    space = Workspace(document)
    window.setCentralWidget(space)
    window.resize(1366, 768)
    window.show()
    yield window, space
    space.close_project()
    hub().release(window)
    document.close()
    window.close()
    bridge().close()
    proxies().clear()
    proxies().enabled = True


def test_a_heavy_film_gets_a_copy_which_the_bin_tells(qtbot: QtBot, host: tuple[Host, Workspace]) -> None:
    _, space = host
    states = []
    space.media.copies.changed.connect(lambda one: states.append(space.media.copies.state(one)))
    settle(qtbot)
    assert states
    assert states[-1] is not None
    assert states[-1].stage == "ready"
    assert not space.media.copy_note.isVisibleTo(space.media)
    space.media.view.choose("walk")
    assert "النسخة الخفيفة جاهزة" in space.media.told.text()
    translator().switch("en")
    assert "light copy ready" in space.media.told.text()


def test_what_moves_is_light_and_what_rests_is_true(qtbot: QtBot, host: tuple[Host, Workspace]) -> None:
    _, space = host
    settle(qtbot)
    shown: list[Painted] = []
    space.canvas.view.shown.connect(shown.append)
    space.stage.seek(40)
    qtbot.waitUntil(lambda: len(shown) == 2, timeout=WAIT)
    assert [one.light for one in shown] == [True, False]
    assert shown[0].image.size() == shown[1].image.size()
    space.stage.seek(20)
    qtbot.waitUntil(lambda: len(shown) == 4, timeout=WAIT)
    space.stage.seek(40)  # the true frame is known by now
    qtbot.waitUntil(lambda: len(shown) == 5, timeout=WAIT)
    assert not shown[-1].light


def test_a_setting_switches_copies_off_and_on(qtbot: QtBot, host: tuple[Host, Workspace]) -> None:
    window, space = host
    settle(qtbot)
    dialog = SettingsDialog(window.preferences.store)
    qtbot.addWidget(dialog)
    row = dialog.row("light_copies")
    assert isinstance(row, ChoiceRow)
    QTest.mouseClick(row.field.button(False), Qt.MouseButton.LeftButton)
    assert space.media.copies.state("walk") is None
    shown: list[Painted] = []
    space.canvas.view.shown.connect(shown.append)
    space.stage.seek(50)
    qtbot.waitUntil(lambda: bool(shown), timeout=WAIT)
    assert not shown[-1].light
    QTest.mouseClick(row.field.button(True), Qt.MouseButton.LeftButton)
    settle(qtbot)
    state = space.media.copies.state("walk")
    assert state is not None
    assert state.stage == "ready"


def test_making_a_copy_is_told_and_can_be_cancelled(
    qtbot: QtBot, host: tuple[Host, Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, space = host
    settle(qtbot)
    bin_, told = space.media, []
    slow = film(space.stage.document.session.folder / "media" / "slow.mp4", *LONG_GOP, frames=61)
    store = proxies()

    def endless(_film: Path, cancellation: object, progress: object) -> Path:
        assert callable(progress)
        progress(0.25)
        while True:
            cancellation.raise_if_cancelled()  # type: ignore[attr-defined]  # a Cancellation

    monkeypatch.setattr(store, "make", endless)
    bin_.copies.follow("walk", slow)
    qtbot.waitUntil(lambda: bin_.copies.making == "walk", timeout=WAIT)
    assert bin_.copy_note.isVisibleTo(bin_)
    told.append(bin_.copy_note.words.text())
    assert "٢٥" in told[0]
    QTest.mouseClick(bin_.copy_note.action, Qt.MouseButton.LeftButton)
    assert bin_.copies.making is None
    assert not bin_.copy_note.isVisibleTo(bin_)
    settle(qtbot)
    assert bin_.copies.state("walk") is None
