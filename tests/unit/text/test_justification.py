"""Justified text: lines as wide as the box, kashida within its limit, spaces within theirs, else ragged."""

from dataclasses import replace
from functools import cache
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.model.animation import TextUnit
from studio.text.fitting import Fitted, fit_paragraph
from studio.text.fonts import FontCatalog
from studio.text.justification import LONGEST, MAX_GROWTH, fills_its_width, lacks_kashida
from studio.text.kashida_stretch import count_spaces, space_width, stretched
from studio.text.kashida_words import stretchable_words
from studio.text.layout import Justification, ParagraphLayout, TextSpec
from studio.text.paragraph import layout_paragraph

CATALOG = FontCatalog.bundled()
SIZE = 40
WORDS = [
    "حوار",
    "المدينة",
    "في",
    "السلام",
    "الله",
    "لا",
    "كَلِمَةٌ",
    "peace",
    "2026",
    "ومستقبلها",
    "مجتمعات",
    "بيت",
]
Method = Literal["kashida", "spaces", "auto"]
FAMILIES = ["Cairo", "Amiri", "Noto Naskh Arabic", "Vazirmatn", "Aref Ruqaa"]


def spec(text: str, family: str, width: float | None, justification: Justification | None = None) -> TextSpec:
    face = CATALOG.face(family, 400)
    return TextSpec(text, face, SIZE, max_width=width, justification=justification)


@cache
def laid(
    text: str, family: str = "Cairo", width: float = 500, justification: Justification | None = None
) -> ParagraphLayout:
    return layout_paragraph(spec(text, family, width, justification), CATALOG)


texts = st.lists(st.sampled_from([*WORDS, "السلام\n"]), min_size=1, max_size=16).map(" ".join)
styles = st.builds(
    Justification,
    st.sampled_from(["kashida", "spaces", "auto"]),
    st.booleans(),
    st.sampled_from([0.0, 0.25, 1.0]),
    st.sampled_from([None, 0.0, 0.3, 2.0]),
    st.sampled_from([0.0, 0.5, 1.0]),
)


@given(texts, st.sampled_from(FAMILIES), st.integers(150, 700), styles)
def test_lines_are_as_wide_as_the_box_or_as_they_were(
    text: str, family: str, width: int, style: Justification
) -> None:
    after = laid(text, family, width, style)
    before = after.unstretched
    able = stretchable_words(before)
    for number, (line, old) in enumerate(zip(after.lines, before.lines, strict=True)):
        bars = [glyph for glyph in after.glyphs if glyph.line == number and glyph.kashida is not None]
        if line != old:
            assert line.box.width == pytest.approx(width, abs=0.01)
            assert (line.box.x, line.box.right) == pytest.approx((0, width), abs=0.01)
        else:
            assert not bars
        # The limit of colour.
        words = {glyph.word for glyph in after.glyphs if glyph.line == number}
        assert len(bars) <= max(1, int(style.share * len(words)))
        assert len({glyph.word for glyph in bars}) == len(bars)
        assert not bars or style.method != "spaces"
        for glyph in bars:
            assert glyph.word in able
            assert glyph.kashida is not None
            own = LONGEST[CATALOG.family(glyph.face.family).style]
            longest = own if style.longest is None else style.longest
            assert glyph.kashida.length <= longest * glyph.size + 0.01
        # Spaces within theirs.
        assert space_width(after, number) <= space_width(before, number) * (1 + style.space_growth) + 0.1


@given(texts, st.sampled_from(FAMILIES), st.integers(150, 700), styles)
def test_justification_changes_no_glyph_and_no_line(
    text: str, family: str, width: int, style: Justification
) -> None:
    after = laid(text, family, width, style)
    before = after.unstretched
    assert [glyph.glyph_id for glyph in after.glyphs] == [glyph.glyph_id for glyph in before.glyphs]
    assert after.glyphs_by_unit == before.glyphs_by_unit
    assert [(line.start, line.end) for line in after.lines] == [
        (line.start, line.end) for line in before.lines
    ]
    assert (after.width, after.height) == (before.width, before.height)


LONG = "الكلمة الطيبة تفتح بابا بين الناس وتبني جسرا لا تهدمه الأيام والحوار سبيل المجتمعات إلى السلام"


def test_only_the_last_line_of_a_paragraph_stays_short() -> None:
    text = f"{LONG}\n{LONG}"
    after = laid(text, "Noto Naskh Arabic", 720, Justification())
    widths = [round(line.box.width, 1) for line in after.lines]
    ends = [number for number, line in enumerate(after.lines) if text[line.end : line.end + 1] in ("\n", "")]
    assert len(ends) == 2
    assert all(width == 720 for number, width in enumerate(widths) if number not in ends)
    assert all(widths[number] < 720 for number in ends)


def test_kashida_comes_before_wider_spaces() -> None:
    line = laid("حوار المدينة والسلام", width=10_000).lines[0].box.width
    for missing, spaces_grow in ((20, False), (31, False), (34, True)):  # 0.8 em are 32 px
        after = laid("حوار المدينة والسلام", "Cairo", line + missing, Justification(every_line=True))
        grown = space_width(after, 0) - space_width(after.unstretched, 0)
        assert (grown > 0.01) is spaces_grow
        assert after.lines[0].box.width == pytest.approx(line + missing)


def test_auto_widens_spaces_first_as_long_as_it_is_not_noticed() -> None:
    text = "حوار المدينة والسلام"
    plain = laid(text, width=10_000)
    natural, spaces = plain.lines[0].box.width, space_width(plain, 0)
    for missing, has_bar in ((spaces / 4, False), (spaces / 2, True)):
        after = laid(text, "Cairo", natural + missing, Justification("auto", every_line=True))
        assert any(glyph.kashida is not None for glyph in after.glyphs) is has_bar
        assert after.lines[0].box.width == pytest.approx(natural + missing)


def test_the_word_with_the_best_place_is_lengthened() -> None:
    natural = laid("بيت محمد سلام حجر", width=10_000).lines[0].box.width
    after = laid("بيت محمد سلام حجر", "Cairo", natural + 10, Justification(every_line=True))
    assert [glyph.word for glyph in after.glyphs if glyph.kashida is not None] == [2]  # after seen
    after = laid("في محمد بيت حجر", "Cairo", natural + 10, Justification(every_line=True))
    assert {glyph.word for glyph in after.glyphs if glyph.kashida is not None} <= {1}


def test_words_of_two_letters_come_last() -> None:
    natural = laid("صد بيت", width=10_000).lines[0].box.width
    after = laid("صد بيت", "Cairo", natural + 5, Justification(every_line=True))
    assert [glyph.word for glyph in after.glyphs if glyph.kashida is not None] == [1]


def test_a_line_that_nothing_fills_stays_as_it_is() -> None:
    assert laid("سلام", "Cairo", 900, Justification(every_line=True)) == replace(
        laid("سلام", "Cairo", 900), spec=spec("سلام", "Cairo", 900, Justification(every_line=True))
    )
    assert not fills_its_width(laid("سلام", "Cairo", 900, Justification(every_line=True)))


def test_a_font_without_kashida_falls_back_to_spaces() -> None:
    natural = laid("حوار المدينة والسلام", "Aref Ruqaa", 10_000)
    assert lacks_kashida(natural)
    assert not lacks_kashida(laid("حوار المدينة والسلام", "Cairo", 10_000))
    assert not lacks_kashida(laid("peace 2026 الله", "Cairo", 10_000))  # no place that it could lack
    wide = natural.lines[0].box.width + 8
    after = laid("حوار المدينة والسلام", "Aref Ruqaa", wide, Justification(every_line=True))
    assert after.lines[0].box.width == pytest.approx(wide)
    assert all(glyph.kashida is None for glyph in after.glyphs)
    assert count_spaces(after, 0) == 2


# Headlines


def headline(
    text: str, width: float, height: float | None = None, family: str = "Cairo", method: Method = "kashida"
) -> Fitted:
    style = Justification(method, every_line=True)
    return fit_paragraph(spec(text, family, None, style), CATALOG, width, height, SIZE / 2)


@given(
    st.lists(st.sampled_from(["حوار", "المدينة", "السلام", "محمد", "مجتمعات"]), min_size=1, max_size=3),
    st.integers(100, 800),
)
def test_a_headline_fills_its_width_or_keeps_its_size(words: list[str], width: int) -> None:
    found = headline(" ".join(words), width)
    assert found.size <= SIZE * MAX_GROWTH + 1e-9
    assert found.layout.lines
    for line in found.layout.lines:
        assert line.box.width <= width + 0.01 or found.layout.too_wide
    if len(found.layout.lines) == 1 and not fills_its_width(found.layout):
        assert found.size <= SIZE


def test_a_headline_is_lengthened_before_it_grows() -> None:
    natural = laid("حوار المدينة", width=10_000).lines[0].box.width
    little = headline("حوار المدينة", natural + 30)
    assert little.size == SIZE
    more = headline("حوار المدينة", natural + 60)
    assert SIZE < more.size < SIZE * MAX_GROWTH
    for found, width in ((little, natural + 30), (more, natural + 60)):
        assert found.layout.lines[0].box.width == pytest.approx(width, abs=0.5)
    bar = next(glyph.kashida for glyph in more.layout.glyphs if glyph.kashida is not None)
    assert bar.length == pytest.approx(LONGEST["kufi"] * more.size, abs=0.5)


def test_a_headline_grows_no_higher_than_its_box() -> None:
    natural = laid("حوار المدينة", width=10_000)
    found = headline("حوار المدينة", natural.width + 60, natural.height * 1.02)
    assert found.layout.height <= natural.height * 1.02 + 0.01
    assert found.fits


def test_units_of_justified_lines_reach_from_edge_to_edge() -> None:
    after = laid(LONG, "Noto Naskh Arabic", 720, Justification())
    boxes = [box.box for box in after.units(TextUnit.WORD) if box.line == 0]
    assert min(box.x for box in boxes) == pytest.approx(0, abs=0.01)
    assert max(box.right for box in boxes) == pytest.approx(720, abs=0.01)


@given(
    st.one_of(st.text(max_size=40), st.text("بتلاهحسـ\u200c\u200d\u064e\u0651\u202e 1a\n", max_size=40)),
    st.sampled_from(FAMILIES),
    styles,
)
def test_any_text_is_justified_and_stretched_without_error(
    text: str, family: str, style: Justification
) -> None:
    after = laid(text, family, 300, style)
    longer = stretched(after, dict.fromkeys(range(50), 12.5))
    assert len(longer.glyphs) == len(after.glyphs)
    assert longer.ink.expanded(0.01).contains(longer.outline().bounds) or longer.outline().is_empty
