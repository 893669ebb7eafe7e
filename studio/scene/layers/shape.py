"""Shapes: rectangles, ellipses, lines, stars, polygons, arcs and free paths filling their box."""

import math
from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from studio.animation.evaluate import color_at, path_at, value_at
from studio.base.color import Rgba
from studio.base.geometry import (
    Affine,
    Path,
    Point,
    Rect,
    Size,
    arc_path,
    ellipse_path,
    polyline_path,
    rounded_rect_path,
)
from studio.model.layers import ShapeKind, ShapeLayer, Toward
from studio.model.style import Gradient, Stroke
from studio.scene.context import Context
from studio.scene.display_list import FillPath, Operation, PaintValue, StrokePath
from studio.scene.drawing import as_one
from studio.scene.kind import Kind, Laid, Limit
from studio.scene.shadows import ShadowPaint, shadow_paint


class ShapeState(Struct, frozen=True):
    """An outline with its paints; line_color and line_width are those of its stroke."""

    path: Path
    paint: PaintValue | None
    line_color: Rgba | None
    line_width: float
    dash: tuple[float, ...]
    shadow: ShadowPaint | None


def _measure(layer: ShapeLayer, limit: Limit, _context: Context) -> Size:
    height = limit.height if limit.height is not None else limit.width
    if layer.shape is ShapeKind.LINE:
        height = layer.stroke.width if layer.stroke is not None else 3.0
    return Size(limit.width, height)


def _prepare(_layer: ShapeLayer, box: Rect, _context: Context, _duration: Fraction) -> Rect:
    return box


def _evaluate(laid: Laid, time: Fraction, context: Context) -> ShapeState:
    layer: ShapeLayer = laid.layer
    drawn = max(0.0, min(1.0, value_at(layer.drawn, time)))
    path = _outline(layer, laid.box, drawn, time, rtl=context.rtl)
    fill = layer.fill
    paint = (
        context.paint(fill, laid.box) if isinstance(fill, Gradient) else color_at(fill, time, context.role)
    )
    if layer.shape is ShapeKind.LINE:
        paint = None
    stroke = _line(layer, laid.box)
    return ShapeState(
        path,
        paint,
        context.color(stroke.color) if stroke is not None else None,
        stroke.width if stroke is not None else 0.0,
        stroke.dash if stroke is not None else (),
        shadow_paint(layer.shadow, context),
    )


def _line(layer: ShapeLayer, box: Rect) -> Stroke | None:
    """The line around the shape; a line layer is nothing but one, as thick as its box where none is given."""
    if layer.stroke is None and layer.shape is ShapeKind.LINE:
        return Stroke(color="accent", width=max(1.0, box.height))
    return layer.stroke


def _outline(layer: ShapeLayer, box: Rect, drawn: float, time: Fraction, *, rtl: bool) -> Path:
    if drawn <= 0:
        return Path()
    match layer.shape:
        case ShapeKind.RECT:
            return rounded_rect_path(_part(box, drawn, layer.toward, rtl=rtl), layer.radius)
        case ShapeKind.LINE:
            part = _part(box, drawn, layer.toward, rtl=rtl)
            middle = box.center.y
            return polyline_path((Point(part.x, middle), Point(part.right, middle)), closed=False)
        case ShapeKind.ELLIPSE:
            return ellipse_path(box)
        case ShapeKind.STAR | ShapeKind.POLYGON:
            return _star(box, layer.points, pointed=layer.shape is ShapeKind.STAR)
        case ShapeKind.ARC:
            return arc_path(box, drawn, layer.hole)
        case ShapeKind.PATH:
            unit = path_at(layer.path or "M 0 0 L 1 0 L 1 1 L 0 1 Z", time)
            return unit.transformed(Affine(box.width, 0, 0, box.height, box.x, box.y))


def _part(box: Rect, drawn: float, toward: Toward, *, rtl: bool) -> Rect:
    """The drawn share of the box, from the side that it grows away from."""
    width, height = box.width * drawn, box.height * drawn
    match toward:
        case Toward.UP:
            return Rect(box.x, box.bottom - height, box.width, height)
        case Toward.DOWN:
            return Rect(box.x, box.y, box.width, height)
        case Toward.READING | Toward.AGAINST:
            leftwards = rtl is (toward is Toward.READING)
            return Rect(box.right - width if leftwards else box.x, box.y, width, box.height)


def _star(box: Rect, points: int, *, pointed: bool) -> Path:
    """A regular polygon, or the star of two such polygons ({2n/…}: the khatam for eight points)."""
    center, rx, ry = box.center, box.width / 2, box.height / 2
    corners = 2 * points if pointed else points
    # The inner corners of the star {n/2} of two overlapping regular polygons.
    inner = math.cos(2 * math.pi / points) / math.cos(math.pi / points) if points > 4 else 0.5
    out = []
    for index in range(corners):
        angle = 2 * math.pi * index / corners - math.pi / 2
        radius = inner if pointed and index % 2 else 1.0
        out.append(Point(center.x + rx * radius * math.cos(angle), center.y + ry * radius * math.sin(angle)))
    return polyline_path(out, closed=True)


def _draw(state: ShapeState, transform: Affine, opacity: float, _context: Context) -> Sequence[Operation]:
    if state.path.is_empty:
        return ()
    single = state.shadow is None and (state.paint is None or state.line_color is None)
    own = opacity if single else 1.0
    operations: list[Operation] = []
    if state.shadow is not None:
        operations.append(state.shadow.of(state.path, transform))
    if state.paint is not None:
        operations.append(FillPath(state.path, state.paint, transform, own))
    if state.line_color is not None and state.line_width > 0:
        operations.append(
            StrokePath(state.path, state.line_color, state.line_width, state.dash, transform, own)
        )
    return operations if single else as_one(operations, opacity)


KIND = Kind(_measure, _prepare, _evaluate, _draw)
