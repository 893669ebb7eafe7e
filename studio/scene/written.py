"""How a text is written out: the project's digits, where they are people's words and not addresses."""

import re

from studio.base.digits import DigitSystem, to_digits

_KEPT = re.compile(r"\S*[A-Za-z@#/\\_]\S*|\+[\d\s()\-]{6,}")
"""Words with Latin letters or address signs, and international phone numbers: digits stay as typed."""


def localized_digits(text: str, system: DigitSystem) -> str:
    """Digits of the text in the numbering system, so that a piece has one set; addresses are left alone."""
    if to_digits(text, system) == text:
        return text
    out, at = [], 0
    for kept in _KEPT.finditer(text):
        out += [to_digits(text[at : kept.start()], system), kept.group()]
        at = kept.end()
    return "".join([*out, to_digits(text[at:], system)])
