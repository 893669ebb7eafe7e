"""Which rectangles of a frame must be painted anew, from the last display list and the next.

The law (a property test holds it): painting only the damage over the last frame gives the very pixels of
painting the whole frame.  Qt paints most operations the same whatever the clip, but scaled pictures and
slanted
gradients are stepped from where a span begins, so their rounding depends on the clip: damage that touches one
of those grows to the whole of it.
"""

import math
from collections.abc import Iterable
from functools import lru_cache, reduce

from studio.base.color import Rgba
from studio.base.geometry import EMPTY_RECT, Rect
from studio.scene.display_list import (
    BlurredPath,
    DisplayList,
    DrawImage,
    FillPath,
    Layer,
    MovedStill,
    Operation,
    Revealed,
    Stencil,
    Still,
    StrokePath,
)

MOST_RECTS = 8
"""More rectangles than this cost more in repeated operations than painting what lies between them."""

_MOST_COMPARED = 128


def damaged_rects(before: DisplayList | None, after: DisplayList, canvas: Rect, scale: float) -> list[Rect]:
    """Whole-pixel rectangles of the output, not overlapping, that differ between the two lists.

    canvas: the output in pixels from (0, 0); scale: output pixels per canvas pixel.
    """
    if before is None:
        return [canvas]
    if before is after:
        return []
    rects = [
        pixels
        for bounds in _changed_bounds(before, after)
        if not (pixels := pixel_bounds(bounds, scale).intersected(canvas)).is_empty
    ]
    if not rects:
        return []
    return _grown_to_whole_operations(merged(rects), after, canvas, scale)


_FAR = float(1 << 30)
"""Pixels: no edge is taken to be farther away."""


@lru_cache(maxsize=4096)
def pixel_bounds(bounds: Rect, scale: float) -> Rect:
    """The whole pixels of the output that `bounds` touches; kept, because most bounds stay from frame to
    frame and are asked for with every damaged rectangle."""
    scaled = Rect(bounds.x * scale, bounds.y * scale, bounds.width * scale, bounds.height * scale)
    edges = (scaled.x, scaled.y, scaled.right, scaled.bottom)
    if all(abs(edge) < _FAR for edge in edges):
        return scaled.rounded_out()
    if any(map(math.isnan, edges)):  # scaled and turned beyond all numbers: nothing of it can be seen
        return EMPTY_RECT
    return Rect.from_edges(*(max(-_FAR, min(_FAR, edge)) for edge in edges)).rounded_out()


def _changed_bounds(before: DisplayList, after: DisplayList) -> Iterable[Rect]:
    start = 0
    shortest = min(len(before), len(after))
    while start < shortest and before[start] == after[start]:
        start += 1
    end = 0
    while end < shortest - start and before[-1 - end] == after[-1 - end]:
        end += 1
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    if len(old) != len(new):
        yield from (operation.bounds for operation in (*old, *new))
        return
    for was, now in zip(old, new, strict=True):
        if was == now:
            continue
        if isinstance(was, Layer) and isinstance(now, Layer) and _same_but_content(was, now):
            yield from _changed_bounds(was.operations, now.operations)
        else:
            yield was.bounds
            yield now.bounds


def _same_but_content(was: Layer, now: Layer) -> bool:
    same = (was.opacity, was.blend, was.clip, was.mask) == (now.opacity, now.blend, now.clip, now.mask)
    return same and was.blur == now.blur == 0


def merged(rects: list[Rect]) -> list[Rect]:
    """Unites rectangles that overlap or nearly fill their union, and the cheapest pairs while there are
    many."""
    out: list[Rect] = []
    for rect in _neighbours_united(rects):
        merging = True
        while merging:
            merging = False
            for index, other in enumerate(out):
                united = rect.united(other)
                if rect.intersects(other) or _area(united) <= 1.2 * (_area(rect) + _area(other)):
                    del out[index]
                    rect = united
                    merging = True
                    break
        out.append(rect)
    while len(out) > MOST_RECTS:
        pairs = [(i, j) for i in range(len(out)) for j in range(i)]
        i, j = min(pairs, key=lambda p: _waste(out[p[0]], out[p[1]]))
        united = out[i].united(out[j])
        del out[i], out[j]
        return merged([*out, united])
    return out


def _neighbours_united(rects: list[Rect]) -> list[Rect]:
    """Few enough to compare each with each: in the order of painting, neighbours stand near each other."""
    if len(rects) <= _MOST_COMPARED:
        return rects
    together = math.ceil(len(rects) / _MOST_COMPARED)
    return [reduce(Rect.united, rects[at : at + together]) for at in range(0, len(rects), together)]


def _area(rect: Rect) -> float:
    return rect.width * rect.height


def _waste(a: Rect, b: Rect) -> float:
    return _area(a.united(b)) - _area(a) - _area(b)


def _grown_to_whole_operations(
    rects: list[Rect], operations: DisplayList, canvas: Rect, scale: float
) -> list[Rect]:
    fixed = [
        pixel_bounds(operation.bounds, scale).intersected(canvas)
        for operation in operations
        if not is_clip_exact(operation)
    ]
    growing = bool(fixed)
    while growing:
        growing = False
        for index, rect in enumerate(rects):
            for whole in fixed:
                if rect.intersects(whole) and not rect.contains(whole):
                    rects[index] = rect = rect.united(whole)
                    growing = True
        if growing:
            rects = merged(rects)
    return rects


def is_clip_exact(operation: Operation) -> bool:
    """True where Qt's raster engine paints the same pixels under any rectangular clip (measured, Qt 6.11)."""
    match operation:
        case FillPath(paint=Rgba()) | StrokePath() | BlurredPath() | Still() | MovedStill():
            return True
        case FillPath(paint=paint, transform=transform):
            # Down the page a linear gradient has one colour a row: nothing is stepped along it.
            upright = transform.b == 0 and transform.c == 0
            return not isinstance(paint, Rgba) and paint.kind == "linear" and paint.x0 == paint.x1 and upright
        case DrawImage(source=source, target=target, transform=transform):
            unscaled = source.width == target.width and source.height == target.height
            return unscaled and transform.is_whole_pixel_translation and _whole(target.x, target.y)
        case Revealed():
            return False  # its field is a scaled picture
        case Stencil():
            return all(is_clip_exact(inner) for inner in operation.operations)
        case Layer():
            plain = operation.blur == 0 and operation.mask is None  # a gradient is stepped as in a fill
            return plain and all(is_clip_exact(inner) for inner in operation.operations)


def _whole(*values: float) -> bool:
    return all(math.floor(value) == value for value in values)
