"""The system tells that work has ended where nobody sees the window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.gui.notice import Notices
from tests.gui.conftest import WAIT


class Tray(QObject):
    """Stands in for the system's tray, which a test without a screen has none of."""

    messageClicked = Signal()
    activated = Signal(object)
    seen: list[str]
    visible = False

    def __init__(self, _icon: QIcon, parent: QObject) -> None:
        super().__init__(parent)
        Tray.seen = []

    @staticmethod
    def isSystemTrayAvailable() -> bool:
        return True

    supportsMessages = isSystemTrayAvailable

    def show(self) -> None:
        self.visible = True

    def hide(self) -> None:
        self.visible = False

    def showMessage(self, title: str, words: str, icon: QIcon, time: int) -> None:
        Tray.seen.append(words)


@pytest.fixture
def window(qtbot: QtBot, look: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[QWidget]:
    monkeypatch.setattr("studio.gui.notice.QSystemTrayIcon", Tray)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT)
    yield window
    window.close()


def test_the_system_tells_it_only_where_the_window_is_not_seen(qtbot: QtBot, window: QWidget) -> None:
    notices = Notices()
    assert not notices.tell(window, "اكتمل")
    window.showMinimized()
    assert notices.tell(window, "اكتمل")
    tray = notices.findChild(Tray)
    assert tray is not None
    assert Tray.seen == ["اكتمل"]
    assert tray.visible
    tray.messageClicked.emit()
    assert not window.isMinimized(), "clicked, it brings the window back"
    assert not tray.visible, "and leaves the tray"
