"""Words drawn longer: same glyphs and units, straight bars, no tear, marks on their letters."""

from functools import cache
from itertools import pairwise
from typing import Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.geometry import Affine, Path, Rect, join_paths
from studio.model.animation import TextUnit
from studio.text.fonts import FontCatalog
from studio.text.kashida_font import crossings
from studio.text.kashida_outline import MAX_LENGTH
from studio.text.kashida_stretch import stretched
from studio.text.kashida_words import stretchable_words
from studio.text.layout import ParagraphLayout, PlacedGlyph, TextSpec
from studio.text.paragraph import layout_paragraph
from tests.unit.text.ink import painted, parts

CATALOG = FontCatalog.bundled()
STRETCH = [family.name for family in CATALOG.families() if family.kashida == "stretch"]
ABLE = [family.name for family in CATALOG.families() if family.kashida != "none"]
UNITS = (TextUnit.LETTER, TextUnit.GROUP, TextUnit.WORD, TextUnit.LINE)
AMOUNTS = (1, 3, 10, 30, 80, 200)
"""Whole px, so that dots that nearly touch are sampled alike."""

SAYING = "قَالَ السَّلَامُ عليكم hello 2026 وتبني المدينـة مستقبلها"


Align = Literal["start", "center", "end"]


@cache
def laid(text: str, family: str = "Cairo", size: float = 60, align: Align = "start") -> ParagraphLayout:
    return layout_paragraph(TextSpec(text, CATALOG.face(family, 400), size, align=align), CATALOG)


def outline_of(layout: ParagraphLayout, word: int) -> Path:
    return layout.outline(layout.glyphs_by_unit[TextUnit.WORD][word])


families = st.sampled_from(
    ["Cairo", "Amiri", "Noto Naskh Arabic", "Scheherazade New", "IBM Plex Sans Arabic"]
)
amounts = st.dictionaries(st.integers(-1, 12), st.floats(-50, 400), max_size=5)


@given(families, amounts)
def test_glyphs_and_units_keep_their_number_order_and_indexes(family: str, by_word: dict[int, float]) -> None:
    before = laid(SAYING, family)
    after = stretched(before, by_word)
    for old, new in zip(before.glyphs, after.glyphs, strict=True):
        assert (old.glyph_id, old.face, old.y, old.size, old.advance) == (
            new.glyph_id, new.face, new.y, new.size, new.advance,
        )  # fmt: skip
        for unit in UNITS:
            assert before.unit_of(old, unit) == after.unit_of(new, unit)
    assert after.glyphs_by_unit == before.glyphs_by_unit
    for unit in UNITS:
        assert [(one.index, one.start, one.end, one.line, one.rtl) for one in before.units(unit)] == [
            (one.index, one.start, one.end, one.line, one.rtl) for one in after.units(unit)
        ]


@given(families, amounts)
def test_a_line_grows_by_what_its_words_grow(family: str, by_word: dict[int, float]) -> None:
    before = laid(SAYING, family)
    after = stretched(before, by_word)
    able = stretchable_words(before)
    grown = {
        word: min(amount, MAX_LENGTH * 60) for word, amount in by_word.items() if word in able and amount > 0
    }
    assert after.lines[0].box.width == pytest.approx(before.lines[0].box.width + sum(grown.values()))
    assert after.lines[0].box.right == pytest.approx(before.lines[0].box.right)  # where the line is anchored
    assert after.natural_width == pytest.approx(after.lines[0].box.width)
    for old, new in zip(before.units(TextUnit.WORD), after.units(TextUnit.WORD), strict=True):
        assert new.box.width == pytest.approx(old.box.width + grown.get(old.index, 0.0))
    for unit in (TextUnit.LETTER, TextUnit.WORD):  # the gaps between units stay
        old_boxes = sorted((one.box for one in before.units(unit)), key=lambda box: box.x)
        new_boxes = sorted((one.box for one in after.units(unit)), key=lambda box: box.x)
        assert [b.x - a.right for a, b in pairwise(new_boxes)] == pytest.approx(
            [b.x - a.right for a, b in pairwise(old_boxes)], abs=1e-6
        )


@given(families, amounts)
def test_ink_boxes_hold_the_ink(family: str, by_word: dict[int, float]) -> None:
    after = stretched(laid(SAYING, family), by_word)
    assert after.ink.expanded(0.01).contains(after.outline().bounds)
    for unit in (TextUnit.LETTER, TextUnit.GROUP, TextUnit.WORD):
        for box, glyphs in zip(after.units(unit), after.glyphs_by_unit[unit], strict=True):
            if glyphs:
                assert box.ink.expanded(0.01).contains(after.outline(glyphs).bounds)
    assert after.lines[0].ink.expanded(0.01).contains(after.outline().bounds)


@given(families, amounts)
def test_marks_stay_on_their_letters(family: str, by_word: dict[int, float]) -> None:
    before = laid(SAYING, family)
    after = stretched(before, by_word)

    def offsets(layout: ParagraphLayout) -> list[float]:
        bases: dict[int, PlacedGlyph] = {}
        for glyph in layout.glyphs:
            if glyph.advance > 0:
                bases[glyph.letter] = glyph
        return [
            glyph.x - bases[glyph.letter].x
            for glyph in layout.glyphs
            if glyph.is_mark and glyph.letter in bases
        ]

    assert len(offsets(before)) >= 5
    assert offsets(after) == pytest.approx(offsets(before), abs=1e-6)


@pytest.mark.parametrize(("align", "share"), [("start", 1.0), ("center", 0.5), ("end", 0.0)])
def test_lines_grow_where_they_are_not_anchored(align: Align, share: float) -> None:
    before = laid("محمد رسم", align=align)
    after = stretched(before, {0: 40})
    assert after.lines[0].box.x == pytest.approx(before.lines[0].box.x - 40 * share)


def test_a_stretched_word_can_be_stretched_further() -> None:
    once = stretched(stretched(laid("محمد"), {0: 25}), {0: 15})
    assert once.outline().coords == pytest.approx(stretched(laid("محمد"), {0: 40}).outline().coords)
    longest = stretched(once, {0: 10_000})
    assert longest.lines[0].box.width == pytest.approx(laid("محمد").lines[0].box.width + MAX_LENGTH * 60)


def test_what_cannot_be_stretched_stays_the_same_layout() -> None:
    for text, family in (
        ("الله لا دار", "Cairo"),
        ("محمد", "Aref Ruqaa"),
        ("hello 123", "Cairo"),
        ("", "Cairo"),
    ):
        layout = laid(text, family)
        assert stretchable_words(layout) == {}
        assert stretched(layout, {0: 50, 1: 50, 2: 50}) is layout


@pytest.mark.parametrize("family", ABLE)
@pytest.mark.parametrize("word", ["سلام", "كِتَاب", "محمد", "نظيف"])
def test_a_word_at_almost_nothing_looks_as_unstretched(word: str, family: str) -> None:
    """No bump appears with the first hair of a stretch: the font's own bar has a length, ours begins at 0."""
    before = laid(word, family)
    after = stretched(before, {0: 0.05})
    assert not lumps(before.outline(), after.outline(), before.ink.expanded(3).rounded_out())


@pytest.mark.parametrize("family", STRETCH)
def test_joined_groups_have_as_many_parts_as_at_rest_at_every_length(family: str) -> None:
    before = laid("سلام محمد نظيفة يَكْتُبُ", family, 80)
    words = stretchable_words(before)
    assert len(words) >= 3
    at_rest = parts_of_groups(before)
    for amount in AMOUNTS:
        assert parts_of_groups(stretched(before, dict.fromkeys(words, float(amount)))) == at_rest


def parts_of_groups(layout: ParagraphLayout) -> list[int]:
    found = []
    for glyphs in layout.glyphs_by_unit[TextUnit.GROUP]:
        path = layout.outline(glyphs)
        found.append(parts(painted(path, path.bounds.expanded(2).rounded_out())))
    return found


@pytest.mark.parametrize("family", ABLE)
@pytest.mark.parametrize("word", ["سلام", "صوت", "سعد"])
def test_bars_are_of_one_thickness_all_along(word: str, family: str) -> None:
    size = 60
    before = laid(word, family, size)
    if not stretchable_words(before):
        pytest.skip("the font has a ligature at each place")
    after = stretched(before, {0: 1.5 * size})
    glyph = next(glyph for glyph in after.glyphs if glyph.kashida is not None)
    bar = glyph.bar_path.bounds
    outline = outline_of(after, 0)
    columns = [crossings(outline, bar.x + bar.width * share) for share in np.linspace(0.3, 0.7, 21)]
    assert {len(ys) for ys in columns} == {2}
    heights = [max(ys) - min(ys) for ys in columns]
    assert max(heights) - min(heights) < 0.01 * size
    assert 0.03 * size < min(heights) < 0.3 * size
    assert max(map(min, columns)) - min(map(min, columns)) < 0.01 * size


@pytest.mark.parametrize("family", STRETCH)
def test_bars_leave_their_letters_without_a_step(family: str) -> None:
    """Where the letters' strokes end inside the bar its edges go on at the same height, in every weight."""
    for weight in CATALOG.family(family).weights:
        size = 1000.0
        before = layout_paragraph(TextSpec("سلام", CATALOG.face(family, weight), size), CATALOG)
        after = stretched(before, {0: size})
        glyph = next(glyph for glyph in after.glyphs if glyph.kashida is not None)
        assert glyph.kashida is not None
        right = glyph.x + glyph.kashida.bar.x * size / glyph.face.upem
        outline = outline_of(after, 0)
        near = [share * size for share in (0.01, 0.02, 0.04, 0.08)]
        places = [right - size / 2, *(right - size + by for by in near), *(right - by for by in near)]
        columns = [crossings(outline, x) for x in places]
        assert {len(ys) for ys in columns} == {2}
        for edge in (min, max):
            heights = list(map(edge, columns))
            assert max(heights) - min(heights) < 0.002 * size, (weight, heights)


@pytest.mark.parametrize("family", ABLE)
@pytest.mark.parametrize("amount", [2.0, 9.0, 70.0])
def test_the_box_of_a_bar_is_that_of_its_outline(family: str, amount: float) -> None:
    after = stretched(laid("سلام صوت", family), {0: amount, 1: amount})
    for glyph in after.glyphs:
        box, ink = glyph.bar_path.bounds, glyph.bar_ink
        assert (box.y, box.height) == pytest.approx((ink.y, ink.height))
        assert ink.expanded(0.01).contains(box)
        if amount > 9:  # a shorter one may be shorter than its own rounded ends
            assert (box.x, box.right) == pytest.approx((ink.x, ink.right))


@pytest.mark.parametrize("family", ABLE)
def test_outlines_are_those_of_the_glyphs_where_they_stand_and_the_bar(family: str) -> None:
    """Strokes that overhang the bar, and marks over it, move with their letters, however short the bar is:
    each glyph for itself, at its place, covers what the united outline covers."""
    before = laid("مكتب مع صنع گل حج كِتَابٌ", family, 80)
    for amount in (2.0, 6.0, 25.0, 150.0):
        after = stretched(before, dict.fromkeys(stretchable_words(before), amount))
        loose = []
        for glyph in after.glyphs:
            unit = glyph.size / glyph.face.upem
            place = Affine(a=unit, d=unit, e=glyph.x, f=glyph.y)
            loose += [glyph.face.outline(glyph.glyph_id).transformed(place), glyph.bar_path]
        assert not lumps(join_paths(loose), after.outline(), after.ink.expanded(3).rounded_out())


def lumps(one: Path, other: Path, box: Rect) -> bool:
    """Whether the paths differ by more than a pixel along edges."""
    differ = np.abs(painted(one, box) - painted(other, box)) > 96
    return bool((differ[1:, 1:] & differ[:-1, 1:] & differ[1:, :-1] & differ[:-1, :-1]).any())


def test_groups_that_only_moved_are_not_united_anew() -> None:
    before = laid("سلام محمد قال")
    after = stretched(before, {1: 30})
    for word, moved in ((0, 0.0), (2, -30.0)):
        ours = outline_of(after, word)
        assert ours.verbs == outline_of(before, word).verbs
        assert ours.coords == pytest.approx(outline_of(before, word).moved(moved, 0).coords)


@pytest.mark.parametrize("family", ABLE)
def test_the_authors_own_kashida_is_the_one_that_grows(family: str) -> None:
    before = laid("تـبدأ", family)
    places = stretchable_words(before)
    if places:
        assert places[0].place.position == 2
