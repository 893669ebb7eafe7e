"""A timeline in a window of its own, over a small film with an animated shape."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from studio.formats.project_file import save_project
from studio.gui.actions import hub
from studio.gui.document import Document
from studio.gui.workspace.commands import Commands
from studio.gui.workspace.playback import Player
from studio.gui.workspace.stage import Stage
from studio.gui.workspace.time_commands import TimeCommands
from studio.gui.workspace.timeline.timeline import Timeline
from studio.model.project import Project
from studio.services.edits.keyframes import Key, animated_fields
from studio.services.edits.paths import node_at
from studio.services.session import Session
from tests.gui.conftest import WAIT

LEFT = Qt.MouseButton.LeftButton
NONE, SHIFT, CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
DOT = ("dot",)
SCALE, OPACITY, FILL, OFFSET = ("transform", "scale"), ("opacity",), ("fill",), ("transform", "offset")


def keyed_project(folder: Path) -> Path:
    """Four seconds at 10 frames a second: a dot whose scale, colour and opacity change, and a text."""
    path = folder / "keyed.hiwar"
    path.mkdir(parents=True)
    keys = {
        "scale": [
            {"time": 1, "value": 1},
            {"time": 2, "value": 2, "easing": "move"},
            {"time": 3, "value": 1},
        ],
        "fill": [{"time": 1, "value": "accent", "easing": "hold"}, {"time": 2, "value": "ink"}],
    }
    dot = {
        "type": "shape",
        "id": "dot",
        "name": "نقطة",
        "place": {"width": 40, "height": 40},
        "transform": {"scale": {"keyframes": keys["scale"]}},
        "fill": {"keyframes": keys["fill"]},
    }
    words = {"type": "text", "id": "words", "text": "حوار"}
    film = {
        "id": "main",
        "size": {"width": 144, "height": 256},
        "rate": {"numerator": 10},
        "duration": 4,
        "layers": [words, dot],
    }
    save_project(Project.model_validate({"compositions": [film]}), path)
    return path


class Bench(QMainWindow):
    """The timeline with its commands."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document
        self.stage = Stage(document, self)
        self.player = Player(self.stage, self)
        hub().attach(self)
        hub().bind("edit.undo", document.undo, owner=self)
        self.commands = Commands(self.stage, self)
        self.times = TimeCommands(self.stage, self.player, self)
        self.timeline = Timeline(self.stage, self.player)
        self.setCentralWidget(self.timeline)
        self.lanes = self.timeline.lanes
        self.keys, self.markers, self.marks = self.timeline.keys, self.timeline.markers, self.timeline.marks

    @property
    def steps(self) -> int:
        return len(self.document.history.undo_names)

    def times_of(self, field: tuple[str, ...]) -> list[float]:
        """When the keys of a field are."""
        value = animated_fields(node_at(self.stage.composition, DOT)).get(field)
        return [] if value is None else [float(frame.time) for frame in value.keyframes]

    def key_point(self, field: tuple[str, ...], time: float) -> QPoint:
        """Where a key is seen."""
        for index, row in enumerate(self.lanes.rows):
            if row.keys is not None and row.keys.field == field:
                mark = next(one for one in row.keys.marks if float(one.time) == time)
                return self.timeline.key_tool.center(index, row.keys, mark).toPoint()
        raise AssertionError(f"no lane of {field}")

    def key(self, field: tuple[str, ...], time: float) -> Key:
        return next(
            lane.key(mark)
            for lane in self.keys.lanes()
            for mark in lane.marks
            if lane.field == field and float(mark.time) == time
        )

    def frame_x(self, frame: int) -> int:
        return round(self.lanes.scale.x_of_frame(frame))

    def drag(
        self, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier = NONE, *, let_go: bool = True
    ) -> None:
        """With the mouse, in three moves."""
        QTest.mousePress(self.lanes, LEFT, keys, start)
        for share in (0.3, 0.7, 1.0):
            at = QPointF(start) + (QPointF(end) - QPointF(start)) * share
            QTest.mouseMove(self.lanes, at.toPoint())
        if let_go:
            QTest.mouseRelease(self.lanes, LEFT, keys, end)


@contextmanager
def open_bench(qtbot: QtBot, folder: Path) -> Iterator[Bench]:
    """The bench on screen, the dot chosen."""
    document = Document(Session.open(keyed_project(folder)))
    bench = Bench(document)
    qtbot.addWidget(bench)
    hub().set_project_open(True)
    bench.resize(1100, 320)
    bench.show()
    bench.activateWindow()
    qtbot.waitUntil(bench.isActiveWindow, timeout=WAIT)
    bench.lanes.snaps = False
    bench.stage.select([DOT])
    bench.lanes.setFocus()
    try:
        yield bench
    finally:
        bench.player.close()
        bench.timeline.close_project()
        for owner in (bench.commands, bench.times, bench):
            hub().release(owner)
        hub().set_project_open(False)
        document.close()
