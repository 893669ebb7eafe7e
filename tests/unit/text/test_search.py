"""Searching as readers of Arabic expect it; places are indexes of the original text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.text.graphemes import grapheme_boundaries
from studio.text.search import ANY, SearchOptions, find_spans, folded, moved, replaced

MARKS = "\u064b\u064e\u064f\u0650\u0651\u0652\u0670"
SIGNS = "اأإآٱبتةهىيیكکلوؤئءحر" + MARKS + "\u0640\u200c\u200f \nabAé٣3۳ﻻﷺ👍"

texts = st.text(SIGNS, max_size=40)
words = st.text(SIGNS, min_size=1, max_size=4)
options = st.builds(SearchOptions, *[st.booleans()] * 5)


def bits(text: str, wanted: str, options: SearchOptions = ANY) -> list[str]:
    return [text[start:end] for start, end in find_spans(text, wanted, options)]


@given(texts, words, options)
def test_a_place_reads_as_what_is_sought(text: str, wanted: str, options: SearchOptions) -> None:
    places = find_spans(text, wanted, options)
    for start, end in places:
        assert folded(text[start:end], options) == folded(wanted, options)
    for (_, end), (start, _) in pairwise(places):
        assert end <= start


@given(texts, options)
def test_a_text_is_found_in_itself(text: str, options: SearchOptions) -> None:
    if options.whole_words or not folded(text):
        return
    assert find_spans(text, text, options)[:1] != ()


@given(texts, words, options)
def test_exact_places_are_found_without_the_options_too(
    text: str, wanted: str, options: SearchOptions
) -> None:
    if find_spans(text, wanted, options):
        assert find_spans(text, wanted)


@given(texts, words, options)
def test_letters_are_never_torn_from_their_marks(text: str, wanted: str, options: SearchOptions) -> None:
    borders = set(grapheme_boundaries(text))
    for start, end in find_spans(text, wanted, options):
        assert start in borders
        rest = text[end : min((one for one in borders if one >= end), default=end)]
        assert all(sign in "\u200c\u200f" for sign in rest)


@given(st.text("ابتحورس ", max_size=30), words, st.data())
def test_harakat_and_tatweel_hide_nothing(text: str, wanted: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    if at == 0 or text[at - 1] == " ":
        return
    mark = data.draw(st.sampled_from(MARKS + "\u0640"))
    assert len(find_spans(text[:at] + mark + text[at:], wanted)) == len(find_spans(text, wanted))


@given(texts, words, words)
def test_replacing_changes_the_places_alone(text: str, wanted: str, by: str) -> None:
    places = find_spans(text, wanted)
    made = replaced(text, places, by)
    removed = sum(end - start for start, end in places)
    assert len(made) == len(text) - removed + len(by) * len(places)
    for start, end in places:
        at = moved(start, places, len(by), is_end=False)
        assert made[at : moved(end, places, len(by), is_end=True)] == by
    assert moved(len(text), places, len(by), is_end=True) == len(made)


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("هٰذا حِوَارٌ وحـوار", "حوار", ["حِوَارٌ", "حـوار"]),
        ("إنّ الأمل أملٌ آمِل", "امل", ["أمل", "أملٌ", "آمِل"]),
        ("مؤتمر القرى والمدرسة", "القري", ["القرى"]),
        ("المدرسةُ", "مدرسه", ["مدرسةُ"]),
        ("سنة ٢٠٢٥ و۲۰۲۵", "2025", ["٢٠٢٥", "۲۰۲۵"]),
        ("کتابهای", "كتابهاي", ["کتابهای"]),
        ("می\u200cخواهم", "مي", ["می"]),
        ("ﻻ بأس", "لا", ["ﻻ"]),
        ("ﻻ بأس", "ل", []),
        ("Café", "cafe", ["Café"]),
        ("👨\u200d👩\u200d👧", "👨", []),
        ("حوار", "\u064e", []),
        ("حوار", "", []),
    ],
)
def test_what_looks_alike_is_found(text: str, wanted: str, found: list[str]) -> None:
    assert bits(text, wanted) == found


def test_options_are_exact() -> None:
    assert bits("أمل امل", "امل", SearchOptions(exact_letters=True)) == ["امل"]
    assert bits("حِوار حوار", "حوار", SearchOptions(exact_marks=True)) == ["حوار"]
    assert bits("حـوار حوار", "حوار", SearchOptions(exact_marks=True)) == ["حوار"]
    assert bits("مدرسة مدرسه", "مدرسه", SearchOptions(exact_teh=True)) == ["مدرسه"]
    assert bits("Word word", "word", SearchOptions(match_case=True)) == ["word"]
    assert bits("حوارنا حِوار، الحوار", "حوار", SearchOptions(whole_words=True)) == ["حِوار"]
    # Two marks of one letter are the same in either order.
    either = SearchOptions(exact_marks=True)
    assert bits("مد\u0651\u064eة", "د\u064e\u0651", either) == ["د\u0651\u064e"]


def test_a_range_keeps_the_style_of_what_is_replaced_at_its_beginning() -> None:
    places = ((4, 8),)
    assert moved(2, places, 2, is_end=False) == 2
    assert (moved(4, places, 2, is_end=False), moved(8, places, 2, is_end=True)) == (4, 6)
    assert moved(6, places, 2, is_end=True) == 6, "it held the beginning: it holds the new words"
    assert moved(6, places, 2, is_end=False) == 6, "it begins behind them"
    assert moved(9, places, 2, is_end=False) == 7
