"""Places in an order: `الثالثة`, `3rd`."""

from collections.abc import Mapping
from typing import Literal, get_args

from studio.base.digits import DigitSystem, format_number
from studio.base.l10n.locales import locale_of
from studio.base.languages import primary_language

OrdinalGender = Literal["masculine", "feminine"]
ORDINAL_GENDERS: tuple[OrdinalGender, ...] = get_args(OrdinalGender)

_ARABIC: Mapping[OrdinalGender, tuple[str, ...]] = {
    "masculine": (
        *("الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر"),
        *("الحادي عشر", "الثاني عشر"),
    ),
    "feminine": (
        *("الأولى", "الثانية", "الثالثة", "الرابعة", "الخامسة", "السادسة", "السابعة", "الثامنة"),
        *("التاسعة", "العاشرة", "الحادية عشرة", "الثانية عشرة"),
    ),
}
_ENGLISH = {"one": "st", "two": "nd", "few": "rd"}


def format_ordinal(number: int, language: str, system: DigitSystem, gender: str = "masculine") -> str:
    """Words in Arabic up to twelve, `3rd` in English, else the bare number.

    gender: masculine or feminine, that of the noun.  Raises ValueError below 1.
    """
    if number < 1:
        raise ValueError("the first place is 1")
    written = format_number(number, system)
    match primary_language(language):
        case "ar":
            words = _ARABIC["feminine" if gender == "feminine" else "masculine"]
            return words[number - 1] if number <= len(words) else written
        case "en":
            return written + _ENGLISH.get(locale_of("en").ordinal_form(number), "th")
        case _:
            return written
