"""Times of many cues at once: nothing said is lost, order stays, and each edit does what it is called."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.base.errors import InputError
from studio.base.time import FrameRate
from studio.model.captions import Cue
from studio.services.captions.cue_times import (
    close_gaps,
    fix_overlaps,
    nudge,
    resync,
    shift,
    snap_to_cuts,
    snap_to_frames,
    snap_to_speech,
    stretch,
)
from studio.services.captions.cues import Cues
from studio.services.captions.speech import SpeechSpan
from tests.unit.services.captions.cue_examples import bag, cue_lists, holds

FEW = settings(max_examples=40, deadline=None)
RATES = st.sampled_from([FrameRate(25), FrameRate(30), FrameRate(24000, 1001)])
SECONDS = st.integers(-3000, 9000).map(lambda value: Fraction(value, 1000))
CUTS = st.lists(st.integers(0, 40_000), max_size=12, unique=True).map(
    lambda places: sorted(Fraction(place, 1000) for place in places)
)


@FEW
@given(cue_lists(), SECONDS, st.sampled_from(["both", "start", "end"]), st.data())
def test_nudging_keeps_the_laws(cues: Cues, by: Fraction, edge: str, data: st.DataObject) -> None:
    which = data.draw(st.sets(st.sampled_from(range(len(cues))), min_size=1))
    nudged = nudge(cues, which, by, edge)  # type: ignore[arg-type] # the names of edges
    assert holds(nudged.cues)
    assert bag(nudged.cues) == bag(cues)
    assert len(nudged.chosen) == len(which)


@FEW
@given(cue_lists(), SECONDS)
def test_shifting_there_and_back_gives_the_same(cues: Cues, by: Fraction) -> None:
    by = abs(by)
    there = shift(cues, by).cues
    assert holds(there)
    assert all(after.start - before.start == by for before, after in zip(cues, there, strict=True))
    assert shift(there, -by).cues == cues


@FEW
@given(cue_lists(), st.integers(1, 300), CUTS, RATES, st.integers(0, 3))
def test_all_edits_of_times_keep_the_laws(
    cues: Cues, percent: int, cuts: list[Fraction], rate: FrameRate, frames: int
) -> None:
    spans = [SpeechSpan(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    for edited in (
        stretch(cues, Fraction(percent, 100)),
        resync(cues, [(Fraction(1), Fraction(3)), (Fraction(5), Fraction(9)), (Fraction(7), Fraction(10))]),
        snap_to_frames(cues, rate),
        snap_to_cuts(cues, cuts, rate),
        snap_to_speech(cues, spans, rate),
        close_gaps(cues, rate, frames),
        fix_overlaps(cues, rate, frames),
    ):
        assert holds(edited.cues)
        assert bag(edited.cues) == bag(cues)


@FEW
@given(cue_lists(), RATES)
def test_after_fixing_nothing_overlaps(cues: Cues, rate: FrameRate) -> None:
    fixed = fix_overlaps(cues, rate).cues
    for one, other in pairwise(fixed):
        assert one.end <= other.start


@FEW
@given(cue_lists(), RATES)
def test_edges_stand_on_frames_after_snapping(cues: Cues, rate: FrameRate) -> None:
    for cue in snap_to_frames(cues, rate).cues:
        for time in (cue.start, cue.end):
            assert (time * rate.fraction).denominator == 1


def at(*pairs: tuple[float, float]) -> Cues:
    return tuple(
        Cue(start=Fraction(str(start)), end=Fraction(str(end)), text=f"cue {number}")
        for number, (start, end) in enumerate(pairs, 1)
    )


def times(cues: Cues) -> list[tuple[float, float]]:
    return [(float(cue.start), float(cue.end)) for cue in cues]


def test_two_points_are_a_straight_line() -> None:
    synced = resync(at((10, 12), (100, 102)), [(Fraction(10), Fraction(20)), (Fraction(100), Fraction(200))])
    assert times(synced.cues) == [(20, 24), (200, 204)]
    assert times(resync(at((10, 12)), [(Fraction(10), Fraction(9))]).cues) == [(9, 11)]


def test_several_points_bend_the_line_at_each() -> None:
    points = [(Fraction(0), Fraction(0)), (Fraction(10), Fraction(20)), (Fraction(20), Fraction(25))]
    assert times(resync(at((5, 6), (10, 11), (30, 31)), points).cues) == [(10, 12), (20, 20.5), (30, 30.5)]


def test_shifting_from_here_on_leaves_the_rest() -> None:
    assert times(shift(at((1, 2), (3, 4), (5, 6)), Fraction(1), range(1, 3)).cues) == [(1, 2), (4, 5), (6, 7)]


def test_gaps_become_two_frames_or_none() -> None:
    cues = at((0, 1), (1.3, 2), (2.01, 3), (5, 6))
    assert times(close_gaps(cues, FrameRate(25)).cues) == [(0, 1.22), (1.3, 1.93), (2.01, 3), (5, 6)]
    assert times(close_gaps(cues, FrameRate(25), 0).cues) == [(0, 1.3), (1.3, 2.01), (2.01, 3), (5, 6)]


def test_cues_that_begin_together_follow_each_other() -> None:
    fixed = times(fix_overlaps(at((0, 4), (0, 4), (3, 5)), FrameRate(25)).cues)
    assert fixed == [(0, 1.5), (1.5, 3), (3, 5)]


def test_edges_near_a_cut_stand_on_it() -> None:
    cuts = [Fraction(2), Fraction(10)]
    assert times(snap_to_cuts(at((1.8, 3), (8, 9.9), (5, 6)), cuts, FrameRate(25)).cues) == [
        (2, 3), (5, 6), (8, 10),
    ]  # fmt: skip


def test_edges_near_speech_come_two_frames_before_and_linger_eight() -> None:
    spans = [SpeechSpan(Fraction(1), Fraction(3))]
    assert times(snap_to_speech(at((1.4, 2.7), (9, 10)), spans, FrameRate(25)).cues) == [
        (0.92, 3.32), (9, 10),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "edit",
    [
        lambda cues: shift(cues, Fraction(-2)),
        lambda cues: shift(cues, Fraction(90_000)),
        lambda cues: stretch(cues, Fraction(0)),
        lambda cues: resync(cues, []),
        lambda cues: resync(cues, [(Fraction(1), Fraction(5)), (Fraction(2), Fraction(4))]),
        lambda cues: resync(cues, [(Fraction(1), Fraction(5)), (Fraction(1), Fraction(6))]),
    ],
)  # fmt: skip
def test_times_that_cannot_be_are_refused(edit: object) -> None:
    with pytest.raises(InputError) as refused:
        edit(at((1, 2), (3, 4)))  # type: ignore[operator] # a table of lambdas
    assert refused.value.hint
