"""Any string at all lays out, and what one paragraph does to direction ends with it."""

import math
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from studio.base.geometry import Rect
from studio.model.animation import TextUnit
from studio.text.bidi import Direction
from studio.text.fonts import FontCatalog
from studio.text.paragraph import ParagraphLayout, TextSpec, layout_paragraph
from studio.text.reading_direction import reading_direction

CATALOG = FontCatalog.bundled()
FAMILIES = ("Cairo", "Amiri", "Noto Nastaliq Urdu", "Readex Pro")

CONTROLS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Marks, embeddings, overrides and isolates, with what closes them."""
SEPARATORS = "\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029\t"
JOINERS = "\u200c\u200d\u034f\u0640\u2060\ufeff\u00ad\u180e"
MARKS = "\u064b\u0651\u0650\u0670\u0653\u0655\u06d6\u06dd\u0600\u0301\u20e3\ufe0f\ufe0e"
ODD = "\x00\x07\x7f\x9f\ud800\udfff\ufffe\uffff\U0010ffff\ue000\u0378\U0001f469\U0001f3fd\U000e0067"
LETTERS = "ابتهمعلالأللهيکہےabcXYZ123٤٥٦()«»[]{}.,:-+/@#%٪ אבגกำ漢"

hard = st.text(
    st.one_of(
        st.sampled_from(CONTROLS),
        st.sampled_from(SEPARATORS),
        st.sampled_from(JOINERS),
        st.sampled_from(MARKS),
        st.sampled_from(ODD),
        st.sampled_from(LETTERS),
        st.characters(exclude_categories=()),
    ),
    max_size=60,
)
"""Mostly what goes wrong: unpaired surrogates as damaged files give them, controls, marks on nothing."""


def layout(text: str, family: str = "Cairo", **options: Any) -> ParagraphLayout:
    return layout_paragraph(TextSpec(text, CATALOG.face(family, 400), 50.0, **options), CATALOG)


def is_finite(box: Rect) -> bool:
    return all(map(math.isfinite, (box.x, box.y, box.width, box.height)))


@given(
    text=hard,
    family=st.sampled_from(FAMILIES),
    width=st.sampled_from([None, 1.0, 120.0, 700.0]),
    lines=st.sampled_from([None, 1, 3]),
    language=st.sampled_from(["ar", "en", "ur", "he", ""]),
    direction=st.sampled_from([None, *Direction]),
)
@settings(max_examples=200)
def test_any_text_lays_out(
    text: str,
    family: str,
    width: float | None,
    lines: int | None,
    language: str,
    direction: Direction | None,
) -> None:
    found = layout(text, family, max_width=width, max_lines=lines, language=language, direction=direction)
    assert found.lines
    assert is_finite(found.ink)
    assert is_finite(found.box)
    assert found.height > 0
    for glyph in found.glyphs:
        assert glyph.glyph_id
        assert math.isfinite(glyph.x + glyph.y + glyph.advance)
        assert 0 <= glyph.start < glyph.end <= len(text)
    for unit in TextUnit:
        assert all(is_finite(box.box) for box in found.units(unit))
    assert found.outline().verbs.count("M") >= 0
    found.color_glyphs()


def second_of(found: ParagraphLayout, start: int) -> list[tuple[object, ...]]:
    """The lines that begin at `start` or later, with their glyphs, from where each line stands."""
    first = next((at for at, line in enumerate(found.lines) if line.start >= start), len(found.lines))
    lines: list[tuple[object, ...]] = []
    for number, line in enumerate(found.lines[first:], first):
        glyphs = tuple(
            (
                glyph.face, glyph.glyph_id, glyph.start - start, glyph.end - start, glyph.rtl,
                round(glyph.x - line.box.x, 6), round(glyph.y - line.baseline, 6),
            )
            for glyph in found.glyphs
            if glyph.line == number
        )  # fmt: skip
        lines.append((line.start - start, line.end - start, line.direction, round(line.box.width, 6), glyphs))
    return lines


@given(
    before=hard,
    after=st.text(st.sampled_from(CONTROLS + JOINERS + MARKS + LETTERS), min_size=1, max_size=40),
    width=st.sampled_from([None, 300.0]),
    direction=st.sampled_from(list(Direction)),
)
@example(before="\u202eabc\u2067", after="قال (hello) 10-20", width=None, direction=Direction.LTR)
@example(before="قال \u2066\u2066\u2066\u202d«(", after="abc) ١٢٣", width=None, direction=Direction.RTL)
@settings(max_examples=200)
def test_no_direction_leaks_into_the_next_paragraph(
    before: str, after: str, width: float | None, direction: Direction
) -> None:
    """Whatever embeddings, overrides, isolates or brackets it leaves open, the next one is as if alone."""
    alone = layout(after, max_width=width, direction=direction)
    both = layout(f"{before}\n{after}", max_width=width, direction=direction)
    assert second_of(both, len(before) + 1) == second_of(alone, 0)


@given(before=hard, after=st.text(st.sampled_from(LETTERS + CONTROLS), max_size=20))
@settings(max_examples=100)
def test_each_paragraph_takes_its_own_direction(before: str, after: str) -> None:
    after = f"سلام {after}"
    both = layout(f"{before}\n{after}", language="en")
    second = second_of(both, len(before) + 1)
    assert second == second_of(layout(after, language="en"), 0)
    assert second[0][2] is reading_direction(after, "en")


LONG = {
    "words": "كلمة طيبة (word) 12-34 ",
    "one word": "ب",
    "marks": "بً",
    "marks on nothing": "\u0651",
    "open isolates": "\u2067a",
    "open embeddings": "\u202eب",
    "brackets": "([{«",
    "surrogates": "\ud800",
    "family emoji": "\U0001f469\u200d",
    "paragraphs": "ا\n",
    "tatweel": "ـ",
    "digits": "1,",
}


@pytest.mark.parametrize(
    ("kind", "width"), [(kind, None if number % 2 else 600.0) for number, kind in enumerate(LONG)]
)
def test_ten_thousand_characters_lay_out(kind: str, width: float | None) -> None:
    text = (LONG[kind] * 10_000)[:10_000]
    found = layout(text, max_width=width)
    assert found.lines
    assert is_finite(found.ink)
    assert all(one.end <= two.start + 1 for one, two in pairwise(found.lines))
