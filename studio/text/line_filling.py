"""Where the lines of a paragraph end: filled one by one, or about equally long.

Equally long lines minimise the sum of squared differences from the mean, as Knuth and Plass do for whole
paragraphs ("Breaking paragraphs into lines", 1981), over exactly as many lines as filling needs. Lines
that will be justified are measured against the full width instead, the last one not at all. Penalties
speak for the reader: a line should not end in the middle of a phrase, nor the last one hold a single short
word.
"""

from collections.abc import Callable, Sequence

from studio.text.line_breaking import Break

MAX_BALANCED_LINES = 12
"""Longer paragraphs are filled: they are read, not looked at (as in CSS, `text-wrap: balance`)."""

_MAX_PLACES = 400
_TOLERANCE = 1e-6  # em: sums of advances are floats

# Squares of the share of a line that is missing or too much: 0.04 is a fifth of the line.
_WORST_BREAK = 0.18  # of penalty 100
_SINGLE_LAST_WORD = 0.25
_FULL = 16.0
"""How much more a missing share counts in lines that are to be justified: holes are worse than any break."""

LineWidth = Callable[[int, int], float]
BreakPenalty = Callable[[int], float]


def fill_lines(
    text: str,
    breaks: Sequence[Break],
    width: LineWidth,
    max_width: float | None,
    penalty: BreakPenalty | None = None,
    *,
    full: bool = False,
) -> list[tuple[int, int]]:
    """[start, end) of each line of `text`, end to end.

    width(start, end): the width of such a line. A word wider than `max_width` has a line of its own and
    leaves it. Without `max_width` only mandatory breaks end a line. penalty(place): how much a break there
    hurts reading, 0 to 100; None fills the lines instead of balancing them. full: they are to be justified,
    so all but the last should come near the width.
    """
    lines: list[tuple[int, int]] = []
    start = 0
    places: list[int] = []
    for position, mandatory in (*breaks, Break(len(text), True)):
        places.append(position)
        if mandatory and (position > start or not text):
            lines += _break_up(text, start, places, width, max_width, penalty, full)
            start, places = position, []
    return lines or [(0, len(text))]


def _break_up(
    text: str,
    start: int,
    places: list[int],
    width: LineWidth,
    max_width: float | None,
    penalty: BreakPenalty | None,
    full: bool,
) -> list[tuple[int, int]]:
    if max_width is None or width(start, places[-1]) <= max_width + _TOLERANCE:
        return [(start, places[-1])]
    filled = _greedy(start, places, width, max_width)
    if penalty is None or len(filled) < 2:
        return filled
    kept: list[tuple[int, int]] = []
    if len(filled) > MAX_BALANCED_LINES and _is_single_word(text, *filled[-1]):
        kept, start = filled[:-2], filled[-2][0]
        places = [place for place in places if place > start]
    if len(filled) - len(kept) > MAX_BALANCED_LINES or len(places) > _MAX_PLACES:
        return filled
    balanced = _balanced(text, start, places, width, max_width, len(filled) - len(kept), penalty, full)
    return [*kept, *balanced] if balanced else filled


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
    text: str,
    start: int,
    places: list[int],
    width: LineWidth,
    max_width: float,
    count: int,
    penalty: BreakPenalty,
    full: bool,
) -> list[tuple[int, int]] | None:
    """The best way to break into exactly `count` lines; None if there is none that fits."""
    ends = [start, *places]
    wanted = max_width if full else width(start, places[-1]) / count
    penalties = [0.0, *(_WORST_BREAK * penalty(place) / 100 for place in places[:-1]), 0.0]
    # best[j]: (cost, where the last line begins) of the best way to set ends[0..j] in so many lines.
    rounds: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for _ in range(count):
        best: dict[int, tuple[float, int]] = {}
        for first, (cost, _) in rounds[-1].items():
            for last in range(first + 1, len(ends)):
                length = width(ends[first], ends[last])
                if length > max_width + _TOLERANCE and last > first + 1:
                    break
                total = cost + penalties[last]
                if not full:
                    total += (length / wanted - 1) ** 2
                elif last < len(ends) - 1:
                    total += _FULL * (length / wanted - 1) ** 2
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


def _is_single_word(text: str, start: int, end: int) -> bool:
    return len(text[start:end].split()) == 1
