"""The pen's way through ink: what is filled, what hangs together, when the pen is where."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.geometry import EMPTY_PATH, Path, Rect, ellipse_path, join_paths, rect_path
from studio.scene.display_list import RevealField
from studio.scene.writing.pen_field import (
    Ink,
    StrokeKind,
    connected_parts,
    filled_cells,
    pen_strokes,
)


def test_cells_are_filled_by_the_winding_rule() -> None:
    one, two = rect_path(Rect(2, 2, 6, 4)), rect_path(Rect(5, 3, 6, 4))
    filled = filled_cells(join_paths((one, two)), 0, 0, 1, 14, 10)
    assert filled.sum() == 24 + 24 - 9  # their overlap is no hole
    hole = Path(one.verbs + "MLLLZ", (*one.coords, 4, 3, 4, 5, 6, 5, 6, 3))
    assert filled_cells(hole, 0, 0, 1, 14, 10).sum() == 24 - 4
    assert not filled_cells(EMPTY_PATH, 0, 0, 1, 3, 3).any()


def test_a_circle_has_its_area() -> None:
    filled = filled_cells(ellipse_path(Rect(5, 5, 80, 80)), 0, 0, 1, 90, 90)
    assert filled.sum() == pytest.approx(np.pi * 40 * 40, rel=0.01)


def test_parts_hang_together_by_corners_too() -> None:
    drawn = np.array([[1, 0, 0, 1], [0, 1, 0, 1], [1, 0, 0, 0], [0, 0, 1, 1]], bool)
    labels, count = connected_parts(drawn)
    assert count == 3
    assert len({labels[0, 0], labels[1, 1], labels[2, 0]}) == 1
    assert (labels[~drawn] == -1).all()


@given(st.lists(st.lists(st.booleans(), min_size=9, max_size=9), min_size=1, max_size=9))
def test_parts_are_those_of_a_plain_search(rows: list[list[bool]]) -> None:
    drawn = np.array(rows, bool)
    labels, count = connected_parts(drawn)
    todo = {(int(row), int(column)) for row, column in zip(*np.nonzero(drawn), strict=True)}
    found = 0
    while todo:
        found += 1
        wave = [todo.pop()]
        number = labels[wave[0]]
        while wave:
            row, column = wave.pop()
            assert labels[row, column] == number
            near = {(row + down, column + across) for down in (-1, 0, 1) for across in (-1, 0, 1)} & todo
            todo -= near
            wave += near
    assert found == count


def bent(rtl: bool) -> Ink:
    """A stroke along the top, down one side and back along the foot, and a dot above its end."""
    top, foot = rect_path(Rect(0, 0, 100, 10)), rect_path(Rect(0, 60, 100, 10))
    side = rect_path(Rect(0 if rtl else 90, 0, 10, 70))
    dot = rect_path(Rect(45, 30, 8, 8))
    return Ink(join_paths((top, side, foot, dot)), 100, rtl, top)


@pytest.mark.parametrize("rtl", [True, False])
def test_the_pen_follows_the_stroke_around_its_bend_and_comes_back_for_the_dot(rtl: bool) -> None:
    strokes = pen_strokes(bent(rtl))
    body, dot = strokes.strokes
    assert (body.kind, dot.kind) == (StrokeKind.BODY, StrokeKind.DOT)
    assert 190 < body.length < 290  # 100 along, 50 down, 100 back, not the 50 across
    assert dot.length < 12

    def way(x: float, y: float) -> float:
        return float(strokes.way[int((y - strokes.y) / strokes.cell), int((x - strokes.x) / strokes.cell)])

    along = [95, 5] if rtl else [5, 95]
    places = [way(along[0], 5), way(along[1], 5), way(along[1], 65), way(along[0], 65)]
    assert places == sorted(places)
    assert places[0] < 15


def test_harakat_come_after_dots() -> None:
    body, haraka, dot = Rect(0, 40, 100, 20), Rect(60, 5, 12, 12), Rect(20, 80, 10, 10)
    outline = join_paths(map(rect_path, (body, haraka, dot)))
    strokes = pen_strokes(Ink(outline, 100, True, rect_path(body), harakat=(haraka,))).strokes
    assert [stroke.kind for stroke in strokes] == [StrokeKind.BODY, StrokeKind.DOT, StrokeKind.HARAKA]


def test_the_field_goes_beyond_the_ink_as_far_as_it_is_painted() -> None:
    strokes = pen_strokes(Ink(rect_path(Rect(0, 0, 50, 10)), 100, True, EMPTY_PATH, reach=20))
    left = int((-15 - strokes.x) / strokes.cell)
    row = int((5 - strokes.y) / strokes.cell)
    assert strokes.part[row, left] == 0
    assert strokes.way[row, left] == pytest.approx(50, abs=4)


def test_fields_are_equal_by_content() -> None:
    values = np.arange(6, dtype=np.float32).reshape(2, 3)
    one, same = RevealField(values.copy(), 1, 2, 0.5), RevealField(values.copy(), 1, 2, 0.5)
    assert one == same
    assert hash(one) == hash(same)
    assert one != RevealField(values + 1, 1, 2, 0.5)
    assert one != RevealField(values.copy(), 1, 3, 0.5)
    with pytest.raises(ValueError, match="read-only"):
        one.values[0, 0] = 5
