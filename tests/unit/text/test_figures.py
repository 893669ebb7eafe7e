"""Digits in even cells: one width whatever the digits, and the line as it was where none are wished."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.model.animation import TextUnit
from studio.text.figures import widest_digit, with_even_digits
from studio.text.fonts import FontCatalog
from studio.text.layout import ParagraphLayout, TextSpec
from studio.text.paragraph import layout_paragraph

FONTS = FontCatalog.bundled()
FACE = FONTS.face("Changa", 700)  # ١ is a third as wide as ٣


def line(text: str) -> ParagraphLayout:
    return layout_paragraph(TextSpec(text, FACE, 100.0), FONTS)


CELL = widest_digit(line("٠١٢٣٤٥٦٧٨٩"))


@given(st.integers(100, 999), st.integers(100, 999))
@settings(max_examples=20)
def test_numbers_of_as_many_digits_are_equally_wide(one: int, other: int) -> None:
    table = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    first, second = (
        with_even_digits(line(f"{str(number).translate(table)} مشاركًا"), CELL) for number in (one, other)
    )
    assert first.natural_width == pytest.approx(second.natural_width, abs=0.01)
    words = [[glyph.x for glyph in layout.glyphs if glyph.word == 1] for layout in (first, second)]
    assert words[0] == pytest.approx(words[1], abs=0.01)


def test_the_noun_would_move_without_cells() -> None:
    assert abs(line("١١١ مشاركًا").natural_width - line("٣٣٣ مشاركًا").natural_width) > 50


def test_nothing_moves_at_share_zero_nor_without_digits() -> None:
    layout = line("١٢ مشاركًا")
    assert with_even_digits(layout, CELL, 0.0) is layout
    words = line("مشاركون")
    assert with_even_digits(words, CELL) is words


def test_ink_units_and_lines_follow_the_digits() -> None:
    layout = with_even_digits(line("١٢ مشاركًا"), CELL)
    outline = layout.outline().bounds
    assert layout.ink.x == pytest.approx(outline.x, abs=0.5)
    assert layout.ink.right == pytest.approx(outline.right, abs=0.5)
    letters = layout.units(TextUnit.LETTER)
    assert letters[0].box.width == pytest.approx(CELL, abs=0.01)
    assert letters[1].box.x == pytest.approx(letters[0].box.right, abs=0.01)
    assert layout.lines[0].box.width == pytest.approx(layout.natural_width, abs=0.01)


def test_several_lines_are_refused() -> None:
    with pytest.raises(ValueError, match="single line"):
        with_even_digits(line("١\n٢"), CELL)
