"""The rows of a sheet as a table that can be edited; a sign before each says how it stands."""

import re
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from studio.formats.tables import Table
from studio.gui.dialogs.error_words import sentence_of
from studio.gui.i18n import localized, tr, translator
from studio.gui.theme.icons import icon
from studio.gui.theme.theme import theme
from studio.model.template import Template
from studio.services.batch.plan import CheckedRow, RowFinding

_OF_VALUE = re.compile(r"'(?P<id>[^'.]+)[^']*': (?P<what>.+)")
"""A finding about a value of the template that no column fills."""
Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
STATES = {
    "": ("circle", "muted"),
    "ok": ("circle-check", "ok"),
    "warning": ("alert-triangle", "warn"),
    "block": ("circle-x", "error"),
    "waiting": ("loader", "muted"),
    "made": ("check", "ok"),
    "failed": ("alert-circle", "error"),
}
"""How a row stands: icon and role of its colour."""


class RowsModel(QAbstractTableModel):
    """Column 0 is the sign and the row's number; the others are the sheet's."""

    edited = Signal(int, int, str)
    """Row, column and text of a cell that a person changed."""

    def __init__(self) -> None:
        super().__init__()
        self.table = Table((), (), ())
        self._checked: dict[int, CheckedRow] = {}
        self._labels: Mapping[str, Mapping[str, str]] = {}
        self._made: dict[int, str] = {}

    def set_template(self, template: Template | None) -> None:
        """Findings that no column has say what the template calls its values."""
        self._labels = {} if template is None else {one.id: one.label for one in template.parameters}

    def set_table(self, table: Table) -> None:
        self.beginResetModel()
        self.table = table
        self._checked.clear()
        self._made.clear()
        self.endResetModel()

    def set_cell(self, table: Table, row: int) -> None:
        """The same table with a cell of a row changed."""
        self.table = table
        self._checked.pop(row, None)
        self._tell(row)

    def set_checked(self, row: CheckedRow | int) -> None:
        """What was found in a row; its number alone: nobody knows yet."""
        if isinstance(row, int):
            self._checked.pop(row, None)
            self._tell(row)
        else:
            self._checked[row.row] = row
            self._made.pop(row.row, None)
            self._tell(row.row)

    def set_made(self, row: int, state: str) -> None:
        """waiting, made or failed."""
        self._made[row] = state
        self._tell(row)

    def _tell(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    def state(self, row: int) -> str:
        """One of `STATES`."""
        if row in self._made:
            return self._made[row]
        checked = self._checked.get(row)
        if checked is None:
            return ""
        return "block" if checked.blocked else "warning" if checked.findings else "ok"

    def findings(self, row: int) -> tuple[str, ...]:
        """What was found, in the window's words."""
        checked = self._checked.get(row)
        return () if checked is None else tuple(self._words(one) for one in checked.findings)

    def _words(self, finding: RowFinding) -> str:
        of_value = _OF_VALUE.fullmatch(finding.message)
        if finding.column:
            about, message = finding.column, finding.message
            if finding.file and finding.file not in message:
                message = f"\u2068{finding.file}\u2069: {sentence_of(message)}"
        elif of_value is not None and (label := self._labels.get(of_value["id"])):
            about, message = localized(label), of_value["what"]
        else:
            return f"{sentence_of(finding.message)} {sentence_of(finding.hint)}".strip()
        return f"\u2068{about}\u2069: {sentence_of(message)} {sentence_of(finding.hint)}".strip()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.table.headers) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != _ROLE.DisplayRole:
            return None
        return tr("batch.row") if section == 0 else self.table.headers[section - 1]

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() > 0 else flags

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if column == 0:
            return self._sign(row, role)
        if role in (_ROLE.DisplayRole, _ROLE.EditRole):
            cell = self.table.rows[row][column - 1]
            # Shown as its own letters run: where it is cut, the dots stand behind it.
            return f"\u2068{cell}" if cell and role == _ROLE.DisplayRole else cell
        header = self.table.headers[column - 1]
        checked = self._checked.get(row)
        found = [one for one in checked.findings if one.column == header] if checked is not None else []
        if not found:
            return None
        if role in (_ROLE.ToolTipRole, _ROLE.AccessibleDescriptionRole):
            return "\n".join(sentence_of(one.message) for one in found)
        if role == _ROLE.ForegroundRole:
            worst = "error" if any(one.level == "block" for one in found) else "warn"
            return QColor(getattr(theme().palette, worst))
        if role == _ROLE.DecorationRole:
            name, color = STATES["block" if any(one.level == "block" for one in found) else "warning"]
            return icon(name, color)
        return None

    def _sign(self, row: int, role: int) -> Any:
        state = self.state(row)
        if role == _ROLE.DisplayRole:
            return translator().in_digits(str(self.table.numbers[row]))
        if role == _ROLE.DecorationRole:
            return icon(*STATES[state])
        if role in (_ROLE.ToolTipRole, _ROLE.AccessibleDescriptionRole):
            return "\n".join(self.findings(row)) or tr(f"batch.state.{state or 'unknown'}")
        return None

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        text = str(value).strip()
        if role != _ROLE.EditRole or text == self.table.rows[index.row()][index.column() - 1]:
            return False
        self.edited.emit(index.row(), index.column() - 1, text)
        return True


class OnlyFindings(QSortFilterProxyModel):
    """All rows, or only those with findings."""

    def __init__(self, rows: RowsModel) -> None:
        super().__init__()
        self._rows = rows
        self._only = False
        self.setSourceModel(rows)

    def set_only(self, only: bool) -> None:
        self.beginFilterChange()
        self._only = only
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, _parent: Index) -> bool:
        return not self._only or self._rows.state(source_row) in ("warning", "block", "failed")
