from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from studio.base.errors import OutputError
from studio.encode.images import encode_png, write_jpeg, write_png, write_webp

Write = Callable[[Path, npt.NDArray[np.uint8]], None]


def picture(width: int, height: int, seed: int = 1) -> npt.NDArray[np.uint8]:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 4), dtype=np.uint8)


@given(
    width=st.integers(1, 50), height=st.integers(1, 50), seed=st.integers(0, 2**32 - 1), opaque=st.booleans()
)
def test_a_png_comes_back_as_it_went(width: int, height: int, seed: int, opaque: bool) -> None:
    pixels = picture(width, height, seed)
    with Image.open(BytesIO(encode_png(pixels, opaque=opaque))) as image:
        image.load()
        assert image.mode == ("RGB" if opaque else "RGBA")
        assert image.info["srgb"] == 0
        order = [2, 1, 0] if opaque else [2, 1, 0, 3]
        assert np.array_equal(np.asarray(image), pixels[..., order])


def test_a_part_of_a_larger_picture_can_be_saved(tmp_path: Path) -> None:
    part = picture(40, 40)[5:25, 10:30]
    write_png(tmp_path / "a.png", part)
    with Image.open(tmp_path / "a.png") as image:
        assert np.array_equal(np.asarray(image), part[..., 2::-1])


@pytest.mark.parametrize(("write", "kind"), [(write_jpeg, "JPEG"), (write_webp, "WEBP")])
def test_other_formats_keep_a_flat_colour(tmp_path: Path, write: Write, kind: str) -> None:
    pixels = np.full((20, 30, 4), 255, np.uint8)
    pixels[..., :3] = (40, 90, 200)
    write(tmp_path / "a", pixels)
    with Image.open(tmp_path / "a") as image:
        assert (image.format, image.size) == (kind, (30, 20))
        assert np.abs(np.asarray(image.convert("RGB")).astype(int) - (200, 90, 40)).max() <= 4


@pytest.mark.parametrize("write", [write_png, write_jpeg, write_webp])
def test_a_full_disk_is_named_and_the_old_picture_stays(small_disk: Path, write: Write) -> None:
    path = small_disk / "a"
    write(path, picture(10, 10))
    before = path.read_bytes()
    with pytest.raises(OutputError, match="disk is full"):
        write(path, picture(1200, 1200))
    assert [found.name for found in small_disk.iterdir()] == ["a"]
    assert path.read_bytes() == before


@pytest.mark.parametrize("write", [write_png, write_jpeg, write_webp])
def test_a_missing_folder_is_bad_output(tmp_path: Path, write: Write) -> None:
    with pytest.raises(OutputError, match="no such folder"):
        write(tmp_path / "none" / "a.png", picture(4, 4))
