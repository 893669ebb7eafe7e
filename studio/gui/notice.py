"""A notice of the system, where the window is not seen: work of minutes has ended meanwhile.

The task bar marks the window, and systems with notices show the words; clicking them brings the window back.
"""

from functools import cache

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from studio.gui.i18n import tr

SHOWN_MS = 10_000
"""For which the system is asked to show it."""


class Notices(QObject):
    """One for the program: `notices()`.  Its icon is in the system's tray only while there is a notice."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tray: QSystemTrayIcon | None = None
        self._window: QWidget | None = None
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.setInterval(SHOWN_MS + 5_000)
        self._end.timeout.connect(self._put_away)

    def tell(self, window: QWidget, words: str) -> bool:
        """Tells what the window says, if nobody sees it there; whether that was needed."""
        if QApplication.activeWindow() is not None and not window.isMinimized():
            return False
        QApplication.alert(window)
        if QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages():
            self._show(window, words)
        return True

    def _show(self, window: QWidget, words: str) -> None:
        self._window = window
        if self._tray is None:
            self._tray = QSystemTrayIcon(QApplication.windowIcon(), self)
            self._tray.messageClicked.connect(self._bring_back)
            self._tray.activated.connect(self._bring_back)
        self._tray.show()
        self._tray.showMessage(tr("app.name"), words, QApplication.windowIcon(), SHOWN_MS)
        self._end.start()

    def _bring_back(self, *_: object) -> None:
        window = self._window
        self._put_away()
        if window is not None:
            window.showMaximized() if window.isMaximized() else window.showNormal()
            window.raise_()
            window.activateWindow()

    def _put_away(self) -> None:
        self._end.stop()
        self._window = None
        if self._tray is not None:
            self._tray.hide()


@cache
def notices() -> Notices:
    """The program's one."""
    return Notices(QApplication.instance())
