"""What a tool of the canvas may take: mouse, keys, composed letters; and what it paints over the frame."""

from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent, QPainter

from studio.base.geometry import Point


class Tool:
    """A tool overrides what it takes and paints.  Points are canvas px.

    Each event goes from tool to tool until one says that it took it; as it stands here, none is taken.
    """

    def press(self, event: QMouseEvent, at: Point) -> bool:
        return False

    def move(self, event: QMouseEvent, at: Point) -> bool:
        return False

    def release(self, event: QMouseEvent, at: Point) -> bool:
        return False

    def double_click(self, event: QMouseEvent, at: Point) -> bool:
        return False

    def key(self, event: QKeyEvent) -> bool:
        return False

    def overrides(self, event: QKeyEvent) -> bool:
        """Whether a key is the tool's before it is a shortcut of the window."""
        return False

    def composed(self, event: QInputMethodEvent) -> bool:
        return False

    def paint(self, painter: QPainter) -> None:
        """Paints over the frame, in the view's px."""
