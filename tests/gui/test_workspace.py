"""The workspace by mouse and keys: a project opened, watched, played, changed, undone, exported."""

from collections.abc import Callable, Iterator
from pathlib import Path

import av
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.gui.actions import hub
from studio.gui.document import Document
from studio.gui.main_window import MainWindow, make_workspace
from studio.gui.workspace.exporting import window_queue
from studio.gui.workspace.workspace import Workspace
from studio.scene.placed import Placed
from studio.services.edits.fields import set_field
from studio.services.edits.paths import in_composition
from studio.services.new_project import new_project
from studio.services.opening import Wishes
from studio.services.session import Session
from tests.gui.conftest import WAIT
from tests.gui.typing_keys import type_text

LEFT = Qt.MouseButton.LeftButton
QUOTE = ("quote",)


@pytest.fixture(scope="session")
def project_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small film of one card, a second and a half long."""
    folder = tmp_path_factory.mktemp("films") / "quote.hiwar"
    new_project("pull-quote", folder, Wishes(language="ar", size="1:1", samples=True))
    return folder


@pytest.fixture
def workspace(
    qtbot: QtBot, window: MainWindow, project_folder: Path, tmp_path: Path, rest: Callable[[], None]
) -> Iterator[Workspace]:
    """The workspace with a copy of the small film, its first frame on screen."""
    import shutil

    folder = tmp_path / "quote.hiwar"
    shutil.copytree(project_folder, folder)
    opened = Session.open(folder)
    project = in_composition(opened.project, "main", lambda one: set_field(one, (), ("duration",), 2))
    window.make_workspace = make_workspace
    window.show_document(Document(opened, project))
    space = window.workspace
    assert isinstance(space, Workspace)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT)
    qtbot.waitUntil(lambda: space.canvas.view.painted is not None, timeout=WAIT)
    rest()
    yield space
    if window_queue.cache_info().currsize:
        window_queue().close()
        window_queue.cache_clear()


def settled(qtbot: QtBot, space: Workspace) -> None:
    """Until the canvas shows the document as it is, at full quality."""

    def shows() -> bool:
        view = space.canvas.view
        painted = view.painted
        return (
            not view.source.busy
            and painted is not None
            and painted.wish.composition is view.seen_composition()
            and painted.wish.time == space.stage.time
            and not painted.wish.draft
        )

    qtbot.waitUntil(shows, timeout=WAIT)


def quote(space: Workspace) -> Placed:
    """The text of the card as it stands on the canvas."""
    found = [one for one in space.canvas.view.placed if one.layer.type == "text"]
    return max(found, key=lambda one: len(one.layer.text))


def words(space: Workspace, path: tuple[str, ...]) -> str:
    from studio.services.edits.paths import layer_at

    return str(layer_at(space.stage.composition, path).text)  # type: ignore[union-attr]


def at(space: Workspace, placed: Placed) -> QPoint:
    return space.canvas.view.to_widget(placed.bounds.center).toPoint()


def test_a_film_is_watched_changed_undone_and_exported(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, tmp_path: Path
) -> None:
    view, stage = workspace.canvas.view, workspace.stage
    stage.seek(40)
    settled(qtbot, workspace)

    # Play: the playhead moves by the clock, and rests where it is stopped.
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert stage.frame == 0
    QTest.keyClick(view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: stage.frame > 5, timeout=WAIT)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert not workspace.player.playing
    stage.seek(40)
    settled(qtbot, workspace)

    # A click selects the text; its words are typed in the inspector, and seen at once.
    text = quote(workspace)
    before, image = text.layer.text, view.grab().toImage()
    QTest.mouseClick(view, LEFT, pos=at(workspace, text))
    assert stage.current == text.path
    form = workspace.inspector.form
    assert form is not None
    box = form.row("text").editor.box  # type: ignore[attr-defined]
    box.setFocus()
    box.selectAll()
    type_text(box, "كلمة واحدة تكفي")
    assert words(workspace, text.path) == "كلمة واحدة تكفي"
    settled(qtbot, workspace)
    assert view.grab().toImage() != image
    shown = view.placed_layer(text.path)
    assert shown is not None
    assert shown.layer.text == "كلمة واحدة تكفي"

    # Typing was one step; undo and redo.
    assert hub().trigger("edit.undo")
    assert words(workspace, text.path) == before
    assert box.text == before
    assert hub().trigger("edit.redo")
    assert words(workspace, text.path) == "كلمة واحدة تكفي"
    settled(qtbot, workspace)

    # Export, by the sheet.
    assert hub().trigger("file.export")
    sheet = workspace.exporting.sheet
    assert sheet is not None
    sheet.folder.setText(str(tmp_path))
    sheet.name.setText("film")
    sheet.quality.chosen.emit("draft")
    QTest.mouseClick(sheet.export_button, LEFT)
    queue = window_queue()
    qtbot.waitUntil(lambda: bool(queue.jobs), timeout=WAIT)
    qtbot.waitUntil(lambda: not queue.is_busy, timeout=60_000)
    films = list(tmp_path.glob("film*.mp4"))
    assert len(films) == 1, [(job.state, job.error) for job in queue.jobs]
    with av.open(str(films[0])) as film:
        assert sum(1 for _ in film.decode(video=0)) == stage.composition.frame_count
    if workspace.exporting.popover is not None:
        workspace.exporting.popover.close()
