"""Points, rectangles, affine maps and outlines.  Canvas pixels, x to the right, y down.

`Path` is the one form in which outlines travel: glyphs, shapes, masks and patterns are paths until the
rasterizer turns them into its own kind.  It is immutable, hashable and cheap to compare.
"""

import math
from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct


class Point(Struct, frozen=True):
    """A place, or a way to go: px of whatever it stands in; y goes down."""

    x: float
    y: float


class Size(Struct, frozen=True):
    """px; never negative."""

    width: float
    height: float


class Rect(Struct, frozen=True):
    """A rectangle by its left, top, width and height (never negative)."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def from_edges(cls, left: float, top: float, right: float, bottom: float) -> "Rect":
        return cls(left, top, max(0.0, right - left), max(0.0, bottom - top))

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def center(self) -> Point:
        return Point(self.x + self.width / 2, self.y + self.height / 2)

    @property
    def is_empty(self) -> bool:
        return self.width <= 0 or self.height <= 0

    def united(self, other: "Rect") -> "Rect":
        """The smallest rectangle around both; an empty one adds nothing."""
        if self.is_empty:
            return other
        if other.is_empty:
            return self
        return Rect.from_edges(
            min(self.x, other.x),
            min(self.y, other.y),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def intersected(self, other: "Rect") -> "Rect":
        return Rect.from_edges(
            max(self.x, other.x),
            max(self.y, other.y),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def intersects(self, other: "Rect") -> bool:
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )

    def contains(self, other: "Rect") -> bool:
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def expanded(self, by: float) -> "Rect":
        return Rect.from_edges(self.x - by, self.y - by, self.right + by, self.bottom + by)

    def moved(self, dx: float, dy: float) -> "Rect":
        return Rect(self.x + dx, self.y + dy, self.width, self.height)

    def mirrored(self, width: float) -> "Rect":
        """The rectangle as seen in a mirror across a canvas `width` wide: x' = W - right."""
        return Rect(width - self.right, self.y, self.width, self.height)

    def rounded_out(self) -> "Rect":
        """The smallest rectangle with whole-pixel edges around this one."""
        return Rect.from_edges(
            math.floor(self.x), math.floor(self.y), math.ceil(self.right), math.ceil(self.bottom)
        )


EMPTY_RECT = Rect(0.0, 0.0, 0.0, 0.0)


class Affine(Struct, frozen=True):
    """x' = a x + c y + e,  y' = b x + d y + f  (the order of SVG's `matrix(a b c d e f)`)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    @classmethod
    def translation(cls, x: float, y: float) -> "Affine":
        return cls(e=x, f=y)

    @classmethod
    def scaling(cls, x: float, y: float) -> "Affine":
        return cls(a=x, d=y)

    @classmethod
    def rotation(cls, degrees: float) -> "Affine":
        """Clockwise on screen, as y points down."""
        cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        return cls(cos, sin, -sin, cos)

    def then(self, after: "Affine") -> "Affine":
        """The map that applies this one first, `after` second."""
        return Affine(
            after.a * self.a + after.c * self.b,
            after.b * self.a + after.d * self.b,
            after.a * self.c + after.c * self.d,
            after.b * self.c + after.d * self.d,
            after.a * self.e + after.c * self.f + after.e,
            after.b * self.e + after.d * self.f + after.f,
        )

    def about(self, x: float, y: float) -> "Affine":
        """The same map with (x, y) as its fixed origin."""
        return Affine.translation(-x, -y).then(self).then(Affine.translation(x, y))

    @property
    def is_identity(self) -> bool:
        return self == IDENTITY

    @property
    def is_translation(self) -> bool:
        return self.a == 1 and self.d == 1 and self.b == 0 and self.c == 0

    @property
    def is_whole_pixel_translation(self) -> bool:
        return self.is_translation and self.e == round(self.e) and self.f == round(self.f)

    @property
    def growth(self) -> float:
        """How much longer lengths become: the square root of how much areas grow."""
        return math.sqrt(abs(self.a * self.d - self.b * self.c))

    def apply(self, point: Point) -> Point:
        return Point(
            self.a * point.x + self.c * point.y + self.e, self.b * point.x + self.d * point.y + self.f
        )

    def apply_rect(self, rect: Rect) -> Rect:
        """The bounds of the mapped rectangle."""
        if rect.is_empty:
            return EMPTY_RECT
        if self.is_translation:
            return rect.moved(self.e, self.f)
        xs, ys = [], []
        for x in (rect.x, rect.right):
            for y in (rect.y, rect.bottom):
                xs.append(self.a * x + self.c * y + self.e)
                ys.append(self.b * x + self.d * y + self.f)
        return Rect.from_edges(min(xs), min(ys), max(xs), max(ys))


IDENTITY = Affine()

COORDS_PER_VERB = {"M": 2, "L": 2, "Q": 4, "C": 6, "Z": 0}
"""How many numbers each verb takes: move, line, quadratic and cubic curve, close (as in SVG)."""


class Path(Struct, frozen=True, eq=False, dict=True):
    """An outline: `verbs` is a string of M, L, Q, C, Z; `coords` the numbers they take, in order.

    Filled by the non-zero winding rule, so overlapping contours of the same direction unite.
    """

    verbs: str = ""
    coords: tuple[float, ...] = ()

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Path):
            return NotImplemented
        return self._hash == other._hash and self.verbs == other.verbs and self.coords == other.coords

    def __reduce__(self) -> tuple[object, ...]:
        # The cached hash must not travel: Python salts the hashes of strings anew in each process.
        return (Path, (self.verbs, self.coords))

    @cached_property
    def _hash(self) -> int:
        return hash((self.verbs, self.coords))

    @classmethod
    def with_bounds(cls, verbs: str, coords: tuple[float, ...], bounds: Rect) -> "Path":
        """An outline whose bounds are known to whoever makes it, so that nobody looks for them again."""
        path = cls(verbs, coords)
        path.__dict__["bounds"] = bounds  # where the cached property keeps them
        return path

    @property
    def is_empty(self) -> bool:
        return not self.verbs

    @cached_property
    def bounds(self) -> Rect:
        """The box of all points, control points included: it holds the ink (convex hull property)."""
        if not self.coords:
            return EMPTY_RECT
        xs, ys = self.coords[0::2], self.coords[1::2]
        return Rect.from_edges(min(xs), min(ys), max(xs), max(ys))

    def transformed(self, by: Affine) -> "Path":
        if by.is_identity or not self.coords:
            return self
        out = [0.0] * len(self.coords)
        xs, ys = self.coords[0::2], self.coords[1::2]
        out[0::2] = [by.a * x + by.c * y + by.e for x, y in zip(xs, ys, strict=True)]
        out[1::2] = [by.b * x + by.d * y + by.f for x, y in zip(xs, ys, strict=True)]
        return Path(self.verbs, tuple(out))

    def moved(self, dx: float, dy: float) -> "Path":
        return self.transformed(Affine.translation(dx, dy))

    def segments(self) -> Iterator[tuple[str, tuple[float, ...]]]:
        """Each verb with its numbers."""
        at = 0
        for verb in self.verbs:
            count = COORDS_PER_VERB[verb]
            yield verb, self.coords[at : at + count]
            at += count


EMPTY_PATH = Path()


def join_paths(paths: Iterable[Path]) -> Path:
    """All contours in one outline, so that one fill unites what overlaps (no seams between glyphs)."""
    parts = [path for path in paths if path.verbs]
    if len(parts) == 1:
        return parts[0]
    return Path(
        "".join(part.verbs for part in parts),
        tuple(value for part in parts for value in part.coords),
    )


def rect_path(rect: Rect) -> Path:
    x, y, right, bottom = rect.x, rect.y, rect.right, rect.bottom
    return Path("MLLLZ", (x, y, right, y, right, bottom, x, bottom))


_KAPPA = 0.5522847498307936  # 4/3 (sqrt 2 - 1): the cubic that stays within 0.03 % of a quarter circle


def rounded_rect_path(rect: Rect, radius: float) -> Path:
    """A rectangle with circular corners; the radius is limited to half the shorter side."""
    r = max(0.0, min(radius, rect.width / 2, rect.height / 2))
    if r == 0:
        return rect_path(rect)
    x, y, right, bottom = rect.x, rect.y, rect.right, rect.bottom
    k = r * (1 - _KAPPA)
    return Path(
        "MLCLCLCLCZ",
        (
            *(x + r, y, right - r, y),
            *(right - k, y, right, y + k, right, y + r, right, bottom - r),
            *(right, bottom - k, right - k, bottom, right - r, bottom, x + r, bottom),
            *(x + k, bottom, x, bottom - k, x, bottom - r, x, y + r),
            *(x, y + k, x + k, y, x + r, y),
        ),
    )


def ellipse_path(rect: Rect) -> Path:
    """The ellipse that touches the four sides, clockwise from the top, as four cubic curves."""
    cx, cy, rx, ry = rect.center.x, rect.center.y, rect.width / 2, rect.height / 2
    kx, ky = rx * _KAPPA, ry * _KAPPA
    return Path(
        "MCCCCZ",
        (
            *(cx, cy - ry),
            *(cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy),
            *(cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry),
            *(cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy),
            *(cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry),
        ),
    )


def arc_path(rect: Rect, turn: float, hole: float) -> Path:
    """A part of a ring in the box, clockwise from the top.

    turn: how much of the full circle, 0 … 1.  hole: the inner radius as a share of the outer, 0 (a pie) … 1.
    """
    turn, hole = min(1.0, turn), max(0.0, hole)
    if turn <= 0 or hole >= 1:
        return EMPTY_PATH
    outer, inner, close = _arc(rect, 1.0, 0.0, turn), _arc(rect, hole, turn, 0.0), Path("Z")
    if turn >= 1:  # two closed outlines, one against the other: no seam at the top
        return join_paths((outer, close, inner, close)) if hole > 0 else join_paths((outer, close))
    return join_paths((outer, Path("L" + inner.verbs[1:], inner.coords), close))


def _arc(rect: Rect, scale: float, start: float, end: float) -> Path:
    """Cubics of at most a quarter turn along the box's ellipse, `scale` times as large; clockwise if end >
    start."""
    center, rx, ry = rect.center, rect.width / 2 * scale, rect.height / 2 * scale
    pieces = max(1, math.ceil(abs(end - start) * 4 - 1e-9))
    step = 2 * math.pi * (end - start) / pieces
    pull = 4 / 3 * math.tan(step / 4)  # of the tangents, as for _KAPPA
    coords: list[float] = []
    for piece in range(pieces):
        a = 2 * math.pi * start - math.pi / 2 + step * piece
        b = a + step
        if not piece:
            coords += (center.x + rx * math.cos(a), center.y + ry * math.sin(a))
        for x, y in (
            (math.cos(a) - pull * math.sin(a), math.sin(a) + pull * math.cos(a)),
            (math.cos(b) + pull * math.sin(b), math.sin(b) - pull * math.cos(b)),
            (math.cos(b), math.sin(b)),
        ):
            coords += (center.x + rx * x, center.y + ry * y)
    return Path("M" + "C" * pieces, tuple(coords))


def polyline_path(points: Iterable[Point], *, closed: bool) -> Path:
    """Straight lines from point to point; without points the empty path."""
    coords: list[float] = []
    for point in points:
        coords += (point.x, point.y)
    if not coords:
        return EMPTY_PATH
    verbs = "M" + "L" * (len(coords) // 2 - 1) + ("Z" if closed else "")
    return Path(verbs, tuple(coords))
