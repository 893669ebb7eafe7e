"""Procedural patterns filling their box: drawn once, kept as a picture while they rest."""

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from studio.animation.evaluate import value_at
from studio.base.color import Rgba
from studio.base.geometry import Affine, Path, Rect, Size, ellipse_path, rect_path
from studio.model.layers import PatternLayer
from studio.scene.context import Context
from studio.scene.display_list import FillPath, Operation, StrokePath
from studio.scene.drawing import as_one, is_rest, still
from studio.scene.kind import Kind, Laid, Limit
from studio.scene.patterns import PatternGeometry, pattern_paths


class PatternState(Struct, frozen=True):
    geometry: PatternGeometry
    box: Rect
    color: Rgba | None
    width: float
    drawn: float
    """How far it has opened from its centre, 0 … 1."""


def _measure(_layer: PatternLayer, limit: Limit, _context: Context) -> Size:
    return Size(limit.width, limit.height if limit.height is not None else limit.width)


def _prepare(layer: PatternLayer, box: Rect, context: Context, _duration: Fraction) -> PatternGeometry:
    return pattern_paths(layer.pattern, box, layer.tile * context.unit, layer.seed)


def _evaluate(laid: Laid, time: Fraction, context: Context) -> PatternState:
    layer: PatternLayer = laid.layer
    drawn = max(0.0, min(1.0, value_at(layer.drawn, time)))
    width = layer.stroke * context.unit
    return PatternState(laid.content, laid.box, context.color(layer.color), width, drawn)


def _draw(state: PatternState, transform: Affine, opacity: float, _context: Context) -> Sequence[Operation]:
    if state.color is None or state.drawn <= 0:
        return ()
    # One colour, half transparent: lines that cross must not show their crossings, so the lines are painted
    # opaque and the picture is faded as one.
    solid = Rgba(state.color.red, state.color.green, state.color.blue, 255)
    strength = state.color.alpha / 255
    operations: list[Operation] = []
    if not state.geometry.fills.is_empty:
        operations.append(FillPath(state.geometry.fills, solid, transform))
    if not state.geometry.strokes.is_empty:
        operations.append(StrokePath(state.geometry.strokes, solid, state.width, (), transform))
    if is_rest(transform, opacity) and state.drawn >= 1:
        return still(as_one(operations, strength, clip=rect_path(state.box)))
    inside = as_one(operations, 1.0, clip=rect_path(state.box).transformed(transform))
    if state.drawn < 1:
        inside = as_one(inside, 1.0, clip=_opening(state).transformed(transform))
    return as_one(inside, strength * opacity)


def _opening(state: PatternState) -> Path:
    """A circle about the box's centre that grows until the box is in it."""
    center = state.box.center
    radius = state.drawn * ((state.box.width / 2) ** 2 + (state.box.height / 2) ** 2) ** 0.5
    return ellipse_path(Rect(center.x - radius, center.y - radius, 2 * radius, 2 * radius))


KIND = Kind(_measure, _prepare, _evaluate, _draw)
