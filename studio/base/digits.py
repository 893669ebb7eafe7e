"""Digit sets and numbers as they are written in Arabic, Persian, Urdu and English.

    latn     0123456789   1,234.5    50%
    arab     ٠١٢٣٤٥٦٧٨٩   ١٬٢٣٤٫٥    ٥٠٪     Egypt, the Levant, the Gulf, Iraq, Sudan
    arabext  ۰۱۲۳۴۵۶۷۸۹   ۱٬۲۳۴٫۵    ۵۰٪     Persian, Urdu

The names are those of CLDR's numbering systems, and so are the separators.
"""

import math
import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Literal

from studio.base.languages import primary_language, script_of

DigitSystem = Literal["latn", "arab", "arabext"]
DigitChoice = Literal["latn", "arab", "arabext", "auto"]

DIGITS: dict[DigitSystem, str] = {"latn": "0123456789", "arab": "٠١٢٣٤٥٦٧٨٩", "arabext": "۰۱۲۳۴۵۶۷۸۹"}

_POINT: dict[DigitSystem, str] = {"latn": ".", "arab": "٫", "arabext": "٫"}
_GROUP: dict[DigitSystem, str] = {"latn": ",", "arab": "٬", "arabext": "٬"}
# The mark, as in CLDR, keeps the sign at the left of ۵۰ wherever the number stands; ٥٠ needs none.
_PERCENT: dict[DigitSystem, str] = {"latn": "%", "arab": "٪", "arabext": "\u200e٪"}
# Left-to-right mark (Arabic letter mark) before the sign, as in CLDR: keeps it on the number's left side.
_MINUS: dict[DigitSystem, str] = {"latn": "-", "arab": "\u061c-", "arabext": "\u200e\u2212"}

_TABLES: dict[DigitSystem, dict[int, str]] = {
    system: {
        ord(digit): digits[value]
        for other in DIGITS.values()
        if other != digits
        for value, digit in enumerate(other)
    }
    for system, digits in DIGITS.items()
}


_BY_LANGUAGE: dict[str, DigitSystem] = {"ar": "arab", "fa": "arabext", "ur": "arabext"}
_WESTERN_REGIONS = frozenset({"AE", "DZ", "EH", "LY", "MA", "TN"})
"""Countries whose Arabic is written with European digits (CLDR, default numbering systems)."""


def digits_of(language: str) -> DigitSystem:
    """The numbering system that a language (BCP 47) is written with where nobody chose one.

    Arabic of the Maghreb and the Emirates has European digits, all other Arabic ١٢٣.
    """
    subtags = language.replace("_", "-").upper().split("-")
    if subtags[0] == "AR" and not _WESTERN_REGIONS.isdisjoint(subtags[1:]):
        return "latn"
    return _BY_LANGUAGE.get(primary_language(language), "latn")


def digits_for(language: str, piece_language: str, choice: DigitChoice) -> DigitSystem:
    """The numbering system of a text in `language` inside a piece for which one was chosen, or `auto`.

    123 is read in every language, so it holds for all texts where it was chosen; ١٢٣ and ۱۲۳ hold for texts
    in the piece's own language and in others that are written in Arabic script.
    """
    if choice == "auto":
        return digits_of(language)
    foreign = primary_language(language) != primary_language(piece_language)
    return "latn" if foreign and script_of(language) != "Arab" else choice


def to_digits(text: str, system: DigitSystem) -> str:
    """`text` with all its digits written in `system`; nothing else changes, so indexes stay the same."""
    return text.translate(_TABLES[system])


def format_number(
    value: float | int | Fraction | Decimal,
    system: DigitSystem = "latn",
    decimals: int | None = 0,
    grouping: bool = True,
) -> str:
    """A number for people: rounded half away from zero on its decimal form, thousands apart from 1,000 on.

    decimals: digits after the point; None writes as many as the value has (at most 6), no trailing zeros.
    Raises ValueError for what is not finite and for negative `decimals`.
    """
    if decimals is not None and decimals < 0:
        raise ValueError("decimals must not be negative")
    if isinstance(value, float | Decimal) and not math.isfinite(value):
        raise ValueError("only a finite number can be written")
    places = 6 if decimals is None else decimals
    exact = exact_decimal(value, places)
    digits = f"{abs(exact):,f}" if grouping else f"{abs(exact):f}"
    if decimals is None and "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    negative = exact < 0
    written = digits.replace(".", "\0").replace(",", _GROUP[system]).replace("\0", _POINT[system])
    return (_MINUS[system] if negative else "") + to_digits(written, system)


def format_percent(
    value: float | int | Fraction | Decimal, system: DigitSystem = "latn", decimals: int | None = 0
) -> str:
    """`value` is in percent (50 for a half).  The sign follows the digits without a space."""
    return format_number(value, system, decimals) + _PERCENT[system]


def parse_number(text: str) -> Decimal:
    """A number as people write it, in any of the digits: `١٬٢٣٤٫٥`, `-3`, `50%` (the sign is left out).

    Raises ValueError for what is no finite number.
    """
    plain = to_digits(text.strip(), "latn").translate(_UNWRITTEN)
    if _NUMBER.fullmatch(plain) is None:
        raise ValueError("no number")
    return Decimal(plain.replace(",", ""))


_UNWRITTEN = str.maketrans(
    {"٫": ".", "٬": ",", "\u2212": "-"} | dict.fromkeys("\u061c\u200e\u200f\u2066\u2067\u2068\u2069%٪")
)
_NUMBER = re.compile(r"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")


def exact_decimal(value: float | int | Fraction | Decimal, places: int) -> Decimal:
    """The value as it is written with so many decimals: rounded half away from zero on its decimal form."""
    if isinstance(value, Fraction):
        scaled = math.floor(abs(value) * 10**places + Fraction(1, 2))
        return Decimal(scaled if value >= 0 else -scaled).scaleb(-places)
    # A float by its shortest decimal form: 2.675 is what its writer meant, not 2.67499999…
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    step = Decimal(1).scaleb(-places)
    return exact.quantize(step, ROUND_HALF_UP) if exact.adjusted() + places < 27 else exact
