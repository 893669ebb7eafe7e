"""The field in which joined letters bend: smooth, limited in slope, rigid for dots and harakat, nothing at
rest."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.geometry import Path, Rect, ellipse_path, join_paths, rect_path
from studio.model.animation import Phase, TextUnit
from studio.scene.display_list import FillPath
from studio.scene.writing.field import LIMITS, Bend, Ripple, limited
from studio.scene.writing.knots import Knots, Outlines, contours_of, make_knots
from tests.unit.scene.composed import state
from tests.unit.scene.test_text_layer import written

EM = 100.0
STROKE = rect_path(Rect(0, 90, 300, 10))
DOT = ellipse_path(Rect(140, 50, 14, 14))
WORD = join_paths((STROKE, DOT))

values = st.lists(st.floats(-200, 200), min_size=3, max_size=9)
gaps = st.lists(st.floats(5, 90), min_size=9, max_size=9)


def knots_of(count: int, between: list[float], groups: list[int] | None = None) -> Knots:
    xs = np.cumsum(between)[:count]
    return make_knots([(float(x), 95.0) for x in xs], groups or [0] * count, EM)


def word(count: int = 3) -> Outlines:
    """A stroke 300 px long that joins some letters, and a dot above it."""
    knots = make_knots([(300 * (at + 0.5) / count, 95.0) for at in range(count)], [0] * count, EM)
    return Outlines(knots, [WORD], [])


def shifts(outlines: Outlines, dx: list[float], dy: list[float]) -> Bend:
    """The field that moves each letter as far as its limits let it."""
    offsets = np.array([dx, dy]).T
    kept = limited(offsets, outlines.knots, np.array([LIMITS.dx, LIMITS.dy]))
    maps = np.zeros((len(dx), 6))
    maps[:, 0] = maps[:, 3] = 1
    maps[:, 4:] = kept
    return Bend(outlines, np.concatenate((maps, maps)))


# The limit of slopes


@given(values, gaps)
def test_neighbours_differ_no_more_than_their_distance_allows(
    offsets: list[float], between: list[float]
) -> None:
    knots = knots_of(len(offsets), between)
    kept = limited(np.array(offsets)[:, None], knots, np.array([0.5]))[:, 0]
    assert (np.abs(np.diff(kept)) <= 0.5 * np.diff(knots.xs) + 1e-6).all()
    assert kept.min() >= min(offsets) - 1e-9
    assert kept.max() <= max(offsets) + 1e-9


@given(values, gaps)
def test_what_keeps_the_limit_is_not_changed(offsets: list[float], between: list[float]) -> None:
    knots = knots_of(len(offsets), between)
    kept = limited(np.array(offsets)[:, None], knots, np.array([0.5]))
    assert np.allclose(limited(kept, knots, np.array([0.5])), kept, atol=1e-6)


@given(values, gaps)
def test_the_limit_keeps_order(offsets: list[float], between: list[float]) -> None:
    knots = knots_of(len(offsets), between)
    kept = limited(np.array(sorted(offsets))[:, None], knots, np.array([0.5]))[:, 0]
    assert (np.diff(kept) >= -1e-9).all()


def test_letters_that_are_not_joined_do_not_hold_each_other() -> None:
    knots = knots_of(4, [10.0] * 4, [0, 0, 1, 1])
    offsets = np.array([[0.0], [0.0], [90.0], [90.0]])
    assert (limited(offsets, knots, np.array([0.5])) == offsets).all()


# The bend of an outline


@given(
    st.lists(st.floats(-300, 300), min_size=3, max_size=3),
    st.lists(st.floats(-300, 300), min_size=3, max_size=3),
)
def test_a_stroke_is_never_folded_nor_steeper_than_the_limit(dx: list[float], dy: list[float]) -> None:
    outlines = word()
    bent = shifts(outlines, dx, dy)(STROKE)
    at = outlines.points(STROKE)
    top = np.flatnonzero(at.y < 91)
    top = top[np.argsort(at.x[top], kind="stable")]
    x, y = np.array(bent.coords[0::2])[top], np.array(bent.coords[1::2])[top]
    steps = np.diff(at.x[top])
    apart = steps > 1e-6
    stretch, climb = np.diff(x)[apart] / steps[apart], np.diff(y)[apart] / steps[apart]
    assert stretch.min() >= 1 - 1.5 * LIMITS.dx - 1e-6, "the stroke keeps more than half of its width"
    assert stretch.max() <= 1 + 1.5 * LIMITS.dx + 1e-6
    assert np.abs(climb).max() <= 1.5 * LIMITS.dy + 1e-6


@given(st.floats(-500, 500), st.floats(-500, 500))
def test_letters_that_move_alike_move_as_one(dx: float, dy: float) -> None:
    outlines = word()
    at, bent = outlines.points(WORD), shifts(outlines, [dx] * 3, [dy] * 3)(WORD)
    assert np.allclose(bent.coords[0::2], at.x + dx, atol=1e-9)
    assert np.allclose(bent.coords[1::2], at.y + dy, atol=1e-9)


@given(st.lists(st.floats(-300, 300), min_size=4, max_size=4))
def test_a_dot_moves_rigidly_with_the_stroke_under_it(dy: list[float]) -> None:
    bend = shifts(word(4), [0.0] * 4, dy)
    bent = bend(WORD)
    _, dot = contours_of(bent)
    moved = np.array(dot.path.coords) - np.array(DOT.coords)
    assert np.ptp(moved[0::2]) == pytest.approx(0, abs=1e-9)
    assert np.ptp(moved[1::2]) == pytest.approx(0, abs=1e-9)


def test_at_rest_the_outline_is_the_same_line() -> None:
    bent = shifts(word(), [0.0] * 3, [0.0] * 3)(WORD)
    assert bent.bounds == WORD.bounds
    assert [round(one.area, 6) for one in contours_of(bent)] == [
        round(one.area, 6) for one in contours_of(WORD)
    ]


def test_a_wave_has_its_height_and_length_and_runs_along_the_reading_direction() -> None:
    outlines = word()
    still = np.tile([1.0, 0, 0, 1, 0, 0], (6, 1))
    for forward in (1, -1):
        heights = []
        at = outlines.points(STROKE)
        for turns in (0.0, 0.05):
            bend = Bend(outlines, still, Ripple(200.0, turns, forward), waves=np.full(6, 12.0))
            heights.append(np.array(bend(STROKE).coords[1::2]) - at.y)
        assert np.abs(heights[0]).max() == pytest.approx(12, rel=0.05)
        assert np.allclose(heights[0], -forward * 12 * np.sin(2 * np.pi * at.x / 200), atol=1e-6)
        later = -forward * 12 * np.sin(2 * np.pi * (at.x - forward * 10) / 200)
        assert np.allclose(heights[1], later, atol=1e-6), "it has run a twentieth of its length ahead"


def test_waves_are_limited_where_they_would_be_steep() -> None:
    bend = Bend(word(), np.tile([1.0, 0, 0, 1, 0, 0], (6, 1)), Ripple(100.0, 0, 1), waves=np.full(6, 500.0))
    assert bend(STROKE).bounds.height <= STROKE.bounds.height + 2 * 11 + 1e-6


# Real texts


def test_parts_of_an_outline_bend_as_the_whole_does() -> None:
    """A span's part of a joined group meets the rest of it at their common edge."""
    content = state(written("محبة"), 0).content
    outlines, body = content.outlines, content.path()
    box = body.bounds
    part = rect_path(Rect(box.x, box.center.y, box.width / 2, 4))
    bend = shifts(outlines, [0.0] * 4, [0.0, -9.0, 4.0, 12.0])
    at = outlines.points(part)
    assert (at.left < 4).all(), "letters, not harakat"
    whole = np.array([bend(Path("ML", (x, y, x, y + 1))).coords[1] for x, y in zip(at.x, at.y, strict=True)])
    assert np.allclose(np.array(bend(part).coords[1::2]), whole)


def test_harakat_move_with_their_letter_and_dots_with_the_stroke() -> None:
    content = state(written("بِنتَ", family="Noto Naskh Arabic"), 0).content
    count = len(content.layout.units(TextUnit.LETTER))
    at = content.outlines.points(content.path())
    assert (at.left >= count).any(), "two harakat"
    assert set(at.left[at.left >= count] - count) == {
        content.outlines.knots.letters[content.layout.glyphs[glyph].letter] for glyph in content.harakat
    }
    assert len(content.harakat) == 2, "the dots of this font are mark glyphs too, but no harakat"


def test_harakat_come_after_their_letters() -> None:
    bare, whole = written("بنت"), written("بِنْتٌ")
    film = written("بِنْتٌ", animations=[{"preset": "tashkeel-only", "phase": Phase.IN}])
    glyphs = [len(state(one, 0).content.layout.glyphs) for one in (bare, whole)]
    assert glyphs[1] - glyphs[0] == 3
    content = state(film, 0).content
    fills = [one for one in film.display_list(Fraction(0))[1:] if isinstance(one, FillPath)]
    seen = sum(len(list(contours_of(fill.path))) for fill in fills)
    letters = tuple(index for index in range(glyphs[1]) if index not in content.harakat)
    assert seen == len(list(contours_of(content.path(letters))))
    assert film.display_list(Fraction(2)) == whole.display_list(Fraction(2))
