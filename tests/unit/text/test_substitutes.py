"""Letters that stand for others for a moment: they join alike, and say nothing."""

import re
from collections.abc import Callable

import pytest

from studio.text.joining import joining_types
from studio.text.substitutes import _APART, scrambled, substitutes, without_coarse_pairs

ARABIC = "بتثنيجحخعغسشصضطظفقمهدذرزو"
LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


@pytest.mark.parametrize("letter", ARABIC)
def test_substitutes_join_in_the_same_way(letter: str) -> None:
    others = substitutes(letter)
    assert others
    assert letter not in others
    assert {*joining_types("".join(others))} == {*joining_types(letter)}


@pytest.mark.parametrize("letter", LATIN)
def test_latin_letters_come_without_vowels_and_in_the_same_case(letter: str) -> None:
    others = substitutes(letter)
    assert others
    assert letter not in others
    assert not set("".join(others).casefold()) & set("aeiouy")
    assert all(other.isupper() == letter.isupper() for other in others)


def test_marks_stay_on_their_letter() -> None:
    assert all(other.endswith("\u064e\u0651") for other in substitutes("ب\u064e\u0651"))


@pytest.mark.parametrize("letter", ["ا", "ل", "ء", "ﷲ", "،", " ", "\u200c", "🙂", ""])
def test_what_has_no_like_stays(letter: str) -> None:
    assert substitutes(letter) == ()


def draws(tick: int) -> Callable[[int], float]:
    """Numbers that differ from place to place and from tick to tick."""
    return lambda place: (place * 0.37 + tick * 0.113) % 1


def test_settled_letters_and_the_name_of_god_stay() -> None:
    letters = [*"صدقة", *"بالله"]
    words = [0] * 4 + [1] * 5
    for tick in range(20):
        found = scrambled(letters, words, frozenset({0, 3}), draws(tick))
        assert found[0] == "ص"
        assert found[3] == "ة"
        assert found[4:] == tuple("بالله")
        assert found[1] != "د"


@pytest.mark.parametrize("word", ["الإسلام", "مُسلِمون", "والقرآن", "محمّد", "النبويّة", "المسيحيون", "السنّة"])
def test_words_of_faith_stay(word: str) -> None:
    clusters = re.findall("[^\u064b-\u0652][\u064b-\u0652]*", word)
    for tick in range(20):
        assert scrambled(clusters, [0] * len(clusters), frozenset(), draws(tick)) == tuple(clusters)


def test_coarse_pairs_are_never_brought_about() -> None:
    text = "كتب خير طيب زيت قبح شجر نبي كشف وطن موت عقل"
    letters = [letter for letter in text if letter != " "]
    words = [number for number, word in enumerate(text.split()) for _ in word]
    for tick in range(200):
        found = scrambled(letters, words, frozenset(), draws(tick))
        for place in range(1, len(found)):
            pair, was = found[place - 1] + found[place], letters[place - 1] + letters[place]
            if words[place] == words[place - 1] and pair != was:
                assert pair not in _APART


def test_coarse_pairs_give_way_to_the_right_letters_until_none_is_left() -> None:
    letters, words = [*"نشر", *"كتب"], [0, 0, 0, 1, 1, 1]
    found = [*"نشر", *"كسب"]
    assert without_coarse_pairs(found, letters, words) == tuple(letters)
    assert without_coarse_pairs(letters, letters, words) == tuple(letters)  # what was written stays
