"""Lines of captions: measured as they are seen, broken by sense and balance, nothing lost."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from studio.text.caption_lines import (
    break_penalties,
    joined_lines,
    rebroken,
    seen_length,
    split_by_sense,
)
from studio.text.line_breaking import break_opportunities

TEXTS = st.lists(st.text("ابتحدرسعقلمنهوabcd٣٤.،؟", min_size=1, max_size=11), min_size=1, max_size=24).map(
    " ".join
)


def test_marks_and_controls_have_no_length() -> None:
    assert seen_length("حِوَارٌ") == 4
    assert seen_length("أ\u200fب\nج") == 3


@pytest.mark.parametrize(
    ("text", "most", "lines"),
    [
        (
            "الحوار الصادق يبدأ من الإنصات إلى الآخر، لا من انتظار دورنا في الكلام", 42,
            ["الحوار الصادق يبدأ من الإنصات إلى الآخر،", "لا من انتظار دورنا في الكلام"],
        ),
        ("نبدأ الحوار", 42, ["نبدأ الحوار"]),
        (
            "وصلت الشبكات الاجتماعية إلى ٧٢ ٪ من الشباب", 26,
            ["وصلت الشبكات الاجتماعية", "إلى ٧٢ ٪ من الشباب"],
        ),
        (
            "We listen before we answer, and we ask first.", 34,
            ["We listen before we answer,", "and we ask first."],
        ),
    ],
)  # fmt: skip
def test_lines_end_where_sense_does(text: str, most: int, lines: list[str]) -> None:
    assert rebroken(text, most).split("\n") == lines


def test_turns_of_a_dialogue_stay() -> None:
    text = "- هل تسمعني؟\n- نعم"
    assert rebroken(text) == text


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.integers(10, 60))
@example("aa aaaaaa .aaaaaaaaaa", 10)  # fewer places to break than parts that would be needed
def test_breaking_and_splitting_lose_nothing(text: str, most: int) -> None:
    broken = rebroken(text, most)
    assert joined_lines(broken) == text
    assert broken.count("\n") <= 1
    assert rebroken(broken, most) == broken
    parts = split_by_sense(text, most)
    assert joined_lines(" ".join(parts)) == text
    places = [one.position for one in break_opportunities(text) if text[one.position - 1] == " "]
    whole = [seen_length(text[first:last].strip()) for first, last in pairwise([0, *places, len(text)])]
    assert max(map(seen_length, parts)) <= max(most, *whole)


def test_penalties_are_those_of_the_line_ends_that_stand_there() -> None:
    assert break_penalties("نبدأ الآن،\nثم نسأل") == (5,)
    assert break_penalties("وصلت إلى\nكل الناس") == (70,)
    assert break_penalties("سطر واحد") == ()
