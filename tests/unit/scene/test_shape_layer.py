"""Shapes: they fill their box, fade as one, take their colours and gradients along the reading direction."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.scene.scene import Scene
from tests.unit.scene.composed import light, scene, shot, state

SIDE = 100


def film(language: str = "en", **more: Any) -> Scene:
    place = {"area": "canvas", "width": 60, "height": 40, **more.pop("place", {})}
    layer = {"type": "shape", "id": "shape", "fill": "#FFFFFF", "place": place, **more}
    return scene(layer, language=language, width=SIDE, height=SIDE, background="#000000", duration=4)


@pytest.mark.parametrize("shape", ["rect", "ellipse", "star", "polygon", "arc", "path"])
@pytest.mark.parametrize("points", [4, 8])
def test_a_shape_fills_its_box(shape: str, points: int) -> None:
    box = state(film(shape=shape, points=points), 0).path.bounds
    # The control points of curves stand at the box's edges too.
    assert (box.x, box.y, box.right, box.bottom) == pytest.approx((20, 30, 80, 70), abs=1e-6)


@pytest.mark.parametrize("opacity", [0.3, 0.7])
def test_fill_line_and_shadow_fade_as_one(opacity: float) -> None:
    more: dict[str, Any] = {
        "stroke": {"color": "#808080", "width": 10},
        "shadow": {"color": "#404040", "offset": (8, 8)},
        "shape": "ellipse",
    }
    assert np.abs(light(film(opacity=opacity, **more)) - light(film(**more)) * opacity).max() <= 2


@given(drawn=st.floats(0, 1))
def test_a_line_is_drawn_from_the_side_where_reading_begins(drawn: float) -> None:
    for language in ("ar", "en"):
        bounds = state(film(language, shape="line", drawn=drawn, stroke={"width": 4}), 0).path.bounds
        if drawn > 0:
            assert bounds.width == pytest.approx(60 * drawn, abs=1e-9)
            assert (bounds.right if language == "ar" else bounds.x) == pytest.approx(
                80 if language == "ar" else 20
            )
            assert bounds.y == pytest.approx(50)


def test_a_gradient_runs_along_the_reading_direction() -> None:
    fill = {"angle": 0, "stops": [{"at": 0, "color": "#FFFFFF"}, {"at": 1, "color": "#000000"}]}
    english, arabic = light(film(fill=fill)), light(film("ar", fill=fill))
    assert english[50, 22] > 240 > 20 > english[50, 77]
    assert np.abs(english - arabic[:, ::-1]).max() <= 2


def test_a_gradient_passes_through_the_colours_between_in_oklab() -> None:
    """Half way from blue to yellow is no grey."""
    fill = {"angle": 0, "stops": [{"at": 0, "color": "#0000FF"}, {"at": 1, "color": "#FFFF00"}]}
    middle = shot(film(fill=fill))[50, 50, :3].astype(int)
    assert middle.max() - middle.min() > 30


def test_a_colour_changes_over_time_and_keeps_its_ends() -> None:
    keyframes = [{"time": 1, "value": "#FF0000"}, {"time": 2, "value": "#0000FF"}]
    of = film(fill={"keyframes": keyframes})
    colors = [tuple(int(c) for c in shot(of, time)[50, 50, 2::-1]) for time in (0, 1, "1.5", 2, 3)]
    assert colors[0] == colors[1] == (255, 0, 0)
    assert colors[3] == colors[4] == (0, 0, 255)
    assert colors[2] not in (colors[0], colors[4])


def test_dashes_are_as_long_as_they_say() -> None:
    of = film(shape="line", stroke={"color": "#FFFFFF", "width": 2, "dash": (10, 10)})
    row = light(of)[49]
    # Round caps lengthen each dash by half the line's width on both sides.
    assert int((row > 127).sum()) == pytest.approx(3 * 12, abs=3)


def test_a_star_of_eight_points_is_the_khatam() -> None:
    """Two squares, one turned by 45 degrees: the area is 1.172 times that of one."""
    star = film(shape="star", points=8, place={"width": 80, "height": 80})
    square = film(shape="polygon", points=4, place={"width": 80, "height": 80})
    assert light(star).sum() / light(square).sum() == pytest.approx(4 - 2 * 2**0.5, rel=0.005)
