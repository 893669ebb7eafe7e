"""How the cursor and the selection of a text look on the canvas."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from studio.base.geometry import Point, Rect
from studio.gui.theme.theme import px, theme
from studio.text.caret import CaretShape

ToView = Callable[[Point], QPointF]
"""From the text's box to the view, turned and scaled as the layer is."""


def paint_selection(painter: QPainter, boxes: Iterable[Rect], to_view: ToView) -> None:
    """Boxes behind nothing and over the letters, so that both are seen."""
    ground = QColor(theme().palette.focus)
    ground.setAlpha(90)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    for box in boxes:
        corners = (
            Point(box.x, box.y),
            Point(box.right, box.y),
            Point(box.right, box.bottom),
            Point(box.x, box.bottom),
        )
        painter.drawPolygon(QPolygonF([to_view(corner) for corner in corners]))


def paint_caret(painter: QPainter, shape: CaretShape, to_view: ToView, *, dim: bool = False) -> None:
    """A bar with a flag that points where typing goes on.  dim: the twin at a change of direction."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    top, bottom = to_view(Point(shape.x, shape.top)), to_view(Point(shape.x, shape.bottom))
    color, edge = QColor(theme().palette.focus), QColor(theme().palette.window)
    for ink, width in ((edge, px(4)), (color, px(2))):
        ink.setAlpha(110 if dim else 255)
        painter.setPen(QPen(ink, width))
        painter.drawLine(top, bottom)
    way = -px(6) if shape.rtl else px(6)
    flag = QPolygonF([top, QPointF(top.x() + way, top.y()), QPointF(top.x(), top.y() + px(6))])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(flag)
