"""The findings of the check as rows: where, what is wrong and why, and the button that mends it."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from studio.gui.captions.desk import CueDesk
from studio.gui.captions.facts import language_name, spoken_time
from studio.gui.i18n import tr, translator
from studio.gui.theme.icons import icon
from studio.gui.theme.theme import px, theme
from studio.services.captions.findings import CueFinding, mend_name, name_of, why

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
SIGNS = {
    "block": ("circle-x", "error"),
    "warning": ("alert-triangle", "warn"),
    "note": ("info-circle", "link"),
}
"""How grave a finding is: icon, and role of its colour."""
WHERE, WHAT, MEND = 0, 1, 2
Found = tuple[bool, CueFinding]
"""Whether it is of the second language, and what was found."""


def said_of(finding: CueFinding) -> str:
    """What is wrong and why, in the window's language and digits."""
    language = translator().language
    return f"{name_of(finding.fault, language)}: {translator().with_digits(why(finding, language))}"


class FindingsModel(QAbstractTableModel):
    def __init__(self, desk: CueDesk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.found: tuple[Found, ...] = ()

    def show_found(self, found: tuple[Found, ...]) -> None:
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.found)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 3

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        second, finding = self.found[index.row()]
        language = translator().language
        if index.column() == WHERE:
            if role == _ROLE.DecorationRole:
                return icon(*SIGNS[finding.level])
            if role == _ROLE.DisplayRole:
                rows = self._desk.rows_of([finding.cue], second=second)
                number = translator().number((rows[0] if rows else finding.cue) + 1)
                return f"{number}  {spoken_time(finding.time + self._desk.origin)}"
            if role == _ROLE.AccessibleTextRole:
                return tr("check.where", level=tr(f"preflight.level.{finding.level}"), number=finding.cue + 1)
        elif index.column() == WHAT:
            if role in (_ROLE.DisplayRole, _ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
                text = " ".join(finding.text.split())
                quote = f"\n\u2068{text}\u2069" if role == _ROLE.ToolTipRole else ""
                return f"{self._whose(second)}{said_of(finding)}{quote}"
        elif finding.mend is not None:
            if role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
                return mend_name(finding.mend, language)
            if role == _ROLE.ForegroundRole:
                return QColor(theme().palette.link)
        return None

    def _whose(self, second: bool) -> str:
        """The language of what was found, where there are two: both have a cue of that number."""
        desk = self._desk
        if desk.second is None:
            return ""
        name = language_name(desk.second_language if second else desk.language)
        return f"{name}{tr('unit.joint')}"


class FindingsView(QTableView):
    """Rows as wide as the page; a click on the last column mends."""

    acted = Signal(int)
    mended = Signal(int)

    def __init__(self, model: FindingsModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().hide()
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        self.clicked.connect(self._clicked)
        theme().changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(2 * self.fontMetrics().lineSpacing() + px(8))
        self.horizontalHeader().setMinimumSectionSize(px(40))
        self.setColumnWidth(WHERE, px(132))
        self.setColumnWidth(MEND, px(132))

    def _clicked(self, index: QModelIndex) -> None:
        (self.mended if index.column() == MEND and index.data() else self.acted).emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.acted.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
