"""Cyclic garbage is collected between events, never within one.

Python collects whenever enough objects were made, in whichever thread and function that happens.  In a window
that may be the middle of a resize or a paint, and parts of the window that are then destroyed end the program
or leave it waiting for ever.
"""

import gc

from PySide6.QtCore import QCoreApplication, QObject, QTimer

_EVERY_MS = 1000
_OBJECTS = 500_000
"""New objects between two collections."""


class Collecting(QObject):
    """Collects from the event loop of the thread it lives in; Python's own collecting is off meanwhile."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._wanted = False
        gc.disable()
        gc.freeze()  # modules and all that they hold stay for ever: not looked through each time
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect_if_due)
        self._timer.start()

    def collect_soon(self) -> None:
        """Something large has become garbage, a project with its pictures, although it is few objects."""
        self._wanted = True

    def collect_if_due(self) -> bool:
        """Collects if so many objects were made, or somebody wanted it; whether it did."""
        due = self._wanted or gc.get_count()[0] >= _OBJECTS
        if due:
            self._wanted = False
            gc.collect()
        return due


def collect_soon() -> None:
    """See `Collecting.collect_soon`; nothing without a window."""
    application = QCoreApplication.instance()
    collecting = application.findChild(Collecting) if application is not None else None
    if isinstance(collecting, Collecting):
        collecting.collect_soon()
