"""Lengths that widgets were given once, brought to another scale: margins, gaps, fixed and least sizes.

    setFixedWidth(px(48)) at 100 % --scale 2--> 96 px, and back, without loss

Lengths are whole logical pixels times the scale, rounded; as no scale is below 1, the logical length comes
back exactly from what a widget has.  What is drawn with `px()` at each painting needs nothing of this, and
whoever sets lengths again at `theme().changed` comes after it.
"""

from collections.abc import Callable

from PySide6.QtCore import QMargins, QSize
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QBoxLayout,
    QFormLayout,
    QGridLayout,
    QLayout,
    QMainWindow,
    QTreeView,
)
from shiboken6 import invalidate

from studio.gui.widgets.flow import FlowLayout

_UNBOUND = 16_777_215
"""Qt's greatest size of a widget, QWIDGETSIZE_MAX: it means none."""


def rescale_widgets(before: float, now: float) -> None:
    """Brings the lengths of all widgets of the program from one scale (1 …) to another."""
    if before == now:
        return

    def length(old: int) -> int:
        return old if old <= 0 or old >= _UNBOUND else max(1, round(round(old / before) * now))

    def size(old: QSize) -> QSize:
        return QSize(length(old.width()), length(old.height()))

    for widget in QApplication.allWidgets():
        layout = widget.layout()
        if not widget.isWindow() and not widget.objectName().startswith("qt_"):
            least, most = widget.minimumSize(), widget.maximumSize()
            # What the style sheet asks for is of the new scale already; Qt notes where it did.
            if length(least.width()) != least.width() and not widget.property("_q_stylesheet_minw"):
                widget.setMinimumWidth(length(least.width()))
            if length(least.height()) != least.height() and not widget.property("_q_stylesheet_minh"):
                widget.setMinimumHeight(length(least.height()))
            if size(most) != most:
                widget.setMaximumSize(size(most))
        if layout is not None and not isinstance(widget, QMainWindow):
            _rescale_layout(layout, length)
        if isinstance(widget, QAbstractItemView):
            widget.setIconSize(size(widget.iconSize()))
            if isinstance(widget, QTreeView):
                widget.setIndentation(length(widget.indentation()))
            widget.scheduleDelayedItemsLayout()
        widget.updateGeometry()


def _rescale_layout(layout: QLayout, length: Callable[[int], int]) -> None:
    margins = layout.contentsMargins()
    layout.setContentsMargins(
        QMargins(*map(length, (margins.left(), margins.top(), margins.right(), margins.bottom())))
    )
    if isinstance(layout, QGridLayout | QFormLayout):
        layout.setHorizontalSpacing(length(layout.horizontalSpacing()))
        layout.setVerticalSpacing(length(layout.verticalSpacing()))
    elif isinstance(layout, QBoxLayout):
        layout.setSpacing(length(layout.spacing()))
    elif isinstance(layout, FlowLayout):
        layout.gap = length(layout.gap)
    if isinstance(layout, QGridLayout):
        for column in range(layout.columnCount()):
            layout.setColumnMinimumWidth(column, length(layout.columnMinimumWidth(column)))
        for row in range(layout.rowCount()):
            layout.setRowMinimumHeight(row, length(layout.rowMinimumHeight(row)))
    layout.invalidate()
    if isinstance(layout, FlowLayout):  # it has widgets alone
        return
    for index in range(layout.count()):
        item = layout.itemAt(index)
        inner, space = (None, None) if item is None else (item.layout(), item.spacerItem())
        if inner is not None:
            _rescale_layout(inner, length)
        elif space is not None and not space.expandingDirections():
            hint, policy = space.sizeHint(), space.sizePolicy()
            width, height = length(hint.width()), length(hint.height())
            space.changeSize(width, height, policy.horizontalPolicy(), policy.verticalPolicy())
        if item is not None and inner is None:
            # PySide keeps what it made for an item as long as the layout lives, also when Qt deletes the item
            # with its widget: the next object at that address would be taken for it.
            invalidate(item)
