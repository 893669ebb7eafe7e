"""Digits in cells of equal width, for numbers that change while they are seen.

Most Arabic faces draw ١ a third as wide as ٣, and few have tabular figures as an OpenType feature; so a
number that counts would tremble.  Here each digit of a finished line stands in the middle of a cell.
"""

import dataclasses

from msgspec.structs import replace

from studio.base.geometry import EMPTY_RECT, Rect
from studio.text.layout import ParagraphLayout, PlacedGlyph, scaled_rect


def widest_digit(layout: ParagraphLayout) -> float:
    """The largest advance of a digit in a layout, px; 0 without digits."""
    return max((glyph.advance for glyph in layout.glyphs if _is_digit(glyph, layout)), default=0.0)


def with_even_digits(layout: ParagraphLayout, cell: float, share: float = 1.0) -> ParagraphLayout:
    """The line with its digits in the middle of cells `cell` px wide; digits that are wider keep their room.

    share: 0 leaves the line as it is, 1 gives whole cells; between them everything moves smoothly.  The line
    begins at 0 as before and grows; glyph order and units stay.  Raises ValueError for several lines.
    """
    if len(layout.lines) != 1:
        raise ValueError("only a single line can have even digits")
    extra = [
        max(0.0, cell - glyph.advance) * share if _is_digit(glyph, layout) else 0.0 for glyph in layout.glyphs
    ]
    whole = sum(extra)
    if whole <= 0:
        return layout
    glyphs: list[PlacedGlyph] = []
    moves: dict[int, float] = {}  # by letter
    grown: dict[int, float] = {}
    ink = EMPTY_RECT
    passed = 0.0
    for glyph, more in zip(layout.glyphs, extra, strict=True):
        moves.setdefault(glyph.letter, passed)
        grown[glyph.letter] = grown.get(glyph.letter, 0.0) + more
        moved = replace(glyph, x=glyph.x + passed + more / 2, advance=glyph.advance + more)
        passed += more
        glyphs.append(moved)
        ink = ink.united(_ink(moved))
    letters = tuple(
        replace(
            letter,
            box=_widened(letter.box, moves.get(letter.index, 0.0), grown.get(letter.index, 0.0)),
            ink=letter.ink.moved(moves.get(letter.index, 0.0) + grown.get(letter.index, 0.0) / 2, 0),
        )
        for letter in layout._letters
    )
    line = replace(layout.lines[0], box=_widened(layout.lines[0].box, 0.0, whole), ink=ink)
    return dataclasses.replace(
        layout,
        lines=(line,),
        glyphs=tuple(glyphs),
        width=layout.width + whole,
        natural_width=layout.natural_width + whole,
        ink=ink,
        _letters=letters,
        _outlines={},
    )


def _is_digit(glyph: PlacedGlyph, layout: ParagraphLayout) -> bool:
    return not glyph.is_mark and layout.spec.text[glyph.start : glyph.end].isdecimal()


def _ink(glyph: PlacedGlyph) -> Rect:
    return scaled_rect(
        glyph.face.glyph_extents(glyph.glyph_id), glyph.size / glyph.face.upem, glyph.x, glyph.y
    )


def _widened(box: Rect, move: float, more: float) -> Rect:
    return Rect(box.x + move, box.y, box.width + more, box.height)
