"""The list of cues: choosing one seeks, Enter writes, Enter again goes on to the next.

The keyboard in the list: arrows choose, Enter or typing writes, Space plays, J K L play, S splits at the
playhead, Del deletes.
"""

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from studio.gui.actions import hub
from studio.gui.captions.cue_box import CueBox
from studio.gui.captions.delegates import CellDelegate, TextDelegate, TimeDelegate, cleaned
from studio.gui.captions.desk import CueDesk
from studio.gui.captions.spelling import CueSpelling
from studio.gui.captions.table_model import TEXTS, Column, CueModel
from studio.gui.i18n import on_language, tr
from studio.gui.theme.theme import px, theme

_SETTLE_MS = 120
"""Typing is shown on the canvas when it rests so long."""
_WORDS = 110
"""px that words have at least; the pace and then the ends make room for them."""
_WIDTHS = {Column.NUMBER: 56, Column.START: 88, Column.END: 88, Column.PACE: 56}
_OWN = frozenset(
    {
        *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
        *(Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Return, Qt.Key.Key_Enter),
    }
)
"""Keys that the list has for itself, though the stage has actions on them."""


class CueTable(QTableView):
    """One for a desk.  `typing` tells of the text in work: row and text, None when nothing is typed."""

    typing = Signal(object)
    split_wanted = Signal(int, int, bool)
    """Row, code point, and whether it is of the second language."""

    def __init__(self, desk: CueDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.cues = CueModel(desk)
        self.box: CueBox | None = None
        self.spelling: CueSpelling | None = None
        self._at: tuple[QPersistentModelIndex, Column] | None = None
        self._syncing = False
        self.setModel(self.cues)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.setItemDelegate(CellDelegate(self))
        self._times, self._texts = TimeDelegate(self), TextDelegate(self)
        for column in (Column.START, Column.END):
            self.setItemDelegateForColumn(column, self._times)
        for column in TEXTS:
            self.setItemDelegateForColumn(column, self._texts)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SETTLE_MS)
        self._soon.timeout.connect(self.keep_typed)
        self.selectionModel().selectionChanged.connect(self._chosen_here)
        self.clicked.connect(self._clicked)
        desk.chosen_changed.connect(self._show_choice)
        desk.layer_changed.connect(self._show_columns)
        desk.rows_changed.connect(self._show_columns)
        desk.spoken_changed.connect(self._follow_spoken)
        theme().changed.connect(self._measure)
        self._measure()
        self._show_columns()
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self.setAccessibleName(tr("cues.list"))

    def _measure(self) -> None:
        self.horizontalHeader().setMinimumSectionSize(px(40))
        self.verticalHeader().setDefaultSectionSize(2 * self.fontMetrics().lineSpacing() + px(6))
        self._show_columns()

    def _show_columns(self) -> None:
        self.setColumnHidden(Column.SECOND, self.desk.second is None)
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        room = self.viewport().width()
        words = _WORDS if self.isColumnHidden(Column.SECOND) else 2 * _WORDS
        fixed = words + sum(_WIDTHS.values())
        self.setColumnHidden(Column.PACE, room < px(fixed))
        self.setColumnHidden(Column.END, room < px(fixed - _WIDTHS[Column.PACE]))
        for column, width in _WIDTHS.items():
            if not self.isColumnHidden(column):
                self.setColumnWidth(column, px(width))
                room -= px(width)
        two = not self.isColumnHidden(Column.SECOND)
        first = room * 55 // 100 if two else room
        self.setColumnWidth(Column.FIRST, max(first, px(120)))
        if two:
            self.setColumnWidth(Column.SECOND, max(room - first, px(100)))

    def language_of(self, column: int) -> str:
        return self.desk.second_language if column == Column.SECOND else self.desk.language

    # choosing

    def _clicked(self) -> None:
        """The cue that was clicked is seen, also where it was the current one before."""
        if len(self.desk.chosen) == 1:
            self.desk.seek(self.desk.current)

    def _chosen_here(self) -> None:
        if self._syncing:
            return
        rows = [index.row() for index in self.selectionModel().selectedRows()]
        current = self.currentIndex().row()
        alone = len(rows) == 1 and self.isVisible()
        self._syncing = True
        try:
            self.desk.choose(rows, current=current if current in rows else None, seek=alone)
        finally:
            self._syncing = False

    def _show_choice(self) -> None:
        if self._syncing:
            return
        self._syncing = True
        try:
            chosen = QItemSelection()
            for first, last in _runs(self.desk.chosen):
                chosen.select(self.cues.index(first, 0), self.cues.index(last, len(Column) - 1))
            flags = QItemSelectionModel.SelectionFlag
            column = self.currentIndex().column() if self.currentIndex().isValid() else Column.FIRST
            current = self.cues.index(self.desk.current, column)
            if current.isValid() and current != self.currentIndex():
                self.selectionModel().setCurrentIndex(current, flags.NoUpdate)
            self.selectionModel().select(chosen, flags.ClearAndSelect)
            if current.isValid():
                self.scrollTo(current)
        finally:
            self._syncing = False

    def _follow_spoken(self) -> None:
        """While the film plays, the list goes along; not away from what is being written."""
        action = hub().action("play.toggle")
        if self.box is None and self.desk.spoken >= 0 and action is not None and not self.hasFocus():
            self.scrollTo(self.cues.index(self.desk.spoken, 0))

    def use_spelling(self, spelling: CueSpelling) -> None:
        """Wrong words are marked in the list and in the field."""
        self.spelling = spelling
        spelling.changed.connect(self.viewport().update)

    # writing

    def is_edited(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        """Whether the box stands over this cell."""
        return self._at is not None and self._at[0].row() == index.row() and self._at[1] == index.column()

    def write(
        self, row: int | None = None, column: Column = Column.FIRST, *, select_all: bool = False
    ) -> bool:
        """Opens the field of a cue's text (None: the current one's), with the keyboard in it."""
        row = self.desk.current if row is None else row
        if not 0 <= row < len(self.desk.rows):
            return False
        self.desk.choose([row], seek=True)
        index = self.cues.index(row, column)
        self.scrollTo(index)
        self.edit(index)
        if self.box is None:
            return False
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        if select_all:
            self.box.selectAll()
        return True

    def opened(self, box: CueBox, row: int, column: Column) -> None:
        """From the delegate: a field was made."""
        self.box, self._at = box, (QPersistentModelIndex(self.cues.index(row, column)), column)
        box.textChanged.connect(self._typed)
        if self.spelling is not None:
            box.use_spelling(self.spelling, second=column == Column.SECOND)
        box.next_wanted.connect(self._go_on)
        box.aside_wanted.connect(self._go_aside)
        box.left.connect(self.leave)
        box.action_wanted.connect(lambda id: hub().trigger(id))
        box.split_wanted.connect(self._split)
        box.destroyed.connect(lambda: self._closed(box))

    def _closed(self, box: CueBox) -> None:
        if self.box is box:
            self.box, self._at = None, None
            self._soon.stop()
            self.typing.emit(None)

    def _typed(self) -> None:
        if self.box is not None and self._at is not None:
            self.typing.emit((self._at[0].row(), self._at[1], self.box.text))
            self._soon.start()

    def keep_typed(self) -> None:
        """What is typed goes into the film; the field stays open."""
        self._soon.stop()
        if self.box is not None and self._at is not None and self._at[0].isValid():
            self._texts.setModelData(self.box, self.cues, self.cues.index(self._at[0].row(), self._at[1]))

    def leave(self) -> None:
        """Keeps what is typed and closes the field; the list has the keyboard."""
        self.keep_typed()
        box, self.box, self._at = self.box, None, None
        if box is not None:
            self.closeEditor(box, CellDelegate.EndEditHint.NoHint)
            self.typing.emit(None)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self, by: int) -> None:
        if self._at is None:
            return
        row, column = self._at[0].row() + by, self._at[1]
        self.leave()
        if not self.write(row, column) and by > 0:
            hub().trigger("captions.add") if row >= len(self.desk.rows) else None

    def _go_aside(self, by: int) -> None:
        """The other language of the cue, then the next cue."""
        if self._at is None:
            return
        row, column = self._at[0].row(), self._at[1]
        seen = [one for one in TEXTS if not self.isColumnHidden(one)]
        place = seen.index(column) + by
        row += -1 if place < 0 else 1 if place >= len(seen) else 0
        self.leave()
        self.write(row, seen[place % len(seen)])

    def _split(self, caret: int) -> None:
        if self._at is None or self.box is None:
            return
        row, second = self._at[0].row(), self._at[1] == Column.SECOND
        # Lines are stripped when they are kept: the caret moves with what stood before it.
        before = cleaned(self.box.text[:caret])
        caret = len(before) + (1 if before else 0)
        self.leave()
        self.split_wanted.emit(row, caret, second)

    # keys

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            bare = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
            if bare and event.key() in _OWN and self.box is None:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            event.accept()  # what a cell's field has no use for
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            column = self.currentIndex().column()
            self.write(column=Column.SECOND if column == Column.SECOND else Column.FIRST)
            event.accept()
            return
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.desk.rows:
            # With Ctrl; alone they are the film's.  Qt's own would leave the choice behind.
            last = len(self.desk.rows) - 1
            self.desk.choose([0 if event.key() == Qt.Key.Key_Home else last], seek=True)
            event.accept()
            return
        super().keyPressEvent(event)


def _runs(rows: tuple[int, ...]) -> list[tuple[int, int]]:
    """First and last of rows that follow each other."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
