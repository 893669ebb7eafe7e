"""Lines of a caption: how long they are to the eye, where they had better end, what goes into another cue.

Breaks are weighed by sense (`caption_breaks`: after punctuation, before و and prepositions, never between a
number and its unit) and by balance: two lines of like length are read faster than a long one and a word.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from studio.text.caption_breaks import BreakPenalty, preferred_break_penalty
from studio.text.line_breaking import break_opportunities

_WORD = re.compile(r"\S+")
_DIALOGUE = re.compile(r"^\s*[-–—]\s*\S", re.MULTILINE)
_IMBALANCE = 90.0
"""The penalty of a line that is empty beside a full one; in between by the square."""
_OVERFLOW = 40.0
"""Of every character that a line is too long."""
_ORPHAN = 35.0
"""Of a last line of one word."""


def seen_length(text: str) -> int:
    """Characters that are seen: all but marks (Mn, Me), controls (Cf, Cc) and line ends."""
    return len(text.translate(_seen()))


class _Seen(dict[int, int | None]):
    def __missing__(self, code: int) -> int | None:
        kept = None if unicodedata.category(chr(code)) in ("Mn", "Me", "Cf", "Cc") else code
        self[code] = kept
        return kept


@cache
def _seen() -> _Seen:
    return _Seen()


def word_spans(text: str) -> tuple[tuple[int, int], ...]:
    """[first, last) code points of each word: what white space parts."""
    return tuple(match.span() for match in _WORD.finditer(text))


def is_dialogue(text: str) -> bool:
    """Whether lines are turns of a dialogue, each begun by a dash: their breaks stay."""
    return len(_DIALOGUE.findall(text)) > 1


def joined_lines(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())


def break_penalties(text: str) -> tuple[int, ...]:
    """The penalty of each line end that stands in the text, as if a space stood there."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    whole = " ".join(lines)
    found = []
    position = -1
    for line in lines[:-1]:
        position += len(line) + 1
        found.append(_penalty(whole, position + 1))
    return tuple(found)


@lru_cache(maxsize=4096)
def _penalty(text: str, position: int) -> int:
    try:
        return int(preferred_break_penalty(text, position))
    except ValueError:  # a no-break space and the like
        return int(BreakPenalty.WITHIN_WORD)


def rebroken(text: str, most: int = 42, lines: int = 2) -> str:
    """The text in as few lines as hold it, at most `most` characters each, broken by sense and balance.

    lines: more are made only where the text does not fit; a line that is too long has no place to break, or
    the text needs another cue.  Turns of a dialogue stay where they are.
    """
    if is_dialogue(text):
        return text
    whole = joined_lines(text)
    if seen_length(whole) <= most:
        return whole
    places = _places(whole)
    count = max(2, min(lines, -(-seen_length(whole) // most)))
    return "\n".join(_pieces(whole, places, count, most))


def split_by_sense(text: str, most: int) -> tuple[str, ...]:
    """The text in as few parts as hold it, each of at most `most` characters where words allow it; parts end
    where a sentence or phrase does, and are alike in length."""
    whole = joined_lines(text)
    length = seen_length(whole)
    if length <= most:
        return (text,)
    places = _places(whole)
    found: tuple[str, ...] = (whole,)
    for count in range(min(-(-length // most), len(places) + 1), len(places) + 2):
        found = _pieces(whole, places, count, most)
        if all(seen_length(piece) <= most for piece in found):
            break
    return found


def _places(text: str) -> list[int]:
    """Where a line may end: at spaces alone, so that lines that are joined again are the same text."""
    return [place.position for place in break_opportunities(text) if text[place.position - 1] == " "]


def _pieces(text: str, places: Sequence[int], count: int, most: int) -> tuple[str, ...]:
    """The text in `count` pieces of least penalty (dynamic programming over the places to break)."""
    count = min(count, len(places) + 1)
    edges = [0, *places, len(text)]
    lengths = [seen_length(text[:edge].rstrip()) for edge in edges]
    starts = [seen_length(text[:edge]) for edge in edges]
    ideal = lengths[-1] / count
    penalties = [0, *(_penalty(text, place) for place in places), 0]

    def cost(first: int, last: int, is_final: bool) -> float:
        length = lengths[last] - starts[first]
        over = max(0, length - most)
        uneven = (length - ideal) / max(1.0, ideal)
        alone = is_final and " " not in text[edges[first] : edges[last]].strip()
        return penalties[last] + _OVERFLOW * over + _IMBALANCE * uneven * uneven + _ORPHAN * alone

    last = len(edges) - 1
    best: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {(0, 0): (0.0, (0,))}
    for piece in range(1, count + 1):
        final = piece == count
        for end in (last,) if final else range(piece, last - (count - piece) + 1):
            ways = [
                (best[piece - 1, begin][0] + cost(begin, end, final), (*best[piece - 1, begin][1], end))
                for begin in range(piece - 1, end)
                if (piece - 1, begin) in best
            ]
            if ways:
                best[piece, end] = min(ways)
    cuts = best[count, last][1]
    return tuple(text[edges[a] : edges[b]].strip() for a, b in pairwise(cuts))
