"""Layers in motion as wholes: turned and grown about their centre, along the reading direction, softened,
wiped."""

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.geometry import IDENTITY, Affine, Point
from studio.model.animation import Phase
from studio.presets.catalog import bundled
from studio.scene.display_list import BlurredPath, FillPath, Layer
from studio.scene.scene import Scene
from tests.unit.scene.composed import group, light, scene

SIDE = 200
PRESETS = bundled().ids("animations")


def box(name: str = "box", width: float = 60, height: float = 40, **more: Any) -> dict[str, Any]:
    place = {"area": "parent", "width": width, "height": height, **more.pop("place", {})}
    return {"type": "shape", "id": name, "fill": "#FFFFFF", "place": place, **more}


def film(*layers: dict[str, Any], language: str = "en") -> Scene:
    return scene(*layers, language=language, width=SIDE, height=SIDE, background="#000000", duration=4)


def corners(of: Scene, time: float = 0) -> list[tuple[float, float]]:
    """Where the corners of the only shape are painted, clockwise from its top left at rest."""
    fill = of.display_list(Fraction(time))[-1]
    assert isinstance(fill, FillPath)
    numbers = fill.path.coords
    points = [fill.transform.apply(Point(x, y)) for x, y in zip(numbers[0::2], numbers[1::2], strict=True)]
    return [(point.x, point.y) for point in points]


def turned(
    x: float, y: float, degrees: float, scale: float = 1, about: float = SIDE / 2
) -> tuple[float, float]:
    angle, dx, dy = math.radians(degrees), x - about, y - about
    return (
        about + scale * (dx * math.cos(angle) - dy * math.sin(angle)),
        about + scale * (dx * math.sin(angle) + dy * math.cos(angle)),
    )


REST = [(70.0, 80.0), (130.0, 80.0), (130.0, 120.0), (70.0, 120.0)]


def same(one: list[tuple[float, float]], other: list[tuple[float, float]]) -> bool:
    return bool(np.allclose(one, other, atol=1e-6))


@given(degrees=st.floats(-360, 360), scale=st.floats(0.1, 3), x=st.floats(-80, 80), y=st.floats(-80, 80))
def test_a_layer_turns_clockwise_and_grows_about_its_centre_and_then_moves(
    degrees: float, scale: float, x: float, y: float
) -> None:
    transform = {"rotation": degrees, "scale": scale, "offset": (x, y)}
    moved = [(a + x, b + y) for a, b in (turned(*corner, degrees, scale) for corner in REST)]
    assert same(corners(film(box(transform=transform))), moved)


def test_an_offset_runs_along_the_reading_direction() -> None:
    transform = {"offset": (25, 10)}
    assert same(corners(film(box(transform=transform))), [(x + 25, y + 10) for x, y in REST])
    assert same(corners(film(box(transform=transform), language="ar")), [(x - 25, y + 10) for x, y in REST])


@given(outer=st.floats(-180, 180), inner=st.floats(-180, 180), scale=st.floats(0.2, 2))
def test_transforms_of_a_group_come_after_those_of_its_children(
    outer: float, inner: float, scale: float
) -> None:
    child = box(transform={"rotation": inner, "offset": (20, 0)})
    whole = group(child, transform={"rotation": outer, "scale": scale}, place={"area": "canvas"})
    moved = [(x + 20, y) for x, y in (turned(*corner, inner) for corner in REST)]
    assert same(corners(film(whole)), [turned(*corner, outer, scale) for corner in moved])


def test_keyframes_are_met_exactly_and_held_outside() -> None:
    frames = [{"time": 1, "value": 0}, {"time": 2, "value": 90}]
    of = film(box(transform={"rotation": {"keyframes": frames}}))
    for time, degrees in ((0, 0), (1, 0), (1.5, 45), (2, 90), (3.5, 90)):
        assert same(corners(of, time), [turned(*corner, degrees) for corner in REST])


def test_a_layer_is_seen_from_its_start_until_just_before_its_end() -> None:
    of = film(box(start=1, end=2))
    seen = [len(of.display_list(Fraction(tenth, 10))) == 2 for tenth in range(30)]
    assert seen == [10 <= tenth < 20 for tenth in range(30)]


@pytest.mark.parametrize(
    "preset",
    [name for name in PRESETS if Phase.IN in bundled().animation(name).phases and name != "tashkeel-only"],
)
def test_every_way_in_moves_a_shape_as_a_whole_and_ends_at_rest(preset: str) -> None:
    still, moving = film(box()), film(box(animations=[{"preset": preset}]))
    duration = bundled().animation(preset).duration
    rest = still.display_list(Fraction(0))
    assert moving.display_list(duration / 3) != rest
    for late in (0, Fraction(1, 30), Fraction(3, 2)):
        assert moving.display_list(duration + late) == rest


def test_blur_softens_a_layer_and_keeps_its_light() -> None:
    of = film(box(animations=[{"preset": "blur-in", "amount": 1.5}]))
    soft = of.display_list(Fraction(1, 5))[-1]
    assert isinstance(soft, Layer)
    inner = soft if soft.blur else soft.operations[0]
    assert isinstance(inner, Layer)
    assert inner.blur > 1
    painted = light(of, Fraction(1, 5))
    assert len(np.unique(painted)) > 30, "a soft edge"
    assert float(painted.sum()) == pytest.approx(60 * 40 * 255 * soft.opacity, rel=0.02)


def test_a_wipe_and_a_mask_both_hold() -> None:
    masked: dict[str, Any] = {"mask": {"shape": "ellipse"}}
    whole = light(film(box(**masked)))
    half = light(film(box(animations=[{"preset": "wipe", "easing": "linear"}], **masked)), "0.225")
    assert (half <= whole + 1).all(), "nothing outside the mask"
    assert half[:, :99].sum() > 0
    assert half[:, 102:].sum() == 0, "the wipe is half way"
    assert np.abs(half[:, :99] - whole[:, :99]).max() <= 1


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_wipe_starts_where_reading_does(language: str) -> None:
    of = film(box(animations=[{"preset": "wipe", "easing": "linear"}]), language=language)
    seen = np.flatnonzero(light(of, "0.1").max(axis=0) > 128)
    edge = seen.max() if language == "ar" else seen.min()
    assert edge == (129 if language == "ar" else 70)
    assert len(seen) < 20


def test_a_wipe_leaves_room_for_line_and_shadow() -> None:
    more: dict[str, Any] = {
        "stroke": {"color": "#808080", "width": 10},
        "shadow": {"color": "#606060", "offset": (12, 12)},
    }
    of = film(box(animations=[{"preset": "wipe"}], **more))
    just_before = bundled().animation("wipe").duration - Fraction(1, 10**7)
    assert np.abs(light(of, just_before) - light(film(box(**more)))).max() <= 2


@given(factor=st.floats(0.2, 4), degrees=st.floats(0, 90))
def test_a_shadow_grows_with_what_casts_it(factor: float, degrees: float) -> None:
    transform = {"scale": factor, "rotation": degrees}
    shadow = film(box(transform=transform, shadow={"blur": 10})).display_list(Fraction(0))[1]
    assert isinstance(shadow, BlurredPath)
    assert shadow.canvas_radius == pytest.approx(10 * factor)


def test_what_does_not_move_is_not_mapped() -> None:
    fill = film(box()).display_list(Fraction(0))[-1]
    assert isinstance(fill, FillPath)
    assert fill.transform == IDENTITY == Affine()
