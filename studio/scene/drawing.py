"""Small steps that the kinds of layers share when they turn states into operations."""

from collections.abc import Sequence

from msgspec.structs import replace

from studio.base.geometry import Affine, Path, Rect, rect_path
from studio.model.layers import BlendMode
from studio.scene.display_list import (
    BlurredPath,
    DrawImage,
    FillPath,
    GradientPaint,
    Layer,
    Operation,
    PaintValue,
    Stencil,
    Still,
    StrokePath,
)


def bounds_of(operations: Sequence[Operation]) -> Rect:
    """The rectangle around all operations, canvas px."""
    bounds = Rect(0, 0, 0, 0)
    for operation in operations:
        bounds = bounds.united(operation.bounds)
    return bounds


def fill_rect(rect: Rect, paint: PaintValue) -> FillPath:
    return FillPath(rect_path(rect), paint)


def still(operations: Sequence[Operation]) -> tuple[Operation, ...]:
    """The operations as a picture to keep; nothing for nothing."""
    if not operations:
        return ()
    return (Still(tuple(operations), bounds_of(operations)),)


def as_one(
    operations: Sequence[Operation],
    opacity: float = 1.0,
    blend: BlendMode = BlendMode.NORMAL,
    clip: Path | None = None,
    mask: GradientPaint | None = None,
) -> tuple[Operation, ...]:
    """The operations as one picture where fading, blending or clipping them one by one would look
    different."""
    if opacity <= 0 or not operations:
        return ()
    if opacity >= 1 and blend is BlendMode.NORMAL and clip is None and mask is None:
        return tuple(operations)
    bounds = bounds_of(operations)
    if clip is not None:
        bounds = bounds.intersected(clip.bounds)
        if bounds.is_empty:
            return ()
    elif mask is None and len(operations) == 1:
        only = operations[0]
        if isinstance(only, Layer) and _is_plain(only):
            return (replace(only, opacity=opacity, blend=blend),)
    return (Layer(tuple(operations), bounds, opacity, blend, clip, mask=mask),)


def _is_plain(layer: Layer) -> bool:
    return layer.opacity >= 1 and layer.blend is BlendMode.NORMAL


def softened(operations: Sequence[Operation], radius: float) -> tuple[Operation, ...]:
    """The operations as one picture, blurred by `radius` canvas px."""
    if radius <= 0 or not operations:
        return tuple(operations)
    return (Layer(tuple(operations), bounds_of(operations).expanded(2 * radius), blur=radius),)


def is_rest(transform: Affine, opacity: float) -> bool:
    return opacity >= 1 and transform.is_identity


def faded(operations: Sequence[Operation], opacity: float) -> tuple[Operation, ...]:
    """The operations at an opacity; a single fill, line or picture takes it itself, several become one
    picture."""
    if opacity >= 1:
        return tuple(operations)
    if opacity > 0 and len(operations) == 1:
        only = operations[0]
        if isinstance(only, FillPath | StrokePath | DrawImage | BlurredPath | Stencil):
            return (replace(only, opacity=only.opacity * opacity),)
    return as_one(operations, opacity)
