"""The engine's pixels as Qt's pictures."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPixmap

from studio.render.rasterizer import Pixels


def image_of(pixels: Pixels) -> QImage:
    """A picture of its own from a frame, (height, width, 4) BGRA; opaque.  From any thread."""
    height, width = pixels.shape[:2]
    whole = np.ascontiguousarray(pixels)
    return QImage(whole.data, width, height, width * 4, QImage.Format.Format_RGB32).copy()


def draw_rounded(painter: QPainter, picture: QImage | QPixmap, area: QRectF, radius: float) -> None:
    """Paints a picture so that it fills the area, its corners rounded."""
    shape = QPainterPath()
    shape.addRoundedRect(area, radius, radius)
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.setClipPath(shape)
    width, height = picture.width(), picture.height()
    ratio = max(area.width() / width, area.height() / height)
    place = QRectF(0, 0, width * ratio, height * ratio)
    place.moveCenter(area.center())
    if isinstance(picture, QImage):
        painter.drawImage(place, picture)
    else:
        painter.drawPixmap(place, picture, QRectF(picture.rect()))
    painter.restore()


def fill_rounded(painter: QPainter, area: QRectF, radius: float, color: str) -> None:
    """A rounded ground without outline."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    painter.drawRoundedRect(area, radius, radius)
    painter.restore()


def moments(seconds: Fraction, rate: int, longest: int) -> Sequence[Fraction]:
    """The times of a preview: `rate` frames a second, from the beginning, at most `longest` seconds."""
    count = max(1, int(min(seconds, Fraction(longest)) * rate))
    return [Fraction(index, rate) for index in range(count)]
