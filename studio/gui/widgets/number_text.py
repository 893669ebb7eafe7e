"""Numbers as people type them: all digits, both decimal signs, marks of direction dropped."""

import unicodedata
from decimal import Decimal, InvalidOperation

from studio.base.digits import DigitSystem, format_number, to_digits

_DROPPED = dict.fromkeys(
    map(ord, "\u061c\u200e\u200f\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e٬'’_")
)
_SIGNS = str.maketrans({"٫": ".", ",": ".", "،": ".", "\u2212": "-", "–": "-", "٪": "%"})


def read_typed_number(text: str) -> float:
    """A number that was typed: 0-9 ٠-٩ ۰-۹, with `.` `٫` or `,` as decimal sign; a unit behind it is left
    out.

    Of several decimal signs the last one counts (`1,234.5`).  Raises ValueError for what is no number.
    """
    plain = to_digits(text, "latn").translate(_DROPPED).translate(_SIGNS)
    plain = "".join(plain.split())
    while plain and not (plain[-1].isdigit() or plain[-1] == "."):
        plain = plain[:-1]  # a unit: px, %, s, °
    if any(unicodedata.category(character)[0] in "LM" for character in plain):
        raise ValueError("no number")
    whole, point, fraction = plain.rpartition(".")
    if point:
        plain = f"{whole.replace('.', '')}.{fraction}"
    try:
        number = Decimal(plain)
    except InvalidOperation as error:
        raise ValueError("no number") from error
    return float(number)


def write_number(value: float, decimals: int, system: DigitSystem) -> str:
    """The number as the window writes it: no thousands separators, no trailing zeros."""
    text = format_number(round(value, decimals), system, decimals=None, grouping=False)
    return "0" if text == "-0" else text
