"""The cues as a table: number, start, end, both languages, characters per second.

Only what changed is told to the view, so that selection and scrolling stay, and 5,000 cues cost no more than
those that are seen.
"""

from collections.abc import Mapping
from enum import IntEnum
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from studio.gui.captions.desk import CueDesk, Row, changed_part
from studio.gui.captions.facts import column_name, facts_of, pace_role, spoken_time
from studio.gui.i18n import on_language, tr, translator
from studio.gui.theme.icons import icon
from studio.gui.theme.theme import theme
from studio.scene.captions import cue_text

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole


class Column(IntEnum):
    NUMBER = 0
    START = 1
    END = 2
    FIRST = 3
    SECOND = 4
    PACE = 5


TEXTS = (Column.FIRST, Column.SECOND)
TIMES = (Column.START, Column.END)


class CueModel(QAbstractTableModel):
    """Follows a desk; what people type is told by `edited`."""

    edited = Signal(int, int, object)
    """Row, column, and what was typed: a text, or a time of the captions (Fraction)."""

    def __init__(self, desk: CueDesk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._rows: tuple[Row, ...] = desk.rows
        self.seen = desk.seen
        self.marked: Mapping[int, str] = {}
        """Rows with findings: how grave the gravest is."""
        self.told: Mapping[int, str] = {}
        """What was found in them."""
        desk.rows_changed.connect(self._follow)
        desk.layer_changed.connect(self._reset)
        desk.spoken_changed.connect(self._show_spoken)
        theme().changed.connect(self._redraw)
        on_language(self, self._redraw)

    def _reset(self) -> None:
        self.beginResetModel()
        self._rows = self._desk.rows
        self.endResetModel()

    def _follow(self) -> None:
        """Tells the view where rows differ from those it knows."""
        after = self._desk.rows
        first, gone, come = changed_part(self._rows, after)
        if not gone and not come:
            self._rows = after
            return
        kept = min(gone, come)
        if gone > come:
            self.beginRemoveRows(QModelIndex(), first + kept, first + gone - 1)
            self._rows = after
            self.endRemoveRows()
        elif come > gone:
            self.beginInsertRows(QModelIndex(), first + kept, first + come - 1)
            self._rows = after
            self.endInsertRows()
        else:
            self._rows = after
        if kept:
            self._tell(first, first + kept - 1)
        if gone != come and first + come < len(after):
            # Those below have other numbers now.
            self.dataChanged.emit(
                self.index(first + come, 0), self.index(len(after) - 1, 0), [_ROLE.DisplayRole]
            )

    def _tell(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))

    def _redraw(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        if self._rows:
            self._tell(0, len(self._rows) - 1)

    def _show_spoken(self) -> None:
        before, self.seen = self.seen, self._desk.seen
        for row in {*before, *self.seen}:
            if row < len(self._rows):
                self._tell(row, row)

    def set_marked(self, marked: Mapping[int, str], told: Mapping[int, str]) -> None:
        """The rows with findings, and what was found."""
        changed = [row for row in {*self.marked, *marked} if row < len(self._rows)]
        self.marked, self.told = marked, told
        if changed:
            self._tell(min(changed), max(changed))

    def row(self, index: int) -> Row:
        return self._rows[index]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            match section:
                case Column.NUMBER:
                    return tr("cues.number")
                case Column.START:
                    return tr("cues.start")
                case Column.END:
                    return tr("cues.end")
                case Column.FIRST:
                    return column_name(self._desk.language, self._desk.cues)
                case Column.SECOND:
                    second = self._desk.second
                    cues = () if second is None else second.cues
                    return column_name(self._desk.second_language, cues)
                case _:
                    return tr("cues.pace")
        if role == _ROLE.ToolTipRole and section == Column.PACE:
            return tr("cues.pace-why")
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() in (*TIMES, *TEXTS) else flags

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        number, column = index.row(), Column(index.column())
        if not 0 <= number < len(self._rows):
            return None
        row = self._rows[number]
        if role in (_ROLE.DisplayRole, _ROLE.EditRole):
            return self._shown(number, row, column)
        if role == _ROLE.AccessibleTextRole:
            return self._said(number, row, column)
        if role in (_ROLE.ToolTipRole, _ROLE.AccessibleDescriptionRole):
            return self.told.get(number) if column in (Column.NUMBER, Column.PACE) else None
        if column == Column.PACE and role == _ROLE.ForegroundRole:
            return QColor(theme().palette.color(pace_role(self._pace(row), self._desk.language)))
        if column == Column.NUMBER and role == _ROLE.DecorationRole and number in self.marked:
            grave = self.marked[number]
            sign = {"error": "circle-x", "warn": "alert-triangle"}.get(grave, "info-circle")
            return icon(sign, grave)
        return None

    def _shown(self, number: int, row: Row, column: Column) -> str:
        cue = row.cue
        match column:
            case Column.NUMBER:
                return translator().number(number + 1)
            case Column.START:
                return spoken_time(cue.start + self._desk.origin)
            case Column.END:
                return spoken_time(cue.end + self._desk.origin)
            case Column.FIRST | Column.SECOND:
                said = row.first if column == Column.FIRST else row.second
                return "" if said is None else cue_text(said)
            case _:
                return translator().number(round(self._pace(row), 1))

    def _said(self, number: int, row: Row, column: Column) -> str:
        """What a screen reader says of a cell: the text with its number and time."""
        shown = self._shown(number, row, column)
        if column not in TEXTS:
            return f"{self.headerData(column, Qt.Orientation.Horizontal)}: {shown}"
        return tr(
            "cues.said",
            number=number + 1,
            start=spoken_time(row.cue.start + self._desk.origin),
            text=" ".join(shown.split()) or tr("cues.silent"),
        )

    def _pace(self, row: Row) -> float:
        return facts_of(row.cue).pace

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        if role != _ROLE.EditRole or not isinstance(value, str | Fraction):
            return False
        self.edited.emit(index.row(), index.column(), value)
        return True
