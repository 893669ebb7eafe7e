"""A project whose pictures, films, sounds and fonts were moved: it opens, and all come back by one step."""

import shutil
import threading
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from studio.base.paths import assets_dir
from studio.formats.package import file_digest
from studio.formats.project_file import save_project
from studio.gui.actions import hub
from studio.gui.bridge import bridge
from studio.gui.document import Document
from studio.gui.workspace.workspace import Workspace
from studio.model.layers import VideoLayer
from studio.model.project import Project
from studio.services import media_import, tolerant
from studio.services.session import Session
from tests.gui.conftest import WAIT
from tests.gui.settling import settle
from tests.gui.small_project import picture
from tests.unit.media.videos import TONE, film
from tests.unit.services.own_fonts import own_font

FILES = ("media/tea.png", "media/walk.mp4", "media/chime.wav", "fonts/own.ttf")


@pytest.fixture
def moved(qtbot: QtBot, look: None, tmp_path: Path) -> Iterator[Workspace]:
    """All its files lie in `elsewhere`, under other names, but the one whose contents were never noted."""
    folder = tmp_path / "film.hiwar"
    (folder / "media").mkdir(parents=True)
    picture(folder / "media" / "tea.png", (180, 90, 30))
    film(folder / "media" / "walk.mp4", sound=TONE)
    shutil.copy(assets_dir() / "sounds" / "chime.wav", folder / "media" / "chime.wav")
    own_font(folder / "fonts" / "own.ttf")
    digests = {path: file_digest(folder / path) for path in FILES}
    whole = {"area": "canvas", "width": "100%", "height": "100%"}
    layers = [
        {"type": "video", "id": "film", "media": "walk", "place": whole, "source_start": 1},
        {"type": "image", "id": "photo", "media": "tea"},
        {"type": "text", "id": "title", "text": "حوار", "style": {"family": "Our Own"}},
    ]
    project = Project.model_validate(
        {
            "media": [{"id": Path(path).stem, "path": path, "digest": digests[path]} for path in FILES[:2]]
            + [{"id": "chime", "path": FILES[2]}],
            "fonts": [{"path": FILES[3], "family": "Our Own", "digest": digests[FILES[3]]}],
            "compositions": [
                {
                    "size": {"width": 64, "height": 48},
                    "duration": "1/3",
                    "layers": layers,
                    "audio": [{"id": "chime", "media": "chime"}],
                }
            ],
        }
    )
    save_project(project, folder)
    deep = tmp_path / "elsewhere" / "deep"
    deep.mkdir(parents=True)
    for number, path in enumerate(FILES):
        new = Path(path).name if path.endswith("wav") else f"{number}{Path(path).suffix}"
        (folder / path).rename(deep / new)
    host = QMainWindow()
    qtbot.addWidget(host)
    hub().attach(host)
    document = Document(Session.open(folder))
    space = Workspace(document)
    host.setCentralWidget(space)
    host.resize(1366, 768)
    host.show()
    space.show_panel("media")
    yield space
    space.close_project()
    hub().release(host)
    document.close()
    bridge().close()


def found_on(space: Workspace) -> set[str]:
    painted = space.canvas.view.painted
    assert painted is not None
    return {one.kind for one in painted.findings}


def test_all_kinds_of_files_come_back_by_one_step(qtbot: QtBot, moved: Workspace, tmp_path: Path) -> None:
    settle(qtbot)
    document, media = moved.stage.document, moved.media
    assert moved.canvas.view.error is None
    assert "٤" in media.missing_note.words.text()
    media.find_in(tmp_path / "elsewhere")
    settle(qtbot)
    assert document.session.missing(document.project) == ()
    assert not media.missing_note.isVisible()
    assert not media.progress_note.isVisible()
    assert {item.id for item in document.project.media} == {"tea", "walk", "chime"}
    assert "missing-media" not in found_on(moved)
    document.undo()  # the sound has its old name, and so its old place
    assert {one.path for one in document.session.missing(document.project)} == set(FILES) - {FILES[2]}
    document.redo()
    assert document.session.missing(document.project) == ()


def test_a_search_says_how_far_it_is_and_can_be_cancelled(
    qtbot: QtBot, moved: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(qtbot)
    media, goes_on = moved.media, threading.Event()
    find = tolerant.find_again

    def slow(*arguments: object, report: Callable[[int, int], object], **more: object) -> object:
        report(7, 2)
        goes_on.wait(WAIT / 1000)
        return find(*arguments, report=report, **more)  # type: ignore[arg-type]  # handed on as they are

    monkeypatch.setattr(media_import, "find_again", slow)
    media.find_in(tmp_path / "elsewhere")
    qtbot.waitUntil(media.progress_note.isVisible, timeout=WAIT)
    assert "٧" in media.progress_note.words.text()
    QTest.mouseClick(media.progress_note.action, Qt.MouseButton.LeftButton)
    goes_on.set()
    settle(qtbot)
    assert not media.progress_note.isVisible()
    assert len(moved.stage.document.session.missing(moved.stage.document.project)) == 4


def test_a_shorter_film_in_its_place_keeps_what_fits(qtbot: QtBot, moved: Workspace, tmp_path: Path) -> None:
    settle(qtbot)
    moved.media.replace("walk", film(tmp_path / "short.mp4", frames=30))
    settle(qtbot)
    layer = moved.stage.composition.layers[0]
    assert isinstance(layer, VideoLayer)
    assert layer.source_start == Fraction(2, 3)
    moved.stage.document.undo()
    layer = moved.stage.composition.layers[0]
    assert isinstance(layer, VideoLayer)
    assert layer.source_start == 1
