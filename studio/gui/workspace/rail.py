"""The rail: which panel stands beside the canvas.

Where it is too low for all of its buttons, the last ones are in the menu of a button of their own: nothing is
cut, and the window may be as low as its screen asks.
"""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from studio.gui.i18n import on_language, tr
from studio.gui.theme.icons import set_icon
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px, theme

LEAST = 3
"""So many buttons are seen at all times, the one with the menu among them."""


class Rail(QFrame):
    """A column of buttons; the one of the open panel is chosen, and closes it when pressed again."""

    chosen = Signal(str)

    def __init__(self, panels: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        """panels: id and icon of each, from the top."""
        super().__init__(parent)
        set_look(self, "panel")
        self.setFixedWidth(px(48))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)
        self._chosen: str | None = None
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(px(6), px(8), px(6), px(8))
        column.setSpacing(px(4))
        # The column does not ask for the room of all of them: what does not fit is in the menu.
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        self.buttons: dict[str, QToolButton] = {}
        for id, icon in panels:
            button = self._button(f"rail:{id}", icon)
            button.clicked.connect(lambda _=False, id=id: self.chosen.emit(id))
            self.buttons[id] = button
        self.more = self._button("rail:more", "dots")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self)
        self._group = QActionGroup(self)
        self.entries: dict[str, QAction] = {}
        for id, icon in panels:
            entry = self.menu.addAction("")
            entry.setCheckable(True)
            entry.setActionGroup(self._group)
            set_icon(entry, icon)
            entry.triggered.connect(lambda _=False, id=id: self.chosen.emit(id))
            self.entries[id] = entry
        self._group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        self.more.setMenu(self.menu)
        column.addStretch(1)
        theme().changed.connect(self._fold)
        on_language(self, self.retranslate)
        self._fold()

    def _button(self, name: str, icon: str) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        button.setObjectName(name)
        set_look(button, "tool")
        set_icon(button, icon)
        self._column.addWidget(button)
        return button

    def retranslate(self) -> None:
        self.setAccessibleName(tr("workspace.rail"))
        for id, button in self.buttons.items():
            name = tr(f"workspace.{id}")
            button.setAccessibleName(name)
            button.setToolTip(name)
            self.entries[id].setText(name)
        self.more.setAccessibleName(tr("workspace.rail-more"))
        self.more.setToolTip(tr("workspace.rail-more"))

    def show_chosen(self, id: str | None) -> None:
        self._chosen = id
        for name, button in self.buttons.items():
            button.setChecked(name == id)
            self.entries[name].setChecked(name == id)
        self._mark_more()

    def minimumSizeHint(self) -> QSize:
        return QSize(px(48), self._height(min(LEAST, len(self.buttons))))

    def sizeHint(self) -> QSize:
        return QSize(px(48), self._height(len(self.buttons)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _height(self, count: int) -> int:
        """Pixels that so many buttons take."""
        margins = self._column.contentsMargins()
        each, gap = self.more.sizeHint().height(), self._column.spacing()
        return margins.top() + margins.bottom() + count * each + max(0, count - 1) * gap

    def _fold(self) -> None:
        """As many buttons as there is room for; with the menu, if they are not all."""
        count = len(self.buttons)
        if self._height(count) > self.height():
            while count > LEAST - 1 and self._height(count + 1) > self.height():
                count -= 1
        for at, (id, button) in enumerate(self.buttons.items()):
            button.setVisible(at < count)
            self.entries[id].setVisible(at >= count)
        self.more.setVisible(count < len(self.buttons))
        self._mark_more()

    def _mark_more(self) -> None:
        """The button of the menu is chosen while the panel that is open is in there."""
        self.more.setChecked(self._chosen is not None and self.buttons[self._chosen].isHidden())
