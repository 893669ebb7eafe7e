"""What all dialogs of the window have in common: margins on the grid, a title, the ring of the keyboard."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from studio.gui.dialogs.parts import Words
from studio.gui.i18n import on_language
from studio.gui.manual.helping import DialogHelp
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.focus_ring import FocusRing

_MOVING = (
    *(Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_F6),
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
)

_TOPICS: Mapping[str, str] = MappingProxyType(
    {
        "brand": "brand",
        "captions": "captions",
        "dialogs": "export",  # what failed
        "export": "export",
        "settings": "settings",
        "versions": "safety",
        "workspace": "insert",
    }
)
"""Sections of the manual by the package that a dialog is in."""


class StudioDialog(QDialog):
    """`body` holds what it shows, below the title, and scrolls where the screen is too small for it; `foot`
    is the row of buttons.  scrolls: False for a body that shrinks by itself.

    A subclass ends its `__init__` with `self.ready()`, and may extend `rescale` for lengths of its own and
    `retranslate` for words.  F1 opens the manual at its `topic`.
    """

    @property
    def topic(self) -> str:
        """What the manual would say about it (`gui.manual.pages.TOPICS`), by the part of the window."""
        part = type(self).__module__.removeprefix("studio.gui.").partition(".")[0]
        return _TOPICS.get(part, "workspace")

    def __init__(self, width: int, parent: QWidget | None = None, *, scrolls: bool = True) -> None:
        super().__init__(parent)
        self._width = width
        self.title = Words("title")
        inside = QWidget()
        inside.setObjectName("scrolled")
        self.body = QVBoxLayout(inside)
        self.foot = QHBoxLayout()
        self._outer = QVBoxLayout(self)
        self._outer.addWidget(self.title)
        self._outer.addWidget(_Scroll(inside) if scrolls else inside, 1)
        self._outer.addLayout(self.foot)
        self._ring = FocusRing(self)
        self._ring.listen(_MOVING)
        self._fitted = False

    def ready(self) -> None:
        """All parts are there: lengths and words now, and at every change of look and language."""
        self.help = DialogHelp(self, self.topic)
        theme().changed.connect(self._changed_look)
        self.rescale()
        on_language(self, self.retranslate)

    def _changed_look(self) -> None:
        self.rescale()
        if self.isVisible():
            QTimer.singleShot(0, self, self.fit)  # once the new words and fonts are in place

    def fit(self) -> None:
        """As high as its content needs, within the screen."""
        width = max(self.minimumWidth(), self.width() if self._fitted else 0)
        margins = self._outer.contentsMargins()
        room = width - margins.left() - margins.right()
        if self.body.hasHeightForWidth():
            high = self.body.totalHeightForWidth(room)
        else:
            high = self.body.totalSizeHint().height()
        around = self.title.sizeHint().height() + self.foot.sizeHint().height()
        high += around + 2 * self._outer.spacing() + margins.top() + margins.bottom()
        first, self._fitted = not self._fitted, True
        screen = self.screen().availableGeometry()
        self.resize(width, min(high, screen.height() - 48))
        # The first time Qt puts it over the middle of its window, unless it has been moved.
        if self.isVisible() and not first:  # grown where it stands, its buttons could lie beyond the screen
            frame = self.frameGeometry()
            across = min(frame.x(), screen.right() + 1 - frame.width())
            down = min(frame.y(), screen.bottom() + 1 - frame.height())
            self.move(max(screen.left(), across), max(screen.top(), down))

    def retranslate(self) -> None:
        """All words in the window's language."""

    def rescale(self) -> None:
        """Lengths at the window's scale: at the beginning, and whenever it changes."""
        self._outer.setContentsMargins(px(24), px(20), px(24), px(20))
        self._outer.setSpacing(px(16))
        self.body.setContentsMargins(px(4), px(4), px(4), px(4))  # room for the ring of the keyboard
        self.body.setSpacing(px(16))
        self.foot.setSpacing(px(8))
        room = self.screen().availableGeometry()
        self.setMinimumWidth(min(px(self._width), room.width() - 32))
        self.setMaximumHeight(room.height())

    def set_title(self, words: str) -> None:
        self.setWindowTitle(words)
        self.title.setText(words)

    def showEvent(self, event: QShowEvent) -> None:
        if not self._fitted:
            self.fit()
        super().showEvent(event)


class _Scroll(QScrollArea):
    """As wide as what it holds wherever the screen is; else nothing of it is out of reach."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def minimumSizeHint(self) -> QSize:
        inside = self.widget()
        layout = inside.layout() if inside is not None else None
        wide = layout.totalMinimumSize().width() if layout is not None else 0
        return QSize(min(wide, self.screen().availableGeometry().width() - 96), 80)
