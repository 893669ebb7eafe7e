"""What all dialogs of the window have in common: margins on the grid, a title, the ring of the keyboard."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from studio.gui.dialogs.parts import Words
from studio.gui.i18n import on_language
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.focus_ring import FocusRing

_MOVING = (
    *(Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_F6),
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
)


class StudioDialog(QDialog):
    """`body` holds what it shows, below the title.  A subclass ends its `__init__` with `self.ready()`, and may
    extend `rescale` for lengths of its own and `retranslate` for words.
    """

    def __init__(self, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._width = width
        self.title = Words("title")
        self.body = QVBoxLayout()
        self._outer = QVBoxLayout(self)
        self._outer.addWidget(self.title)
        self._outer.addLayout(self.body, 1)
        self._ring = FocusRing(self)

    def ready(self) -> None:
        """All parts are there: lengths and words now, and at every change of look and language."""
        theme().changed.connect(self.rescale)
        self.rescale()
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        """All words in the window's language."""

    def rescale(self) -> None:
        """Lengths at the window's scale: at the beginning, and whenever it changes."""
        self._outer.setContentsMargins(px(24), px(20), px(24), px(20))
        self._outer.setSpacing(px(16))
        self.body.setSpacing(px(16))
        room = self.screen().availableGeometry()
        self.setMinimumWidth(min(px(self._width), room.width() - 32))
        self.setMaximumHeight(room.height())

    def set_title(self, words: str) -> None:
        self.setWindowTitle(words)
        self.title.setText(words)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress:
            if isinstance(event, QKeyEvent) and event.key() in _MOVING:
                self._ring.note_key()
        elif kind == QEvent.Type.MouseButtonPress:
            self._ring.note_pointer()
        return False
