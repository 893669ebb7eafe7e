"""Where the letters of a ligature meet: the font's own caret places, else equal parts.

    ﻻ   | alef | lam |   carets of the table GDEF, in font units from the glyph's origin

A ligature is one drawing, so between its letters there is no outline to follow: a vertical cut at the caret
is where editors put their cursor too.
"""

from itertools import pairwise

from fontTools.ttLib import TTFont, TTLibError

from studio.text.font_file import FontFace

_carets: dict[str, dict[int, tuple[float, ...]]] = {}


def component_edges(
    face: FontFace, glyph_id: int, count: int, advance: float, *, rtl: bool
) -> tuple[tuple[float, float], ...]:
    """For each of the `count` letters of a ligature, in reading order, from where to where it reaches.

    x in font units from the glyph's origin.  The outer letters reach as far as there is ink: without bound.
    advance: the glyph's advance, font units.
    """
    inner = _font_carets(face).get(glyph_id, ())
    # Some fonts give places beside the glyph.
    if len(inner) != count - 1 or not all(0.1 * advance < place < 0.9 * advance for place in inner):
        inner = tuple(advance * part / count for part in range(1, count))
    edges = (float("-inf"), *sorted(inner), float("inf"))
    spans = tuple(pairwise(edges))
    return spans[::-1] if rtl else spans


def _font_carets(face: FontFace) -> dict[int, tuple[float, ...]]:
    """The caret coordinates of all ligatures that the font gives some for."""
    if face.key not in _carets:
        _carets[face.key] = dict(_read(face))
    return _carets[face.key]


def _read(face: FontFace) -> list[tuple[int, tuple[float, ...]]]:
    try:
        with TTFont(face.source.path, fontNumber=face.source.index, lazy=True) as font:
            table = font["GDEF"].table if "GDEF" in font else None
            carets = None if table is None else table.LigCaretList
            if carets is None or carets.Coverage is None:
                return []
            return [
                (font.getGlyphID(name), tuple(float(value.Coordinate) for value in glyph.CaretValue))
                for name, glyph in zip(carets.Coverage.glyphs, carets.LigGlyph, strict=True)
                # Format 2 names a point of the outline instead; no font that we know uses it.
                if all(value.Format in (1, 3) for value in glyph.CaretValue)
            ]
    except (TTLibError, OSError, AttributeError, KeyError, ValueError, AssertionError):
        return []  # a broken table: the cut falls into equal parts
