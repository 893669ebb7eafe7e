"""The ring of the top bar: how far all exports are; pressed, it opens the queue."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolButton, QWidget

from studio.gui.export.queue_popover import QueuePopover
from studio.gui.export.window_queue import WindowQueue
from studio.gui.i18n import on_language, tr
from studio.gui.theme.icons import set_icon
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px, theme
from studio.services.export_queue import Event, JobState


class QueueButton(QToolButton):
    """Hidden until something was exported; a failed job gives it a mark of its own."""

    def __init__(self, queue: WindowQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "tool")
        set_icon(self, "list-check")
        self._queue = queue
        self.popover = QueuePopover(queue, self)
        self.clicked.connect(self.open_queue)
        queue.told.connect(self._told)
        theme().changed.connect(self.update)
        on_language(self, self.retranslate)
        self.setVisible(bool(queue.jobs))

    def open_queue(self) -> None:
        """Shows the queue (action `file.queue`)."""
        self.popover.open_at(self)

    def retranslate(self) -> None:
        share = self._queue.share
        words = tr("queue.title")
        if share is not None:
            words = f"{words}: {tr('common.percent', share=round(share * 100))}"
        self.setAccessibleName(words)
        self.setToolTip(words)

    def sizeHint(self) -> QSize:
        return QSize(px(34), px(34))

    def _told(self, _event: Event) -> None:
        self.setVisible(bool(self._queue.jobs))
        self.retranslate()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        share, colors = self._queue.share, theme().palette
        if share is None:
            super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        if share is not None:
            side = min(area.width(), area.height()) - px(12)
            ring = QRectF(0, 0, side, side)
            ring.moveCenter(area.center())
            painter.setPen(QPen(QColor(colors.border), px(3)))
            painter.drawEllipse(ring)
            painter.setPen(QPen(QColor(colors.accent), px(3)))
            painter.drawArc(ring, 90 * 16, -round(share * 360 * 16))
        if any(job.state is JobState.FAILED for job in self._queue.jobs):
            mark = QRectF(0, 0, px(10), px(10))
            mark.moveCenter(area.center())
            mark.translate(px(9), -px(9))
            painter.setPen(QPen(QColor(colors.panel), px(2)))
            painter.setBrush(QColor(colors.error))
            painter.drawEllipse(mark)
        painter.end()
