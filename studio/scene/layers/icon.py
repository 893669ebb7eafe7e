"""Icons of the bundled set: strokes in a grid of 24, mirrored where they point and the text runs
leftwards."""

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from studio.base.color import Rgba
from studio.base.geometry import Affine, Path, Rect, Size, join_paths
from studio.model.layers import IconLayer
from studio.scene.context import Context
from studio.scene.display_list import Operation, StrokePath
from studio.scene.icons import icon
from studio.scene.kind import Kind, Laid, Limit

_GRID = 24
_STROKE = 2 / _GRID
_SIZE = 96.0


class IconState(Struct, frozen=True):
    path: Path
    color: Rgba | None
    width: float


def _measure(layer: IconLayer, limit: Limit, context: Context) -> Size:
    size = min(_SIZE * context.unit, limit.width)
    if limit.height is not None:
        size = min(limit.height, limit.width) if layer.place.height is not None else min(size, limit.height)
    return Size(size, size)


def _prepare(layer: IconLayer, box: Rect, context: Context, _duration: Fraction) -> IconState:
    drawn = icon(layer.icon)
    side = min(box.width, box.height)
    scale = side / _GRID
    left, top = box.center.x - side / 2, box.center.y - side / 2
    place = Affine(scale, 0, 0, scale, left, top)
    if drawn.mirrors and context.rtl:
        place = Affine(-scale, 0, 0, scale, left + side, top)
    return IconState(join_paths(drawn.paths).transformed(place), context.color(layer.color), side * _STROKE)


def _evaluate(laid: Laid, _time: Fraction, _context: Context) -> IconState:
    state: IconState = laid.content
    return state


def _draw(state: IconState, transform: Affine, opacity: float, _context: Context) -> Sequence[Operation]:
    if state.color is None:
        return ()
    return (StrokePath(state.path, state.color, state.width, (), transform, opacity),)


KIND = Kind(_measure, _prepare, _evaluate, _draw)
