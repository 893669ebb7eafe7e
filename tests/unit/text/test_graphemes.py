"""UAX #29, held to the Unicode conformance test."""

import gzip
from collections.abc import Iterator
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from studio.text.graphemes import grapheme_boundaries

DATA = Path(__file__).parents[2] / "unicode" / "GraphemeBreakTest.txt.gz"


def cases() -> Iterator[tuple[str, tuple[int, ...]]]:
    """(text, boundaries) of each line: ÷ is a boundary, × is none."""
    with gzip.open(DATA, "rt", encoding="utf-8") as file:
        for line in file:
            text, boundaries = "", []
            for token in line.partition("#")[0].split():
                if token == "÷":
                    boundaries.append(len(text))
                elif token != "×":
                    text += chr(int(token, 16))
            if text:
                yield text, tuple(boundaries)


def test_every_case_of_grapheme_break_test_passes() -> None:
    assert [text for text, boundaries in cases() if grapheme_boundaries(text) != boundaries] == []


def test_harakat_emoji_sequences_and_flags_are_one_cluster() -> None:
    for cluster in ("رَّ", "👩🏽‍🚀", "👨‍👩‍👧", "🇯🇴", "1️⃣", "\r\n", "각"):
        assert grapheme_boundaries(cluster) == (0, len(cluster))
    assert grapheme_boundaries("🇯🇴🇪🇬") == (0, 2, 4)
    assert grapheme_boundaries("سلام") == (0, 1, 2, 3, 4)
    assert grapheme_boundaries("ab\n") == (0, 1, 2, 3)
    assert grapheme_boundaries("") == ()


@given(st.text(st.characters(exclude_categories=[]), min_size=1))
def test_boundaries_rise_from_the_start_to_the_end(text: str) -> None:
    boundaries = grapheme_boundaries(text)
    assert boundaries[0] == 0
    assert boundaries[-1] == len(text)
    assert list(boundaries) == sorted(set(boundaries))


def test_ten_thousand_characters_are_segmented() -> None:
    assert len(grapheme_boundaries("بَ" * 5000)) == 5001
