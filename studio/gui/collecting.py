"""Cyclic garbage is collected between events, never within one.

Python collects whenever enough objects were made, in whichever thread and function that happens.  In a window
that may be the middle of a resize or a paint, and parts of the window that are then destroyed end the program
or leave it waiting for ever.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000
_OBJECTS = 500_000
"""New objects between two collections."""


class Collecting(QObject):
    """Collects from the event loop of the thread it lives in; Python's own collecting is off meanwhile."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect_if_due)
        self._timer.start()

    def collect_if_due(self) -> bool:
        """Collects if so many objects were made; whether it did."""
        due = gc.get_count()[0] >= _OBJECTS
        if due:
            gc.collect()
        return due
