"""The window's commands at work: one `QAction` for each entry of the table that somebody carries out.

    hub().bind("edit.undo", self.undo, owner=self)   until `owner` is gone
    hub().add_stage(canvas)                          keys without Ctrl and Alt act in here
    action_button("edit.undo")                       a button with its icon, name and keys

What nobody has bound is shown nowhere.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget
from shiboken6 import isValid

from studio.gui.action_table import ACTIONS, MENUS, Action, action_of
from studio.gui.i18n import translator
from studio.gui.theme.icons import set_icon
from studio.gui.theme.style import set_look

Handler = Callable[[], object]


class _Binding(Struct, eq=False):
    handler: Handler
    owner: QObject | None
    enabled: bool


class ActionHub(QObject):
    """Who carries out which action.  One for the program: `hub()`."""

    changed = Signal()
    """Actions were bound, released, or may be used now; or their names are others."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bindings: dict[str, list[_Binding]] = {}
        self._actions: dict[str, QAction] = {}
        self._stages: list[QWidget] = []
        self._own_keys: dict[str, tuple[str, ...]] = {}
        self._window: QWidget | None = None
        self._project_open = False
        translator().changed.connect(self._retranslate)

    def bind(
        self,
        id: str,
        handler: Handler,
        *,
        owner: QObject | None = None,
        enabled: bool = True,
        checkable: bool = False,
        checked: bool = False,
    ) -> QAction:
        """Has `handler` carry out an action, until `owner` is destroyed; the latest binding counts.

        A checkable action is asked by `action(id).isChecked()`.  Raises KeyError for an id not in the table.
        """
        action = self._action_for(id)
        self._bindings.setdefault(id, []).append(_Binding(handler, owner, enabled))
        action.setCheckable(checkable)
        action.setChecked(checked)
        if owner is not None:
            owner.destroyed.connect(lambda: self._refresh(id))
        self._refresh(id)
        return action

    def release(self, owner: QObject) -> None:
        """Ends all bindings of an owner, as its destruction would."""
        for id, bindings in self._bindings.items():
            kept = [one for one in bindings if one.owner is not owner]
            if len(kept) != len(bindings):
                bindings[:] = kept
                self._refresh(id)

    def action(self, id: str) -> QAction | None:
        """The action, None while nobody carries it out."""
        return self._actions[id] if self._current(id) is not None else None

    def known(self, id: str) -> QAction:
        """The action whether or not somebody carries it out now: to follow it by its own signal `changed`."""
        return self._action_for(id)

    def bound(self) -> list[Action]:
        """What can be shown now, in the table's order."""
        return [action for action in ACTIONS if self._current(action.id) is not None]

    def trigger(self, id: str) -> bool:
        """Carries an action out, as its key would; whether it could be."""
        action = self.action(id)
        if action is None or not action.isEnabled():
            return False
        action.trigger()
        return True

    def set_enabled(self, id: str, enabled: bool) -> None:
        """Whether an action can be used now, by whoever carries it out."""
        binding = self._current(id)
        if binding is not None and binding.enabled != enabled:
            binding.enabled = enabled
            self._refresh(id)

    def set_checked(self, id: str, checked: bool) -> None:
        """Shows the state of a checkable action without carrying it out."""
        action = self.action(id)
        if action is not None:
            action.setChecked(checked)

    def set_project_open(self, is_open: bool) -> None:
        """Whether a project is on screen: without one its actions cannot be used."""
        if self._project_open != is_open:
            self._project_open = is_open
            for id in self._actions:
                self._refresh(id)

    def set_keys(self, keys: Mapping[str, Sequence[str]]) -> None:
        """Shortcuts that a person has changed, by action id in Qt's portable text; others are the table's."""
        if keys == self._own_keys:
            return
        self._own_keys = {id: tuple(shortcuts) for id, shortcuts in keys.items()}
        for action in self._actions.values():
            self._set_keys(action)
            self._name(action)
        self.changed.emit()

    def keys_of(self, id: str) -> tuple[str, ...]:
        """An action's shortcuts, the first to be shown, in Qt's portable text."""
        keys = action_of(id).keys
        return self._own_keys.get(id, (keys,) if keys else ())

    def shown_keys(self, id: str) -> str:
        """An action's first shortcut as this system writes it; empty for none."""
        keys = self.keys_of(id)
        shown = QKeySequence(keys[0], QKeySequence.SequenceFormat.PortableText) if keys else QKeySequence()
        return shown.toString(QKeySequence.SequenceFormat.NativeText)

    def _set_keys(self, action: QAction) -> None:
        portable = QKeySequence.SequenceFormat.PortableText
        action.setShortcuts([QKeySequence(keys, portable) for keys in self.keys_of(action.objectName())])

    def attach(self, window: QWidget) -> None:
        """The window whose keys carry the actions out."""
        self._window = window
        for action in self._actions.values():
            self._place(action)

    def add_stage(self, widget: QWidget) -> None:
        """A canvas or timeline: keys without Ctrl and Alt act while the keyboard is in it."""
        self._stages = [stage for stage in self._stages if isValid(stage)] + [widget]
        for action in self._actions.values():
            self._place(action)

    def in_stage(self, widget: QWidget | None) -> bool:
        """Whether keys without Ctrl and Alt act for this widget."""
        return widget is not None and any(
            isValid(stage) and (stage is widget or stage.isAncestorOf(widget)) for stage in self._stages
        )

    def menu(self, parent: QWidget) -> QMenu:
        """The main menu; it is made anew whenever it opens."""
        menu = QMenu(parent)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        return menu

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        letters = _Mnemonics()
        for name, words in MENUS.items():
            actions = [action for action in self.bound() if action.menu == name]
            if not actions:
                continue
            sub = menu.addMenu(letters.marked(words[translator().language]))
            for action in actions:
                sub.addAction(self._actions[action.id])

    def _action_for(self, id: str) -> QAction:
        if id not in self._actions:
            entry = action_of(id)
            action = QAction(self)
            action.setObjectName(id)
            action.setMenuRole(QAction.MenuRole.NoRole)
            action.setVisible(False)  # until somebody carries it out: what follows it is told then
            self._set_keys(action)
            stage = entry.where == "stage"
            action.setShortcutContext(
                Qt.ShortcutContext.WidgetWithChildrenShortcut if stage else Qt.ShortcutContext.WindowShortcut
            )
            if entry.icon:
                set_icon(action, entry.icon)
            action.triggered.connect(lambda: self._carry_out(id))
            self._actions[id] = action
            self._name(action)
            self._place(action)
        return self._actions[id]

    def _place(self, action: QAction) -> None:
        if action_of(action.objectName()).where == "stage":
            for stage in self._stages:
                if isValid(stage):
                    stage.addAction(action)
        elif self._window is not None and isValid(self._window):
            self._window.addAction(action)

    def _carry_out(self, id: str) -> None:
        binding = self._current(id)
        if binding is not None:
            binding.handler()

    def _current(self, id: str) -> _Binding | None:
        bindings = self._bindings.get(id, [])
        while bindings and bindings[-1].owner is not None and not isValid(bindings[-1].owner):
            bindings.pop()
        return bindings[-1] if bindings else None

    def _refresh(self, id: str) -> None:
        action, binding = self._actions.get(id), self._current(id)
        if action is None or not isValid(self) or not isValid(action):
            return
        usable = action_of(id).where == "window" or self._project_open
        action.setVisible(binding is not None)
        action.setEnabled(binding is not None and binding.enabled and usable)
        self.changed.emit()

    def _retranslate(self) -> None:
        for action in self._actions.values():
            self._name(action)
        self.changed.emit()

    def _name(self, action: QAction) -> None:
        name = action_of(action.objectName()).name(translator().language)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setText(name)
        # Keys are read from the left in Arabic too: isolated, Ctrl+Z does not turn into Z+Ctrl.
        action.setToolTip(f"{name}  \u2066{keys}\u2069" if keys else name)


class _Mnemonics:
    """Marks for each name of a menu a letter of its own."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def marked(self, name: str) -> str:
        for index, letter in enumerate(name):
            if letter.isalpha() and letter.casefold() not in self._taken:
                self._taken.add(letter.casefold())
                return f"{name[:index]}&{name[index:]}"
        return name


@cache
def hub() -> ActionHub:
    """The program's one hub of actions."""
    return ActionHub()


class _ActionButton(QToolButton):
    """Follows its action, and hides while nobody carries it out."""

    def __init__(self, id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = id
        entry = action_of(id)
        self.setObjectName(f"button:{id}")
        if entry.icon:
            set_icon(self, entry.icon)
        self.clicked.connect(lambda: hub().trigger(id))
        hub().known(id).changed.connect(self.follow)  # its own alone: there are a hundred others
        self.follow()

    def follow(self) -> None:
        action = hub().action(self._id)
        name = action_of(self._id).name(translator().language)
        self.setAccessibleName(name)
        self.setText(name)
        if action is None:
            self.setVisible(False)
            return
        if self.isHidden():
            self.setVisible(True)
        self.setEnabled(action.isEnabled())
        self.setToolTip(action.toolTip())
        self.setCheckable(action.isCheckable())
        self.setChecked(action.isChecked())


def action_button(id: str, parent: QWidget | None = None, *, look: str = "tool") -> QToolButton:
    """A button for an action of the table: `tool` (icon, 32 px), `dense` (28 px), `primary` or `quiet`
    (with its name).
    """
    button = _ActionButton(id, parent)
    set_look(button, look)
    if look in ("primary", "quiet"):
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    return button
