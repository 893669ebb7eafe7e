"""The clock of moving previews: one course and a rest, over and over, while somebody looks."""

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from studio.gui.theme.theme import theme

_COURSE, _REST = 1.2, 0.5
"""Seconds."""
_EVERY_MS = 33


class PreviewClock(QObject):
    """Ticks while its widget is shown; not at all where people asked for less motion."""

    ticked = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._began = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.ticked)
        widget.installEventFilter(self)

    @property
    def share(self) -> float:
        """How much of the course is over, 0 … 1; its end where nothing may move."""
        if not self._timer.isActive():
            return 1.0
        return min(1.0, (time.monotonic() - self._began) % (_COURSE + _REST) / _COURSE)

    def restart(self) -> None:
        """From the beginning: what is shown is another curve."""
        self._began = time.monotonic()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and theme().motion:
            self.restart()
            self._timer.start()
        elif event.type() == QEvent.Type.Hide:
            self._timer.stop()
        return False
