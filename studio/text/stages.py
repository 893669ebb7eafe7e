"""How letters look while a word is being written: each takes its final shape when its neighbour comes.

    مرحبا      م   مر   مر ح   مر حب   مر حبا          (a hand, or a good typewriter, writes so)

A *chunk* is what is shaped together: a joined group, or letters that a ligature unites (`fi`, الله in fonts
that have it as one glyph).  A stage of it is its first letters, shaped by HarfBuzz as if nothing followed; it
stands so that the finished line does not move: the first letter keeps its place at the reading side and its
height, so what is written only grows in the direction of reading.
"""

import dataclasses
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from studio.base.geometry import EMPTY_RECT, Rect
from studio.base.languages import script_of
from studio.model.animation import TextUnit
from studio.text.font_file import FontFace
from studio.text.itemize import Run, resolve_scripts
from studio.text.layout import ParagraphLayout, PlacedGlyph, PlacedKashida, scaled_rect
from studio.text.shaping import glyph_facts, shape_run, shaping_codepoints


class Chunk(Struct, frozen=True):
    """Letters [first, end) that take their shapes from one another, on one line.

    glyphs: theirs in the finished layout (indexes).  edge: x of the side where reading begins, in the
    paragraph's box; width: of the finished letters' advances, px.
    """

    first: int
    end: int
    rtl: bool
    edge: float
    width: float
    glyphs: tuple[int, ...]


def find_chunks(layout: ParagraphLayout) -> tuple[Chunk, ...]:
    """The chunks of a text in reading order; together they hold all its letters."""
    letters = layout.units(TextUnit.LETTER)
    groups, words = layout.numbers.groups, layout.numbers.words
    by_letter = layout.glyphs_by_unit[TextUnit.LETTER]
    starts: list[int] = []
    reach = 0  # code point to which the glyphs so far stand for the text
    for letter, box in enumerate(letters):
        joined = letter > 0 and groups[letter] == groups[letter - 1]
        ligature = box.start < reach and letter > 0 and box.line == letters[letter - 1].line
        if not joined and not ligature:
            starts.append(letter)
        reach = max([reach, *(layout.glyphs[glyph].end for glyph in by_letter[letter])])
    chunks: list[Chunk] = []
    for first, end in pairwise([*starts, len(letters)]):
        chunks.append(_chunk(layout, first, end))
        if len(chunks) > 1 and not _is_whole(layout, chunks[-1]):
            # The font shapes it by what comes before (as some do in الله): then both are one.
            both = _chunk(layout, chunks[-2].first, end)
            same_word = words[both.first] == words[first]
            if same_word and chunks[-2].rtl == chunks[-1].rtl and _is_whole(layout, both):
                chunks[-2:] = [both]
    return tuple(chunks)


def _is_whole(layout: ParagraphLayout, chunk: Chunk) -> bool:
    """Whether the chunk shaped alone is what stands in the finished line."""
    text = layout.spec.text
    letters = layout.units(TextUnit.LETTER)[chunk.first : chunk.end]
    shaped = letters_shaped(layout, chunk, [text[letter.start : letter.end] for letter in letters])
    if shaped is None:
        return True
    rest = (layout.glyphs[index].glyph_id for index in chunk.glyphs)
    return sorted(glyph.glyph_id for glyph in shaped.glyphs) == sorted(rest)


def _chunk(layout: ParagraphLayout, first: int, end: int) -> Chunk:
    letters = layout.units(TextUnit.LETTER)[first:end]
    by_letter = layout.glyphs_by_unit[TextUnit.LETTER]
    rtl = letters[0].rtl
    # What no font has stands at the line's edge, without a width.
    boxes = [one.box for one in letters if one.box.width > 0] or [one.box for one in letters]
    left, right = min(box.x for box in boxes), max(box.right for box in boxes)
    glyphs = tuple(sorted(glyph for letter in range(first, end) for glyph in by_letter[letter]))
    return Chunk(first, end, rtl, right if rtl else left, right - left, glyphs)


def stage(layout: ParagraphLayout, chunk: Chunk, count: int) -> tuple[PlacedGlyph, ...]:
    """The glyphs of a chunk whose first `count` letters are written, where they stand in the finished line.

    Complete, they are the very glyphs of the layout.
    """
    if count <= 0:
        return ()
    rest = tuple(layout.glyphs[index] for index in chunk.glyphs)
    if count >= chunk.end - chunk.first:
        return rest
    letters = layout.units(TextUnit.LETTER)[chunk.first : chunk.first + count]
    text = layout.spec.text
    shaped = letters_shaped(layout, chunk, [text[letter.start : letter.end] for letter in letters])
    if shaped is None:  # letters of several fonts do not join: each is as it will be
        return tuple(glyph for glyph in rest if glyph.letter < chunk.first + count)
    return shaped.glyphs


def reading_end(layout: ParagraphLayout, chunk: Chunk, count: int) -> float:
    """x of the side to which a chunk has grown when `count` of its letters are written."""
    forward = -1 if chunk.rtl else 1
    if count <= 0:
        return chunk.edge
    if count >= chunk.end - chunk.first:
        return chunk.edge + forward * chunk.width
    letters = layout.units(TextUnit.LETTER)[chunk.first : chunk.first + count]
    text = layout.spec.text
    shaped = letters_shaped(layout, chunk, [text[letter.start : letter.end] for letter in letters])
    if shaped is None:
        box = letters[-1].box
        return box.x if chunk.rtl else box.right
    return chunk.edge + forward * shaped.width


class ShapedLetters(NamedTuple):
    """Glyphs in their places at the chunk's reading side, and how wide their advances are, px."""

    glyphs: tuple[PlacedGlyph, ...]
    width: float


def letters_shaped(layout: ParagraphLayout, chunk: Chunk, texts: Sequence[str]) -> ShapedLetters | None:
    """Other text in a chunk's place: `texts[i]` stands for its letter number i.

    None where the chunk's glyphs come from more than one font, from none, or are colour pictures.
    """
    rest = [layout.glyphs[index] for index in chunk.glyphs]
    if not rest or any(one.is_color for one in rest) or len({(one.face, one.size) for one in rest}) > 1:
        return None
    model = rest[0]
    unit = model.size / model.face.upem
    outlines = shape_letters(model.face, tuple(texts), chunk.rtl, layout.spec.language)
    width = outlines.width * unit
    left = chunk.edge - width if chunk.rtl else chunk.edge
    letters = layout.units(TextUnit.LETTER)
    groups = layout.numbers.groups
    baseline = layout.lines[letters[chunk.first].line].baseline
    dy = _height_of_first(rest, chunk) - baseline + outlines.first_y * unit
    source = [
        min(letter.start + offset, letter.end - 1)
        for letter, part in zip(letters[chunk.first : chunk.first + len(texts)], texts, strict=True)
        for offset in range(len(part))
    ]
    placed = []
    for one in outlines.glyphs:
        letter = letters[chunk.first + one.letter]
        placed.append(
            replace(
                model,
                glyph_id=one.glyph_id,
                x=left + one.x * unit,
                y=baseline - one.y * unit + dy,
                advance=one.advance * unit,
                start=source[one.start],
                end=source[one.end - 1] + 1,
                letter=letter.index,
                group=groups[letter.index],
                is_mark=one.is_mark,
                kashida=None,
            )
        )
    longer = next((one for one in rest if one.kashida is not None), None)
    if longer is not None and longer.kashida is not None:
        return _lengthened(placed, width, longer, longer.kashida)
    return ShapedLetters(tuple(placed), width)


def _lengthened(
    placed: Sequence[PlacedGlyph], width: float, longer: PlacedGlyph, kashida: PlacedKashida
) -> ShapedLetters:
    """With the bar that lengthens a join of the finished word, once there is a letter after it."""
    own = [one for one in placed if one.letter == longer.letter and not one.is_mark]
    if not own or all(one.start < kashida.position for one in placed):
        return ShapedLetters(tuple(placed), width)
    return ShapedLetters(
        tuple(
            replace(one, kashida=kashida)
            if one is own[0]
            else one
            if one.start < kashida.position
            else replace(one, x=one.x - kashida.length)
            for one in placed
        ),
        width + kashida.length,
    )


def _height_of_first(rest: Sequence[PlacedGlyph], chunk: Chunk) -> float:
    """Where the first letter's own glyph stands in the finished line: fonts in which letters hang from one
    another (Ruqaa, Nastaliq) begin a word above the baseline."""
    own = [one for one in rest if one.letter == chunk.first and not one.is_mark] or list(rest)
    return own[-1].y if chunk.rtl else own[0].y


class _LetterGlyph(NamedTuple):
    """In font units, y up: the origin from the left end; `letter` counts within the chunk, [start, end) are
    code points."""

    glyph_id: int
    letter: int
    start: int
    end: int
    x: int
    y: int
    advance: int
    is_mark: bool


class _Outlines(NamedTuple):
    glyphs: tuple[_LetterGlyph, ...]
    width: int
    first_y: int


@lru_cache(maxsize=8192)
def shape_letters(face: FontFace, texts: tuple[str, ...], rtl: bool, language: str) -> _Outlines:
    """Letters shaped alone, from left to right, in font units."""
    text = "".join(texts)
    letter_at = [index for index, part in enumerate(texts) for _ in part]
    level = int(rtl)
    script = resolve_scripts(text, [level] * len(text), level, script_of(language))[0]
    run = Run(0, len(text), level, script, face)
    glyphs: list[_LetterGlyph] = []
    pen = 0
    shaped = shape_run(shaping_codepoints(text), run, language).glyphs
    clusters = sorted({one.cluster for one in shaped})
    ends = dict(pairwise([*clusters, len(text)]))
    for one in shaped:
        facts = glyph_facts(face, one.glyph_id)
        if not facts.ink.is_empty:
            letter = letter_at[one.cluster]
            x, y = pen + one.x_offset, one.y_offset
            glyphs.append(
                _LetterGlyph(
                    one.glyph_id, letter, one.cluster, ends[one.cluster], x, y, one.x_advance, facts.is_mark
                )
            )
        pen += one.x_advance
    own = [one for one in glyphs if one.letter == 0 and not one.is_mark] or glyphs
    first_y = (own[-1] if rtl else own[0]).y if own else 0
    return _Outlines(tuple(glyphs), pen, first_y)


def with_glyphs(layout: ParagraphLayout, glyphs: Iterable[PlacedGlyph]) -> ParagraphLayout:
    """The same lines, boxes and units with other glyphs in them."""
    chosen = tuple(glyphs)
    return dataclasses.replace(
        layout, glyphs=chosen, ink=_ink(chosen), _outlines={}, _boxes={}, _unstretched=None, kept={}
    )


def _ink(glyphs: Iterable[PlacedGlyph]) -> Rect:
    ink = EMPTY_RECT
    for one in glyphs:
        facts = glyph_facts(one.face, one.glyph_id)
        ink = ink.united(scaled_rect(facts.ink, one.size / one.face.upem, one.x, one.y))
    return ink
