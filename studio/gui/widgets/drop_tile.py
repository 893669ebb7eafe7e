"""A place for a picture: drop a file, or press to choose one."""

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from studio.gui.theme.icons import draw_icon
from studio.gui.theme.theme import px, theme


class DropTile(QAbstractButton):
    """suffixes: of the files it takes, lower case with the dot.  Shows `picture` if there is one, else
    `words`."""

    dropped = Signal(Path)

    def __init__(
        self, suffixes: frozenset[str], size: tuple[int, int] = (160, 104), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._suffixes = suffixes
        self._wanted = size
        self._picture: QPixmap | None = None
        self._over = False
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme().changed.connect(self.updateGeometry)

    def set_picture(self, picture: QPixmap | None) -> None:
        self._picture = picture
        self.update()

    @property
    def has_picture(self) -> bool:
        """Whether it shows one."""
        return self._picture is not None and not self._picture.isNull()

    def sizeHint(self) -> QSize:
        return QSize(px(self._wanted[0]), px(self._wanted[1]))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._file_in(event) is not None:
            event.acceptProposedAction()
            self._over = True
            self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._over = False
        self.update()
        file = self._file_in(event)
        if file is not None:
            event.acceptProposedAction()
            self.dropped.emit(file)

    def _file_in(self, event: QDropEvent) -> Path | None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        return next((file for file in files if file.suffix.lower() in self._suffixes), None)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors = QPainter(self), theme().palette
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        shape = QPainterPath()
        shape.addRoundedRect(area, px(8), px(8))
        painter.fillPath(shape, QColor(colors.field))
        if self._picture is not None and self.has_picture:
            painter.save()
            painter.setClipPath(shape)
            filled = QRectF(self._picture.rect())
            ratio = max(area.width() / filled.width(), area.height() / filled.height())
            width, height = filled.width() * ratio, filled.height() * ratio
            place = QRectF(0, 0, width, height)
            place.moveCenter(area.center())
            painter.drawPixmap(place, self._picture, filled)
            painter.restore()
        else:
            size = px(24)
            box = QRectF(0, 0, size, size)
            box.moveCenter(area.center())
            box.translate(0, -px(12) if self.text() else 0)
            draw_icon(painter, "photo-plus", box, colors.muted)
            painter.setPen(QColor(colors.muted))
            words = area.adjusted(px(8), area.height() / 2 + px(4), -px(8), -px(4))
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(words, flags, self.text())
        lit = self._over or self.underMouse()
        pen = QPen(QColor(colors.accent if self._over else colors.text if lit else colors.border), 1)
        if self._picture is None:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawPath(shape)
        painter.end()
