"""Finding a word in a text as a reader sees it: harakat, tatweel and invisible signs do not count.

text  ا ل سَّ ل ا م      find «السلام»   ->  the code points of ا to م with all their marks
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from studio.text.graphemes import grapheme_boundaries

_TATWEEL = "\u0640"


def find_all(text: str, wanted: str, *, whole_words: bool = False) -> tuple[tuple[int, int], ...]:
    """Where `wanted` stands in `text`, as [start, end) of code points, in order and not overlapping.

    Whole grapheme clusters are compared by what is left of them without harakat, tatweel and format controls,
    in normalisation form C; letters differ by case.  A place holds all marks of its letters.  Nothing is
    found for what has no letter.  whole_words: only where no letter or digit stands directly before or after.
    """
    places, signs = _skeleton(text)
    _, sought = _skeleton(wanted)
    while sought and sought[0].isspace():
        sought = sought[1:]
    while sought and sought[-1].isspace():
        sought = sought[:-1]
    if not sought:
        return ()
    found = []
    at = 0
    while at + len(sought) <= len(signs):
        if signs[at : at + len(sought)] == sought and (
            not whole_words or _stands_alone(signs, at, at + len(sought))
        ):
            found.append((places[at][0], places[at + len(sought) - 1][1]))
            at += len(sought)
        else:
            at += 1
    return tuple(found)


def letters_between(text: str, start: int, end: int | None) -> tuple[int, int]:
    """[start, end) counted in grapheme clusters as [start, end) of code points; cut to the text."""
    boundaries = grapheme_boundaries(text) or (0,)
    last = len(boundaries) - 1
    return boundaries[min(start, last)], boundaries[last if end is None else min(end, last)]


def is_haraka(char: str) -> bool:
    """A sign that is written above or below a letter: a haraka, shadda, madda, hamza apart, Quranic mark."""
    return unicodedata.category(char) in ("Mn", "Me")


@lru_cache(maxsize=256)
def _skeleton(text: str) -> tuple[tuple[tuple[int, int], ...], tuple[str, ...]]:
    """The clusters that count, each with its place; marks after a tatweel belong to what is before it."""
    places: list[tuple[int, int]] = []
    signs: list[str] = []
    for start, end in pairwise(grapheme_boundaries(text)):
        sign = "".join(_base(text[start:end]))
        if sign:
            places.append((start, end))
            signs.append(" " if sign.isspace() else sign)
        elif places:
            places[-1] = (places[-1][0], end)
    return tuple(places), tuple(signs)


def _base(cluster: str) -> Iterator[str]:
    for char in unicodedata.normalize("NFC", cluster):
        if char != _TATWEEL and not is_haraka(char) and unicodedata.category(char) != "Cf":
            yield char


def _stands_alone(signs: Sequence[str], start: int, end: int) -> bool:
    before = start == 0 or not signs[start - 1][0].isalnum()
    return before and (end == len(signs) or not signs[end][0].isalnum())
