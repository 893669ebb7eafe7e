"""What is painted, not made of widgets, told to screen readers: bars, keyframes, markers, cues.

    class CueItem(PaintedItem): name, box, role, state …          one thing that is painted
    class Cues(PaintedWidget): def items(self): …                  the widget that paints them
    expose(CueList, Cues)                                          once, when the module is loaded

A screen reader walks from the widget to its items, hears name, role and value of each, and can carry out its
actions.  An item is named by its place in the document, not by what was painted last, and is kept as long as
its widget: assistive programs hold on to what they were given.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QPoint, QRect, QRectF
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleEvent,
    QAccessibleInterface,
)
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import isValid

Act = tuple[str, Callable[[], object]]
"""What an action is called in the window's language, and what carries it out."""

PRESS = QAccessibleActionInterface.pressAction()
LATER = QAccessibleActionInterface.increaseAction()
EARLIER = QAccessibleActionInterface.decreaseAction()


class PaintedItem(QAccessibleInterface, QAccessibleActionInterface):
    """One painted thing; override what it tells."""

    def __init__(self, holder: QWidget) -> None:
        QAccessibleInterface.__init__(self)
        QAccessibleActionInterface.__init__(self)
        self.holder = holder

    # what it tells

    def name(self) -> str:
        """In the window's language: what it is, and when."""
        return ""

    def value(self) -> str:
        """What it says now; empty for nothing."""
        return ""

    def description(self) -> str:
        return ""

    def box(self) -> QRectF:
        """Where it is painted, in the holder's px."""
        return QRectF()

    def is_there(self) -> bool:
        """Whether the document still has it."""
        return True

    def is_chosen(self) -> bool:
        return False

    def acts(self) -> Mapping[str, Act]:
        """Actions by their technical name (`PRESS` …)."""
        return {}

    def choose(self) -> None:
        """Makes this the one thing that is chosen."""

    def then(self, act: Callable[[], object]) -> Callable[[], object]:
        """What the window does with the chosen thing, done with this one: it is chosen first."""

        def both() -> None:
            self.choose()
            act()

        return both

    def kind(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    # QAccessibleInterface.  Where Qt takes "none", its Python types do not say so: hence Any.

    def isValid(self) -> bool:
        return isValid(self.holder) and self.is_there()

    def object(self) -> Any:
        return None

    def window(self) -> Any:
        return self.holder.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self.holder)

    def child(self, index: int) -> Any:
        return None

    def childAt(self, x: int, y: int) -> Any:
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def text(self, kind: QAccessible.Text) -> str:
        if not self.isValid():
            return ""
        match kind:
            case QAccessible.Text.Name:
                return self.name()
            case QAccessible.Text.Value:
                return self.value()
            case QAccessible.Text.Description:
                return self.description()
            case _:
                return ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Names are the document's."""

    def rect(self) -> QRect:
        box = self.box().toAlignedRect()
        return QRect(self.holder.mapToGlobal(box.topLeft()), box.size())

    def role(self) -> QAccessible.Role:
        return self.kind()

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        if not self.isValid():
            state.invalid = True
            return state
        state.selectable = state.focusable = True
        state.selected = self.is_chosen()
        state.focused = self.is_chosen() and self.holder.hasFocus()
        state.offscreen = not self.box().intersects(QRectF(self.holder.rect()))
        state.invisible = not self.holder.isVisible()
        return state

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:
        return self if kind == QAccessible.InterfaceType.ActionInterface else None

    # QAccessibleActionInterface

    def actionNames(self) -> list[str]:
        return list(self.acts()) if self.isValid() else []

    def localizedActionName(self, name: str) -> str:
        found = self.acts().get(name)
        return "" if found is None else found[0]

    def localizedActionDescription(self, name: str) -> str:
        return self.localizedActionName(name)

    def doAction(self, name: str) -> None:
        found = self.acts().get(name) if self.isValid() else None
        if found is not None:
            found[1]()

    def keyBindingsForAction(self, name: str) -> list[str]:
        return []


class PaintedWidget(QAccessibleWidget):
    """A widget whose children for screen readers are painted things."""

    def __init__(self, widget: QWidget, role: QAccessible.Role = QAccessible.Role.List) -> None:
        super().__init__(widget, role)
        self._painted = widget
        self._kept: dict[Hashable, PaintedItem] = {}

    def items(self) -> Sequence[PaintedItem]:
        """What is there now, in reading order."""
        return ()

    def kept(self, key: Hashable, make: Callable[[], PaintedItem]) -> PaintedItem:
        """The item of a key, made when it is asked for first."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def childCount(self) -> int:
        return len(self.items())

    def child(self, index: int) -> Any:
        items = self.items()
        return items[index] if 0 <= index < len(items) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return next((at for at, one in enumerate(self.items()) if one is child), -1)

    def childAt(self, x: int, y: int) -> Any:
        at = self._painted.mapFromGlobal(QPoint(x, y)).toPointF()
        return next((one for one in reversed(self.items()) if one.box().contains(at)), None)

    def focusChild(self) -> Any:
        if not self._painted.hasFocus():
            return None
        return next((one for one in self.items() if one.is_chosen()), None)


_EXPOSED: dict[type[QWidget], Callable[[QWidget], PaintedWidget]] = {}
_ALIVE: list[PaintedWidget] = []
"""Qt holds interfaces by address alone: they must outlive their widgets."""
_installed = False


def expose(widget: type[QWidget], make: Callable[..., PaintedWidget]) -> None:
    """From now on screen readers are told of widgets of that class by what `make(widget)` gives."""
    global _installed
    _EXPOSED[widget] = make
    if not _installed:
        _installed = True
        QAccessible.installFactory(_interface_of)


def _interface_of(key: str, thing: QObject | None) -> QAccessibleInterface | None:
    make = _EXPOSED.get(type(thing)) if isinstance(thing, QWidget) else None
    if make is None or not isinstance(thing, QWidget):
        return None
    made = make(thing)
    _ALIVE[:] = [*(one for one in _ALIVE if isValid(one)), made]
    return made


def tell_chosen(widget: QWidget) -> None:
    """What is chosen among a widget's items is another: a screen reader says its name."""
    if not QAccessible.isActive() or not widget.hasFocus():
        return
    found = QAccessible.queryAccessibleInterface(widget)
    items = found.items() if isinstance(found, PaintedWidget) else ()
    index = next((at for at, one in enumerate(items) if one.is_chosen()), None)
    if index is not None:
        event = QAccessibleEvent(widget, QAccessible.Event.Focus)
        event.setChild(index)
        QAccessible.updateAccessibility(event)
