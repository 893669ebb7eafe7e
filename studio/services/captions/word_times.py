"""Times of words where nobody measured them: spread over the cue by how long each takes to say."""

from collections.abc import Sequence
from fractions import Fraction

from studio.model.captions import Cue, Word
from studio.text.spoken_weight import pause_after, spoken_weight

LONGEST_PAUSE = Fraction(7, 10)
"""Seconds of silence at most after a word: a speaker who takes longer is in another cue."""
MOST_CHARACTERS = 200
"""Of a word in the document; longer ones (addresses) are cut, and found by their beginning."""


def spread_words(text: str, start: Fraction, end: Fraction) -> tuple[Word, ...]:
    """The words of a text with times to the millisecond that fill [start, end): the first begins with it,
    the last ends with it, and after punctuation there is a pause.

    No word begins before the one before it ends.  Raises ValueError where `end` is before `start`.
    """
    if end < start:
        raise ValueError("a cue does not end before it starts")
    words = text.split()
    if not words:
        return ()
    weights = [spoken_weight(word) for word in words]
    pauses = [pause_after(word) for word in words[:-1]] + [Fraction(0)]
    scale = _scale(weights, pauses, end - start)
    silence = [min(pause * scale, LONGEST_PAUSE) for pause in pauses]
    # What the longest pause leaves over is shared by the words.
    voice = (end - start - sum(silence, start=Fraction(0))) / sum(weights, start=Fraction(0))
    found = []
    reached = start
    for word, weight, after in zip(words, weights, silence, strict=True):
        stop = reached + weight * voice
        found.append((word[:MOST_CHARACTERS], reached, stop))
        reached = stop + after
    return tuple(_fitted(found, start, end))


def _scale(weights: Sequence[Fraction], pauses: Sequence[Fraction], length: Fraction) -> Fraction:
    """Seconds of a letter's worth."""
    return length / (sum(weights, start=Fraction(0)) + sum(pauses, start=Fraction(0)))


def _fitted(found: Sequence[tuple[str, Fraction, Fraction]], start: Fraction, end: Fraction) -> list[Word]:
    """To the millisecond, the ends exact."""
    words = []
    for index, (text, begins, stops) in enumerate(found):
        first = start if index == 0 else _milli(begins, start, end)
        last = end if index == len(found) - 1 else _milli(stops, start, end)
        words.append(Word(text=text, start=first, end=last))
    return words


def _milli(time: Fraction, start: Fraction, end: Fraction) -> Fraction:
    return min(max(Fraction(round(time * 1000), 1000), start), end)


def with_word_times(cue: Cue) -> Cue:
    """The cue with a time for every word: its own where it has them, phrases shared among their words."""
    text = cue.text or " ".join(word.text for word in cue.words)
    if not cue.words:
        return cue.model_copy(update={"words": spread_words(text, cue.start, cue.end)})
    words: list[Word] = []
    for word in cue.words:
        one_word = len(word.text.split()) < 2
        words += (word,) if one_word else spread_words(word.text, word.start, word.end)
    return cue if len(words) == len(cue.words) else cue.model_copy(update={"words": tuple(words)})
