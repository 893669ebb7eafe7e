"""Values of the engine as values of Qt, with the few caches that make it quick."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainterPath, QRadialGradient, QTransform

from studio.base.color import Rgba
from studio.base.geometry import Affine, Path, Rect
from studio.scene.display_list import GradientPaint, PaintValue


@lru_cache(maxsize=4096)
def painter_path(path: Path) -> QPainterPath:
    """The outline with winding fill: Qt's default, odd-even, would leave holes where glyphs overlap."""
    out = QPainterPath()
    out.setFillRule(Qt.FillRule.WindingFill)
    for verb, c in path.segments():
        match verb:
            case "M":
                out.moveTo(c[0], c[1])
            case "L":
                out.lineTo(c[0], c[1])
            case "Q":
                out.quadTo(c[0], c[1], c[2], c[3])
            case "C":
                out.cubicTo(c[0], c[1], c[2], c[3], c[4], c[5])
            case _:
                out.closeSubpath()
    return out


def transform(affine: Affine) -> QTransform:
    return QTransform(affine.a, affine.b, affine.c, affine.d, affine.e, affine.f)


@lru_cache(maxsize=1024)
def color(value: Rgba) -> QColor:
    return QColor(value.red, value.green, value.blue, value.alpha)


def rect(value: Rect) -> QRectF:
    return QRectF(value.x, value.y, value.width, value.height)


@lru_cache(maxsize=256)
def _gradient_brush(paint: GradientPaint) -> QBrush:
    if paint.kind == "linear":
        gradient: QLinearGradient | QRadialGradient = QLinearGradient(paint.x0, paint.y0, paint.x1, paint.y1)
    else:
        radius = ((paint.x1 - paint.x0) ** 2 + (paint.y1 - paint.y0) ** 2) ** 0.5
        gradient = QRadialGradient(QPointF(paint.x0, paint.y0), radius)
    for at, stop in paint.stops:
        gradient.setColorAt(at, color(stop))
    return QBrush(gradient)


def brush(paint: PaintValue) -> QBrush:
    return QBrush(color(paint)) if isinstance(paint, Rgba) else _gradient_brush(paint)
