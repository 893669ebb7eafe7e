"""Transitions: exact ends, no change of what stands still, and the way they go in both reading directions."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.base.color import Rgba
from studio.base.geometry import Affine, Path, Rect, ellipse_path, rect_path
from studio.model.layers import BlendMode, Toward, TransitionKind
from studio.render.rasterizer import Rasterizer
from studio.scene.display_list import (
    BlurredPath,
    DisplayList,
    FillPath,
    GradientPaint,
    Layer,
    MovedStill,
    Still,
    StrokePath,
)
from studio.scene.transform_list import clipped, covers, moved, transformed
from studio.scene.transitions.table import TRANSITIONS, draw_transition

CANVAS = Rect(0, 0, 120, 200)
RED, BLUE, GREEN = Rgba(200, 0, 0, 255), Rgba(0, 0, 200, 255), Rgba(0, 120, 40, 255)
WHITE = Rgba(255, 255, 255, 255)
ARABIC, ENGLISH = -1, 1
SIDEWAYS = [(ARABIC, Toward.READING), (ENGLISH, Toward.AGAINST)]


def filled(rect: Rect, color: Rgba) -> FillPath:
    return FillPath(rect_path(rect), color)


BEFORE: DisplayList = (filled(CANVAS, RED), filled(Rect(20, 40, 30, 30), WHITE))
AFTER: DisplayList = (filled(CANVAS, BLUE), filled(Rect(60, 90, 40, 40), WHITE))


def drawn(
    kind: TransitionKind,
    progress: float,
    toward: Toward = Toward.READING,
    forward: int = ARABIC,
    ground: Rgba | None = GREEN,
    before: DisplayList = BEFORE,
    after: DisplayList = AFTER,
) -> DisplayList:
    return draw_transition(kind, before, after, progress, CANVAS, toward, forward, ground)


def painted(frame: DisplayList, scale: float = 1.0) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    rasterizer = Rasterizer(round(CANVAS.width * scale), round(CANVAS.height * scale), scale)
    rasterizer.rasterize(frame)
    return rasterizer.pixels.copy()


def test_every_transition_of_the_model_has_its_function() -> None:
    assert set(TRANSITIONS) == set(TransitionKind)


@pytest.mark.parametrize("kind", TransitionKind)
@pytest.mark.parametrize("toward", Toward)
@pytest.mark.parametrize("forward", [ARABIC, ENGLISH])
def test_ends_are_the_scenes_themselves(kind: TransitionKind, toward: Toward, forward: int) -> None:
    assert drawn(kind, 0.0, toward, forward) is BEFORE
    assert drawn(kind, 1.0, toward, forward) is AFTER
    assert drawn(kind, 1.04, toward, forward) is AFTER  # an easing that overshoots


@pytest.mark.parametrize("kind", TransitionKind)
def test_nothing_jumps_at_either_end(kind: TransitionKind) -> None:
    if kind is TransitionKind.CUT:
        return
    for progress, scene in ((1e-6, BEFORE), (1 - 1e-6, AFTER)):
        difference = np.abs(painted(drawn(kind, progress)).astype(int) - painted(scene).astype(int))
        assert difference.max() <= 2


def test_cut_changes_in_the_middle() -> None:
    assert drawn(TransitionKind.CUT, 0.49) == BEFORE
    assert drawn(TransitionKind.CUT, 0.5) == AFTER


@pytest.mark.parametrize(("forward", "toward"), SIDEWAYS)
def test_push_brings_the_new_scene_from_the_left_in_arabic(forward: int, toward: Toward) -> None:
    pixels = painted(drawn(TransitionKind.PUSH, 0.25, toward, forward))
    assert tuple(pixels[0, 29, :3]) == (200, 0, 0)  # blue, green, red: the new scene
    assert tuple(pixels[0, 30, :3]) == (0, 0, 200)


@pytest.mark.parametrize(("forward", "toward"), [(-f, t) for f, t in SIDEWAYS])
def test_push_brings_the_new_scene_from_the_right_in_english(forward: int, toward: Toward) -> None:
    pixels = painted(drawn(TransitionKind.PUSH, 0.25, toward, forward))
    assert tuple(pixels[0, 89, :3]) == (0, 0, 200)
    assert tuple(pixels[0, 90, :3]) == (200, 0, 0)


def test_push_up_and_down_are_meant_as_they_say() -> None:
    up = painted(drawn(TransitionKind.PUSH, 0.25, Toward.UP))
    down = painted(drawn(TransitionKind.PUSH, 0.25, Toward.DOWN))
    assert tuple(up[149, 0, :3]) == (0, 0, 200)
    assert tuple(up[150, 0, :3]) == (200, 0, 0)
    assert tuple(down[49, 0, :3]) == (200, 0, 0)
    assert tuple(down[50, 0, :3]) == (0, 0, 200)


@pytest.mark.parametrize("kind", TransitionKind)
@pytest.mark.parametrize("progress", [0.2, 0.5, 0.7])
def test_english_is_the_mirror_image_of_arabic(kind: TransitionKind, progress: float) -> None:
    mirror = Affine(-1, 0, 0, 1, CANVAS.width, 0)
    before, after = transformed(BEFORE, mirror), transformed(AFTER, mirror)
    arabic = painted(drawn(kind, progress))
    english = painted(drawn(kind, progress, forward=ENGLISH, before=before, after=after))
    assert np.abs(arabic[:, ::-1].astype(int) - english.astype(int)).max() <= 1


@given(st.floats(0.01, 0.99), st.sampled_from(list(Toward)))
@settings(max_examples=30)
def test_pushed_scenes_meet_without_gap_or_overlap(progress: float, toward: Toward) -> None:
    pixels = painted(drawn(TransitionKind.PUSH, progress, toward, before=BEFORE[:1], after=AFTER[:1]))
    colors = {tuple(color) for color in pixels[..., :3].reshape(-1, 3).tolist()}
    assert colors <= {(0, 0, 200), (200, 0, 0)}


def test_what_hangs_over_a_scene_is_not_pushed_onto_the_other() -> None:
    before = (*BEFORE[:1], filled(Rect(-60, 10, 80, 20), WHITE))
    pixels = painted(drawn(TransitionKind.PUSH, 0.5, before=before, after=AFTER[:1]))
    assert tuple(pixels[15, 59, :3]) == (200, 0, 0)
    assert tuple(pixels[15, 61, :3]) == (255, 255, 255)


def test_wipe_opens_from_the_reading_side() -> None:
    arabic = painted(drawn(TransitionKind.WIPE, 0.25))
    english = painted(drawn(TransitionKind.WIPE, 0.25, forward=ENGLISH))
    assert tuple(arabic[0, 91, :3]) == (200, 0, 0)
    assert tuple(arabic[0, 88, :3]) == (0, 0, 200)
    assert tuple(english[0, 28, :3]) == (200, 0, 0)
    assert tuple(english[0, 31, :3]) == (0, 0, 200)


@pytest.mark.parametrize("toward", Toward)
@given(progress=st.floats(0.01, 0.99))
@settings(max_examples=20)
def test_wiped_scenes_do_not_move_even_where_they_have_holes(toward: Toward, progress: float) -> None:
    pixels = painted(drawn(TransitionKind.WIPE, progress, toward, before=BEFORE[1:], after=AFTER[1:]))
    both = np.maximum(painted(BEFORE[1:]), painted(AFTER[1:]))
    assert (pixels[both == 0] == 0).all()
    new = progress * (CANVAS.width if toward in (Toward.READING, Toward.AGAINST) else CANVAS.height)
    if toward is Toward.READING:
        edge = CANVAS.width - round(new)
        assert (pixels[:, : int(edge) - 1] == painted(BEFORE[1:])[:, : int(edge) - 1]).all()
        assert (pixels[:, int(edge) + 1 :] == painted(AFTER[1:])[:, int(edge) + 1 :]).all()


def test_cross_fade_is_the_mean_of_both_scenes() -> None:
    mean = (painted(BEFORE).astype(int) + painted(AFTER).astype(int)) / 2
    assert np.abs(painted(drawn(TransitionKind.CROSS_FADE, 0.5)).astype(int) - mean).max() <= 2


def test_cross_fade_between_scenes_with_holes_keeps_their_sum() -> None:
    ground: DisplayList = (filled(CANVAS, GREEN),)
    same = (filled(Rect(20, 40, 30, 30), WHITE),)
    frame = (*ground, *drawn(TransitionKind.CROSS_FADE, 0.5, before=same, after=same))
    assert np.abs(painted(frame).astype(int) - painted((*ground, *same)).astype(int)).max() <= 3
    empty = (*ground, *drawn(TransitionKind.CROSS_FADE, 0.999, before=same, after=()))
    assert np.abs(painted(empty).astype(int) - painted(ground).astype(int)).max() <= 2


def test_fade_through_shows_nothing_but_the_ground_in_the_middle() -> None:
    pixels = painted(drawn(TransitionKind.FADE_THROUGH, 0.5))
    assert (pixels[..., :3] == (40, 120, 0)).all()
    assert drawn(TransitionKind.FADE_THROUGH, 0.5, ground=None) == ()


def test_fade_through_shows_one_scene_at_a_time() -> None:
    assert drawn(TransitionKind.FADE_THROUGH, 0.3)[:2] == BEFORE
    assert drawn(TransitionKind.FADE_THROUGH, 0.7)[:2] == AFTER


@pytest.mark.parametrize("progress", [0.05, 0.3, 0.6, 0.95])
def test_zoom_shows_no_edges_of_the_new_scene(progress: float) -> None:
    pixels = painted(drawn(TransitionKind.ZOOM, progress))
    corners = [tuple(pixels[y, x, :3]) for y in (0, 199) for x in (0, 119)]
    assert set(corners) == {tuple(pixels[100, 2, :3])}


def everything() -> DisplayList:
    gradient = GradientPaint("linear", 0, 0, 0, 40, ((0.0, RED), (1.0, BLUE)))
    inside: DisplayList = (FillPath(ellipse_path(Rect(10, 60, 40, 40)), WHITE),)
    return (
        FillPath(rect_path(Rect(10, 10, 30, 40)), gradient),
        StrokePath(Path("ML", (12.5, 120.0, 60.0, 140.0)), GREEN, 4),
        BlurredPath(rect_path(Rect(60, 20, 20, 20)), RED, 6),
        Layer(inside, Rect(10, 60, 40, 40), 0.5, BlendMode.NORMAL, rect_path(Rect(20, 60, 40, 40))),
        Still(inside, Rect(9, 59, 42, 42)),
    )


def test_moving_by_whole_pixels_moves_every_pixel() -> None:
    there = painted((filled(CANVAS, BLUE), *moved(everything(), 7, 13)))
    here = painted((filled(CANVAS, BLUE), *everything()))
    assert np.abs(there[13:, 7:].astype(int) - here[:-13, :-7].astype(int)).max() <= 1


def test_moved_bounds_hold_the_same_room() -> None:
    for was, now in zip(everything(), moved(everything(), -7, 13), strict=True):
        assert now.bounds == was.bounds.moved(-7, 13)


def test_a_still_that_moves_keeps_its_picture() -> None:
    still = Still((filled(Rect(10, 60, 40, 40), WHITE),), Rect(10, 60, 40, 40))
    assert moved((still,), 3, 4) == (MovedStill(still, 3, 4),)
    assert moved(moved((still,), 3, 4), 1, -9) == (MovedStill(still, 4, -5),)
    assert transformed((still,), Affine.scaling(2, 2)) == transformed(still.operations, Affine.scaling(2, 2))


@given(st.integers(-60, 60), st.integers(-60, 60), st.sampled_from([1.0, 0.5, 0.37, 1.5]))
@settings(max_examples=40)
def test_a_sliding_still_leaves_no_trace(dx: int, dy: int, scale: float) -> None:
    """Painting only what changed gives the very pixels of painting all, at any output size."""
    ground = filled(CANVAS, BLUE)
    still = Still((FillPath(ellipse_path(Rect(31.3, 60.7, 40, 40)), WHITE),), Rect(30, 59, 43, 43))
    rasterizer = Rasterizer(round(120 * scale), round(200 * scale), scale)
    rasterizer.rasterize((ground, still))
    rasterizer.rasterize((ground, MovedStill(still, dx, dy)))
    assert (rasterizer.pixels == painted((ground, MovedStill(still, dx, dy)), scale)).all()


def test_clipping_keeps_what_lies_within() -> None:
    inside, across, outside = (filled(Rect(x, 10, 20, 20), WHITE) for x in (40, 100, 300))
    assert clipped((inside,), CANVAS) == (inside,)
    assert clipped((outside,), CANVAS) == ()
    part = Rect(0, 0, 110, 200)
    assert (painted(clipped((across,), part))[:, 110:, :3] == 0).all()
    assert (painted(clipped((across,), part))[:, :110] == painted((across,))[:, :110]).all()


def test_only_opaque_rectangles_are_known_to_cover() -> None:
    whole = filled(CANVAS, RED)
    assert covers((whole,), CANVAS)
    assert covers((Still((whole,), CANVAS),), CANVAS)
    assert not covers((filled(CANVAS, Rgba(0, 0, 0, 254)),), CANVAS)
    assert not covers((filled(CANVAS.expanded(-1), RED),), CANVAS)
    assert not covers((Layer((whole,), CANVAS, opacity=0.5),), CANVAS)
    assert not covers((FillPath(ellipse_path(CANVAS.expanded(200)), RED),), CANVAS)
