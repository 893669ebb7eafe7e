import io
import os
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from studio.base.errors import MediaError
from studio.media.images import MAX_PIXELS, MAX_SIDE, digest, image_info, load_image


def save(path: Path, image: Image.Image, **options: Any) -> Path:
    image.save(path, **options)
    return path


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + data


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp", "gif", "bmp", "tif"])
def test_every_allowed_format_is_opened(tmp_path: Path, suffix: str) -> None:
    path = save(tmp_path / f"a.{suffix}", Image.new("RGB", (20, 10), (200, 30, 60)))
    loaded = load_image(path)
    assert (loaded.width, loaded.height) == (20, 10)
    assert np.abs(loaded.pixels[5, 5].astype(int) - (60, 30, 200, 255)).max() <= 4
    info = image_info(path)
    assert (info.width, info.height) == (20, 10)


@given(
    color=st.tuples(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255)),
    alpha=st.integers(0, 255),
)
def test_colour_is_multiplied_by_alpha(
    tmp_path_factory: pytest.TempPathFactory, color: tuple[int, int, int], alpha: int
) -> None:
    path = save(tmp_path_factory.mktemp("alpha") / "a.png", Image.new("RGBA", (2, 2), (*color, alpha)))
    blue, green, red, found_alpha = (int(value) for value in load_image(path).pixels[0, 0])
    assert found_alpha == alpha
    for found, wanted in zip((red, green, blue), color, strict=True):
        assert abs(found - wanted * alpha / 255) <= 1


def test_an_opaque_picture_says_so(tmp_path: Path) -> None:
    loaded = load_image(save(tmp_path / "a.png", Image.new("RGB", (3, 3))))
    assert not loaded.has_alpha
    assert (loaded.pixels[..., 3] == 255).all()


def test_a_palette_with_a_transparent_colour_has_alpha(tmp_path: Path) -> None:
    palette = Image.new("P", (4, 4), 1)
    palette.putpalette([255, 0, 0, 0, 0, 255])
    loaded = load_image(save(tmp_path / "a.gif", palette, transparency=1))
    assert loaded.has_alpha
    assert (loaded.pixels == 0).all()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright(tmp_path: Path, orientation: int) -> None:
    upright = Image.new("RGB", (40, 24), (0, 0, 255))
    upright.paste((255, 0, 0), (0, 0, 20, 12))  # red at the top left
    undo = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = upright if undo is None else upright.transpose(undo)
    path = save(tmp_path / "a.png", stored, exif=exif)
    loaded = load_image(path)
    assert (loaded.width, loaded.height) == (40, 24)
    assert tuple(loaded.pixels[2, 2]) == (0, 0, 255, 255)
    assert tuple(loaded.pixels[20, 36]) == (255, 0, 0, 255)
    assert (image_info(path).width, image_info(path).height) == (40, 24)


def test_a_profile_of_srgb_changes_nothing_and_alpha_stays(tmp_path: Path) -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    path = save(tmp_path / "a.png", Image.new("RGBA", (4, 4), (10, 200, 90, 128)), icc_profile=srgb)
    blue, green, red, alpha = (int(value) for value in load_image(path).pixels[0, 0])
    assert alpha == 128
    assert max(abs(red - 5), abs(green - 100), abs(blue - 45)) <= 1


def test_a_broken_profile_is_ignored(tmp_path: Path) -> None:
    path = save(tmp_path / "a.png", Image.new("RGB", (4, 4), (10, 200, 90)), icc_profile=b"no profile")
    assert tuple(load_image(path).pixels[0, 0]) == (90, 200, 10, 255)


def test_a_printers_photo_is_opened(tmp_path: Path) -> None:
    path = save(tmp_path / "a.jpg", Image.new("CMYK", (8, 8), (0, 255, 255, 0)))
    blue, green, red, _ = (int(value) for value in load_image(path).pixels[4, 4])
    assert red > 200
    assert max(green, blue) < 60


def test_grey_of_sixteen_bits_is_scaled(tmp_path: Path) -> None:
    path = save(tmp_path / "a.png", Image.fromarray(np.full((4, 4), 128 * 257, np.uint16)))
    assert tuple(load_image(path).pixels[0, 0]) == (128, 128, 128, 255)


@pytest.mark.parametrize("suffix", ["jpg", "png"])
def test_a_large_picture_is_reduced_on_the_way_in(tmp_path: Path, suffix: str) -> None:
    path = save(tmp_path / f"a.{suffix}", Image.new("RGB", (1600, 800), (9, 99, 199)))
    loaded = load_image(path, (300, 300))
    assert (loaded.width, loaded.height) == (300, 150)
    assert np.abs(loaded.pixels[70, 70].astype(int) - (199, 99, 9, 255)).max() <= 3


def test_a_small_picture_is_never_enlarged(tmp_path: Path) -> None:
    loaded = load_image(save(tmp_path / "a.png", Image.new("RGB", (30, 20))), (3000, 3000))
    assert (loaded.width, loaded.height) == (30, 20)


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.gif"])
def test_text_with_a_pictures_name_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("only text\n" * 50, encoding="utf-8")
    for read in (image_info, load_image):
        with pytest.raises(MediaError, match="no picture") as caught:
            read(path)
        assert caught.value.hint
        assert caught.value.where == str(path)


def test_a_kind_that_is_not_allowed_is_refused(tmp_path: Path) -> None:
    path = save(tmp_path / "a.ppm", Image.new("RGB", (4, 4)))
    with pytest.raises(MediaError, match="no picture"):
        load_image(path.rename(tmp_path / "a.jpg"))


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp", "gif", "bmp", "tif"])
@pytest.mark.parametrize("part", [0.1, 0.6, 0.9])
def test_a_picture_that_ends_too_early_is_refused(tmp_path: Path, suffix: str, part: float) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    data = save(tmp_path / f"a.{suffix}", Image.fromarray(noise)).read_bytes()
    cut = tmp_path / f"cut.{suffix}"
    cut.write_bytes(data[: int(len(data) * part)])
    with pytest.raises(MediaError):
        load_image(cut)


def test_a_picture_of_30000_pixels_width_is_refused_by_its_header(tmp_path: Path) -> None:
    path = tmp_path / "wide.png"
    path.write_bytes(png_header(30_000, 10))
    for read in (image_info, load_image):
        with pytest.raises(MediaError, match="30000 x 10") as caught:
            read(path)
        assert f"{MAX_SIDE:,}" in caught.value.hint


@pytest.mark.parametrize("size", [(19_000, 19_000), (60_000, 60_000), (2**31 - 1, 2**31 - 1)])
def test_a_decompression_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(png_header(*size))
    with pytest.raises(MediaError, match=r"too large|no picture"):
        load_image(path)


def test_a_text_chunk_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    body = io.BytesIO()
    Image.new("RGB", (4, 4)).save(body, "PNG")
    data = body.getvalue()
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(80_000_000)))
    path = tmp_path / "a.png"
    path.write_bytes(data[:33] + bomb + data[33:])
    with pytest.raises(MediaError):
        load_image(path)


def test_a_missing_picture_is_named(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="no such file"):
        load_image(tmp_path / "none.png")
    with pytest.raises(MediaError, match="no such file"):
        digest(tmp_path / "none.png")
    with pytest.raises(MediaError):
        load_image(tmp_path)


def test_the_digest_follows_the_content(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"one")
    first = digest(path)
    assert first == digest(path)
    path.write_bytes(b"two")
    os.utime(path, ns=(1, 1))  # a clock too coarse to tell is no excuse
    assert digest(path) != first
    assert len(first) == 32


def test_the_limits_hold_an_eight_gigabyte_laptop() -> None:
    assert MAX_PIXELS * 4 <= 400_000_000


@pytest.mark.parametrize("kind", ["TIFF", "GIF", "BMP", "PNG", "JPEG", "WEBP"])
def test_a_picture_with_any_damaged_byte_is_read_or_refused(tmp_path: Path, kind: str) -> None:
    content = io.BytesIO()
    Image.new("RGB", (8, 6), (10, 200, 30)).save(content, kind)
    file = tmp_path / "picture"
    refused = 0
    for place in range(min(len(content.getvalue()), 300)):
        for value in (0, 2, 16, 255):
            damaged = bytearray(content.getvalue())
            damaged[place] = value
            file.write_bytes(damaged)
            try:
                load_image(file, (4, 4))
            except MediaError:
                refused += 1
    assert refused
