"""Where the words of a range stand on their lines: from where to where, and in which direction they run.

    range «كلمة word كلمة»      one stretch, three runs:   [<-- run 2][run 1 -->][<-- run 0]

A range is logical, so in a mixed line it may stand in several places; what is neighbours to the eye is one
stretch.  Its runs are what a pen that follows the reader draws one after another.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from msgspec import Struct

from studio.base.geometry import Rect
from studio.model.animation import TextUnit
from studio.text.layout import ParagraphLayout
from studio.text.units import UnitBox


class Run(Struct, frozen=True):
    """Neighbouring letters that are read in one direction; first: the first of them."""

    left: float
    right: float
    rtl: bool
    first: int


class Stretch(Struct, frozen=True):
    """Neighbouring letters of a range on one line, from left to right px of the paragraph's box.

    room_left, room_right: px to the next letter outside the range (infinite at the line's ends).
    runs: in reading order.
    """

    line: int
    left: float
    right: float
    room_left: float
    room_right: float
    runs: tuple[Run, ...]
    ink: Rect


def stretches(layout: ParagraphLayout, wanted: Callable[[UnitBox], bool]) -> tuple[Stretch, ...]:
    """The stretches of the letters that are wanted, in the order of lines, from left to right."""
    return tuple(
        _stretch(letters, chosen) for letters in _visual_lines(layout) for chosen in _chosen(letters, wanted)
    )


def bands(layout: ParagraphLayout, letters: frozenset[int]) -> tuple[tuple[int, float, float], ...]:
    """What of each line belongs to some letters: (line, left, right), cut half way to their neighbours and
    without bound at the line's ends, so that the bands of all letters are all of the line."""
    out = []
    for line in _visual_lines(layout):
        for first, last in _chosen(line, lambda unit: unit.index in letters):
            left = float("-inf") if first == 0 else _between(line[first - 1], line[first])
            right = float("inf") if last == len(line) - 1 else _between(line[last], line[last + 1])
            out.append((line[first].line, left, right))
    return tuple(out)


def drawn_part(found: Sequence[Stretch], drawn: float) -> list[tuple[Stretch, list[tuple[float, float]]]]:
    """For each stretch what is drawn of it (left, right), when a share of the whole has been, in reading
    order."""
    runs = sorted(
        ((run, at) for at, stretch in enumerate(found) for run in stretch.runs), key=lambda one: one[0].first
    )
    todo = sum(run.right - run.left for run, _ in runs) * max(0.0, min(1.0, drawn))
    parts: list[list[tuple[float, float]]] = [[] for _ in found]
    for run, at in runs:
        length = min(run.right - run.left, todo)
        todo -= length
        if length > 0:
            parts[at].append((run.right - length, run.right) if run.rtl else (run.left, run.left + length))
    return [(stretch, _merged(parts[at])) for at, stretch in enumerate(found) if parts[at]]


def _merged(parts: list[tuple[float, float]]) -> list[tuple[float, float]]:
    out: list[tuple[float, float]] = []
    for left, right in sorted(parts):
        if out and left <= out[-1][1] + 1e-6:
            out[-1] = (out[-1][0], max(right, out[-1][1]))
        else:
            out.append((left, right))
    return out


def _visual_lines(layout: ParagraphLayout) -> list[list[UnitBox]]:
    lines: list[list[UnitBox]] = [[] for _ in layout.lines]
    for unit in layout.units(TextUnit.LETTER):
        lines[unit.line].append(unit)
    for line in lines:
        line.sort(key=lambda unit: (unit.box.center.x, unit.index))
    return lines


def _chosen(line: Sequence[UnitBox], wanted: Callable[[UnitBox], bool]) -> list[tuple[int, int]]:
    """First and last place of each row of wanted letters that are neighbours to the eye."""
    rows: list[tuple[int, int]] = []
    for at, unit in enumerate(line):
        if not wanted(unit):
            continue
        if rows and rows[-1][1] == at - 1:
            rows[-1] = (rows[-1][0], at)
        else:
            rows.append((at, at))
    return rows


def _between(left: UnitBox, right: UnitBox) -> float:
    return (left.box.right + right.box.x) / 2


def _stretch(line: Sequence[UnitBox], place: tuple[int, int]) -> Stretch:
    first, last = place
    units = line[first : last + 1]
    left, right = min(unit.box.x for unit in units), max(unit.box.right for unit in units)
    ink = units[0].ink
    for unit in units[1:]:
        ink = ink.united(unit.ink)
    room_left = left - line[first - 1].box.right if first else float("inf")
    room_right = line[last + 1].box.x - right if last + 1 < len(line) else float("inf")
    return Stretch(
        units[0].line, left, right, max(0.0, room_left), max(0.0, room_right),
        tuple(sorted(_runs(units, left, right), key=lambda run: run.first)), ink,
    )  # fmt: skip


def _runs(units: Sequence[UnitBox], left: float, right: float) -> list[Run]:
    """Runs from left to right that meet half way between their letters."""
    rows: list[list[UnitBox]] = []
    for unit in units:
        # A run goes on where the next letter to the right is the next (or the last) one in reading order.
        step = -1 if unit.rtl else 1
        if rows and rows[-1][-1].rtl == unit.rtl and unit.index == rows[-1][-1].index + step:
            rows[-1].append(unit)
        else:
            rows.append([unit])
    edges = [left, *(_between(a[-1], b[0]) for a, b in pairwise(rows)), right]
    return [
        Run(edges[at], edges[at + 1], row[0].rtl, min(unit.index for unit in row))
        for at, row in enumerate(rows)
    ]
