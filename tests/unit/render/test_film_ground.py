"""When a frame is film all over, and when it must be painted."""

from typing import Any

import pytest
from msgspec.structs import replace

from studio.base.color import Rgba
from studio.base.geometry import Affine, Rect, rect_path
from studio.model.layers import BlendMode
from studio.render.film_ground import film_ground, touched_rects
from studio.scene.display_list import DrawImage, FillPath, FilmFrame, Layer, Operation

WIDTH, HEIGHT = 108, 192
CANVAS = Rect(0, 0, WIDTH, HEIGHT)
FILM = DrawImage(FilmFrame("digest", "walk.mp4", 7, WIDTH, HEIGHT), CANVAS, CANVAS)
MARK = FillPath(rect_path(Rect(10, 20, 30, 6)), Rgba(255, 0, 0, 128))


def ground_of(*operations: Operation, scale: float = 1.0) -> Any:
    return film_ground(operations, round(WIDTH * scale), round(HEIGHT * scale), scale)


def test_what_is_over_the_film_is_painted_alone() -> None:
    below = FillPath(rect_path(CANVAS), Rgba(0, 0, 0, 255))
    found = ground_of(below, FILM, MARK)
    assert found.film is FILM.image
    assert found.above == (MARK,)
    assert (found.width, found.height, found.left, found.top) == (WIDTH, HEIGHT, 0, 0)
    (rect,) = touched_rects(found.above, WIDTH, HEIGHT, 1.0)
    assert rect.contains(Rect(10, 20, 30, 6))
    assert rect.width < 40


def test_a_part_of_a_film_begins_at_an_even_pixel() -> None:
    wide = replace(
        FILM, image=FilmFrame("digest", "walk.mp4", 7, 342, HEIGHT), source=Rect(116, 0, WIDTH, HEIGHT)
    )
    assert ground_of(wide).left == 116
    assert ground_of(replace(wide, source=Rect(117, 0, WIDTH, HEIGHT))) is None


def test_a_smaller_film_than_its_canvas_is_decoded_smaller() -> None:
    found = ground_of(FILM, scale=0.5)
    assert (found.width, found.height) == (54, 96)


@pytest.mark.parametrize(
    "changes",
    [
        {"opacity": 0.5},
        {"transform": Affine(1, 0, 0, 1, 3, 0)},
        {"clip": rect_path(Rect(0, 0, 50, 50))},
        {"target": Rect(4, 0, WIDTH - 4, HEIGHT)},
        {"image": FilmFrame("digest", "walk.mp4", 7, WIDTH, HEIGHT, opaque=False)},
        {"source": Rect(0, 0, 20, 36)},
    ],
)
def test_other_films_are_painted(changes: dict[str, Any]) -> None:
    assert ground_of(replace(FILM, **changes), MARK) is None


def test_what_mixes_with_the_film_needs_it_painted() -> None:
    assert ground_of(FILM, Layer((MARK,), CANVAS, blend=BlendMode.MULTIPLY)) is None
    assert ground_of(FILM, replace(MARK, replaces=True)) is None
    assert ground_of(MARK) is None
