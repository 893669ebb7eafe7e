"""Picture files in: one place that opens them, and does not trust them."""

import functools
import hashlib
import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from studio.base.errors import MediaError

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
"""What is opened.  PSD is not: Pillow 11 writes out of bounds in its reader."""

MAX_SIDE = 20_000
MAX_PIXELS = 100_000_000
"""Pixels that a file's header may announce; nothing is decoded before they are counted."""

_STRIP_BYTES = 160 << 10

_SUFFIXES = frozenset({".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff"})
_SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_ORIENTATION = 0x0112  # Exif tag: 1 upright … 8
_ON_ITS_SIDE = (5, 6, 7, 8)

# Decoders that stop in the middle must say so, never fill the rest with grey.
# What Pillow's readers raise for damaged files, as found by changing bytes at random.
_DECODING_ERRORS = (
    *(OSError, ValueError, SyntaxError, EOFError, MemoryError),
    *(TypeError, LookupError, ArithmeticError, struct.error),
)


class ImageInfo(Struct, frozen=True):
    """A picture's kind and its size in pixels as shown, after the orientation that its camera noted."""

    format: str
    width: int
    height: int
    has_alpha: bool
    animated: bool


class LoadedImage(Struct, frozen=True, eq=False):
    """A decoded picture in sRGB, upright.

    pixels: (height, width, 4) bytes B, G, R, A with colour already multiplied by alpha, rows contiguous.
    """

    width: int
    height: int
    pixels: npt.NDArray[np.uint8]
    has_alpha: bool


def is_image(path: Path) -> bool:
    """Whether a file's name or its first bytes are those of a picture."""
    if path.suffix.lower() in _SUFFIXES:
        return True
    try:
        if not path.is_file():  # a pipe would be waited for
            return False
        with path.open("rb") as file:
            start = file.read(16)
    except OSError:
        return False
    return start.startswith(_SIGNATURES) or (start[:4] == b"RIFF" and start[8:12] == b"WEBP")


def image_info(path: Path) -> ImageInfo:
    """A picture's kind and size, from its header alone.

    Raises MediaError when it is missing, no picture, too large, or of a kind that is not read.
    """
    with _open(path) as image:
        width, height = image.size
        if image.getexif().get(_ORIENTATION, 1) in _ON_ITS_SIDE:
            width, height = height, width
        return ImageInfo(
            image.format or "", width, height, _has_alpha(image), bool(getattr(image, "is_animated", False))
        )


def load_image(path: Path, max_size: tuple[int, int] | None = None) -> LoadedImage:
    """Decode a picture: upright, in sRGB, with premultiplied alpha; of an animation the first picture.

    max_size: (width, height) that it is reduced to fit, keeping its shape; never enlarged.
    Raises MediaError when it is missing, no picture, damaged, too large, or of a kind that is not read.
    """
    with _open(path) as image:
        if max_size is not None:
            _draft(image, max_size)
        image.load()
        ImageOps.exif_transpose(image, in_place=True)
        has_alpha = _has_alpha(image)
        picture = _to_srgb(image, "RGBA" if has_alpha else "RGB")
        if max_size is not None:
            # Premultiplied first: transparent pixels must not bleed their hidden colour into the edges.
            picture = picture.convert("RGBa") if has_alpha else picture
            picture.thumbnail(max_size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        return LoadedImage(picture.width, picture.height, _bgra(picture), has_alpha)


def digest(path: Path) -> str:
    """BLAKE2b-128 of a file's contents in hex; remembered while its size and time of change stay.

    Raises MediaError when the file cannot be read.
    """
    try:
        status = path.stat()
        return _digest(str(path), status.st_size, status.st_mtime_ns)
    except OSError as error:
        raise _cannot_read(path, error) from None


@functools.lru_cache(maxsize=4096)
def _digest(path: str, size: int, mtime_ns: int) -> str:
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


def _cannot_read(path: Path, error: OSError) -> MediaError:
    if isinstance(error, FileNotFoundError):
        return MediaError("there is no such file", "Check the name and the folder.", str(path))
    return MediaError(f"this file cannot be read: {error.strerror}", "Choose another.", str(path))


@contextmanager
def _open(path: Path) -> Iterator[Image.Image]:
    """Read a picture's header, check its size, and turn whatever goes wrong within into MediaError."""
    try:
        if path.exists() and not path.is_file():  # a folder; a pipe, which would be waited for
            raise MediaError("this is no file", "Choose a picture file.", str(path))
        file = path.open("rb")
    except OSError as error:
        raise _cannot_read(path, error) from None
    with file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of odd metadata; of bombs we have our own, harder limit
        try:
            with Image.open(file, formats=FORMATS) as image:
                _check_size(path, image)
                yield image
        except Image.DecompressionBombError:
            raise _too_large(path, None) from None
        except UnidentifiedImageError:
            raise MediaError(
                "this is no picture that can be read",
                f"Its name may not tell what it is. Use one of {', '.join(FORMATS)}.",
                str(path),
            ) from None
        except _DECODING_ERRORS:
            raise MediaError(
                "this picture is damaged or ends too early", "Copy or save it again.", str(path)
            ) from None


def _check_size(path: Path, image: Image.Image) -> None:
    if max(image.size) > MAX_SIDE or image.width * image.height > MAX_PIXELS:
        raise _too_large(path, image.size)


def _too_large(path: Path, size: tuple[int, int] | None) -> MediaError:
    what = (
        f"this picture is too large ({size[0]} x {size[1]} pixels)" if size else "this picture is too large"
    )
    return MediaError(
        what,
        f"Reduce it to at most {MAX_SIDE:,} pixels a side and {MAX_PIXELS // 1_000_000} megapixels in all.",
        str(path),
    )


def _draft(image: Image.Image, max_size: tuple[int, int]) -> None:
    """Let the JPEG decoder itself reduce by 2, 4 or 8, staying above the wanted size."""
    if image.getexif().get(_ORIENTATION, 1) in _ON_ITS_SIDE:
        max_size = max_size[1], max_size[0]
    scale = min(max_size[0] / image.width, max_size[1] / image.height)
    if scale < 1:
        image.draft(None, (max(1, round(image.width * scale)), max(1, round(image.height * scale))))


def _has_alpha(image: Image.Image) -> bool:
    return image.has_transparency_data


def _to_srgb(image: Image.Image, mode: str) -> Image.Image:
    profile = image.info.get("icc_profile")
    if not profile:
        shallow = _sixteen_to_eight(image)
        return shallow if shallow.mode == mode else shallow.convert(mode)
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if image.mode not in ("RGB", "RGBA", "CMYK", "L"):
            image = _sixteen_to_eight(image).convert(mode)
        alpha = image.getchannel("A") if image.mode == "RGBA" else None
        colors = image.convert("RGB") if image.mode == "RGBA" else image
        result = ImageCms.profileToProfile(colors, source, _srgb(), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image.convert(mode)  # a profile that is broken or of another colour model
    assert result is not None
    if alpha is not None:
        result.putalpha(alpha)
    return result.convert(mode)


@functools.cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def _sixteen_to_eight(image: Image.Image) -> Image.Image:
    """Pillow clips 16-bit grey at 255 instead of scaling it."""
    if image.mode.startswith("I;16") or image.mode == "I":
        values = np.asarray(image, dtype=np.int64)
        return Image.fromarray((np.clip(values, 0, 65535) // 257).astype(np.uint8))
    return image


def _bgra(picture: Image.Image) -> npt.NDArray[np.uint8]:
    """Premultiplied BGRA of an RGB, RGBA or RGBa picture."""
    width, height = picture.size
    pixels = np.empty((height, width, 4), np.uint8)
    # Strip by strip: what Pillow makes on the way fits the cache, instead of being the picture twice over.
    rows = max(1, _STRIP_BYTES // (4 * width))
    for top in range(0, height, rows):
        strip = picture.crop((0, top, width, min(height, top + rows)))
        if picture.mode == "RGB":
            data = strip.convert("RGBA").tobytes("raw", "BGRA")
        else:
            data = (strip.convert("RGBa") if picture.mode == "RGBA" else strip).tobytes("raw", "BGRa")
        pixels[top : top + rows] = np.frombuffer(data, np.uint8).reshape(-1, width, 4)
    return pixels
