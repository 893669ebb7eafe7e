"""A brand kit as a tile: its colours and its name."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from studio.gui.i18n import localized, on_language
from studio.gui.theme.icons import draw_icon
from studio.gui.theme.theme import px, theme
from studio.model.brand import BrandKit

_SHOWN = ("accent", "accent-2", "positive", "warning", "surface")


class BrandTile(QAbstractButton):
    """A brand by its colours and name; the chosen one has a tick and a thick frame."""

    def __init__(self, kit: BrandKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self.setCheckable(True)
        self.setObjectName(f"brand:{kit.id}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self.setText(localized(self.kit.name))
        self.setAccessibleName(self.text())
        self.setToolTip(localized(self.kit.note))

    def sizeHint(self) -> QSize:
        return QSize(px(148), px(80))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors, palette = QPainter(self), theme().palette, self.kit.look.palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        on, lit = self.isChecked(), self.underMouse() or self.hasFocus()
        edge = colors.accent if on else colors.text if lit else colors.border
        painter.setPen(QPen(QColor(edge), px(2) if on else 1))
        painter.setBrush(QColor(palette.bg))
        painter.drawRoundedRect(area, px(8), px(8))
        side, gap = px(14), px(6)
        painter.setPen(QPen(QColor(palette.muted), 1))
        for index, role in enumerate(_SHOWN):
            step = px(10) + index * (side + gap)
            x = area.right() - step - side if self.isRightToLeft() else area.left() + step
            painter.setBrush(QColor(palette.role(role)))
            painter.drawEllipse(QRectF(x, area.top() + px(14), side, side))
        font = theme().font("body", 600)
        painter.setFont(font)
        painter.setPen(QColor(palette.ink))
        line = QRectF(area.left() + px(10), area.bottom() - px(34), area.width() - px(20), px(26))
        start = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        flags = start | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        name = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, int(line.width()))
        painter.drawText(line, flags, name)
        if on:
            corner = area.left() + px(8) if self.isRightToLeft() else area.right() - px(26)
            draw_icon(
                painter, "circle-check", QRectF(corner, area.top() + px(10), px(18), px(18)), palette.accent
            )
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
