"""What else on the lanes takes mouse and keys: keyframes, markers, the range.  Each is a tool of its own.

Lanes ask their tools in turn before bars and playhead; the one that takes a press has the mouse until it is
let go or Esc takes everything back.
"""

from msgspec import Struct
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter


class Hover(Struct, frozen=True):
    """What the pointer shows over something: its shape, and a tip."""

    tip: str = ""
    cursor: Qt.CursorShape = Qt.CursorShape.ArrowCursor


class LaneTool:
    """Takes nothing, paints nothing; tools override what they need.  Points are the lanes' own px."""

    scrolls = False
    """Whether the lanes scroll while the tool holds something near their left or right edge: it must remember
    times, not px."""

    def press(self, event: QMouseEvent) -> bool:
        """Whether the tool takes the left button from here."""
        return False

    def move(self, event: QMouseEvent) -> None:
        """The mouse moved while the tool has it."""

    def release(self, event: QMouseEvent) -> None:
        """The button was let go."""

    def cancel(self) -> None:
        """Esc: everything as it was before the press."""

    def double_click(self, event: QMouseEvent) -> bool:
        """Whether a double click meant something of the tool's."""
        return False

    def hover(self, at: QPointF) -> Hover | None:
        """What is under the pointer; None if nothing of the tool's is."""
        return None

    def wants(self, event: QKeyEvent) -> bool:
        """Whether the tool takes a key that may be a shortcut's too."""
        return False

    def key(self, event: QKeyEvent) -> bool:
        """Carries out a key; whether it was the tool's."""
        return False

    def paint(self, painter: QPainter) -> None:
        """Over the bars, clipped to the lanes."""

    def paint_ruler(self, painter: QPainter) -> None:
        """Over the ruler."""
