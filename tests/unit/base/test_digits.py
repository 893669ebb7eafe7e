"""Digits and numbers: CLDR's numbering systems."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.digits import (
    DIGITS,
    DigitChoice,
    DigitSystem,
    digits_for,
    digits_of,
    format_number,
    format_percent,
    parse_number,
    to_digits,
)

SYSTEMS: tuple[DigitSystem, ...] = ("latn", "arab", "arabext")


@pytest.mark.parametrize(
    ("system", "shown"), [("latn", "1,234.5"), ("arab", "١٬٢٣٤٫٥"), ("arabext", "۱٬۲۳۴٫۵")]
)
def test_separators_follow_the_digits(system: DigitSystem, shown: str) -> None:
    assert format_number(1234.5, system, 1) == shown


def test_percent_sign_follows_the_digits_without_a_space() -> None:
    assert format_percent(50, "arab") == "٥٠٪"
    assert format_percent(29.7, "latn", 1) == "29.7%"


@pytest.mark.parametrize("value", [2.675, Decimal("2.675"), Fraction(2675, 1000)])
def test_a_half_is_rounded_up_on_the_decimal_form(value: float | Decimal | Fraction) -> None:
    assert format_number(value, "latn", 2) == "2.68"


def test_grouping_can_be_left_out_for_years() -> None:
    assert format_number(2015, "arab", grouping=False) == "٢٠١٥"


def test_as_many_decimals_as_the_value_has() -> None:
    assert format_number(0.25, "latn", None) == "0.25"
    assert format_number(1500.0, "latn", None) == "1,500"


def test_what_rounds_to_zero_has_no_sign() -> None:
    assert format_number(-0.2) == "0"


def test_minus_keeps_its_side_in_arabic() -> None:
    assert format_number(-3, "arab") == "\u061c-٣"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("-Infinity")])
def test_what_is_not_finite_is_refused(value: float | Decimal) -> None:
    with pytest.raises(ValueError, match="finite"):
        format_number(value)


@given(text=st.text(), system=st.sampled_from(SYSTEMS))
def test_digits_change_one_for_one_and_back(text: str, system: DigitSystem) -> None:
    changed = to_digits(text, system)
    assert len(changed) == len(text)
    assert to_digits(changed, system) == changed
    assert to_digits(changed, "latn") == to_digits(text, "latn")
    assert not any(digit in changed for other in SYSTEMS if other != system for digit in DIGITS[other])


@given(value=st.decimals(-(10**12), 10**12, places=3), places=st.integers(0, 3))
def test_what_is_written_is_the_rounded_value(value: Decimal, places: int) -> None:
    written = format_number(value, "latn", places).replace(",", "")
    assert abs(Decimal(written) - value) <= Decimal("0.5").scaleb(-places)


def test_a_language_has_its_numbering_system() -> None:
    assert [digits_of(language) for language in ("ar", "ar-JO", "fa", "ur-PK", "en", "he")] == [
        "arab",
        "arab",
        "arabext",
        "arabext",
        "latn",
        "latn",
    ]


@pytest.mark.parametrize("region", ["MA", "DZ", "TN", "LY", "AE"])
def test_the_maghreb_and_the_emirates_write_european_digits(region: str) -> None:
    assert digits_of(f"ar-{region}") == "latn"
    assert digits_of(f"ar_{region.lower()}") == "latn"


@pytest.mark.parametrize(
    ("language", "piece", "choice", "system"),
    [
        ("ar", "ar", "auto", "arab"),
        ("en", "ar", "auto", "latn"),
        ("en", "ar", "arab", "latn"),
        ("en", "en", "arab", "arab"),
        ("fa", "ar", "arab", "arab"),
        ("ar", "en", "latn", "latn"),
    ],
)
def test_a_choice_holds_for_texts_that_can_be_written_with_it(
    language: str, piece: str, choice: DigitChoice, system: str
) -> None:
    assert digits_for(language, piece, choice) == system


@given(
    value=st.decimals(-(10**15), 10**15, places=6),
    system=st.sampled_from(SYSTEMS),
    grouping=st.booleans(),
)
def test_a_written_number_is_read_back(value: Decimal, system: DigitSystem, grouping: bool) -> None:
    assert parse_number(format_number(value, system, None, grouping)) == value
    assert parse_number(format_percent(value, system, 6)) == value


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(SYSTEMS), st.integers(0, 6))
def test_every_finite_number_is_written(value: float, system: DigitSystem, places: int) -> None:
    assert parse_number(format_number(value, system, places)).is_finite()


@pytest.mark.parametrize("text", ["", "-", "1,23", "1.2.3", "nan", "٣x", "12٬34", "--1"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="number"):
        parse_number(text)
