"""Pictures: which part is seen and where, sharp edges, no aliasing, transparency as numpy computes it."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from studio.base.geometry import Rect
from studio.model.composition import Composition
from studio.model.layers import Fit
from studio.scene.display_list import DrawImage, ImageSource, Still
from studio.scene.media_fit import fitted
from studio.scene.resources import Picture, SceneResources
from studio.scene.scene import Scene
from tests.unit.scene.composed import Pixels, pixels, resources

SIDE = 100


def film(picture: NDArray[np.uint8], folder: Path, ground: str = "#000000", **more: Any) -> Scene:
    """The picture on a small canvas; by default its box is the whole."""
    path = folder / "picture.png"
    Image.fromarray(picture).save(path)
    place = {"area": "canvas", **more.pop("place", {})}
    layer = {"type": "image", "id": "picture", "media": "p", "place": place, **more}
    bundled = resources()
    with_media = SceneResources(bundled.fonts, bundled.design, bundled.animation, {"p": path})
    size = {"width": SIDE, "height": SIDE}
    document = {"size": size, "duration": 4, "layers": [layer], "background": ground, "language": "en"}
    return Scene(Composition.model_validate(document), with_media)


def painted(of: Scene, time: float = 0) -> Pixels:
    return pixels(of.display_list(Fraction(time)), 1, SIDE, SIDE)


def drawn(of: Scene, time: float = 0) -> DrawImage:
    operation = of.display_list(Fraction(time))[-1]
    if isinstance(operation, Still):
        operation = operation.operations[0]
    assert isinstance(operation, DrawImage)
    return operation


def grey(width: int, height: int, value: int = 255) -> NDArray[np.uint8]:
    return np.full((height, width, 3), value, np.uint8)


# Which part, and where

sizes = st.integers(10, 3000)
shares = st.floats(0, 1)
pictures = st.builds(Picture, st.just(ImageSource("p")), sizes, sizes)
whole_boxes = st.builds(Rect, st.just(7.0), st.just(9.0), sizes.map(float), sizes.map(float))
zooms = st.floats(1, 4)


@given(picture=pictures, box=whole_boxes, x=shares, y=shares, zoom=zooms)
def test_covering_fills_the_box_in_the_pictures_proportions(
    picture: Picture, box: Rect, x: float, y: float, zoom: float
) -> None:
    source, target = fitted(picture, box, Fit.COVER, (x, y), zoom)
    assert target == box
    assert source.width / source.height == pytest.approx(box.width / box.height)
    assert Rect(0, 0, picture.width, picture.height).expanded(1e-6).contains(source)
    full = max(box.width / picture.width, box.height / picture.height)
    assert box.width / source.width == pytest.approx(full * zoom), "no smaller than it must be"


@given(picture=pictures, box=whole_boxes)
def test_contained_pictures_are_whole_and_stand_in_the_middle(picture: Picture, box: Rect) -> None:
    source, target = fitted(picture, box, Fit.CONTAIN, (0.2, 0.9), 1)
    assert source == Rect(0, 0, picture.width, picture.height)
    assert target.width / target.height == pytest.approx(picture.width / picture.height)
    assert box.expanded(1e-6).contains(target)
    assert target.width == pytest.approx(box.width) or target.height == pytest.approx(box.height)
    assert (target.center.x, target.center.y) == pytest.approx((box.center.x, box.center.y))


@given(picture=pictures, box=whole_boxes)
def test_stretched_pictures_are_whole_and_fill_the_box(picture: Picture, box: Rect) -> None:
    assert fitted(picture, box, Fit.STRETCH, (0.5, 0.5), 1) == (
        Rect(0, 0, picture.width, picture.height),
        box,
    )


@given(picture=pictures, box=whole_boxes, fit=st.sampled_from(Fit), x=shares, y=shares, zoom=zooms)
def test_zooming_keeps_the_focus_where_it_is(
    picture: Picture, box: Rect, fit: Fit, x: float, y: float, zoom: float
) -> None:
    """The point of the picture at the focus' share of what is seen is the same at any zoom."""

    def at_focus(zoom: float) -> tuple[float, float]:
        source, _ = fitted(picture, box, fit, (x, y), zoom)
        return source.x + source.width * x, source.y + source.height * y

    assert at_focus(zoom) == pytest.approx(at_focus(1), abs=1e-6 * max(picture.width, picture.height))


@given(picture=pictures, box=whole_boxes, x=shares, y=shares, zoom=zooms)
def test_the_focus_stays_in_view(picture: Picture, box: Rect, x: float, y: float, zoom: float) -> None:
    source, _ = fitted(picture, box, Fit.COVER, (x, y), zoom)
    assert source.x - 1e-6 <= picture.width * x <= source.right + 1e-6
    assert source.y - 1e-6 <= picture.height * y <= source.bottom + 1e-6


def test_a_slow_zoom_grows_evenly(tmp_path: Path) -> None:
    zoom = {"keyframes": [{"time": 0, "value": 1}, {"time": 4, "value": 2}]}
    of = film(grey(400, 400), tmp_path, zoom=zoom)
    widths = [400 / drawn(of, tenth / 10).source.width for tenth in range(40)]
    assert np.diff(widths) == pytest.approx([1 / 40] * 39)


# Edges


@pytest.mark.parametrize("offset", [0, 0.3, 0.5, 0.8])
def test_boxes_stand_on_whole_pixels(tmp_path: Path, offset: float) -> None:
    """A picture's edge is as sharp as that of its neighbours."""
    place = {"anchor": "top-start", "offset": (10 + offset, 10), "width": 40, "height": 40}
    seen = np.unique(painted(film(grey(80, 80), tmp_path, place=place))[..., 0])
    assert seen.tolist() == [0, 255]


@pytest.mark.parametrize("width", [99, 201, 399, 401, 1021, 1023, 2047])
def test_a_picture_of_any_size_reaches_all_edges_of_its_box(tmp_path: Path, width: int) -> None:
    frame = painted(film(grey(width, width + 2), tmp_path, fit="stretch"))
    assert frame[..., 0].min() == 255


@pytest.mark.parametrize("fit", Fit)
def test_no_edge_takes_on_the_colour_of_the_opposite_one(tmp_path: Path, fit: Fit) -> None:
    halves = grey(40, 40, 0)
    halves[:, :20] = 255
    row = painted(film(halves, tmp_path, fit=fit, radius=10))[50, :, 0]
    assert row[:40].min() == 255
    assert row[60:].max() == 0


def test_rounded_corners_are_antialiased_and_cut_nothing_else(tmp_path: Path) -> None:
    frame = painted(film(grey(200, 200), tmp_path, radius=30))[..., 0].astype(int)
    y, x = np.mgrid[0:SIDE, 0:SIDE] + 0.5
    dx = np.maximum(np.abs(x - 50) - 20, 0)
    dy = np.maximum(np.abs(y - 50) - 20, 0)
    inside = np.clip(30.5 - np.hypot(dx, dy), 0, 1) * 255
    assert np.abs(frame - inside).max() <= 40, "a circle of 30 px at each corner"
    assert frame[50].min() == 255
    assert len(np.unique(frame[:30, :30])) > 10


# Sampling and transparency


@pytest.mark.parametrize("shape", [(1000, 1000), (1000, 130), (130, 1000)])
def test_large_pictures_are_made_small_without_aliasing(tmp_path: Path, shape: tuple[int, int]) -> None:
    """Fine stripes become an even grey, never beats; also where only one side is much too long."""
    stripes = np.zeros((*shape, 3), np.uint8)
    if shape[0] >= shape[1]:
        stripes[::2] = 255
    else:
        stripes[:, ::2] = 255
    inner = painted(film(stripes, tmp_path, fit="stretch"))[4:-4, 4:-4, 0].astype(int)
    assert inner.max() - inner.min() <= 60
    assert inner.mean() == pytest.approx(127.5, abs=4)


@pytest.mark.parametrize("opacity", [1.0, 0.6])
@pytest.mark.parametrize("radius", [0, 4])
def test_transparent_pictures_are_laid_over_the_ground_as_numpy_does(
    tmp_path: Path, opacity: float, radius: float
) -> None:
    random = np.random.default_rng(5)
    picture = random.integers(0, 256, (SIDE, SIDE, 4), dtype=np.uint8)
    frame = painted(film(picture, tmp_path, ground="#20A0E0", opacity=opacity, radius=radius))
    alpha = picture[..., 3:].astype(float) / 255 * opacity
    expected = picture[..., :3] * alpha + np.array([0x20, 0xA0, 0xE0]) * (1 - alpha)
    away = np.abs(frame[..., 2::-1] - expected)[5:-5, 5:-5]
    assert away.max() <= (1.5 if opacity == 1 else 2.5)


def test_a_picture_at_rest_is_kept_and_one_that_zooms_is_not(tmp_path: Path) -> None:
    still = film(grey(300, 200), tmp_path).display_list(Fraction(0))[-1]
    assert isinstance(still, Still)
    zoom = {"keyframes": [{"time": 0, "value": 1}, {"time": 4, "value": 2}]}
    assert isinstance(film(grey(300, 200), tmp_path, zoom=zoom).display_list(Fraction(1))[-1], DrawImage)
