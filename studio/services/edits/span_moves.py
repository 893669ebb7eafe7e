"""Parts of a text that look different, after other words have come into the text.

A part that names words goes on naming them where that still means the same places; where the words that it
names were replaced it names the new ones; else it is told by its letters.
"""

from collections.abc import Sequence
from itertools import pairwise

from studio.model.spans import Span
from studio.text.graphemes import grapheme_boundaries
from studio.text.matching import find_all, letters_between
from studio.text.search import Found, moved, replaced

_MOST = 200
"""Spans that a text can have."""


def moved_spans(spans: Sequence[Span], text: str, places: Sequence[Found], by: str) -> tuple[Span, ...]:
    """The spans for `replaced(text, places, by)`; one of which nothing is left goes."""
    made: list[Span] = []
    new = replaced(text, places, by)
    for span in spans:
        made += _moved(span, text, new, places, len(by))
    return tuple(made[:_MOST])


def _moved(span: Span, text: str, new: str, places: Sequence[Found], length: int) -> list[Span]:
    before = _ranges(span, text)
    if not before:
        return [span]  # it named nothing; nothing is lost
    ranges = [
        (moved(start, places, length, is_end=False), moved(end, places, length, is_end=True))
        for start, end in before
    ]
    ranges = [one for one in ranges if one[0] < one[1]]
    if span.find is not None:
        words = {new[start:end] for start, end in ranges}
        for find in (span.find, *words) if len(words) == 1 else (span.find,):
            if not 0 < len(find) <= 400:
                continue
            named = span.model_copy(update={"find": find})
            if list(_ranges(named, new)) == ranges:
                return [named]
    return [_by_letters(span, new, start, end) for start, end in ranges]


def _ranges(span: Span, text: str) -> tuple[Found, ...]:
    """Code points of the text that a span means, as the engine reads it."""
    if span.find is None:
        start, end = letters_between(text, span.start or 0, span.end)
        return ((start, end),) if start < end else ()
    found = find_all(text, span.find, whole_words=span.whole_words)
    return found if span.nth is None else found[span.nth - 1 : span.nth]


def _by_letters(span: Span, text: str, start: int, end: int) -> Span:
    letters = list(pairwise(grapheme_boundaries(text)))
    first = next(number for number, (_, after) in enumerate(letters) if after > start)
    last = next((number for number, (at, _) in enumerate(letters) if at >= end), len(letters))
    to_end = span.find is None and span.end is None
    data = {name: getattr(span, name) for name in span.model_fields_set}
    for gone in ("find", "nth", "whole_words", "end"):
        data.pop(gone, None)
    data |= {"start": first} | ({} if to_end else {"end": last})
    return Span.model_validate(data)
