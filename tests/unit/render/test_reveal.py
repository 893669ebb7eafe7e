"""Pictures seen along a field of times."""

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.base.color import Rgba
from studio.base.geometry import Affine, Rect, rect_path
from studio.render.damage import damaged_rects, is_clip_exact
from studio.render.rasterizer import Rasterizer
from studio.scene.display_list import FillPath, Operation, Revealed, RevealField
from studio.scene.transform_list import clipped, transformed

WHITE = Rgba(255, 255, 255, 255)
BOX = Rect(20, 10, 40, 20)


def revealed(at: float, soft: float = 4.0) -> Revealed:
    """A white box that opens from its left: each cell's time is how far it is, in px."""
    values = np.broadcast_to(np.arange(44, dtype=np.float32), (24, 44)).copy()
    fill = FillPath(rect_path(BOX), WHITE)
    return Revealed((fill,), fill.bounds, RevealField(values, 18, 8, 1), at, soft)


def pixels(*operations: Operation, scale: float = 1.0) -> NDArray[np.int16]:
    rasterizer = Rasterizer(round(100 * scale), round(40 * scale), scale)
    rasterizer.rasterize(tuple(operations))
    return rasterizer.pixels[..., 0].astype(np.int16)


def test_nothing_before_and_the_very_picture_after() -> None:
    assert not pixels(revealed(0)).any()
    plain = Rasterizer(100, 40)
    plain.rasterize((FillPath(rect_path(BOX), WHITE),))
    assert np.array_equal(pixels(revealed(100)), plain.pixels[..., 0])


def test_what_came_early_is_seen_with_a_soft_edge() -> None:
    row = pixels(revealed(20))[20]
    assert (row[21:32] == 255).all()
    assert not row[40:].any()
    edge = row[34:40]
    assert (np.diff(edge) <= 0).all()
    assert len(set(edge.tolist())) > 2


@pytest.mark.parametrize("scale", [0.5, 2.0])
def test_it_is_the_same_at_other_sizes(scale: float) -> None:
    assert pixels(revealed(20), scale=scale).mean() == pytest.approx(pixels(revealed(20)).mean(), rel=0.03)


def test_it_moves_and_grows_as_a_whole() -> None:
    (moved,) = transformed((revealed(20),), Affine.translation(30, 5))
    assert isinstance(moved, Revealed)
    assert np.array_equal(pixels(moved)[5:, 30:], pixels(revealed(20))[:-5, :-30])
    (larger,) = transformed((revealed(20),), Affine.scaling(1.25, 1.25))
    assert isinstance(larger, Revealed)
    assert pixels(larger).sum() == pytest.approx(pixels(revealed(20)).sum() * 1.25**2, rel=0.05)


def test_it_can_be_cut_to_an_area() -> None:
    cut = pixels(*clipped((revealed(100),), Rect(0, 0, 40, 40)))
    assert not cut[:, 40:].any()
    assert (cut[15, 25:40] == 255).all()


def test_it_is_painted_anew_where_its_time_differs() -> None:
    assert damaged_rects((revealed(5),), (revealed(5),), Rect(0, 0, 100, 40), 1) == []
    (area,) = damaged_rects((revealed(5),), (revealed(6),), Rect(0, 0, 100, 40), 1)
    assert area.contains(BOX)
    assert not is_clip_exact(revealed(5))
