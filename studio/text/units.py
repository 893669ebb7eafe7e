"""The units of a text: letters, joined groups, words and lines, what animations and highlights count by.

    قال: «مرحبا»   letters  ق ا ل : « م ر ح ب ا »   groups  قا ل : « مر حبا »   words  قال: «مرحبا»

A letter is a grapheme cluster that is seen (spaces and controls are none), so its marks belong to it. A
group is a run of letters joined by the rules of the Arabic script; a letter that joins nothing is a group
alone. A word ends at white space, its punctuation belongs to it, and a line's end ends it. Each unit lies
within one of the next larger kind, and all are counted from 0 in reading (logical) order.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from studio.base.geometry import EMPTY_RECT, Rect
from studio.text.coverage import needs_glyph
from studio.text.graphemes import grapheme_boundaries
from studio.text.joining import joins_before

_ZERO_WIDTH_SPACE = "\u200b"


class UnitBox(Struct, frozen=True):
    """A unit and where it stands. `box`: its advance by the line's height; `ink`: around what is painted.

    start, end: code points of the original text. line: of its first letter. rtl: whether that letter runs
    from right to left.
    """

    index: int
    start: int
    end: int
    line: int
    rtl: bool
    box: Rect
    ink: Rect


class TextUnits(Struct, frozen=True):
    """The letters of a text, before it is broken into lines.

    letter_at: for each code point its letter, -1 if it has none. ranges: [start, end) of each letter.
    begins_group, begins_word: whether a letter does.
    """

    letter_at: tuple[int, ...]
    ranges: tuple[tuple[int, int], ...]
    begins_group: tuple[bool, ...]
    begins_word: tuple[bool, ...]


class UnitNumbers(Struct, frozen=True):
    """For each letter that is laid out: the group, word and line it belongs to."""

    groups: tuple[int, ...]
    words: tuple[int, ...]
    lines: tuple[int, ...]


@lru_cache(maxsize=4096)
def is_blank(cluster: str) -> bool:
    """White space, controls and nothing else: no ink, no letter."""
    return all(char.isspace() or not needs_glyph(ord(char)) for char in cluster)


@lru_cache(maxsize=512)
def find_units(text: str) -> TextUnits:
    """Letters, groups and words of `text`; any string is valid."""
    joined = joins_before(text)
    letter_at = [-1] * len(text)
    ranges: list[tuple[int, int]] = []
    begins_group: list[bool] = []
    begins_word: list[bool] = []
    after_space = True
    for start, end in pairwise(grapheme_boundaries(text)):
        cluster = text[start:end]
        if is_blank(cluster):
            after_space = after_space or cluster[0].isspace() or _ZERO_WIDTH_SPACE in cluster
            continue
        letter_at[start:end] = [len(ranges)] * (end - start)
        ranges.append((start, end))
        begins_word.append(after_space)
        begins_group.append(after_space or start not in joined)
        after_space = False
    return TextUnits(tuple(letter_at), tuple(ranges), tuple(begins_group), tuple(begins_word))


def number_units(units: TextUnits, line_ranges: Sequence[tuple[int, int]]) -> UnitNumbers:
    """Count groups and words over the lines, given as [start, end) of the text in order.

    Letters after the last line (dropped for want of space) are not counted.
    """
    groups: list[int] = []
    words: list[int] = []
    lines: list[int] = []
    group = word = -1
    line, last_line = 0, -1
    for (start, _), new_group, new_word in zip(
        units.ranges, units.begins_group, units.begins_word, strict=True
    ):
        while line < len(line_ranges) and start >= line_ranges[line][1]:
            line += 1
        if line == len(line_ranges):
            break
        new_word = new_word or line != last_line
        word += new_word
        group += new_group or new_word
        last_line = line
        groups.append(group)
        words.append(word)
        lines.append(line)
    return UnitNumbers(tuple(groups), tuple(words), tuple(lines))


def unite_letters(letters: Sequence[UnitBox], unit_of_letter: Iterable[int]) -> tuple[UnitBox, ...]:
    """The boxes of larger units from those of their letters, which stand in reading order."""
    found: list[UnitBox] = []
    for letter, unit in zip(letters, unit_of_letter, strict=True):
        if unit == len(found):
            found.append(
                UnitBox(unit, letter.start, letter.end, letter.line, letter.rtl, letter.box, letter.ink)
            )
            continue
        last = found[unit]
        found[unit] = UnitBox(
            unit, last.start, letter.end, last.line, last.rtl, _around(last.box, letter.box),
            last.ink.united(letter.ink),
        )  # fmt: skip
    return tuple(found)


def _around(first: Rect, second: Rect) -> Rect:
    """Around both, also where one has no width (a letter that no font has)."""
    if first == EMPTY_RECT:
        return second
    return Rect.from_edges(
        min(first.x, second.x),
        min(first.y, second.y),
        max(first.right, second.right),
        max(first.bottom, second.bottom),
    )
