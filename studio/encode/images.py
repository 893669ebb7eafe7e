"""Finished stills to picture files.

Saving takes longer than painting, so PNG is written here: one filter for all rows (Up, a single subtraction)
and libdeflate, three to four times faster than zlib behind the usual libraries, and a smaller file.
"""

import io
import struct
import zlib
from pathlib import Path

import deflate
import numpy as np
import numpy.typing as npt
from PIL import Image

from studio.base.errors import InputError
from studio.base.files import write_file

Pixels = npt.NDArray[np.uint8]
"""(height, width, 4) bytes B, G, R, A; A as given: not premultiplied."""

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_TRUE_COLOR, _TRUE_COLOR_ALPHA = 2, 6
_UP = 2  # PNG (ISO/IEC 15948) 9.2: each byte minus the one above it
_PERCEPTUAL = b"\0"
_WEBP_SIDE = 16_383  # 14 bits (RFC 9649)


def write_png(path: Path, bgra: Pixels, *, opaque: bool = True, level: int = 6) -> None:
    """Save a picture as PNG, tagged sRGB.

    opaque: alpha is ignored and left out.  level: libdeflate's effort, 1 … 12.
    Raises OutputError when the place cannot be written to; nothing is left behind.
    """
    write_file(path, encode_png(bgra, opaque=opaque, level=level))


def encode_png(bgra: Pixels, *, opaque: bool = True, level: int = 6) -> bytes:
    """A picture as the bytes of a PNG file; see `write_png`."""
    height, width = bgra.shape[:2]
    channels = 3 if opaque else 4
    rows = np.empty((height, 1 + width * channels), np.uint8)
    rows[:, 0] = _UP
    samples = np.empty((height, width, channels), np.uint8)
    for target, source in enumerate((2, 1, 0, 3)[:channels]):
        samples[..., target] = bgra[..., source]
    flat = samples.reshape(height, width * channels)
    rows[0, 1:] = flat[0]
    np.subtract(flat[1:], flat[:-1], out=rows[1:, 1:])  # modulo 256, as the filter is defined
    kind = _TRUE_COLOR if opaque else _TRUE_COLOR_ALPHA
    return b"".join(
        (
            _SIGNATURE,
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)),
            _chunk(b"sRGB", _PERCEPTUAL),
            _chunk(b"IDAT", bytes(deflate.zlib_compress(rows, level))),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    checksum = deflate.crc32(data, zlib.crc32(kind))
    return b"".join((struct.pack(">I", len(data)), kind, data, struct.pack(">I", checksum)))


def write_jpeg(path: Path, bgra: Pixels, *, quality: int = 92) -> None:
    """Save a picture as JPEG without chroma subsampling, which would blur coloured text."""
    # Not "optimize": Pillow's buffer for it is too small for pictures full of detail.
    _save_with_pillow(path, _rgb(bgra), "JPEG", {"quality": quality, "subsampling": 0})


def write_webp(path: Path, bgra: Pixels, *, opaque: bool = True, quality: int = 90) -> None:
    """Save a picture as WebP.  Raises InputError for sides longer than the format has, OutputError."""
    height, width = bgra.shape[:2]
    if max(height, width) > _WEBP_SIDE:
        raise InputError(
            f"A WebP picture cannot have {width} x {height} pixels: it ends at {_WEBP_SIDE} a side.",
            "Save it as .png or .jpg, or scale it less.",
            str(path),
        )
    picture = _rgb(bgra) if opaque else Image.fromarray(np.ascontiguousarray(bgra[..., [2, 1, 0, 3]]))
    _save_with_pillow(path, picture, "WEBP", {"quality": quality})


def _rgb(bgra: Pixels) -> Image.Image:
    return Image.fromarray(np.ascontiguousarray(bgra[..., 2::-1]))


def _save_with_pillow(path: Path, picture: Image.Image, kind: str, options: dict[str, int | bool]) -> None:
    # Through memory: Pillow does not pass on why writing failed.
    data = io.BytesIO()
    picture.save(data, format=kind, **options)
    write_file(path, data.getbuffer())
