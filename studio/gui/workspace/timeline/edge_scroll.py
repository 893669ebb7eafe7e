"""The lanes scroll by themselves while something is dragged near their left or right edge."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, QTimer

from studio.gui.theme.theme import px

ZONE = 32
"""px from an edge within which it scrolls."""
_TICK_MS = 16
_FASTEST = 18
"""px a tick, at the edge and beyond it."""


class EdgeScroll(QObject):
    """Calls `scroll` with px (negative: to the left) as long as the pointer stays near an edge."""

    def __init__(self, scroll: Callable[[int], object], parent: QObject) -> None:
        super().__init__(parent)
        self._scroll = scroll
        self._speed = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def active(self) -> bool:
        return self._timer.isActive()

    def follow(self, at: QPointF, width: int) -> None:
        """The pointer of a drag is here, in lanes so wide."""
        zone = px(ZONE)
        into = max(zone - at.x(), at.x() - (width - zone), 0.0)
        speed = round(min(1.0, into / zone) * px(_FASTEST))
        self._speed = -speed if at.x() < width / 2 else speed
        if self._speed and not self._timer.isActive():
            self._timer.start()
        elif not self._speed:
            self.stop()

    def stop(self) -> None:
        """Nothing is dragged any more."""
        self._speed = 0
        self._timer.stop()

    def _tick(self) -> None:
        self._scroll(self._speed)
