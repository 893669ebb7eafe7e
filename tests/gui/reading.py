"""What does not follow the reading direction of the window: words at the wrong side, margins that stay.

Qt puts a label by its own text's direction, so Latin words stand at the left of a window that reads from the
right unless they are aligned absolutely; and it does not mirror the margins of layouts.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLabel, QLayout, QLineEdit, QWidget

_SLACK = 6
"""px of room beside words in which nobody sees at which side they stand."""


def astray(root: QWidget) -> list[str]:
    """One line for each finding in a window or page, as it is shown now."""
    found: list[str] = []
    for widget in (root, *root.findChildren(QWidget)):
        if not (widget is root or (widget.isVisibleTo(root) and widget.window() is root.window())):
            continue
        if isinstance(widget, QLabel) and _stands_wrong(widget):
            found.append(
                f"at the wrong side: '{widget.text()[:30]}' of {type(widget.parentWidget()).__name__}"
            )
        layout = widget.layout()
        if layout is not None:
            found += [f"{one} of {type(widget).__name__}({widget.objectName()})" for one in _uneven(layout)]
    return found


def _stands_wrong(label: QLabel) -> bool:
    text = label.text()
    if not text or label.width() <= label.sizeHint().width() + _SLACK:
        return False
    side = label.alignment()
    if side & Qt.AlignmentFlag.AlignHCenter:
        return False
    to_right = label.isRightToLeft()
    if side & Qt.AlignmentFlag.AlignAbsolute:
        return bool(side & Qt.AlignmentFlag.AlignRight) is not to_right
    # Without `absolute` the text's own direction decides; its first strong letter is what Qt asks.
    return _reads_right(text) is not to_right


def _reads_right(text: str) -> bool:
    for letter in text:
        if letter.isalpha():
            return "\u0590" <= letter <= "\u08ff" or "\ufb1d" <= letter <= "\ufefc"
    return False


def _uneven(layout: QLayout) -> Iterator[str]:
    for one in (layout, *layout.findChildren(QLayout)):
        margins = one.contentsMargins()
        if margins.left() != margins.right():
            yield f"margins {margins.left()} and {margins.right()}"


def blind_arrows(root: QWidget) -> list[str]:
    """Fields in which arrows go by the order in memory; each is given the keyboard for a moment."""
    found = []
    for field in root.findChildren(QLineEdit):
        inner = isinstance(field.parentWidget(), QAbstractSpinBox | QComboBox)
        if inner or not field.isVisible() or not field.isEnabled():
            continue
        field.setFocus()
        if field.hasFocus() and field.cursorMoveStyle() != Qt.CursorMoveStyle.VisualMoveStyle:
            found.append(field.objectName() or field.accessibleName())
    return found
