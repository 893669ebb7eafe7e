"""Shortcuts of one's own: which keys an action may have, and what giving them away does."""

from collections.abc import Mapping
from typing import Literal

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from studio.gui.action_table import ACTIONS, Action
from studio.gui.actions import ActionHub
from studio.gui.key_filter import is_foreign, us_key

OwnKeys = Mapping[str, tuple[str, ...]]
"""Changed shortcuts by action id, as the settings hold them; empty: none."""
Refusal = Literal["reserved", "bare"]
"""Keys that the system or the fields need; keys that would be typed into a text."""

_ALONE = frozenset(
    {Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta}
    | {Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_unknown}
)
_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_RESERVED = frozenset(
    {"Tab", "Backtab", "Shift+Backtab", "Return", "Enter", "Esc", "Backspace", "Ctrl+Space", "Ctrl+Tab"}
)
_FUNCTION_KEYS = frozenset(f"F{number}" for number in range(1, 36))


def keys_pressed(event: QKeyEvent) -> str:
    """The keys of a press in Qt's portable text, whatever the layout; empty while only Ctrl and the like are
    held.
    """
    key = Qt.Key(event.key())
    if key in _ALONE:
        return ""
    modifiers = event.modifiers() & (_CONTROL | _SHIFT | _ALT | Qt.KeyboardModifier.MetaModifier)
    latin = us_key(event) if is_foreign(event) else ""
    if latin:
        key = Qt.Key(ord(latin))
    return QKeySequence(QKeyCombination(modifiers, key)).toString(QKeySequence.SequenceFormat.PortableText)


def refusal(action: Action, keys: str) -> Refusal | None:
    """Why an action cannot have these keys; None: it can."""
    *held, key = keys.replace("++", "+Plus").split("+")
    if (
        keys in _RESERVED
        or "Meta" in held
        or ({"Ctrl", "Alt"} <= set(held))
        or ({"Alt", "Shift"} <= set(held))
    ):
        return "reserved"  # desktops switch windows and layouts by them
    if action.where != "stage" and not {"Ctrl", "Alt"} & set(held) and key not in _FUNCTION_KEYS:
        return "bare"
    return None


def holder_of(hub: ActionHub, keys: str) -> Action | None:
    """The action that has these keys now."""
    return next((one for one in ACTIONS if keys in hub.keys_of(one.id)), None)


def with_keys(own: OwnKeys, hub: ActionHub, id: str, keys: str) -> dict[str, tuple[str, ...]]:
    """The shortcuts after an action has been given keys (empty: none); who had them has none.

    What is again as the table has it is no longer among the changed ones.
    """
    changed = dict(own)
    held = holder_of(hub, keys) if keys else None
    if held is not None and held.id != id:
        changed[held.id] = tuple(one for one in hub.keys_of(held.id) if one != keys)
    changed[id] = (keys,) if keys else ()
    usual = {one.id: (one.keys,) if one.keys else () for one in ACTIONS}
    return {one: value for one, value in changed.items() if value != usual.get(one)}
