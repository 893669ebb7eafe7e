"""Counted words: the form that goes with each number."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.digits import format_number
from studio.base.l10n.plurals import (
    PLURAL_CATEGORIES,
    PluralCategory,
    categories_of,
    counted,
    plural_category,
    plural_form,
)

PARTICIPANTS = {
    "zero": "لا مشاركين",
    "one": "مشارك واحد",
    "two": "مشاركان",
    "few": "# مشاركين",
    "many": "# مشاركًا",
    "other": "# مشارك",
}


def by_the_grammar(number: int) -> PluralCategory:
    """Arabic's rule as a grammar states it: the last two digits decide from three on."""
    if number in (0, 1, 2):
        return ("zero", "one", "two")[number]
    rest = number % 100
    if 3 <= rest <= 10:
        return "few"
    return "many" if rest >= 11 else "other"


def test_arabic_forms_follow_the_grammar_from_0_to_1000() -> None:
    for number in range(1001):
        assert plural_category(number, "ar") == by_the_grammar(number), number


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "لا مشاركين"),
        (1, "مشارك واحد"),
        (2, "مشاركان"),
        (3, "٣ مشاركين"),
        (10, "١٠ مشاركين"),
        (11, "١١ مشاركًا"),
        (72, "٧٢ مشاركًا"),
        (99, "٩٩ مشاركًا"),
        (100, "١٠٠ مشارك"),
        (102, "١٠٢ مشارك"),
        (103, "١٠٣ مشاركين"),
        (111, "١١١ مشاركًا"),
        (446, "٤٤٦ مشاركًا"),
        (1000, "١٬٠٠٠ مشارك"),
        (-3, "\u061c-٣ مشاركين"),
        (-1, "\u061c-١ مشارك"),
    ],
)
def test_participants_are_counted_in_arabic(number: int, text: str) -> None:
    assert counted(PARTICIPANTS, number, "ar-JO", format_number(number, "arab")) == text


@pytest.mark.parametrize(
    ("number", "category"),
    [(0, "other"), (1, "one"), (1.0, "one"), (2, "other"), (1.5, "other"), (Decimal("1.0"), "other")],
)
def test_english_has_one_and_other(number: float | Decimal, category: str) -> None:
    assert plural_category(number, "en") == category


def test_a_broken_number_takes_the_form_of_a_hundred_in_arabic() -> None:
    assert plural_category(3.5, "ar") == "other"


def test_the_forms_of_a_language_are_known() -> None:
    assert categories_of("ar") == PLURAL_CATEGORIES
    assert categories_of("en") == ("one", "other")


def test_a_missing_form_is_the_other_one() -> None:
    assert plural_form({"one": "بيت", "other": "بيوت"}, 3, "ar") == "بيوت"
    assert plural_form({"one": "بيت"}, 3, "ar") == "بيت"
    with pytest.raises(ValueError, match="form"):
        plural_form({}, 3, "ar")


@given(
    st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(["ar", "en", "fr", "he", "xx", "ku"])
)
def test_every_number_has_a_form_in_every_language(number: float, language: str) -> None:
    assert plural_category(number, language) in PLURAL_CATEGORIES
