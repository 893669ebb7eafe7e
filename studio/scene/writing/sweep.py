"""Outlines swept along a straight line: the solid of a long, hard shadow."""

from collections.abc import Iterator
from itertools import pairwise

from studio.base.geometry import EMPTY_PATH, Path, join_paths
from studio.text.outlines import united

_PRECISION = 8.0
"""Canvas px are small for Skia's path operations: glyphs are a few dozen px high."""

Points = tuple[tuple[float, float], ...]


def swept(path: Path, dx: float, dy: float, *, simple: bool = False) -> Path:
    """All that a filled outline passes over on its straight way by (dx, dy), without holes in the way.

    The outline itself, itself at the end, and between them the area that each piece of its edge sweeps;
    exact, as curves are cut where they run along the way, so that each sweeps a plain four-sided area.
    The contours overlap, which one fill by the non-zero rule does not show; simple: unite them (a line of
    text takes a fraction of a second).
    """
    if path.is_empty or (dx == 0 and dy == 0):
        return path
    parts = [path, path.moved(dx, dy)]
    same_way = _signed_area(path) >= 0  # else what winds about a place twice would wind back to nothing
    parts += [_ribbon(piece, dx, dy, same_way) for piece in _pieces(path, dx, dy)]
    return united(parts, _PRECISION) if simple else join_paths(parts)


def _signed_area(path: Path) -> float:
    """Of the polygon through all points: enough to tell which way the outer contours run."""
    total = 0.0
    at = start = (0.0, 0.0)
    for verb, c in path.segments():
        points = [start] if verb == "Z" else list(zip(c[0::2], c[1::2], strict=True))
        if verb == "M":
            at = start = points[0]
        for point in points:
            total += at[0] * point[1] - point[0] * at[1]
            at = point
    return total


def _ribbon(piece: Points, dx: float, dy: float, same_way: bool) -> Path:
    """The area between a piece of the edge and where it ends up, wound the same way for every piece."""
    verb = " LQC"[len(piece) - 1]
    far = tuple((x + dx, y + dy) for x, y in piece)
    (x0, y0), (x1, y1) = piece[0], piece[-1]
    side = (x1 - x0) * dy - (y1 - y0) * dx
    if side == 0 and len(piece) == 2:
        return EMPTY_PATH
    first, second = (piece, far) if (side >= 0) == same_way else (far, piece)
    order = (*first, *reversed(second))
    return Path(f"M{verb}L{verb}Z", tuple(value for point in order for value in point))


def _pieces(path: Path, dx: float, dy: float) -> Iterator[Points]:
    """The edge in pieces none of which turns back across the way."""
    at = start = (0.0, 0.0)
    for verb, c in path.segments():
        if verb == "M":
            at = start = (c[0], c[1])
        elif verb == "Z":
            if at != start:
                yield at, start
            at = start
        else:
            points = (at, *zip(c[0::2], c[1::2], strict=True))
            yield from _cut(points, sorted(_turns(points, dx, dy)))
            at = points[-1]


def _turns(points: Points, dx: float, dy: float) -> Iterator[float]:
    """Where in (0, 1) a curve runs along the way."""
    across = [x * dy - y * dx for x, y in points]
    steps = [b - a for a, b in pairwise(across)]
    roots: list[float] = []
    if len(steps) == 2 and steps[0] != steps[1]:
        roots = [steps[0] / (steps[0] - steps[1])]
    elif len(steps) == 3:
        a, b, c = steps[0] - 2 * steps[1] + steps[2], 2 * (steps[1] - steps[0]), steps[0]
        if abs(a) < 1e-12:
            roots = [-c / b] if b else []
        elif (under := b * b - 4 * a * c) > 0:
            roots = [(-b - under**0.5) / (2 * a), (-b + under**0.5) / (2 * a)]
    yield from (root for root in roots if 1e-6 < root < 1 - 1e-6)


def _cut(points: Points, places: list[float]) -> Iterator[Points]:
    """A curve in parts (de Casteljau)."""
    done = 0.0
    for place in places:
        share = (place - done) / (1 - done)
        left, right = [points[0]], [points[-1]]
        level = list(points)
        while len(level) > 1:
            level = [(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share) for a, b in pairwise(level)]
            left.append(level[0])
            right.append(level[-1])
        yield tuple(left)
        points, done = tuple(reversed(right)), place
    yield points
