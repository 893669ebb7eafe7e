"""A paragraph shaped but not yet broken into lines: all that does not depend on size and width.

Lengths are em: multiply by the size. Indexes are those of the isolated text; `source` leads back to the
text as the author wrote it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from studio.base.languages import RTL_SCRIPTS, script_of
from studio.text.bidi import Direction, reset_line_levels, resolve_levels, visual_runs
from studio.text.caption_breaks import preferred_break_penalty
from studio.text.coverage import needs_glyph
from studio.text.font_file import FontFace
from studio.text.fonts import FontCatalog
from studio.text.graphemes import grapheme_boundaries
from studio.text.isolation import isolate_neutral_spans
from studio.text.itemize import Run, is_emoji_face, itemize
from studio.text.joining import joins_before
from studio.text.line_breaking import Break, break_opportunities
from studio.text.shaping import ShapedGlyph, ShapedRun, shape_run, shaping_codepoints

_PDI = "\u2069"
_SPACES = frozenset({0x20, 0xA0})
_WORDS = re.compile("(?:[\u0621-\u063a\u0641-\u064a][\u064b-\u0652]*| )*")
"""Arabic letters with their harakat, and spaces: most lines.  They break after spaces and nowhere else."""
_GAP = re.compile(" +(?=[^ ])")


class Piece(Struct, frozen=True):
    """A stretch of one run on one line: code points [start, end), its glyphs from left to right.

    scale: size of its glyphs, as a part of the paragraph's size.
    """

    start: int
    end: int
    run: Run
    face: FontFace
    scale: float
    glyphs: tuple[ShapedGlyph, ...]

    @property
    def width(self) -> float:
        """In em of the paragraph."""
        return sum(glyph.x_advance for glyph in self.glyphs) * self.scale / self.face.upem


@dataclass(frozen=True)
class PreparedParagraph:
    """The runs of one paragraph with their glyphs, and where its lines may end.

    original: as written, without its separator. text: with isolates. source: for each code point of it the
    index in the whole original text (and one past the end); source_end: one past the original of what comes
    before. levels: one a code point, the same within a run. content_end: for each index where the drawn part
    of a line that ends there ends (before its white space). clean: where the text may be cut without shaping
    anew. advances: summed up to each index.
    """

    original: str
    text: str
    source: tuple[int, ...]
    source_end: tuple[int, ...]
    base_level: int
    levels: tuple[int, ...]
    runs: tuple[ShapedRun, ...]
    scales: tuple[float, ...]
    breaks: tuple[Break, ...]
    content_end: tuple[int, ...]
    clean: frozenset[int]
    advances: tuple[float, ...]
    _codepoints: Sequence[int]
    _language: str
    _least_space: float = 0.0
    _reshaped: dict[tuple[int, int, int], ShapedRun] = field(default_factory=dict, compare=False)

    @property
    def direction(self) -> Direction:
        return Direction.RTL if self.base_level % 2 else Direction.LTR

    def width(self, start: int, end: int) -> float:
        """Width in em of a line [start, end) without the white space at its end."""
        end = max(start, self.content_end[end])
        if start in self.clean and end in self.clean:
            return self.advances[end] - self.advances[start]
        return sum(piece.width for piece in self.pieces(start, end))

    def break_penalty(self, place: int) -> float:
        """How much a line break at one of `breaks` hurts reading, 0 to 100 (the rules of caption style)."""
        return float(preferred_break_penalty(self.original, self.source[place] - self.source[0]))

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        """The parts of runs in [start, end) that have glyphs, in logical order."""
        begin = bisect_right(self.runs, start, key=lambda shaped: shaped.run.start) - 1
        for number in range(max(0, begin), len(self.runs)):
            shaped = self.runs[number]
            run = shaped.run
            if run.start >= end:
                break
            first, last = max(start, run.start), min(end, run.end)
            if first >= last or run.face is None:
                continue
            if first in self.clean and last in self.clean:
                glyphs = shaped.glyphs_between(first, last)
            else:
                glyphs = self._reshape(number, first, last).glyphs
            yield Piece(first, last, run, run.face, self.scales[number], glyphs)

    def visual_pieces(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces of a line [start, end) from left to right (UAX #9, L2)."""
        pieces = list(self.pieces(start, end))
        starts = [piece.start for piece in pieces]
        for first, last, level in visual_runs(self.levels, start, end):
            inside = pieces[bisect_left(starts, first) : bisect_left(starts, last)]
            yield from reversed(inside) if level % 2 else inside

    def _reshape(self, number: int, start: int, end: int) -> ShapedRun:
        key = (number, start, end)
        if key not in self._reshaped:
            run = self.runs[number].run
            part = Run(start, end, run.level, run.script, run.face)
            shaped = shape_run(self._codepoints, part, self._language)
            self._reshaped[key] = _with_room(shaped, self._codepoints, self._least_space)
        return self._reshaped[key]


@lru_cache(maxsize=256)
def prepare_paragraph(
    text: str,
    start: int,
    direction: Direction,
    face: FontFace,
    language: str,
    other_script_scale: float,
    catalog: FontCatalog,
    least_space: float = 0.0,
) -> PreparedParagraph:
    """Isolate, resolve, itemize and shape one paragraph; `start` is its place in the whole text.

    least_space: em that a space between words has at least.
    other_script_scale: optical ratio of Latin to Arabic sizes: Latin beside Arabic is set at that part of the
    size, Arabic in a Latin text at its inverse.
    """
    isolated = isolate_neutral_spans(text, direction)
    bidi = resolve_levels(isolated.text, direction)
    levels = reset_line_levels(isolated.text, bidi.levels, bidi.base_level, 0, len(isolated.text))
    runs = itemize(isolated.text, levels, bidi.base_level, face, language, catalog)
    codepoints = shaping_codepoints(isolated.text)
    shaped = tuple(_with_room(shape_run(codepoints, run, language), codepoints, least_space) for run in runs)
    scales = tuple(_scale(run, language, other_script_scale) for run in runs)
    inserted = frozenset(isolated.inserted)
    source = (*(start + index for index in isolated.to_original), start + len(text))
    source_end = [start]
    for index in range(len(isolated.text)):
        source_end.append(source_end[-1] if index in inserted else source[index] + 1)
    return PreparedParagraph(
        original=text,
        text=isolated.text,
        source=source,
        source_end=tuple(source_end),
        base_level=bidi.base_level,
        levels=tuple(level for run in runs for level in [run.level] * (run.end - run.start)),
        runs=shaped,
        scales=scales,
        breaks=_breaks(text, isolated.text, inserted),
        content_end=_content_ends(isolated.text),
        clean=_clean_places(shaped, len(isolated.text)),
        advances=_advances(shaped, scales, len(isolated.text)),
        _codepoints=codepoints,
        _language=language,
        _least_space=least_space,
    )


def _with_room(shaped: ShapedRun, codepoints: Sequence[int], least: float) -> ShapedRun:
    """The run with no space between words narrower than `least` em."""
    if least <= 0 or shaped.run.face is None:
        return shaped
    wanted = round(least * shaped.run.face.upem)
    glyphs = tuple(
        glyph._replace(x_advance=wanted)
        if 0 < glyph.x_advance < wanted and codepoints[glyph.cluster] in _SPACES
        else glyph
        for glyph in shaped.glyphs
    )
    return shaped if glyphs == shaped.glyphs else replace(shaped, glyphs=glyphs)


def _scale(run: Run, language: str, ratio: float) -> float:
    if run.face is not None and is_emoji_face(run.face):
        return 1.0
    arabic = run.script == "Arab"
    if script_of(language) == "Arab":
        return 1.0 if run.script in RTL_SCRIPTS else ratio
    return 1 / ratio if arabic else 1.0


def _breaks(original: str, text: str, inserted: frozenset[int]) -> tuple[Break, ...]:
    """Break opportunities of the original text, as places in the isolated one.

    There is none inside a letter or between joined ones. A closing isolate stays on the line of its span.
    """
    if not inserted and _WORDS.fullmatch(original):
        return tuple(Break(gap.end(), False) for gap in _GAP.finditer(original))
    places = frozenset(grapheme_boundaries(original)) - joins_before(original)
    allowed = (one for one in break_opportunities(original) if one.mandatory or one.position in places)
    if not inserted:
        return tuple(allowed)
    after = []  # for each original character: the index after it in `text`
    for index, char in enumerate(text):
        if index not in inserted:
            after.append(index + 1)
        elif char == _PDI:
            after[-1] = index + 1
    return tuple(Break(after[position - 1], mandatory) for position, mandatory in allowed)


def _content_ends(text: str) -> tuple[int, ...]:
    ends = [0]
    for index, char in enumerate(text):
        ends.append(index + 1 if _is_drawn(char) else ends[-1])
    return tuple(ends)


@lru_cache(maxsize=4096)
def _is_drawn(char: str) -> bool:
    return not char.isspace() and needs_glyph(ord(char))


def _clean_places(runs: Sequence[ShapedRun], length: int) -> frozenset[int]:
    places = {0, length}
    for shaped in runs:
        places.add(shaped.run.start)
        unsafe = {glyph.cluster for glyph in shaped.glyphs if glyph.unsafe}
        places.update(glyph.cluster for glyph in shaped.glyphs if glyph.cluster not in unsafe)
    return frozenset(places)


def _advances(runs: Sequence[ShapedRun], scales: Sequence[float], length: int) -> tuple[float, ...]:
    by_character = [0.0] * length
    for shaped, scale in zip(runs, scales, strict=True):
        if shaped.run.face is None:
            continue
        unit = scale / shaped.run.face.upem
        for glyph in shaped.glyphs:
            by_character[glyph.cluster] += glyph.x_advance * unit
    return (0.0, *accumulate(by_character))
