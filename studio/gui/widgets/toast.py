"""A short message over the window's foot, with at most one action.  Errors stay until they are closed."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from studio.gui.bridge import announce
from studio.gui.dialogs.parts import Words
from studio.gui.i18n import tr
from studio.gui.theme.icons import set_icon
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px, theme

SECONDS = 6
"""For which a message that is no error is shown."""
_TICK_MS = 250


class Toast(QFrame):
    """One message at a time; a new one takes the place of the last."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        set_look(self, "note")
        self._over = over
        self._action: Callable[[], object] | None = None
        self._sign = QToolButton()
        set_look(self._sign, "dense")
        self._sign.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.message = Words("strong", wrap=True)
        self.hint = Words(wrap=True)
        self.button = QPushButton()
        self.button.clicked.connect(self._act)
        self.close_button = QToolButton()
        set_look(self.close_button, "dense")
        set_icon(self.close_button, "x", size=16)
        self.close_button.clicked.connect(self.hide)
        words = QVBoxLayout()
        words.setSpacing(px(4))
        words.addWidget(self.message)
        words.addWidget(self.hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(8), px(12), px(8))
        row.setSpacing(px(12))
        row.addWidget(self._sign)
        row.addLayout(words, 1)
        row.addWidget(self.button)
        row.addWidget(self.close_button)
        # Counted in short steps, and only while it can be seen: a second in which the window did not answer,
        # or lay on the taskbar, is none in which the message could be read.
        self._left = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        over.installEventFilter(self)
        theme().changed.connect(self._place_anew)
        self.hide()

    def say(
        self, message: str, *, action: str = "", on_action: Callable[[], object] | None = None, hint: str = ""
    ) -> None:
        """Shown for six seconds in which the window answers."""
        self._show("info-circle", "text", message, hint, action, on_action)
        self._left = SECONDS * 1000
        self._timer.start()

    def fail(
        self,
        message: str,
        hint: str = "",
        *,
        action: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> None:
        """An error, until it is closed."""
        self._show("alert-triangle", "error", message, hint, action, on_action)
        self._timer.stop()

    def _show(
        self,
        icon: str,
        role: str,
        message: str,
        hint: str,
        action: str,
        on_action: Callable[[], object] | None,
    ) -> None:
        set_icon(self._sign, icon, role)
        self.message.setText(message)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self._action = on_action
        self.close_button.setAccessibleName(tr("common.close"))
        self.close_button.setToolTip(tr("common.close"))
        self._place()
        self.show()
        self.raise_()
        announce(self, f"{message} {hint}".strip())

    def _tick(self) -> None:
        """One step of the time that it is shown; however late it comes, no more than one."""
        if not self.isVisible() or self.window().isMinimized():
            return
        self._left -= _TICK_MS
        if self._left <= 0:
            self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():  # its window is not merely hidden
            self._timer.stop()
        super().hideEvent(event)

    def _act(self) -> None:
        action, self._action = self._action, None
        self.hide()
        if action is not None:
            action()

    def _place_anew(self) -> None:
        """At another scale, once its parts have their lengths."""
        QTimer.singleShot(0, self, self._place)

    def _place(self) -> None:
        width = min(px(560), self._over.width() - px(48))
        self.setFixedWidth(width)
        layout = self.layout()
        if layout is not None:  # wrapped words: as high as this width asks
            layout.activate()
            self.resize(width, max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height()))
        self.move((self._over.width() - width) // 2, self._over.height() - self.height() - px(40))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
