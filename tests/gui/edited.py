"""A small film in the workspace, and what a person does to it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from studio.formats.project_file import save_project
from studio.gui.actions import hub
from studio.gui.document import Document
from studio.gui.workspace.exporting import window_queue
from studio.gui.workspace.workspace import Workspace
from studio.model.project import Project
from studio.services.session import Session
from tests.gui.conftest import WAIT
from tests.gui.small_project import picture

LEFT = Qt.MouseButton.LeftButton


def film(layers: list[dict[str, Any]], size: tuple[int, int] = (1080, 1920), **more: Any) -> Project:
    """A film of two seconds at ten frames a second."""
    return Project.model_validate(
        {
            "name": "فيلم الحوار",
            "media": [{"id": "tea", "path": "media/tea.png"}, {"id": "sea", "path": "media/sea.png"}],
            "compositions": [
                {
                    "id": "main",
                    "size": {"width": size[0], "height": size[1]},
                    "rate": {"numerator": 10},
                    "duration": 2,
                    "layers": layers,
                    **more,
                }
            ],
        }
    )


@contextmanager
def workspace_of(
    qtbot: QtBot, folder: Path, project: Project, size: tuple[int, int] = (1366, 690)
) -> Iterator[Workspace]:
    """The workspace with a film, its first frame on screen."""
    path = folder / "film.hiwar"
    (path / "media").mkdir(parents=True, exist_ok=True)
    picture(path / "media" / "tea.png", (180, 90, 30))
    picture(path / "media" / "sea.png", (20, 90, 160))
    save_project(project, path)
    document = Document(Session.open(path))
    host = QMainWindow()
    qtbot.addWidget(host)
    hub().attach(host)
    hub().bind("edit.undo", document.undo, owner=host)
    space = Workspace(document)
    host.setCentralWidget(space)
    hub().set_project_open(True)
    host.resize(*size)
    host.show()
    host.activateWindow()
    qtbot.waitUntil(host.isActiveWindow, timeout=WAIT)
    settled(qtbot, space)
    yield space
    space.close_project()
    hub().set_project_open(False)
    hub().release(host)
    document.close()
    window_queue().close()
    window_queue.cache_clear()


def settled(qtbot: QtBot, space: Workspace) -> None:
    """Until the canvas shows the film as it is, at full quality."""
    view = space.canvas.view

    def shows() -> bool:
        painted = view.painted
        return (
            not view.source.busy
            and painted is not None
            and painted.wish.composition is view.seen_composition()
            and painted.wish.time == space.stage.time
            and not painted.wish.draft
        )

    qtbot.waitUntil(shows, timeout=WAIT)


def drag(
    widget: QWidget,
    start: QPointF | QPoint,
    end: QPointF | QPoint,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    button: Qt.MouseButton = LEFT,
    before_release: Callable[[], object] = lambda: None,
) -> None:
    """Press, move in two steps, let go."""
    first, last = QPointF(start).toPoint(), QPointF(end).toPoint()
    QTest.mousePress(widget, button, keys, first)
    for share in (0.5, 1.0):
        at = QPointF(first) + (QPointF(last) - QPointF(first)) * share
        _move(widget, at, keys, button)
    before_release()
    QTest.mouseRelease(widget, button, keys, last)


def _move(widget: QWidget, at: QPointF, keys: Qt.KeyboardModifier, button: Qt.MouseButton) -> None:
    event = QMouseEvent(
        QEvent.Type.MouseMove, at, QPointF(widget.mapToGlobal(at)), Qt.MouseButton.NoButton, button, keys
    )
    QCoreApplication.sendEvent(widget, event)
