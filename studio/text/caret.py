"""Where the cursor stands in a laid-out text, how arrows move it, what a click hits, what a selection covers.

    لغة C++ هنا          stops of a line, counted from the left:  0 ه 1 ن 2 ا … n
                         a stop lies between two neighbours as they are seen; at a change of direction it
                         belongs to two places of the text, and a place of the text has two stops

Cells are grapheme clusters (UAX #29) in visual order (UAX #9, rules L1 and L2), placed by the finished
layout, so that kashida, justification and ligatures count.  Arrows move by what is seen.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from studio.base.geometry import Point, Rect
from studio.model.animation import TextUnit
from studio.text.bidi import (
    Direction,
    reset_line_levels,
    resolve_levels,
    split_paragraphs,
    visual_order,
)
from studio.text.graphemes import grapheme_boundaries
from studio.text.isolation import isolate_neutral_spans
from studio.text.layout import ParagraphLayout
from studio.text.reading_direction import reading_direction

_SPACE = 0.26
"""em of white space whose width the layout does not tell: at a line's end, where it hangs."""

_LINE_ENDS = "\n\r\x1c\x1d\x1e\x85\u2029"


class Cell(Struct, frozen=True):
    """A grapheme cluster on its line: [start, end) in the text, left and right in px of the paragraph."""

    start: int
    end: int
    left: float
    right: float
    rtl: bool
    level: int


class CaretLine(Struct, frozen=True):
    """cells: from left to right.  start, end: in the text, without the line's end sign.  left: where the
    line begins at the left even without cells."""

    cells: tuple[Cell, ...]
    start: int
    end: int
    top: float
    bottom: float
    rtl: bool
    left: float

    def x_of(self, stop: int) -> float:
        """Where a stop stands: between its neighbours."""
        if not self.cells:
            return self.left
        if stop == 0:
            return self.cells[0].left
        if stop == len(self.cells):
            return self.cells[-1].right
        return (self.cells[stop - 1].right + self.cells[stop].left) / 2


class Caret(Struct, frozen=True):
    """index: the place in the text.  line, stop: where it is seen."""

    index: int
    line: int
    stop: int


class CaretShape(Struct, frozen=True):
    """A bar from `top` to `bottom` at `x`; rtl: the direction of what would be typed there (its flag)."""

    x: float
    top: float
    bottom: float
    rtl: bool


class CaretMap:
    """All carets of a laid-out text."""

    def __init__(self, layout: ParagraphLayout) -> None:
        self.text = layout.spec.text
        self.lines = tuple(_lines(layout))
        self._starts = [line.start for line in self.lines]
        bounds = [*grapheme_boundaries(self.text)]
        self.boundaries: tuple[int, ...] = tuple(bounds) or (0,)

    def at(self, index: int) -> Caret:
        """The caret of a place, where it is mainly seen; within a cluster: that of its start."""
        index = self.boundaries[max(0, bisect_right(self.boundaries, max(0, index)) - 1)]
        line = max(0, bisect_right(self._starts, index) - 1)
        stops = self._stops(line, index)
        return Caret(index, line, stops[0] if stops else self._edge(line, index))

    def twin(self, caret: Caret) -> Caret | None:
        """The other place where a caret's index is seen, at a change of direction; else None."""
        others = [stop for stop in self._stops(caret.line, caret.index) if stop != caret.stop]
        line = self.lines[caret.line]
        others = [stop for stop in others if abs(line.x_of(stop) - line.x_of(caret.stop)) > 0.5]
        return Caret(caret.index, caret.line, others[0]) if others else None

    def shape(self, caret: Caret) -> CaretShape:
        """What is drawn for a caret."""
        line = self.lines[caret.line]
        cell = self._neighbour(line, caret)
        return CaretShape(
            line.x_of(caret.stop), line.top, line.bottom, line.rtl if cell is None else cell.rtl
        )

    def right(self, caret: Caret) -> Caret:
        """One step to the right as it is seen; past the end to the line that is read before or after."""
        return self._step(caret, 1)

    def left(self, caret: Caret) -> Caret:
        """One step to the left as it is seen."""
        return self._step(caret, -1)

    def up(self, caret: Caret, x: float | None = None) -> Caret:
        """One line up, as near as possible to `x` (None: where the caret stands)."""
        return self._by_line(caret, -1, x)

    def down(self, caret: Caret, x: float | None = None) -> Caret:
        """One line down."""
        return self._by_line(caret, 1, x)

    def home(self, caret: Caret) -> Caret:
        """Where the line begins to be read."""
        line = self.lines[caret.line]
        return Caret(line.start, caret.line, len(line.cells) if line.rtl else 0)

    def end(self, caret: Caret) -> Caret:
        """Where the line ends."""
        line = self.lines[caret.line]
        return Caret(line.end, caret.line, 0 if line.rtl else len(line.cells))

    def hit(self, point: Point) -> Caret:
        """The caret nearest to a point of the paragraph's box."""
        number = next(
            (at for at, line in enumerate(self.lines) if point.y < line.bottom), len(self.lines) - 1
        )
        return self._hit_line(number, point.x)

    def word_at(self, index: int) -> tuple[int, int]:
        """[start, end) of the word at a place, or of the white space there."""
        text = self.text
        if not text:
            return 0, 0
        index = min(index, len(text) - 1)
        kind = text[index].isspace()
        start = end = index
        while start > 0 and text[start - 1].isspace() == kind:
            start -= 1
        while end < len(text) and text[end].isspace() == kind:
            end += 1
        return start, end

    def word_on(self, index: int, by: int) -> int:
        """The start of the next word in reading order (`by` 1), or of this or the one before (-1)."""
        text = self.text
        if by > 0:
            while index < len(text) and not text[index].isspace():
                index += 1
            while index < len(text) and text[index].isspace():
                index += 1
            return index
        while index > 0 and text[index - 1].isspace():
            index -= 1
        while index > 0 and not text[index - 1].isspace():
            index -= 1
        return index

    def selection(self, start: int, end: int) -> tuple[Rect, ...]:
        """The boxes of [start, end) of the text, line by line, in each from left to right: several where
        directions change."""
        start, end = min(start, end), max(start, end)
        boxes = []
        for line in self.lines:
            places = [at for at, cell in enumerate(line.cells) if cell.end > start and cell.start < end]
            for first, last in _runs(places):
                left, right = line.x_of(first), line.x_of(last + 1)
                boxes.append(Rect(left, line.top, right - left, line.bottom - line.top))
        return tuple(boxes)

    def _stops(self, number: int, index: int) -> list[int]:
        """The stops of a line that stand for an index; the main one first."""
        line = self.lines[number]
        found: list[tuple[int, int, int]] = []
        for at, cell in enumerate(line.cells):
            if cell.start == index:
                found.append((cell.level, 1, at + 1 if cell.rtl else at))
            if cell.end == index:
                found.append((cell.level, 0, at if cell.rtl else at + 1))
        # What runs as the paragraph does is the main one; of two alike, that of the letter before.
        return list(dict.fromkeys(stop for *_, stop in sorted(found)))

    def _edge(self, number: int, index: int) -> int:
        line = self.lines[number]
        at_start = index <= line.start
        return len(line.cells) if at_start == line.rtl else 0

    @staticmethod
    def _neighbour(line: CaretLine, caret: Caret) -> Cell | None:
        """The cell that makes a stop stand for the caret's index."""
        sides = line.cells[max(0, caret.stop - 1) : caret.stop + 1]
        return next((cell for cell in sides if caret.index in (cell.start, cell.end)), None)

    def _step(self, caret: Caret, by: int) -> Caret:
        line = self.lines[caret.line]
        over = caret.stop if by > 0 else caret.stop - 1
        if 0 <= over < len(line.cells):
            cell = line.cells[over]
            index = cell.end if (by > 0) != cell.rtl else cell.start
            return Caret(index, caret.line, caret.stop + by)
        forward = (by > 0) != line.rtl
        other = caret.line + (1 if forward else -1)
        if not 0 <= other < len(self.lines):
            return caret
        beside = Caret(0, other, 0)
        return self.home(beside) if forward else self.end(beside)

    def _by_line(self, caret: Caret, by: int, x: float | None) -> Caret:
        other = caret.line + by
        if not 0 <= other < len(self.lines):
            return caret
        return self._hit_line(other, self.lines[caret.line].x_of(caret.stop) if x is None else x)

    def _hit_line(self, number: int, x: float) -> Caret:
        line = self.lines[number]
        for at, cell in enumerate(line.cells):
            if x < cell.right or at == len(line.cells) - 1:
                on_left = x < (cell.left + cell.right) / 2
                index = cell.start if on_left != cell.rtl else cell.end
                return Caret(index, number, at if on_left else at + 1)
        return Caret(line.start, number, 0)


def _runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of each stretch of neighbours."""
    first = None
    for at, place in enumerate(places):
        first = place if first is None else first
        if at + 1 == len(places) or places[at + 1] != place + 1:
            yield first, place
            first = None


def _lines(layout: ParagraphLayout) -> Iterator[CaretLine]:
    text = layout.spec.text
    levels, bases = _levels(text, layout)
    spans = {letter.start: letter.box for letter in layout.units(TextUnit.LETTER)}
    bottom = 0.0
    for line in layout.lines:
        end = len(text[: line.end].rstrip(_LINE_ENDS)) if line.end > line.start else line.end
        end = max(line.start, end)
        base = bases[line.start] if line.start < len(bases) else int(layout.direction is Direction.RTL)
        own = reset_line_levels(text, levels, base, line.start, end)
        cells = _cells(text, line.start, end, own, spans, line.box, layout.spec.size)
        rtl = line.direction is Direction.RTL
        left = line.box.right if rtl else line.box.x
        bottom = line.box.bottom
        yield CaretLine(cells, line.start, end, line.box.y, bottom, rtl, left)
    if text and text[-1] in _LINE_ENDS:  # the empty line that is being begun; the picture has none
        rtl = layout.direction is Direction.RTL
        at_left = (layout.spec.align == "start") != rtl
        left = layout.width / 2 if layout.spec.align == "center" else 0.0 if at_left else layout.width
        yield CaretLine((), len(text), len(text), bottom, bottom + layout.line_pitch, rtl, left)


def _levels(text: str, layout: ParagraphLayout) -> tuple[list[int], list[int]]:
    """For each code point its level and its paragraph's base level, as the layout resolved them."""
    levels, bases = [0] * len(text), [0] * len(text)
    for start, end in split_paragraphs(text):
        own = text[start:end]
        direction = layout.spec.direction or reading_direction(own, layout.spec.language, layout.direction)
        isolated = isolate_neutral_spans(own, direction)
        resolved = resolve_levels(isolated.text, direction).levels
        inserted = frozenset(isolated.inserted)
        for at, level in enumerate(resolved):
            if at not in inserted:
                levels[start + isolated.to_original[at]] = level
        bases[start:end] = [int(direction is Direction.RTL)] * (end - start)
    return levels, bases


def _cells(
    text: str,
    start: int,
    end: int,
    levels: Sequence[int],
    spans: dict[int, Rect],
    box: Rect,
    em: float,
) -> tuple[Cell, ...]:
    """The clusters of [start, end) from left to right.  Letters stand where the layout put them; what has no
    ink (white space, controls) takes the room between."""
    bounds = grapheme_boundaries(text[start:end])
    ranges = [(start + a, start + b) for a, b in pairwise(bounds)]
    order = visual_order([levels[a - start] for a, _ in ranges])
    seen = [(*ranges[at], levels[ranges[at][0] - start]) for at in order]
    cells: list[Cell] = []
    at = 0
    while at < len(seen):
        first, last, level = seen[at]
        known = spans.get(first)
        if known is not None:
            cells.append(Cell(first, last, known.x, known.right, level % 2 == 1, level))
            at += 1
            continue
        until = at
        while until < len(seen) and seen[until][0] not in spans:
            until += 1
        count = until - at
        after = spans[seen[until][0]].x if until < len(seen) else None
        before = cells[-1].right if cells else None
        left, right = _gap(before, after, count * _SPACE * em, box)
        width = (right - left) / count
        for place in range(count):
            a, b, own = seen[at + place]
            cells.append(Cell(a, b, left + place * width, left + (place + 1) * width, own % 2 == 1, own))
        at = until
    return tuple(cells)


def _gap(before: float | None, after: float | None, width: float, box: Rect) -> tuple[float, float]:
    """The room of white space between two letters, or beside the only one."""
    if before is not None and after is not None:
        return before, max(before, after)
    if before is not None:
        return before, before + width
    if after is not None:
        return after - width, after
    return box.x, box.x + width
