"""The queue of exports, from a ring in the top bar: progress, time left, pause, cancel, try again."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from studio.gui.dialogs.parts import Words, button, icon_button, name_button
from studio.gui.export.job_row import JobRow
from studio.gui.export.window_queue import WindowQueue
from studio.gui.i18n import on_language, tr
from studio.gui.theme.icons import pixmap
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.focus_ring import FocusRing
from studio.gui.widgets.label import Label
from studio.gui.widgets.scrolling import scrolled_column
from studio.services.export_queue import FINISHED, Event

_WIDTH, _HEIGHT = 420, 360


class QueuePopover(QFrame):
    """Rows of jobs; opened below the ring by `open_at(button)`; Esc or a click outside closes it.

    queue: the program's `WindowQueue`.
    """

    def __init__(self, queue: WindowQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        set_look(self, "card")
        self._queue = queue
        self._rows: dict[int, JobRow] = {}
        self.title = Words("lead")
        self.clear_button = button(queue.queue.clear, "quiet")
        self.close_button = icon_button(self.close, "x")
        self._sign = Label()
        self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty, self.hint = Label(), Label()
        set_look(self.empty, "strong")
        set_look(self.hint, "muted")
        for label in (self.empty, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        self._list = QWidget()
        self._list.setObjectName("scrolled")
        self._jobs = QVBoxLayout(self._list)
        for part in (self._sign, self.empty, self.hint):
            self._jobs.addWidget(part)
        self._jobs.addStretch(1)
        scroll = scrolled_column(self._list)
        self._head = QHBoxLayout()
        self._head.addWidget(self.title, 1)
        self._head.addWidget(self.clear_button)
        self._head.addWidget(self.close_button)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(scroll, 1)
        self._ring = FocusRing(self)
        # Asked of the keys: the keyboard's place moves by itself too, where a pressed button goes away.
        self._ring.listen((Qt.Key.Key_Tab, Qt.Key.Key_Backtab))
        queue.told.connect(self._told)
        theme().changed.connect(self.rescale)
        for job in queue.jobs:
            self._add(job.id)
        self.rescale()
        on_language(self, self.retranslate)

    def rescale(self) -> None:
        """Lengths at the window's scale."""
        margin = px(12)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(px(8))
        self._jobs.setSpacing(px(8))
        room = px(4)  # for the ring of the keyboard
        self._jobs.setContentsMargins(room, room, room, room)
        self._sign.setPixmap(pixmap("list-check", theme().palette.muted, px(32), self.devicePixelRatioF()))
        for row in self._rows.values():
            row.rescale()
        screen = self.screen().availableGeometry()
        self.resize(min(px(_WIDTH), screen.width() - 16), min(px(_HEIGHT), screen.height() - 64))

    def retranslate(self) -> None:
        self.setAccessibleName(tr("queue.title"))
        self.title.setText(tr("queue.title"))
        self.clear_button.setText(tr("queue.clear"))
        name_button(self.close_button, tr("common.close"))
        self.empty.setText(tr("queue.empty"))
        self.hint.setText(tr("queue.empty_hint"))
        for row in self._rows.values():
            row.show_job(row.job)
        self._show_state()

    def row(self, identifier: int) -> JobRow:
        """The row of a job.  Raises KeyError."""
        return self._rows[identifier]

    def open_at(self, anchor: QWidget) -> None:
        """Opens below a widget, its end at the widget's end, within the screen."""
        self.rescale()
        corner = anchor.mapToGlobal(QPoint(0, anchor.height() + px(4)))
        left = corner.x() if self.isRightToLeft() else corner.x() + anchor.width() - self.width()
        room = self.screen().availableGeometry()
        left = min(max(left, room.left() + 8), room.right() - self.width() - 8)
        top = min(corner.y(), room.bottom() - self.height() - 8)
        self.move(left, top)
        self.show()
        first = next(iter(self._rows.values()), None)
        (first or self.close_button).setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif step is not None and self._rows:
            rows = list(self._rows.values())
            at = next((index for index, row in enumerate(rows) if row.hasFocus()), -step)
            rows[(at + step) % len(rows)].setFocus(Qt.FocusReason.TabFocusReason)
            self._ring.note_key()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _told(self, event: Event) -> None:
        job = event.job
        if event.what == "removed":
            row = self._rows.pop(job.id, None)
            if row is not None:
                self._jobs.removeWidget(row)
                row.hide()
                row.deleteLater()
        elif job.id in self._rows:
            self._rows[job.id].show_job(job)
        else:
            self._add(job.id)
        if event.what in ("moved", "added"):
            self._order()
        self._show_state()

    def _add(self, identifier: int) -> None:
        job = next((one for one in self._queue.jobs if one.id == identifier), None)
        if job is None:
            return  # removed before this was told
        row = JobRow(job, self._queue.queue)
        self._rows[identifier] = row
        self._jobs.insertWidget(self._jobs.count() - 1, row)

    def _order(self) -> None:
        ids = [job.id for job in self._queue.jobs if job.id in self._rows]
        self._rows = {id: self._rows[id] for id in ids}
        for row in self._rows.values():
            self._jobs.removeWidget(row)
            self._jobs.insertWidget(self._jobs.count() - 1, row)

    def _show_state(self) -> None:
        for part in (self._sign, self.empty, self.hint):
            part.setVisible(not self._rows)
        over = [row for row in self._rows.values() if row.job.state in FINISHED]
        self.clear_button.setVisible(bool(over))
