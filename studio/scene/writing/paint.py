"""How glyphs are painted: shadows, stroke, fill, the colours and lines of spans, colour glyphs."""

import hashlib
import struct
from functools import lru_cache
from typing import Literal

from studio.base.geometry import IDENTITY, Affine, Path, Rect, rect_path
from studio.scene.display_list import DrawImage, FillPath, ImageSource, Operation, Stencil, StrokePath
from studio.scene.drawing import faded, still
from studio.scene.transform_list import transformed
from studio.scene.writing.content import TextContent
from studio.scene.writing.field import Warp
from studio.scene.writing.parts import Silhouette
from studio.scene.writing.sweep import swept

Level = Literal["shade", "line", "fill"]
LEVELS: tuple[Level, ...] = ("shade", "line", "fill")
"""From below: grounds, shadows and glow; underlines and stroke; fill, strikes and colour glyphs."""


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
    level: Level | None = None,
) -> tuple[Operation, ...]:
    """From below: grounds of spans, long shadow, shadow, glow, underlines, stroke (so that it never swallows
    a letter), fill, strikes, colour glyphs.  Of knocked-out words only what spans colour is filled.

    glyphs: indexes of the layout's glyphs; None: all.  warp: bends every outline before it is painted.
    level: one of them alone, where several parts of a text are painted level by level, so that no shadow or
    stroke of one part lies over another.
    """
    wanted = LEVELS if level is None else (level,)
    path = _bent(content.path(glyphs), warp)
    operations: list[Operation] = []
    if "shade" in wanted:
        if content.paint.knock_out is not None:
            operations += _knocked_out(content, glyphs, path, transform, warp)
        operations += _decorations(content, glyphs, "ground", transform, warp)
        if content.paint.knock_out is None and not path.is_empty:
            operations += _light_and_shade(content, glyphs, path, transform, warp)
    if "line" in wanted:
        operations += _lines(content, glyphs, path, transform, warp)
    if "fill" in wanted:
        operations += _fills(content, glyphs, path, transform, warp)
        operations += _decorations(content, glyphs, "strike", transform, warp)
        operations += _pictures(content, glyphs, transform, warp)
    return faded(operations, opacity)


def _lines(
    content: TextContent, glyphs: tuple[int, ...] | None, path: Path, transform: Affine, warp: Warp | None
) -> list[Operation]:
    paint = content.paint
    operations = _decorations(content, glyphs, "underline", transform, warp)
    if paint.stroke is not None and paint.stroke_width > 0 and not path.is_empty:
        operations.append(StrokePath(path, paint.stroke, paint.stroke_width, (), transform))
    return operations


def _fills(
    content: TextContent, glyphs: tuple[int, ...] | None, path: Path, transform: Affine, warp: Warp | None
) -> list[Operation]:
    paint = content.paint
    if path.is_empty:
        return []
    if not paint.texture and not any(span.fill is not None for span in content.spans):
        return [FillPath(path, paint.fill, transform)] if paint.fill is not None else []
    silhouettes = content.silhouettes(glyphs)
    return [operation for one in silhouettes for operation in _filled(one, paint.texture, transform, warp)]


def _bent(path: Path, warp: Warp | None) -> Path:
    return path if warp is None or path.is_empty else warp(path)


def _light_and_shade(
    content: TextContent, glyphs: tuple[int, ...] | None, path: Path, transform: Affine, warp: Warp | None
) -> list[Operation]:
    paint = content.paint
    operations: list[Operation] = []
    if (long := paint.long_shadow) is not None:
        # Bent letters cast another shadow in every frame, so theirs is not united.
        solid = content.long_shadow(glyphs) if warp is None else swept(path, long.dx, long.dy)
        operations.append(FillPath(solid, long.color, transform))
    if paint.shadow is not None:
        operations.append(paint.shadow.of(path, transform))
    if paint.glow is not None:
        operations.append(paint.glow.of(path, transform))
    return operations


_PARTS = {
    "ground": ("marker", "box", "pill"),
    "underline": ("straight", "wavy"),
    "strike": ("strike",),
}


def _decorations(
    content: TextContent,
    glyphs: tuple[int, ...] | None,
    part: Literal["ground", "underline", "strike"],
    transform: Affine,
    warp: Warp | None,
) -> list[Operation]:
    """The grounds, underlines or strikes of the spans, as far as they belong to the glyphs."""
    operations: list[Operation] = []
    for number, span in enumerate(content.spans):
        for paint in (*span.below, *span.above):
            if paint.kind not in _PARTS[part]:
                continue
            drawn = content.decoration(number, paint, glyphs)
            path = _bent(drawn.path, warp)
            if path.is_empty:
                continue
            if drawn.line:
                operations.append(StrokePath(path, paint.color, drawn.line, (), transform))
            else:
                operations.append(FillPath(path, paint.color, transform))
    return operations


def _filled(
    silhouette: Silhouette, texture: tuple[Operation, ...], transform: Affine, warp: Warp | None
) -> list[Operation]:
    """The fill of an outline.  Where it has several colours it is one silhouette through which they are seen,
    so that neither their joins nor their edges show."""
    path, paint = _bent(silhouette.path, warp), silhouette.paint
    if path.is_empty:
        return []
    seen = texture if silhouette.own else ()
    if not silhouette.parts and not seen:
        return [] if paint is None else [FillPath(path, paint, transform)]
    inside: list[Operation] = []
    if paint is not None:
        inside.append(FillPath(rect_path(path.bounds.expanded(2)), paint, transform))
    inside += transformed(seen, transform)
    inside += [
        FillPath(bent, part.paint, transform, spread=1, replaces=True)
        for part in silhouette.parts
        if not (bent := _bent(part.path, warp)).is_empty
    ]
    bounds = transform.apply_rect(path.bounds).expanded(1)
    return [Stencil(path, tuple(inside), bounds, "inside", transform)] if inside else []


def _knocked_out(
    content: TextContent,
    glyphs: tuple[int, ...] | None,
    path: Path,
    transform: Affine,
    warp: Warp | None,
) -> list[Operation]:
    assert content.paint.knock_out is not None
    ground = _bent(content.knock_out_ground(glyphs), warp)
    if ground.is_empty:
        return []
    filled = FillPath(ground, content.paint.knock_out.paint, transform)
    return [filled] if path.is_empty else [Stencil(path, (filled,), filled.bounds, "outside", transform)]


def _pictures(
    content: TextContent, glyphs: tuple[int, ...] | None, transform: Affine, warp: Warp | None
) -> list[DrawImage]:
    """The colour glyphs.  Pictures do not bend: they go where the middle of their box goes."""
    out = []
    for placed in content.layout.color_glyphs(glyphs):
        source, whole = _picture_source(placed.picture.png)
        box = placed.box.moved(content.x, content.y)
        if warp is not None:
            middle = warp(rect_path(Rect(box.center.x, box.center.y, 0, 0))).bounds
            box = box.moved(middle.x - box.center.x, middle.y - box.center.y)
        out.append(DrawImage(source, whole, box, transform))
    return out


@lru_cache(maxsize=1024)
def _picture_source(png: bytes) -> tuple[ImageSource, Rect]:
    """The PNG file of a colour glyph, and the whole of it in its own pixels."""
    width, height = struct.unpack(">II", png[16:24])  # the IHDR chunk always comes first
    return ImageSource(hashlib.blake2b(png, digest_size=16).hexdigest(), data=png), Rect(0, 0, width, height)
