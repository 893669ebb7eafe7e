"""An angle as a hand on a disc, clockwise from the top: dragged, or by keys (arrows 1°, page keys 15°)."""

import math

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QDial, QSizePolicy, QWidget

from studio.gui.theme.theme import px, theme

_STEP = 15
"""Degrees to which it turns while Shift is held."""


class AngleDial(QDial):
    """value: whole degrees, -180 … 180, shown as they are; the angle may have made whole turns besides."""

    began = Signal()
    turned = Signal(float)
    """By how many degrees a person turned it, from where it was."""
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(-180, 180)
        self.setWrapping(True)
        self.setSingleStep(1)
        self.setPageStep(_STEP)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._quiet = False
        self._last = 0
        self.valueChanged.connect(self._changed)

    def set_angle(self, degrees: float) -> None:
        """Shows an angle that was changed elsewhere."""
        self._quiet = True
        self._last = round((degrees + 180) % 360 - 180)
        self.setValue(self._last)
        self._quiet = False
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(32), px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _changed(self, value: int) -> None:
        by, self._last = (value - self._last + 180) % 360 - 180, value
        if not self._quiet and by:
            self.turned.emit(float(by))

    def _point(self, event: QMouseEvent) -> None:
        way = event.position() - QPointF(self.rect().center())
        if math.hypot(way.x(), way.y()) < px(3):
            return
        angle = math.degrees(math.atan2(way.x(), -way.y()))
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            angle = round(angle / _STEP) * _STEP
        self.setValue(round(angle))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.began.emit()
            self._point(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._point(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.ended.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors = QPainter(self), theme().palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, radius = (
            QPointF(self.width() / 2, self.height() / 2),
            min(self.width(), self.height()) / 2 - 2,
        )
        lit = self.underMouse() or self.hasFocus()
        painter.setPen(QPen(QColor(colors.text if lit else colors.border), 1))
        painter.setBrush(QColor(colors.field))
        painter.drawEllipse(middle, radius, radius)
        way = math.radians(self.value())
        tip = middle + QPointF(math.sin(way), -math.cos(way)) * (radius - px(4))
        painter.setPen(QPen(QColor(colors.accent), px(2)))
        painter.drawLine(middle, tip)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.accent))
        painter.drawEllipse(tip, px(3), px(3))
        painter.end()
