"""Display lists to pixels: the only step that paints.

    last list, next list --damage--> rectangles --for each: clip, paint what touches it--> pixels

The frame lives in one buffer from first to last; `rasterize` changes only what differs and says where.
"""

from collections import OrderedDict
from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath

from studio.base.color import Rgba
from studio.base.geometry import Rect
from studio.model.layers import BlendMode
from studio.render import convert
from studio.render.blur import blurred
from studio.render.damage import damaged_rects, pixel_bounds
from studio.render.painting import (
    View,
    erase_outside,
    fill_path,
    image_brush,
    is_inside,
    let_through,
    prepare,
    shrink,
    stroke_path,
)
from studio.render.pictures import PictureCache
from studio.render.reveal import keep_revealed
from studio.scene.display_list import (
    BlurredPath,
    DisplayList,
    DrawImage,
    FillPath,
    FilmFrame,
    Layer,
    MovedStill,
    Operation,
    Revealed,
    Stencil,
    Still,
    StrokePath,
)

Pixels = NDArray[np.uint8]
"""(height, width, 4): blue, green, red, alpha; alpha premultiplied, or ignored where the frame is opaque."""

_BLEND = {
    BlendMode.NORMAL: QPainter.CompositionMode.CompositionMode_SourceOver,
    BlendMode.MULTIPLY: QPainter.CompositionMode.CompositionMode_Multiply,
    BlendMode.SCREEN: QPainter.CompositionMode.CompositionMode_Screen,
    BlendMode.OVERLAY: QPainter.CompositionMode.CompositionMode_Overlay,
    BlendMode.DARKEN: QPainter.CompositionMode.CompositionMode_Darken,
    BlendMode.LIGHTEN: QPainter.CompositionMode.CompositionMode_Lighten,
    BlendMode.PLUS: QPainter.CompositionMode.CompositionMode_Plus,
    BlendMode.SOFT_LIGHT: QPainter.CompositionMode.CompositionMode_SoftLight,
}

_STILL_BYTES = 64 << 20
"""How much the kept pictures of still parts may take; the least lately used goes first."""


class Rasterizer:
    """Paints frames of one size, one after another, into one buffer.

    width, height: output pixels.  scale: output pixels per canvas pixel.  transparent: keep an alpha channel
    (stills without a ground); films are opaque on black.  light: films from their light copies.
    """

    def __init__(
        self,
        width: int,
        height: int,
        scale: float = 1.0,
        *,
        transparent: bool = False,
        light: bool = False,
        pictures: PictureCache | None = None,
    ) -> None:
        kind = QImage.Format.Format_ARGB32_Premultiplied if transparent else QImage.Format.Format_RGB32
        # The array owns the memory and the picture paints into it: pixels stay good when this goes away.
        self.pixels: Pixels = np.zeros((height, width, 4), np.uint8)
        """The frame, shared memory: it changes with the next `rasterize`."""
        self._image = QImage(self.pixels.data, width, height, width * 4, kind)
        self._image.fill(Qt.GlobalColor.transparent if transparent else Qt.GlobalColor.black)
        self._ground = Qt.GlobalColor.transparent if transparent else Qt.GlobalColor.black
        self._canvas = Rect(0, 0, width, height)
        self._scale = scale
        self._light = light
        self._pictures = pictures if pictures is not None else PictureCache()
        self._stills: OrderedDict[Still, tuple[QImage, QPoint]] = OrderedDict()
        self._still_bytes = 0
        self._last: DisplayList | None = None

    @property
    def image(self) -> QImage:
        return self._image

    def rasterize(self, frame: DisplayList) -> list[Rect]:
        """Makes `pixels` show the frame.  Returns the whole-pixel rectangles that were painted anew; none if
        the frame equals the last one."""
        damage = damaged_rects(self._last, frame, self._canvas, self._scale)
        if damage:
            painter = QPainter(self._image)
            try:
                view = View(self._scale, 0, 0)
                for area in damage:
                    self._paint_area(painter, frame, area, view)
            finally:
                painter.end()
        self._last = frame
        return damage

    def _paint_area(self, painter: QPainter, frame: DisplayList, area: Rect, view: View) -> None:
        device = QRect(int(area.x), int(area.y), int(area.width), int(area.height))
        painter.resetTransform()
        painter.setOpacity(1.0)
        painter.setClipRect(device)
        visible = self._visible_from(frame, area)
        if visible is None:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            painter.fillRect(device, self._ground)
            visible = 0
        prepare(painter)
        self._paint(painter, frame[visible:], area, view)

    def _visible_from(self, frame: DisplayList, area: Rect) -> int | None:
        """The topmost operation that hides all below it within `area`; None if there is none."""
        for index in range(len(frame) - 1, -1, -1):
            if self._covers(frame[index], area):
                return index
        return None

    def _covers(self, operation: Operation, area: Rect) -> bool:
        match operation:
            case FillPath(path=path, paint=paint, transform=transform, opacity=1.0):
                solid = getattr(paint, "alpha", 0) == 255
                straight = path.verbs == "MLLLZ" and transform.is_identity
                inner = path.bounds
            case DrawImage(image=image, target=target, transform=transform, opacity=1.0, clip=None):
                solid = not self._pictures.has_alpha(image)
                straight = transform.b == 0 and transform.c == 0
                inner = transform.apply_rect(target)
            case _:
                return False
        # One pixel less on each side: antialiased edges let what is below show through.
        scaled = Rect(
            inner.x * self._scale,
            inner.y * self._scale,
            inner.width * self._scale,
            inner.height * self._scale,
        )
        reaches = (
            scaled.x <= area.x
            and scaled.y <= area.y
            and scaled.right >= area.right
            and scaled.bottom >= area.bottom
        )
        return solid and straight and reaches

    def _paint(self, painter: QPainter, operations: Sequence[Operation], area: Rect, view: View) -> None:
        """Paints what touches `area` (device pixels of the whole frame)."""
        for operation in operations:
            if pixel_bounds(operation.bounds, self._scale).intersects(area):
                match operation:
                    case FillPath():
                        fill_path(painter, operation, view)
                    case StrokePath():
                        stroke_path(painter, operation, view)
                    case BlurredPath():
                        self._blurred_path(painter, operation, view)
                    case DrawImage():
                        self._draw_image(painter, operation, area, view)
                    case Layer():
                        self._layer(painter, operation, area, view)
                    case Stencil():
                        self._stencil(painter, operation, area, view)
                    case Revealed():
                        self._revealed(painter, operation, view)
                    case Still():
                        painter.setOpacity(1.0)
                        self._blit(painter, operation, view)
                    case MovedStill(still=still):
                        painter.setOpacity(1.0)
                        self._blit(painter, still, view, operation.bounds)

    def _blurred_path(self, painter: QPainter, op: BlurredPath, view: View) -> None:
        # The picture depends on the operation alone, so it is made through the cache of still parts.
        solid: DisplayList = (FillPath(op.path, op.color, op.transform),)
        if op.spread:
            # Made opaque and then faded as one, because line and area overlap.
            color = replace(op.color, alpha=255)
            line = StrokePath(op.path, color, 2 * op.spread, (), op.transform)
            fat = (FillPath(op.path, color, op.transform), line)
            solid = (Layer(fat, op.bounds, op.color.alpha / 255),)
        still = Still((Layer(solid, op.bounds, blur=op.canvas_radius),), op.bounds)
        painter.setOpacity(op.opacity)
        self._blit(painter, still, view)

    def _draw_image(self, painter: QPainter, op: DrawImage, area: Rect, view: View) -> None:
        if isinstance(op.image, FilmFrame):
            film = self._pictures.films.picture(op.image, self._scale, light=self._light)
            picture, across, down = film.image, film.across, film.down
        else:
            picture, across = self._pictures.picture(op.image, shrink(op, self._scale))
            down = across
        source = QRectF(
            op.source.x * across, op.source.y * down, op.source.width * across, op.source.height * down
        )
        if op.clip is not None and not is_inside(source, picture):
            # A brush would bring in the picture's other side at its edges.
            bare = replace(op, opacity=1.0, clip=None)
            clip = op.clip.transformed(op.transform)
            self._layer(painter, Layer((bare,), op.bounds, op.opacity, clip=clip), area, view)
            return
        painter.setTransform(convert.transform(op.transform) * view.qtransform())
        painter.setOpacity(op.opacity)
        if op.clip is None:
            painter.drawImage(convert.rect(op.target), picture, source)
            return
        # A path clip in Qt is not antialiased, a filled path is: the picture becomes its brush.
        shape = convert.painter_path(op.clip)
        if not op.target.contains(op.clip.bounds):
            whole = QPainterPath()
            whole.addRect(convert.rect(op.target))
            shape = shape.intersected(whole)
        painter.fillPath(shape, image_brush(picture, source, op.target))

    def _layer(self, painter: QPainter, op: Layer, area: Rect, view: View) -> None:
        whole = pixel_bounds(op.bounds, self._scale)
        shown = whole if op.blur else whole.intersected(area)
        if op.blur and whole.width * whole.height > _BLURRED_PIXELS:
            # What is farther off than twice the radius does not reach the canvas.
            shown = whole.intersected(self._canvas.expanded(2 * _MOST_BLUR))
        if shown.is_empty:
            return
        picture = self._painted(op.operations, shown, clip=op)
        painter.resetTransform()
        painter.setOpacity(op.opacity)
        painter.setCompositionMode(_BLEND[op.blend])
        painter.drawImage(QPoint(int(shown.x) + view.dx, int(shown.y) + view.dy), picture)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    def _stencil(self, painter: QPainter, op: Stencil, area: Rect, view: View) -> None:
        shown = pixel_bounds(op.bounds, self._scale).intersected(area)
        if shown.is_empty:
            return
        picture = self._painted(op.operations, shown)
        # The outline as a picture of its own: painted into the other directly, a composition mode would
        # leave alone what lies outside of it.
        mask = self._painted((FillPath(op.path, _OPAQUE, op.transform),), shown)
        inner = QPainter(picture)
        try:
            mode = QPainter.CompositionMode
            inner.setCompositionMode(
                mode.CompositionMode_DestinationIn
                if op.keeps == "inside"
                else mode.CompositionMode_DestinationOut
            )
            inner.drawImage(0, 0, mask)
        finally:
            inner.end()
        painter.resetTransform()
        painter.setOpacity(op.opacity)
        painter.drawImage(QPoint(int(shown.x) + view.dx, int(shown.y) + view.dy), picture)

    def _revealed(self, painter: QPainter, op: Revealed, view: View) -> None:
        # Always the whole of it: the scaled field must not depend on what is damaged.
        shown = pixel_bounds(op.bounds, self._scale).intersected(self._canvas.expanded(_MARGIN))
        if shown.is_empty:
            return
        picture = self._painted(op.operations, shown)
        keep_revealed(picture, op, self._scale, shown)
        painter.resetTransform()
        painter.setOpacity(1.0)
        painter.drawImage(QPoint(int(shown.x) + view.dx, int(shown.y) + view.dy), picture)

    def _painted(self, operations: DisplayList, shown: Rect, clip: Layer | None = None) -> QImage:
        """The operations on a transparent picture of the pixels `shown`."""
        picture = QImage(int(shown.width), int(shown.height), QImage.Format.Format_ARGB32_Premultiplied)
        picture.fill(Qt.GlobalColor.transparent)
        view = View(self._scale, -int(shown.x), -int(shown.y))
        inner = QPainter(picture)
        try:
            prepare(inner)
            self._paint(inner, operations, shown, view)
            if clip is not None and clip.clip is not None:
                erase_outside(inner, clip.clip, shown, view)
            if clip is not None and clip.mask is not None:
                let_through(inner, clip.mask, shown, view)
        finally:
            inner.end()
        if clip is None or not clip.blur:
            return picture
        return blurred(picture, min(_MOST_BLUR, clip.blur * self._scale))

    def _blit(self, painter: QPainter, op: Still, view: View, moved_to: Rect | None = None) -> None:
        kept = self._stills.get(op)
        if kept is None:
            shown = pixel_bounds(op.bounds, self._scale).intersected(self._canvas.expanded(_MARGIN))
            if shown.is_empty:
                return
            kept = (self._painted(op.operations, shown), QPoint(int(shown.x), int(shown.y)))
            self._keep(op, kept)
        else:
            self._stills.move_to_end(op)
        picture, at = kept
        painter.resetTransform()
        if moved_to is None:
            painter.drawImage(QPoint(at.x() + view.dx, at.y() + view.dy), picture)
            return
        # Whole canvas pixels may be parts of output pixels: the picture never leaves its bounds there.
        rest, seen = pixel_bounds(op.bounds, self._scale), pixel_bounds(moved_to, self._scale)
        x, y = at.x() + int(seen.x - rest.x), at.y() + int(seen.y - rest.y)
        within = QRect(0, 0, int(seen.right) - x, int(seen.bottom) - y).intersected(picture.rect())
        if not within.isEmpty():
            painter.drawImage(QPoint(x + view.dx, y + view.dy), picture, within)

    def _keep(self, op: Still, kept: tuple[QImage, QPoint]) -> None:
        self._stills[op] = kept
        self._still_bytes += kept[0].sizeInBytes()
        while self._still_bytes > _STILL_BYTES and len(self._stills) > 1:
            _, (old, _) = self._stills.popitem(last=False)
            self._still_bytes -= old.sizeInBytes()


_OPAQUE = Rgba(0, 0, 0, 255)

_MOST_BLUR = 500
"""Pixels: a larger radius shows nothing else."""

_BLURRED_PIXELS = 16_000_000
"""Larger pictures are blurred only about the canvas."""

_MARGIN = 64
"""Pixels kept around the canvas in pictures of still parts that reach beyond it."""
