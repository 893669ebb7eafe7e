"""How far long work is: a ring that fills clockwise; unknown shares turn."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.gui.i18n import tr
from studio.gui.theme.theme import px, theme


class ProgressRing(QWidget):
    """share: 0 … 1, None while nobody knows.  A clock's direction is the same in both languages."""

    def __init__(self, size: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._share: float | None = None
        self._turn = 0
        self._timer = QTimer(self)
        self._timer.setInterval(60)
        self._timer.timeout.connect(self._advance)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def set_share(self, share: float | None) -> None:
        self._share = None if share is None else min(max(share, 0.0), 1.0)
        spins = self._share is None and self.isVisible() and theme().motion > 0
        if spins != self._timer.isActive():
            self._timer.start() if spins else self._timer.stop()
        percent = "" if self._share is None else tr("common.percent", share=round(self._share * 100))
        self.setAccessibleName(percent or tr("common.working"))
        self.setToolTip(percent or tr("common.working"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(self._size), px(self._size))

    def showEvent(self, event: object) -> None:
        self.set_share(self._share)

    def hideEvent(self, event: object) -> None:
        self._timer.stop()

    def _advance(self) -> None:
        self._turn = (self._turn + 12) % 360
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors = QPainter(self), theme().palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = max(2.0, self.width() / 8)
        area = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setPen(QPen(QColor(colors.raised), width))
        painter.drawEllipse(area)
        pen = QPen(QColor(colors.accent), width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        start, span = (90 - self._turn, 90) if self._share is None else (90, round(self._share * 360))
        painter.drawArc(area, start * 16, -span * 16)
        painter.end()
