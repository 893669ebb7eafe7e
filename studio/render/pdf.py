"""A display list as a page of a PDF file: outlines stay what they are and print sharp at any size.

    operation --outline, line, picture--> the same in PDF
              \\-blur, mask, unveiling, fading or blending of a group--> a picture of that part

Text is outlines, joined and in order as on the canvas, so a file needs no fonts; it cannot be searched.
Colours are sRGB.
"""

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRect, QSizeF, Qt, QUuid
from PySide6.QtGui import QImage, QPageSize, QPainter, QPainterPath, QPdfWriter, QPen

from studio.base.color import Rgba
from studio.base.errors import InputError
from studio.base.geometry import Path, Rect, Size, rect_path
from studio.model.layers import BlendMode
from studio.render import convert
from studio.render.damage import pixel_bounds
from studio.render.painting import View, fill_path, stroke_path
from studio.render.pictures import PictureCache
from studio.render.rasterizer import Rasterizer
from studio.scene.display_list import (
    DisplayList,
    DrawImage,
    FillPath,
    FilmFrame,
    Layer,
    MovedStill,
    Operation,
    Stencil,
    Still,
    StrokePath,
)

POINTS_PER_PX = 0.75
"""A canvas pixel is a 96th of an inch, as in CSS; a point is a 72nd."""

_LARGEST = 14_400
"""Points a side: beyond, readers may refuse a page (PDF 1.4, appendix C)."""

_PICTURE_SCALE = 3.0
"""Pixels for each canvas pixel where a part becomes a picture: 288 an inch, as printers ask for."""

_MOST_PIXELS = 40_000_000
"""Of the whole canvas at that scale: 160 MB while the page is made."""


def pdf_page(frame: DisplayList, canvas: Size, scale: float = 1.0) -> bytes:
    """A PDF file of one page that shows the frame.

    canvas: px; scale: 2 for a page of twice the width.  Nothing is painted where the frame is transparent.
    The same frame gives the same bytes: nothing is told of when and by whom it was made.
    Raises InputError for a page that readers would refuse, MediaError.
    """
    width, height = (side * POINTS_PER_PX * scale for side in (canvas.width, canvas.height))
    if max(width, height) > _LARGEST:
        raise InputError(
            f"A PDF page cannot be {width / 72:.0f} x {height / 72:.0f} inches: it ends at {_LARGEST // 72}.",
            "Scale it less.",
        )
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setDocumentId(QUuid(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1))
    page = QPageSize(QSizeF(width, height), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    writer.setPageSize(page)
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    try:
        painter.setWindow(QRect(0, 0, round(canvas.width), round(canvas.height)))
        _Page(painter, canvas).paint(frame)
    finally:
        painter.end()
    # Cut out at the same length, because the file's index counts bytes.
    return _WRITTEN_WHEN.sub(lambda found: b" " * len(found[0]), bytes(buffer.data().data()))


_WRITTEN_WHEN = re.compile(rb'/(Creation|Mod)Date \(D:[^)]*\)|xmp:\w+Date="[^"]*"')
"""Qt's notes of the time, which also tell the time zone."""

_IN_PLACE = View(1.0, 0, 0)
_INTERSECT = Qt.ClipOperation.IntersectClip
_ARGB = QImage.Format.Format_ARGB32_Premultiplied


class _Page:
    """Paints operations onto a page whose coordinates are canvas px."""

    def __init__(self, painter: QPainter, canvas: Size) -> None:
        self._painter = painter
        self._canvas = canvas
        self._pictures = PictureCache()
        self._kept: Rasterizer | None = None

    def paint(self, frame: DisplayList) -> None:
        if any(map(_needs_below, frame)):
            # Pages of Qt cannot blend with what is below, and so this one becomes a picture.
            self._as_picture(frame, Rect(0, 0, self._canvas.width, self._canvas.height), _IN_PLACE)
            return
        self._paint(frame, _IN_PLACE)

    def _paint(self, operations: DisplayList, view: View) -> None:
        for operation in operations:
            self._one(operation, view)

    def _one(self, operation: Operation, view: View) -> None:
        match operation:
            case FillPath() if _is_flat(operation):
                self._fill(operation, view)
            case FillPath(spread=0.0):
                # Of gradients Qt's pages know the plainest alone: a picture, inside the outline.
                outline = operation.path.transformed(operation.transform)
                even = replace(operation, path=rect_path(operation.path.bounds))
                with self._clipped(outline, view):
                    self._as_picture((even,), operation.bounds, view)
            case StrokePath():
                stroke_path(self._painter, operation, view)
            case DrawImage():
                self._draw_image(operation, view)
            case Still(operations=operations) if not any(map(_needs_below, operations)):
                self._paint(operations, view)
            case MovedStill(still=still, dx=dx, dy=dy):
                self._one(still, View(1.0, view.dx + dx, view.dy + dy))
            case Layer() if (plain := _without_layer(operation)) is not None:
                with self._clipped(operation.clip, view):
                    self._paint(plain, view)
            case Stencil() if _keeps_outlines(operation):
                with self._clipped(_shown_by(operation), view):
                    self._paint(operation.operations, view)
            case _:
                self._as_picture((operation,), operation.bounds, view)

    def _fill(self, op: FillPath, view: View) -> None:
        fill_path(self._painter, replace(op, spread=0.0, replaces=False), view)
        if op.spread:
            # The margin that covers a seam is in px of the output, and a page's are those of its pictures.
            width = 2 * op.spread / (_PICTURE_SCALE * max(1e-6, op.transform.growth))
            pen = QPen(convert.brush(op.paint), width)
            self._painter.strokePath(convert.painter_path(op.path), pen)

    def _draw_image(self, op: DrawImage, view: View) -> None:
        if isinstance(op.image, FilmFrame):
            film = self._pictures.films.picture(op.image, _PICTURE_SCALE)
            picture, across, down = film.image, film.across, film.down
        else:
            picture, across = self._pictures.picture(op.image, 1.0)
            down = across
        source = convert.rect(
            Rect(op.source.x * across, op.source.y * down, op.source.width * across, op.source.height * down)
        )
        clip = None if op.clip is None else convert.painter_path(op.clip.transformed(op.transform))
        with self._clipped(clip, view):
            self._painter.setTransform(convert.transform(op.transform) * view.qtransform())
            self._painter.setOpacity(op.opacity)
            self._painter.drawImage(convert.rect(op.target), picture, source)

    @contextmanager
    def _clipped(self, clip: Path | QPainterPath | None, view: View) -> Iterator[None]:
        """Paints only inside the outline (canvas px)."""
        if clip is None:
            yield
            return
        outline = clip if isinstance(clip, QPainterPath) else convert.painter_path(clip)
        self._painter.save()
        self._painter.setTransform(view.qtransform())
        self._painter.setClipPath(outline, _INTERSECT)
        try:
            yield
        finally:
            self._painter.restore()

    def _as_picture(self, operations: DisplayList, bounds: Rect, view: View) -> None:
        """The operations as a picture of their part of the canvas, of which no pixel is lost."""
        rasterizer = self._rasterizer()
        scale = rasterizer.pixels.shape[1] / self._canvas.width
        whole = Rect(0, 0, rasterizer.pixels.shape[1], rasterizer.pixels.shape[0])
        part = pixel_bounds(bounds, scale).intersected(whole)
        if part.is_empty:
            return
        rasterizer.rasterize(operations)
        x, y, width, height = int(part.x), int(part.y), int(part.width), int(part.height)
        pixels = np.ascontiguousarray(rasterizer.pixels[y : y + height, x : x + width])
        picture = QImage(pixels.data, width, height, width * 4, _ARGB).copy()
        target = Rect(part.x / scale, part.y / scale, part.width / scale, part.height / scale)
        self._painter.save()
        self._painter.setTransform(view.qtransform())
        self._painter.setOpacity(1.0)
        self._painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        self._painter.drawImage(convert.rect(target), picture)
        self._painter.restore()

    def _rasterizer(self) -> Rasterizer:
        if self._kept is None:
            area = self._canvas.width * self._canvas.height
            scale = max(1.0, min(_PICTURE_SCALE, math.sqrt(_MOST_PIXELS / area)))
            width, height = round(self._canvas.width * scale), round(self._canvas.height * scale)
            scale = width / self._canvas.width
            self._kept = Rasterizer(width, height, scale, transparent=True, pictures=self._pictures)
        return self._kept


def _is_flat(operation: FillPath) -> bool:
    """One colour, or from one opaque colour to another along a line."""
    paint = operation.paint
    return isinstance(paint, Rgba) or (paint.kind == "linear" and _is_solid(operation))


def _needs_below(operation: Operation) -> bool:
    """Whether its pixels depend on those below otherwise than by covering them."""
    match operation:
        case Layer(blend=blend):
            return blend is not BlendMode.NORMAL
        case FillPath(replaces=replaces):
            return replaces and not _is_solid(operation)
        case _:
            return False


def _is_solid(operation: FillPath) -> bool:
    paint = operation.paint
    colors = (paint,) if isinstance(paint, Rgba) else tuple(color for _, color in paint.stops)
    return operation.opacity >= 1 and all(color.alpha == 255 for color in colors)


def _without_layer(layer: Layer) -> DisplayList | None:
    """What shows the same painted one by one, inside the layer's clip; None where only a picture does."""
    if layer.blur or layer.mask is not None or any(map(_needs_below, layer.operations)):
        return None
    if layer.opacity >= 1:
        return layer.operations
    if len(layer.operations) == 1:
        only = layer.operations[0]
        if isinstance(only, FillPath | StrokePath | DrawImage) and not getattr(only, "spread", 0.0):
            return (replace(only, opacity=only.opacity * layer.opacity),)
    return None


def _keeps_outlines(stencil: Stencil) -> bool:
    """Whether clipping shows the same: its paints cover each other."""
    return stencil.opacity >= 1 and all(
        isinstance(each, FillPath) and not _needs_below(each) for each in stencil.operations
    )


def _shown_by(stencil: Stencil) -> QPainterPath:
    outline = convert.painter_path(stencil.path.transformed(stencil.transform))
    if stencil.keeps == "inside":
        return outline
    whole = QPainterPath()
    whole.addRect(convert.rect(stencil.bounds.expanded(1)))
    return whole.subtracted(outline)
