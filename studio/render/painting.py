"""Single operations on a painter: fills, lines, brushes, and what clips and masks leave of a picture."""

import math

from msgspec import Struct
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPainterPath, QPainterPathStroker, QPen, QTransform

from studio.base.geometry import Path, Rect
from studio.render import convert
from studio.scene.display_list import DrawImage, FillPath, GradientPaint, StrokePath


class View(Struct, frozen=True):
    """Where canvas coordinates land on a paint device: scaled, then moved by whole pixels."""

    scale: float
    dx: int
    dy: int

    def qtransform(self) -> QTransform:
        return QTransform(self.scale, 0, 0, self.scale, self.dx, self.dy)


def prepare(painter: QPainter) -> None:
    """Smooth edges and pictures, each laid over what is there."""
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)


def shrink(op: DrawImage, scale: float) -> float:
    """Pixels of the picture for one of the output, along the side where they are more."""
    across = math.hypot(op.transform.a, op.transform.b) * op.target.width * scale
    down = math.hypot(op.transform.c, op.transform.d) * op.target.height * scale
    return max(op.source.width / max(1e-6, across), op.source.height / max(1e-6, down))


def is_inside(source: QRectF, picture: QImage) -> bool:
    """Whether smooth scaling of the part needs no pixel beyond the picture's edges."""
    return QRectF(1, 1, picture.width() - 2, picture.height() - 2).contains(source)


def fill_path(painter: QPainter, op: FillPath, view: View) -> None:
    """Fills an outline."""
    painter.setTransform(convert.transform(op.transform) * view.qtransform())
    painter.setOpacity(op.opacity)
    path, brush = convert.painter_path(op.path), convert.brush(op.paint)
    if op.replaces:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.fillPath(path, brush)
    if op.spread:
        pen = QPen(brush, 2 * op.spread)
        pen.setCosmetic(True)  # output pixels, whatever the transform
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, pen)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def stroke_path(painter: QPainter, op: StrokePath, view: View) -> None:
    """Draws a line along an outline."""
    painter.setTransform(convert.transform(op.transform) * view.qtransform())
    painter.setOpacity(op.opacity)
    pen = QPen(convert.color(op.color), op.width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if op.dash:
        pen.setDashPattern([length / op.width for length in op.dash])
    path = convert.painter_path(op.path)
    if op.width * op.transform.growth * view.scale > 1:
        painter.strokePath(path, pen)
        return
    # Qt draws such thin lines by a quicker way that paints beyond their outline.
    painter.fillPath(QPainterPathStroker(pen).createStroke(path), pen.brush())


def image_brush(picture: QImage, source: QRectF, target: Rect) -> QBrush:
    """A brush that paints `source` of the picture into `target`."""
    brush = QBrush(picture)
    placed = QTransform.fromTranslate(target.x, target.y)
    placed.scale(target.width / source.width(), target.height / source.height())
    placed.translate(-source.x(), -source.y())
    brush.setTransform(placed)
    return brush


def erase_outside(painter: QPainter, clip: Path, shown: Rect, view: View) -> None:
    """Erases what lies outside the clip, antialiased (Qt's own path clips are not)."""
    outside = QPainterPath()
    outside.setFillRule(Qt.FillRule.OddEvenFill)
    outside.addRect(
        (shown.x - 1) / view.scale,
        (shown.y - 1) / view.scale,
        (shown.width + 2) / view.scale,
        (shown.height + 2) / view.scale,
    )
    outside.addPath(convert.painter_path(clip))
    painter.setTransform(view.qtransform())
    painter.setOpacity(1.0)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
    painter.fillPath(outside, Qt.GlobalColor.black)


def let_through(painter: QPainter, mask: GradientPaint, shown: Rect, view: View) -> None:
    """Keeps of what is painted as much as the gradient's alpha says."""
    painter.setTransform(view.qtransform())
    painter.setOpacity(1.0)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    area = QRectF(shown.x, shown.y, shown.width, shown.height)
    whole = QTransform.fromScale(1 / view.scale, 1 / view.scale).mapRect(area)
    painter.fillRect(whole.adjusted(-1, -1, 1, 1), convert.brush(mask))
