"""Star motifs by polygons in contact, after E. H. Hankin, "The drawing of geometric patterns in Saracenic
art" (1925), as told by C. S. Kaplan, "Islamic star patterns from polygons in contact" (2005).

From the middle of every edge of a tiling two rays go into the polygon at one contact angle.  Rays of
different edges end where they meet.  As both polygons of an edge use its middle and the same angle, every
line goes on straight into the next polygon: edges match without any fitting.
"""

import itertools
import math

from studio.scene.patterns.tilings import Polygon

_PARALLEL = 1e-9


def _cross(a: complex, b: complex) -> float:
    return a.real * b.imag - a.imag * b.real


def meeting_point(p: complex, along: complex, q: complex, other: complex) -> complex | None:
    """Where the lines through p and q meet; None for parallels."""
    turn = _cross(along, other)
    if abs(turn) < _PARALLEL * abs(along) * abs(other):
        return None
    return p + along * (_cross(q - p, other) / turn)


Line = tuple[complex, ...]


def _joint(p: complex, along: complex, q: complex, other: complex) -> tuple[float, Line] | None:
    """The line from p along one ray and back along the other to q, with its length; None if they miss."""
    met = meeting_point(p, along, q, other)
    if met is None:
        facing = abs(_cross(q - p, along)) < _PARALLEL and ((q - p) * along.conjugate()).real > 0
        return (abs(q - p), (p, q)) if facing else None
    ahead = ((met - p) * along.conjugate()).real > 0 and ((met - q) * other.conjugate()).real > 0
    return (abs(met - p) + abs(met - q), (p, met, q)) if ahead else None


def motif(polygon: Polygon, angle: float) -> list[Line]:
    """One line for every edge of the polygon: from its middle, by a meeting point, to another edge's middle.

    Of all pairs of rays the shortest joints are taken first (Kaplan's rule): in convex polygons that joins
    neighbours, across the waist of a bow-tie it joins the two sides.  Where two rays fall into one straight
    line there is no point between.  `angle` is that between ray and edge, in degrees.
    """
    turn = complex(math.cos(math.radians(angle)), math.sin(math.radians(angle)))
    count = len(polygon)
    middles = [(polygon[k] + polygon[(k + 1) % count]) / 2 for k in range(count)]
    edges = [polygon[(k + 1) % count] - polygon[k] for k in range(count)]
    joints: list[tuple[float, int, int, Line]] = []
    for i in range(count):
        for j in range(count):
            if i != j:
                joint = _joint(middles[i], edges[i] * turn, middles[j], -edges[j] * turn.conjugate())
                if joint is not None:
                    joints.append((round(joint[0], 9), (j - i) % count, i, joint[1]))
    joints.sort(key=lambda joint: joint[:3])
    leaving: dict[int, Line] = {}
    reached: set[int] = set()
    for _, step, i, line in joints:
        j = (i + step) % count
        if i not in leaving and j not in reached:
            leaving[i] = line
            reached.add(j)
    return [leaving[i] for i in sorted(leaving)]


def stars(polygon: Polygon, angle: float) -> list[Line]:
    """The motif of a polygon as closed lines, whose tips touch the middles of the edges."""
    leaving = {line[0]: line for line in motif(polygon, angle)}
    closed: list[Line] = []
    while leaving:
        _, line = leaving.popitem()
        points = line[:-1]
        while line[-1] in leaving:
            line = leaving.pop(line[-1])
            points += line[:-1]
        closed.append(points)
    return closed


def _moved_aside(line: Line, by: float) -> list[complex]:
    """The parallel of a line at distance `by` to its left, corners mitred."""
    units = [(b - a) / abs(b - a) for a, b in itertools.pairwise(line)]
    out = [line[0] + 1j * units[0] * by]
    for corner, before, after in zip(line[1:-1], units, units[1:], strict=False):
        left = 1j * before * by
        met = meeting_point(corner + left, before, corner + 1j * after * by, after)
        out.append(corner + left if met is None else met)
    out.append(line[-1] + 1j * units[-1] * by)
    return out


def strap_edges(line: Line, angle: float, width: float) -> list[list[complex]]:
    """Both edges of a band along one line of a motif, that starts above and ends below the band it crosses.

    All lines of all polygons run the same way round.  So at the middle of every edge of the tiling the two
    lines that start there make one band, the two that end there the other, and along each band above and
    below take turns: a true interlace.
    """
    half = width / 2
    last = line[-1] - line[-2]
    # The band above crosses at the mirror image of this direction in the edge of the tiling.
    double = math.radians(2 * angle)
    above = -last * complex(math.cos(double), math.sin(double))
    unit = above / abs(above)
    toward = 1j * unit if _cross(unit, line[-2] - line[-1]) > 0 else -1j * unit
    stop = line[-1] + toward * half
    sides = []
    for by in (half, -half):
        side = _moved_aside(line, by)
        met = meeting_point(side[-1], last, stop, above)
        if met is not None:
            side[-1] = met
        sides.append(side)
    return sides
