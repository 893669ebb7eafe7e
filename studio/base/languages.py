"""What a language tag (BCP 47) says about writing: its language, its script, its direction.

The table holds the right-to-left languages of CLDR's likely subtags; all it does not know is taken as Latin.
"""

from functools import lru_cache

RTL_SCRIPTS = frozenset(
    {"Adlm", "Arab", "Armi", "Hebr", "Mand", "Mend", "Nkoo", "Phnx", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"}
)
"""Scripts (ISO 15924) that are written from right to left."""

_SCRIPTS = {
    **dict.fromkeys(("ar", "apc", "ary", "arz", "azb", "bal", "ckb", "fa", "ks", "lrc", "mzn"), "Arab"),
    **dict.fromkeys(("prs", "ps", "sd", "ug", "ur"), "Arab"),
    **dict.fromkeys(("he", "iw", "yi"), "Hebr"),
    "aii": "Syrc",
    "dv": "Thaa",
    "nqo": "Nkoo",
    "syr": "Syrc",
}

RTL_LANGUAGES = frozenset(_SCRIPTS)
"""Languages that are usually written from right to left."""


def primary_language(tag: str) -> str:
    """The language without region and script: `ar` of `ar-JO`."""
    return tag.replace("_", "-").split("-")[0].lower()


@lru_cache(maxsize=256)
def script_of(tag: str) -> str:
    """The script (ISO 15924) that a tag is written in: Arab, Hebr …, Latn for all it does not know."""
    subtags = tag.replace("_", "-").split("-")
    named = next((part.title() for part in subtags[1:] if len(part) == 4 and part.isalpha()), None)
    return named or _SCRIPTS.get(subtags[0].lower(), "Latn")


def is_rtl(tag: str) -> bool:
    """Whether the language reads from right to left."""
    return script_of(tag) in RTL_SCRIPTS
