"""From a language tag (BCP 47) to a locale of CLDR."""

from functools import lru_cache
from typing import TYPE_CHECKING

from studio.base.languages import primary_language, script_of

if TYPE_CHECKING:
    from babel import Locale

FALLBACK = "en"


@lru_cache(maxsize=256)
def locale_of(language: str, region: str | None = None) -> "Locale":
    """The CLDR locale of a tag: `ar-JO` has the month names of the Levant, `ar` those of Egypt and the Gulf.

    region: a country (ISO 3166-1, `JO`) in place of the tag's own.  What CLDR does not know falls back to the
    tag's own region, the language without one, then the language of its script: Arabic or English.
    """
    from babel import Locale, UnknownLocaleError

    primary = primary_language(language)
    places = [place.upper() for place in (region, region_of(language)) if place]
    beyond = "ar" if script_of(language) == "Arab" else FALLBACK
    for identifier in (*(f"{primary}_{place}" for place in places), primary, beyond):
        try:
            return Locale.parse(identifier)
        except (UnknownLocaleError, ValueError, TypeError):
            continue
    return Locale.parse(FALLBACK)


def region_of(language: str) -> str | None:
    """The country of a tag: `JO` of `ar-JO`, None of `ar`."""
    for part in language.replace("_", "-").split("-")[1:]:
        if len(part) == 2 and part.isascii() and part.isalpha():
            return part.upper()
    return None
