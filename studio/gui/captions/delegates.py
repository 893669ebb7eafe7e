"""How cells of cues look and are edited: texts in their own direction, times as they are typed."""

from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from studio.base.errors import InputError
from studio.gui.captions.cue_box import CueBox
from studio.gui.captions.facts import clock_of, reads_right_to_left
from studio.gui.captions.spelling import units, wavy
from studio.gui.captions.table_model import Column
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.time_text import read_typed_time
from studio.services.captions.cues import checked_text

if TYPE_CHECKING:
    from studio.gui.captions.table import CueTable

Index = QModelIndex | QPersistentModelIndex
_MARK = 3
"""px: of the bar beside the cue that is spoken."""


class CellDelegate(QStyledItemDelegate):
    """Numbers and paces; at the number, whether the cue is spoken now."""

    def __init__(self, table: "CueTable") -> None:
        super().__init__(table)
        self._table = table

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        number = index.column() == Column.NUMBER
        middle = Qt.AlignmentFlag.AlignVCenter
        side = Qt.AlignmentFlag.AlignTrailing if number else Qt.AlignmentFlag.AlignHCenter
        option.displayAlignment = side | middle

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.column() == Column.NUMBER and index.row() in self._table.cues.seen:
            rect = QRectF(option.rect)
            x = rect.right() - px(_MARK) if self._table.isRightToLeft() else rect.left()
            painter.fillRect(QRectF(x, rect.top(), px(_MARK), rect.height()), QColor(theme().palette.accent))


class TimeDelegate(CellDelegate):
    """Times: shown to the millisecond, typed as seconds, minutes and seconds, or with frames."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = QLineEdit(parent)
        field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        field.setProperty("dense", True)
        field.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)))
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit) and not editor.isModified():
            cue = self._table.cues.row(index.row()).cue
            time = cue.start if index.column() == Column.START else cue.end
            editor.setText(clock_of(time + self._table.desk.origin))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if not isinstance(editor, QLineEdit) or not editor.isModified():
            return
        try:
            time = read_typed_time(editor.text(), self._table.desk.stage.rate)
        except ValueError:
            return  # the time stays as it was
        model.setData(index, Fraction(time) - self._table.desk.origin)


class TextDelegate(CellDelegate):
    """A cue's text in one language."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        text, shown.text = shown.text, ""
        self._table.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, self._table)
        if not text or self._table.is_edited(index):
            return
        rtl = reads_right_to_left(text, self._table.language_of(index.column()))
        how = QTextOption()
        how.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        how.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        how.setWrapMode(QTextOption.WrapMode.ManualWrap)
        painter.save()
        area = QRectF(option.rect).adjusted(px(8), px(2), -px(8), -px(2))
        text = fitted(text, shown.font, area.width(), area.height())
        painter.setClipRect(area)
        painter.setFont(shown.font)
        painter.setPen(QColor(theme().palette.text))
        if not self._draw_marked(painter, area, text, how, second=index.column() == Column.SECOND):
            painter.drawText(area, text, how)
        painter.restore()

    def _draw_marked(
        self, painter: QPainter, area: QRectF, text: str, how: QTextOption, *, second: bool
    ) -> bool:
        """Draws a text with lines under its wrong words; False where there are none."""
        spelling = self._table.spelling
        whole = text.rstrip("…")  # what is cut short there is no word
        wrong = spelling.wrong(text, second=second) if spelling is not None else ()
        wrong = tuple(one for one in wrong if whole == text or one.end < len(whole))
        if not wrong:
            return False
        marks = []
        for one in wrong:
            mark = QTextLayout.FormatRange()
            mark.start = units(text, one.start)
            mark.length = units(text, one.end) - mark.start
            mark.format = wavy()
            marks.append(mark)
        layout = QTextLayout(text.replace("\n", "\u2028"), painter.font())
        layout.setTextOption(how)
        layout.setFormats(marks)
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(area.width())
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        layout.draw(painter, QPointF(area.left(), area.top() + max(0.0, (area.height() - height) / 2)))
        return True

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        box = CueBox(self._table.language_of(index.column()), parent)
        box.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)))
        self._table.opened(box, index.row(), Column(index.column()))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """What is being typed is not overtaken by what became of it."""
        if not isinstance(editor, CueBox):
            return
        text = index.data(Qt.ItemDataRole.EditRole) or ""
        if cleaned(editor.text) != text:
            editor.set_text(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if not isinstance(editor, CueBox):
            return
        typed = cleaned(editor.text)
        if typed and typed != (index.data(Qt.ItemDataRole.EditRole) or ""):
            model.setData(index, typed)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """The box has its own keys; Qt's (Tab, Esc) would close it."""
        if isinstance(editor, CueBox) and isinstance(event, QKeyEvent):
            return False
        return super().eventFilter(editor, event)


def fitted(text: str, font: QFont, width: float, height: float) -> str:
    """A text in lines of that width (px); where the height is too little for all, the last is cut short."""
    metrics = QFontMetricsF(font)
    most = max(1, int(height / metrics.lineSpacing()))
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    layout.beginLayout()
    starts: list[int] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    lines = [text[start:end].rstrip() for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    if len(lines) > most:
        rest = text[starts[most - 1] :].replace("\n", " ")
        lines[most - 1 :] = [metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)]
    return "\n".join(lines)


def cleaned(text: str) -> str:
    """A typed text as a cue keeps it; empty where there is none, or too much."""
    try:
        return checked_text(text)
    except InputError:
        return ""
