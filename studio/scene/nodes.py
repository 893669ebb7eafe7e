"""Layers at a time to nodes, nodes to operations: the recursion that groups and compositions share."""

from collections.abc import Sequence
from fractions import Fraction

from studio.base.geometry import IDENTITY, Affine, Path, Rect, ellipse_path, rounded_rect_path
from studio.model.layers import BlendMode, Mask
from studio.scene.context import Context
from studio.scene.display_list import Operation
from studio.scene.drawing import as_one, softened
from studio.scene.kind import Laid, Node, SceneFrame
from studio.scene.motion import layer_motion

_ANIMATES_ITS_UNITS = frozenset({"text", "bilingual"})
"""Kinds that apply motion presets to their units; all others move as a whole."""


def evaluate_layers(layers: Sequence[Laid], time: Fraction, context: Context) -> SceneFrame:
    """The layers that are seen at `time` (in the time of what holds them)."""
    return tuple(
        node
        for laid in layers
        if laid.start <= time < laid.end and (node := _node(laid, time - laid.start, context)) is not None
    )


def _node(laid: Laid, time: Fraction, context: Context) -> Node | None:
    layer = laid.layer
    moved = layer_motion(laid, time, context, with_animations=layer.type not in _ANIMATES_ITS_UNITS)
    if moved.opacity <= 0:
        return None
    state = context.kinds[layer.type].evaluate(laid, time, context)
    clips = [] if layer.mask is None else [_mask_path(layer.mask, laid.box)]
    if moved.clip is not None:
        clips.append(moved.clip)
    return Node(
        layer.type, layer.id, state, moved.transform, moved.opacity, layer.blend, tuple(clips), moved.blur
    )


def _mask_path(mask: Mask, box: Rect) -> Path:
    return ellipse_path(box) if mask.shape == "ellipse" else rounded_rect_path(box, mask.radius)


def draw_nodes(nodes: SceneFrame, transform: Affine, context: Context) -> list[Operation]:
    """The nodes' operations in painter order; `transform` is that of what holds them."""
    operations: list[Operation] = []
    for node in nodes:
        inner = transform if node.transform is IDENTITY else node.transform.then(transform)
        draw = context.kinds[node.kind].draw
        if not node.clips and node.blur <= 0 and node.blend is BlendMode.NORMAL:
            operations += draw(node.state, inner, node.opacity, context)
            continue
        drawn = softened(draw(node.state, inner, 1.0, context), node.blur * inner.growth)
        for clip in node.clips:
            drawn = as_one(drawn, clip=clip.transformed(inner))
        operations += as_one(drawn, node.opacity, node.blend)
    return operations
