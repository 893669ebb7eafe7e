"""Times of words where nobody measured them: spread over the cue by how long each takes to say."""

from fractions import Fraction

from studio.model.captions import Cue, Word
from studio.text.spoken_times import spoken_times

MOST_CHARACTERS = 200
"""Of a word in the document; longer ones (addresses) are cut, and found by their beginning."""


def spread_words(text: str, start: Fraction, end: Fraction) -> tuple[Word, ...]:
    """The words of a text with times that fill [start, end), as `text.spoken_times` spreads them.

    Raises ValueError where `end` is before `start`.
    """
    words = text.split()
    times = spoken_times(words, start, end)
    return tuple(
        Word(text=word[:MOST_CHARACTERS], start=begins, end=ends)
        for word, (begins, ends) in zip(words, times, strict=True)
    )


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
