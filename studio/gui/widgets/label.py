"""Labels and tips show words as they are: names of files and projects are people's, and may look like HTML.

Qt takes what looks like HTML for HTML, in labels as in tips, and opens the pictures that it names: a file
called `<img src="//host/share/x">` would make Windows greet that host with the person's name.
"""

import html

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QToolTip, QWidget


class Label(QLabel):
    """A label of plain text."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


def plain_tip(text: str) -> str:
    """A tip that shows these words, whatever they look like."""
    if not _like_html(text):
        return text
    return f"<div style='white-space: pre-wrap'>{html.escape(text)}</div>"


def _like_html(text: str) -> bool:
    """Whether Qt may take it for HTML (`Qt::mightBeRichText`)."""
    return "<" in text or "&lt;" in text


def shown_plainly(watched: QObject, event: QHelpEvent) -> bool:
    """Shows a widget's tip, or that of an item of a list, as plain words where Qt would take it for HTML.

    Returns whether it did: every other event goes its way.
    """
    if event.type() != QEvent.Type.ToolTip or not isinstance(watched, QWidget):
        return False
    text = _tip_of_item(watched, event.pos()) or watched.toolTip()
    if not _like_html(text):
        return False
    QToolTip.showText(event.globalPos(), plain_tip(text), watched)
    return True


def _tip_of_item(watched: QWidget, at: QPoint) -> str:
    view = watched.parentWidget()
    if not isinstance(view, QAbstractItemView) or watched is not view.viewport():
        return ""
    index = view.indexAt(at)
    return str(index.data(Qt.ItemDataRole.ToolTipRole) or "") if index.isValid() else ""
