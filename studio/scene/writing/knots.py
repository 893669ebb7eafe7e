"""Where the letters of an outline are: which letters each of its points lies between.

Dots and harakat are contours of their own and move rigidly: dots as the field does at their middle, harakat
with their letter.  All other contours bend; their long segments are cut first, so that straight strokes can.
Nothing here depends on time: it is computed once for an outline and kept.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from msgspec import Struct, field
from numpy.typing import NDArray

from studio.base.geometry import Path, Rect

Array = NDArray[np.float64]
Indexes = NDArray[np.intp]

_LONGEST = 0.14
"""em: segments that reach farther are cut before they bend (half a stem's width: no corner is seen)."""
_BODY = 0.5
"""em: a contour as wide as this is a stroke, not a dot."""
_SHORTEST = 0.01
"""px: a closing line is left out that is shorter, as lines without direction have no good joins."""
_NEAREST = 0.08
"""em: the least distance between the centres of joined letters; the halves of a ligature may share one."""
_MAX_CACHED = 256


class Knots(NamedTuple):
    """The letters of a text, by joined group and from left to right.

    letters: where each letter stands in that order.  groups: the group of each.  xs: their centres, strictly
    rising within a group.  ys: the line on which they join.  em: px.
    """

    letters: Indexes
    groups: Indexes
    xs: Array
    ys: Array
    em: float


def make_knots(centers: Sequence[tuple[float, float]], groups: Sequence[int], em: float) -> Knots:
    """centers: of each letter, on the line where it joins; groups: the joined group of each."""
    order = sorted(range(len(centers)), key=lambda index: (groups[index], centers[index][0], -index))
    place = np.empty(len(order), np.intp)
    place[order] = np.arange(len(order))
    own = np.array([groups[index] for index in order], np.intp)
    xs = np.array([centers[index][0] for index in order], np.float64)
    ys = np.array([centers[index][1] for index in order], np.float64)
    for index in range(1, len(xs)):
        if own[index] == own[index - 1]:
            xs[index] = max(xs[index], xs[index - 1] + _NEAREST * em)
    return Knots(place, own, xs, ys, em)


class Points(NamedTuple):
    """An outline's points and the knots between which each one is: `share` of the way from `left` to `right`
    (harakat: counted on from the number of knots).

    reference_x, height: where a point is along the line, and px above where letters join; points of a rigid
    contour share them.
    """

    verbs: str
    x: Array
    y: Array
    reference_x: Array
    height: Array
    left: Indexes
    right: Indexes
    share: Array


class _Hold(NamedTuple):
    """What a contour hangs on: its group; where it is rigid, the point that stands for it, and the knot of
    the letter whose haraka it is (-1: it is a dot)."""

    group: int
    rigid: tuple[float, float] | None = None
    mark: int = -1


class Contour(NamedTuple):
    path: Path
    area: float
    box: Rect


class Outlines(Struct, eq=False, dict=True):
    """The outlines of a text, ready to be bent.

    knots: its letters.  bodies: the united outline of each joined group.  marks: the box of each haraka, with
    its letter.  made_of: the outlines that were put together of others, which are looked up one by one.
    """

    knots: Knots
    bodies: Sequence[Path]
    marks: Sequence[tuple[Rect, int]]
    made_of: Mapping[Path, tuple[Path, ...]] = field(default_factory=dict)
    _points: dict[Path, Points] = field(default_factory=dict)
    _holds: dict[Rect, _Hold] = field(default_factory=dict)

    @cached_property
    def rows(self) -> list[int]:
        """For each letter, its row among the knots."""
        rows: list[int] = self.knots.letters.tolist()
        return rows

    def __post_init__(self) -> None:
        for group, path in enumerate(self.bodies):
            self._holds.update(self._held(list(contours_of(path)), group))

    def _held(self, contours: Sequence[Contour], group: int) -> Iterator[tuple[Rect, _Hold]]:
        if not contours:
            return
        body = max(contours, key=lambda contour: abs(contour.area))
        islands = [
            (contour.box, self._island(contour.box, group))
            for contour in contours
            if contour is not body
            and contour.area * body.area > 0
            and contour.box.width < _BODY * self.knots.em
            and abs(contour.area) < 0.35 * abs(body.area)
        ]
        if mark := self._mark(body.box, group):  # a group of which no letter is left
            islands.append((body.box, mark))
        for contour in contours:
            around = [hold for box, hold in islands if box.expanded(0.5).contains(contour.box)]
            yield contour.box, around[0] if around else _Hold(group)

    def _island(self, box: Rect, group: int) -> _Hold:
        return self._mark(box, group) or _Hold(group, (box.center.x, box.center.y))

    def _mark(self, box: Rect, group: int) -> _Hold | None:
        for around, letter in self.marks:
            knot = int(self.knots.letters[letter])
            if self.knots.groups[knot] == group and around.expanded(1).contains(box):
                return _Hold(group, (box.center.x, box.center.y), knot)
        return None

    def points(self, path: Path) -> Points:
        """The points of an outline: of the text's own or of a part of it, a line under it, a frame around."""
        found = self._points.get(path)
        if found is None:
            if len(self._points) >= _MAX_CACHED:
                self._points.clear()
            parts = self.made_of.get(path)
            made = self._prepared(path) if parts is None else _concatenated(map(self.points, parts))
            found = self._points[path] = made
        return found

    def _prepared(self, path: Path) -> Points:
        knots, longest = self.knots, _LONGEST * self.knots.em
        verbs: list[str] = []
        coords: list[Array] = []
        references: list[Array] = []
        left: list[Indexes] = []
        right: list[Indexes] = []
        share: list[Array] = []
        for contour in contours_of(path):
            hold = self._holds.get(contour.box) or self._recalled(contour.box)
            first, last = np.searchsorted(knots.groups, (hold.group, hold.group + 1))
            bends = hold.rigid is None and last - first > 1
            piece = _cut(contour.path, longest) if bends or hold.rigid is None else contour.path
            points = np.array(piece.coords).reshape(-1, 2)
            reference = points if hold.rigid is None else np.broadcast_to(np.array(hold.rigid), points.shape)
            if hold.mark >= 0:
                low = high = np.full(len(points), hold.mark + len(knots.xs), np.intp)
                part = np.zeros(len(points))
            else:
                xs = knots.xs[first:last]
                after = np.searchsorted(xs, reference[:, 0])
                low = np.clip(after - 1, 0, len(xs) - 1)
                high = np.clip(after, 0, len(xs) - 1)
                gap = np.where(high > low, xs[high] - xs[low], 1.0)
                part = np.clip((reference[:, 0] - xs[low]) / gap, 0.0, 1.0)
                part = np.where(high > low, part * part * (3 - 2 * part), 0.0)
                low, high = low + first, high + first
            verbs.append(piece.verbs)
            coords.append(points)
            references.append(reference)
            left.append(low)
            right.append(high)
            share.append(part)
        points, reference = np.concatenate(coords), np.concatenate(references)
        low = np.concatenate(left)
        return Points(
            "".join(verbs),
            points[:, 0].copy(),
            points[:, 1].copy(),
            reference[:, 0].copy(),
            knots.ys[low % len(knots.ys)] - reference[:, 1],
            low,
            np.concatenate(right),
            np.concatenate(share),
        )

    def _recalled(self, box: Rect) -> _Hold:
        """The hold of the smallest contour around a part of one; else that of the nearest."""
        around = [
            (held.width * held.height, held) for held in self._holds if held.expanded(0.5).contains(box)
        ]
        if around:
            return self._holds[min(around, key=lambda found: found[0])[1]]
        center = box.center
        nearest = min(
            self._holds,
            key=lambda held: _outside(held.x, center.x, held.right) + _outside(held.y, center.y, held.bottom),
            default=None,
        )
        return _Hold(0) if nearest is None else _Hold(self._holds[nearest].group)


def _concatenated(parts: Iterable[Points]) -> Points:
    verbs, *arrays = zip(*parts, strict=True)
    return Points("".join(verbs), *map(np.concatenate, arrays))


def _outside(low: float, value: float, high: float) -> float:
    return max(low - value, 0.0, value - high)


def contours_of(path: Path) -> Iterator[Contour]:
    """The closed curves of an outline, in its order."""
    verbs, coords = "", list[float]()
    for verb, numbers in path.segments():
        if verb == "M" and verbs:
            yield _contour(verbs, coords)
            verbs, coords = "", []
        verbs += verb
        coords += numbers
    if verbs:
        yield _contour(verbs, coords)


def _contour(verbs: str, coords: Sequence[float]) -> Contour:
    path = Path(verbs, tuple(coords))
    points = np.array(coords).reshape(-1, 2)
    x, y = points[:, 0], points[:, 1]
    area = float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2  # the shoelace formula
    return Contour(path, area, path.bounds)


def _cut(path: Path, longest: float) -> Path:
    """The same outline, in segments that reach at most `longest` px; lines that were cut become curves."""
    verbs: list[str] = []
    coords: list[float] = []
    at = begin = (0.0, 0.0)
    for verb, numbers in path.segments():
        match verb:
            case "M":
                begin = at = (numbers[0], numbers[1])
                verbs.append(verb)
                coords += numbers
                continue
            case "Z":
                if math.dist(at, begin) > _SHORTEST:
                    at = _segment(at, begin, longest, verbs, coords)
                verbs.append(verb)
                continue
            case _:
                at = _segment(at, numbers, longest, verbs, coords)
    return Path("".join(verbs), tuple(coords))


def _segment(
    start: tuple[float, float],
    numbers: Sequence[float],
    longest: float,
    verbs: list[str],
    coords: list[float],
) -> tuple[float, float]:
    """Adds a line or curve from `start` in as many pieces as it needs; gives back where it ends."""
    controls = np.array([*start, *numbers]).reshape(-1, 2)
    pieces = int(np.ceil(np.ptp(controls, axis=0).max() / longest))
    verb = {2: "L", 3: "Q", 4: "C"}[len(controls)]
    if pieces <= 1:
        verbs.append(verb)
        coords += numbers
        return float(controls[-1, 0]), float(controls[-1, 1])
    if verb == "L":
        verb = "C"
        controls = controls[0] + np.array([0, 1 / 3, 2 / 3, 1])[:, None] * (controls[1] - controls[0])
    for left in range(pieces, 1, -1):
        first, controls = _split(controls, 1 / left)
        verbs.append(verb)
        coords += first[1:].ravel().tolist()
    verbs.append(verb)
    coords += controls[1:].ravel().tolist()
    return float(controls[-1, 0]), float(controls[-1, 1])


def _split(controls: Array, share: float) -> tuple[Array, Array]:
    """A Bezier curve cut at a parameter, by de Casteljau's algorithm."""
    first, second = [controls[0]], [controls[-1]]
    while len(controls) > 1:
        controls = controls[:-1] + share * (controls[1:] - controls[:-1])
        first.append(controls[0])
        second.append(controls[-1])
    return np.array(first), np.array(second[::-1])
