"""The bar above the workspace: back to Start, menu, name, undo and redo, Export."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from studio.gui.actions import action_button, hub
from studio.gui.captions.mode_switch import ModeSwitch
from studio.gui.i18n import on_language, tr, translator
from studio.gui.theme.icons import set_icon
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.gui.widgets.label import Label
from studio.gui.workspace.exporting import QueueButton
from studio.gui.workspace.stage import Stage


class TopBar(QFrame):
    """40 px: one primary button, Export."""

    def __init__(self, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        set_look(self, "bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(8), px(4), px(8), px(4))
        row.setSpacing(px(4))
        self.menu = QToolButton()
        set_look(self.menu, "tool")
        set_icon(self.menu, "menu-2")
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu.setMenu(hub().menu(self.menu))
        self.home = QToolButton()
        set_look(self.home, "tool")
        set_icon(self.home, "home")
        self.name = Label()
        set_look(self.name, "strong")
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(self.menu)
        row.addWidget(self.home)
        row.addWidget(self.name)
        for id in ("edit.undo", "edit.redo"):
            row.addWidget(action_button(id, self))
        row.addStretch(1)
        self.mode = ModeSwitch(self)
        row.addWidget(self.mode)
        row.addStretch(1)
        self.queue = QueueButton(self)
        row.addWidget(self.queue)
        for id in ("edit.palette", "view.lang"):
            row.addWidget(action_button(id, self))
        self.export = action_button("file.export", self, look="primary")
        row.addWidget(self.export)
        stage.document.changed.connect(self._show_name)
        stage.document.state_changed.connect(self._show_name)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        for button, key in ((self.menu, "workspace.menu"), (self.home, "workspace.home")):
            button.setAccessibleName(tr(key))
            button.setToolTip(tr(key))
        side = Qt.AlignmentFlag.AlignRight if translator().right_to_left else Qt.AlignmentFlag.AlignLeft
        self.name.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        self._show_name()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.mode.fit(self.width())

    def _show_name(self, *_: object) -> None:
        document = self._stage.document
        star = " •" if document.is_dirty else ""
        self.name.setText(f"\u2068{document.name}\u2069{star}")
