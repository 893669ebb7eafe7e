"""Drawing an easing: its curve in a box, from the lower left to the upper right."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from studio.animation.easing import easing as easing_function

_POINTS = 96


@lru_cache(maxsize=256)
def points_of(easing: str) -> tuple[tuple[float, float], ...]:
    """The curve as points (share of the time, share of the change); steps have upright edges."""
    ease = easing_function(easing)
    found: list[tuple[float, float]] = []
    for index in range(_POINTS + 1):
        t = index / _POINTS
        value = ease(t)
        if found and abs(value - found[-1][1]) > 0.2:
            found.append((t, found[-1][1]))  # a jump
        found.append((t, value))
    return tuple(found)


@lru_cache(maxsize=256)
def bounds_of(easing: str) -> tuple[float, float]:
    """The lowest and highest share of the change that the curve reaches; at least 0 and 1."""
    shares = [share for _, share in points_of(easing)]
    return min(0.0, *shares), max(1.0, *shares)


def place(box: QRectF, t: float, share: float, low: float = 0.0, high: float = 1.0) -> QPointF:
    """Where a point of the curve lies in a box whose foot is `low` and whose top is `high`."""
    return QPointF(box.left() + t * box.width(), box.bottom() - (share - low) / (high - low) * box.height())


def draw_curve(
    painter: QPainter,
    easing: str,
    box: QRectF,
    color: str,
    width: float,
    low: float = 0.0,
    high: float = 1.0,
) -> None:
    """The line of an easing."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(QColor(color), width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF([place(box, t, share, low, high) for t, share in points_of(easing)]))


def draw_dot(painter: QPainter, center: QPointF, radius: float, color: str) -> None:
    """The moving dot."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    painter.drawEllipse(center, radius, radius)
