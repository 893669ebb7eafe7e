"""Unicode properties by character, from one generated table: the same on every Python version.

The standard library's `unicodedata` changes with Python (3.11 has Unicode 14, 3.14 has 16), so the order of a
line could differ between two machines, and it has neither line breaks nor grapheme clusters. PyPI's
`unicodedata2` fixes the version for bidi classes alone, as one more compiled dependency. Three tables of 27
kB together (`bidi_table`, `line_break_table`, `grapheme_table`) serve all of UAX #9, #14 and #29 from the
Unicode version that the conformance tests belong to.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from functools import cache

from studio.text import bidi_table, grapheme_table, line_break_table

_HANGUL_SYLLABLES = range(0xAC00, 0xD7A4)
_TRAILING_CONSONANTS = 28  # of each Hangul LV syllable: the first of 28 has none


class PropertyLookup(dict[str, str]):
    """Character -> property value; searched in the ranges once for each character, then remembered."""

    def __init__(
        self, ranges: Mapping[str, str], default: str, hangul: tuple[str, str] | None = None
    ) -> None:
        super().__init__()
        starts: list[tuple[int, int, str]] = []
        for value, text in ranges.items():
            for item in text.split():
                first, _, last = item.partition("-")
                starts.append((int(first, 16), int(last or first, 16), value))
        starts.sort()
        self._starts = [first for first, _, _ in starts]
        self._ranges = starts
        self._default = default
        self._hangul = hangul

    def __missing__(self, character: str) -> str:
        value = self[character] = self._search(ord(character))
        return value

    def _search(self, code_point: int) -> str:
        if self._hangul and code_point in _HANGUL_SYLLABLES:
            without_final, with_final = self._hangul
            is_open = (code_point - _HANGUL_SYLLABLES.start) % _TRAILING_CONSONANTS == 0
            return without_final if is_open else with_final
        index = bisect_right(self._starts, code_point) - 1
        if index >= 0 and code_point <= self._ranges[index][1]:
            return self._ranges[index][2]
        return self._default


@cache
def _bidi() -> PropertyLookup:
    return PropertyLookup(bidi_table.RANGES, bidi_table.DEFAULT)


@cache
def _line_break() -> PropertyLookup:
    return PropertyLookup(line_break_table.RANGES, line_break_table.DEFAULT, ("H2", "H3"))


@cache
def _grapheme() -> PropertyLookup:
    return PropertyLookup(grapheme_table.RANGES, grapheme_table.DEFAULT, ("LV", "LVT"))


def _classes(text: str, lookup: Callable[[], PropertyLookup]) -> list[str]:
    return list(map(lookup().__getitem__, text))


def bidi_classes(text: str) -> list[str]:
    """Bidi_Class of each code point by its short name: "L", "AL", "EN"…"""
    return _classes(text, _bidi)


def line_break_classes(text: str) -> list[str]:
    """Line_Break of each code point, with rule LB1 applied (no AI, CJ, SA, SG, XX is left).

    "OP_EA" and "CP_EA" are wide brackets (LB30), "ID_CN" is unassigned and pictographic (LB30b).
    """
    return _classes(text, _line_break)


def grapheme_classes(text: str) -> list[str]:
    """Grapheme_Cluster_Break of each code point by its UCD name, or "ExtPict"."""
    return _classes(text, _grapheme)


def _characters(hexadecimal: str) -> list[str]:
    return [chr(int(code, 16)) for code in hexadecimal.split()]


CLOSING_BRACKET = dict(
    zip(_characters(bidi_table.OPENING_BRACKETS), _characters(bidi_table.CLOSING_BRACKETS), strict=True)
)
"""Opening paired bracket -> the closing one (BD14, BD15)."""

CLOSING_BRACKETS = frozenset(CLOSING_BRACKET.values())

CANONICAL_BRACKET = {chr(code): chr(same) for code, same in bidi_table.CANONICAL_BRACKETS.items()}
"""Bracket -> the canonically equivalent one that stands for it when pairs are matched (BD16)."""
