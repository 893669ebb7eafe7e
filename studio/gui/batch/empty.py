"""What stands where a sheet's rows will be: how a batch is begun, and the button that goes on."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from studio.gui.dialogs.parts import Words, button
from studio.gui.i18n import on_language, tr
from studio.gui.theme.icons import pixmap
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.label import Label


class NoSheet(QWidget):
    """ask: opens the choice of a sheet."""

    def __init__(self, ask: Callable[[], object]) -> None:
        super().__init__()
        self._chosen = False
        self._sign = Label()
        self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title, self.hint = Words("lead", wrap=True), Words("muted", wrap=True)
        for words in (self.title, self.hint):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose_button = button(ask, icon="table-import")
        self._column = QVBoxLayout(self)
        self._column.addStretch(1)
        for part in (self._sign, self.title, self.hint):
            self._column.addWidget(part)
        self._column.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme().changed.connect(self.retranslate)
        on_language(self, self.retranslate)

    def show_step(self, template_chosen: bool, *, shown: bool) -> None:
        """The next step: a template, then a sheet; with one it is not shown any more."""
        self.setVisible(shown)
        self._chosen = template_chosen
        self.retranslate()

    def retranslate(self) -> None:
        self._column.setSpacing(px(8))
        sign = pixmap("table-import", theme().palette.muted, px(40), self.devicePixelRatioF())
        self._sign.setPixmap(sign)
        self.title.setText(tr("batch.empty"))
        self.hint.setText(tr("batch.hint_sheet" if self._chosen else "batch.hint_template"))
        self.choose_button.setText(tr("batch.choose_sheet"))
