"""A composition inside another: its layers, with a ground, on a clock of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from studio.base.geometry import Affine, Rect, Size
from studio.model.layers import CompositionLayer, Precomposition
from studio.scene.context import Context
from studio.scene.display_list import FillPath, Operation, PaintValue
from studio.scene.drawing import as_one, fill_rect
from studio.scene.kind import Kind, Laid, Limit, SceneFrame
from studio.scene.layout import lay_out
from studio.scene.nodes import draw_nodes, evaluate_layers


@dataclass(frozen=True, eq=False)
class Precomposed:
    """A composition's ground and layers, laid out."""

    ground: FillPath | None
    layers: tuple[Laid, ...]


@dataclass(frozen=True, slots=True)
class PrecomposedState:
    ground: FillPath | None
    nodes: SceneFrame


def precompose(source: Precomposition, context: Context, duration: Fraction) -> Precomposed:
    """Lays out the composition over the whole canvas."""
    whole = context.within(context.canvas)
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


def _measure(_layer: CompositionLayer, _limit: Limit, context: Context) -> Size:
    return Size(context.canvas.width, context.canvas.height)


def _prepare(layer: CompositionLayer, _box: Rect, context: Context, duration: Fraction) -> Precomposed:
    return precompose(layer.composition, context, duration)


def _evaluate(laid: Laid, time: Fraction, context: Context) -> PrecomposedState:
    return state_at(laid.content, time, context)


def _draw(
    state: PrecomposedState, transform: Affine, opacity: float, context: Context
) -> Sequence[Operation]:
    return as_one(draw_state(state, transform, context), opacity)


KIND = Kind(_measure, _prepare, _evaluate, _draw)
