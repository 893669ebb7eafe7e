"""Pictures seen as far as a field of times lets them through."""

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QTransform

from studio.base.geometry import Rect
from studio.render import convert
from studio.scene.display_list import Revealed


def keep_revealed(picture: QImage, op: Revealed, scale: float, shown: Rect) -> None:
    """Erases from `picture` (ARGB32, premultiplied, the pixels `shown`) what is not seen at the time.

    The field's alpha is scaled smoothly to the picture's pixels, so it has a soft edge even at a coarse grid;
    edges of letters stay those of their outlines, as the field goes beyond them.
    """
    field = op.field
    height, width = field.values.shape
    share = (op.at - field.values) * np.float32(255 / max(op.soft, 1e-6))
    alpha = np.zeros((height, (width + 3) // 4 * 4), np.uint8)  # rows of whole words, as QImage reads them
    alpha[:, :width] = np.clip(share, 0, 255)
    seen = QImage(alpha.data, width, height, alpha.shape[1], QImage.Format.Format_Alpha8)
    mask = QImage(picture.size(), QImage.Format.Format_ARGB32_Premultiplied)
    mask.fill(Qt.GlobalColor.transparent)
    bounds = field.bounds
    painter = QPainter(mask)
    try:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setTransform(
            convert.transform(op.transform) * QTransform(scale, 0, 0, scale, -shown.x, -shown.y)
        )
        painter.drawImage(
            QRectF(bounds.x, bounds.y, bounds.width, bounds.height), seen, QRectF(0, 0, width, height)
        )
    finally:
        painter.end()
    painter = QPainter(picture)
    try:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        painter.drawImage(0, 0, mask)
    finally:
        painter.end()
