"""Keys of a layer: moved, stretched, copied and removed together, with nothing lost on the way."""

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.errors import DocumentError, InputError
from studio.model.animation import Keyframes
from studio.model.composition import Composition
from studio.services.edits.at_time import added_key, has_key, set_here, value_here, with_key, without_key
from studio.services.edits.fields import field_value, set_fields
from studio.services.edits.keyframes import (
    FORMAT,
    Key,
    add_keys,
    animated_fields,
    copied_keys_from_text,
    copy_keys,
    easing_of,
    keys_of,
    move_keys,
    paste_keys,
    remove_keys,
    segment_key,
    set_easing,
    stretch_keys,
)
from studio.services.edits.paths import node_at

SCALE, FILL, OFFSET = ("transform", "scale"), ("fill",), ("transform", "offset")
DOT = ("dot",)
FRAME = Fraction(1, 10)
TIMES = st.lists(st.integers(0, 60), min_size=1, max_size=8, unique=True).map(sorted)


def film(**fields: Any) -> Composition:
    layer = {"type": "shape", "id": "dot", "place": {"width": 40, "height": 40}, **fields}
    other = {"type": "shape", "id": "other", "place": {"width": 40, "height": 40}}
    words = {"type": "text", "id": "words", "text": "حوار"}
    data = {"size": {"width": 160, "height": 160}, "duration": 6, "layers": [layer, other, words]}
    return Composition.model_validate(data)


def keyed(times: list[int]) -> Composition:
    frames = [{"time": float(FRAME * at), "value": float(at), "easing": "ease-in"} for at in times]
    return film(transform={"scale": {"keyframes": frames}})


def frames(composition: Composition, path: tuple[str, ...] = DOT) -> tuple[Key, ...]:
    return keys_of(node_at(composition, path))


@given(times=TIMES, by=st.integers(-20, 20))
def test_moving_all_keys_there_and_back_changes_nothing(times: list[int], by: int) -> None:
    before = keyed(times)
    there = move_keys(before, DOT, frames(before), by * FRAME)
    assert [key.time for key in frames(there)] == [(at + by) * FRAME for at in times]
    assert move_keys(there, DOT, frames(there), -by * FRAME) == before


@given(times=TIMES, chosen=st.sets(st.integers(0, 7)), by=st.integers(-20, 20))
def test_a_moved_key_takes_the_place_of_the_one_it_meets(times: list[int], chosen: set[int], by: int) -> None:
    before = keyed(times)
    keys = [key for index, key in enumerate(frames(before)) if index in chosen]
    after = move_keys(before, DOT, keys, by * FRAME)
    assert Composition.model_validate(after.model_dump()) == after, "in order, no two at one time"
    value = field_value(after, DOT, SCALE)
    for key in keys:
        at = key.time + by * FRAME
        assert value_here(value, at) == float(key.time / FRAME), "values travel with their keys"


@given(times=TIMES, factor=st.fractions(Fraction(1, 4), 4))
def test_stretched_keys_lie_on_frames_and_the_first_one_stays(times: list[int], factor: Fraction) -> None:
    before = keyed(times)
    about = times[0] * FRAME
    after = stretch_keys(before, DOT, frames(before), about, factor, FRAME)
    found = [key.time for key in frames(after)]
    assert found[0] == about
    assert all((time / FRAME).denominator == 1 for time in found)
    assert stretch_keys(before, DOT, frames(before), about, Fraction(1), FRAME) == before


@given(times=TIMES)
def test_a_field_that_loses_all_its_keys_keeps_the_first_value(times: list[int]) -> None:
    before = keyed(times)
    after = remove_keys(before, DOT, frames(before))
    assert field_value(after, DOT, SCALE) == float(times[0])
    assert not frames(after)


def test_copied_keys_come_to_another_layer_as_they_were() -> None:
    before = keyed([5, 8, 20])
    copied = copied_keys_from_text(copy_keys(before, DOT, frames(before)[1:]).text())
    assert copied is not None
    after, pasted = paste_keys(before, ("other",), copied, Fraction(2))
    assert [key.time for key in pasted] == [Fraction(2), Fraction(2) + 12 * FRAME]
    assert easing_of(after, ("other",), pasted[0]) == "ease-in"
    assert value_here(field_value(after, ("other",), SCALE), Fraction(2)) == 8.0
    assert copied_keys_from_text("كلام") is None
    assert copied_keys_from_text('{"format": "application/x-hiwar-keys+json", "fields": 3}') is None


def test_keys_that_do_not_fit_are_refused() -> None:
    before = film(fill={"keyframes": [{"time": 0, "value": "accent"}, {"time": 1, "value": "ink"}]})
    copied = copy_keys(before, DOT, frames(before))
    with pytest.raises(InputError):
        paste_keys(before, ("words",), copied, Fraction(0))
    wrong = copied_keys_from_text(copied.text().replace('["fill"]', '["transform", "scale"]'))
    assert wrong is not None
    with pytest.raises(InputError):
        paste_keys(before, DOT, wrong, Fraction(0))
    with pytest.raises(InputError):
        copy_keys(before, DOT, [])
    with pytest.raises(InputError):
        easing_of(before, DOT, Key(FILL, Fraction(9)))


def test_the_last_key_shows_the_curve_that_leads_to_it() -> None:
    before = keyed([1, 4, 9])
    first, second, last = frames(before)
    assert segment_key(before, DOT, first) == first
    assert segment_key(before, DOT, last) == second
    after = set_easing(before, DOT, [first, second], "cubic-bezier(0.2,0,0,1)")
    assert [easing_of(after, DOT, key) for key in frames(after)] == ["cubic-bezier(0.2,0,0,1)"] * 2 + [
        "ease-in"
    ]
    with pytest.raises(InputError):
        set_easing(before, DOT, [first], "ease-in-nonsense")


def test_every_kind_of_value_can_be_animated_at_the_playhead() -> None:
    path = "M 0 0 L 10 0 L 10 10 Z"
    before = film(fill="accent@50", shape="path", path=path)
    fields = [("fill",), ("path",), OFFSET, SCALE, ("opacity",)]
    one = add_keys(before, DOT, fields, Fraction(1))
    assert set(animated_fields(node_at(one, DOT))) == set(fields)
    two = add_keys(one, DOT, fields, Fraction(3))
    assert [key.time for key in frames(two)] == [Fraction(1), Fraction(3)] * 5
    palette = two.look.palette
    for field in fields:
        value = field_value(two, DOT, field)
        assert value_here(value, Fraction(2), palette) == field_value(before, DOT, field)
    assert add_keys(two, DOT, fields, Fraction(3)) == two
    assert Composition.model_validate(two.model_dump()) == two


def test_a_colour_between_two_keys_is_mixed_and_stays_a_role_on_them() -> None:
    before = film(fill={"keyframes": [{"time": 0, "value": "accent"}, {"time": 2, "value": "none"}]})
    fill = field_value(before, DOT, FILL)
    palette = before.look.palette
    assert value_here(fill, Fraction(0), palette) == "accent"
    assert value_here(fill, Fraction(5), palette) == "none"
    assert value_here(fill, Fraction(1), palette) == "#F4946380"
    assert value_here(set_here(fill, Fraction(1), "ink"), Fraction(1), palette) == "ink"
    outline = Keyframes[str].model_validate(
        {"keyframes": [{"time": 0, "value": "M 0 0 L 4 0"}, {"time": 2, "value": "M 0 0 L 8 4"}]}
    )
    assert value_here(outline, Fraction(1)) == "M 0 0 L 6 2"


def test_keys_are_added_and_taken_away() -> None:
    one = Fraction(1)
    animated = added_key("ink", one)
    assert added_key(animated, one) is animated
    assert without_key(animated, Fraction(2)) is animated
    assert without_key(animated, one) == "ink"
    assert has_key(with_key(animated, Fraction(2)), Fraction(2))


def test_more_keys_than_a_value_may_have_are_refused() -> None:
    many = [{"time": number / 1000, "value": 1} for number in range(10_001)]
    text = json.dumps({"format": FORMAT, "fields": [{"field": ["transform", "scale"], "keyframes": many}]})
    copied = copied_keys_from_text(text)
    assert copied is not None
    with pytest.raises(DocumentError):
        paste_keys(film(), DOT, copied, Fraction(0))


@pytest.mark.parametrize("value", [1e9, "red", None, [1, 2]])
def test_a_value_that_cannot_be_is_refused_at_a_key_as_well(value: object) -> None:
    before = keyed([0, 10])
    here = set_here(field_value(before, DOT, SCALE), Fraction(1, 2), value)
    with pytest.raises(DocumentError):
        set_fields(before, DOT, {SCALE: here})
