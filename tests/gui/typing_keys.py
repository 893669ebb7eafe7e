"""Typing into the window as a person does, in any script: QTest knows Latin keys alone."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

NONE = Qt.KeyboardModifier.NoModifier


def type_text(widget: QWidget, text: str) -> None:
    """Presses and releases one key for each character."""
    for character in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = ord(character) if character.isascii() else 0
            QCoreApplication.sendEvent(widget, QKeyEvent(kind, key, NONE, character))


def press(widget: QWidget, character: str, scan_code: int, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """One press of a key that types `character`, as a system with its layout tells it."""
    text = "" if modifiers & Qt.KeyboardModifier.ControlModifier else character
    event = QKeyEvent(QEvent.Type.KeyPress, ord(character), modifiers, scan_code, 0, 0, text)
    QCoreApplication.sendEvent(widget, event)
