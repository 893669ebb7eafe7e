"""Timing by tapping: a value that goes forward and back, and cues that keep the laws."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.base.errors import InputError
from studio.model.captions import Cue
from studio.services.captions.cues import Cues
from studio.services.captions.tapping import Tapping, begin_tapping, tap_targets
from tests.unit.services.captions.cue_examples import bag, cue_lists, holds

CUES = (
    Cue(start=0, end=1, text="أهلا بكم، نبدأ الآن"),
    Cue(start=1, end=2, text="one two three four five\nsix"),
)


def texts(unit: str) -> list[str]:
    return [target.text for target in tap_targets(CUES, unit)]  # type: ignore[arg-type] # names of units


def test_words_phrases_and_cues_are_tapped() -> None:
    assert texts("word")[:3] == ["أهلا", "بكم،", "نبدأ"]
    assert texts("phrase") == ["أهلا بكم،", "نبدأ الآن", "one two three four", "five", "six"]
    assert texts("cue") == ["أهلا بكم، نبدأ الآن", "one two three four five six"]


def test_a_finger_comes_later_than_the_ear_more_so_when_it_plays_faster() -> None:
    tapping = begin_tapping(CUES, "cue", reaction=Fraction("0.2"))
    for speed, start in ((1, "4.8"), (2, "4.6")):
        edited = tapping.at_speed(Fraction(speed)).tap(Fraction(5)).result()
        assert edited.cues[edited.chosen[0]].start == Fraction(start)


def tapped(unit: str, *times: float) -> Tapping:
    tapping = begin_tapping(CUES, unit, reaction=Fraction(0))  # type: ignore[arg-type] # names of units
    for time in times:
        tapping = tapping.tap(Fraction(str(time)))
    return tapping


def test_each_tap_ends_what_was_said_before() -> None:
    edited = tapped("cue", 3, 4.5).result()
    assert (edited.cues[0].start, edited.cues[0].end) == (Fraction(3), Fraction("4.5"))
    assert edited.cues[1].start == Fraction("4.5")
    assert edited.chosen == (0, 1)


def test_a_rest_leaves_silence() -> None:
    first = tapped("cue", 3).rest(Fraction(4)).tap(Fraction(6)).result().cues[0]
    assert (first.start, first.end) == (Fraction(3), Fraction(4))


def test_a_tap_is_undone_and_seeking_back_forgets_what_came_after() -> None:
    tapping = tapped("word", 1, 2, 3)
    assert tapping.undo() == tapped("word", 1, 2)
    assert tapping.undo().undo().undo().undo().result().cues == CUES
    assert tapping.tap(Fraction("1.5")) == tapped("word", 1, 1.5)
    assert tapped("word", 1).next is not None
    assert tapped("word", 1).current == tap_targets(CUES, "word")[0]


def test_what_was_not_tapped_stays_as_it_was() -> None:
    assert tapped("cue", 0.5).result().cues[1] == CUES[1]
    assert tapped("cue", 0.5, 1, 2, 3, 4).done


@settings(max_examples=40, deadline=None)
@given(
    cue_lists(),
    st.sampled_from(["word", "phrase", "cue"]),
    st.lists(st.tuples(st.sampled_from("ttttru"), st.integers(0, 900)), max_size=20),
)
def test_any_taps_rests_and_undos_keep_the_laws(cues: Cues, unit: str, steps: list[tuple[str, int]]) -> None:
    tapping = begin_tapping(cues, unit)  # type: ignore[arg-type] # the names of units
    time = Fraction(0)
    for step, milli in steps:
        time += Fraction(milli, 1000)
        if step == "t":
            tapping = tapping.tap(time)
        elif step == "r":
            tapping = tapping.rest(time)
        else:
            tapping = tapping.undo()
    edited = tapping.result()
    assert holds(edited.cues)
    assert bag(edited.cues) == bag(cues)


def test_a_finger_that_bounces_keeps_words_in_their_order() -> None:
    assert holds(tapped("word", 0.5, 0.5, 0.51, 2).result().cues)


def test_reactions_and_speeds_out_of_range_are_refused() -> None:
    with pytest.raises(InputError):
        begin_tapping(CUES, reaction=Fraction(2))
    with pytest.raises(InputError):
        begin_tapping(CUES, speed=Fraction(0))
