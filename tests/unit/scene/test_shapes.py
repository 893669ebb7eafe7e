"""Shapes: arcs turn clockwise from the top, bars grow from the side they grow away from."""

import math

import pytest

from studio.base.geometry import Path, Rect, arc_path, ellipse_path
from tests.unit.scene.composed import Pixels, pixels, scene

BOX = Rect(0, 0, 200, 200)


def shape(**more: object) -> dict[str, object]:
    place = {"area": "canvas", "anchor": "top-start", "width": 200, "height": 200}
    return {"type": "shape", "id": "shape", "fill": "#FFFFFF", "place": place, **more}


def painted(language: str = "en", **more: object) -> Pixels:
    """The shape, white on black, in the top left corner of the canvas."""
    film = scene(shape(**more), language=language, width=200, height=200, background="#000000")
    return pixels(film.display_list(film.composition.still_at or film.composition.duration / 2), 1, 200, 200)


def white(frame: Pixels, x: float, y: float) -> bool:
    return bool(frame[int(y), int(x), 0] > 127)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_quarter_of_a_donut_is_at_the_upper_right_in_every_language(language: str) -> None:
    frame = painted(language, shape="arc", drawn=0.25, hole=0.5)
    assert white(frame, 153, 47)
    assert not white(frame, 153, 153)
    assert not white(frame, 47, 153)
    assert not white(frame, 47, 47)
    assert not white(frame, 115, 85), "the hole is open"


@pytest.mark.parametrize("share", [0.1, 0.42, 0.5, 0.9])
def test_an_arc_covers_its_share_of_the_ring(share: float) -> None:
    inked = float(painted(shape="arc", drawn=share, hole=0.4)[..., 0].mean()) / 255
    assert inked == pytest.approx(share * math.pi / 4 * (1 - 0.4**2), abs=0.002)


def test_a_whole_arc_without_a_hole_is_the_ellipse() -> None:
    arc, ellipse = arc_path(BOX, 1.0, 0.0), ellipse_path(BOX)
    assert arc.verbs == ellipse.verbs
    assert arc.coords == pytest.approx(ellipse.coords, abs=0.02)


def test_nothing_of_an_arc_is_no_outline() -> None:
    assert arc_path(BOX, 0.0, 0.5) == Path()
    assert arc_path(BOX, 0.5, 1.0) == Path()


@pytest.mark.parametrize(
    ("language", "toward", "left", "right", "top", "bottom"),
    [
        ("ar", "reading", False, True, True, True),
        ("en", "reading", True, False, True, True),
        ("ar", "against", True, False, True, True),
        ("en", "against", False, True, True, True),
        ("ar", "up", True, True, False, True),
        ("en", "down", True, True, True, False),
    ],
)
def test_a_bar_grows_away_from_one_side(
    language: str, toward: str, left: bool, right: bool, top: bool, bottom: bool
) -> None:
    frame = painted(language, shape="rect", drawn=0.3, toward=toward)
    sides = white(frame, 2, 30), white(frame, 198, 30), white(frame, 30, 2), white(frame, 30, 198)
    if toward in ("reading", "against"):
        assert sides[:2] == (left, right)
    else:
        assert sides[2:] == (top, bottom)
