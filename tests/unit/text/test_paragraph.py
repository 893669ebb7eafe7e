"""Whole paragraphs with the bundled fonts: order, joins, ink, lines, and a second opinion by Raqm."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import ImageFont, features

from studio.base.geometry import EMPTY_RECT, Rect
from studio.model.animation import TextUnit
from studio.text.bidi import Direction
from studio.text.fonts import FontCatalog
from studio.text.paragraph import ParagraphLayout, PlacedGlyph, TextSpec, layout_paragraph

CATALOG = FontCatalog.bundled()
FAMILIES = ("Cairo", "Amiri", "Tajawal", "Noto Naskh Arabic", "Scheherazade New", "Vazirmatn")
CORPUS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "corpus" / "arabic_strings.json").read_text(encoding="utf-8")
)
TEXT = {entry["id"]: entry["text"] for entry in CORPUS}
SAYING = "الكلمة الطيبة تفتح بابا بين الناس وتبني جسرا لا تهدمه الأيام"


def layout(text: str, family: str = "Cairo", size: float = 50, **options: Any) -> ParagraphLayout:
    spec = TextSpec(text, CATALOG.face(family, 400), size, **options)
    return layout_paragraph(spec, CATALOG)


def bases(found: ParagraphLayout, line: int = 0) -> list[PlacedGlyph]:
    return [glyph for glyph in found.glyphs if glyph.line == line and not glyph.is_mark]


def seen(found: ParagraphLayout, line: int = 0) -> str:
    """The letters of a line from left to right, each once, without marks and spaces."""
    order = [found.spec.text[glyph.start] for glyph in sorted(bases(found, line), key=lambda one: one.x)]
    return "".join(order)


def contains(outer: Rect, inner: Rect) -> bool:
    return inner.is_empty or outer.expanded(0.01).contains(inner)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("entry", CORPUS, ids=lambda entry: entry["id"])
def test_corpus_is_drawn_whole_in_every_family(entry: dict[str, Any], family: str) -> None:
    found = layout(entry["text"], family, language=entry["expected"].get("lang", "ar"))
    assert found.missing == ()
    assert all(glyph.glyph_id for glyph in found.glyphs)
    outline = found.outline().bounds
    assert contains(found.ink, outline)
    ink = EMPTY_RECT
    for unit in found.units(TextUnit.LETTER):
        ink = ink.united(unit.ink)
    assert contains(ink, found.ink)
    assert contains(found.ink, ink)
    assert found.width >= 0
    # Every letter is drawn, or is the later part of a ligature.
    drawn = {glyph.letter for glyph in found.glyphs}
    for box in found.units(TextUnit.LETTER):
        assert box.index in drawn or box.box.width > 0


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("name", ["t01_full_tashkeel", "t05_lam_alef", "t07_allah", "t43_colour_midword"])
def test_letters_of_a_right_to_left_line_stand_from_right_to_left(name: str, family: str) -> None:
    found = layout(TEXT[name], family)
    boxes = found.units(TextUnit.LETTER)
    assert all(box.rtl for box in boxes)
    centers = [box.box.center.x for box in boxes]
    assert centers == sorted(centers, reverse=True)
    assert [box.box.right for box in boxes[1:]] == pytest.approx(
        [min(before.box.x, after.box.right) for before, after in pairwise(boxes)]
    )


@pytest.mark.parametrize("entry", CORPUS, ids=lambda entry: entry["id"])
def test_order_of_letters_is_that_of_fribidi(entry: dict[str, Any]) -> None:
    """Where nothing is isolated, the letters stand as FriBidi orders them."""
    text = entry["text"]
    isolates_more = {"t19_range", "t23_hashtag", "t31_price", "t47_percent_ar"}
    if "\n" in text or entry["id"] in isolates_more:
        return
    found = layout(text, "Amiri")
    place = {index: at for at, index in enumerate(entry["bidi_reference_fribidi_1_0_8"][0]["visual_order"])}
    boxes = sorted(found.units(TextUnit.LETTER), key=lambda unit: unit.box.center.x)
    order = [min(place[index] for index in range(box.start, box.end)) for box in boxes if box.box.width > 0]
    assert order == sorted(order)


def test_marks_belong_to_their_letter_and_stand_over_it() -> None:
    found = layout("رَبِّ", "Amiri", size=100)
    letters = found.units(TextUnit.LETTER)
    for glyph in found.glyphs:
        if glyph.is_mark:
            ink = letters[glyph.letter].ink
            assert letters[glyph.letter].start <= glyph.start < letters[glyph.letter].end
            assert ink.x - 30 <= glyph.x <= ink.right + 30


def test_a_phone_number_keeps_its_order_in_arabic() -> None:
    found = layout("اتصل: +966 50 123 4567 الآن")
    assert "+966501234567" in seen(found)


def test_a_range_keeps_its_order_in_arabic() -> None:
    assert "10-20" in seen(layout("من 10-20 يوما"))


def test_original_indexes_survive_isolation() -> None:
    text = "اتصل: +966 50 123 4567 الآن"
    for glyph in layout(text).glyphs:
        assert 0 <= glyph.start < glyph.end <= len(text)
        assert text[glyph.start].strip()


def test_brackets_around_latin_are_mirrored_and_around_it() -> None:
    found = layout("قال (Hello World) ثم")
    order = sorted(bases(found), key=lambda glyph: glyph.x)
    left, right = [index for index, glyph in enumerate(order) if found.spec.text[glyph.start] in "()"]
    assert seen(found)[left + 1 : right] == "HelloWorld"
    font = found.spec.face.hb_font
    shapes = [font.get_nominal_glyph(ord(bracket)) for bracket in "()"]
    assert [order[left].glyph_id, order[right].glyph_id] == shapes


def test_direction_comes_from_text_then_language_and_can_be_set() -> None:
    assert layout("New متوفر!").direction is Direction.LTR
    assert layout("New متوفر!", direction=Direction.RTL).direction is Direction.RTL
    assert layout("123", language="ar").direction is Direction.RTL
    assert layout("123", language="en").direction is Direction.LTR
    assert seen(layout("New متوفر!")).endswith("!")
    assert seen(layout("New متوفر!", direction=Direction.RTL)).startswith("!")


def test_each_paragraph_has_its_own_direction_below_the_last() -> None:
    found = layout(TEXT["t35_multiline"])
    assert [line.direction for line in found.lines] == [Direction.RTL, Direction.LTR, Direction.RTL]
    baselines = [line.baseline for line in found.lines]
    assert baselines == sorted(set(baselines))
    forced = layout(TEXT["t35_multiline"], direction=Direction.RTL)
    assert {line.direction for line in forced.lines} == {Direction.RTL}


def test_an_empty_paragraph_is_an_empty_line() -> None:
    found = layout("أول\n\nثالث")
    assert len(found.lines) == 3
    assert found.lines[1].ink.is_empty
    assert len(layout("").lines) == 1


def test_a_missing_glyph_is_reported_and_left_out() -> None:
    found = layout("قبل \U00013000 بعد")
    (missing,) = found.missing
    assert (missing.text, missing.start, missing.end) == ("\U00013000", 4, 5)
    assert missing.codepoints == (0x13000,)
    assert "\U00013000" not in {found.spec.text[glyph.start] for glyph in found.glyphs}


def test_urdu_in_a_font_without_it_comes_from_another() -> None:
    found = layout(TEXT["t13_urdu"], "Tajawal", language="ur")
    assert found.missing == ()
    assert len({glyph.face.family for glyph in found.glyphs}) > 1


def test_emoji_are_pictures_with_a_place_and_no_outline() -> None:
    found = layout("مبروك 🎉 لكم")
    (picture,) = found.color_glyphs()
    assert picture.picture.png.startswith(b"\x89PNG")
    assert found.ink.contains(picture.box)
    assert found.outline([picture.glyph_index]).is_empty
    assert [picture.glyph_index] == [i for i, glyph in enumerate(found.glyphs) if glyph.is_color]


def test_latin_is_set_at_its_optical_ratio_and_the_space_around_is_not() -> None:
    found = layout("حوار Hiwar حوار 2015", "Amiri", latin_scale=0.9)
    sizes = {found.spec.text[glyph.start]: glyph.size for glyph in found.glyphs}
    assert sizes["H"] == pytest.approx(45)
    assert sizes["ح"] == sizes["2"] == 50
    english = layout("Dialogue حوار", "Amiri", language="en", latin_scale=0.9)
    assert english.glyphs[0].size == 50
    assert english.glyphs[-1].size == pytest.approx(50 / 0.9)


def test_everything_scales_with_the_size() -> None:
    small, large = (layout(SAYING, size=size, max_width=8 * size) for size in (20, 60))
    assert [line.end for line in small.lines] == [line.end for line in large.lines]
    assert [glyph.x * 3 for glyph in small.glyphs] == pytest.approx([glyph.x for glyph in large.glyphs])


@pytest.mark.parametrize("align", ["start", "center", "end"])
@pytest.mark.parametrize(("text", "language"), [(SAYING, "ar"), ("A kind word opens a door", "en")])
def test_lines_align_to_their_edge(text: str, language: str, align: Any) -> None:
    found = layout(text, max_width=300, align=align, language=language)
    assert len(found.lines) > 1
    assert found.width == 300
    at_left = (align == "start") == (language == "en")
    for line in found.lines:
        if align == "center":
            assert line.box.center.x == pytest.approx(150)
        elif at_left:
            assert line.box.x == 0
        else:
            assert line.box.right == pytest.approx(300)


def test_balanced_lines_are_about_equally_long_and_no_more() -> None:
    text = "الحوار يبدأ بالإصغاء إلى الآخر قبل الكلام معه"
    filled = layout(text, max_width=600, balance=False)
    balanced = layout(text, max_width=600)
    assert len(balanced.lines) == len(filled.lines) > 1
    spread = [max(w) - min(w) for w in ([line.box.width for line in one.lines] for one in (filled, balanced))]
    assert spread[1] < spread[0]


def test_last_line_is_no_single_word() -> None:
    for width in range(250, 900, 25):
        found = layout(SAYING, max_width=width)
        last = found.units(TextUnit.WORD)[-1]
        words = [unit for unit in found.units(TextUnit.WORD) if unit.line == last.line]
        assert len(words) > 1 or len(found.lines) in (1, len(SAYING.split())) or width < 350


def test_a_line_does_not_end_after_a_preposition_if_it_need_not() -> None:
    found = layout("شارك اثنان وسبعون شابا وشابة في برنامج الحوار", max_width=520)
    ends = [found.spec.text[line.start : line.end].split()[-1] for line in found.lines]
    assert "في" not in ends


def test_a_word_wider_than_the_box_is_reported_and_not_split() -> None:
    found = layout("والمستكشفون هنا", size=80, max_width=100)
    assert found.too_wide
    assert [unit.end - unit.start for unit in found.units(TextUnit.WORD)] == [11, 3]
    assert found.lines[0].box.right == pytest.approx(100)  # it leaves the box at its end, not at its start


def test_lines_beyond_the_limit_are_counted() -> None:
    every = layout(SAYING, max_width=200)
    found = layout(SAYING, max_width=200, max_lines=2)
    assert len(found.lines) == 2
    assert found.dropped_lines == len(every.lines) - 2
    assert len(found.units(TextUnit.LETTER)) < len(every.units(TextUnit.LETTER))


def test_spaces_at_the_end_of_a_line_have_no_width() -> None:
    assert layout("بيت   ").width == layout("بيت").width
    assert layout("   \u200f ").width == 0


def test_pitch_is_the_line_height_or_what_ink_needs() -> None:
    assert layout(SAYING, max_width=300, line_height=120).line_pitch == 120
    tight = layout("بِسْمِ اللَّهِ\nالرَّحْمَٰنِ الرَّحِيمِ", "Amiri", line_height=10)
    upper, lower = tight.lines
    assert tight.line_pitch > 10
    assert lower.ink.y - upper.ink.bottom == pytest.approx(2)
    assert tight.height == pytest.approx(2 * tight.line_pitch)


def test_ascent_and_descent_are_centred_in_the_pitch() -> None:
    found = layout("سلام", line_height=100)
    face = found.spec.face
    ascent, descent = (value * 50 / face.upem for value in (face.ascent, face.descent))
    assert found.lines[0].baseline - ascent == pytest.approx(100 - found.lines[0].baseline - descent)


@pytest.mark.parametrize("family", ["Cairo", "Amiri", "Vazirmatn", "IBM Plex Sans Arabic"])
def test_a_kerned_word_that_is_cut_is_shaped_anew(family: str) -> None:
    """After a hyphen the next letter is kerned to it; at the start of a line it stands as it does alone."""
    text = "Two-Tone-Voyage-Years-Wave-Tower-Valley"
    options: dict[str, Any] = {"language": "en", "balance": False}
    found = layout(text, family, max_width=200, **options)
    assert len(found.lines) > 2
    for number, line in enumerate(found.lines):
        alone = layout(text[line.start : line.end], family, **options)
        assert line.box.width == pytest.approx(alone.natural_width)
        places = [glyph.x for glyph in found.glyphs if glyph.line == number]
        assert places == pytest.approx([glyph.x for glyph in alone.glyphs])


def test_outline_of_the_parts_is_the_outline_of_the_whole() -> None:
    found = layout("مرحبا بكم")
    parts = [found.outline(indexes) for indexes in found.glyphs_by_unit[TextUnit.WORD]]
    assert sum(len(part.verbs) for part in parts) == len(found.outline().verbs)
    assert found.outline() is found.outline()


@given(
    text=st.text(st.characters(exclude_categories=()), max_size=60),
    width=st.sampled_from([None, 50.0, 300.0]),
)
def test_any_string_can_be_laid_out(text: str, width: float | None) -> None:
    found = layout(text, max_width=width)
    assert found.height > 0
    assert contains(found.ink, found.outline().bounds)
    for glyph in found.glyphs:
        assert 0 <= glyph.start < glyph.end <= len(text)


@settings(max_examples=20)
@given(seed=st.text(st.characters(exclude_categories=()), min_size=1, max_size=20))
def test_ten_thousand_characters_can_be_laid_out(seed: str) -> None:
    text = (seed * 10_000)[:10_000]
    assert layout(text, max_width=400, size=30).spec.text == text


RAQM_TEXTS = [
    "t01_full_tashkeel", "t03_shadda_kasra", "t05_lam_alef", "t07_allah", "t17_arabic_indic", "t19_range",
    "t29_brackets_mixed", "t33_latin_base", "t43_colour_midword", "t47_percent_ar",
]  # fmt: skip


@pytest.mark.skipif(not features.check("raqm"), reason="this Pillow has no Raqm")
@pytest.mark.parametrize("family", ["Cairo", "Amiri", "Noto Naskh Arabic"])
@pytest.mark.parametrize("name", RAQM_TEXTS)
def test_width_is_that_of_raqm(name: str, family: str) -> None:
    spec = TextSpec(TEXT[name], CATALOG.face(family, 400), 1000, direction=Direction.RTL)
    found = layout_paragraph(replace(spec, language="ar"), CATALOG)
    font = ImageFont.truetype(spec.face.source.path, 1000, layout_engine=ImageFont.Layout.RAQM)
    expected = font.getlength(spec.text, direction="rtl", language="ar")
    assert {glyph.face for glyph in found.glyphs} == {spec.face}
    assert found.width == pytest.approx(expected, abs=len(spec.text))  # Raqm rounds each advance to pixels
