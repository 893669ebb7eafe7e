"""Dates for people: Gregorian with the month names of each region, Hijri by the calendar of Umm al-Qura.

ar-JO   ٥ كانون الثاني ٢٠٢٦        the Levant and Iraq
ar, ar-EG, ar-SA   ٥ يناير ٢٠٢٦    Egypt, the Gulf, Sudan
ar-TN, ar-DZ   5 جانفي 2026        the Maghreb (Morocco: 5 يناير)
hijri   ١٦ رجب ١٤٤٧ هـ             Umm al-Qura, 1 August 1924 to 16 November 2077
"""

import datetime
import re
from collections.abc import Mapping
from typing import Literal, get_args

from studio.base.digits import DigitSystem, to_digits
from studio.base.errors import InputError
from studio.base.l10n import NBSP
from studio.base.l10n.locales import locale_of
from studio.base.languages import primary_language

DateStyle = Literal["full", "long", "medium", "short", "month", "day", "year"]
DATE_STYLES: tuple[DateStyle, ...] = get_args(DateStyle)
"""full: with the weekday; long: day, month, year; medium: month shortened where the language does so; short:
digits alone; month: month and year; day: day and month; year: the year alone."""

DateCalendar = Literal["gregorian", "hijri", "both"]
DATE_CALENDARS: tuple[DateCalendar, ...] = get_args(DateCalendar)

_SKELETONS: Mapping[str, str] = {"medium": "yMMMd", "month": "yMMMM", "day": "MMMMd"}
_MARKS = str.maketrans("", "", "\u200e\u200f")

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")

_HIJRI_MONTHS: Mapping[str, tuple[str, ...]] = {
    "ar": (
        *("محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة"),
        *("رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة"),
    ),
    "fa": (
        *("محرم", "صفر", "ربیع‌الاول", "ربیع‌الثانی", "جمادی‌الاول", "جمادی‌الثانی"),
        *("رجب", "شعبان", "رمضان", "شوال", "ذیقعده", "ذیحجه"),
    ),
    "ur": (
        *("محرم", "صفر", "ربیع الاول", "ربیع الثانی", "جمادی الاول", "جمادی الثانی"),
        *("رجب", "شعبان", "رمضان", "شوال", "ذوالقعدۃ", "ذوالحجۃ"),
    ),
    "en": (
        *("Muharram", "Safar", "Rabi I", "Rabi II", "Jumada I", "Jumada II"),
        *("Rajab", "Shaaban", "Ramadan", "Shawwal", "Dhu al-Qadah", "Dhu al-Hijjah"),
    ),
}
"""CLDR's names (calendar `islamic`), which Babel does not carry; English without its half rings, which many
fonts lack."""

_HIJRI_ERA: Mapping[str, str] = {"ar": "هـ", "fa": "ه‍.ق.", "ur": "ھ", "en": "AH"}
_COMMON_ERA = "م"


def parse_date(text: str) -> datetime.date:
    """A date by ISO 8601: `2026-01-05`, in any digits.  Raises InputError."""
    match = _ISO.fullmatch(to_digits(text.strip(), "latn"))
    if match is None:
        raise InputError(f"'{text.strip()[:40]}' is no date", "Write year, month and day: 2026-01-05.")
    year, month, day = map(int, match.groups())
    try:
        return datetime.date(year, month, day)
    except ValueError as error:
        raise InputError(
            f"there is no such day: {match[0]}", "Write year, month and day: 2026-01-05."
        ) from error


def format_date(
    date: datetime.date,
    language: str,
    system: DigitSystem,
    *,
    style: DateStyle = "long",
    calendar: DateCalendar = "gregorian",
    region: str | None = None,
) -> str:
    """The date in the language's words, its parts held together by no-break spaces.

    region: a country whose month names are wanted (`JO`, `EG`, `TN`) in place of the language's own.
    both: `١٦ رجب ١٤٤٧ هـ الموافق ٥ كانون الثاني ٢٠٢٦ م`, in English `5 January 2026 (16 Rajab 1447 AH)`.
    Raises InputError for Hijri dates beyond the calendar of Umm al-Qura.
    """
    if calendar == "gregorian":
        return _gregorian(date, language, system, style, region)
    if calendar == "hijri":
        return _hijri(date, language, system, style)
    # The weekday is told once, with the date that comes first.
    second: DateStyle = "long" if style == "full" else style
    if primary_language(language) != "ar":
        hijri = _hijri(date, language, system, second)
        return f"{_gregorian(date, language, system, style, region)} ({hijri})"
    common = _gregorian(date, language, system, second, region)
    era = "" if style == "day" else f"{NBSP}{_COMMON_ERA}"
    return f"{_hijri(date, language, system, style)} الموافق {common}{era}"


def hijri_of(date: datetime.date) -> tuple[int, int, int]:
    """Year, month and day by the calendar of Umm al-Qura.  Raises InputError beyond 1343 to 1500 AH."""
    from hijridate import Gregorian

    try:
        found = Gregorian.fromdate(date).to_hijri()
    except OverflowError as error:
        raise InputError(
            f"the Hijri date of {date.isoformat()} is not known",
            "The calendar of Umm al-Qura runs from 1924-08-01 to 2077-11-16; write other dates out.",
        ) from error
    return found.year, found.month, found.day


def _gregorian(
    date: datetime.date, language: str, system: DigitSystem, style: DateStyle, region: str | None
) -> str:
    from babel import dates

    locale = locale_of(language, region)
    if style == "year":
        text = str(date.year)
    elif style in _SKELETONS:
        text = dates.format_skeleton(_SKELETONS[style], date, locale=locale)
    else:
        text = dates.format_date(date, format=style, locale=locale)
    return to_digits(_held(text.translate(_MARKS), language), system)


def _held(text: str, language: str) -> str:
    """The date on one line: only behind the weekday may it break."""
    comma = "،" if "،" in text else ","
    head, sign, tail = text.partition(f"{comma} ")
    if sign and not any(character.isdigit() for character in head):
        return f"{head}{sign}{tail.replace(' ', NBSP)}"
    return text.replace(" ", NBSP)


def _hijri(date: datetime.date, language: str, system: DigitSystem, style: DateStyle) -> str:
    year, month, day = hijri_of(date)
    primary = primary_language(language)
    tongue = primary if primary in _HIJRI_MONTHS else "en"
    era = _HIJRI_ERA[tongue]
    name = _HIJRI_MONTHS[tongue][month - 1]
    if tongue == "ar" and style not in ("month", "short", "year"):
        name = name.replace("ذو ", "ذي ")  # after the day the month stands in the genitive
    match style:
        case "short":
            text = f"{day}/{month}/{year} {era}"
        case "month":
            text = f"{name} {year} {era}"
        case "day":
            text = f"{day} {name}"
        case "year":
            text = f"{year} {era}"
        case _:
            text = f"{day} {name} {year} {era}"
    text = text.replace(" ", NBSP)
    if style == "full":
        comma = "، " if tongue != "en" else ", "
        text = _weekday(date, language) + comma + text
    return to_digits(text, system)


def _weekday(date: datetime.date, language: str) -> str:
    return str(locale_of(language).days["format"]["wide"][date.weekday()])
