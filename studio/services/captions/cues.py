"""Cues as values that edits work on: moved, bounded, given another text, and kept in order.

The laws that every edit keeps: cues stand by their start; a cue ends after it starts, and never begins before
0; its words stand in its text in their order, none before the one before it, all inside the cue's time.
"""

from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from fractions import Fraction

from msgspec import Struct

from studio.base.errors import InputError
from studio.model.captions import Cue, Word
from studio.services.captions.word_times import MOST_CHARACTERS, spread_words, with_word_times

Cues = tuple[Cue, ...]

LONGEST_TEXT = 1000
"""Characters of a cue in the document."""
LAST_TIME = Fraction(24 * 3600)
SHORTEST_CUE = Fraction(1, 1000)
"""Seconds that every cue keeps, whatever is cut from it."""
_INSERTED = Fraction(1, 10)
"""Seconds that a word typed in needs; where there are fewer, the word before it gives of its own."""


class Edited(Struct, frozen=True):
    """What an edit gives: all cues, and where those that it was about stand now (for the selection)."""

    cues: Cues
    chosen: tuple[int, ...] = ()


def arranged(cues: Iterable[tuple[Cue, bool]]) -> Edited:
    """The cues by their start, those that were alike as they stood; True: about which the edit was."""
    ordered = sorted(cues, key=lambda pair: (pair[0].start, pair[0].end))
    chosen = tuple(index for index, (_, is_chosen) in enumerate(ordered) if is_chosen)
    return Edited(tuple(cue for cue, _ in ordered), chosen)


def sorted_cues(cues: Iterable[Cue]) -> Cues:
    """By start, then by end.  Formats number cues anew when they are written."""
    return tuple(sorted(cues, key=lambda cue: (cue.start, cue.end)))


def indexes(cues: Sequence[Cue], which: Iterable[int] | None) -> frozenset[int]:
    """The numbers of cues that an edit is about; None: all.  Raises InputError for one that is not there."""
    if which is None:
        return frozenset(range(len(cues)))
    found = frozenset(which)
    for index in found:
        if not 0 <= index < len(cues):
            raise InputError(
                f"there is no cue {index + 1}: there are {len(cues)}", "It may be gone meanwhile."
            )
    return found


def mapped(cue: Cue, time: Callable[[Fraction], Fraction]) -> Cue:
    """The cue with its words in another time.  time: never falls as it goes on."""
    words = []
    was, now = cue.start, time(cue.start)
    start = now
    for word in cue.words:
        begins = now if word.start == was else time(word.start)
        was, now = word.end, time(word.end)
        words.append(word.model_copy(update={"start": begins, "end": now}))
    end = now if cue.end == was else time(cue.end)
    return cue.model_copy(update={"start": start, "end": end, "words": tuple(words)})


def moved(cue: Cue, by: Fraction) -> Cue:
    """The cue with its words, so much later."""
    return mapped(cue, lambda time: time + by) if by else cue


def bounded(cue: Cue, start: Fraction, end: Fraction) -> Cue:
    """The cue from `start` to `end`; words that reach out of it are cut.  Raises InputError for no time."""
    if start == cue.start and end == cue.end:
        return cue
    if end <= start:
        raise InputError("a cue ends after it starts", "Choose a later end, or an earlier start.")
    words = tuple(
        word
        if start <= word.start and word.end <= end
        else word.model_copy(
            update={"start": min(max(word.start, start), end), "end": min(max(word.end, start), end)}
        )
        for word in cue.words
    )
    return cue.model_copy(update={"start": start, "end": end, "words": words})


def in_time(cues: Iterable[Cue]) -> None:
    """Raises InputError where a cue would begin before the film or end after a day."""
    early = late = 0
    first = Fraction(0)
    for cue in cues:
        early += cue.start < 0
        late += cue.end > LAST_TIME
        first = min(first, cue.start)
    if early:
        raise InputError(
            f"cues would begin before the film (number: {early})",
            f"Move by {float(-first):g} s less, or delete what stands before the film.",
        )
    if late:
        raise InputError("cues would end later than 24 hours", "Is the time right?")


def with_text(cue: Cue, text: str) -> Cue:
    """The cue saying something else; words that stay keep their times, new ones share what is between.

    Raises InputError for no text, or for more than a cue holds.
    """
    text = checked_text(text)
    if text == cue.text:
        return cue
    if not cue.words:
        return cue.model_copy(update={"text": text})
    words = retimed(with_word_times(cue).words, text.split(), cue.start, cue.end)
    return cue.model_copy(update={"text": text, "words": words})


def checked_text(text: str) -> str:
    """Raises InputError for no text, or for more than a cue holds."""
    text = "\n".join(line.strip() for line in text.splitlines() if line.strip())
    if not text:
        raise InputError("a cue has text", "Write something, or delete the cue.")
    if len(text) > LONGEST_TEXT:
        raise InputError(
            f"a cue has at most {LONGEST_TEXT:,} characters; this has {len(text):,}", "Split it into several."
        )
    return text


def retimed(old: Sequence[Word], said: Sequence[str], start: Fraction, end: Fraction) -> tuple[Word, ...]:
    """The words `said` with the times of those that were there: as many as before take their places one by
    one, else those that are the same keep theirs and the others share the time between them."""
    if len(old) == len(said):
        return tuple(_saying(word, text) for word, text in zip(old, said, strict=True))
    out: list[Word] = []
    matcher = SequenceMatcher(None, [word.text for word in old], list(said), autojunk=False)
    for kind, first, last, begin, stop in matcher.get_opcodes():
        if kind == "delete":
            continue
        if last - first == stop - begin:
            out += [_saying(old[first + n], said[begin + n]) for n in range(stop - begin)]
            continue
        texts = list(said[begin:stop])
        if first < last:
            begins, stops = old[first].start, old[last - 1].end
        else:
            begins = out[-1].end if out else start
            stops = old[last].start if last < len(old) else end
            if stops - begins < _INSERTED * len(texts) and out:
                before = out.pop()
                begins, texts = before.start, [before.text, *texts]
        out += spread_words(" ".join(texts), begins, max(begins, stops))
    return tuple(out)


def _saying(word: Word, text: str) -> Word:
    return word.model_copy(update={"text": text[:MOST_CHARACTERS]})
