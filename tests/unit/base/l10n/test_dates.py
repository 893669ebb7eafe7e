"""Dates of both calendars, as people of each region write them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.digits import DigitSystem, digits_of
from studio.base.errors import InputError
from studio.base.l10n import NBSP
from studio.base.l10n.dates import (
    DATE_CALENDARS,
    DATE_STYLES,
    DateCalendar,
    DateStyle,
    format_date,
    hijri_of,
    parse_date,
)

DAY = datetime.date(2026, 1, 5)  # a Monday


def written(
    date: datetime.date,
    language: str,
    style: DateStyle = "long",
    calendar: DateCalendar = "gregorian",
    region: str | None = None,
) -> str:
    text = format_date(date, language, digits_of(language), style=style, calendar=calendar, region=region)
    return text.replace(NBSP, " ")


LEVANT = (
    *("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران"),
    *("تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"),
)
EGYPT_AND_GULF = (
    *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"),
    *("يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
)
TUNISIA_AND_ALGERIA = (
    *("جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان"),
    *("جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
)


@pytest.mark.parametrize(
    ("language", "months"),
    [
        *((f"ar-{region}", LEVANT) for region in ("JO", "SY", "LB", "PS", "IQ")),
        *((f"ar-{region}", EGYPT_AND_GULF) for region in ("EG", "SA", "AE", "SD")),
        ("ar", EGYPT_AND_GULF),
        *((f"ar-{region}", TUNISIA_AND_ALGERIA) for region in ("TN", "DZ")),
    ],
)
def test_months_have_their_names_of_the_region(language: str, months: tuple[str, ...]) -> None:
    found = tuple(written(datetime.date(2026, month, 1), language, "month") for month in range(1, 13))
    year = "2026" if digits_of(language) == "latn" else "٢٠٢٦"
    assert found == tuple(f"{month} {year}" for month in months)


@pytest.mark.parametrize(
    ("language", "style", "gregorian", "hijri"),
    [
        ("ar-JO", "long", "٥ كانون الثاني ٢٠٢٦", "١٦ رجب ١٤٤٧ هـ"),
        ("ar-JO", "full", "الاثنين، ٥ كانون الثاني ٢٠٢٦", "الاثنين، ١٦ رجب ١٤٤٧ هـ"),
        ("ar-EG", "long", "٥ يناير ٢٠٢٦", "١٦ رجب ١٤٤٧ هـ"),
        ("ar-EG", "day", "٥ يناير", "١٦ رجب"),
        ("ar-SA", "short", "٥/١/٢٠٢٦", "١٦/٧/١٤٤٧ هـ"),
        ("ar-SA", "year", "٢٠٢٦", "١٤٤٧ هـ"),
        ("ar-TN", "long", "5 جانفي 2026", "16 رجب 1447 هـ"),
        ("ar-MA", "long", "5 يناير 2026", "16 رجب 1447 هـ"),
        ("ar-SA", "medium", "٥ يناير ٢٠٢٦", "١٦ رجب ١٤٤٧ هـ"),
        ("fa", "long", "۵ ژانویهٔ ۲۰۲۶", "۱۶ رجب ۱۴۴۷ ه‍.ق."),
        ("en", "long", "January 5, 2026", "16 Rajab 1447 AH"),
        ("en-GB", "full", "Monday, 5 January 2026", "Monday, 16 Rajab 1447 AH"),
    ],
)
def test_a_day_in_both_calendars(language: str, style: DateStyle, gregorian: str, hijri: str) -> None:
    assert written(DAY, language, style) == gregorian
    assert written(DAY, language, style, "hijri") == hijri


@pytest.mark.parametrize(
    ("language", "style", "both"),
    [
        ("ar-JO", "long", "١٦ رجب ١٤٤٧ هـ الموافق ٥ كانون الثاني ٢٠٢٦ م"),
        ("ar-SA", "full", "الاثنين، ١٦ رجب ١٤٤٧ هـ الموافق ٥ يناير ٢٠٢٦ م"),
        ("ar-SA", "day", "١٦ رجب الموافق ٥ يناير"),
        ("en-GB", "full", "Monday, 5 January 2026 (16 Rajab 1447 AH)"),
    ],
)
def test_both_calendars_in_one_date(language: str, style: DateStyle, both: str) -> None:
    assert written(DAY, language, style, "both") == both


def test_a_region_can_be_asked_for() -> None:
    assert written(DAY, "ar", region="JO") == "٥ كانون الثاني ٢٠٢٦"
    assert written(DAY, "en", region="GB") == "5 January 2026"


@pytest.mark.parametrize(
    ("day", "hijri"),
    [
        ("2024-03-11", "١ رمضان ١٤٤٥ هـ"),  # the first days of Ramadan and the feasts, Saudi Arabia
        ("2024-04-10", "١ شوال ١٤٤٥ هـ"),
        ("2024-06-16", "١٠ ذي الحجة ١٤٤٥ هـ"),
        ("2024-07-07", "١ محرم ١٤٤٦ هـ"),
        ("2025-03-01", "١ رمضان ١٤٤٦ هـ"),
        ("1924-08-01", "١ محرم ١٣٤٣ هـ"),
        ("2077-11-16", "٣٠ ذي الحجة ١٥٠٠ هـ"),
    ],
)
def test_known_days_of_the_hijri_calendar(day: str, hijri: str) -> None:
    assert written(parse_date(day), "ar", calendar="hijri") == hijri


def test_a_month_that_stands_alone_is_in_the_nominative() -> None:
    assert written(datetime.date(2024, 6, 16), "ar", "month", "hijri") == "ذو الحجة ١٤٤٥ هـ"


@pytest.mark.parametrize("day", ["1924-07-31", "2077-11-17", "0001-01-01", "9999-12-31"])
def test_a_day_beyond_the_tables_is_told_with_their_bounds(day: str) -> None:
    with pytest.raises(InputError, match="Hijri") as caught:
        written(parse_date(day), "ar", calendar="hijri")
    assert "1924-08-01" in caught.value.hint
    assert "2077-11-16" in caught.value.hint


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2026-13-01", "2026-02-30", "05/01/2026", "2026", "0000-01-01", "2026-01-05T1"]
)
def test_what_is_no_date_is_told(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_date(text)
    assert "2026-01-05" in caught.value.hint


def test_dates_are_read_in_any_digits() -> None:
    assert parse_date(" ٢٠٢٦-٠١-٠٥ ") == DAY


@given(
    st.dates(),
    st.sampled_from(["ar", "ar-JO", "ar-TN", "fa", "ur", "ckb", "en", "fr", "tr", "ku", "xx", "ar-ZZ"]),
    st.sampled_from(("latn", "arab", "arabext")),
    st.sampled_from(DATE_STYLES),
    st.sampled_from(DATE_CALENDARS),
)
def test_every_day_is_written_or_refused(
    date: datetime.date, language: str, system: DigitSystem, style: DateStyle, calendar: DateCalendar
) -> None:
    try:
        text = format_date(date, language, system, style=style, calendar=calendar)
    except InputError:
        assert calendar != "gregorian"
        return
    assert text.strip() == text
    assert "\u200f" not in text


@given(st.dates(datetime.date(1924, 8, 1), datetime.date(2077, 11, 15)))
def test_the_next_day_is_the_next_hijri_day(date: datetime.date) -> None:
    year, month, day = hijri_of(date)
    following = hijri_of(date + datetime.timedelta(days=1))
    assert following in ((year, month, day + 1), (year, month + 1, 1), (year + 1, 1, 1))
    assert 1 <= day <= 30


def test_day_and_month_stay_on_one_line() -> None:
    assert " " not in format_date(DAY, "ar-JO", "arab")
    assert format_date(DAY, "ar-JO", "arab", style="full").count(" ") == 1
