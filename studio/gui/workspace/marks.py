"""Small things that are painted: an icon as a label."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.gui.theme.icons import draw_icon
from studio.gui.theme.theme import px, theme


class IconLabel(QWidget):
    """An icon that follows theme and direction; it says nothing to a screen reader."""

    def __init__(
        self, name: str = "", size: int = 20, role: str = "muted", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._size, self._role = name, size, role
        theme().changed.connect(self._restyle)
        self._restyle()

    def show_icon(self, name: str) -> None:
        if name != self._name:
            self._name = name
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(self._size), px(self._size))

    def _restyle(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._name:
            painter = QPainter(self)
            draw_icon(painter, self._name, QRectF(self.rect()), theme().palette.color(self._role))
            painter.end()
