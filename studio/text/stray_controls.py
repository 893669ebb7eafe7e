"""Invisible characters that do nothing where they stand: direction marks, joiners, soft hyphens, BOMs.

They come with copied text and hinder search and typing. One that matters stays: a zero width non-joiner
between letters that would join, a joiner that shapes a letter, a direction mark without which the order would
be another (taking it away is tried, by UAX #9).
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from studio.text.bidi import (
    Direction,
    paragraph_direction,
    reset_line_levels,
    resolve_levels,
    split_paragraphs,
)
from studio.text.draft import Edit, Fault
from studio.text.joining import joining_types, joins_before

_BOM, _SOFT_HYPHEN, _ZWSP, _ZWNJ, _ZWJ = "\ufeff", "\u00ad", "\u200b", "\u200c", "\u200d"
_DEPRECATED = frozenset(map(chr, range(0x206A, 0x2070)))
_MARKS = frozenset("\u200e\u200f\u061c")
_ISOLATES, _EMBEDDINGS = frozenset("\u2066\u2067\u2068"), frozenset("\u202a\u202b\u202d\u202e")
_PDI, _PDF = "\u2069", "\u202c"
_CONTROLS = _MARKS | _ISOLATES | _EMBEDDINGS | {_PDI, _PDF}
_EFFORT = 400_000  # code points to resolve at most in a paragraph, for trying its controls one by one
_KEEPS_NON_JOINERS = frozenset({"fa", "ur", "ckb"})


class _Around(Struct, frozen=True):
    """The characters beside a place, invisible ones skipped; empty at the ends of the text."""

    before: str
    after: str

    @property
    def at_edge(self) -> bool:
        return not self.before or not self.after or self.before.isspace() or self.after.isspace()


def stray_controls(text: str, language: str | None) -> Iterator[Edit]:
    """The edits that remove what does nothing. language: `fa`, `ur`, `ckb` keep every non-joiner between
    letters, which their spelling asks for."""
    if text.isascii():
        return
    edits = {edit.start: edit for edit in (*_joiners(text, language), *_direction_controls(text))}
    yield from (edits[start] for start in sorted(edits))


def _removed(place: int, why: str) -> Edit:
    return Edit(place, place + 1, "", Fault.STRAY_CONTROL, why)


def _joiners(text: str, language: str | None) -> Iterator[Edit]:
    joined = joins_before(text)
    for index, char in enumerate(text):
        doubled = index > 0 and text[index - 1] == char
        if char == _BOM:
            yield _removed(index, "a byte order mark is no part of a text")
        elif char in _DEPRECATED:
            yield _removed(index, "a control that Unicode has given up")
        elif char in (_ZWSP, _ZWNJ, _ZWJ) and doubled:
            yield _removed(index, "doubled")
        elif char == _SOFT_HYPHEN and not _in_latin_word(text, index):
            yield _removed(index, "a soft hyphen outside a Latin word")
        elif char == _ZWSP:
            around = _around(text, index)
            if around.at_edge:
                yield _removed(index, "a zero width space beside a space or an end")
            elif _next_visible(text, index) in joined:
                yield _removed(index, "a zero width space inside joined letters")
        elif char == _ZWNJ and _does_nothing(text, index, language):
            yield _removed(index, "a non-joiner where nothing would join")
        elif char == _ZWJ and _joins_nothing(text, index):
            yield _removed(index, "a joiner beside no letter")


def _in_latin_word(text: str, index: int) -> bool:
    around = text[index - 1 : index] + text[index + 1 : index + 2]
    return len(around) == 2 and all(char.isalpha() and not _is_arabic(char) for char in around)


def _is_arabic(char: str) -> bool:
    return "\u0600" <= char <= "\u08ff" or "\ufb50" <= char <= "\ufdff" or "\ufe70" <= char <= "\ufefc"


def _next_visible(text: str, index: int) -> int:
    index += 1
    while index < len(text) and joining_types(text[index])[0] == "T":
        index += 1
    return index


def _around(text: str, index: int) -> _Around:
    before = index - 1
    while before >= 0 and joining_types(text[before])[0] == "T":
        before -= 1
    after = _next_visible(text, index)
    return _Around(text[before] if before >= 0 else "", text[after] if after < len(text) else "")


def _does_nothing(text: str, index: int, language: str | None) -> bool:
    around = _around(text, index)
    if around.at_edge:
        return all(not char or char.isspace() or _is_arabic(char) for char in (around.before, around.after))
    if language is None or language in _KEEPS_NON_JOINERS:
        return False
    both_arabic = _is_arabic(around.before) and _is_arabic(around.after)
    return both_arabic and not (
        joining_types(around.before)[0] in "DLC" and joining_types(around.after)[0] in "DRC"
    )


def _joins_nothing(text: str, index: int) -> bool:
    around = _around(text, index)
    if any(char and not char.isspace() and not _is_arabic(char) for char in (around.before, around.after)):
        return False  # emoji and scripts of India are joined by it too
    joins = around.before and joining_types(around.before)[0] in "DLC"
    return not joins and not (around.after and joining_types(around.after)[0] in "DRC")


def _direction_controls(text: str) -> Iterator[Edit]:
    for start, end in split_paragraphs(text):
        paragraph = text[start:end]
        if _CONTROLS.isdisjoint(paragraph):
            continue
        for place in sorted(_without_effect(paragraph)):
            yield _removed(start + place, "a direction control that changes nothing")


def _without_effect(paragraph: str) -> set[int]:
    candidates = list(_candidates(paragraph))
    gone: set[int] = set()
    if len(candidates) * len(paragraph) > _EFFORT:
        return gone
    as_it_is = _signature(paragraph, gone)
    for candidate in candidates:
        if _signature(paragraph, gone.union(candidate)) == as_it_is:
            gone.update(candidate)
    return gone


def _candidates(paragraph: str) -> Iterator[Sequence[int]]:
    """Direction marks alone, isolates and embeddings with what closes them."""
    opened: list[int] = []
    for index, char in enumerate(paragraph):
        if char in _MARKS:
            yield (index,)
        elif char in _ISOLATES or char in _EMBEDDINGS:
            opened.append(index)
        elif char in (_PDI, _PDF):
            kind = _ISOLATES if char == _PDI else _EMBEDDINGS
            if opened and paragraph[opened[-1]] in kind:
                yield (opened.pop(), index)
            else:
                yield (index,)
    for index in opened:
        yield (index,)


def _signature(paragraph: str, gone: Iterable[int]) -> tuple[object, ...]:
    """What a reader sees of the order: levels of all that is no control, for both default directions."""
    skipped = set(gone)
    text = "".join(char for index, char in enumerate(paragraph) if index not in skipped)
    seen: list[object] = []
    for default in Direction:
        bidi = resolve_levels(text, paragraph_direction(text, default))
        levels = reset_line_levels(text, bidi.levels, bidi.base_level, 0, len(text))
        visible = [level for level, char in zip(levels, text, strict=True) if char not in _CONTROLS]
        seen += [bidi.base_level, *_lowest(visible, bidi.base_level)]
    return tuple(seen)


def _lowest(levels: list[int], base: int) -> list[int]:
    """The lowest levels that give the same order on every line: a stretch that rule L2 would turn at two
    levels running, and so not at all, is two levels lower."""
    for level in range(max(levels, default=base), base + 1, -1):
        start = 0
        while start < len(levels):
            if levels[start] < level:
                start += 1
                continue
            end = start
            while end < len(levels) and levels[end] >= level:
                end += 1
            before = levels[start - 1] if start else base
            after = levels[end] if end < len(levels) else base
            if before < level - 1 and after < level - 1:
                levels[start:end] = [one - 2 for one in levels[start:end]]
            start = end
    return levels
