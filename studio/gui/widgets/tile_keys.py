"""Arrows among tiles that flow over several lines."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, Qt
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
