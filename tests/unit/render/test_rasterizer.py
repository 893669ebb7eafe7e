"""Painting only what differs gives the very pixels of painting everything."""

import hashlib
from pathlib import Path as FilePath

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from studio.base.color import Rgba
from studio.base.geometry import Affine, Path, Rect, ellipse_path, rect_path
from studio.render.damage import damaged_rects
from studio.render.rasterizer import Rasterizer
from studio.scene.display_list import (
    BlurredPath,
    DisplayList,
    DrawImage,
    FillPath,
    GradientPaint,
    ImageSource,
    Layer,
    Operation,
    Stencil,
    Still,
    StrokePath,
)
from tests.unit.render.lists import (
    GROUND,
    HEIGHT,
    WIDTH,
    colors,
    display_lists,
    paths,
    transforms,
)


@pytest.fixture(scope="session")
def picture(tmp_path_factory: pytest.TempPathFactory) -> ImageSource:
    path: FilePath = tmp_path_factory.mktemp("pictures") / "noise.png"
    noise = np.random.default_rng(3).integers(0, 255, (50, 40, 3), dtype=np.uint8)
    Image.fromarray(noise).save(path)
    return ImageSource(hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest(), str(path))


@given(data=st.data())
@settings(max_examples=60)
@pytest.mark.parametrize("scale", [1.0, 0.5])
def test_painting_the_damage_equals_painting_the_frame(
    data: st.DataObject, scale: float, picture: ImageSource
) -> None:
    frames = [data.draw(display_lists(picture))]
    for _ in range(2):
        # The next frame keeps some operations, as films do, and changes others.
        kept = [operation for operation in frames[-1] if data.draw(st.booleans())]
        added = data.draw(display_lists(picture))
        frames.append((*kept, *added))
    width, height = int(WIDTH * scale), int(HEIGHT * scale)
    going_on = Rasterizer(width, height, scale, transparent=False)
    for frame in frames:
        before = going_on.pixels.copy()
        damage = going_on.rasterize(frame)
        fresh = Rasterizer(width, height, scale, transparent=False)
        fresh.rasterize(frame)
        assert np.array_equal(going_on.pixels[..., :3], fresh.pixels[..., :3])
        untouched = np.ones((height, width), bool)
        for rect in damage:
            untouched[int(rect.y) : int(rect.bottom), int(rect.x) : int(rect.right)] = False
        assert np.array_equal(going_on.pixels[untouched], before[untouched])


def test_an_equal_frame_is_not_painted() -> None:
    frame = (GROUND, FillPath(ellipse_path(Rect(10, 10, 20, 20)), Rgba(255, 0, 0, 255)))
    rasterizer = Rasterizer(WIDTH, HEIGHT)
    assert rasterizer.rasterize(frame)
    same = (GROUND, FillPath(ellipse_path(Rect(10, 10, 20, 20)), Rgba(255, 0, 0, 255)))
    assert rasterizer.rasterize(same) == []


def test_only_what_moved_is_painted() -> None:
    dot = ellipse_path(Rect(10, 10, 8, 8))
    red = Rgba(255, 0, 0, 255)
    before = (GROUND, FillPath(dot, red))
    after = (GROUND, FillPath(dot, red, Affine.translation(2, 30)))
    damage = damaged_rects(before, after, Rect(0, 0, WIDTH, HEIGHT), 1.0)
    assert sorted((rect.y, rect.bottom) for rect in damage) == [(9, 19), (39, 49)]


def test_overlapping_glyphs_unite_without_holes() -> None:
    """Contours of the same direction overlap: Qt's own fill rule would leave a hole."""
    two = Path("MLLLZMLLLZ", (5, 5, 25, 5, 25, 25, 5, 25, 15, 15, 40, 15, 40, 40, 15, 40))
    rasterizer = Rasterizer(WIDTH, HEIGHT)
    rasterizer.rasterize((FillPath(two, Rgba(255, 255, 255, 255)),))
    assert rasterizer.pixels[20, 20, 0] == 255


def test_a_mask_lets_through_what_its_alpha_says() -> None:
    stops = ((0.0, Rgba(0, 0, 0, 255)), (1.0, Rgba(0, 0, 0, 0)))
    masked = Layer(
        (FillPath(rect_path(Rect(0, 0, 60, 20)), Rgba(255, 255, 255, 255)),),
        Rect(0, 0, 60, 20),
        mask=GradientPaint("linear", 10, 0, 50, 0, stops),
    )
    rasterizer = Rasterizer(WIDTH, HEIGHT)
    rasterizer.rasterize((masked,))
    row = rasterizer.pixels[10, :60, 0].astype(int)
    assert (row[:9] == 255).all()
    assert (row[51:] == 0).all()
    assert abs(row[30] - 127) <= 6
    assert (row[1:] <= row[:-1]).all()


def test_a_clip_is_antialiased() -> None:
    inside = Layer(
        (FillPath(rect_path(Rect(0, 0, 60, 84)), Rgba(255, 255, 255, 255)),),
        Rect(0, 0, 60, 84),
        clip=rect_path(Rect(10.5, 10, 20, 20)),
    )
    rasterizer = Rasterizer(WIDTH, HEIGHT)
    rasterizer.rasterize((inside,))
    row = rasterizer.pixels[15, :, 0]
    assert row[9] == 0
    assert 100 < row[10] < 156
    assert row[11] == 255
    assert row[31] == 0


def test_a_large_picture_drawn_small_skips_no_pixels(tmp_path: FilePath) -> None:
    """One white column in ten stays a tenth of the light, whatever the place of the samples."""
    wide = np.zeros((64, 640, 3), np.uint8)
    wide[:, ::10] = 255
    path = tmp_path / "stripes.png"
    Image.fromarray(wide).save(path)
    source = ImageSource("stripes", str(path))
    rasterizer = Rasterizer(64, 16)
    rasterizer.rasterize((DrawImage(source, Rect(0, 0, 640, 64), Rect(0, 0, 64, 6.4)),))
    line = rasterizer.pixels[2, 4:60, 0]
    assert abs(float(line.mean()) - 25.5) < 3
    assert int(line.max()) - int(line.min()) < 60


def _alpha(*operations: Operation) -> NDArray[np.int16]:
    rasterizer = Rasterizer(WIDTH, HEIGHT, transparent=True)
    rasterizer.rasterize(operations)
    return rasterizer.pixels[..., 3].astype(np.int16)


@given(shape=paths(), color=colors, turned=transforms)
@settings(max_examples=40)
def test_what_is_inside_and_outside_of_a_stencil_is_the_whole(
    shape: Path, color: Rgba, turned: Affine
) -> None:
    whole = FillPath(rect_path(Rect(0, 0, WIDTH, HEIGHT)), color)
    inside = _alpha(Stencil(shape, (whole,), whole.bounds, "inside", turned))
    outside = _alpha(Stencil(shape, (whole,), whole.bounds, "outside", turned))
    assert np.abs(inside + outside - _alpha(whole)).max() <= 2
    outline = _alpha(FillPath(shape, Rgba(0, 0, 0, 255), turned))
    assert np.abs(inside - outline * (color.alpha / 255)).max() <= 2


def test_a_fill_that_replaces_leaves_nothing_of_what_was_below() -> None:
    below = FillPath(rect_path(Rect(0, 0, WIDTH, HEIGHT)), Rgba(200, 0, 0, 255))
    veil = FillPath(rect_path(Rect(10, 10, 20, 20)), Rgba(0, 0, 200, 100), replaces=True)
    rasterizer = Rasterizer(WIDTH, HEIGHT, transparent=True)
    rasterizer.rasterize((below, veil))
    blue, _, red, alpha = rasterizer.pixels[20, 20].tolist()
    assert (red, alpha) == (0, 100)
    assert abs(blue - 200 * 100 / 255) <= 1


@pytest.mark.parametrize("reach", [1e6, 1e12, 1e307, float("inf"), float("nan")])
def test_what_leaves_all_bounds_is_painted_where_it_is_seen(reach: float) -> None:
    far = Affine.scaling(reach, reach)
    rectangle, color = rect_path(Rect(-1, -1, 2, 2)), Rgba(200, 0, 0, 255)
    box = far.apply_rect(rectangle.bounds).expanded(2 * reach)
    frame: DisplayList = (
        GROUND,
        FillPath(rectangle, color, far),
        StrokePath(rectangle, color, 0.5, (), far),
        BlurredPath(rectangle, color, 3, far, spread=1),
        Layer((FillPath(rectangle, color, far),), box, blur=reach),
        Still((FillPath(rectangle, color, far),), box),
    )
    rasterizer = Rasterizer(WIDTH, HEIGHT)
    rasterizer.rasterize(frame)
    rasterizer.rasterize(frame[:-1])
    assert rasterizer.pixels.shape == (HEIGHT, WIDTH, 4)


def test_thousands_of_changes_are_united_before_they_are_compared() -> None:
    def spots(dx: float) -> DisplayList:
        return tuple(
            FillPath(rect_path(Rect(at % 50 + dx, at // 50, 0.5, 0.5)), Rgba(200, 0, 0, 255))
            for at in range(4000)
        )

    found = damaged_rects(spots(0), spots(0.3), Rect(0, 0, 60, 84), 1.0)
    assert 1 <= len(found) <= 8
    for spot in (*spots(0), *spots(0.3)):
        assert any(rect.contains(spot.bounds.rounded_out().intersected(Rect(0, 0, 60, 84))) for rect in found)
