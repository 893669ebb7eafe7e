"""Amounts of money, ranges and durations in words or figures."""

import math
from collections.abc import Mapping
from decimal import Decimal, localcontext
from fractions import Fraction

from studio.base.digits import DigitSystem, exact_decimal, format_number, to_digits
from studio.base.errors import InputError
from studio.base.l10n import NBSP
from studio.base.l10n.currency_names import ARABIC_CURRENCIES
from studio.base.l10n.locales import locale_of
from studio.base.l10n.plurals import counted
from studio.base.languages import primary_language

RANGE_DASH = "–"

_CURRENCY_FORMS = ("symbol", "name", "code")

_BETWEEN: Mapping[str, tuple[str, str]] = {
    "ar": ("من", "إلى"),
    "fa": ("از", "تا"),
    "en": ("from", "to"),
    "fr": ("de", "à"),
}
_MARKS = str.maketrans("", "", "\u200e\u200f")
_UNIT_LENGTHS = (("hour", 3600), ("minute", 60), ("second", 1))
_LONGEST = 359_999
"""99 hours, 59 minutes, 59 seconds: what stands on a clock with two digits of hours."""

_DIGITS_OF_A_DOUBLE = 400
"""More than the largest one has when it is written out."""


def format_currency(
    value: float | Decimal,
    code: str,
    language: str,
    system: DigitSystem,
    *,
    form: str = "symbol",
    decimals: int | None = None,
    region: str | None = None,
) -> str:
    """An amount of money: `١٢٬٥٠٠ د.أ.`, `JOD 12,500`; by name `٣ دنانير أردنية`, `3 Jordanian dinars`.

    code: ISO 4217. form: symbol, name or code. decimals: None writes none for whole amounts and else as many
    as the currency has.  Symbols and their place are those of CLDR for the language and its region.
    Raises InputError for a code or form that there is not.
    """
    from babel.numbers import get_currency_precision, is_currency

    code = code.strip().upper()
    if not is_currency(code):
        raise InputError(f"there is no currency '{code}'", "Use a code of ISO 4217 such as JOD, EGP or USD.")
    if form not in _CURRENCY_FORMS:
        raise InputError(f"money is not written by '{form}'", f"Use {', '.join(_CURRENCY_FORMS)}.")
    places = decimals
    if places is None:
        cents = exact_decimal(value, get_currency_precision(code))
        places = 0 if cents == cents.to_integral_value() else get_currency_precision(code)
    amount = format_number(value, system, places)
    if form == "name":
        return _by_name(exact_decimal(value, places), amount, code, language, region)
    locale = locale_of(language, region)
    sign = code if form == "code" else str(locale.currency_symbols.get(code, code))
    pattern = locale.currency_formats["standard"].pattern.split(";")[0].translate(_MARKS)
    if not pattern.startswith("¤"):
        return f"{amount}{NBSP}{_kept_whole(sign)}"
    space = NBSP if sign[-1].isalpha() or NBSP in pattern else ""
    if exact_decimal(value, places) < 0:
        return f"-{sign}{space}{format_number(-exact_decimal(value, places), system, places)}"
    return f"{sign}{space}{amount}"


def _kept_whole(sign: str) -> str:
    """`US$` with a mark behind it: without one, a right-to-left line would show `$US`."""
    latin = any(character.isascii() and character.isalpha() for character in sign)
    return sign if not latin or sign[-1].isalpha() else f"{sign}\u200e"


def _by_name(value: Decimal, amount: str, code: str, language: str, region: str | None) -> str:
    from babel.numbers import get_currency_name

    if primary_language(language) == "ar" and code in ARABIC_CURRENCIES:
        return counted(ARABIC_CURRENCIES[code], value, language, amount)
    with localcontext(prec=_DIGITS_OF_A_DOUBLE):  # Babel's plural rules divide, exactly or not at all
        name = get_currency_name(code, count=value, locale=locale_of(language, region))
    return f"{amount}{NBSP}{name}"


def format_range(low: str, high: str, language: str, *, words: bool = False) -> str:
    """Two numbers or dates, already written: `١٠–٢٠`, in words `من ١٠ إلى ٢٠`.

    The text engine keeps the first at the left in either direction of the line; words need no such care.
    """
    if not words:
        return f"{low}{RANGE_DASH}{high}"
    first, second = _BETWEEN.get(primary_language(language), ("", RANGE_DASH))
    return f"{first}{NBSP}{low} {second}{NBSP}{high}" if first else f"{low} {second} {high}"


def format_duration(
    length: float | Fraction, language: str, system: DigitSystem, *, clock: bool = False
) -> str:
    """Seconds, rounded to whole ones, in words (`٣ دقائق و٢٠ ثانية`) or as on a clock (`٣:٢٠`).

    Raises InputError for what is not finite, negative, or 100 hours and more.
    """
    if not math.isfinite(length) or not 0 <= length <= _LONGEST + 0.4:
        raise InputError("a duration is between 0 seconds and 100 hours", "Give it in seconds.")
    rest = math.floor(length + Fraction(1, 2))
    parts: list[tuple[str, int]] = []
    for unit, size in _UNIT_LENGTHS:
        count, rest = divmod(rest, size)
        parts.append((unit, count))
    if clock:
        hours, minutes, seconds = (count for _, count in parts)
        text = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
        return to_digits(text, system)
    shown = [part for part in parts if part[1]] or [("second", 0)]
    return _joined([_unit(unit, count, language, system) for unit, count in shown], language)


def _unit(unit: str, count: int, language: str, system: DigitSystem) -> str:
    """CLDR's long form: `دقيقتان` without a number, `٣ دقائق` with one."""
    from babel.units import format_unit

    locale = locale_of(language)
    written = format_unit(count, f"duration-{unit}", length="long", locale=locale, numbering_system="latn")
    return to_digits(written.replace(" ", NBSP), system)


def _joined(parts: list[str], language: str) -> str:
    from babel.lists import format_list

    return str(format_list(parts, style="standard", locale=locale_of(language)))
