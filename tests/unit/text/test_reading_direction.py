"""A paragraph is read as most of its words are, whatever word begins it."""

import pytest

from studio.text.bidi import Direction
from studio.text.reading_direction import reading_direction

RTL, LTR = Direction.RTL, Direction.LTR


@pytest.mark.parametrize(
    ("text", "language", "direction"),
    [
        ("COVID-19 وصل في 2020", "ar", RTL),
        ("UNESCO و UNICEF تدعمان الحوار", "ar", RTL),
        ("#Dialogue يجمعنا كلنا", "ar-JO", RTL),
        ("New iPhone متوفر الآن!", "ar", LTR),
        ("حوار Dialogue", "en", RTL),
        ("Dialogue heals", "ar", LTR),
        ("Say سلام to them all", "ar", LTR),
        ("السلام means peace", "en", LTR),
        ("Hiwar هي مساحة آمنة للحوار", "en", RTL),
        ("كلمة طيبة", "en", RTL),
        ("2026!", "ar", RTL),
        ("2026!", "en", LTR),
        ("", "fa", RTL),
        ("…\nHello", "ar", RTL),
        ("\u200eDialogue يجمعنا", "ar", LTR),
        ("\u200fحوار is good for all", "en", RTL),
    ],
)
def test_most_words_decide_on_the_direction(text: str, language: str, direction: Direction) -> None:
    assert reading_direction(text, language) is direction


def test_a_paragraph_without_letters_goes_with_the_others() -> None:
    assert reading_direction("2026", "ar", LTR) is LTR
