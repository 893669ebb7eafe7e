"""The field that a cue's text is typed in, in its own direction.

Enter: the next cue   Shift+Enter: a new line   Ctrl+Enter: split here   Tab: the other language
Esc: done, the list has the keyboard   Alt+J, Alt+K, Alt+L: play backwards, stop or play, play
Alt+Enter: what the wrong word at the caret might be
"""

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QMenu, QPlainTextEdit, QTextEdit, QWidget

from studio.gui.captions.facts import reads_right_to_left
from studio.gui.captions.spelling import CueSpelling, units, wavy
from studio.gui.key_filter import us_key
from studio.gui.theme.theme import px

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ALT, _CONTROL, _SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
_PLAYING = {"J": "play.back", "K": "play.toggle", "L": "play.fast"}


class CueBox(QPlainTextEdit):
    """Says what its keys ask for; who made it carries that out."""

    next_wanted = Signal(int)
    """Enter: 1; Alt+Up, Alt+Down: the cue before (-1), the next (1)."""
    aside_wanted = Signal(int)
    """Tab (1), Shift+Tab (-1): the next field."""
    split_wanted = Signal(int)
    """Split at this code point."""
    left = Signal()
    """Esc."""
    action_wanted = Signal(str)
    """An action of the table, such as `play.toggle`."""
    left_focus = Signal()

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._direction: bool | None = None
        self._spelling: tuple[CueSpelling, bool] | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(px(3))
        self.document().setDefaultCursorMoveStyle(Qt.CursorMoveStyle.VisualMoveStyle)
        self.textChanged.connect(self._turn)
        self._turn()

    @property
    def text(self) -> str:
        # `toPlainText` would turn no-break spaces into plain ones.
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def set_text(self, text: str) -> None:
        """Shows a text with the caret at its end."""
        if text != self.text:
            self.setPlainText(text)
        self._turn()
        cursor = self.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.setTextCursor(cursor)

    @property
    def caret(self) -> int:
        """In code points; Qt counts in UTF-16."""
        units = self.textCursor().position()
        return len(self.text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore"))

    @property
    def right_to_left(self) -> bool:
        return bool(self._direction)

    def _turn(self) -> None:
        """As most of its words are read; an empty one as its language is."""
        rtl = reads_right_to_left(self.text, self._language)
        if rtl == self._direction:
            return
        self._direction = rtl
        turn(self, right_to_left=rtl)

    # spelling

    def use_spelling(self, spelling: CueSpelling, *, second: bool) -> None:
        """Marks wrong words of the language, and offers others."""
        self._spelling = spelling, second
        spelling.changed.connect(self._mark)
        self.textChanged.connect(self._mark)
        self._mark()

    def _word(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(units(self.text, start))
        cursor.setPosition(units(self.text, end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _mark(self) -> None:
        if self._spelling is None:
            return
        spelling, second = self._spelling
        marks = []
        for one in spelling.wrong(self.text, second=second):
            mark = QTextEdit.ExtraSelection()
            mark.cursor, mark.format = self._word(one.start, one.end), wavy()
            marks.append(mark)
        self.setExtraSelections(marks)

    def spelling_menu(self, position: int) -> QMenu:
        """What can be done at a place (Qt's units); for a wrong word, first what it might be."""
        menu = self.createStandardContextMenu()
        if self._spelling is not None:
            spelling, second = self._spelling
            for one in spelling.wrong(self.text, second=second):
                cursor = self._word(one.start, one.end)
                if cursor.selectionStart() <= position <= cursor.selectionEnd():
                    spelling.fill(menu, one.word, cursor.insertText, second=second)
                    break
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        cursor = self.cursorForPosition(event.pos()) if by_mouse else self.textCursor()
        self._open_menu(cursor, event.globalPos() if by_mouse else None)

    def _open_menu(self, cursor: QTextCursor, at: QPoint | None = None) -> None:
        menu = self.spelling_menu(cursor.position())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(
            at if at is not None else self.viewport().mapToGlobal(self.cursorRect(cursor).bottomLeft())
        )
        if at is None and menu.actions():
            menu.setActiveAction(menu.actions()[0])

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._mine(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def _mine(self, event: QKeyEvent) -> bool:
        keys = event.modifiers() & (_ALT | _CONTROL | _SHIFT)
        if event.key() in (*_ENTER, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return True
        if keys == _ALT:
            return _letter(event) in _PLAYING or event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, keys = event.key(), event.modifiers() & (_ALT | _CONTROL | _SHIFT)
        if key in _ENTER and keys == _CONTROL:
            self.split_wanted.emit(self.caret)
        elif key in _ENTER and keys == _ALT:
            self._open_menu(self.textCursor())
        elif key in _ENTER and not keys:
            self.next_wanted.emit(1)
        elif key in _ENTER and keys == _SHIFT:
            self.textCursor().insertText("\n")
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_Tab:
            self.aside_wanted.emit(1)
        elif key == Qt.Key.Key_Backtab:
            self.aside_wanted.emit(-1)
        elif keys == _ALT and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.next_wanted.emit(1 if key == Qt.Key.Key_Down else -1)
        elif keys == _ALT and _letter(event) in _PLAYING:
            self.action_wanted.emit(_PLAYING[_letter(event)])
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left_focus.emit()


def _letter(event: QKeyEvent) -> str:
    """The Latin letter of a key on whatever layout."""
    key = event.key()
    return chr(key) if ord("A") <= key <= ord("Z") else us_key(event)


def turn(field: QPlainTextEdit, *, right_to_left: bool) -> None:
    """The direction in which a field's text stands, and where its lines begin."""
    option = QTextOption(field.document().defaultTextOption())
    direction = Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
    option.setTextDirection(direction)
    side = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
    field.document().setDefaultTextOption(option)
    field.setLayoutDirection(direction)
