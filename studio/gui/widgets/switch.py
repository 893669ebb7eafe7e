"""On or off, as a switch whose knob moves in reading direction."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from studio.gui.theme.icons import draw_icon
from studio.gui.theme.theme import px, theme


class Switch(QAbstractButton):
    """A checkable button; on is told by place, colour and a tick, never by colour alone."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(px(40), px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors, painter = theme().palette, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 2, -1, -2)
        on = self.isChecked()
        painter.setOpacity(1.0 if self.isEnabled() else 0.45)
        painter.setPen(QPen(QColor(colors.accent if on else colors.border), 1.5))
        painter.setBrush(QColor(colors.accent if on else colors.field))
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        size = area.height() - px(4)
        at_end = on != self.isRightToLeft()
        x = area.right() - size - px(2) if at_end else area.left() + px(2)
        knob = QRectF(x, area.top() + px(2), size, size)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.on_accent if on else colors.border))
        painter.drawEllipse(knob)
        if on:
            inner = knob.adjusted(size * 0.2, size * 0.2, -size * 0.2, -size * 0.2)
            draw_icon(painter, "check", inner, colors.accent)
        painter.end()
