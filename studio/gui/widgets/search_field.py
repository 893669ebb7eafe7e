"""Words to look for: a lens, a button that clears, Esc as well."""

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from studio.gui.i18n import on_language, tr
from studio.gui.theme.icons import draw_icon, set_icon
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px, theme

_LENS = 18


class SearchField(QLineEdit):
    """key: of the words that say what is searched; they stand in the empty field and are its name."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.clear_button = QToolButton(self)
        set_look(self.clear_button, "bare")
        set_icon(self.clear_button, "x", "muted", 16)
        self.clear_button.setCursor(Qt.CursorShape.ArrowCursor)
        self.clear_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clear_button.clicked.connect(self.clear)
        self.clear_button.hide()
        self.textChanged.connect(lambda text: self.clear_button.setVisible(bool(text)))
        self.setCursorMoveStyle(Qt.CursorMoveStyle.VisualMoveStyle)
        theme().changed.connect(self._place)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        words = tr(self._key)
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.clear_button.setAccessibleName(tr("common.clear"))
        self.clear_button.setToolTip(tr("common.clear"))

    def _place(self) -> None:
        lens, clear = px(_LENS + 8), px(28)
        # Absolute: an empty field would put its caret where the keyboard's language begins.
        middle = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        if self.isRightToLeft():
            self.setAlignment(Qt.AlignmentFlag.AlignRight | middle)
            self.setTextMargins(clear, 0, lens, 0)
            x = px(4)
        else:
            self.setAlignment(Qt.AlignmentFlag.AlignLeft | middle)
            self.setTextMargins(lens, 0, clear, 0)
            x = self.width() - px(28)
        side = px(24)
        self.clear_button.setGeometry(x, (self.height() - side) // 2, side, side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = px(_LENS)
        x = self.width() - side - px(9) if self.isRightToLeft() else px(9)
        area = QRectF(x, (self.height() - side) / 2, side, side)
        draw_icon(painter, "search", area, theme().palette.muted)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            event.accept()
            return
        super().keyPressEvent(event)
