"""In which direction a paragraph is read: as most of its words are.

UAX #9 goes by the first strong character (P2). But «COVID-19 وصل في 2020» is an Arabic sentence, though it
begins with a Latin word, and is read from the right; "السلام means peace" is an English one. UAX #9 leaves
room for that (HL1).
"""

from functools import lru_cache

from studio.text.bidi import Direction, paragraph_direction
from studio.text.itemize import language_direction
from studio.text.unicode_data import bidi_classes

_STRONG = {"L": Direction.LTR, "R": Direction.RTL, "AL": Direction.RTL}
_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202d\u202e\u2066\u2067\u2068")


@lru_cache(maxsize=1024)
def reading_direction(text: str, language: str, otherwise: Direction | None = None) -> Direction:
    """The direction of the first paragraph of `text` in a film in `language` (BCP 47).

    It is that of more than half of its words, else of the first word.  otherwise: for a paragraph without
    letters; None: the language's.  A paragraph whose author set directions by controls goes by its first
    strong character.
    """
    neutral = otherwise or language_direction(language)
    words: list[Direction] = []  # the direction of each word's first letter
    inside = False
    for char, name in zip(text, bidi_classes(text), strict=True):
        if name == "B":
            break
        if char in _CONTROLS:
            return paragraph_direction(text, neutral)
        if name == "WS":
            inside = False
        elif not inside and name in _STRONG:
            inside = True
            words.append(_STRONG[name])
    return max(dict.fromkeys(words), key=words.count) if words else neutral
