"""Cues as hypothesis makes them, and the laws that all edits keep."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import strategies as st

from studio.model.captions import Cue, Word
from studio.services.captions.cues import Cues, sorted_cues
from studio.services.captions.word_times import with_word_times

WORDS = st.text("ابتحدرسعقلمنهويةأَّabcdXY019٣؟.،!", min_size=1, max_size=9)
TEXTS = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)
MILLIS = st.integers(1, 8000).map(lambda value: Fraction(value, 1000))


@st.composite
def cue_lists(draw: st.DrawFn, least: int = 1, most: int = 8) -> Cues:
    """Cues in order, some overlapping, some with times for every word."""
    cues = []
    start = Fraction(0)
    for _ in range(draw(st.integers(least, most))):
        start += draw(st.integers(0, 4000)) * Fraction(1, 1000)
        text = draw(TEXTS)
        if draw(st.booleans()) and " " in text:
            place = text.index(" ")
            text = f"{text[:place]}\n{text[place + 1 :]}"
        cue = Cue(start=start, end=start + draw(MILLIS), text=text)
        cues.append(with_word_times(cue) if draw(st.booleans()) else cue)
    return sorted_cues(cues)


def holds(cues: Cues) -> bool:
    """Cues stand by their start and last; words stand in their text, in order, inside their time."""
    for one, other in pairwise(cues):
        assert one.start <= other.start
    for cue in cues:
        assert Cue.model_validate(cue.model_dump()) == cue
        assert 0 <= cue.start < cue.end
        cursor, reached = 0, cue.start
        for word in cue.words:
            place = cue.text.find(word.text, cursor)
            assert place >= cursor, (word.text, cue.text)
            cursor = place + len(word.text)
            assert reached <= word.start <= word.end <= cue.end
            reached = word.start
            assert isinstance(word, Word)
    return True


def plain(cues: Cues) -> str:
    """What is said, words by single spaces, by the order of cues."""
    return " ".join(" ".join(cue.text.split()) for cue in cues)


def bag(cues: Cues) -> list[str]:
    """The texts, in whatever order."""
    return sorted(" ".join(cue.text.split()) for cue in cues)
