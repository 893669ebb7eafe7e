"""A failure in words: what happened, the state of the work, what to do, and one button.

«تعذّر تصدير الفيلم»                       the title says what could not be done
القرص ممتلئ.                               what happened
عملك محفوظ.                                the state of the work
أفرغ بعض المساحة، ثم أعد المحاولة.         what to do
[نسخ التقرير]                    [إعادة]
"""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.base.errors import StudioError
from studio.gui.bridge import announce
from studio.gui.dialogs.error_words import words_of_error
from studio.gui.dialogs.frame import StudioDialog
from studio.gui.dialogs.parts import Words, button
from studio.gui.dialogs.report import report_on
from studio.gui.i18n import tr
from studio.gui.theme.icons import pixmap
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.label import Label


class FailureDialog(StudioDialog):
    """error: its message, hint and place are shown as the command line says them, in the window's language.

    title: a key of the window's words, such as `failure.export`.  state: a key that says what became of the
    work.  action, again: the key of the one button's words, and what it does; None: the button closes.
    """

    def __init__(
        self,
        error: StudioError,
        *,
        title: str = "failure.title",
        state: str = "failure.safe",
        action: str = "failure.again",
        again: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(480, parent)
        self.error = error
        self._title_key, self._state_key, self._action_key = title, state, action
        self._again = again
        self._copied = False
        self._sign = Label()
        self._sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.message = Words("lead", wrap=True)
        self.state = Words(wrap=True)
        self.hint = Words(wrap=True)
        self.where = Words("small", wrap=True)
        self.copy_button = button(self._copy, icon="clipboard-text")
        self.close_button = button(self.reject)
        self.again_button = button(self._do_again, "primary")
        self.again_button.setDefault(True)
        self._told = QVBoxLayout()
        for words in (self.message, self.state, self.hint, self.where):
            self._told.addWidget(words)
        self._row = QHBoxLayout()
        self._row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(self._told, 1)
        self.foot.addWidget(self.copy_button)
        self.foot.addStretch(1)
        self.foot.addWidget(self.close_button)
        self.foot.addWidget(self.again_button)
        self.body.addLayout(self._row)
        self.close_button.setVisible(again is not None)
        self.again_button.setFocus()
        self.ready()

    def rescale(self) -> None:
        super().rescale()
        size = px(32)
        self._sign.setFixedSize(QSize(size, size))
        self._sign.setPixmap(pixmap("alert-triangle", theme().palette.error, size, self.devicePixelRatioF()))
        self._told.setSpacing(px(8))
        self._row.setSpacing(px(16))

    def retranslate(self) -> None:
        message, hint = words_of_error(self.error)
        self.set_title(tr(self._title_key))
        self.message.setText(message)
        self.state.setText(tr(self._state_key))
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.where.setText(f"\u2066{self.error.where}\u2069")
        self.where.setVisible(bool(self.error.where))
        self.copy_button.setText(tr("failure.copied" if self._copied else "failure.copy"))
        self.close_button.setText(tr("common.close"))
        self.again_button.setText(tr(self._action_key if self._again is not None else "common.close"))
        self.setAccessibleDescription(f"{message} {tr(self._state_key)} {hint}".strip())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(report_on(self.error))
        self._copied = True
        self.retranslate()
        announce(self, tr("failure.copied"))

    def _do_again(self) -> None:
        self.accept()
        if self._again is not None:
            self._again()
