import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.animation.interpolate import (
    interpolate_color,
    interpolate_number,
    interpolate_path,
    interpolate_point,
)
from studio.base.color import Rgba, mix
from studio.base.errors import InputError
from studio.base.geometry import Path, ellipse_path, rect_path
from studio.base.geometry import Rect as Box

number = st.floats(-1e9, 1e9)
point = st.tuples(number, number)
t_values = st.floats(-2, 3)


@given(number, number, t_values)
def test_numbers_are_exact_at_their_ends_and_constant_between_equals(a: float, b: float, t: float) -> None:
    assert interpolate_number(a, b, 0.0) == a
    assert interpolate_number(a, b, 1.0) == b
    assert interpolate_number(a, a, t) == a


@given(point, point, st.floats(0, 1))
def test_points_travel_on_a_straight_line(a: tuple[float, float], b: tuple[float, float], t: float) -> None:
    assert interpolate_point(a, b, 0.0) == a
    assert interpolate_point(a, b, 1.0) == b
    there, back = interpolate_point(a, b, t), interpolate_point(b, a, 1 - t)
    assert there == pytest.approx(back, abs=1e-5)


def test_colours_change_in_oklab_and_none_fades() -> None:
    red, blue = Rgba(255, 0, 0), Rgba(0, 0, 255)
    assert interpolate_color(red, blue, 0.5) == mix(red, blue, 0.5)
    assert interpolate_color(None, None, 0.5) is None
    assert interpolate_color(None, red, 1.0) == red
    half = interpolate_color(None, red, 0.5)
    assert half is not None
    assert (half.red, half.green, half.blue, half.alpha) == (255, 0, 0, 128)


def test_paths_with_the_same_verbs_change_point_by_point() -> None:
    small, large = rect_path(Box(0, 0, 10, 10)), rect_path(Box(0, 0, 30, 20))
    assert interpolate_path(small, large, 0.0) is small
    assert interpolate_path(small, large, 1.0) is large
    assert interpolate_path(small, large, 0.5) == rect_path(Box(0, 0, 20, 15))


def test_paths_with_other_verbs_are_refused() -> None:
    with pytest.raises(InputError, match="cannot change into each other"):
        interpolate_path(rect_path(Box(0, 0, 1, 1)), ellipse_path(Box(0, 0, 1, 1)), 0.5)
    with pytest.raises(InputError, match=r"100 commands"):
        interpolate_path(Path("M" + "L" * 99, (0.0,) * 200), Path("M", (0, 0)), 0.5)
