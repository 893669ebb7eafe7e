"""Where the lines of a paragraph end: filled one by one, or about equally long.

Equally long lines minimise the sum of squared differences from the mean, as Knuth and Plass do for whole
paragraphs ("Breaking paragraphs into lines", 1981), over exactly as many lines as filling needs. Penalties
speak for the reader: a line should not end in the middle of a phrase, nor the last one hold a single short
word.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

from studio.text.line_breaking import Break

MAX_BALANCED_LINES = 12
"""Longer paragraphs are filled: they are read, not looked at (as in CSS, `text-wrap: balance`)."""

_MAX_PLACES = 400
_TOLERANCE = 1e-6  # em: sums of advances are floats

# Weights, in squares of a line's share that is missing or too much: 0.04 is a fifth of the line.
_AFTER_PUNCTUATION = -0.015
_BEFORE_CONJUNCTION = -0.008
_AFTER_PARTICLE = 0.06
_NUMBER_AND_UNIT = 0.06
_SINGLE_LAST_WORD = 0.25

_PUNCTUATION = frozenset(".,;:!?…،؛؟۔)»”")
_PARTICLES = frozenset(
    {
        *("في", "من", "على", "إلى", "عن", "مع", "أن", "إن", "لا", "ما", "لم", "لن", "قد", "بين", "عند"),
        *("حتى", "كل", "هذا", "هذه", "التي", "الذي", "ثم", "أو", "و", "يا", "غير", "نحو", "بعد", "قبل"),
        *("حول", "دون", "از", "به", "در", "با", "که", "کے", "کی", "کا", "میں", "سے"),
        *("a", "an", "the", "of", "in", "on", "to", "for", "and", "or", "by", "with", "from", "at"),
    }
)

LineWidth = Callable[[int, int], float]


def fill_lines(
    text: str, breaks: Sequence[Break], width: LineWidth, max_width: float | None, balance: bool
) -> list[tuple[int, int]]:
    """[start, end) of each line of `text`, end to end.

    width(start, end): the width of such a line. A word wider than `max_width` has a line of its own and
    leaves it. Without `max_width` only mandatory breaks end a line.
    """
    lines: list[tuple[int, int]] = []
    start = 0
    places: list[int] = []
    for position, mandatory in (*breaks, Break(len(text), True)):
        if position < len(text) or mandatory:
            places.append(position)
        if mandatory and (position > start or not text):
            lines += _fill(text, start, places, width, max_width, balance)
            start, places = position, []
    return lines or [(0, len(text))]


def _fill(
    text: str, start: int, places: list[int], width: LineWidth, max_width: float | None, balance: bool
) -> list[tuple[int, int]]:
    end = places[-1]
    if max_width is None or width(start, end) <= max_width + _TOLERANCE:
        return [(start, end)]
    filled = _greedy(start, places, width, max_width)
    if balance and len(filled) <= MAX_BALANCED_LINES and len(places) <= _MAX_PLACES:
        return _balanced(text, start, places, width, max_width, len(filled)) or filled
    return filled


def _greedy(start: int, places: list[int], width: LineWidth, max_width: float) -> list[tuple[int, int]]:
    lines = []
    last = start
    for place in places:
        if last > start and width(start, place) > max_width + _TOLERANCE:
            lines.append((start, last))
            start = last
        last = place
    lines.append((start, last))
    return lines


def _balanced(
    text: str, start: int, places: list[int], width: LineWidth, max_width: float, count: int
) -> list[tuple[int, int]] | None:
    """The best way to break into exactly `count` lines; None if there is none that fits."""
    ends = [start, *places]
    mean = width(start, places[-1]) / count
    penalties = [0.0, *(break_penalty(text, place) for place in places[:-1]), 0.0]
    # best[j]: (cost, where the last line begins) of the best way to set ends[0..j] in so many lines.
    rounds: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for _ in range(count):
        best: dict[int, tuple[float, int]] = {}
        for first, (cost, _) in rounds[-1].items():
            for last in range(first + 1, len(ends)):
                length = width(ends[first], ends[last])
                if length > max_width + _TOLERANCE and last > first + 1:
                    break
                total = cost + (length / mean - 1) ** 2 + penalties[last]
                if last == len(ends) - 1 and _is_single_word(text, ends[first], ends[last]):
                    total += _SINGLE_LAST_WORD
                if last not in best or total < best[last][0]:
                    best[last] = (total, first)
        rounds.append(best)
    if len(ends) - 1 not in rounds[-1]:
        return None
    lines = []
    last = len(ends) - 1
    for best in reversed(rounds[1:]):
        first = best[last][1]
        lines.append((ends[first], ends[last]))
        last = first
    return lines[::-1]


@lru_cache(maxsize=8192)
def _word_around(text: str, place: int) -> tuple[str, str]:
    before = text[:place].rsplit(maxsplit=1)
    after = text[place:].split(maxsplit=1)
    return before[-1] if before else "", after[0] if after else ""


def break_penalty(text: str, place: int) -> float:
    """What a line break at `place` costs a reader: positive inside a phrase, negative where one ends.

    STYLE: after punctuation or before و is good; after a preposition or article, or between a number and
    what it counts, is bad.
    """
    before, after = _word_around(text, place)
    if before and before[-1] in _PUNCTUATION:
        return _AFTER_PUNCTUATION
    if before.strip("«“\"'(").lower() in _PARTICLES:
        return _AFTER_PARTICLE
    if before.strip("\u2066\u2067\u2069").isdecimal() and after:
        return _NUMBER_AND_UNIT
    if after.startswith("و") and len(after) > 3:
        return _BEFORE_CONJUNCTION
    return 0.0


def _is_single_word(text: str, start: int, end: int) -> bool:
    return len(text[start:end].split()) == 1
