"""How glyphs are painted: from below, shadow, stroke, fill and colour glyphs."""

import hashlib
import struct
from functools import lru_cache

from studio.base.geometry import IDENTITY, Affine, Rect
from studio.scene.display_list import DrawImage, FillPath, ImageSource, Operation, StrokePath
from studio.scene.drawing import faded, still
from studio.scene.writing.content import TextContent
from studio.scene.writing.field import Warp


def at_rest(content: TextContent) -> tuple[Operation, ...]:
    """The whole text where it stands, as a picture to keep."""
    if "rest" not in content._kept:
        content._kept["rest"] = still(glyph_operations(content, None, IDENTITY, 1.0))
    return content._kept["rest"]


def glyph_operations(
    content: TextContent,
    glyphs: tuple[int, ...] | None,
    transform: Affine,
    opacity: float,
    warp: Warp | None = None,
) -> tuple[Operation, ...]:
    """Shadow, then stroke, then fill, then colour glyphs: the stroke never swallows a letter.

    glyphs: indexes of the layout's glyphs; None: all.  warp: bends every outline before it is painted.
    """
    paint = content.paint
    path = content.path(glyphs) if warp is None else warp(content.path(glyphs))
    operations: list[Operation] = []
    if not path.is_empty:
        if paint.shadow is not None:
            operations.append(paint.shadow.of(path, transform))
        if paint.stroke is not None and paint.stroke_width > 0:
            operations.append(StrokePath(path, paint.stroke, paint.stroke_width, (), transform))
        if paint.fill is not None:
            operations.append(FillPath(path, paint.fill, transform))
    operations += _pictures(content, glyphs, transform)
    return faded(operations, opacity)


def _pictures(content: TextContent, glyphs: tuple[int, ...] | None, transform: Affine) -> list[DrawImage]:
    out = []
    for placed in content.layout.color_glyphs(glyphs):
        source, whole = _picture_source(placed.picture.png)
        out.append(DrawImage(source, whole, placed.box.moved(content.x, content.y), transform))
    return out


@lru_cache(maxsize=1024)
def _picture_source(png: bytes) -> tuple[ImageSource, Rect]:
    """The PNG file of a colour glyph, and the whole of it in its own pixels."""
    width, height = struct.unpack(">II", png[16:24])  # the IHDR chunk always comes first
    return ImageSource(hashlib.blake2b(png, digest_size=16).hexdigest(), data=png), Rect(0, 0, width, height)
