"""Display lists moved and mapped as wholes: what transitions do to finished operations."""

from msgspec.structs import replace

from studio.base.geometry import Affine, Rect
from studio.model.layers import BlendMode
from studio.scene.display_list import (
    BlurredPath,
    DisplayList,
    DrawImage,
    FillPath,
    GradientPaint,
    Layer,
    MovedStill,
    Operation,
    Revealed,
    Stencil,
    Still,
    StrokePath,
)


def moved(operations: DisplayList, dx: int, dy: int) -> DisplayList:
    """The operations moved by whole canvas pixels; still parts keep their pictures."""
    if dx == 0 and dy == 0:
        return operations
    return transformed(operations, Affine.translation(dx, dy))


def transformed(operations: DisplayList, by: Affine) -> DisplayList:
    """The operations mapped by `by`.

    A still part that is moved by whole pixels keeps its picture; under any other map its operations take its
    place, since a picture would have to be scaled.
    """
    if by.is_identity:
        return operations
    return tuple(out for operation in operations for out in _transformed(operation, by))


def _transformed(operation: Operation, by: Affine) -> DisplayList:
    match operation:
        case FillPath() | StrokePath() | BlurredPath() | DrawImage():
            return (replace(operation, transform=operation.transform.then(by)),)
        case Layer(operations=operations, bounds=bounds, clip=clip, blur=blur, mask=mask):
            return (
                replace(
                    operation,
                    operations=transformed(operations, by),
                    bounds=by.apply_rect(bounds),
                    clip=None if clip is None else clip.transformed(by),
                    blur=blur * by.growth,
                    mask=None if mask is None else mask.transformed(by),
                ),
            )
        case Revealed() | Stencil():
            return (
                replace(
                    operation,
                    operations=transformed(operation.operations, by),
                    bounds=by.apply_rect(operation.bounds),
                    transform=operation.transform.then(by),
                ),
            )
        case Still(operations=operations):
            if by.is_whole_pixel_translation:
                return (MovedStill(operation, round(by.e), round(by.f)),)
            return transformed(operations, by)
        case MovedStill(still=still, dx=dx, dy=dy):
            return _transformed(still, Affine.translation(dx, dy).then(by))


def clipped(operations: DisplayList, area: Rect) -> DisplayList:
    """The operations without what they paint outside `area`, whose edges are whole pixels.

    What lies within, up to the pixel that bounds keep for antialiasing, stays as it is.
    """
    within = area.expanded(1)
    out: list[Operation] = []
    for operation in operations:
        bounds = operation.bounds
        if within.contains(bounds):
            out.append(operation)
        elif area.intersects(bounds):
            shown = bounds.intersected(area)
            if isinstance(operation, Revealed | Stencil) or (
                isinstance(operation, Layer) and not operation.blur
            ):
                out.append(replace(operation, bounds=shown))
            else:
                out.append(Layer((operation,), shown))
    return tuple(out)


def covers(operations: DisplayList, area: Rect) -> bool:
    """Whether an opaque rectangle hides all below within `area`.  True is certain, False may be cautious."""
    return any(_covers(operation, area) for operation in operations)


def _covers(operation: Operation, area: Rect) -> bool:
    match operation:
        case FillPath(path=path, paint=paint, transform=transform, opacity=1.0):
            colors = [color for _, color in paint.stops] if isinstance(paint, GradientPaint) else [paint]
            solid = all(color.alpha == 255 for color in colors)
            straight = path.verbs == "MLLLZ" and transform.b == 0 and transform.c == 0
            return solid and straight and transform.apply_rect(path.bounds).contains(area)
        case Still(operations=operations, bounds=bounds):
            return bounds.contains(area) and covers(operations, area)
        case MovedStill(still=still, dx=dx, dy=dy):
            return _covers(still, area.moved(-dx, -dy))
        case Layer(operations=operations, bounds=bounds, opacity=1.0, clip=None, blur=0.0, mask=None):
            plain = operation.blend is BlendMode.NORMAL
            return plain and bounds.contains(area) and covers(operations, area)
        case _:
            return False
