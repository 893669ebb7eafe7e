"""What the bin says above its tiles: what is missing, what is being imported, what was refused; and what it
says when it is empty."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from studio.base.errors import StudioError
from studio.gui.dialogs.error_words import words_of_error
from studio.gui.dialogs.parts import Words, button, icon_button, name_button
from studio.gui.i18n import on_language, tr
from studio.gui.theme.icons import pixmap
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.label import Label

_REFUSED_SHOWN = 3


class Note(QFrame):
    """A sign, words, at most one action and a cross; hidden while there is nothing to say."""

    def __init__(self, icon: str, role: str, on_action: Callable[[], object], *, closes: bool) -> None:
        super().__init__()
        set_look(self, "card")
        self._icon, self._role = icon, role
        self._write: Callable[[], tuple[str, str]] | None = None
        self._sign = Label()
        self.words = Words(wrap=True)
        self.action = button(on_action)
        self.cross = icon_button(self.clear, "x")
        self.cross.setVisible(closes)
        self._narrow = False
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._sign, 0, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self.words, 0, 1)
        self._grid.addWidget(self.action, 0, 2, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self.cross, 0, 3, Qt.AlignmentFlag.AlignTop)
        theme().changed.connect(self.rescale)
        self.rescale()
        self.clear()
        on_language(self, self.retranslate)

    def say(self, write: Callable[[], tuple[str, str]]) -> None:
        """write: gives words and the action's name (empty for none), asked again in another language."""
        self._write = write
        self.retranslate()
        self.show()

    def clear(self) -> None:
        self._write = None
        self.hide()

    def rescale(self) -> None:
        size = px(20)
        self._sign.setFixedSize(size, size)
        color = theme().palette.color(self._role)
        self._sign.setPixmap(pixmap(self._icon, color, size, self.devicePixelRatioF()))
        self._grid.setContentsMargins(px(8), px(8), px(8), px(8))
        self._grid.setSpacing(px(8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow panel the action stands below the words."""
        super().resizeEvent(event)
        narrow = self.width() < px(240)
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self._grid.removeWidget(self.action)
        place = (1, 1) if narrow else (0, 2)
        self._grid.addWidget(self.action, *place, Qt.AlignmentFlag.AlignTop)

    def retranslate(self) -> None:
        name_button(self.cross, tr("common.close"))
        if self._write is not None:
            words, action = self._write()
            self.words.setText(words)
            self.action.setText(action)
            self.action.setVisible(bool(action))


def refusal_words(refused: Sequence[tuple[Path, StudioError]]) -> str:
    """Each refused file by name, with the reason and what to do."""
    lines = []
    for path, error in refused[:_REFUSED_SHOWN]:
        message, hint = words_of_error(error)
        lines.append(f"\u2068{path.name}\u2069: {message} {hint}".strip())
    if len(refused) > _REFUSED_SHOWN:
        lines.append(tr("media.more_refused", count=len(refused) - _REFUSED_SHOWN))
    return "\n".join(lines)


class EmptyBin(QWidget):
    """What to do first: drop files here, or choose them."""

    def __init__(self, on_import: Callable[[], object]) -> None:
        super().__init__()
        self._sign = Label()
        self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title, self.hint = Label(), Label()
        set_look(self.title, "lead")
        set_look(self.hint, "muted")
        for label in (self.title, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        self.import_button = button(on_import, icon="photo-plus")
        self._column = QVBoxLayout(self)
        self._column.addStretch(1)
        self._column.addWidget(self._sign)
        self._column.addWidget(self.title)
        self._column.addWidget(self.hint)
        self._column.addWidget(self.import_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(2)
        theme().changed.connect(self.rescale)
        self.rescale()
        on_language(self, self.retranslate)

    def rescale(self) -> None:
        self._sign.setPixmap(pixmap("photo-plus", theme().palette.muted, px(40), self.devicePixelRatioF()))
        self._column.setSpacing(px(8))

    def retranslate(self) -> None:
        self.title.setText(tr("media.drop"))
        self.hint.setText(tr("media.drop_hint"))
        self.import_button.setText(tr("media.import"))


class DropFrame(QWidget):
    """Shown over a place while files are held over it: let go, they go in there."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._over = over
        self.hide()

    def set_shown(self, shown: bool) -> None:
        self.setGeometry(self._over.rect())
        self.setVisible(shown)
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, color = QPainter(self), QColor(theme().palette.accent)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color, px(2), Qt.PenStyle.DashLine))
        color.setAlphaF(0.12)
        painter.setBrush(color)
        edge = px(3)
        painter.drawRoundedRect(self.rect().adjusted(edge, edge, -edge, -edge), px(8), px(8))
        painter.end()
