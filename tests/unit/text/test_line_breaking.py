"""UAX #14, held to the Unicode conformance test: none of its cases differs."""

import gzip
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.text.graphemes import grapheme_boundaries
from studio.text.line_breaking import Break, break_opportunities

DATA = Path(__file__).parents[2] / "unicode" / "LineBreakTest.txt.gz"


def cases() -> Iterator[tuple[str, list[int]]]:
    """(text, breaks) of each line: ÷ is a break, × is none."""
    with gzip.open(DATA, "rt", encoding="utf-8") as file:
        for line in file:
            text, breaks = "", []
            for token in line.partition("#")[0].split():
                if token == "÷":
                    breaks.append(len(text))
                elif token != "×":
                    text += chr(int(token, 16))
            if text:
                yield text, breaks


def positions(text: str) -> list[int]:
    return [found.position for found in break_opportunities(text)]


def test_every_case_of_line_break_test_passes() -> None:
    # The conformance test counts the end of the text as a break (LB3); ours lists it after a separator only.
    assert [text for text, breaks in cases() if sorted({*positions(text), len(text)}) != breaks] == []


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("الحوار أولا، ثم القرار", ["الحوار ", "أولا، ", "ثم ", "القرار"]),
        ("خصم ٥٠٪ اليوم", ["خصم ", "٥٠٪ ", "اليوم"]),
        ("١٠٠\u00a0كم", ["١٠٠\u00a0كم"]),
        ("(Hello World)", ["(Hello ", "World)"]),
        ("بِسْمِ اللَّهِ", ["بِسْمِ ", "اللَّهِ"]),
        ("well-known", ["well-", "known"]),
        ("قال: «نعم» ومضى", ["قال: ", "«نعم» ", "ومضى"]),
        ("👩🏽‍🚀👩🏽‍🚀", ["👩🏽‍🚀", "👩🏽‍🚀"]),
    ],
)
def test_lines_break_where_a_reader_expects(text: str, pieces: list[str]) -> None:
    bounds = [0, *positions(text), len(text)]
    assert [text[start:end] for start, end in pairwise(bounds)] == pieces


def test_line_separators_are_mandatory_and_an_end_of_text_is_listed_only_after_one() -> None:
    assert break_opportunities("أ\nب ج") == (Break(2, True), Break(4, False))
    assert break_opportunities("a\r\n") == (Break(3, True),)
    assert break_opportunities("\n\n") == (Break(1, True), Break(2, True))
    assert break_opportunities("word") == ()
    assert break_opportunities("") == ()


@given(
    st.text(
        st.one_of(st.sampled_from(list(" \n-/.,()«»12٣$%بaَ\u200d\u200b\u2060😀🇯\ud800")), st.characters())
    )
)
def test_breaks_rise_and_never_cut_a_letter_from_its_marks(text: str) -> None:
    found = positions(text)
    assert found == sorted(set(found))
    assert all(0 < position <= len(text) for position in found)
    marked = "".join(character + "\u0651\u064e" if character == "ب" else character for character in text)
    clusters = set(grapheme_boundaries(marked))
    assert all(position in clusters for position in positions(marked) if marked[position - 1] in "ب\u0651")


def test_ten_thousand_characters_are_broken_everywhere_they_can_be() -> None:
    assert len(positions("كلمة " * 2000)) == 1999
