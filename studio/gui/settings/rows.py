"""One setting: its name, what it means, and the field that changes it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from studio.gui.dialogs.parts import Words, button, icon_button, name_button
from studio.gui.i18n import tr
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.gui.widgets.number_field import NumberField
from studio.gui.widgets.segments import Segments

Options = Callable[[], Sequence[tuple[object, str]]]
"""Values with their words in the window's language."""
Change = Callable[[object], None]


class Row(QWidget):
    """key: of the words: `settings.key`, and `settings.key_hint` for the line below it."""

    def __init__(self, key: str, hint: bool = False) -> None:
        super().__init__()
        self.key = key
        self._has_hint = hint
        self.label, self.hint = Words(), Words("small", wrap=True)
        self.hint.setVisible(hint)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.addWidget(self.label, 0, 0)
        self._grid.addWidget(self.hint, 1, 1)
        self._grid.setColumnStretch(1, 1)

    def hold(self, field: QWidget, *, wide: bool = False) -> None:
        """Puts the field beside the name; wide: as wide as there is room."""
        beside = QHBoxLayout()
        beside.addWidget(field, 1 if wide else 0)
        if not wide:
            beside.addStretch(1)
        self._grid.addLayout(beside, 0, 1)

    def rescale(self) -> None:
        self._grid.setColumnMinimumWidth(0, px(168))
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(2))

    def retranslate(self) -> None:
        self.label.setText(tr(f"settings.{self.key}"))
        if self._has_hint:
            self.hint.setText(tr(f"settings.{self.key}_hint"))

    def show_value(self, value: object) -> None:
        """Shows a value that was changed elsewhere."""


class ChoiceRow(Row):
    """A few values side by side."""

    def __init__(self, key: str, options: Options, change: Change, hint: bool = False) -> None:
        super().__init__(key, hint)
        self._options = options
        self.field = Segments()
        self.field.chosen.connect(change)
        self.hold(self.field)

    def retranslate(self) -> None:
        super().retranslate()
        self.field.setAccessibleName(self.label.text())
        self.field.set_options([(value, words, "") for value, words in self._options()])

    def show_value(self, value: object) -> None:
        self.field.set_value(value)


class _CalmCombo(QComboBox):
    """The wheel scrolls the page unless the list has the keyboard."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ListRow(Row):
    """One of many values."""

    def __init__(self, key: str, options: Options, change: Change, hint: bool = False) -> None:
        super().__init__(key, hint)
        self._options, self._change = options, change
        self.field = _CalmCombo()
        self.field.activated.connect(lambda index: change(self.field.itemData(index)))
        self.hold(self.field)

    def retranslate(self) -> None:
        super().retranslate()
        self.field.setAccessibleName(self.label.text())
        kept = self.field.currentData()
        self.field.clear()
        for value, words in self._options():
            self.field.addItem(words, value)
        self.show_value(kept)

    def show_value(self, value: object) -> None:
        index = next((at for at in range(self.field.count()) if self.field.itemData(at) == value), 0)
        self.field.setCurrentIndex(index)


class NumberRow(Row):
    """A number with its unit."""

    def __init__(
        self, key: str, minimum: float, maximum: float, change: Change, unit: str = "", hint: bool = False
    ) -> None:
        super().__init__(key, hint)
        self._unit = unit
        self.field = NumberField(minimum, minimum=minimum, maximum=maximum, decimals=0)
        self.field.committed.connect(change)
        self.hold(self.field)

    def rescale(self) -> None:
        super().rescale()
        self.field.setMaximumWidth(px(120))

    def retranslate(self) -> None:
        super().retranslate()
        self.field.unit = tr(self._unit) if self._unit else ""
        self.field.setAccessibleName(self.label.text())
        self.field.set_value(self.field.value)

    def show_value(self, value: object) -> None:
        if isinstance(value, int | float):
            self.field.set_value(float(value))


class FolderRow(Row):
    """A folder: typed or chosen; empty is the usual one, which is shown in its place."""

    def __init__(self, key: str, usual: str, choose: Callable[[], object], change: Change) -> None:
        super().__init__(key)
        self._change = change
        self.field = QLineEdit()
        self.field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.field.setPlaceholderText(usual)
        self.field.editingFinished.connect(lambda: change(self.field.text().strip()))
        self.choose_button = icon_button(choose, "folder-open", "tool")
        self.reset_button = icon_button(lambda: change(""), "rotate", "tool")
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field, 1)
        row.addWidget(self.choose_button)
        row.addWidget(self.reset_button)
        self.hold(holder, wide=True)

    def retranslate(self) -> None:
        super().retranslate()
        name = self.label.text()
        self.field.setAccessibleName(name)
        name_button(self.choose_button, f"{tr('export.choose_folder')}: {name}")
        name_button(self.reset_button, f"{tr('settings.usual')}: {name}")

    def show_value(self, value: object) -> None:
        self.field.setText(str(value))
        self.reset_button.setEnabled(bool(value))


class ButtonRow(Row):
    """A button that opens what has no room here, and a word on how it stands."""

    def __init__(self, key: str, act: Callable[[], object]) -> None:
        super().__init__(key, hint=True)
        self.field = button(act)
        self.hold(self.field)

    def retranslate(self) -> None:
        self.label.setText(tr(f"settings.{self.key}"))
        self.field.setText(tr("settings.open"))
        self.field.setAccessibleName(self.label.text())

    def say(self, words: str) -> None:
        self.hint.setText(words)


class Section(QFrame):
    """Settings that belong together, under a name."""

    def __init__(self, key: str, rows: Sequence[Row]) -> None:
        super().__init__()
        set_look(self, "card")
        self._key = key
        self.rows = tuple(rows)
        self.title = Words("lead")
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.title)
        for row in self.rows:
            self._column.addWidget(row)

    def rescale(self) -> None:
        self._column.setContentsMargins(px(16), px(12), px(16), px(16))
        self._column.setSpacing(px(12))
        for row in self.rows:
            row.rescale()

    def retranslate(self) -> None:
        self.title.setText(tr(f"settings.{self._key}"))
        self.setAccessibleName(self.title.text())
        for row in self.rows:
            row.retranslate()


def percent(share: float) -> str:
    """`125 %` in the window's digits."""
    return tr("common.percent", share=round(share * 100))
