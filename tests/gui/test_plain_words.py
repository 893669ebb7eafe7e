"""What people call their files and projects is shown as they wrote it, never as HTML."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QTextDocument
from PySide6.QtWidgets import QApplication, QListWidget, QToolTip, QWidget
from pytestqt.qtbot import QtBot

import studio.gui
from studio.gui.actions import ActionHub
from studio.gui.key_filter import KeyFilter
from studio.gui.widgets.label import Label
from tests.gui.conftest import WAIT

HOSTILE = '<b>film</b><img src="file:///etc/hostname">'


def test_labels_are_plain() -> None:
    """Labels are made by `Label` and `Words` alone, so that none forgets to be plain."""
    folder = Path(studio.gui.__file__).parent
    made = [
        str(file.relative_to(folder))
        for file in sorted(folder.rglob("*.py"))
        if re.search(r"\bQLabel\(", file.read_text("utf-8"))
    ]
    assert made == []


def test_a_label_shows_what_it_was_given(qtbot: QtBot) -> None:
    label = Label(HOSTILE)
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText


def asked_for_tip(widget: QWidget, at: QPoint) -> str:
    QToolTip.hideText()
    event = QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at))
    QApplication.sendEvent(widget, event)
    return QToolTip.text()


@pytest.mark.parametrize("words", [HOSTILE, "plain & simple", "two\nlines", "a &lt; b"])
def test_tips_show_what_they_were_given(qtbot: QtBot, words: str) -> None:
    application = QApplication.instance()
    assert application is not None
    rows = QListWidget()
    qtbot.addWidget(rows)
    rows.addItem("film")
    rows.item(0).setToolTip(words)
    label = Label("film")
    qtbot.addWidget(label)
    label.setToolTip(words)
    for widget in (rows, label):
        with qtbot.waitExposed(widget, timeout=WAIT):
            widget.show()
    keys = KeyFilter(ActionHub())
    application.installEventFilter(keys)
    try:
        at = rows.visualItemRect(rows.item(0)).center()
        for tip in (asked_for_tip(label, QPoint(2, 2)), asked_for_tip(rows.viewport(), at)):
            document = QTextDocument()
            if "<" in tip:
                document.setHtml(tip)
            assert (document.toPlainText() or tip) == words
    finally:
        application.removeEventFilter(keys)
        QToolTip.hideText()
