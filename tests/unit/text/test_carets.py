"""Ligatures are cut where the font says, else in equal parts."""

from itertools import pairwise
from math import inf

import pytest

from studio.text.carets import component_edges
from studio.text.fonts import FontCatalog
from studio.text.layout import PlacedGlyph
from studio.text.paragraph import TextSpec, layout_paragraph


def _lam_alef(family: str) -> PlacedGlyph:
    catalog = FontCatalog.bundled()
    layout = layout_paragraph(TextSpec("لا", catalog.face(family, 700), 1000), catalog)
    assert len(layout.glyphs) == 1
    return layout.glyphs[0]


@pytest.mark.parametrize("family", ["Cairo", "Scheherazade New", "IBM Plex Sans Arabic", "Almarai"])
def test_lam_is_right_of_alef_and_nothing_is_left_over(family: str) -> None:
    glyph = _lam_alef(family)
    advance = glyph.advance * glyph.face.upem / glyph.size
    lam, alef = component_edges(glyph.face, glyph.glyph_id, 2, advance, rtl=True)
    assert (alef[0], lam[1]) == (-inf, inf)
    assert alef[1] == lam[0]
    assert 0.1 * advance < lam[0] < 0.9 * advance


def test_the_carets_of_the_font_are_used() -> None:
    glyph = _lam_alef("Cairo")
    advance = glyph.advance * glyph.face.upem / glyph.size
    lam, _ = component_edges(glyph.face, glyph.glyph_id, 2, advance, rtl=True)
    assert lam[0] == 370  # GDEF of Cairo; half of the advance would be another place
    assert lam[0] != advance / 2


@pytest.mark.parametrize("count", [2, 3, 5])
def test_other_ligatures_are_cut_in_equal_parts(count: int) -> None:
    face = FontCatalog.bundled().face("Almarai", 700)
    edges = component_edges(face, 1, count, 600, rtl=False)
    inner = [right for _, right in edges[:-1]]
    assert inner == pytest.approx([600 * part / count for part in range(1, count)])
    assert all(left[1] == right[0] for left, right in pairwise(edges))
