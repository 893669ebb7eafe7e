"""Keep phone numbers, addresses, @names, #tags, ranges and percentages readable inside Arabic text.

UAX #9 has to guess about digits and signs, and in a right-to-left paragraph it guesses against the reader:
"10-20" is shown as "20-10", "+966 50 123 4567" in reverse groups, "#Sale" with its sign on the wrong side. An
isolate (U+2066 to U+2069) around such a span keeps its inner order and leaves the rest of the line alone.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from studio.text.bidi import Direction, paragraph_direction
from studio.text.bidi_explicit import ISOLATE_INITIATORS
from studio.text.isolation_patterns import (
    ARABIC_NUMBER,
    HANDLE_OR_TAG,
    SPAN,
    holds_only_a_plain_number,
    trim_address,
)
from studio.text.unicode_data import bidi_classes

LRI, RLI, PDI = "\u2066", "\u2067", "\u2069"

_OPENS = frozenset({"LRI", "RLI", "FSI", "LRE", "RLE", "LRO", "RLO"})
_CLOSES = frozenset({"PDI", "PDF"})
_MARKS = frozenset("\u200e\u200f\u061c")
_STRONG = {"L": Direction.LTR, "R": Direction.RTL, "AL": Direction.RTL}


class Isolated(Struct, frozen=True):
    """Text with isolates, and the way back to the text as it was.

    `to_original` has one index a code point of `text`: an inserted control maps to the original character
    that follows it (at the end: to the original's length). `inserted` lists the controls' indexes in `text`.
    """

    text: str
    to_original: tuple[int, ...]
    inserted: tuple[int, ...] = ()


_ONLY_WORDS = re.compile("[\u0621-\u065f ،؛؟!]*")
"""Arabic letters, their marks and what stands between words: most lines hold nothing else."""


@lru_cache(maxsize=1024)
def isolate_neutral_spans(text: str, base: Direction) -> Isolated:
    """Put isolates around the spans of `text` that would read wrong in a paragraph of direction `base`.

    In a right-to-left paragraph: Latin handles, tags and addresses, phone numbers, dates, ranges (10-20 and
    ١٠-٢٠), signed numbers, prices and percentages in 0-9 run left to right. A percentage in Arabic digits
    (٥٠٪) is left alone: its sign belongs at the left, where UAX #9 puts it. So is a span that follows Latin
    words, since it is a part of their left-to-right phrase already, and what an author's own isolate or
    embedding holds.
    In a left-to-right paragraph: Arabic tags and handles keep their sign at the right, and those other spans
    run left to right after Arabic words too.
    """
    spans = [] if _ONLY_WORDS.fullmatch(text) else list(_spans_to_isolate(text, base))
    if not spans:
        return Isolated(text, tuple(range(len(text))))
    pieces: list[str] = []
    to_original: list[int] = []
    inserted: list[int] = []

    end = 0
    for place, control in _controls(text, spans):
        pieces += [text[end:place], control]
        to_original += range(end, place)
        inserted.append(len(to_original))
        to_original.append(place)
        end = place
    pieces.append(text[end:])
    to_original += range(end, len(text))
    return Isolated("".join(pieces), tuple(to_original), tuple(inserted))


def _controls(text: str, spans: list[tuple[int, int, Direction]]) -> Iterator[tuple[int, str]]:
    """(index, control to put before it), in order.

    Arabic digits count as right-to-left to the signs between them, in an isolate too (N1): so where a span
    has several numbers of them, each gets an inner isolate, between which the signs run left to right.
    """
    for start, stop, direction in spans:
        yield start, LRI if direction is Direction.LTR else RLI
        numbers = [] if direction is Direction.RTL else list(ARABIC_NUMBER.finditer(text, start, stop))
        for number in numbers if len(numbers) > 1 else []:
            yield number.start(), LRI
            yield number.end(), PDI
        yield stop, PDI


def _spans_to_isolate(text: str, base: Direction) -> Iterator[tuple[int, int, Direction]]:
    """(start, end, direction) of each, in order.

    Patterns are searched in the text without its controls: so a second pass finds the very spans of the first
    and sees that they are isolated.
    """
    classes = bidi_classes(text)
    depths = _control_depths(classes)
    places = [i for i, name in enumerate(classes) if name not in _OPENS | _CLOSES and text[i] not in _MARKS]
    visible = "".join(text[i] for i in places)
    strong: Direction | None = None  # the last strong character before the span, outside isolates
    cursor = 0
    for match in SPAN.finditer(visible):
        found = trim_address(match)
        if not found or holds_only_a_plain_number(match):
            continue
        start, stop = places[match.start()], places[match.start() + len(found) - 1] + 1
        if any(depths[start:stop]):
            continue
        for index in range(cursor, start):
            if classes[index] == "B":
                strong = None
            elif not depths[index]:
                strong = _STRONG.get(classes[index], strong)
        cursor = start
        direction = _direction(match, found)
        if _reads_wrong(found, direction, base, strong):
            yield start, stop, direction
            cursor = stop


def _direction(match: re.Match[str], found: str) -> Direction:
    return paragraph_direction(found) if match.lastgroup == HANDLE_OR_TAG else Direction.LTR


def _reads_wrong(found: str, direction: Direction, base: Direction, strong: Direction | None) -> bool:
    if base is Direction.LTR:
        if direction is Direction.RTL:
            return strong is not Direction.RTL
        # After Arabic letters, European digits count as Arabic ones (W2).
        return strong is Direction.RTL or "AN" in bidi_classes(found)
    if direction is Direction.RTL:
        return False
    # Arabic digits never join the left-to-right phrase before them.
    return strong is not Direction.LTR or "AN" in bidi_classes(found)


def _control_depths(classes: list[str]) -> list[int]:
    """How many isolates and embeddings hold each character; a control counts as held, even a stray one."""
    depths = []
    opened: list[str] = []
    for name in classes:
        if name == "B":
            opened.clear()
        elif name in _OPENS:
            opened.append("PDI" if name in ISOLATE_INITIATORS else "PDF")
        depths.append(max(len(opened), int(name in _CLOSES)))
        if name == "PDI" and "PDI" in opened:  # it closes the embeddings in its isolate too
            while opened.pop() != "PDI":
                pass
        elif name == "PDF" and opened and opened[-1] == "PDF":
            opened.pop()
    return depths
