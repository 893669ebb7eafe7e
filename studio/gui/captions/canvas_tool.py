"""Captions on the canvas while the editor is open: the cue that is pointed at is chosen in the list."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent

from studio.base.geometry import Point
from studio.gui.captions.desk import CueDesk
from studio.gui.workspace.canvas.tool import Tool
from studio.gui.workspace.canvas.view import CanvasView


class CaptionTool(Tool):
    """Lies over the other tools.  A press goes on to them: captions are also moved as a layer."""

    def __init__(self, view: CanvasView, desk: CueDesk, write: Callable[[], object]) -> None:
        """write: has people change the text of the chosen cue."""
        self._view, self._desk, self._write = view, desk, write
        self.active = False

    def _row(self, event: QMouseEvent, at: Point) -> int:
        path = self._desk.path
        if not self.active or path is None or event.button() is not Qt.MouseButton.LeftButton:
            return -1
        placed = self._view.placed_layer(path)
        caption = None if placed is None else placed.caption_at(at)
        return -1 if caption is None else self._desk.row_of(caption.cues)

    def press(self, event: QMouseEvent, at: Point) -> bool:
        row = self._row(event, at)
        if row >= 0 and not event.modifiers():
            self._desk.choose([row])
        return False

    def double_click(self, event: QMouseEvent, at: Point) -> bool:
        row = self._row(event, at)
        if row < 0:
            return False
        self._desk.choose([row])
        self._write()
        return True
