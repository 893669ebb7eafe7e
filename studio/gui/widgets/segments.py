"""A choice among a few, as buttons side by side; arrows move in reading order."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QHBoxLayout, QToolButton, QWidget

from studio.gui.theme.icons import set_icon
from studio.gui.theme.style import repolish, set_look
from studio.gui.theme.theme import px

_SPARE = 8
"""px on each side of its words that a segment can do without (`style`: 12, tight 4)."""


class Segments(QWidget):
    """One of some values.  `chosen` is said when a person chooses, not when `set_value` is called."""

    chosen = Signal(object)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._values: list[object] = []
        self._tight = False
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(4))
        self._group.idClicked.connect(lambda index: self.chosen.emit(self._values[index]))

    def set_options(self, options: Sequence[tuple[object, str, str]]) -> None:
        """value, text, icon (may be empty) of each; the chosen value stays if it is still there."""
        kept = self.value
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._values = [value for value, _, _ in options]
        for index, (value, text, icon) in enumerate(options):
            button = QToolButton(self)
            button.setCheckable(True)
            button.setText(text)
            button.setAccessibleName(text)
            if icon:
                set_icon(button, icon, size=16)
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setProperty("tight", self._tight)
            set_look(button, "quiet")
            self._group.addButton(button, index)
            self._row.addWidget(button)
            if value == kept:
                button.setChecked(True)
        if self.isVisible():
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is little room, words keep theirs and give up the space beside them."""
        spare = 2 * px(_SPARE) * len(self._values) if self._tight else 0
        tight = self._row.sizeHint().width() + spare > self.width()
        if tight != self._tight:
            self._tight = tight
            for button in self._group.buttons():
                button.setProperty("tight", tight)
                repolish(button)
                QApplication.sendEvent(button, QEvent(QEvent.Type.StyleChange))  # it keeps its size hint

    @property
    def value(self) -> object:
        """The chosen value, None while there is none."""
        index = self._group.checkedId()
        return self._values[index] if 0 <= index < len(self._values) else None

    def set_value(self, value: object) -> None:
        """Shows a value; one that is not among the options shows none as chosen."""
        index = self._values.index(value) if value in self._values else -1
        self._group.setExclusive(False)
        for position, button in enumerate(self._group.buttons()):
            button.setChecked(position == index)
        self._group.setExclusive(True)

    def button(self, value: object) -> QToolButton:
        """The button of a value.  Raises ValueError."""
        found = self._group.button(self._values.index(value))
        if not isinstance(found, QToolButton):
            raise TypeError("a segment is a tool button")
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if steps is None or not self._values:
            super().keyPressEvent(event)
            return
        if self.isRightToLeft():
            steps = -steps
        index = (self._group.checkedId() + steps) % len(self._values)
        button = self._group.button(index)
        button.setFocus(Qt.FocusReason.TabFocusReason)
        button.click()
