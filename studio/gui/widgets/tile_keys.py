"""Arrows among tiles that flow over several lines."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

W = TypeVar("W", bound=QWidget)


def step_among(tiles: Sequence[W], current: QObject, event: QKeyEvent, right_to_left: bool) -> W | None:
    """The tile that an arrow, Home or End leads to; None where it leads nowhere, or for other keys.

    tiles: those that are shown, in reading order.
    """
    here = next((index for index, tile in enumerate(tiles) if tile is current), None)
    if here is None:
        return None
    forward = Qt.Key.Key_Left if right_to_left else Qt.Key.Key_Right
    back = Qt.Key.Key_Right if right_to_left else Qt.Key.Key_Left
    key = Qt.Key(event.key())
    if key in (forward, back):
        there = here + (1 if key == forward else -1)
        return tiles[there] if 0 <= there < len(tiles) else None
    if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        return tiles[0 if key == Qt.Key.Key_Home else -1]
    if key not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        return None
    mine = tiles[here].geometry()
    lines = [
        tile for tile in tiles if (tile.y() > mine.y() if key == Qt.Key.Key_Down else tile.y() < mine.y())
    ]
    if not lines:
        return None
    near = (min if key == Qt.Key.Key_Down else max)(tile.y() for tile in lines)
    line = [tile for tile in lines if tile.y() == near]
    return min(line, key=lambda tile: abs(tile.geometry().center().x() - mine.center().x()))


class TileKeys(QObject, Generic[W]):
    """Moves the keyboard's focus among the tiles of a holder; `watch` each tile.

    tiles: all, in reading order; those that are hidden are passed over.  arrived: called with the tile that
    an arrow, Home or End led to.
    """

    def __init__(
        self, holder: QWidget, tiles: Callable[[], Sequence[W]], arrived: Callable[[W], object]
    ) -> None:
        super().__init__(holder)
        self._holder, self._tiles, self._arrived = holder, tiles, arrived

    def watch(self, tile: QWidget) -> None:
        tile.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            shown = [tile for tile in self._tiles() if tile.isVisibleTo(self._holder)]
            target = step_among(shown, watched, event, self._holder.isRightToLeft())
            if target is not None:
                target.setFocus(Qt.FocusReason.TabFocusReason)
                self._arrived(target)
                return True
        return False
