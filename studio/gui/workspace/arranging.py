"""Parts of the window beside each other: splitters, and where the keyboard begins in a part."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from studio.gui.workspace.canvas.view import CanvasView
from studio.gui.workspace.timeline.lanes import Lanes


def splitter_in(parent: QWidget, orientation: Qt.Orientation) -> QSplitter:
    """An empty splitter within a part of the window, itself a part of it if that is a splitter.

    Parts are made from the outside in: what is put into another part is styled anew with all that it holds,
    so filled ones would be styled once for each part around them.
    """
    splitter = QSplitter(orientation, parent)  # a splitter takes its children in by itself
    splitter.setChildrenCollapsible(False)
    return splitter


def fill(splitter: QSplitter, *widgets: QWidget) -> None:
    """Puts widgets side by side or under each other; none of them can be dragged to nothing."""
    for widget in widgets:
        splitter.addWidget(widget)
        widget.show()


def packed(parent: QWidget, kind: type[QHBoxLayout] | type[QVBoxLayout]) -> QBoxLayout:
    """The layout of a new part without margins and gaps; the part is its `parentWidget()`."""
    layout = kind(QWidget(parent))
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    return layout


def first_focus(area: QWidget) -> QWidget | None:
    """What the keyboard begins with in a part of the window: canvas and lanes before their buttons."""
    inside = [one for one in area.findChildren(QWidget) if one.isVisible() and one.isEnabled()]
    takes = [one for one in inside if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    whole = [one for one in takes if isinstance(one, CanvasView | Lanes)]
    return next(iter(whole or takes), None)


def go_to_next(areas: Iterable[QWidget]) -> None:
    """The keyboard goes on to the next of the areas that are seen, around at the end."""
    seen = [area for area in areas if area.isVisible()]
    focus = QApplication.focusWidget()
    here = next((at for at, area in enumerate(seen) if focus and area.isAncestorOf(focus)), -1)
    for step in range(1, len(seen) + 1):
        target = first_focus(seen[(here + step) % len(seen)])
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
            return


def beside_rail(parent: QWidget, rail: QWidget) -> tuple[QBoxLayout, QWidget]:
    """Where to put what stands beside the rail: the row, and the widget whose row it is."""
    row = packed(parent, QHBoxLayout)
    row.addWidget(rail)
    return row, row.parentWidget() or parent


def give_room(part: QWidget, wanted: int) -> None:
    """Makes a part of a splitter at least so wide, out of the widest beside it; a hidden one is left."""
    holder = part.parentWidget()
    if not isinstance(holder, QSplitter) or not part.isVisible():
        return
    sizes = holder.sizes()
    at, widest = holder.indexOf(part), sizes.index(max(sizes))
    more = wanted - sizes[at]
    if more > 0 and widest != at:
        sizes[at] += more
        sizes[widest] -= more
        holder.setSizes(sizes)
