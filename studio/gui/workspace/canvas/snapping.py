"""Where a dragged box snaps: edges and middles of others, of the canvas and its safe area, lines that people
set; gaps like those that are there; lengths of others.

    |A|   |B|   |C|        C snaps where its gap to B is that of A to B, and between two others in the middle
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from studio.base.geometry import Rect

SNAP_PX = 6
"""Screen px from which a box is drawn to a guide."""

_SAME = 0.01


class Guide(Struct, frozen=True):
    """A line at `at` canvas px, across (`vertical`: x = at) from `start` to `end`.

    kind: what meets there; a gap or a length is drawn with a stroke at both ends.
    """

    vertical: bool
    at: float
    start: float
    end: float
    kind: Literal["line", "gap", "length"] = "line"


class Snapped(Struct, frozen=True):
    """By how much a move is changed, and the lines that it met."""

    dx: float
    dy: float
    guides: tuple[Guide, ...]


class Targets(Struct, frozen=True):
    """What there is to snap to.  xs, ys: lines that people set, canvas px."""

    canvas: Rect
    safe: Rect
    others: Sequence[Rect] = ()
    xs: Sequence[float] = ()
    ys: Sequence[float] = ()

    def turned(self) -> "Targets":
        """The same with x and y exchanged."""
        turned = [_turned(one) for one in self.others]
        return Targets(_turned(self.canvas), _turned(self.safe), turned, self.ys, self.xs)


def snap_move(
    box: Rect,
    others: Iterable[Rect],
    canvas: Rect,
    safe: Rect,
    reach: float,
    xs: Sequence[float] = (),
    ys: Sequence[float] = (),
) -> Snapped:
    """The smallest change within `reach` (canvas px) that makes edges, middles or gaps meet, both ways apart.

    xs, ys: lines that people set.
    """
    targets = Targets(canvas, safe, tuple(others), xs, ys)
    dx, dy = _shift(box, targets, reach), _shift(_turned(box), targets.turned(), reach)
    moved = box.moved(dx, dy)
    guides = [*_met(moved, targets), *map(_guide_turned, _met(_turned(moved), targets.turned()))]
    return Snapped(dx, dy, tuple(dict.fromkeys(guides)))


def snap_edge(at: float, targets: Targets, reach: float) -> float:
    """An edge's x within `reach` of a line, else as it is; of y: give `targets.turned()`."""
    lines = [x for x, _ in _lines(targets)]
    best = min((line - at for line in lines), key=abs, default=0.0)
    return at + best if abs(best) <= reach else at


def snap_length(length: float, others: Iterable[float], reach: float) -> float | None:
    """A length of another box within `reach`; None where there is none."""
    best = min((other - length for other in others), key=abs, default=None)
    return length + best if best is not None and abs(best) <= reach else None


def edge_guides(at: float, box: Rect, targets: Targets) -> tuple[Guide, ...]:
    """The lines that a vertical edge of the box meets at x = `at`."""
    return tuple(
        Guide(True, x, min(box.y, rect.y), max(box.bottom, rect.bottom))
        for x, rect in _lines(targets)
        if abs(x - at) < _SAME
    )


def length_guides(box: Rect, others: Iterable[Rect]) -> tuple[Guide, ...]:
    """A stroke over each box that is as wide as this one; none where no other is."""
    alike = [one for one in others if abs(one.width - box.width) < 0.5]
    return tuple(Guide(False, one.y, one.x, one.right, "length") for one in (box, *alike)) if alike else ()


def _shift(box: Rect, targets: Targets, reach: float) -> float:
    """Along x: the smallest of what lines and gaps ask for."""
    # Middles meet middles and edges meet edges or middles: what meets is seen as aligned.
    wanted = [x - own for own in _xs(box) for x, _ in _lines(targets)]
    wanted += [place - box.x for place in _gap_places(box, targets.others)]
    best = min(wanted, key=abs, default=0.0)
    return best if abs(best) <= reach else 0.0


def _met(box: Rect, targets: Targets) -> Iterator[Guide]:
    """What the box meets along x where it stands."""
    own = _xs(box)
    for x, rect in _lines(targets):
        if any(abs(x - mine) < _SAME for mine in own):
            yield Guide(True, x, min(box.y, rect.y), max(box.bottom, rect.bottom))
    yield from _even_gaps(box, targets.others)


def _lines(targets: Targets) -> Iterator[tuple[float, Rect]]:
    for rect in (targets.canvas, targets.safe, *targets.others):
        for x in _xs(rect):
            yield x, rect
    for x in targets.xs:
        yield x, targets.canvas


def _row(box: Rect, others: Iterable[Rect]) -> list[Rect]:
    """Those that stand beside the box (or where it goes), from left to right, without overlaps."""
    beside = [one for one in others if one.y < box.bottom and one.bottom > box.y and one.width > 0]
    row: list[Rect] = []
    for one in sorted(beside, key=lambda rect: (rect.x, rect.right)):
        if not row or one.x >= row[-1].right - _SAME:
            row.append(one)
    return row


def _gap_places(box: Rect, others: Sequence[Rect]) -> Iterator[float]:
    """The left edges at which the box would stand in even gaps."""
    for left, right in pairwise(_row(box, others)):
        gap = right.x - left.right
        if gap > 0:
            yield right.right + gap
            yield left.x - gap - box.width
        if gap >= box.width:
            yield (left.right + right.x - box.width) / 2


def _even_gaps(box: Rect, others: Sequence[Rect]) -> Iterator[Guide]:
    """The gaps beside the box that are alike, each as a stroke between the two that stand there."""
    row = [one for one in _row(box, others) if one.right <= box.x + _SAME or one.x >= box.right - _SAME]
    row = sorted([*row, box], key=lambda rect: rect.x)
    at = row.index(box)
    gaps = [(one, other, other.x - one.right) for one, other in pairwise(row)]
    own = [gap for number, gap in enumerate(gaps) if number in (at - 1, at)]
    for left, right, width in gaps:
        mine = any(left is one and right is other for one, other, _ in own)
        same = [gap for gap in gaps if abs(gap[2] - width) < 0.1]
        alike = len(same) > 1 and (mine or any(gap in own for gap in same))
        if width > 0 and alike:
            y = (max(left.y, right.y, box.y) + min(left.bottom, right.bottom, box.bottom)) / 2
            yield Guide(False, y, left.right, right.x, "gap")


def _xs(rect: Rect) -> tuple[float, float, float]:
    return rect.x, rect.center.x, rect.right


def _turned(rect: Rect) -> Rect:
    return Rect(rect.y, rect.x, rect.height, rect.width)


def _guide_turned(guide: Guide) -> Guide:
    return replace(guide, vertical=not guide.vertical)
