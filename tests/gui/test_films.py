"""Films in the window: dropped on canvas and timeline, trimmed to their files, told when they are broken."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from studio.formats.project_file import save_project
from studio.gui.actions import hub
from studio.gui.bridge import bridge
from studio.gui.document import Document
from studio.gui.media.model import MEDIA_MIME
from studio.gui.workspace.timeline.drags import BarDrag
from studio.gui.workspace.workspace import Workspace
from studio.model.layers import Clip, ImageLayer, TrackLayer, VideoLayer
from studio.model.project import Media, Project
from studio.services.editing import StepName
from studio.services.edits.layers import add_layers
from studio.services.edits.paths import node_at
from studio.services.session import Session
from tests.gui.conftest import WAIT
from tests.gui.settling import settle
from tests.unit.media.videos import TONE, film

LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def workspace(qtbot: QtBot, look: None, tmp_path: Path) -> Iterator[Workspace]:
    """A project of a title and an empty track, five seconds, with a film of 4/3 s and a broken one."""
    folder = tmp_path / "walk.hiwar"
    (folder / "media").mkdir(parents=True)
    film(folder / "media" / "walk.mp4", sound=TONE)
    (folder / "media" / "broken.mp4").write_bytes(b"no film")
    track = {"type": "track", "id": "track", "items": [{"kind": "gap", "duration": 5}]}
    project = Project.model_validate(
        {
            "media": [{"id": one, "path": f"media/{one}.mp4"} for one in ("walk", "broken")],
            "compositions": [
                {
                    "size": {"width": 64, "height": 48},
                    "duration": 5,
                    "layers": [track, {"type": "text", "id": "title", "text": "حوار"}],
                }
            ],
        }
    )
    save_project(project, folder)
    document = Document(Session.open(folder))
    host = QMainWindow()
    qtbot.addWidget(host)
    hub().attach(host)
    space = Workspace(document)
    host.setCentralWidget(space)
    hub().set_project_open(True)
    host.resize(1366, 768)
    host.show()
    settle(qtbot)
    yield space
    space.close_project()
    hub().set_project_open(False)
    hub().release(host)
    document.close()
    host.close()
    bridge().close()


def drop(widget: QWidget, data: QMimeData, at: QPointF) -> None:
    actions = Qt.DropAction.CopyAction
    QApplication.sendEvent(widget, QDragEnterEvent(at.toPoint(), actions, data, LEFT, NO_KEYS))
    QApplication.sendEvent(widget, QDropEvent(at, actions, data, LEFT, NO_KEYS))


def media(identifier: str) -> QMimeData:
    data = QMimeData()
    data.setData(MEDIA_MIME, identifier.encode())
    return data


def films(space: Workspace) -> list[VideoLayer]:
    return [layer for layer in space.stage.composition.layers if isinstance(layer, VideoLayer)]


def test_a_film_dropped_on_the_canvas_fills_it_behind_the_words(qtbot: QtBot, workspace: Workspace) -> None:
    workspace.stage.seek(30)
    drop(workspace.canvas.view, media("walk"), QPointF(50, 50))
    settle(qtbot)
    (layer,) = films(workspace)
    assert [layer.start, layer.end] == [1, Fraction(1) + Fraction(40, 30)]
    assert workspace.stage.selection == ((layer.id,),)
    order = [one.id for one in workspace.stage.composition.layers]
    assert order == ["track", layer.id, "title"]
    workspace.stage.document.undo()
    assert not films(workspace)


def test_a_film_dropped_on_a_track_becomes_a_clip_there(qtbot: QtBot, workspace: Workspace) -> None:
    lanes = workspace.timeline.lanes
    index = next(at for at, row in enumerate(lanes.rows) if row.kind == "track")
    at = QPointF(lanes.scale.x_of(2), lanes.row_top(index) + lanes.row_height(index) / 2)
    data = media("walk")
    QApplication.sendEvent(
        lanes, QDragEnterEvent(at.toPoint(), Qt.DropAction.CopyAction, data, LEFT, NO_KEYS)
    )
    assert lanes.snap_at == 2
    QApplication.sendEvent(lanes, QDragLeaveEvent())
    assert lanes.snap_at is None
    drop(lanes, data, at)
    settle(qtbot)
    track = node_at(workspace.stage.composition, ("track",))
    assert isinstance(track, TrackLayer)
    gap, clip, *_ = track.items
    assert isinstance(clip, Clip)
    assert getattr(gap, "duration", None) == 2
    assert clip.duration == Fraction(40, 30)


def test_a_file_from_outside_is_imported_and_put_where_it_was_dropped(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    outside = film(tmp_path / "phone.mp4", frames=15)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(outside))])
    lanes = workspace.timeline.lanes
    below = QPointF(lanes.scale.x_of(3), lanes.row_top(len(lanes.rows)) + 8)
    drop(lanes, data, below)
    settle(qtbot)
    (layer,) = films(workspace)
    assert [layer.start, layer.end] == [3, Fraction(7, 2)]
    assert any(item.path == "media/phone.mp4" for item in workspace.stage.document.project.media)


def test_dragging_the_end_of_a_film_stops_where_its_file_does(qtbot: QtBot, workspace: Workspace) -> None:
    workspace.media_commands.insert("walk")
    settle(qtbot)
    (layer,) = films(workspace)
    for by, end in ((Fraction(-1, 3), Fraction(1)), (Fraction(3), Fraction(4, 3))):
        found = workspace.timeline.lanes.bar_of((layer.id,))
        assert found is not None
        drag = BarDrag(workspace.stage, found[1], "end", [(layer.id,)], ripple=False, lengths={})
        drag.to(by)
        assert films(workspace)[0].end == end


def test_a_broken_film_is_refused_with_words_and_shown_as_stripes(qtbot: QtBot, workspace: Workspace) -> None:
    with qtbot.waitSignal(workspace.stage.refused, timeout=WAIT) as told:
        workspace.media_commands.insert("broken")
    assert told.args is not None
    assert told.args[0].hint
    workspace.media_commands.insert("walk")
    settle(qtbot)
    (layer,) = films(workspace)
    shown: list[object] = []
    workspace.canvas.view.shown.connect(shown.append)
    swapped = layer.model_copy(update={"media": "broken"})
    workspace.stage.edit(
        "step.add",
        lambda one: one.model_copy(
            update={"layers": tuple(swapped if old.id == layer.id else old for old in one.layers)}
        ),
    )
    qtbot.waitUntil(lambda: bool(shown), timeout=WAIT)
    settle(qtbot)
    assert workspace.canvas.view.error is None
    painted = workspace.canvas.view.painted
    assert painted is not None
    assert any(one.kind == "missing-media" for one in painted.findings)


def test_inserting_a_video_leads_to_the_media_bin(workspace: Workspace) -> None:
    hub().trigger("insert.video")
    assert workspace.media.isVisible()


def picture(space: Workspace, identifier: str) -> ImageLayer:
    layer = node_at(space.stage.composition, (identifier,))
    assert isinstance(layer, ImageLayer)
    return layer


def test_a_film_in_a_pictures_place_goes_on_after_a_cut_and_a_picture_stays_one(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    stage = workspace.stage
    Image.new("RGB", (64, 48), "#446655").save(stage.document.session.folder / "media" / "still.png")
    listed = (*stage.document.project.media, Media(id="still", path="media/still.png"))
    made = [ImageLayer(id=one, media=one, start=0, end=4) for one in ("walk", "still")]
    project = stage.document.project.model_copy(update={"media": listed})
    stage.document.do(StepName("step.add"), project)
    assert stage.edit("step.add", lambda one: add_layers(one, made)[0])
    stage.select((("walk",), ("still",)))
    stage.seek(30)
    hub().trigger("time.split")
    assert [picture(workspace, path[0]).source_start for path in stage.selection] == [1, 0]
    row = next(row for row in workspace.timeline.lanes.rows for bar in row.bars if bar.path == ("walk-2",))
    drag = BarDrag(stage, row.bars[0], "start", [("walk-2",)], ripple=False, lengths={})
    drag.to(Fraction(-3))
    walk = picture(workspace, "walk-2")
    assert [walk.start, walk.source_start] == [0, 0], "its file begins there"
    drag = BarDrag(stage, row.bars[0], "slip", [("walk-2",)], ripple=False, lengths={})
    drag.to(Fraction(9))
    assert picture(workspace, "walk-2").source_start == 0
