"""Slipping: what is within moves, as far as there is any; bounds and words over films stay."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.errors import InputError
from studio.model.composition import Composition
from studio.model.layers import Clip, VideoLayer
from studio.services.edits.paths import layer_at, node_at, track_at
from studio.services.edits.slips import slip_within
from studio.services.edits.timing import split_layer, trim_start
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
