"""Which cues are shown at a time, and the slots in which they stand."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from studio.model.captions import Cue
from studio.scene.cue_table import BRIEF, LONG, MOST_TOGETHER, SEEN_BEFORE, CueTable

FRAME = Fraction(1, 30)
STEP = Fraction(1, 10)


def cue(text: str, start: float | str | Fraction, end: float | str | Fraction) -> Cue:
    return Cue(start=Fraction(start), end=Fraction(end), text=text)


def table(*spans: tuple[float | str, float | str]) -> CueTable[Cue]:
    return CueTable([cue(str(number), start, end) for number, (start, end) in enumerate(spans)])


SPANS = st.lists(st.tuples(st.integers(0, 120), st.integers(1, 60)), max_size=24).map(
    lambda spans: CueTable(
        [cue(str(n), at * STEP, (at + length) * STEP) for n, (at, length) in enumerate(spans)]
    )
)


def moments(of: CueTable[Cue]) -> list[Fraction]:
    ends = {time for one in of.cues for time in (one.start, one.end)}
    return sorted({*ends, *(end - STEP / 2 for end in ends if end > 0)})


@given(SPANS)
def test_all_cues_of_a_moment_are_shown_but_those_that_give_way_or_find_no_slot(of: CueTable[Cue]) -> None:
    for time in moments(of):
        shown = of.at(time)
        for index, one in enumerate(of.cues):
            gone = of.yields_to(index) is not None and of.end(index) <= time
            is_there = one.start <= time < one.end and not gone and of.slot(index) is not None
            assert (index in shown) is is_there


@given(SPANS)
def test_no_two_that_are_shown_together_stand_in_one_slot(of: CueTable[Cue]) -> None:
    for time in moments(of):
        slots = [of.slot(index) for index in of.at(time)]
        assert slots == sorted(set(slots), key=lambda slot: slot or 0)
        assert len(slots) <= MOST_TOGETHER


@given(SPANS)
def test_a_cue_takes_the_first_slot_that_is_free_when_it_begins(of: CueTable[Cue]) -> None:
    for index, one in enumerate(of.cues):
        there = {of.slot(other) for other in range(index) if of.end(other) > one.start}
        slot = of.slot(index)
        assert set(range(MOST_TOGETHER if slot is None else slot)) <= there
        assert slot not in there - {None}
        assert [of.slot(other) for other in of.there_first(index)] == list(range(slot or 0))


@given(SPANS)
def test_a_cue_gives_way_in_its_last_moment_only_and_was_seen_before(of: CueTable[Cue]) -> None:
    for index, one in enumerate(of.cues):
        other = of.yields_to(index)
        if other is not None:
            assert of.end(index) == of.cues[other].start < one.end
            assert one.end - of.end(index) <= BRIEF
            assert of.end(index) - one.start >= SEEN_BEFORE


@given(SPANS, st.integers(0, 1300), st.integers(1, 200))
def test_what_is_shown_in_a_stretch_is_what_is_shown_at_its_moments(
    of: CueTable[Cue], start: int, length: int
) -> None:
    begins, ends = Fraction(start, 70), Fraction(start + length, 70)
    seen = {
        index
        for index in range(len(of.cues))
        if of.slot(index) is not None and of.cues[index].start < ends and of.end(index) > begins
    }
    assert of.shown_in(begins, ends) == tuple(sorted(seen))


@given(SPANS)
def test_what_lies_below_a_cue_is_all_that_is_ever_shown_below_it(of: CueTable[Cue]) -> None:
    for index, one in enumerate(of.cues):
        slot = of.slot(index)
        with_it = {other for time in moments(of) if index in of.at(time) for other in of.at(time)}
        lower = {other for other in with_it if (of.slot(other) or 0) < (slot or 0)}
        assert one.end - one.start <= LONG
        assert set(of.below(index)) >= lower


def test_a_cue_that_one_interrupts_is_there_again_because_it_never_went() -> None:
    of = table((0, 5), (1, 2))
    assert [of.at(Fraction(t)) for t in ("0.5", "1.5", "3")] == [(0,), (0, 1), (0,)]


def test_of_cues_that_begin_together_the_one_that_ends_first_stands_first() -> None:
    of = table((0, 5), (0, 2))
    assert [float(of.cues[index].end) for index in of.at(Fraction(1))] == [2, 5]


def test_a_moment_too_many_of_one_cue_moves_none() -> None:
    """Times that were rounded overlap a little, all along a file."""
    of = table((0, "2.04"), (2, "4.2"), ("4.1", 6))
    assert [of.slot(index) for index in range(3)] == [0, 0, 0]
    assert [of.at(Fraction(t)) for t in ("1.99", "2", "4.09", "4.15")] == [(0,), (1,), (1,), (2,)]


def test_who_comes_when_all_slots_are_taken_is_not_shown_and_takes_none() -> None:
    of = table(*((number, 20) for number in range(MOST_TOGETHER)), (10, 15), (20, 21))
    assert of.slot(MOST_TOGETHER) is None
    assert len(of.at(Fraction(11))) == MOST_TOGETHER
    assert of.slot(MOST_TOGETHER + 1) == 0


def test_a_sign_that_stays_keeps_its_place_by_what_was_there_first() -> None:
    passing = [(Fraction(n), Fraction(n) + Fraction(9, 10)) for n in range(1, 30)]
    of = CueTable([cue("a", 0, 1), cue("sign", "0.5", 40), *(cue("x", *map(str, span)) for span in passing)])
    assert of.is_long(1)
    assert of.below(1) == (0,)
    assert of.long_above(20) == (1,)


def test_cues_fade_at_their_ends_but_do_not_blink_between_neighbours() -> None:
    of = table((1, 2), (2, 3), (5, 6))
    fade = Fraction(1, 5)
    assert 0 < of.opacity(0, Fraction(1), fade, FRAME) < 0.5
    assert of.opacity(0, Fraction("1.5"), fade, FRAME) == 1
    assert of.opacity(0, 2 - FRAME, fade, FRAME) == 1
    assert of.opacity(1, Fraction(2), fade, FRAME) == 1
    assert of.opacity(1, 3 - FRAME, fade, FRAME) < 0.5
    assert of.opacity(2, Fraction(5), Fraction(0), FRAME) == 1


def test_one_above_fades_however_closely_another_comes_below() -> None:
    of = table((0, 2), (1, 3), (2, 4))
    assert [of.slot(index) for index in range(3)] == [0, 1, 0]
    fade = Fraction(1, 5)
    assert of.opacity(0, 2 - FRAME, fade, FRAME) == 1
    assert of.opacity(1, Fraction(1), fade, FRAME) < 0.5
    assert of.opacity(1, 3 - FRAME, fade, FRAME) < 0.5
