"""Moving, trimming, splitting in time: what stays visible looks as it did."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.base.errors import InputError
from studio.model.composition import Composition
from studio.model.layers import CaptionLayer, GroupLayer
from studio.services.edits.layers import remove_layers
from studio.services.edits.paths import LayerPath, layer_at
from studio.services.edits.times import holder_origin, span_of
from studio.services.edits.timing import move_layers, split_all, split_layer, trim_end, trim_start
from tests.unit.services.edits.documents import RATE, SECONDS, around, document, frames, shape

IDS = [layer.id for layer in document().layers]
moments = st.integers(1, SECONDS * 20 - 1).map(lambda half: Fraction(half, 20))
paths = st.sampled_from([(one,) for one in IDS] + [("group", "inner"), ("scene", "deep")])


@given(paths, st.fractions(-10, 10))
def test_moving_there_and_back_is_identity(path: LayerPath, by: Fraction) -> None:
    before = document()
    assert move_layers(move_layers(before, [path], by), [path], -by) == before


@settings(max_examples=40)
@given(paths, moments)
def test_both_parts_of_a_split_show_what_the_whole_did(path: LayerPath, time: Fraction) -> None:
    before = document()
    span = span_of(before, path)
    if not span.start < time < span.end:
        with pytest.raises(InputError, match="not there"):
            split_layer(before, path, time - holder_origin(before, path))
        return
    after, (first, second) = split_layer(before, path, time - holder_origin(before, path))
    assert first == path
    assert span_of(after, first).end == span_of(after, second).start == time
    assert frames(after, around(time)) == frames(before, around(time))
    assert Composition.model_validate(after.model_dump()) == after


def test_a_second_part_is_a_plain_layer_once_it_has_come_in() -> None:
    after, (_, second) = split_layer(document(), ("title",), Fraction(4))
    assert layer_at(after, second).type == "text"
    assert layer_at(after, second).animations == ()
    early, (_, second) = split_layer(document(), ("title",), Fraction(1, 5))
    assert isinstance(layer_at(early, second), GroupLayer)


def test_the_first_part_does_not_leave_at_the_cut() -> None:
    leaving = shape("dot", animations=[{"preset": "fade", "phase": "out"}])
    before = document([leaving])
    after, _ = split_layer(before, ("dot",), Fraction(3))
    assert frames(after) == frames(before)
    assert layer_at(after, ("dot",)).animations == ()
    assert len(layer_at(after, ("dot-2",)).animations) == 1


def test_removing_the_second_part_is_trimming_the_end() -> None:
    before = document()
    split, (_, second) = split_layer(before, ("moving",), Fraction(3))
    assert remove_layers(split, [second]) == trim_end(before, ("moving",), Fraction(3))


@settings(max_examples=15)
@given(moments)
def test_a_trimmed_start_leaves_keyframes_at_their_moments(time: Fraction) -> None:
    before = document()
    after = trim_start(before, ("moving",), time)
    later = [Fraction(frame, RATE) for frame in range(SECONDS * RATE) if Fraction(frame, RATE) >= time]
    shown = span_of(before, ("moving",)).start
    later = [one for one in later if one >= shown]
    assert frames(after, later) == frames(before, later)
    assert trim_start(after, ("moving",), Fraction(1, 2)) == before


def test_at_least_a_frame_of_a_trimmed_layer_stays() -> None:
    after = trim_start(document(), ("moving",), Fraction(100))
    assert span_of(after, ("moving",)).duration == Fraction(1, RATE)
    after = trim_end(document(), ("group",), Fraction(-5))
    assert span_of(after, ("group",)).duration == Fraction(1, RATE)


def test_cues_that_are_over_go_and_others_stay_at_their_moments() -> None:
    caption = layer_at(trim_start(document(), ("caption",), Fraction(3)), ("caption",))
    assert isinstance(caption, CaptionLayer)
    assert [float(cue.start) for cue in caption.cues] == [0, 1]
    assert [float(cue.end) for cue in caption.cues] == [1, 3]


def test_what_flows_in_a_group_is_not_split() -> None:
    stack = {"type": "group", "id": "list", "layout": {"kind": "stack"}, "layers": [shape("a"), shape("b")]}
    with pytest.raises(InputError, match="flows"):
        split_layer(document([stack]), ("list", "a"), Fraction(1))


def test_all_chosen_layers_and_clips_are_split_at_the_playhead() -> None:
    before = document()
    chosen = [("moving",), ("track", "one"), ("track", "two"), ("group", "inner")]
    after, made = split_all(before, chosen, Fraction(3, 2))
    assert made == (("moving-2",), ("track", "one-2"), ("group", "inner-2"))
    assert frames(after) == frames(before)
    assert split_all(before, [("track", "two")], Fraction(1, 2)) == (before, ())


def test_times_inside_groups_clips_and_staggers_are_counted_from_their_holders() -> None:
    rows = {"type": "group", "id": "rows", "start": 1, "stagger": 0.5, "layers": [shape("a"), shape("b")]}
    composition = document([rows, *[layer.model_dump() for layer in document().layers]])
    assert span_of(composition, ("rows", "b")).start == Fraction(3, 2)
    assert holder_origin(composition, ("rows", "b")) == 1
    assert span_of(composition, ("track", "two", "dot")).start == 2
    assert span_of(composition, ("track", "three", "dot")).end == Fraction(29, 5)
