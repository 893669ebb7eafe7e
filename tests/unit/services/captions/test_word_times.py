"""Times that nobody measured are spread as words are said: in order, filling the cue, with pauses."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.model.captions import Cue, Word
from studio.services.captions.word_times import spread_words, with_word_times
from studio.text.spoken_times import LONGEST_PAUSE
from studio.text.spoken_weight import pause_after, spoken_weight, syllables

TEXTS = st.lists(
    st.text("ابتثجحدرسشعفقكلمنهويةىءأإآًٌٍَُِّْٰـabcdeXYZé019٠٣.,،؟!؛«»()%🎉\u200c", min_size=1, max_size=12),
    min_size=1,
    max_size=14,
).map(" ".join)
TIMES = st.integers(0, 10_000_000).map(lambda value: Fraction(value, 1000))
LENGTHS = st.integers(0, 60_000).map(lambda value: Fraction(value, 1000))


@settings(max_examples=150, deadline=None)
@given(TEXTS, TIMES, LENGTHS)
def test_words_follow_each_other_and_fill_the_cue(text: str, start: Fraction, length: Fraction) -> None:
    words = spread_words(text, start, start + length)
    assert [word.text for word in words] == text.split()
    assert words[0].start == start
    assert words[-1].end == start + length
    reached = start
    for word in words:
        assert reached <= word.start <= word.end
        reached = word.end


@settings(max_examples=80, deadline=None)
@given(TEXTS, TIMES, LENGTHS)
def test_silence_is_after_punctuation_only_and_never_long(
    text: str, start: Fraction, length: Fraction
) -> None:
    words = spread_words(text, start, start + length)
    for word, following in pairwise(words):
        silence = following.start - word.end
        assert silence <= LONGEST_PAUSE + Fraction(1, 500)
        if not pause_after(word.text):
            assert silence == 0


@settings(max_examples=60, deadline=None)
@given(st.text("ابتثجحدرسشعفقكلمنهوي", min_size=1, max_size=8))
def test_a_longer_word_takes_no_less_time(word: str) -> None:
    assert spoken_weight(word + "م") > spoken_weight(word)
    assert spoken_weight(word[0] + "\u0651" + word[1:]) > spoken_weight(word)
    assert spoken_weight(word[0] + "\u064e" + word[1:]) >= spoken_weight(word)
    assert spoken_weight(word[0] + "\u0640" + word[1:]) == spoken_weight(word)


def test_vocalised_words_take_about_the_time_of_bare_ones() -> None:
    bare, vocalised = spoken_weight("الحمد"), spoken_weight("الْحَمْدُ")
    assert bare < vocalised < bare * Fraction(6, 5)


def test_there_is_a_pause_at_a_comma_and_a_longer_one_at_a_full_stop() -> None:
    comma = spread_words("نعم، هذا صحيح", Fraction(0), Fraction(3))
    stop = spread_words("نعم. هذا صحيح", Fraction(0), Fraction(3))
    pauses = [words[1].start - words[0].end for words in (comma, stop)]
    assert 0 < pauses[0] < pauses[1]


def test_latin_words_count_by_syllables() -> None:
    counted = {
        "cat": 1,
        "table": 2,
        "make": 1,
        "dialogue": 3,
        "education": 4,
        "BBC": 3,
        "NATO": 2,
        "rhythm": 1,
    }
    assert {word: syllables(word) for word in counted} == counted


def test_numbers_take_longer_than_words_of_as_many_letters() -> None:
    assert spoken_weight("2026") > spoken_weight("حوار")


def test_phrases_are_shared_among_their_words_and_measured_words_stay() -> None:
    phrase = Word(text="السلام عليكم", start=1, end=2)
    single = Word(text="ورحمة", start=2, end=3)
    cue = Cue(start=1, end=3, text="السلام عليكم ورحمة", words=(phrase, single))
    found = with_word_times(cue)
    assert [word.text for word in found.words] == ["السلام", "عليكم", "ورحمة"]
    assert found.words[0].start == 1
    assert found.words[1].end == 2
    assert found.words[2] is single
    whole = Cue(start=1, end=3, text="ورحمة", words=(single,))
    assert with_word_times(whole) is whole


def test_a_cue_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="end before"):
        spread_words("نعم", Fraction(2), Fraction(1))
