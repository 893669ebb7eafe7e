"""Times of words where nobody measured them: spread by how long each takes to say."""

from collections.abc import Sequence
from fractions import Fraction

from studio.text.spoken_weight import pause_after, spoken_weight

LONGEST_PAUSE = Fraction(7, 10)
"""Seconds of silence at most after a word: a speaker who takes longer is in another cue."""


def spoken_times(
    words: Sequence[str], start: Fraction, end: Fraction
) -> tuple[tuple[Fraction, Fraction], ...]:
    """When each word begins and ends, to the millisecond, so that they fill [start, end): the first begins
    with it, the last ends with it, and after punctuation there is a pause.

    No word begins before the one before it ends.  Raises ValueError where `end` is before `start`.
    """
    if end < start:
        raise ValueError("words do not end before they start")
    if not words:
        return ()
    weights = [spoken_weight(word) for word in words]
    pauses = [pause_after(word) for word in words[:-1]] + [Fraction(0)]
    letter = (end - start) / (sum(weights, start=Fraction(0)) + sum(pauses, start=Fraction(0)))
    silence = [min(pause * letter, LONGEST_PAUSE) for pause in pauses]
    # What the longest pause leaves over is shared by the words.
    voice = (end - start - sum(silence, start=Fraction(0))) / sum(weights, start=Fraction(0))
    times = []
    reached = start
    for weight, after in zip(weights, silence, strict=True):
        stop = reached + weight * voice
        times.append((_milli(reached, start, end), _milli(stop, start, end)))
        reached = stop + after
    times[0] = (start, times[0][1])
    times[-1] = (times[-1][0], end)
    return tuple(times)


def _milli(time: Fraction, start: Fraction, end: Fraction) -> Fraction:
    return min(max(Fraction(round(time * 1000), 1000), start), end)
