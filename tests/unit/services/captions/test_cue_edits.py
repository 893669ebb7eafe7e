"""Editing cues one by one: laws that hold for every list of cues, and what each edit means."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from studio.base.errors import InputError
from studio.model.captions import Cue, Word
from studio.services.captions.cue_edits import (
    add,
    delete,
    end_here,
    merge,
    set_text,
    split,
    start_here,
)
from studio.services.captions.cue_search import find_in_cues, replace_in_cues
from studio.services.captions.cues import Cues, sorted_cues
from tests.unit.services.captions.cue_examples import TEXTS, bag, cue_lists, holds, plain

FEW = settings(max_examples=40, deadline=None)


def timed(text: str, *times: float) -> Cue:
    """A cue whose words begin at the times given; the last of them is its end."""
    at = [Fraction(str(time)) for time in times]
    words = tuple(
        Word(text=word, start=start, end=end)
        for word, (start, end) in zip(text.split(), pairwise(at), strict=True)
    )
    return Cue(start=at[0], end=at[-1], text=text, words=words)


@FEW
@given(cue_lists(), st.data())
def test_splitting_then_merging_gives_the_same(cues: Cues, data: st.DataObject) -> None:
    index = data.draw(st.sampled_from(range(len(cues))))
    assume(len(cues[index].text.split()) > 1)
    caret = data.draw(st.integers(0, len(cues[index].text)))
    try:
        halves = split(cues, index, caret)
    except InputError:
        return
    assert holds(halves.cues)
    assert bag(halves.cues) != bag(cues)
    first, second = halves.chosen
    assume(second == first + 1)
    whole = merge(halves.cues, halves.chosen).cues
    assert holds(whole)
    for before, after in zip(cues, whole, strict=True):
        assert (before.start, before.end, before.text.split()) == (after.start, after.end, after.text.split())
    assert [len(cue.words) for cue in whole] == [len(cue.words) for cue in cues]


@FEW
@given(cue_lists(), st.data())
def test_merging_keeps_all_that_is_said(cues: Cues, data: st.DataObject) -> None:
    assume(len(cues) > 1)
    which = data.draw(st.sets(st.sampled_from(range(len(cues))), min_size=2))
    merged = merge(cues, which)
    assert holds(merged.cues)
    assert plain(merged.cues) == plain(cues)


@FEW
@given(cue_lists(), st.data(), TEXTS)
def test_another_text_keeps_words_in_order_and_in_time(cues: Cues, data: st.DataObject, text: str) -> None:
    index = data.draw(st.sampled_from(range(len(cues))))
    edited = set_text(cues, index, text)
    assert holds(edited.cues)
    assert edited.cues[index].text == text
    if cues[index].words:
        assert [word.text for word in edited.cues[index].words] == text.split()


@FEW
@given(cue_lists(), st.data(), st.integers(0, 20_000))
def test_beginning_and_ending_here_keep_the_laws(cues: Cues, data: st.DataObject, milli: int) -> None:
    index = data.draw(st.sampled_from(range(len(cues))))
    time = Fraction(milli, 1000)
    begun = start_here(cues, index, time)
    assert holds(begun.cues)
    assert begun.cues[begun.chosen[0]].start == time
    if time > cues[index].start:
        ended = end_here(cues, index, time)
        assert holds(ended.cues)
        assert ended.cues[ended.chosen[0]].end == time


@FEW
@given(cue_lists(), st.integers(0, 20_000), TEXTS)
def test_adding_then_deleting_gives_the_same(cues: Cues, milli: int, text: str) -> None:
    added = add(cues, Fraction(milli, 1000), text)
    assert holds(added.cues)
    assert delete(added.cues, added.chosen).cues == cues


def test_words_that_stay_keep_their_times() -> None:
    cue = timed("الحوار يبدا من الإنصات", 0, 1, 2, 3, 4)
    corrected = set_text((cue,), 0, "الحوار يبدأ من الإنصات").cues[0]
    assert [word.start for word in corrected.words] == [0, 1, 2, 3]
    longer = set_text((cue,), 0, "الحوار الصادق يبدا من الإنصات").cues[0]
    assert [word.start for word in longer.words[2:]] == [1, 2, 3]
    assert longer.words[0].start == 0
    assert 0 < longer.words[1].start < 1
    shorter = set_text((cue,), 0, "الحوار من الإنصات").cues[0]
    assert [word.start for word in shorter.words] == [0, 2, 3]


def test_a_split_never_tears_joined_letters() -> None:
    cue = timed("نبدأ بالحوار معا", 0, 1, 2, 3)
    inside = cue.text.index("حوار")
    first, second = split((cue,), 0, inside).cues
    assert (first.text, second.text) == ("نبدأ", "بالحوار معا")
    assert second.start == first.end == 1


def test_a_split_at_a_time_falls_between_the_words_said_there() -> None:
    cue = timed("one two three four", 0, 1, 2, 3, 4)
    halves = split((cue,), 0, time=Fraction("2.9")).cues
    assert [half.text for half in halves] == ["one two three", "four"]
    assert halves[1].start == Fraction("2.9")
    assert [word.text for half in halves for word in half.words] == cue.text.split()


def test_speakers_that_differ_are_named_when_merged() -> None:
    cues = (
        Cue(start=0, end=1, text="مرحبا", speaker="سلمى"),
        Cue(start=1, end=2, text="أهلا", speaker="نور"),
    )
    assert merge(cues, (0, 1)).cues[0].text == "سلمى: مرحبا\nنور: أهلا"
    same = (cues[0], cues[1].model_copy(update={"speaker": "سلمى"}))
    assert (merge(same, (0, 1)).cues[0].text, merge(same, (0, 1)).cues[0].speaker) == ("مرحبا أهلا", "سلمى")


@pytest.mark.parametrize(
    "edit",
    [
        lambda cues: split(cues, 0, 0),
        lambda cues: split(cues, 1),
        lambda cues: split(cues, 7),
        lambda cues: merge(cues, (1,)),
        lambda cues: set_text(cues, 0, "  \n "),
        lambda cues: set_text(cues, 0, "كلمة " * 400),
        lambda cues: end_here(cues, 1, Fraction(0)),
        lambda cues: add(cues, Fraction(1), "text", Fraction(1)),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_in_words(edit: object) -> None:
    cues = (timed("one two", 0, 1, 2), timed("alone", 2, 3))
    with pytest.raises(InputError) as refused:
        edit(cues)  # type: ignore[operator] # a table of lambdas
    assert refused.value.message


def test_find_and_replace_ignore_harakat_and_keep_times() -> None:
    cues = (timed("هذا حِوَارٌ جميل", 0, 1, 2, 3), Cue(start=4, end=5, text="أين\nالحـوار؟"))
    hits = find_in_cues(cues, "حوار")
    assert [hit.cue for hit in hits] == [0, 1]
    replaced = replace_in_cues(cues, hits, "نقاش").cues
    assert [cue.text for cue in replaced] == ["هذا نقاش جميل", "أين\nالنقاش؟"]
    assert [word.start for word in replaced[0].words] == [0, 1, 2]
    emptied = replace_in_cues(cues, find_in_cues(cues, "هذا حوار جميل"), "")
    assert [cue.text for cue in emptied.cues] == ["أين\nالحـوار؟"]


@FEW
@given(cue_lists())
def test_sorting_puts_cues_by_their_start(cues: Cues) -> None:
    assert holds(sorted_cues(reversed(cues)))
    assert sorted_cues(cues) == cues
