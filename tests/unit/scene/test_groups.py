"""Groups as one picture: opacity, masks, blend modes, turns; patterns that fade as one."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.base.geometry import Rect
from studio.model.layers import BlendMode
from studio.scene.display_list import FillPath
from studio.scene.scene import Scene
from tests.unit.scene.composed import group, light, scene, shot

SIDE = 100


def square(name: str, x: float, y: float, side: float, color: str, **more: Any) -> dict[str, Any]:
    place = {"area": "canvas", "anchor": "top-start", "offset": (x, y), "width": side, "height": side}
    return {"type": "shape", "id": name, "fill": color, "place": place, **more}


def whole(*children: dict[str, Any], **more: Any) -> dict[str, Any]:
    return group(*children, place={"area": "canvas"}, **more)


def film(*layers: dict[str, Any], ground: str = "#000000", language: str = "en") -> Scene:
    return scene(*layers, language=language, width=SIDE, height=SIDE, background=ground, duration=4)


OVERLAPPING = (square("a", 10, 10, 50, "#FFFFFF"), square("b", 40, 40, 50, "#808080"))


@pytest.mark.parametrize("opacity", [0.1, 0.5, 0.85])
def test_the_opacity_of_a_group_is_that_of_one_picture(opacity: float) -> None:
    """Where children overlap nothing shows through the upper one."""
    opaque, faded = light(film(*OVERLAPPING)), light(film(whole(*OVERLAPPING, opacity=opacity)))
    assert np.abs(faded - opaque * opacity).max() <= 2


def test_an_opaque_group_paints_its_children_as_they_are() -> None:
    assert film(whole(*OVERLAPPING)).display_list(Fraction(0)) == film(*OVERLAPPING).display_list(Fraction(0))


def test_the_ground_of_a_group_lies_behind_its_children_and_keeps_its_corners() -> None:
    card = group(
        square("a", 45, 45, 10, "#FFFFFF"),
        fill="#808080",
        radius=20,
        place={"area": "canvas", "width": 80, "height": 80},
    )
    frame = light(film(card))
    assert (frame[12, 12], frame[50, 12], frame[50, 50]) == (0, 128, 255)


@pytest.mark.parametrize(
    ("mask", "corner", "edge"),
    [
        ({"shape": "rect"}, 255, 255),
        ({"shape": "rect", "radius": 30}, 0, 255),
        ({"shape": "ellipse"}, 0, 255),
    ],
)
def test_a_mask_shows_the_layer_inside_its_shape_alone(mask: dict[str, Any], corner: int, edge: int) -> None:
    place = {"area": "canvas", "width": 80, "height": 80}
    masked = group(square("a", 0, 0, 100, "#FFFFFF"), mask=mask, place=place)
    frame = light(film(masked))
    assert (frame[11, 11], frame[50, 11], frame[50, 5]) == (corner, edge, 0)


def test_an_ellipse_is_masked_to_its_area() -> None:
    frame = light(film(square("a", 0, 0, 100, "#FFFFFF", mask={"shape": "ellipse"})))
    assert frame.sum() / 255 == pytest.approx(np.pi * 50**2, rel=0.002)


def test_masks_of_nested_groups_both_hold() -> None:
    left = {"area": "canvas", "anchor": "start", "width": 60, "height": 100}
    right = {"area": "canvas", "anchor": "end", "width": 60, "height": 100}
    inner = {**group(square("a", 0, 0, 100, "#FFFFFF"), mask={}, place=right), "id": "inner"}
    columns = light(film(group(inner, mask={}, place=left)))[50]
    assert np.flatnonzero(columns).tolist() == list(range(40, 60))


def test_children_that_enter_in_turn_start_one_stagger_later_each() -> None:
    children = [square(f"s{n}", 20 * n, 0, 10, "#FFFFFF") for n in range(4)]
    hidden = square("hidden", 90, 90, 5, "#FFFFFF", hidden=True)
    of = film(whole(children[0], hidden, *children[1:], stagger=0.5))
    counts = [len(of.display_list(Fraction(tenth, 10))) - 1 for tenth in range(20)]
    assert counts == [1 + tenth // 5 for tenth in range(20)]


# Blend modes: W3C Compositing and Blending Level 1, section 9, on opaque colours


def _soft_light(below: float, above: float) -> float:
    if above <= 0.5:
        return below - (1 - 2 * above) * below * (1 - below)
    lifted = ((16 * below - 12) * below + 4) * below if below <= 0.25 else below**0.5
    return below + (2 * above - 1) * (lifted - below)


def _overlay(below: float, above: float) -> float:
    return 2 * below * above if below <= 0.5 else 1 - 2 * (1 - below) * (1 - above)


FORMULAS: dict[BlendMode, Callable[[float, float], float]] = {
    BlendMode.NORMAL: lambda _, above: above,
    BlendMode.MULTIPLY: lambda below, above: below * above,
    BlendMode.SCREEN: lambda below, above: below + above - below * above,
    BlendMode.OVERLAY: _overlay,
    BlendMode.DARKEN: min,
    BlendMode.LIGHTEN: max,
    BlendMode.PLUS: lambda below, above: min(1.0, below + above),
    BlendMode.SOFT_LIGHT: _soft_light,
}
channels = st.tuples(*[st.integers(0, 255)] * 3)


def hexadecimal(color: tuple[int, ...]) -> str:
    return "#" + "".join(f"{channel:02X}" for channel in color)


def blended(mode: BlendMode, below: tuple[int, ...], above: tuple[int, ...], opacity: float) -> list[float]:
    mixed = [FORMULAS[mode](b / 255, a / 255) * 255 for b, a in zip(below, above, strict=True)]
    return [b + (m - b) * opacity for b, m in zip(below, mixed, strict=True)]


@pytest.mark.parametrize("mode", BlendMode)
@given(below=channels, above=channels, opacity=st.sampled_from([1.0, 1.0, 0.5]))
@settings(max_examples=40)
def test_blend_modes_follow_the_formulas_of_the_w3c(
    mode: BlendMode, below: tuple[int, ...], above: tuple[int, ...], opacity: float
) -> None:
    layer = square("a", 20, 20, 60, hexadecimal(above), blend=mode, opacity=opacity)
    frame = shot(film(layer, ground=hexadecimal(below)), scale=0.2)
    expected = np.round(blended(mode, below, above, opacity))
    # Qt computes soft light with whole numbers; opacity has 256 steps, and half of them is 128 / 255.
    tolerance = 3 if opacity < 1 else 2 if mode is BlendMode.SOFT_LIGHT else 1
    assert np.abs(frame[10, 10, 2::-1] - expected).max() <= tolerance
    assert tuple(frame[1, 1, 2::-1]) == below, "nothing outside the layer"


def test_every_blend_mode_of_the_document_is_tested() -> None:
    assert set(FORMULAS) == set(BlendMode)


def test_a_blended_group_is_blended_as_one_picture() -> None:
    """Two greys over each other in a group multiply the ground once."""
    children = square("a", 10, 10, 60, "#808080"), square("b", 30, 30, 60, "#808080")
    frame = light(film(whole(*children, blend="multiply"), ground="#C0C0C0"))
    assert set(np.unique(frame[12:88, 12:88])) <= {96, 97, 192}


# Compositions


def test_a_composition_is_the_canvas_made_small_in_its_box() -> None:
    inner = {"background": "#808080", "layers": [square("a", 0, 0, 50, "#FFFFFF")]}
    place = {"area": "canvas", "anchor": "bottom-end", "width": 50, "height": 50}
    small = {"type": "composition", "id": "c", "composition": inner, "place": place}
    frame = light(film(small))
    assert frame[:50].max() == 0
    assert frame[:, :50].max() == 0
    assert (frame[60, 60], frame[90, 90]) == (255, 128)


def test_what_leaves_a_small_composition_is_cut_off() -> None:
    inner = {"layers": [square("a", -300, -300, 700, "#FFFFFF")]}
    place = {"area": "canvas", "width": 50, "height": 50}
    frame = light(film({"type": "composition", "id": "c", "composition": inner, "place": place}))
    assert frame.sum() == 50 * 50 * 255


def test_a_composition_that_is_the_canvas_is_painted_as_its_layers_are() -> None:
    layers = [square("a", 0, 0, 50, "#FFFFFF")]
    whole_canvas = {"type": "composition", "id": "c", "composition": {"layers": layers}}
    assert film(whole_canvas).display_list(Fraction(0)) == film(*layers).display_list(Fraction(0))


def test_a_composition_runs_on_its_own_clock() -> None:
    inner = {"layers": [square("a", 0, 0, 50, "#FFFFFF", start=1, end=2)]}
    of = film({"type": "composition", "id": "c", "composition": inner, "start": "0.5", "end": 3})
    seen = [len(of.display_list(Fraction(tenth, 10))) == 2 for tenth in range(40)]
    assert seen == [15 <= tenth < 25 for tenth in range(40)]


# Patterns


@pytest.mark.parametrize("pattern", ["star-8", "girih", "waves", "halftone"])
def test_lines_of_a_pattern_do_not_show_where_they_cross(pattern: str) -> None:
    place = {"area": "canvas", "width": 80, "height": 80}
    more = {"type": "pattern", "id": "p", "pattern": pattern, "tile": 600, "stroke": 40, "place": place}
    half = light(film({**more, "color": "#FFFFFF80"}))
    whole_lines = light(film({**more, "color": "#FFFFFF"}))
    assert np.abs(half - whole_lines * 128 / 255).max() <= 2
    assert whole_lines[:10].max() == 0, "nothing outside its box"


def test_a_pattern_opens_from_its_centre() -> None:
    more = {"type": "pattern", "id": "p", "pattern": "star-8", "tile": 300, "stroke": 20, "color": "#FFFFFF"}
    whole_lines = light(film({**more, "place": {"area": "canvas"}}))
    drawn = light(film({**more, "drawn": 0.4, "place": {"area": "canvas"}}))
    y, x = np.mgrid[0:SIDE, 0:SIDE] + 0.5
    distance = np.hypot(x - 50, y - 50)
    radius = 0.4 * np.hypot(50, 50)
    assert np.abs(drawn - whole_lines)[distance < radius - 1].max() <= 1
    assert drawn[distance > radius + 1].max() == 0


def test_a_child_at_the_corner_stays_there_when_its_group_is_given_a_layer() -> None:
    """A group that fades covers what its children cover: its picture is as large as they are."""
    child = square("a", 90, 90, 30, "#FFFFFF")
    fade = film(whole(child, opacity=0.5)).display_list(Fraction(0))[-1]
    plain = film(child).display_list(Fraction(0))[-1]
    assert isinstance(plain, FillPath)
    assert fade.bounds == plain.bounds == Rect(89, 89, 32, 32)
