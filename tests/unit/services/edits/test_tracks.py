"""OpenTimelineIO's rules: what each edit of a track moves, and what it leaves alone."""

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.base.errors import InputError
from studio.model.composition import Composition
from studio.model.layers import Clip, Gap, TrackItem, Transition
from studio.services.edits.paths import node_at, track_at
from studio.services.edits.times import item_start
from studio.services.edits.tracks import (
    insert_clip,
    lift,
    move_clip,
    ripple_delete,
    ripple_trim,
    roll,
    set_transition,
    slip,
    split_clip,
    track_length,
    trim_item,
)
from tests.unit.services.edits.documents import RATE, around, clip, document, frames, shape

T = ("track",)
FRAME = Fraction(1, RATE)
shifts = st.integers(-40, 40).map(lambda frames: Fraction(frames, RATE))
clips = st.sampled_from([0, 2, 4])
Edit = Callable[[Composition], Composition]


def items(composition: Composition) -> tuple[TrackItem, ...]:
    return track_at(composition, T).items


def starts(composition: Composition) -> dict[str, tuple[Any, Any]]:
    found: dict[str, tuple[Any, Any]] = {}
    for index, item in enumerate(items(composition)):
        if isinstance(item, Clip):
            begins = item_start(items(composition), index)
            found[item.id] = (begins, begins + item.duration)
    return found


def length(composition: Composition) -> Fraction:
    return track_length(track_at(composition, T))


def check_tidy(composition: Composition) -> None:
    kept = items(composition)
    assert Composition.model_validate(composition.model_dump()) == composition
    assert not kept or isinstance(kept[-1], Clip)
    assert all(item.duration >= FRAME for item in kept if isinstance(item, Clip))
    for one, other in pairwise(kept):
        assert not (isinstance(one, Gap) and isinstance(other, Gap))
        assert not (isinstance(one, Transition) and not isinstance(other, Clip))
        assert not (isinstance(other, Transition) and not isinstance(one, Clip))


@given(clips, st.sampled_from(["start", "end"]), shifts)
def test_trimming_leaves_all_other_clips_where_they_are(index: int, side: str, by: Fraction) -> None:
    before = document()
    after = trim_item(before, T, index, "start" if side == "start" else "end", by)
    check_tidy(after)
    own = items(before)[index]
    assert isinstance(own, Clip)
    for identifier, span in starts(before).items():
        if identifier != own.id:
            assert starts(after)[identifier] == span
    moved = starts(after)[own.id]
    other_end = 1 if side == "start" else 0
    assert moved[other_end] == starts(before)[own.id][other_end]


@given(st.sampled_from([2, 3, 4]), shifts)
def test_rolling_moves_one_cut_and_never_the_length(index: int, by: Fraction) -> None:
    before = document()
    after = roll(before, T, index, by)
    check_tidy(after)
    assert length(after) == length(before)
    assert starts(after).keys() == starts(before).keys()


@given(clips, st.sampled_from(["start", "end"]), shifts)
def test_ripple_trimming_changes_the_length_by_what_the_clip_changed(
    index: int, side: str, by: Fraction
) -> None:
    before = document()
    after = ripple_trim(before, T, index, "start" if side == "start" else "end", by)
    check_tidy(after)
    own, new = items(before)[index], items(after)[index]
    assert length(after) - length(before) == new.duration - own.duration
    assert len(items(after)) == len(items(before))


@given(clips, shifts)
def test_slipping_there_and_back_is_identity(index: int, by: Fraction) -> None:
    before = document()
    after = slip(before, T, index, by)
    assert starts(after) == starts(before)
    assert slip(after, T, index, -by) == before


@settings(max_examples=25)
@given(st.integers(1, 59).map(lambda half: Fraction(half, 10)))
def test_both_parts_of_a_split_clip_show_what_the_whole_did(time: Fraction) -> None:
    before = document()
    for identifier, (start, end) in starts(before).items():
        if start < time < end:
            if abs(time - 2) < Fraction(2, 5):
                with pytest.raises(InputError, match="transition"):
                    split_clip(before, ("track", identifier), time - start)
                continue
            after, path = split_clip(before, ("track", identifier), time - start)
            check_tidy(after)
            assert path == ("track", f"{identifier}-2")
            assert frames(after, around(time)) == frames(before, around(time))


@given(clips)
def test_a_lifted_clip_leaves_a_gap_and_a_rippled_one_none(index: int) -> None:
    before = document()
    own = items(before)[index]
    assert isinstance(own, Clip)
    others = {name: span for name, span in starts(before).items() if name != own.id}
    lifted = lift(before, T, [index])
    check_tidy(lifted)
    assert starts(lifted) == others
    rippled = ripple_delete(before, T, [index])
    check_tidy(rippled)
    gone = starts(before)[own.id]
    for name, (start, _) in starts(rippled).items():
        late = own.duration if others[name][0] >= gone[1] else 0
        assert start == others[name][0] - late


@given(st.sampled_from(["one", "two", "three"]), st.integers(0, 120).map(lambda n: Fraction(n, 10)))
def test_a_moved_clip_lands_where_there_is_room_and_disturbs_nothing_there(
    identifier: str, time: Fraction
) -> None:
    before = document()
    after, path = move_clip(before, ("track", identifier), time)
    check_tidy(after)
    assert path == ("track", identifier)
    spans = starts(after)
    assert spans.keys() == starts(before).keys()
    own = starts(before)[identifier]
    free = all(
        time >= end or time + own[1] - own[0] <= start
        for name, (start, end) in starts(before).items()
        if name != identifier
    )
    if free:
        assert spans[identifier][0] == time
        others = {name: span for name, span in spans.items() if name != identifier}
        assert others == {n: span for n, span in starts(before).items() if n != identifier}


def test_a_clip_moved_away_and_back_within_free_time_is_where_it_was() -> None:
    before = document()
    there, path = move_clip(before, ("track", "three"), Fraction(9))
    back, _ = move_clip(there, path, Fraction(5))
    assert back == before


def test_a_clip_moves_to_another_track() -> None:
    other = {"type": "track", "id": "other", "items": [clip("one", 1, shape("dot"))]}
    composition = document([*[layer.model_dump() for layer in document().layers], other])
    after, path = move_clip(composition, ("track", "one"), Fraction(3), ("other",))
    assert path == ("other", "one-2")
    assert starts(after)["two"] == (2, 4)


def test_a_transition_never_changes_the_tracks_length() -> None:
    before = document()
    longer = set_transition(before, T, 2, Transition(duration=Fraction(1)))
    without = set_transition(before, T, 2, None)
    assert length(before) == length(longer) == length(without)
    assert starts(before) == starts(longer) == starts(without)
    assert [item.kind for item in items(without)][:2] == ["clip", "clip"]
    push = Transition.model_validate({"transition": "push", "duration": 0.4})
    assert set_transition(without, T, 1, push) == before


def test_an_inserted_clip_takes_a_free_id_and_pushes_what_comes_later() -> None:
    new = node_at(document(), ("track", "three"))
    assert isinstance(new, Clip)
    after, path = insert_clip(document(), T, new, Fraction(19, 10))
    check_tidy(after)
    assert path == ("track", "three-2")
    assert starts(after)["three-2"] == (2, 3)
    assert starts(after)["two"] == (3, 5)


def test_what_is_no_clip_is_refused() -> None:
    for index, message in ((1, "transition"), (3, "no clip"), (9, "no item 9")):
        with pytest.raises(InputError, match=message):
            slip(document(), T, index, FRAME)
    with pytest.raises(InputError, match="no track"):
        lift(document(), ("title",), [0])


def test_a_clip_that_was_there_from_its_beginning_is_there_from_an_earlier_one() -> None:
    before = document([layer.model_dump() for layer in document().layers if layer.id == "track"])
    after = trim_item(before, T, 4, "start", Fraction(-1))
    at, later = [Fraction(43, 10)], [Fraction(53, 10)]
    assert frames(before, at) != frames(before, later)
    assert frames(after, at) == frames(after, later) == frames(before, later)
