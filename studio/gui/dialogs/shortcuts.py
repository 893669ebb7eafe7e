"""Ctrl+F1: all commands of the table that can be used, with their keys, by menu."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio.gui.action_table import MENUS, Action
from studio.gui.actions import ActionHub
from studio.gui.i18n import on_language, tr, translator
from studio.gui.manual.helping import DialogHelp
from studio.gui.search import rank
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.gui.widgets.label import Label
from studio.gui.widgets.search_field import SearchField

_COLUMNS = 3


class ShortcutsDialog(QDialog):
    """A page to look at and to search; what nobody carries out yet is not on it."""

    def __init__(self, hub: ActionHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._hub = hub
        self._title = Label()
        set_look(self._title, "title")
        self.search = SearchField("shortcuts.search")
        self.search.textChanged.connect(self._fill)
        self._page = QWidget()
        self._page.setObjectName("scrolled")
        self._columns = QHBoxLayout(self._page)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(px(24))
        scroll = QScrollArea()
        scroll.setWidget(self._page)
        scroll.setWidgetResizable(True)
        self._close = QPushButton()
        self._close.clicked.connect(self.accept)
        top = QHBoxLayout()
        top.setSpacing(px(16))
        top.addWidget(self._title)
        top.addStretch(1)
        top.addWidget(self.search)
        bottom = QHBoxLayout()
        bottom.addStretch(1)
        bottom.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(16), px(24), px(16))
        column.setSpacing(px(16))
        column.addLayout(top)
        column.addWidget(scroll, 1)
        column.addLayout(bottom)
        self.resize(px(900), px(560))
        self.help = DialogHelp(self, "workspace")
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self.setWindowTitle(tr("shortcuts.title"))
        self._title.setText(tr("shortcuts.title"))
        self._close.setText(tr("common.close"))
        self._fill(self.search.text())

    def shown(self) -> list[Action]:
        """What the page shows, in its order."""
        return [
            one for one in self._hub.bound() if rank(self.search.text(), one.english, one.arabic) is not None
        ]

    def _fill(self, _: str) -> None:
        while self._columns.count():
            item = self._columns.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        groups = [(name, [one for one in self.shown() if one.menu == name]) for name in MENUS]
        groups = [group for group in groups if group[1]]
        share = max(1, -(-sum(len(actions) + 2 for _, actions in groups) // _COLUMNS))
        column, filled = self._column(), 0
        for name, actions in groups:
            if filled and filled + len(actions) / 2 > share:
                column, filled = self._column(), 0
            column.addWidget(self._group(name, actions))
            filled += len(actions) + 2
        for index in range(self._columns.count()):
            place = self._columns.itemAt(index)
            inside = place.widget() if place is not None else None
            layout = inside.layout() if inside is not None else None
            if isinstance(layout, QVBoxLayout):
                layout.addStretch(1)

    def _column(self) -> QVBoxLayout:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(16))
        self._columns.addWidget(holder, 1)
        return column

    def _group(self, name: str, actions: list[Action]) -> QWidget:
        language = translator().language
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(px(4))
        title = Label(MENUS[name][language])
        set_look(title, "lead")
        grid.addWidget(title, 0, 0, 1, 2)
        for row, action in enumerate(actions, 1):
            keys = Label(self._hub.shown_keys(action.id))
            keys.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            set_look(keys, "muted")
            grid.addWidget(Label(action.name(language)), row, 0)
            grid.addWidget(
                keys, row, 1, Qt.AlignmentFlag.AlignRight if language == "en" else Qt.AlignmentFlag.AlignLeft
            )
        grid.setColumnStretch(0, 1)
        return box
