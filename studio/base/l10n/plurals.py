"""Counted words: which of a word's forms goes with a number.

Arabic has six, by CLDR's rules: none, مشارك واحد, مشاركان, ٣ مشاركين (3-10), ١١ مشاركًا (11-99), ١٠٠ مشارك
(100-102), and so on from 103.  English has two.
"""

import math
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, get_args

from studio.base.l10n.locales import locale_of

if TYPE_CHECKING:
    from babel.plural import PluralRule

PluralCategory = Literal["zero", "one", "two", "few", "many", "other"]
PLURAL_CATEGORIES: tuple[PluralCategory, ...] = get_args(PluralCategory)

NUMBER_SIGN = "#"
"""Stands for the number in a form, as in ICU's messages; a form without it says the number by itself."""


@lru_cache(maxsize=64)
def _rule(language: str) -> "PluralRule":
    return locale_of(language).plural_form


def plural_category(number: float | Decimal, language: str) -> PluralCategory:
    """The CLDR category of a number as it is written; its sign does not matter.

    A float without fraction counts as a whole number; a Decimal with its visible digits (1.0 is not 1 in
    English).  Raises ValueError for what is not finite.
    """
    if not math.isfinite(number):
        raise ValueError("only a finite number can be counted")
    exact = number if isinstance(number, Decimal) else Decimal(repr(number))
    if not isinstance(number, Decimal) and exact == exact.to_integral_value():
        exact = exact.to_integral_value()
    # Plain digits, since exponents would mislead Babel.  All rules look at millions at most, so of longer
    # numbers the last six digits decide; a Decimal can only be divided while it is short.
    whole, point, fraction = f"{abs(exact):f}".partition(".")
    if len(whole) > 7:
        whole = "1" + whole[-6:]
    found = _rule(language)(Decimal(whole + point + fraction[:15]))
    return next(category for category in PLURAL_CATEGORIES if category == found)


def plural_form(forms: Mapping[str, str], number: float | Decimal, language: str) -> str:
    """The form for a number; where it is missing, `other`, else the last that there is.

    Raises ValueError without any form.
    """
    if not forms:
        raise ValueError("there is no form to choose")
    wanted = plural_category(number, language)
    if wanted in forms:
        return forms[wanted]
    if "other" in forms:
        return forms["other"]
    return [forms[category] for category in PLURAL_CATEGORIES if category in forms][-1]


def counted(forms: Mapping[str, str], number: float | Decimal, language: str, written: str) -> str:
    """The form for a number, with the number as it is written in the place of `#`.

    Forms without `#` are for the number that they name: below zero the form for 100 or more stands in.
    """
    form = plural_form(forms, number, language)
    if number < 0 and NUMBER_SIGN not in form and NUMBER_SIGN in forms.get("other", ""):
        form = forms["other"]
    return form.replace(NUMBER_SIGN, written)


def categories_of(language: str) -> tuple[PluralCategory, ...]:
    """The forms that a language has, in CLDR's order: all six in Arabic, one and other in English."""
    tags = _rule(language).tags
    return tuple(category for category in PLURAL_CATEGORIES if category in tags or category == "other")
