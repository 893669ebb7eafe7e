"""Ctrl-C in the terminal and the system's request to end: the window is closed as a person closes it.

Python runs its handlers of signals only between its own instructions, and a window that waits runs none.  So
the signal also writes a byte to a socket, which wakes the window.
"""

import signal
import socket

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication, QWidget


class CloseOnSignal:
    """Until `restore`, SIGINT and SIGTERM close a window; unsaved work is saved or put aside."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._reading, self._writing = socket.socketpair()
        for end in (self._reading, self._writing):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._reading.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._wake)
        self._woken = signal.set_wakeup_fd(self._writing.fileno(), warn_on_full_buffer=False)
        self._before = {
            number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)
        }

    def _wake(self) -> None:
        self._reading.recv(64)
        if self._window.close():
            QApplication.exit(0)  # what else is open, a report of a bug, keeps no program that is to end

    def restore(self) -> None:
        """Signals do again what they did before."""
        signal.set_wakeup_fd(self._woken)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._notifier.setEnabled(False)
        self._reading.close()
        self._writing.close()
