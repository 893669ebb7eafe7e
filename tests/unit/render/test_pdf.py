"""A page shows what the picture shows, and prints sharp."""

import hashlib
from pathlib import Path as FilePath

import numpy as np
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from studio.base.color import Rgba
from studio.base.errors import InputError
from studio.base.geometry import Affine, Rect, Size, ellipse_path, rect_path
from studio.model.layers import BlendMode
from studio.render.pdf import POINTS_PER_PX, pdf_page
from studio.render.rasterizer import Rasterizer
from studio.scene.display_list import (
    DisplayList,
    FillPath,
    GradientPaint,
    ImageSource,
    Layer,
    MovedStill,
    Stencil,
    Still,
)
from tests.unit.render.lists import GROUND, HEIGHT, WIDTH, display_lists

CANVAS = Size(WIDTH, HEIGHT)
FINER = 4
"""Pixels for each canvas px that both are painted with: their means hang little on how edges are smoothed."""

PATHS, PICTURES = 2, 3  # kinds of page objects (pdfium, fpdf_edit.h)


@pytest.fixture(scope="session")
def picture(tmp_path_factory: pytest.TempPathFactory) -> ImageSource:
    """Smooth, so that it does not matter how a reader of PDF scales it."""
    path: FilePath = tmp_path_factory.mktemp("pictures") / "smooth.png"
    across, down = np.meshgrid(np.linspace(0, 250, 40), np.linspace(0, 250, 50))
    Image.fromarray(np.dstack([across, down, 255 - across]).astype(np.uint8)).save(path)
    return ImageSource(hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest(), str(path))


def _means(pixels: NDArray[np.uint8]) -> NDArray[np.float64]:
    cells = pixels.reshape(HEIGHT, FINER, WIDTH, FINER, 3)
    means: NDArray[np.float64] = cells.mean(axis=(1, 3))
    return means


def _page(frame: DisplayList, scale: float = 1.0) -> pypdfium2.PdfPage:
    document = pypdfium2.PdfDocument(pdf_page(frame, CANVAS, scale))
    assert len(document) == 1
    return document[0]


def _as_page(frame: DisplayList) -> NDArray[np.float64]:
    shown = _page(frame).render(scale=FINER / POINTS_PER_PX, fill_color=(0, 0, 0, 255))
    return _means(np.asarray(shown.to_pil().convert("RGB")))


def _as_picture(frame: DisplayList) -> NDArray[np.float64]:
    rasterizer = Rasterizer(WIDTH * FINER, HEIGHT * FINER, float(FINER))
    rasterizer.rasterize(frame)
    return _means(rasterizer.pixels[..., 2::-1])


def _kinds(frame: DisplayList) -> list[int]:
    return [each.type for each in _page(frame).get_objects()]


@given(data=st.data())
@settings(max_examples=60)
def test_a_page_shows_what_the_picture_shows(data: st.DataObject, picture: ImageSource) -> None:
    frame = (GROUND, *data.draw(display_lists(picture)))
    away = np.abs(_as_page(frame) - _as_picture(frame)).max(axis=2)
    assert away.mean() < 4
    assert (away > 40).mean() < 0.02


def test_outlines_stay_outlines() -> None:
    dot = FillPath(ellipse_path(Rect(10, 10, 20, 20)), Rgba(200, 0, 0, 120))
    still = Still((dot,), dot.bounds)
    clipped = Layer((dot,), dot.bounds, clip=rect_path(Rect(0, 0, 15, 30)))
    faded = Layer((dot,), dot.bounds, opacity=0.5)
    two = Stencil(
        dot.path, (GROUND, FillPath(rect_path(Rect(0, 0, 20, 40)), Rgba(0, 0, 99, 255))), dot.bounds
    )
    frame = (GROUND, dot, still, MovedStill(still, 3, 8), clipped, faded, two)
    assert set(_kinds(frame)) == {PATHS}
    assert np.abs(_as_page(frame) - _as_picture(frame)).max() < 12


def test_what_only_pixels_can_show_is_a_picture_of_its_part() -> None:
    dot = FillPath(ellipse_path(Rect(20, 20, 20, 20)), Rgba(200, 0, 0, 255))
    frame = (GROUND, Layer((dot,), dot.bounds.expanded(8), blur=4.0), dot)
    page = _page(frame)
    assert [each.type for each in page.get_objects()] == [PATHS, PICTURES, PATHS]
    picture = next(each for each in page.get_objects() if each.type == PICTURES)
    left, bottom, right, top = picture.get_bounds()
    assert max(right - left, top - bottom) < 40 * POINTS_PER_PX
    assert np.abs(_as_page(frame) - _as_picture(frame)).max() < 12


def test_blending_makes_one_picture_of_the_page() -> None:
    dot = FillPath(ellipse_path(Rect(10, 10, 30, 30)), Rgba(250, 200, 0, 255))
    frame = (GROUND, Layer((dot,), dot.bounds, blend=BlendMode.MULTIPLY))
    assert _kinds(frame) == [PICTURES]
    assert np.abs(_as_page(frame) - _as_picture(frame)).max() < 12


def test_a_gradient_lets_through_what_its_alpha_says() -> None:
    ends = ((0.0, Rgba(0, 0, 0, 0)), (1.0, Rgba(0, 0, 0, 255)))
    veil = FillPath(ellipse_path(Rect(5, 5, 50, 70)), GradientPaint("linear", 0, 5, 0, 75, ends))
    frame = (FillPath(GROUND.path, Rgba(255, 255, 255, 255)), veil)
    assert np.abs(_as_page(frame) - _as_picture(frame)).max() < 25


def test_a_page_has_the_canvas_size_in_css_pixels() -> None:
    assert _page((GROUND,)).get_size() == pytest.approx((WIDTH * 0.75, HEIGHT * 0.75), abs=0.5)
    assert _page((GROUND,), 2.0).get_size() == pytest.approx((WIDTH * 1.5, HEIGHT * 1.5), abs=0.5)


def test_the_same_frame_gives_the_same_bytes_and_tells_no_time() -> None:
    first, second = (pdf_page((GROUND,), CANVAS) for _ in range(2))
    assert first == second
    assert b"Date" not in first


def test_a_page_that_readers_would_refuse_is_not_made() -> None:
    with pytest.raises(InputError, match="inches") as refused:
        pdf_page((GROUND,), Size(10_000, 2_000), 4.0)
    assert refused.value.hint


def test_nothing_is_painted_where_the_frame_is_transparent() -> None:
    dot = FillPath(rect_path(Rect(20, 20, 20, 20)), Rgba(200, 0, 0, 255), Affine.translation(1, 1))
    assert _kinds((dot,)) == [PATHS]
    assert _kinds(()) == []
