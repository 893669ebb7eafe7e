"""Glyph by glyph what HarfBuzz's own program makes of the same texts in the same fonts.

HarfBuzz's own test fonts cannot be shipped here, so the expectations are for the bundled fonts, by the
hb-shape of a Linux distribution: a build of its own, named in the first line of the file.
"""

import re
from itertools import groupby
from pathlib import Path

import pytest

from studio.text.fonts import FontCatalog
from studio.text.itemize import Run
from studio.text.shaping import shape_run, shaping_codepoints

CATALOG = FontCatalog.bundled()
LINES = (Path(__file__).parent / "hb_shape_expectations.tsv").read_text(encoding="utf-8").splitlines()
EXPECTED = {
    family: [line[1:] for line in lines]
    for family, lines in groupby((line.split("\t") for line in LINES[1:]), key=lambda line: line[0])
}
_GLYPH = re.compile(r"(\d+)=(\d+)(?:@(-?\d+),(-?\d+))?(?:\+(-?\d+))?")

Glyph = tuple[int, int, int, int, int]
"""Glyph, cluster, advance, x and y offset, in font units."""


def read_glyphs(written: str) -> list[Glyph]:
    found = []
    for glyph in written.strip("[]").split("|"):
        parts = _GLYPH.fullmatch(glyph)
        assert parts is not None, glyph
        number, cluster, x, y, advance = (int(part or 0) for part in parts.groups())
        found.append((number, cluster, advance, x, y))
    return found


def test_every_bundled_arabic_family_has_expectations() -> None:
    arabic = {family.name for family in CATALOG.families() if "arabic" in family.capabilities}
    assert arabic <= set(EXPECTED)
    assert sum(map(len, EXPECTED.values())) >= 150


@pytest.mark.parametrize("family", EXPECTED)
def test_glyphs_are_those_of_hb_shape(family: str) -> None:
    face = CATALOG.face(family, 400)
    for language, text, written in EXPECTED[family]:
        run = Run(0, len(text), 1, "Arab", face)
        shaped = shape_run(shaping_codepoints(text), run, language)
        ours = [
            (glyph.glyph_id, glyph.cluster, glyph.x_advance, glyph.x_offset, glyph.y_offset)
            for glyph in shaped.glyphs
        ]
        theirs = read_glyphs(written)
        if not face.source.variations:
            assert ours == theirs, text
            continue
        # Between the masters of a variable font the two versions round differently, by one unit.
        assert [glyph[:2] for glyph in ours] == [glyph[:2] for glyph in theirs], text
        apart = [
            abs(a - b) for one, two in zip(ours, theirs, strict=True) for a, b in zip(one, two, strict=True)
        ]
        assert max(apart) <= 1, text
