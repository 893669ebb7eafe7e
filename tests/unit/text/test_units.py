"""Letters, joined groups, words: counted in reading order, each within the next larger."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.model.animation import TextUnit
from studio.text.fonts import FontCatalog
from studio.text.joining import joining_types
from studio.text.paragraph import ParagraphLayout, TextSpec, layout_paragraph
from studio.text.units import find_units, number_units

CATALOG = FontCatalog.bundled()
CAIRO = CATALOG.face("Cairo", 700)
TEXTS = st.text(alphabet="ابتجدرسلموهيـَّ\u200c\u200d abcé1٢.،()-\u2067\u2069\n🎉", max_size=40)


def layout(text: str, max_width: float | None = None) -> ParagraphLayout:
    return layout_paragraph(TextSpec(text, CAIRO, 50, max_width=max_width), CATALOG)


def groups(text: str) -> list[str]:
    return [text[unit.start : unit.end] for unit in layout(text).units(TextUnit.GROUP)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("دار", ["د", "ا", "ر"]),
        ("سلام", ["سلا", "م"]),
        ("حوار", ["حو", "ا", "ر"]),
        ("مُحَمَّد", ["مُحَمَّد"]),
        ("ماء", ["ما", "ء"]),
        ("می\u200cخواهم", ["می\u200c", "خو", "ا", "هم"]),
        ("ه\u200d ـهـ", ["ه\u200d", "ـهـ"]),
        ("ٹھنڈا", ["ٹھنڈ", "ا"]),
        ("بيت، بيت", ["بيت", "،", "بيت"]),
        ("no", ["n", "o"]),
    ],
)
def test_a_group_is_a_run_of_joined_letters(text: str, expected: list[str]) -> None:
    assert groups(text) == expected


def test_joining_types_are_those_of_the_standard() -> None:
    assert "".join(joining_types("بادءـ\u200c\u200d\u064e 1a")) == "DRRUCUCTUUU"


def test_a_word_ends_at_white_space_and_keeps_its_punctuation() -> None:
    text = "قال: «مرحبا بكم»\u00a0Zoë!"
    words = [text[unit.start : unit.end] for unit in layout(text).units(TextUnit.WORD)]
    assert words == ["قال:", "«مرحبا", "بكم»", "Zoë!"]


def test_a_letter_is_a_cluster_with_its_marks() -> None:
    text = "بَيّ 👍🏽"
    letters = [text[start:end] for start, end in find_units(text).ranges]
    assert letters == ["بَ", "يّ", "👍🏽"]


def test_the_end_of_a_line_ends_a_word() -> None:
    units = find_units("http://a/b")
    assert number_units(units, [(0, 7), (7, 10)]).words == (0,) * 7 + (1,) * 3


def test_letters_of_dropped_lines_are_not_counted() -> None:
    assert number_units(find_units("one two"), [(0, 4)]).lines == (0, 0, 0)


def test_a_ligature_is_one_glyph_and_two_letters() -> None:
    found = layout("لا")
    assert len(found.glyphs) == 1
    first, second = found.units(TextUnit.LETTER)
    assert found.glyphs[0].letter == 0
    assert first.box.width == second.box.width > 0
    assert first.box.x == pytest.approx(second.box.right)  # the lam stands at the right
    assert second.ink.is_empty


@given(text=TEXTS, width=st.sampled_from([None, 60.0, 200.0]))
def test_units_are_nested_and_numbered_by_place(text: str, width: float | None) -> None:
    found = layout(text, width)
    for unit in TextUnit:
        boxes = found.units(unit)
        assert [box.index for box in boxes] == list(range(len(boxes)))
        assert [box.start for box in boxes] == sorted(box.start for box in boxes)
    for glyph in found.glyphs:
        for unit in TextUnit:
            box = found.units(unit)[found.unit_of(glyph, unit)]
            assert box.start <= glyph.start < box.end
            if unit is not TextUnit.WHOLE:
                assert box.line == glyph.line
    for smaller, larger in ((TextUnit.LETTER, TextUnit.GROUP), (TextUnit.GROUP, TextUnit.WORD)):
        outer = {(box.start, box.end): box for box in found.units(larger)}
        for inner in found.units(smaller):
            assert sum(start <= inner.start and inner.end <= end for start, end in outer) == 1


@given(text=TEXTS)
def test_every_glyph_belongs_to_one_unit_of_each_kind(text: str) -> None:
    found = layout(text)
    for unit in TextUnit:
        indexes = [index for glyphs in found.glyphs_by_unit[unit] for index in glyphs]
        assert sorted(indexes) == list(range(len(found.glyphs)))
