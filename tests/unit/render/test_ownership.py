"""Pixels stay good when the rasterizer that painted them is gone."""

import gc

from studio.base.color import Rgba
from studio.base.geometry import Rect, rect_path
from studio.render.rasterizer import Pixels, Rasterizer
from studio.scene.display_list import FillPath


def _painted() -> Pixels:
    rasterizer = Rasterizer(400, 400)
    rasterizer.rasterize((FillPath(rect_path(Rect(0, 0, 400, 400)), Rgba(10, 200, 30, 255)),))
    return rasterizer.pixels


def test_pixels_outlive_their_rasterizer() -> None:
    pixels = _painted()
    gc.collect()
    others = [Rasterizer(400, 400) for _ in range(8)]  # would reuse memory that was given back
    assert len(others) == 8
    assert (pixels == (30, 200, 10, 255)).all()
