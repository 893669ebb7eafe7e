"""Places of kashida: a calligrapher's table, and what is never allowed in any text."""

import tomllib
import unicodedata
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from studio.text.joining import joins_before
from studio.text.kashida import TATWEEL, KashidaPlace, Preference, best_first, legal_places

TABLE = tomllib.loads(
    (Path(__file__).parents[2] / "corpus" / "kashida_words.toml").read_text(encoding="utf-8")
)
WORDS = [(kind, row["word"], row["stretched"]) for kind, part in TABLE.items() for row in part["words"]]

LAMS, ALEFS = "لڵ", "اأإآٱ"
LETTERS = "ابتسصضدرزوهةيىكلمنعغفقطحجأإآٱءئؤگپچژیکہھےں"
MARKS = "\u064e\u064f\u0650\u0651\u0652\u064b\u0670"
CONTROLS = "\u200c\u200d\u200e\u200f\u2067\u2069\u034f"
arabic_like = st.text(LETTERS + MARKS + CONTROLS + TATWEEL + " \n12٣ab.،«»", max_size=24)


def best_places(text: str) -> list[KashidaPlace]:
    """The best place of each word that has one."""
    return [best_first(places)[0] for _, places in groupby(legal_places(text), lambda place: place.word)]


def with_bar(word: str, place: KashidaPlace) -> str:
    return word[: place.position] + TATWEEL + word[place.position :]


def test_the_table_is_large_enough() -> None:
    assert len({word for _, word, _ in WORDS}) >= 60


@pytest.mark.parametrize(("kind", "word", "stretched"), WORDS)
def test_words_are_lengthened_where_a_calligrapher_would(kind: str, word: str, stretched: str) -> None:
    places = best_places(word)
    assert [with_bar(word, place) for place in places] == ([stretched] if stretched else [])
    if kind.upper() in Preference.__members__:
        assert {place.preference for place in places} <= {Preference[kind.upper()]}


@pytest.mark.parametrize(
    ("better", "word"),
    [
        (Preference.SEEN, "مدرسة"),  # after seen, though before teh marbuta as well
        (Preference.HEH, "كتابه"),  # heh before alef
        (Preference.ALEF, "كتاب"),  # alef before beh's final form
        (Preference.BEH, "كبير"),  # beh before reh's final form
        (Preference.WAW, "موقع"),
        (Preference.FINAL, "مكتب"),
    ],
)
def test_the_better_place_wins(better: Preference, word: str) -> None:
    places = legal_places(word)
    assert min(place.preference for place in places) is better
    assert best_places(word)[0].preference is better
    assert len({place.preference for place in places}) > 1 or better is Preference.WAW


def test_of_equally_good_places_the_last_is_taken() -> None:
    assert [place.position for place in legal_places("مؤسسة") if place.preference is Preference.SEEN] == [
        3,
        4,
    ]
    assert best_places("مؤسسة")[0].position == 4


def forbidden(text: str, position: int) -> str:
    """Why there may be no kashida before `text[position]`; empty if there may.  A second opinion."""
    if position not in joins_before(text):
        return "no join"
    before = position - 1
    while before >= 0 and (text[before] == TATWEEL or unicodedata.category(text[before]) == "Mn"):
        before -= 1
    if before < 0 or not is_letter(text[before]) or not is_letter(text[position]):
        return "not between Arabic letters"
    if text[before] in LAMS and text[position] in ALEFS:
        return "inside lam-alef"
    start, end = position, position
    while start > 0 and is_part(text[start - 1]):
        start -= 1
    while end < len(text) and is_part(text[end]):
        end += 1
    letters = "".join(char for char in text[start:end] if is_letter(char))
    for alef in "أإآٱ":
        letters = letters.replace(alef, "ا")
    letters = letters.replace("ہ", "ه").replace("ھ", "ه")
    if letters.endswith(("لله", "للهم")):
        return "in the name of God"
    if TATWEEL in text[start:end] and TATWEEL not in text[before:position]:
        return "a second one"
    return ""


def is_letter(char: str) -> bool:
    return unicodedata.category(char) == "Lo" and "ARABIC LETTER" in unicodedata.name(char, "")


def is_part(char: str) -> bool:
    joins = char == TATWEEL or (
        unicodedata.category(char) in ("Mn", "Cf") and char not in "\u200c\u2067\u2069"
    )
    return is_letter(char) or joins


@given(st.one_of(arabic_like, st.text(max_size=24)))
@example("ال\u200dله")
@example("لـا")
@example("اللَّـه")
def test_no_place_is_ever_forbidden(text: str) -> None:
    for place in legal_places(text):
        assert forbidden(text, place.position) == "", (text, place)


@given(
    st.text(LETTERS, max_size=3), st.lists(st.text(MARKS, max_size=3), min_size=5, max_size=5), st.booleans()
)
def test_the_name_of_god_is_never_stretched_however_vocalised(
    before: str, marks: list[str], with_alef: bool
) -> None:
    letters = ["ا" if with_alef else "", "ل", "ل", "ه", ""]
    word = before + "".join(letter + mark for letter, mark in zip(letters, marks, strict=True))
    assert legal_places(word) == ()
    assert legal_places(word + "م") == ()


@given(st.text(LETTERS, min_size=1, max_size=10), st.data())
def test_marks_change_no_place(word: str, data: st.DataObject) -> None:
    marks = [data.draw(st.text(MARKS, max_size=2)) for _ in word]
    vocalised = "".join(letter + mark for letter, mark in zip(word, marks, strict=True))
    index = [0]
    for mark in marks:
        index.append(index[-1] + 1 + len(mark))
    assert [place.position for place in legal_places(vocalised)] == [
        index[place.position] for place in legal_places(word)
    ]
