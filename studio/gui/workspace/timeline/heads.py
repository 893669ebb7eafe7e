"""The heads of the lanes: name, eye, lock.  They stand where reading begins."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from studio.gui.i18n import on_language, tr, translator
from studio.gui.theme.icons import draw_icon
from studio.gui.theme.theme import px, theme
from studio.gui.workspace.stage import Stage
from studio.gui.workspace.timeline.lanes import RULER, TRACK, Lanes
from studio.gui.workspace.timeline.rows import TimeRow
from studio.services.edits.layers import set_hidden, set_locked

HEAD = 160
_BUTTON = 24
_KIND_ICONS = {
    "text": "typography", "bilingual": "language", "image": "photo", "shape": "shape", "pattern": "grid-dots",
    "icon": "star", "group": "folder", "chart": "chart-bar", "caption": "subtitles", "composition": "stack-2",
    "track": "timeline", "audio": "music", "keys": "keyframe",
}  # fmt: skip


class Heads(QWidget):
    """One head a lane, scrolled with it."""

    def __init__(self, stage: Stage, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage, self._lanes = stage, lanes
        self.setFixedWidth(px(HEAD))
        lanes.rows_changed.connect(self.update)
        lanes.scrolled.connect(self.update)
        stage.selected.connect(self.update)
        theme().changed.connect(self.update)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self.setAccessibleName(tr("timeline.head"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(HEAD), px(RULER))

    def _rects(self, index: int, depth: int) -> tuple[QRectF, QRectF, QRectF, QRectF]:
        """Icon, name, lock and eye of a head, mirrored with the window."""
        top, height, width = self._lanes.row_top(index), px(TRACK), self.width()
        indent = px(8) + min(depth, 4) * px(10)
        middle = top + (height - px(16)) / 2
        icon = QRectF(indent, middle, px(16), px(16))
        eye = QRectF(width - px(4) - px(_BUTTON), top + (height - px(_BUTTON)) / 2, px(_BUTTON), px(_BUTTON))
        lock = eye.translated(-px(_BUTTON), 0)
        name = QRectF(icon.right() + px(6), top, lock.left() - icon.right() - px(8), height)
        if translator().right_to_left:
            icon, name, lock, eye = (
                QRectF(width - rect.right(), rect.top(), rect.width(), rect.height())
                for rect in (icon, name, lock, eye)
            )
        return icon, name, lock, eye

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        colors = theme().palette
        painter.fillRect(self.rect(), QColor(colors.panel))
        line = QColor(colors.border)
        line.setAlpha(70)
        painter.setClipRect(QRectF(0, px(RULER), self.width(), self.height()))
        for index, row in enumerate(self._lanes.rows):
            top = self._lanes.row_top(index)
            if top + px(TRACK) < px(RULER) or top > self.height():
                continue
            if row.path and row.path in self._stage.selection:
                painter.fillRect(QRectF(0, top, self.width(), px(TRACK)), QColor(colors.chosen))
            self._paint_head(painter, index, row)
            painter.setPen(QPen(line, 1))
            bottom = top + px(TRACK) - 0.5
            painter.drawLine(QPointF(0, bottom), QPointF(self.width(), bottom))
        painter.setClipping(False)
        painter.setPen(QPen(line, 1))
        painter.drawLine(QPointF(0, px(RULER) - 0.5), QPointF(self.width(), px(RULER) - 0.5))
        painter.end()

    def _paint_head(self, painter: QPainter, index: int, row: TimeRow) -> None:
        colors = theme().palette
        icon, name, lock, eye = self._rects(index, row.depth)
        draw_icon(painter, _KIND_ICONS.get(row.kind, "square"), icon, colors.muted)
        painter.setPen(QColor(colors.muted if row.hidden else colors.text))
        painter.setFont(theme().font("small"))
        side = Qt.AlignmentFlag.AlignRight if translator().right_to_left else Qt.AlignmentFlag.AlignLeft
        words = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, int(name.width()))
        painter.drawText(name, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, words)
        if row.path:
            inset = (px(_BUTTON) - px(16)) / 2
            for on, names, rect in (
                (row.locked, ("lock", "lock-open"), lock),
                (row.hidden, ("eye-off", "eye"), eye),
            ):
                place = rect.adjusted(inset, inset, -inset, -inset)
                draw_icon(painter, names[0 if on else 1], place, colors.warn if on else colors.muted)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if at.y() < px(RULER):
            return
        index = int((at.y() - px(RULER) + self._lanes.top) // px(TRACK))
        if not 0 <= index < len(self._lanes.rows):
            return
        row = self._lanes.rows[index]
        if not row.path:
            return
        _, _, lock, eye = self._rects(index, row.depth)
        path = row.path
        if eye.contains(at):
            self._stage.edit("step.hide", lambda one: set_hidden(one, [path], not row.hidden))
        elif lock.contains(at):
            self._stage.edit("step.lock", lambda one: set_locked(one, [path], not row.locked))
        else:
            self._stage.select((path,))

    def wheelEvent(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self._lanes, event)
