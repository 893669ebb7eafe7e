"""Ctrl+F1: all commands of the table that can be used, with their keys, by menu; and keys of one's own."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
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
from studio.gui.dialogs.key_button import KeyButton
from studio.gui.dialogs.own_keys import holder_of, refusal, with_keys
from studio.gui.dialogs.parts import Words, button
from studio.gui.i18n import on_language, tr, translator
from studio.gui.manual.helping import DialogHelp
from studio.gui.search import rank
from studio.gui.settings.nearby import settings_near
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.gui.widgets.label import Label
from studio.gui.widgets.search_field import SearchField
from studio.services.settings import SettingsStore

_COLUMNS = 3


class ShortcutsDialog(QDialog):
    """A page to look at, to search and to change; what nobody carries out yet is not on it.

    store: where keys of one's own are kept; None: the settings of the window that it is opened over.
    """

    def __init__(
        self, hub: ActionHub, parent: QWidget | None = None, store: SettingsStore | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._hub = hub
        self._store = store or (settings_near(parent) if parent is not None else None)
        self._before: Mapping[str, tuple[str, ...]] | None = None
        self._note = ""
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
        self.note = Words("small", wrap=True)
        self.undo_button = button(self._undo)
        self.restore_button = button(lambda: self._put({}))
        bottom = QHBoxLayout()
        bottom.setSpacing(px(8))
        bottom.addWidget(self.note, 1)
        bottom.addWidget(self.undo_button)
        bottom.addWidget(self.restore_button)
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
        self.undo_button.setText(tr("shortcuts.undo"))
        self.restore_button.setText(tr("shortcuts.restore"))
        self._fill(self.search.text())
        self._tell()

    def shown(self) -> list[Action]:
        """What the page shows, in its order."""
        return [
            one for one in self._hub.bound() if rank(self.search.text(), one.english, one.arabic) is not None
        ]

    def key_button(self, id: str) -> KeyButton | None:
        """The button with the keys of an action; None where it is not shown."""
        return next((one for one in self._page.findChildren(KeyButton) if one.action.id == id), None)

    def _choose(self, action: Action, keys: str) -> None:
        """Gives an action keys; who had them loses them, which is said and can be taken back."""
        language = translator().language
        why = refusal(action, keys) if keys else None
        if why is not None:
            self._note = tr(f"shortcuts.{why}")
            self._tell()
            return
        held = holder_of(self._hub, keys) if keys else None
        changed = with_keys(self._own, self._hub, action.id, keys)
        note = ""
        if held is not None and held.id != action.id:
            written = QKeySequence(keys, QKeySequence.SequenceFormat.PortableText)
            shown = written.toString(QKeySequence.SequenceFormat.NativeText)
            note = tr("shortcuts.taken", keys=shown, name=action.name(language), other=held.name(language))
        self._put(changed, note)
        QTimer.singleShot(0, self, lambda: self._focus(action.id))

    @property
    def _own(self) -> Mapping[str, tuple[str, ...]]:
        return {} if self._store is None else self._store.value.keys

    def _put(self, keys: Mapping[str, tuple[str, ...]], note: str = "") -> None:
        if self._store is None or dict(keys) == self._own:
            return
        self._before, self._note = self._own, note
        self._store.change(keys=dict(keys))
        self._hub.set_keys(self._store.value.keys)
        self._fill("")
        self._tell()

    def _undo(self) -> None:
        before = self._before
        if before is not None:
            self._put(before)
            self._before = None
            self._tell()

    def _tell(self) -> None:
        self.note.setText(self._note or tr("shortcuts.hint"))
        self.undo_button.setVisible(self._before is not None)
        self.restore_button.setVisible(bool(self._own))

    def _focus(self, id: str) -> None:
        """The keyboard stays where it was: the page has been filled anew."""
        found = self.key_button(id)
        if found is not None:
            found.setFocus()

    def _fill(self, _: str) -> None:
        while self._columns.count():
            item = self._columns.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.setParent(None)
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
            keys = KeyButton(action, self._hub.shown_keys(action.id))
            keys.chosen.connect(partial(self._choose, action))
            grid.addWidget(Label(action.name(language)), row, 0)
            # By the direction of the button itself, which is from the left.
            side = Qt.AlignmentFlag.AlignRight if language == "en" else Qt.AlignmentFlag.AlignLeft
            grid.addWidget(keys, row, 1, side)
        grid.setColumnStretch(0, 1)
        return box
