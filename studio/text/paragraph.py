"""From a text to finished glyphs in their places.

    text, size, width
      | split at paragraph separators; each paragraph has its own base direction        bidi
      | isolate what UAX #9 would scramble, keeping a map to the original indexes       isolation
      | resolve levels (UAX #9)                                                         bidi
      | runs of one level, script and font, falling back by coverage, whole clusters    itemize
      | HarfBuzz, cluster level 1, in font units: the same for every size               shaping
      | where lines may end (UAX #14), never inside joined letters                      line_breaking
      | lines: filled, or about equally long                            line_filling, caption_breaks
      | runs of each line in visual order (L1, L2), shaped anew only where cut          prepared
      | places: pitch, alignment, units, ink                                            this module
      | kashida and wider spaces, where lines are to fill the width                     justification
      v
    ParagraphLayout

Everything down to the lines is cached for all sizes (`prepare_paragraph`).

Lines: the pitch is the larger of the line height and what the ink of any two neighbours needs, plus 2 px;
it is the same for all lines, so that they stand in an even rhythm. Each line's box is one pitch high;
ascent and descent of the primary font are centred in it (the half-leading of CSS 2.2, section 10.8.1).
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from studio.base.geometry import EMPTY_RECT, Rect
from studio.text.bidi import Direction, split_paragraphs
from studio.text.fonts import FontCatalog
from studio.text.justification import justified
from studio.text.layout import (
    LineLayout,
    MissingGlyph,
    ParagraphLayout,
    PlacedGlyph,
    PlacedPicture,
    TextSpec,
)
from studio.text.line_filling import fill_lines
from studio.text.prepared import Piece, PreparedParagraph, prepare_paragraph
from studio.text.reading_direction import reading_direction
from studio.text.shaping import glyph_facts, known_facts
from studio.text.units import TextUnits, UnitBox, UnitNumbers, find_units, number_units

__all__ = [
    "LineLayout",
    "MissingGlyph",
    "ParagraphLayout",
    "PlacedGlyph",
    "PlacedPicture",
    "TextSpec",
    "UnitBox",
    "layout_paragraph",
]

INK_GAP = 2.0
"""px between the ink of one line and the next."""

_TOLERANCE = 0.01  # px
_SEPARATORS = "\n\r\x1c\x1d\x1e\x85\u2029"


class _Line(Struct, frozen=True):
    """A line before it has its place: [start, end) in the isolated text of its paragraph, width in px."""

    paragraph: PreparedParagraph
    start: int
    end: int
    width: float

    @property
    def content_end(self) -> int:
        return max(self.start, self.paragraph.content_end[self.end])

    @property
    def source(self) -> tuple[int, int]:
        return self.paragraph.source[self.start], self.paragraph.source_end[self.end]


@lru_cache(maxsize=512)
def layout_paragraph(spec: TextSpec, catalog: FontCatalog) -> ParagraphLayout:
    """Lay out a text of one or more paragraphs. Any string is valid; what no font has is in `missing`."""
    return justified(_laid_out(spec, catalog), catalog)


def _laid_out(spec: TextSpec, catalog: FontCatalog) -> ParagraphLayout:
    direction = spec.direction or reading_direction(spec.text, spec.language)
    paragraphs = list(_prepare(spec, direction, catalog))
    lines = [line for paragraph in paragraphs for line in _lines(paragraph, spec)]
    kept = lines if spec.max_lines is None else lines[: max(1, spec.max_lines)]
    units = find_units(spec.text)
    numbers = number_units(units, [line.source for line in kept])
    placer = _Placer(spec, direction, kept, units, numbers)
    return ParagraphLayout(
        spec=spec,
        direction=direction,
        lines=tuple(placer.lines),
        glyphs=tuple(placer.glyphs),
        width=placer.width,
        natural_width=placer.natural_width,
        height=placer.pitch * len(kept),
        line_pitch=placer.pitch,
        ink=placer.ink,
        too_wide=spec.max_width is not None and placer.natural_width > spec.max_width + _TOLERANCE,
        dropped_lines=len(lines) - len(kept),
        missing=tuple(_missing(paragraphs, units, spec.text)),
        _letters=tuple(placer.letters()),
        _numbers=numbers,
    )


def _prepare(spec: TextSpec, direction: Direction, catalog: FontCatalog) -> Iterator[PreparedParagraph]:
    for start, end in split_paragraphs(spec.text) or [(0, 0)]:
        text = spec.text[start:end].rstrip(_SEPARATORS)
        own = spec.direction or reading_direction(text, spec.language, direction)
        yield prepare_paragraph(
            text, start, own, spec.face, spec.language, spec.latin_scale, catalog, spec.least_space
        )


def _lines(paragraph: PreparedParagraph, spec: TextSpec) -> Iterator[_Line]:
    max_width = None if spec.max_width is None else spec.max_width / spec.size
    penalty = None if not spec.balance else lambda place: spec.sense * paragraph.break_penalty(place)
    full = spec.justification is not None and not spec.justification.every_line
    for start, end in fill_lines(
        paragraph.text, paragraph.breaks, paragraph.width, max_width, penalty, full=full
    ):
        yield _Line(paragraph, start, end, paragraph.width(start, end) * spec.size)


class _Drawn(NamedTuple):
    """A glyph on its line: x from the line's left end, y from its baseline.

    left, top, right, bottom: of its ink.  Numbers and no `Rect`: they are made for every glyph of every text.
    """

    piece: Piece
    glyph_id: int
    x: float
    y: float
    advance: float
    start: int
    end: int
    left: float
    top: float
    right: float
    bottom: float
    is_mark: bool
    is_color: bool


class _Placer:
    """Gives the glyphs of all lines their places."""

    def __init__(
        self,
        spec: TextSpec,
        direction: Direction,
        lines: Sequence[_Line],
        units: TextUnits,
        numbers: UnitNumbers,
    ) -> None:
        self._spec = spec
        self._direction = direction
        self._units = units
        self._numbers = numbers
        self._spans: dict[int, tuple[float, float, bool]] = {}  # letter: left, right, right-to-left
        self._inks: dict[int, _Edges] = {}
        self.lines: list[LineLayout] = []
        self.glyphs: list[PlacedGlyph] = []
        self.ink = EMPTY_RECT
        self.natural_width = max((line.width for line in lines), default=0.0)
        self.width = self.natural_width if spec.max_width is None else spec.max_width
        drawn = [list(self._draw(line)) for line in lines]
        unit = spec.size / spec.face.upem
        ascent, descent = spec.face.ascent * unit, spec.face.descent * unit
        inks = [_ink_of(glyphs) for glyphs in drawn]
        self.pitch = _pitch(spec.line_height or ascent + descent, inks)
        for number, (line, glyphs) in enumerate(zip(lines, drawn, strict=True)):
            baseline = number * self.pitch + (self.pitch - ascent - descent) / 2 + ascent
            self._place(number, line, glyphs, inks[number], baseline)

    def _draw(self, line: _Line) -> Iterator[_Drawn]:
        """The glyphs of a line from left to right, and the spans of its letters."""
        paragraph, size = line.paragraph, self._spec.size
        left = self._left(line)
        pen = 0.0
        for piece in paragraph.visual_pieces(line.start, line.content_end):
            unit = size * piece.scale / piece.face.upem
            ends, known = _cluster_ends(piece), known_facts(piece.face)
            for glyph in piece.glyphs:
                facts = known.get(glyph.glyph_id) or glyph_facts(piece.face, glyph.glyph_id)
                start, end = paragraph.source[glyph.cluster], paragraph.source_end[ends[glyph.cluster]]
                advance = glyph.x_advance * unit
                if advance or not facts.is_mark:
                    self._span(start, end, left + pen, left + pen + advance, piece.run.is_rtl)
                ink = facts.ink
                if ink.width > 0 and ink.height > 0:
                    x, y = pen + glyph.x_offset * unit, -glyph.y_offset * unit
                    left_ink, top_ink = ink.x * unit + x, ink.y * unit + y
                    yield _Drawn(
                        piece, glyph.glyph_id, x, y, advance, start, end,
                        left_ink, top_ink, left_ink + ink.width * unit, top_ink + ink.height * unit,
                        facts.is_mark, facts.is_color,
                    )  # fmt: skip
                pen += advance

    def _left(self, line: _Line) -> float:
        """Where a line begins at the left; one that is too wide leaves the box at its end."""
        room = self.width - line.width
        if self._spec.align == "center":
            return room / 2
        at_left = (self._spec.align == "start") == (self._direction is Direction.LTR)
        return 0.0 if at_left else room

    def _span(self, start: int, end: int, left: float, right: float, rtl: bool) -> None:
        """Note how far the letters in [start, end) reach; those of a ligature share it in equal parts."""
        if end - start == 1:  # nearly always
            letters = [letter] if (letter := self._units.letter_at[start]) >= 0 else []
        else:
            letters = sorted({letter for letter in self._units.letter_at[start:end] if letter >= 0})
        share = (right - left) / len(letters) if letters else 0.0
        for place, letter in enumerate(reversed(letters) if rtl else letters):
            first, last = left + place * share, left + (place + 1) * share
            if letter in self._spans:
                first, last = min(first, self._spans[letter][0]), max(last, self._spans[letter][1])
            self._spans[letter] = (first, last, rtl)

    def _place(self, number: int, line: _Line, drawn: list[_Drawn], ink: Rect, baseline: float) -> None:
        left = self._left(line)
        numbers, letter_at = self._numbers, self._units.letter_at
        for one in drawn:
            letter = letter_at[one.start]
            if letter < 0:
                letter = next((at for at in letter_at[one.start : one.end] if at >= 0), -1)
            if letter < 0:  # ink on white space is no letter's: no unit would move it
                continue
            glyph = PlacedGlyph(
                one.piece.face, one.glyph_id, self._spec.size * one.piece.scale,
                left + one.x, baseline + one.y, one.advance,
                max(one.start, self._units.ranges[letter][0]), one.end,
                letter, numbers.groups[letter], numbers.words[letter], number,
                one.is_mark, one.is_color, one.piece.run.is_rtl,
            )  # fmt: skip
            self.glyphs.append(glyph)
            edges = (left + one.left, baseline + one.top, left + one.right, baseline + one.bottom)
            held = self._inks.get(letter)
            self._inks[letter] = edges if held is None else _around(held, edges)
        start, end = line.source
        line_ink = EMPTY_RECT if ink.is_empty else ink.moved(left, baseline)
        self.ink = self.ink.united(line_ink)
        box = Rect(left, number * self.pitch, line.width, self.pitch)
        self.lines.append(LineLayout(start, end, baseline, box, line_ink, line.paragraph.direction))

    def letters(self) -> Iterator[UnitBox]:
        """The boxes of the letters that are laid out, in reading order."""
        for letter, number in enumerate(self._numbers.lines):
            start, end = self._units.ranges[letter]
            line = self.lines[number]
            rtl = line.direction is Direction.RTL
            edge = line.box.right if rtl else line.box.x
            left, right, rtl = self._spans.get(letter, (edge, edge, rtl))
            box = Rect(left, line.box.y, right - left, line.box.height)
            held = self._inks.get(letter)
            ink = EMPTY_RECT if held is None else Rect.from_edges(*held)
            yield UnitBox(letter, start, end, number, rtl, box, ink)


_Edges = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def _around(one: _Edges, other: _Edges) -> _Edges:
    return (
        min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])
    )  # fmt: skip


def _cluster_ends(piece: Piece) -> dict[int, int]:
    """For each cluster of a piece the place where the next one begins."""
    starts = sorted({glyph.cluster for glyph in piece.glyphs})
    return dict(pairwise([*starts, piece.end]))


def _ink_of(drawn: Sequence[_Drawn]) -> Rect:
    if not drawn:
        return EMPTY_RECT
    return Rect.from_edges(
        min(one.left for one in drawn),
        min(one.top for one in drawn),
        max(one.right for one in drawn),
        max(one.bottom for one in drawn),
    )


def _pitch(line_height: float, inks: Sequence[Rect]) -> float:
    """From baseline to baseline: the line height, or more where ink of two lines would touch."""
    pitch = line_height
    for upper, lower in pairwise(inks):
        if not upper.is_empty and not lower.is_empty:
            pitch = max(pitch, upper.bottom - lower.y + INK_GAP)
    return pitch


def _missing(paragraphs: Sequence[PreparedParagraph], units: TextUnits, text: str) -> Iterator[MissingGlyph]:
    """The letters that no font has, each once, in the order of the text."""
    seen: set[int] = set()
    for paragraph in paragraphs:
        for place in sorted(place for shaped in paragraph.runs for place in shaped.missing):
            index = paragraph.source[place]
            letter = units.letter_at[index]
            if letter in seen:
                continue
            seen.add(letter)
            start, end = units.ranges[letter] if letter >= 0 else (index, index + 1)
            cluster = text[start:end]
            yield MissingGlyph(cluster, start, end, tuple(map(ord, cluster)))
