"""The Unicode Bidirectional Algorithm (UAX #9 of Unicode 15.0): which way each part of a line runs.

The stages follow the document, rule by rule; names in comments (X5a, N0, L1…) are its own.

    text -> resolve_levels (P, X, W, N, I) -> line break -> reset_line_levels (L1) -> visual_runs (L2)

An even level runs left to right, an odd one right to left. Indexes are Python code points. Mirroring (L4) and
joining (L3) are left to the shaper. All of BidiTest.txt and BidiCharacterTest.txt pass.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from studio.text.bidi_explicit import REMOVED, explicit_levels, first_strong_level
from studio.text.bidi_resolve import resolve_sequences
from studio.text.unicode_data import bidi_classes

_RTL_OR_CONTROL = frozenset(["R", "AL", "AN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"])
_LTR_OR_CONTROL = frozenset(["L", "EN", "AN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"])
_SEPARATORS = frozenset({"S", "B"})
# L1 skips the characters that X9 removed as if they were white space.
_TRAILING = frozenset(["WS", "LRI", "RLI", "FSI", "PDI", "LRE", "RLE", "LRO", "RLO", "PDF", "BN"])


class Direction(StrEnum):
    """The base direction of a paragraph."""

    LTR = "ltr"
    RTL = "rtl"


class BidiParagraph(Struct, frozen=True):
    """Resolved embedding levels, before rule L1 (which needs to know the lines).

    `levels` has one level (0 to 126) a code point. The controls that rule X9 removes (`removed`: indexes)
    carry the level of the character before them, so that runs are contiguous; they are not to be drawn.
    """

    base_level: int
    levels: tuple[int, ...]
    removed: frozenset[int]

    @property
    def direction(self) -> Direction:
        return Direction.RTL if self.base_level % 2 else Direction.LTR


def paragraph_direction(text: str, default: Direction = Direction.LTR) -> Direction:
    """Direction of the first strong character outside isolates (P2, P3), or `default` when there is none.

    Only the first paragraph of `text` counts.
    """
    classes = bidi_classes(text)
    if "B" in classes:
        classes = classes[: classes.index("B")]
    level = first_strong_level(classes)
    if level is None:
        return default
    return Direction.RTL if level else Direction.LTR


def split_paragraphs(text: str) -> list[tuple[int, int]]:
    """[start, end) of each paragraph (P1), its separator included; CR LF is one separator."""
    paragraphs = []
    start = 0
    classes = bidi_classes(text)
    for index, bidi_class in enumerate(classes):
        if bidi_class == "B" and text[index : index + 2] != "\r\n":
            paragraphs.append((start, index + 1))
            start = index + 1
    if start < len(text):
        paragraphs.append((start, len(text)))
    return paragraphs


@lru_cache(maxsize=1024)
def resolve_levels(text: str, base: Direction | None = None) -> BidiParagraph:
    """Resolve the embedding levels of `text`; `base=None` takes the direction of its first strong character.

    Text of several paragraphs is resolved paragraph by paragraph (no embedding reaches across a separator),
    all with the one base direction; to give each its own, call this for each range of `split_paragraphs`.
    Any string is valid, lone surrogates and unmatched controls included.
    """
    classes = bidi_classes(text)
    direction = base or paragraph_direction(text)
    base_level = 1 if direction is Direction.RTL else 0
    present = set(classes)
    if present.isdisjoint(_LTR_OR_CONTROL if base_level else _RTL_OR_CONTROL):
        removed = (
            frozenset(i for i, name in enumerate(classes) if name == "BN") if "BN" in present else frozenset()
        )
        return BidiParagraph(base_level, (base_level,) * len(text), removed)
    levels: list[int] = []
    for start, end in split_paragraphs(text):
        levels += _paragraph_levels(classes[start:end], text[start:end], base_level)
    removed = frozenset(index for index, level in enumerate(levels) if level == REMOVED)
    previous = base_level
    for index, level in enumerate(levels):
        if level == REMOVED:
            levels[index] = previous
        else:
            previous = level
    return BidiParagraph(base_level, tuple(levels), removed)


def levels_of_classes(classes: Sequence[str], base_level: int | None = None) -> tuple[int, list[int]]:
    """(base level, levels) of one paragraph given as bidi classes; the level of removed ones is `REMOVED`.

    For conformance tests that know classes and no characters; hence no paired brackets.
    """
    if base_level is None:
        base_level = first_strong_level(classes) or 0
    return base_level, _paragraph_levels(classes, None, base_level)


def _paragraph_levels(classes: Sequence[str], text: str | None, base_level: int) -> list[int]:
    embedded = explicit_levels(classes, base_level)
    return resolve_sequences(embedded, text, base_level)


def reset_line_levels(
    text: str, levels: Sequence[int], base_level: int, start: int, end: int
) -> tuple[int, ...]:
    """Levels of the line [start, end) after L1: separators, and white space before them or at the line's end,
    go back to the base level."""
    return line_levels_of_classes(bidi_classes(text[start:end]), levels[start:end], base_level)


def line_levels_of_classes(classes: Sequence[str], levels: Sequence[int], base_level: int) -> tuple[int, ...]:
    """`reset_line_levels` for a line given as its bidi classes."""
    reset = list(levels)
    trailing = True
    for index in range(len(classes) - 1, -1, -1):
        if classes[index] in _SEPARATORS:
            trailing = True
        elif classes[index] not in _TRAILING:
            trailing = False
        if trailing:
            reset[index] = base_level
    return tuple(reset)


def level_runs(levels: Sequence[int], start: int, end: int) -> list[tuple[int, int, int]]:
    """(start, end, level) of each stretch of equal level in [start, end), in logical order.

    Indexes are those of `levels`.
    """
    runs = []
    run_start = start
    for index in range(start + 1, end + 1):
        if index == end or levels[index] != levels[run_start]:
            runs.append((run_start, index, levels[run_start]))
            run_start = index
    return runs


def visual_runs(levels: Sequence[int], start: int, end: int) -> list[tuple[int, int, int]]:
    """The level runs of a line in the order they are seen from left to right (L2).

    Within a run of odd level the characters stand from right to left.
    """
    runs = level_runs(levels, start, end)
    if not runs:
        return runs
    highest = max(level for _, _, level in runs)
    lowest_odd = min(level for _, _, level in runs) | 1
    for level in range(highest, lowest_odd - 1, -1):
        for first, last in _stretches_at_least(runs, level):
            runs[first:last] = runs[first:last][::-1]
    return runs


def _stretches_at_least(runs: Sequence[tuple[int, int, int]], level: int) -> Iterator[tuple[int, int]]:
    first = None
    for index, (_, _, run_level) in enumerate(runs):
        if run_level >= level:
            first = index if first is None else first
        elif first is not None:
            yield first, index
            first = None
    if first is not None:
        yield first, len(runs)


def visual_order(levels: Sequence[int]) -> tuple[int, ...]:
    """Logical indexes of one line's characters, from left to right (L2); `levels` are those of the line."""
    order: list[int] = []
    for start, end, level in visual_runs(levels, 0, len(levels)):
        order += range(end - 1, start - 1, -1) if level % 2 else range(start, end)
    return tuple(order)
