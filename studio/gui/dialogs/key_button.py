"""The keys of an action, as a button that takes other ones."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from studio.gui.action_table import Action
from studio.gui.dialogs.own_keys import keys_pressed
from studio.gui.i18n import tr, translator
from studio.gui.theme.style import set_look


class KeyButton(QPushButton):
    """Pressed, it waits for keys: Esc leaves them as they are, Backspace takes them away."""

    chosen = Signal(str)
    """Keys in Qt's portable text; empty: none."""

    def __init__(self, action: Action, shown: str, parent: QWidget | None = None) -> None:
        """shown: the keys as this system writes them; empty for none."""
        super().__init__(parent)
        self.action, self._shown = action, shown
        self.waiting = False
        self.setAutoDefault(False)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        set_look(self, "keys")
        self.clicked.connect(self._wait)
        self._tell()

    def _wait(self) -> None:
        self.waiting = True
        self._tell()

    def _rest(self) -> None:
        self.waiting = False
        self._tell()

    def _tell(self) -> None:
        name = self.action.name(translator().language)
        self.setText(tr("shortcuts.press") if self.waiting else self._shown or tr("shortcuts.none"))
        self.setAccessibleName(f"{name}: \u2066{self.text()}\u2069")
        self.setToolTip(tr("shortcuts.change", name=name))
        self.setProperty("waiting", self.waiting)
        self.style().unpolish(self)
        self.style().polish(self)

    def event(self, event: QEvent) -> bool:
        if self.waiting and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # F1 too may be given to another action
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
                return True
        return super().event(event)

    def _take(self, event: QKeyEvent) -> None:
        event.accept()
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._rest()
            return
        bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Backspace and bare:
            self._rest()
            self.chosen.emit("")
            return
        keys = keys_pressed(event)
        if keys:
            self._rest()
            self.chosen.emit(keys)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.waiting:
            self._rest()
