"""Rectangles, affine maps and outlines."""

import math
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.geometry import (
    EMPTY_RECT,
    Affine,
    Path,
    Point,
    Rect,
    arc_path,
    ellipse_path,
    join_paths,
    polyline_path,
    rect_path,
    rounded_rect_path,
)

NUMBERS = st.floats(-1e4, 1e4, allow_nan=False)
LENGTHS = st.floats(0.5, 1e4, allow_nan=False)
RECTS = st.builds(Rect, NUMBERS, NUMBERS, LENGTHS, LENGTHS)
SMALL = st.floats(-5, 5, allow_nan=False)
AFFINES = st.builds(Affine, SMALL, SMALL, SMALL, SMALL, NUMBERS, NUMBERS)


def assert_near(a: Point, b: Point) -> None:
    assert a.x == pytest.approx(b.x, abs=1e-4)
    assert a.y == pytest.approx(b.y, abs=1e-4)


@given(RECTS, RECTS)
def test_a_union_holds_both_and_an_intersection_lies_in_both(a: Rect, b: Rect) -> None:
    union = a.united(b).expanded(1e-6)  # right = x + width is rounded
    assert union.contains(a)
    assert union.contains(b)
    common = a.intersected(b)
    assert common.is_empty or (a.expanded(1e-6).contains(common) and b.expanded(1e-6).contains(common))
    assert a.intersects(b) == b.intersects(a)


@given(RECTS)
def test_an_empty_rectangle_adds_nothing(rect: Rect) -> None:
    assert rect.united(EMPTY_RECT) == rect == EMPTY_RECT.united(rect)


@given(RECTS, LENGTHS)
def test_mirrored_twice_is_where_it_was(rect: Rect, width: float) -> None:
    again = rect.mirrored(width).mirrored(width)
    assert again.x == pytest.approx(rect.x, abs=1e-6)
    assert (again.y, again.width, again.height) == (rect.y, rect.width, rect.height)


@given(RECTS)
def test_rounding_out_loses_nothing_and_ends_on_whole_pixels(rect: Rect) -> None:
    whole = rect.rounded_out()
    assert whole.contains(rect)
    assert all(edge == int(edge) for edge in (whole.x, whole.y, whole.right, whole.bottom))
    assert whole.width < rect.width + 2.001


@given(AFFINES, AFFINES, NUMBERS, NUMBERS)
def test_then_applies_the_first_map_first(first: Affine, second: Affine, x: float, y: float) -> None:
    assert_near(first.then(second).apply(Point(x, y)), second.apply(first.apply(Point(x, y))))


@given(AFFINES, RECTS)
def test_a_mapped_rectangle_bounds_its_mapped_corners(affine: Affine, rect: Rect) -> None:
    bounds = affine.apply_rect(rect).expanded(1e-4)
    for x in (rect.x, rect.right):
        for y in (rect.y, rect.bottom):
            point = affine.apply(Point(x, y))
            assert bounds.contains(Rect(point.x, point.y, 0, 0))


def test_a_positive_rotation_is_clockwise_on_screen() -> None:
    assert_near(Affine.rotation(90).apply(Point(1, 0)), Point(0, 1))


def test_about_keeps_its_centre() -> None:
    assert_near(Affine.rotation(33).then(Affine.scaling(2, 3)).about(5, 7).apply(Point(5, 7)), Point(5, 7))


@given(RECTS, st.floats(0, 1e5))
def test_closed_shapes_fill_their_box(rect: Rect, radius: float) -> None:
    for path in (rect_path(rect), rounded_rect_path(rect, radius), ellipse_path(rect)):
        bounds = path.bounds
        assert bounds.x == pytest.approx(rect.x, abs=1e-6)
        assert bounds.right == pytest.approx(rect.right, abs=1e-6)
        assert bounds.bottom == pytest.approx(rect.bottom, abs=1e-6)


@pytest.mark.parametrize("turn", [0.01, 0.25, 0.6, 1.0])
def test_points_of_an_arc_lie_on_its_circle(turn: float) -> None:
    path = arc_path(Rect(0, 0, 200, 200), turn, 0.5)
    ends = [numbers[-2:] for verb, numbers in path.segments() if verb != "Z"]
    assert all(
        any(math.hypot(x - 100, y - 100) == pytest.approx(radius) for radius in (100, 50)) for x, y in ends
    )


def test_an_arc_without_turn_or_ring_is_nothing() -> None:
    box = Rect(0, 0, 10, 10)
    assert arc_path(box, 0, 0.5).is_empty
    assert arc_path(box, 1, 1).is_empty


def test_segments_take_as_many_numbers_as_their_verb() -> None:
    path = Path("MLQCZ", tuple(map(float, range(14))))
    assert [(verb, len(numbers)) for verb, numbers in path.segments()] == [
        ("M", 2),
        ("L", 2),
        ("Q", 4),
        ("C", 6),
        ("Z", 0),
    ]


def test_joined_paths_keep_all_contours() -> None:
    box = rect_path(Rect(0, 0, 1, 1))
    assert join_paths([box, Path(), box.moved(5, 0)]).bounds == Rect(0, 0, 6, 1)
    assert join_paths([box]) is box
    assert polyline_path([], closed=True).is_empty


def test_an_outline_is_equal_and_hashes_alike_after_pickling() -> None:
    path = rounded_rect_path(Rect(0, 0, 9, 5), 2)
    hash(path)  # the cached hash must not travel to a process with another salt
    again = pickle.loads(pickle.dumps(path))
    assert "_hash" not in vars(again)
    assert again == path
    assert path != Path()
