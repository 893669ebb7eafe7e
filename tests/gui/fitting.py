"""What does not fit in a window: words that are cut, parts outside their parents or over each other, small
targets."""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollBar,
    QSplitterHandle,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from studio.gui.theme.theme import px
from studio.gui.widgets.focus_ring import FocusRing
from studio.gui.widgets.toast import Toast

TARGET = 24
"""Logical pixels that a pointer needs."""
_OVER = (FocusRing, Toast, QSplitterHandle, QMenu)
"""These lie over others on purpose."""
_TARGETS = (QAbstractButton, QComboBox, QLineEdit, QAbstractSpinBox)


def misfits(root: QWidget) -> list[str]:
    """One line for each finding in a window or page, as it is shown now."""
    QApplication.processEvents()
    found: list[str] = []
    for widget in _shown(root):
        cut = _cut(widget)
        if cut:
            found.append(f"cut: {_name(widget)}: {cut}")
        parent = widget.parentWidget()
        if parent is not None and widget is not root and _leaves(widget, parent):
            found.append(f"outside: {_name(widget)} {_rect(widget)} of {_name(parent)} {_rect(parent)}")
        side = min(widget.width(), widget.height())
        if isinstance(widget, _TARGETS) and _is_target(widget) and side < px(TARGET):
            found.append(f"small: {_name(widget)} {widget.width()}x{widget.height()}")
        found += _overlaps(widget)
    return found


def _shown(root: QWidget) -> Iterator[QWidget]:
    yield root
    for widget in root.findChildren(QWidget):
        seen = widget.isVisibleTo(root) and widget.window() is root.window()
        if seen and not isinstance(widget, QScrollBar):
            yield widget


def _leaves(widget: QWidget, parent: QWidget) -> bool:
    if _scrolls(parent) or isinstance(widget, _OVER):
        return False
    return not parent.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry())


def _cut(widget: QWidget) -> str:
    """How the words of a label or button are cut; empty if they are whole."""
    if isinstance(widget, QLabel):
        if not widget.text() or not widget.pixmap().isNull():
            return ""
        if widget.wordWrap():
            high = widget.heightForWidth(widget.width())
            return f"{high} high in {widget.height()}" if high > widget.height() + 1 else ""
        if widget.toolTip() == widget.text():  # meant to be cut, and told whole
            return ""
    elif not isinstance(widget, QPushButton | QToolButton) or not widget.text() or _icon_only(widget):
        return ""
    hint = widget.sizeHint()
    high = widget.fontMetrics().height()  # a little less padding than wished for cuts nothing
    if hint.width() > widget.width() + 1 or high > widget.height():
        return f"wants {hint.width()}x{hint.height()}, has {widget.width()}x{widget.height()}"
    return ""


def _icon_only(widget: QWidget) -> bool:
    return (
        isinstance(widget, QToolButton)
        and widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
        and not widget.icon().isNull()
    )


def _is_target(widget: QWidget) -> bool:
    pressed = not widget.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    inner = isinstance(widget.parentWidget(), QComboBox | QLineEdit | QAbstractSpinBox)
    return pressed and not inner and not widget.objectName().startswith("qt_")


def _scrolls(parent: QWidget) -> bool:
    holder = parent.parentWidget()
    return isinstance(holder, QAbstractScrollArea) or isinstance(parent, QAbstractScrollArea)


def _overlaps(parent: QWidget) -> Iterator[str]:
    if isinstance(parent, QStackedWidget | QAbstractScrollArea) or _scrolls(parent):
        return
    children = [
        one
        for one in parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if one.isVisibleTo(parent) and not one.isWindow() and not isinstance(one, _OVER)
    ]
    for one, other in combinations(children, 2):
        common = one.geometry().intersected(other.geometry())
        if common.width() > 1 and common.height() > 1:
            yield f"over: {_name(one)} {_rect(one)} and {_name(other)} {_rect(other)} in {_name(parent)}"


def _rect(widget: QWidget) -> str:
    area = QRect(widget.pos() if widget.parentWidget() else QPoint(), widget.size())
    return f"{area.width()}x{area.height()}+{area.x()}+{area.y()}"


def _name(widget: QWidget) -> str:
    words = getattr(widget, "text", None)
    text = words() if callable(words) else words
    shown = str(text)[:24] if isinstance(text, str) else ""
    label = widget.objectName() or shown or widget.accessibleName()
    return f"{type(widget).__name__}({label})"
