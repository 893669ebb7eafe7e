from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.animation.evaluate import changes_within, color_at, is_animated, path_at, restricted, value_at
from studio.base.color import Rgba, mix
from studio.base.errors import InputError
from studio.base.geometry import Path
from studio.base.time import TimeRange
from studio.model.animation import EASING_NAMES, AnimatedNumber, Keyframe, Keyframes
from studio.model.document import XY

PALETTE = {"ink": "#F6F1E7", "accent": "#F49463"}
JUMPING = ("hold", "step-start", "step-end")
time = st.fractions(-2, 12, max_denominator=600)


@st.composite
def keyframes(draw: st.DrawFn, easings: tuple[str, ...] = EASING_NAMES) -> Keyframes[float]:
    times = draw(st.lists(st.fractions(0, 10, max_denominator=60), min_size=1, max_size=6, unique=True))
    values = st.sampled_from([0.0, 1.0, -40.0, 3.5])
    return Keyframes[float](
        keyframes=tuple(
            Keyframe[float](time=at, value=draw(values), easing=draw(st.sampled_from(easings)))
            for at in sorted(times)
        )
    )


@given(time)
def test_a_constant_is_the_same_at_all_times(at: Fraction) -> None:
    assert value_at(3.5, at) == 3.5
    assert value_at((1.0, 2.0), at) == (1.0, 2.0)
    assert path_at("M 0 0 L 1 1", at) == Path("ML", (0, 0, 1, 1))
    assert color_at("ink@50", at, PALETTE) == Rgba(0xF6, 0xF1, 0xE7, 128)
    assert color_at("none", at, PALETTE) is None


@given(keyframes(tuple(name for name in EASING_NAMES if name != "step-start")))
def test_values_are_exact_on_keyframes_and_clamped_outside(animated: Keyframes[float]) -> None:
    frames = animated.keyframes
    for frame in frames:
        assert value_at(animated, frame.time) == frame.value
    assert value_at(animated, frames[0].time - 1) == frames[0].value
    assert value_at(animated, frames[-1].time + 100) == frames[-1].value


@given(keyframes(tuple(name for name in EASING_NAMES if name not in JUMPING)), time)
def test_values_are_continuous_unless_the_easing_jumps(animated: Keyframes[float], at: Fraction) -> None:
    step = Fraction(1, 10**9)
    # No easing gets farther in a billionth of a second than expo, which starts with a jump of 0.1 %.
    assert abs(value_at(animated, at + step) - value_at(animated, at)) <= 41.5 * 0.0011


def test_hold_keeps_the_value_until_the_next_keyframe() -> None:
    animated = Keyframes[float].model_validate(
        {"keyframes": [{"time": 0, "value": 1, "easing": "hold"}, {"time": 2, "value": 5}]}
    )
    assert value_at(animated, Fraction(199, 100)) == 1
    assert value_at(animated, Fraction(2)) == 5


def test_points_colours_and_paths_change_between_their_keyframes() -> None:
    def two(first: object, second: object) -> dict[str, object]:
        return {"keyframes": [{"time": 0, "value": first}, {"time": 1, "value": second}]}

    middle = Fraction(1, 2)
    assert value_at(Keyframes[XY].model_validate(two((0, 0), (4, 2))), middle) == (2, 1)
    ink, accent = Rgba.parse("#F6F1E7"), Rgba.parse("#F49463")
    colors = Keyframes[str].model_validate(two("ink", "accent"))
    assert color_at(colors, middle, PALETTE) == mix(ink, accent, 0.5)
    assert color_at(colors, Fraction(1), PALETTE) == accent
    paths = Keyframes[str].model_validate(two("M 0 0 L 1 1", "M 2 2 L 3 5"))
    assert path_at(paths, middle) == Path("ML", (1, 1, 2, 3))
    with pytest.raises(InputError):
        path_at(Keyframes[str].model_validate(two("M 0 0 L 1 1", "M 2 2 Q 3 5 6 6")), middle)


@given(
    keyframes(), time, st.fractions(Fraction(1, 600), 5, max_denominator=600), st.lists(st.floats(0, 0.999))
)
def test_a_restriction_says_the_same_for_every_time_of_its_range(
    animated: AnimatedNumber, start: Fraction, length: Fraction, places: list[float]
) -> None:
    within = TimeRange(start, start + length)
    times = [start, *(start + length * Fraction(place) for place in places)]
    assert isinstance(animated, Keyframes)
    times += [frame.time for frame in animated.keyframes if within.contains(frame.time)]
    part = restricted(animated, within)
    assert [value_at(part, at) for at in times] == [value_at(animated, at) for at in times]
    if not changes_within(animated, within):
        assert len({value_at(animated, at) for at in times}) == 1
        assert not isinstance(part, Keyframes)


@given(keyframes(), time)
def test_what_is_never_animated_never_changes(animated: Keyframes[float], at: Fraction) -> None:
    if not is_animated(animated):
        assert value_at(animated, at) == animated.keyframes[0].value
        assert not changes_within(animated, TimeRange(Fraction(-5), Fraction(20)))
    assert not is_animated(1.0)
    assert not changes_within("ink", TimeRange(Fraction(0), Fraction(1)))


def test_changes_outside_the_range_do_not_count() -> None:
    animated: AnimatedNumber = Keyframes[float].model_validate(
        {"keyframes": [{"time": 1, "value": 0}, {"time": 2, "value": 5}, {"time": 3, "value": 5}]}
    )
    assert not changes_within(animated, TimeRange(Fraction(0), Fraction(1)))
    assert changes_within(animated, TimeRange(Fraction(0), Fraction(101, 100)))
    assert changes_within(animated, TimeRange(Fraction(199, 100), Fraction(3)))
    assert not changes_within(animated, TimeRange(Fraction(2), Fraction(9)))
    assert restricted(animated, TimeRange(Fraction(2), Fraction(9))) == 5
