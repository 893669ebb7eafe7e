"""Small parts of the brand's screens: a colour role with its contrast, a logo as a picture."""

from pathlib import Path

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QWidget

from studio.base.digits import format_number
from studio.base.errors import StudioError
from studio.gui.dialogs.error_words import said
from studio.gui.i18n import on_language, tr, translator
from studio.gui.pictures import image_of
from studio.gui.theme.icons import draw_icon
from studio.gui.theme.theme import px, theme
from studio.media.images import load_image
from studio.model.brand import Palette
from studio.render.rasterizer import Pixels
from studio.services.brand_palette import READABLE, TEXTS, contrasts

MEDIA_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff"})


def ratio_words(ratio: float) -> str:
    """`7.2` in the window's digits, isolated from the words around it."""
    return f"\u2066{format_number(round(ratio, 1), translator().digits, decimals=1, grouping=False)}\u2069"


def least_contrast(palette: Palette, role: str) -> float | None:
    """The worse of a role's two contrasts; None for a ground."""
    if role not in TEXTS:
        return None
    return min(ratio for (one, _), ratio in contrasts(palette).items() if one == role)


def stack_on_small_screens(dialog: QWidget, *rows: QBoxLayout) -> None:
    """What stands side by side stands below each other where the screen is too narrow for it."""
    narrow = dialog.screen().availableGeometry().width() < px(760)
    direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
    for row in rows:
        row.setDirection(direction)


class RoleChip(QAbstractButton):
    """A role: its colour, its name, and how well it can be read.  Pressed, it is edited."""

    def __init__(self, role: str, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.role, self._palette = role, palette
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setObjectName(f"role:{role}")
        on_language(self, self.retranslate)

    def show_palette(self, palette: Palette) -> None:
        self._palette = palette
        self.retranslate()

    def retranslate(self) -> None:
        self.setText(tr(f"color.{self.role}"))
        ratio = least_contrast(self._palette, self.role)
        value = self._palette.role(self.role)
        about = f"{self.text()} \u2066{value}\u2069"
        if ratio is not None:
            about = f"{about}, {tr('brand.contrast')} {ratio_words(ratio)}"
        self.setAccessibleName(about)
        self.setToolTip(about)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(82), px(64))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors = QPainter(self), theme().palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(0, 0, self.width(), px(36)).adjusted(1, 1, -1, -1)
        lit = self.underMouse() or self.hasFocus()
        painter.setPen(QPen(QColor(colors.text if lit else colors.border), px(2) if lit else 1))
        painter.setBrush(QColor(self._palette.role(self.role)))
        painter.drawRoundedRect(area, px(6), px(6))
        ratio = least_contrast(self._palette, self.role)
        if ratio is not None:
            painter.setFont(theme().font("small", 600))
            painter.setPen(QColor(self._palette.bg))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, ratio_words(ratio))
            if ratio < READABLE:
                box = QRectF(area.right() - px(20), area.top() + px(4), px(16), px(16))
                draw_icon(painter, "alert-triangle", box, self._palette.bg)
        font = theme().font("small")
        painter.setFont(font)
        painter.setPen(QColor(colors.text))
        line = QRectF(0, area.bottom() + px(2), self.width(), px(24))
        words = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, flags, words)
        painter.end()


class LogoPicture(QWidget):
    """A logo on the kit's ground, its clear space as a thin frame around it."""

    def __init__(self, file: Path | None, ground: str, clear_space: float) -> None:
        super().__init__()
        self._ground, self._clear = ground, clear_space
        self._image: QImage | None = None
        self.setAccessibleName(tr("brand.logo"))
        if file is not None:
            try:
                self._image = image_of(_on(load_image(file, (240, 160)).pixels, ground))
            except StudioError as error:
                self.setToolTip(said(error))

    def set_clear_space(self, clear_space: float) -> None:
        """A share of the logo's height."""
        self._clear = clear_space
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(128), px(88))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors = QPainter(self), theme().palette
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(colors.border), 1))
        painter.setBrush(QColor(self._ground))
        painter.drawRoundedRect(area, px(6), px(6))
        image = self._image
        if image is None:
            box = QRectF(0, 0, px(24), px(24))
            box.moveCenter(area.center())
            draw_icon(painter, "photo-off", box, colors.warn)
        else:
            # As large as it stands with its clear space around it.
            wide, high = image.width() / image.height() + 2 * self._clear, 1 + 2 * self._clear
            unit = min((area.width() - 8) / wide, (area.height() - 8) / high)
            place = QRectF(0, 0, unit * image.width() / image.height(), unit)
            place.moveCenter(area.center())
            painter.drawImage(place, image)
            around = unit * self._clear
            pen = QPen(QColor(colors.muted), 1, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(-around, -around, around, around))
        painter.end()


def _on(pixels: Pixels, ground: str) -> Pixels:
    """Premultiplied BGRA over an opaque colour."""
    color = QColor(ground)
    below = np.array([color.blue(), color.green(), color.red(), 255], np.float32)
    alpha = pixels[..., 3:].astype(np.float32) / 255
    return np.rint(pixels + below * (1 - alpha)).clip(0, 255).astype(np.uint8)
