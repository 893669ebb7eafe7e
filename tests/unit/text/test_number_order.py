"""Written numbers inside Arabic lines, as the eye meets them: isolated where UAX #9 would scramble them."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.digits import DigitSystem, format_number, format_percent
from studio.base.l10n.dates import DateStyle, format_date
from studio.base.l10n.quantities import format_currency, format_duration, format_range
from studio.text.bidi import Direction, reset_line_levels, resolve_levels, visual_order
from studio.text.isolation import isolate_neutral_spans

DAY = datetime.date(2026, 1, 5)
SYSTEMS: tuple[DigitSystem, ...] = ("latn", "arab", "arabext")
INVISIBLE = "\u061c\u200e\u200f\u2066\u2067\u2068\u2069"
FRAMES = ("من {} مشاركًا", "{}", "قال: {}، ثم مضى", "({})")


def seen(text: str, base: Direction = Direction.RTL) -> str:
    """What the eye meets from left to right."""
    isolated = isolate_neutral_spans(text, base).text
    paragraph = resolve_levels(isolated, base)
    levels = reset_line_levels(isolated, paragraph.levels, paragraph.base_level, 0, len(isolated))
    order = visual_order(levels)
    return "".join(isolated[i] for i in order if isolated[i] not in INVISIBLE).replace("\u00a0", " ")


@pytest.mark.parametrize("frame", FRAMES)
@given(low=st.integers(0, 10**6), high=st.integers(0, 10**6), system=st.sampled_from(SYSTEMS))
def test_the_first_number_of_a_range_stands_at_its_left(
    frame: str, low: int, high: int, system: DigitSystem
) -> None:
    first, second = format_number(low, system), format_number(high, system)
    text = frame.format(format_range(first, second, "ar"))
    assert f"{first}–{second}" in seen(text)


@given(low=st.integers(0, 999), high=st.integers(0, 999), system=st.sampled_from(SYSTEMS))
def test_a_range_in_words_is_read_from_the_right(low: int, high: int, system: DigitSystem) -> None:
    first, second = format_number(low, system), format_number(high, system)
    line = seen(format_range(f"<{first}>", f"<{second}>", "ar", words=True).replace("<", "").replace(">", ""))
    assert line.endswith(f"{first} نم")
    assert line.startswith(second)


@pytest.mark.parametrize("frame", FRAMES)
@given(value=st.decimals(-9999, 9999, places=1), system=st.sampled_from(SYSTEMS))
def test_percent_signs_stand_at_the_side_of_their_digits(
    frame: str, value: Decimal, system: DigitSystem
) -> None:
    """At the right of 50%, at the left of ٥٠٪, whose number is read on from the right."""
    line = seen(frame.format(format_percent(abs(value), system, 1)))
    number = format_number(abs(value), system, 1)
    assert (f"{number}%" if system == "latn" else f"٪{number}") in line


@pytest.mark.parametrize("frame", FRAMES)
@given(value=st.integers(1, 10**9), system=st.sampled_from(SYSTEMS))
def test_a_minus_stands_at_the_left_of_its_number(frame: str, value: int, system: DigitSystem) -> None:
    line = seen(frame.format(format_number(-value, system)))
    sign = "\u2212" if system == "arabext" else "-"
    assert f"{sign}{format_number(value, system)}" in line


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("frame", ["بلغت {} في عام", "{}"])
def test_arabic_currency_signs_stand_at_the_left_of_the_amount(system: DigitSystem, frame: str) -> None:
    amount = format_number(12500, system)
    assert f".أ.د {amount}" in seen(frame.format(format_currency(12500, "JOD", "ar", system)))
    assert f"US$ {amount}" in seen(frame.format(format_currency(12500, "USD", "ar", system)))


def test_a_price_in_an_english_sentence_inside_arabic() -> None:
    assert "$1,250.50" in seen(f"السعر {format_currency(1250.5, 'USD', 'en', 'latn')} فقط")


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("frame", ["في {} بدأنا", "{}"])
def test_a_date_in_words_is_read_from_the_right(system: DigitSystem, frame: str) -> None:
    line = seen(frame.format(format_date(DAY, "ar-JO", system)))
    day, year = format_number(5, system), format_number(2026, system, grouping=False)
    assert f"{year} يناثلا نوناك {day}" in line


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize(("style", "digits"), [("short", [5, 1, 2026]), ("year", [2026])])
def test_a_date_in_digits_keeps_its_order(system: DigitSystem, style: DateStyle, digits: list[int]) -> None:
    expected = "/".join(format_number(number, system, grouping=False) for number in digits)
    assert expected in seen(f"في {format_date(DAY, 'ar', system, style=style)} بدأنا")


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_clock_keeps_its_order(system: DigitSystem) -> None:
    clock = format_duration(3723, "ar", system, clock=True)
    assert clock in seen(f"المدة {clock} فقط")


def test_both_calendars_are_read_from_the_right() -> None:
    line = seen(format_date(DAY, "ar", "arab", calendar="both"))
    assert (
        line.index("٢٠٢٦") < line.index("٥ ") < line.index("قفاوملا") < line.index("١٤٤٧") < line.index("١٦")
    )
