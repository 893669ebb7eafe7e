"""Parts of the window beside each other: splitters, and where the keyboard begins in a part."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from studio.gui.workspace.canvas.view import CanvasView
from studio.gui.workspace.timeline.lanes import Lanes


def split(orientation: Qt.Orientation, *widgets: QWidget) -> QSplitter:
    """The widgets side by side or under each other; none of them can be dragged to nothing."""
    splitter = QSplitter(orientation)
    splitter.setChildrenCollapsible(False)
    for widget in widgets:
        splitter.addWidget(widget)
        widget.show()
    return splitter


def first_focus(area: QWidget) -> QWidget | None:
    """What the keyboard begins with in a part of the window: canvas and lanes before their buttons."""
    inside = [one for one in area.findChildren(QWidget) if one.isVisible() and one.isEnabled()]
    takes = [one for one in inside if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    whole = [one for one in takes if isinstance(one, CanvasView | Lanes)]
    return next(iter(whole or takes), None)
