"""What is edited: the film or its captions.  Two buttons in the top bar; without words where it is narrow."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from studio.gui.actions import hub
from studio.gui.i18n import on_language, tr
from studio.gui.theme.icons import set_icon
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px

_MODES = (("edit", "timeline"), ("captions", "subtitles"))
_WORDS_FROM = 1000
"""Logical px of the window from which the buttons have words."""


class ModeSwitch(QWidget):
    """Shows and switches what `captions.edit` (F7) switches."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(4))
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        for mode, icon in _MODES:
            button = QToolButton()
            button.setCheckable(True)
            button.setObjectName(f"mode:{mode}")
            set_look(button, "quiet")
            set_icon(button, icon, size=16)
            button.clicked.connect(lambda _=False, mode=mode: self._choose(mode))
            self._group.addButton(button)
            self.buttons[mode] = button
            row.addWidget(button)
        self._narrow = False
        hub().changed.connect(self.refresh)
        on_language(self, self.retranslate)
        self.refresh()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("workspace.mode"))
        for mode, button in self.buttons.items():
            words = tr(f"workspace.modes.{mode}")
            button.setText(words)
            button.setAccessibleName(words)
            button.setToolTip(
                words if mode == "edit" else f"{words}  \u2066{hub().shown_keys('captions.edit')}\u2069"
            )

    def fit(self, width: int) -> None:
        """width: px of the window."""
        narrow = width < px(_WORDS_FROM)
        style = (
            Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        )
        for button in self.buttons.values():
            if button.toolButtonStyle() != style:
                button.setToolButtonStyle(style)

    def refresh(self) -> None:
        action = hub().action("captions.edit")
        self.setVisible(action is not None)
        self.show_mode(captions=action is not None and action.isChecked())

    def show_mode(self, *, captions: bool) -> None:
        self.buttons["captions" if captions else "edit"].setChecked(True)

    def _choose(self, mode: str) -> None:
        action = hub().action("captions.edit")
        if action is not None and action.isChecked() != (mode == "captions"):
            hub().trigger("captions.edit")
