"""Shortcuts on keyboards whose layout is not Latin.

Qt compares characters: on an Arabic layout the key S types س, so `S` and `Ctrl+S` never match; and
registering both letters makes the shortcut ambiguous.  So actions keep their Latin keys, and this filter
takes each press that no shortcut took and whose character is not Latin, asks which key of a US keyboard it
was (by scan code), and carries out the action of that key.  Ctrl with a letter that a text field knows is
sent to the field.
"""

import sys

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from studio.gui.action_table import ACTIONS, Action
from studio.gui.actions import ActionHub
from studio.gui.widgets.label import shown_plainly

_ROWS = ((2, "1234567890-="), (16, "QWERTYUIOP"), (30, "ASDFGHJKL"), (44, "ZXCVBNM"))
_EVDEV = {first + index: key for first, keys in _ROWS for index, key in enumerate(keys)}
"""Keys by the scan codes of Linux (linux/input-event-codes.h), which are those of PC keyboards' set 1."""

_MAC = dict(
    zip(
        (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 31, 32, 34, 35, 37, 38, 40, 45, 46),
        "ASDFHGZXCVBQWERYTOUIPLJKNM",
        strict=True,
    )
)
"""Keys by macOS' virtual key codes (HIToolbox/Events.h, kVK_ANSI_…)."""

_ARABIC = dict(zip("ضصثقفغعهخحشسيبلاتنمئءؤرىةضص", "QWERTYUIOPASDFGHJKLZXCVNMQW", strict=True))
"""The key of a letter on the Arabic (101) layout, for presses that carry no scan code."""

_MOVING = frozenset(
    {Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_F6}
    | {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}
)
_FIELD_KEYS = frozenset("ACVXYZ")
_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier
)


def us_key(event: QKeyEvent) -> str:
    """The letter or digit that the pressed key has on a US keyboard; empty where it has none."""
    if sys.platform == "darwin":
        return _MAC.get(event.nativeVirtualKey(), "") or _ARABIC.get(event.text(), "")
    code = event.nativeScanCode()
    # X11 and Wayland add 8 to the kernel's codes.
    found = _EVDEV.get(code - 8 if sys.platform.startswith("linux") else code, "") if code else ""
    return found or _ARABIC.get(event.text() or _letter(event.key()), "")


def _letter(key: int) -> str:
    return chr(key) if 0x20 < key < 0x10000 else ""


def is_foreign(event: QKeyEvent) -> bool:
    """Whether the press gives a character that no shortcut of ours is written with."""
    typed = event.text() or _letter(event.key())
    return event.key() < 0x01000000 and any(ord(character) > 0x24F for character in typed)


class KeyFilter(QObject):
    """Installed on the application; sees presses after the shortcuts have had them.

    One filter sees all events of the program, so it tells also which of keyboard and pointer is in use, and
    keeps tips plain.
    """

    moved = Signal()
    """A key that moves the keyboard's focus was pressed."""
    pointed = Signal()
    """The pointer was pressed."""

    def __init__(self, hub: ActionHub, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._keys: dict[str, Action] = {}
        hub.changed.connect(self._keys.clear)  # shortcuts may be others: read anew at the next press

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Asked by class first: a change of style sends tens of thousands of events, and `type` makes an enum.
        if isinstance(event, QMouseEvent):
            if event.type() == QEvent.Type.MouseButtonPress:
                self.pointed.emit()
            return False
        if isinstance(event, QHelpEvent):
            return shown_plainly(watched, event)
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in _MOVING:
            self.moved.emit()
        if not isinstance(watched, QWidget) or not is_foreign(event):
            return False
        key = us_key(event)
        return bool(key) and self._take(watched, event, key)

    def _action_of(self, written: str) -> Action | None:
        if not self._keys:
            portable = QKeySequence.SequenceFormat.PortableText
            for action in ACTIONS:
                for keys in self._hub.keys_of(action.id):
                    self._keys[QKeySequence(keys, portable).toString()] = action
        return self._keys.get(written)

    def _take(self, focus: QWidget, event: QKeyEvent, key: str) -> bool:
        modifiers = event.modifiers() & _MODIFIERS
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        # The canvas takes letters while a text is typed on it.
        typed_into = focus.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        editing = typed_into or isinstance(focus, QLineEdit | QPlainTextEdit | QTextEdit)
        if editing and control and key in _FIELD_KEYS:
            latin = QKeyEvent(QEvent.Type.KeyPress, ord(key), modifiers, "", event.isAutoRepeat())
            QCoreApplication.sendEvent(focus, latin)
            return True
        if editing and not control:
            return False
        action = self._action_of(_written(key, modifiers))
        if action is None or (action.where == "stage" and not self._hub.in_stage(focus)):
            return False
        if QApplication.activeModalWidget() is not None:
            return False
        return self._hub.trigger(action.id)


def _written(key: str, modifiers: Qt.KeyboardModifier) -> str:
    pressed = (
        ("Ctrl+", Qt.KeyboardModifier.ControlModifier),
        ("Alt+", Qt.KeyboardModifier.AltModifier),
        ("Shift+", Qt.KeyboardModifier.ShiftModifier),
    )
    text = "".join(name for name, modifier in pressed if modifiers & modifier) + key
    return QKeySequence(text, QKeySequence.SequenceFormat.PortableText).toString()
