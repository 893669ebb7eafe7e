"""The inspector's field of an easing: its curve and name; pressed, the curve editor opens."""

from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton

from studio.gui.curves.drawing import bounds_of, draw_curve
from studio.gui.curves.names import easing_name
from studio.gui.curves.popover import CurvePopover
from studio.gui.i18n import tr, translator
from studio.gui.theme.theme import px, theme
from studio.gui.workspace.inspector.editors import Editor
from studio.gui.workspace.inspector.specs import FieldSpec
from studio.gui.workspace.inspector.words import label_of


class _CurveButton(QPushButton):
    """A small curve at the start, the name after it."""

    def __init__(self) -> None:
        super().__init__()
        self.easing: str | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(120), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(px(72), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option = QPainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        rtl = translator().right_to_left
        graph = QRectF(px(8), px(8), px(24), self.height() - px(16))
        words = QRectF(px(40), 0, self.width() - px(48), self.height())
        if rtl:
            graph.moveLeft(self.width() - px(32))
            words.moveLeft(px(8))
        if self.easing is not None:
            draw_curve(painter, self.easing, graph, theme().palette.accent, px(2), *bounds_of(self.easing))
        else:
            words = QRectF(self.rect()).adjusted(px(8), 0, -px(8), 0)
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        painter.setPen(theme().palette.text)
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(words.width()))
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, flags, text)
        painter.end()


class EasingEditor(Editor):
    """None (where the field may be left to itself) is shown as the design's own."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.button = _CurveButton()
        self.button.clicked.connect(self.open)
        self.row.addWidget(self.button)
        self.popover: CurvePopover | None = None

    def show_value(self, value: Any) -> None:
        easing = None if value is None else str(value)
        self.button.easing = easing
        name = tr("inspector.auto") if easing is None else easing_name(easing)
        self.button.setText(name)
        self.button.setToolTip(name)
        self.button.setAccessibleName(f"{label_of(self.spec)}: {name}")
        self.button.update()
        if self.popover is not None and easing is not None:
            self.popover.editor.set_easing(easing)

    def open(self) -> None:
        """The curve editor, near the field."""
        popover = self.popover = CurvePopover(self)
        popover.destroyed.connect(self._closed)
        popover.editor.set_easing(self.button.easing or "linear")
        popover.editor.changed.connect(self.changed.emit)
        popover.editor.began.connect(self.began)
        popover.editor.ended.connect(self.ended)
        popover.open_at(QRect(self.mapToGlobal(QPoint(0, 0)), self.size()))

    def _closed(self) -> None:
        self.popover = None
