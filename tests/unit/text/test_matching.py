"""A word is found as a reader sees it, whatever harakat and tatweel it wears."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.text.graphemes import grapheme_boundaries
from studio.text.matching import find_all, is_haraka, letters_between


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("السَّلامُ عليكم", "السلام", ["السَّلامُ"]),
        ("السلام عليكم", "السَّلام", ["السلام"]),
        ("مـــحـــمد", "محمد", ["مـــحـــمد"]),
        ("سلام سلامٌ سِلام", "سلام", ["سلام", "سلامٌ", "سِلام"]),
        ("50% من الناس", "50%", ["50%"]),
        ("من المنزل", "من", ["من", "من"]),
        ("\u2067حوار\u2069", "حوار", ["\u2067حوار\u2069"[1:-1]]),
        ("أحمد", "أحمد", ["أحمد"]),  # composed and decomposed hamza
        ("Peace and peace", "peace", ["peace"]),
        ("لا", "ً", []),
        ("كلمة", "ـ", []),
        ("حوار", " حوار ", ["حوار"]),
        ("", "حوار", []),
    ],
)
def test_words_are_found_without_their_marks(text: str, wanted: str, found: list[str]) -> None:
    places = [text[start:end] for start, end in find_all(text, wanted)]
    assert [place.rstrip("\u2069") for place in places] == found


def test_whole_words_are_bounded_by_what_is_no_letter() -> None:
    assert find_all("من المنزل، من.", "من", whole_words=True) == ((0, 2), (11, 13))
    assert len(find_all("من المنزل، من.", "من")) == 3


texts = st.text(st.sampled_from("سلاممحّرَكٌـ اbé1\u200c\u200f😀"), max_size=30)


@given(text=texts, data=st.data())
def test_every_part_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    edges = grapheme_boundaries(text) or (0,)
    start, end = sorted(data.draw(st.tuples(st.sampled_from(edges), st.sampled_from(edges))))
    part = text[start:end]
    if any(char.isalnum() and not is_haraka(char) and char != "\u0640" for char in part):
        assert find_all(text, part)


@given(text=st.text(max_size=40), wanted=st.text(max_size=4))
def test_places_are_in_order_within_the_text_and_apart(text: str, wanted: str) -> None:
    at = 0
    for start, end in find_all(text, wanted):
        assert at <= start < end <= len(text)
        at = end


@given(text=st.text(max_size=40), start=st.integers(0, 50), length=st.integers(1, 50))
def test_letters_are_cut_to_the_text_and_never_inside_a_cluster(text: str, start: int, length: int) -> None:
    first, last = letters_between(text, start, start + length)
    assert 0 <= first <= last <= len(text)
    assert {first, last} <= set(grapheme_boundaries(text) or (0,))
