"""A composition inside another: its layers, with a ground, on a clock of their own."""

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from studio.base.geometry import IDENTITY, Affine, Rect, Size, rect_path
from studio.model.layers import CompositionLayer, Precomposition
from studio.scene.context import Context
from studio.scene.display_list import FillPath, Operation, PaintValue
from studio.scene.drawing import as_one, fill_rect
from studio.scene.kind import Kind, Laid, Limit, SceneFrame
from studio.scene.layout import lay_out
from studio.scene.nodes import draw_nodes, evaluate_layers


class Precomposed(Struct, frozen=True, eq=False):
    """A composition's ground and layers, laid out."""

    ground: FillPath | None
    layers: tuple[Laid, ...]


class PrecomposedState(Struct, frozen=True):
    ground: FillPath | None
    nodes: SceneFrame
    placed: Affine = IDENTITY
    """Where its canvas stands."""


def precompose(source: Precomposition, context: Context, duration: Fraction) -> Precomposed:
    """Lays out the composition over the whole canvas."""
    whole = context.within(context.canvas, 1.0)
    paint: PaintValue | None = context.paint(source.background, context.canvas)
    ground = fill_rect(context.canvas, paint) if paint is not None else None
    return Precomposed(ground, lay_out(source.layers, whole, duration))


def state_at(content: Precomposed, time: Fraction, context: Context) -> PrecomposedState:
    return PrecomposedState(content.ground, evaluate_layers(content.layers, time, context))


def draw_state(state: PrecomposedState, transform: Affine, context: Context) -> list[Operation]:
    operations: list[Operation] = []
    if state.ground is not None:
        ground = state.ground
        operations.append(FillPath(ground.path, ground.paint, transform))
    return operations + draw_nodes(state.nodes, transform, context)


def measure_canvas(_layer: object, limit: Limit, context: Context) -> Size:
    """The canvas, smaller where there is less room."""
    canvas = context.canvas
    scale = min(1.0, limit.width / canvas.width)
    if limit.height is not None:
        scale = min(scale, limit.height / canvas.height)
    return Size(canvas.width * scale, canvas.height * scale)


def in_box(box: Rect, context: Context) -> Affine:
    """Puts the canvas into a box: as large as it goes, in the middle."""
    canvas = context.canvas
    if box == canvas:
        return IDENTITY
    scale = min(box.width / canvas.width, box.height / canvas.height)
    left, top = box.center.x - canvas.width * scale / 2, box.center.y - canvas.height * scale / 2
    return Affine(scale, 0, 0, scale, left, top)


def shown_in_box(
    operations: Sequence[Operation], opacity: float, placed: Affine, transform: Affine, context: Context
) -> Sequence[Operation]:
    """What was drawn for the canvas: faded as one, and cut off at the box if it is not the canvas itself."""
    if placed.is_identity:
        return as_one(operations, opacity)
    return as_one(operations, opacity, clip=rect_path(context.canvas).transformed(placed.then(transform)))


def _prepare(layer: CompositionLayer, _box: Rect, context: Context, duration: Fraction) -> Precomposed:
    return precompose(layer.composition, context, duration)


def _evaluate(laid: Laid, time: Fraction, context: Context) -> PrecomposedState:
    return replace(state_at(laid.content, time, context), placed=in_box(laid.box, context))


def _draw(
    state: PrecomposedState, transform: Affine, opacity: float, context: Context
) -> Sequence[Operation]:
    operations = draw_state(state, state.placed.then(transform), context)
    return shown_in_box(operations, opacity, state.placed, transform, context)


KIND = Kind(measure_canvas, _prepare, _evaluate, _draw)
