"""Groups: layers as one, free or flowing, with a ground of their own."""

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from studio.base.geometry import Affine, Path, Rect, rounded_rect_path
from studio.model.layers import GroupLayer
from studio.scene.context import Context
from studio.scene.display_list import FillPath, Operation, PaintValue
from studio.scene.drawing import as_one
from studio.scene.kind import Kind, Laid, SceneFrame
from studio.scene.layout import lay_out_group, measure_group
from studio.scene.nodes import draw_nodes, evaluate_layers
from studio.scene.shadows import ShadowPaint, shadow_paint


class Ground(Struct, frozen=True):
    """What is painted behind a group's children."""

    path: Path
    paint: PaintValue
    shadow: ShadowPaint | None


class GroupState(Struct, frozen=True):
    ground: Ground | None
    children: SceneFrame


class GroupContent(Struct, frozen=True, eq=False):
    ground: Ground | None
    children: tuple[Laid, ...]


def _prepare(layer: GroupLayer, box: Rect, context: Context, duration: Fraction) -> GroupContent:
    paint = context.paint(layer.fill, box)
    ground = None
    if paint is not None:
        shadow = shadow_paint(layer.shadow, context)
        ground = Ground(rounded_rect_path(box, layer.radius), paint, shadow)
    return GroupContent(ground, lay_out_group(layer, box, context, duration))


def _evaluate(laid: Laid, time: Fraction, context: Context) -> GroupState:
    content: GroupContent = laid.content
    return GroupState(content.ground, evaluate_layers(content.children, time, context))


def _draw(state: GroupState, transform: Affine, opacity: float, context: Context) -> Sequence[Operation]:
    operations: list[Operation] = []
    ground = state.ground
    if ground is not None:
        if ground.shadow is not None:
            operations.append(ground.shadow.of(ground.path, transform))
        operations.append(FillPath(ground.path, ground.paint, transform))
    operations += draw_nodes(state.children, transform, context)
    return as_one(operations, opacity)


KIND = Kind(measure_group, _prepare, _evaluate, _draw)
