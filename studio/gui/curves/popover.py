"""The curve editor over what it belongs to: a layer's keys, a field of the inspector."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QVBoxLayout, QWidget

from studio.gui.curves.editor import CurveEditor
from studio.gui.i18n import tr
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px

_SIZE = (632, 380)
_MARGIN = 8


class CurvePopover(QDialog):
    """Esc or a press elsewhere closes it; every change has been carried out by then."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(tr("curve.title"))
        self.editor = CurveEditor()
        frame = QFrame()
        set_look(frame, "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(px(12), px(12), px(12), px(12))
        inside.addWidget(self.editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)

    def open_at(self, place: QRect) -> None:
        """Above a rectangle of the screen, else below it; never outside the window."""
        parent = self.parentWidget()
        window = parent.window() if parent is not None else self
        inside = QRect(window.mapToGlobal(QPoint(0, 0)), window.size()).adjusted(
            px(_MARGIN), px(_MARGIN), -px(_MARGIN), -px(_MARGIN)
        )
        size = inside.size().boundedTo(self.minimumSizeHint().expandedTo(_wanted()))
        self.resize(size)
        above, below = place.top() - size.height() - px(_MARGIN), place.bottom() + px(_MARGIN)
        y = above if above >= inside.top() else min(below, inside.bottom() - size.height())
        x = min(max(inside.left(), place.center().x() - size.width() // 2), inside.right() - size.width())
        self.move(x, max(inside.top(), y))
        self.show()
        self.editor.view.setFocus(Qt.FocusReason.TabFocusReason)


def _wanted() -> QSize:
    return QSize(px(_SIZE[0]), px(_SIZE[1]))
