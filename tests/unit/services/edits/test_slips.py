"""Slipping: what is within moves, as far as there is any; bounds and words over films stay."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.errors import InputError
from studio.model.composition import Composition
from studio.model.layers import Clip, ImageLayer, VideoLayer
from studio.services.edits.film_bounds import within_files
from studio.services.edits.paths import layer_at, node_at, track_at
from studio.services.edits.slips import slip_within
from studio.services.edits.timing import split_all, split_layer, trim_start
from studio.services.edits.tracks import trim_item
from tests.unit.services.edits.documents import RATE, clip, document, shape

VIDEO, CLIP = ("video",), ("track", "one")
shifts = st.integers(-90, 90).map(lambda frames: Fraction(frames, RATE))


def video(**more: Any) -> dict[str, Any]:
    return {"type": "video", "id": "video", "media": "v", "source_start": 2, **more}


def at(composition: Composition, path: tuple[str, ...]) -> VideoLayer:
    layer = layer_at(composition, path)
    assert isinstance(layer, VideoLayer)
    return layer


@given(shifts)
def test_a_film_slips_within_its_file(by: Fraction) -> None:
    before = document([video(start=1, end=4, speed=2)])
    after = at(slip_within(before, VIDEO, by, {"v": Fraction(10)}), VIDEO)
    assert (after.start, after.end) == (at(before, VIDEO).start, at(before, VIDEO).end)
    assert after.source_start == min(max(2 - 2 * by, Fraction(0)), Fraction(4))


@given(shifts)
def test_words_over_a_film_stay_when_its_clip_slips(by: Fraction) -> None:
    group = {"type": "group", "id": "g", "layers": [video(id="inner", source_start=1)]}
    before = document(
        [{"type": "track", "id": "track", "items": [clip("one", 3, video(), group, shape("dot"))]}]
    )
    after = slip_within(before, CLIP, by, {"v": Fraction(20)})
    shift = min(by, Fraction(1))  # the inner film has only a second before it
    assert at(after, (*CLIP, "video")).source_start == 2 - shift
    assert at(after, (*CLIP, "g", "inner")).source_start == 1 - shift
    assert layer_at(after, (*CLIP, "dot")) == layer_at(before, (*CLIP, "dot"))
    assert [item.duration for item in track_at(after, ("track",)).items] == [3]


@given(shifts)
def test_what_fills_a_clip_goes_on_filling_it(by: Fraction) -> None:
    inside = [shape("ground", start=-1, end=5), shape("dot", start=1)]
    before = document([{"type": "track", "id": "track", "items": [clip("one", 3, *inside)]}])
    after = node_at(slip_within(before, CLIP, by), CLIP)
    assert isinstance(after, Clip)
    ground, dot = after.source.layers
    assert ground.start == -1 + min(max(by, Fraction(-2)), Fraction(1))
    assert ground.start <= 0
    assert ground.end is not None
    assert ground.end >= 3
    assert dot.start - ground.start == 2


def test_what_has_no_time_of_its_own_cannot_slip() -> None:
    with pytest.raises(InputError, match="content") as caught:
        slip_within(document(), ("title",), Fraction(1))
    assert caught.value.hint


@given(shifts)
def test_a_film_whose_start_is_trimmed_shows_the_same_at_the_same_moments(start: Fraction) -> None:
    before = at(document([video(start=1, speed=2)]), VIDEO)
    after = at(trim_start(document([video(start=1, speed=2)]), VIDEO, start), VIDEO)
    assert after.source_start - after.speed * after.start == before.source_start - before.speed * before.start
    assert after.source_start >= 0


def test_both_parts_of_a_split_film_go_on_in_the_file() -> None:
    after, (first, second) = split_layer(document([video(start=1, speed=2)]), VIDEO, Fraction(3))
    assert at(after, first).source_start == 2
    assert at(after, second).source_start == 6
    assert at(after, second).start == 3


def picture(**more: Any) -> dict[str, Any]:
    return {"type": "image", "id": "video", "media": "v", "source_start": 2, **more}


def moment(composition: Composition, path: tuple[str, ...], time: Fraction) -> Fraction:
    """Which moment of its file a film in a picture's place shows."""
    layer = layer_at(composition, path)
    assert isinstance(layer, ImageLayer)
    return layer.source_start + time - layer.start


def test_a_film_in_a_pictures_place_goes_on_in_the_second_part_of_a_split() -> None:
    before = document([picture(start=1)])
    after, (first, second) = split_layer(before, VIDEO, Fraction(3))
    assert moment(after, first, Fraction(2)) == moment(before, VIDEO, Fraction(2))
    assert moment(after, second, Fraction(4)) == moment(before, VIDEO, Fraction(4))
    again, (third,) = split_all(after, [second], Fraction(4))
    assert moment(again, third, Fraction(5)) == moment(before, VIDEO, Fraction(5))


def test_a_picture_has_no_moment_to_go_on_from() -> None:
    before = document([picture(start=1, source_start=0)])
    after, paths = split_layer(before, VIDEO, Fraction(3), stills={"v"})
    for path in paths:
        layer = layer_at(after, path)
        assert isinstance(layer, ImageLayer)
        assert layer.source_start == 0
    trimmed = layer_at(trim_start(before, VIDEO, Fraction(2), stills={"v"}), VIDEO)
    assert isinstance(trimmed, ImageLayer)
    assert [trimmed.start, trimmed.source_start] == [2, 0]


@given(shifts)
def test_a_film_in_a_pictures_place_shows_the_same_when_its_start_is_trimmed(start: Fraction) -> None:
    before = document([picture(start=1)])
    by = within_files(before, VIDEO, "start", start - 1, {"v": Fraction(10)})
    after = trim_start(before, VIDEO, 1 + by)
    assert moment(after, VIDEO, Fraction(5)) == moment(before, VIDEO, Fraction(5))
    assert within_files(before, VIDEO, "start", Fraction(-9), {}) == -9, (
        "a picture stands as long as it likes"
    )


@given(shifts)
def test_a_film_in_a_pictures_place_slips_within_its_file(by: Fraction) -> None:
    before = document([picture(start=1, end=4)])
    after = layer_at(slip_within(before, VIDEO, by, {"v": Fraction(10)}), VIDEO)
    assert isinstance(after, ImageLayer)
    assert after.source_start == min(max(2 - by, Fraction(0)), Fraction(7))
    within = document([{"type": "track", "id": "track", "items": [clip("one", 3, picture(), shape("dot"))]}])
    slipped = slip_within(within, CLIP, by, {"v": Fraction(10)})
    inner = layer_at(slipped, (*CLIP, "video"))
    assert isinstance(inner, ImageLayer)
    assert inner.source_start == min(max(2 - by, Fraction(0)), Fraction(7))
    assert layer_at(slipped, (*CLIP, "dot")) == layer_at(within, (*CLIP, "dot"))


def test_a_picture_cannot_slip() -> None:
    with pytest.raises(InputError, match="content"):
        slip_within(document([picture()]), VIDEO, Fraction(1))


@given(shifts)
def test_a_clip_that_begins_earlier_keeps_the_film_in_its_picture_at_its_moments(by: Fraction) -> None:
    items = [{"kind": "gap", "duration": 3}, clip("one", 2, picture())]
    before = document([{"type": "track", "id": "track", "items": items}])
    by = within_files(before, CLIP, "start", by, {"v": Fraction(10)})
    after = trim_item(before, ("track",), 1, "start", by)
    here = layer_at(after, (*CLIP, "video"))
    moved = 2 - duration_of(after)
    assert here.start <= 0, "it fills its clip"
    assert moment(after, (*CLIP, "video"), Fraction(0)) == 2 + moved


def duration_of(composition: Composition) -> Fraction:
    one = node_at(composition, CLIP)
    assert isinstance(one, Clip)
    return one.duration
