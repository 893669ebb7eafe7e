"""From words with times to cues: a new one at pauses and sentences, before it gets too long to read."""

from collections.abc import Iterable
from fractions import Fraction

from studio.formats.subtitles.cues import MAX_WORD, RawWord, joined_words
from studio.model.caption_limits import CaptionLimits
from studio.model.captions import Cue, Word
from studio.services.captions.cues import SHORTEST_CUE, Cues
from studio.services.captions.limits import exact
from studio.text.caption_lines import rebroken, seen_length, split_by_sense

PAUSE = Fraction(6, 10)
"""Seconds of silence that end a cue."""
_ENDS = ".!?؟…۔"
_WHOLE = 0.35
"""A sentence that fills this share of the lines stands for itself."""
LINGER = Fraction(1, 4)
"""Seconds that a cue stays after its last word, where there is room."""


def cues_of_words(runs: Iterable[RawWord], limits: CaptionLimits, until: Fraction | None = None) -> Cues:
    """Cues of words, or parts of words, as a recogniser gives them: with spaces where words begin.

    Each is broken into lines by sense; word times are kept, put in order where they are not.  until: the
    sound's end, behind which nothing is said, whatever the model believes.
    """
    words = _in_order(joined_words(list(runs)), until)
    groups: list[list[Word]] = []
    for word in words:
        if not groups or _begins_anew(groups[-1], word, limits):
            groups.append([])
        groups[-1].append(word)
    parts = [part for group in groups for part in _fitting(group, limits)]
    cues = []
    for number, part in enumerate(parts):
        end = part[-1].end + LINGER
        if number + 1 < len(parts):
            end = min(end, max(part[-1].end, parts[number + 1][0].start))
        end = max(end, part[0].start + SHORTEST_CUE)
        text = rebroken(" ".join(word.text for word in part), limits.line, limits.lines)
        cues.append(Cue(start=part[0].start, end=end, text=text, words=tuple(part)))
    return tuple(cues)


def _in_order(runs: Iterable[RawWord], until: Fraction | None) -> list[Word]:
    """To the millisecond; no word begins before the one before it, or ends before it begins."""
    words: list[Word] = []
    reached = Fraction(0)
    for run in runs:
        start = max(_milli(run.start), reached)
        end = max(_milli(run.end), start)
        if until is not None:
            start, end = min(start, until), min(end, until)
        reached = end
        words.append(Word(text=run.text[:MAX_WORD], start=start, end=end))
    return words


def _begins_anew(group: list[Word], word: Word, limits: CaptionLimits) -> bool:
    length = seen_length(" ".join(one.text for one in group))
    if word.start - group[-1].end >= PAUSE:
        return True
    if group[-1].text[-1:] in _ENDS and length >= _WHOLE * limits.line * limits.lines:
        return True
    # Whole sentences are gathered first, and then divided by sense: twice what can be shown is enough.
    return length + seen_length(word.text) > 4 * limits.line * limits.lines


def _fitting(group: list[Word], limits: CaptionLimits) -> list[list[Word]]:
    """The words of a group in parts that fit the lines and the longest time."""
    text = " ".join(word.text for word in group)
    lasts = group[-1].end - group[0].start
    most = limits.line * limits.lines * 9 // 10
    by_time = -int(-lasts // exact(limits.longest))
    if by_time > 1:
        most = min(most, max(limits.line // 2, -(-seen_length(text) // by_time) + limits.line // 4))
    parts = []
    passed = 0
    for piece in split_by_sense(text, most):
        count = len(piece.split())
        parts.append(group[passed : passed + count])
        passed += count
    return [part for part in parts if part]


def _milli(time: Fraction) -> Fraction:
    return Fraction(round(time * 1000), 1000)
