"""How a text is written out: in one set of digits, where they are people's words and not addresses.

Digits change one for one, and with them the signs that belong to a number, so that `1,234.5` and `50%` come
out as ١٬٢٣٤٫٥ and ٥٠٪; indexes into the text stay the same.  Left as typed: web and mail addresses, @names,
#tags, phone numbers and dialled codes (the text engine knows what they look like), and words with Latin
letters such as COVID-19.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from studio.base.digits import DigitSystem, to_digits
from studio.base.languages import script_of
from studio.model.style import TextStyle
from studio.scene.context import Context
from studio.text.isolation_patterns import SPAN, trim_address

_LATIN_WORD = re.compile(r"\S*[A-Za-z@#\\_]\S*")
_TYPED = frozenset({"address", "tag", "phone"})

_DIGIT = "[0-9٠-٩۰-۹]"
_NUMBER = re.compile(
    rf"(?<![0-9٠-٩۰-۹.,٫٬/:])(?:{_DIGIT}{{1,3}}(?:[,٬]{_DIGIT}{{3}})+|{_DIGIT}+)(?:[.٫]{_DIGIT}+)?"
    rf"(?![.,٫٬/:]?{_DIGIT})"
)
"""A whole or decimal number, its thousands apart or not; not a part of a date, a time or 1.2.3."""
_PERCENT = re.compile(rf"(?<={_DIGIT})([ \u00a0\u202f]?)[%٪]|[%٪](?={_DIGIT})")
_SIGNS: dict[bool, dict[int, str]] = {
    True: str.maketrans({"٫": ".", "٬": ",", "٪": "%"}),
    False: str.maketrans({".": "٫", ",": "٬", "%": "٪"}),
}


def written_text(text: str, style: TextStyle, context: Context) -> str:
    """The text in the digits of its style, or of the composition for its language.

    A Latin text that nobody marked as English keeps European digits inside an Arabic piece.
    """
    if style.digits == "typed":
        return text
    system = context.digits_of(style)
    language = style.language or context.composition.language
    if style.digits is None and system != "latn" and script_of(language) == "Arab" and _is_latin(text):
        system = "latn"
    return localized_digits(text, system)


@lru_cache(maxsize=1024)
def localized_digits(text: str, system: DigitSystem) -> str:
    """Digits of the text in the numbering system, with the signs of its numbers; addresses stay as typed."""
    if not any(character.isdecimal() for character in text):
        return text
    out, at = [], 0
    for start, end in _kept(text):
        if start >= at:
            out += [_changed(text[at:start], system), text[start:end]]
            at = end
        elif end > at:
            out.append(text[at:end])
            at = end
    return "".join([*out, _changed(text[at:], system)])


def digit_systems(text: str) -> set[DigitSystem]:
    """The numbering systems whose digits a text has, but for addresses, phone numbers and the like."""
    kept = {index for start, end in _kept(text) for index in range(start, end)}
    found: set[DigitSystem] = set()
    for index, character in enumerate(text):
        if index in kept or not character.isdecimal():
            continue
        for system, first in _FIRST.items():
            if first <= character <= chr(ord(first) + 9):
                found.add(system)
    return found


_FIRST: dict[DigitSystem, str] = {"latn": "0", "arab": "٠", "arabext": "۰"}


def _changed(text: str, system: DigitSystem) -> str:
    signs = _SIGNS[system == "latn"]
    text = _NUMBER.sub(lambda match: match[0].translate(signs), text)
    return to_digits(_PERCENT.sub(lambda match: match[0].translate(signs), text), system)


def _kept(text: str) -> Iterator[tuple[int, int]]:
    """Where digits stay as typed, by their beginning; parts may overlap."""
    spans = [match.span() for match in _LATIN_WORD.finditer(text)]
    spans += [
        (match.start(), match.start() + len(trim_address(match)))
        for match in SPAN.finditer(text)
        if match.lastgroup in _TYPED
    ]
    yield from sorted(spans)


def _is_latin(text: str) -> bool:
    """Whether a text has Latin letters and no others."""
    names = {unicodedata.name(character, "").split(" ")[0] for character in text if character.isalpha()}
    return names == {"LATIN"}
