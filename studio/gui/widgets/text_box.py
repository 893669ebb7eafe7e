"""A text that is typed: it grows with its lines, counts its letters, and turns with its direction."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QTextEdit, QWidget

from studio.base.languages import is_rtl
from studio.gui.theme.style import repolish
from studio.gui.theme.theme import px, theme

_MOST_LINES = 6


class TextBox(QPlainTextEdit):
    """One line or several; Enter in a single line goes on to the next field, Tab always does.

    limit: letters that fit, 0 for any number; more can be typed, and is marked.
    """

    edited = Signal(str)
    """The text, at every change by a person."""
    focused = Signal()
    finished = Signal()
    """Enter in a single line."""

    def __init__(
        self, *, multiline: bool = False, limit: int = 0, language: str = "ar", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._multiline, self.limit = multiline, limit
        self._quiet = False
        self._marked: tuple[int, int] | None = None
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.set_language(language)
        self.textChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        theme().changed.connect(self._fit)
        self._fit()

    def set_language(self, language: str) -> None:
        """Texts without letters of their own direction stand as this language does."""
        rtl = is_rtl(language)
        option = self.document().defaultTextOption()
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        option.setAlignment(
            (Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
            | Qt.AlignmentFlag.AlignAbsolute
        )
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        self.setLayoutDirection(option.textDirection())

    @property
    def text(self) -> str:
        # `toPlainText` would turn no-break spaces into plain ones.
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def set_text(self, text: str) -> None:
        """Shows a text that was changed elsewhere; says nothing, and leaves the caret where the text is
        equal.
        """
        if text == self.text:
            return
        self._quiet = True
        self.setPlainText(text)
        self._quiet = False
        self._mark()

    def mark(self, place: tuple[int, int] | None) -> None:
        """Marks [start, end) code points of the text; None: nothing."""
        self._marked = place
        if place is None:
            self.setExtraSelections([])
            return
        shown = QTextEdit.ExtraSelection()
        ground = QColor(theme().palette.warn)
        ground.setAlpha(90)
        shown.format.setBackground(ground)
        # Qt counts in UTF-16.
        first, last = (len(self.text[:at].encode("utf-16-le")) // 2 for at in place)
        shown.cursor = self.textCursor()
        shown.cursor.setPosition(first)
        shown.cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        self.setExtraSelections([shown])

    @property
    def marked(self) -> tuple[int, int] | None:
        """What is marked."""
        return self._marked

    @property
    def too_long(self) -> bool:
        return 0 < self.limit < len(self.text)

    def _changed(self) -> None:
        if not self._multiline and "\n" in self.text:  # pasted
            caret = self.textCursor().position()
            self._quiet, quiet = True, self._quiet
            self.setPlainText(" ".join(self.text.split("\n")))
            self._quiet = quiet
            cursor = self.textCursor()
            cursor.setPosition(min(caret, len(self.text)))
            self.setTextCursor(cursor)
        self._mark()
        if not self._quiet:
            self.edited.emit(self.text)

    def _mark(self) -> None:
        if bool(self.property("wrong")) != self.too_long:
            self.setProperty("wrong", self.too_long)
            repolish(self)

    def _fit(self) -> None:
        lines = self._lines()
        height = round(self.fontMetrics().lineSpacing() * lines) + px(16)
        if self.height() != height or self.minimumHeight() != height:
            self.setFixedHeight(max(height, px(32)))

    def _lines(self) -> int:
        count = sum(max(1, block.layout().lineCount()) for block in _blocks(self))
        return min(max(count, 2 if self._multiline else 1), _MOST_LINES)

    def sizeHint(self) -> QSize:
        return QSize(px(280), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._multiline:
            self.finished.emit()
            self.focusNextChild()
            event.accept()
            return
        super().keyPressEvent(event)


def _blocks(box: QPlainTextEdit) -> list[QTextBlock]:
    block, found = box.document().begin(), list[QTextBlock]()
    while block.isValid():
        found.append(block)
        block = block.next()
    return found
