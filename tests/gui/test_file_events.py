from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.gui.file_events import FileEvents


def test_a_file_that_the_system_names_by_an_event_is_opened(qtbot: QtBot) -> None:
    opened: list[str] = []
    target = QObject()
    events = FileEvents(opened.append, target)
    target.installEventFilter(events)
    assert QApplication.sendEvent(target, QFileOpenEvent("/films/حوار.hiwarz"))
    assert opened == ["/films/حوار.hiwarz"]
    QApplication.sendEvent(target, QEvent(QEvent.Type.User))
    assert len(opened) == 1
