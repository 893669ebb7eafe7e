"""The rail: which panel stands beside the canvas."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from studio.gui.i18n import on_language, tr
from studio.gui.theme.icons import set_icon
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px


class Rail(QFrame):
    """A column of buttons; the one of the open panel is chosen, and closes it when pressed again."""

    chosen = Signal(str)

    def __init__(self, panels: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        """panels: id and icon of each, from the top."""
        super().__init__(parent)
        set_look(self, "panel")
        self.setFixedWidth(px(48))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(6), px(8), px(6), px(8))
        column.setSpacing(px(4))
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self.buttons: dict[str, QToolButton] = {}
        for id, icon in panels:
            button = QToolButton()
            button.setCheckable(True)
            button.setObjectName(f"rail:{id}")
            set_look(button, "tool")
            set_icon(button, icon)
            button.clicked.connect(lambda _=False, id=id: self.chosen.emit(id))
            self.buttons[id] = button
            self._group.addButton(button)
            column.addWidget(button)
        column.addStretch(1)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self.setAccessibleName(tr("workspace.rail"))
        for id, button in self.buttons.items():
            button.setAccessibleName(tr(f"workspace.{id}"))
            button.setToolTip(tr(f"workspace.{id}"))

    def show_chosen(self, id: str | None) -> None:
        for name, button in self.buttons.items():
            button.setChecked(name == id)
