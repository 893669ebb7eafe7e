"""A stretch of time between two handles; each is reached by Tab and moved by arrows."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from studio.gui.theme.theme import px, theme

_HANDLE, _HEIGHT = 12, 28


class _Handle(QAbstractSlider):
    """One end; a slider for screen readers."""

    def __init__(self, parent: "RangeSlider", number: int) -> None:
        super().__init__(parent)
        self._slider, self._number = parent, number
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeHorCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors = QPainter(self), theme().palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self.underMouse() or self.hasFocus()
        painter.setPen(QPen(QColor(colors.focus if self.hasFocus() else colors.window), 2))
        painter.setBrush(QColor(colors.text if lit else colors.accent))
        middle = QRectF(0, 0, px(8), px(20))
        middle.moveCenter(QRectF(self.rect()).center())
        painter.drawRoundedRect(middle, px(4), px(4))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        big = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        # Time runs to the right in both languages.
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}
        by = steps.get(Qt.Key(event.key()))
        if by is None:
            super(QAbstractSlider, self).keyPressEvent(event)
            return
        self._slider.step(self._number, by * big)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._slider.began.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self.mapTo(self._slider, event.position())
        self._slider.drag(self._number, at.x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._slider.ended.emit()


class RangeSlider(QWidget):
    """values: two whole numbers (frames), start < end, within 0 … total.  Between them both are dragged."""

    changed = Signal(int, int)
    began = Signal()
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._total, self._start, self._end = 1, 0, 1
        self._grip: tuple[float, int, int] | None = None
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.handles = (_Handle(self, 0), _Handle(self, 1))

    @property
    def values(self) -> tuple[int, int]:
        return self._start, self._end

    def set_values(self, start: int, end: int, total: int) -> None:
        """Shows a range that was changed elsewhere."""
        self._total = max(1, total)
        self._start = max(0, min(start, self._total - 1))
        self._end = max(self._start + 1, min(end, self._total))
        for handle, value in zip(self.handles, self.values, strict=True):
            handle.setRange(0, self._total)
            handle.setValue(value)
        self._place()

    def step(self, number: int, by: int) -> None:
        """Moves one end by frames, as a finished change."""
        self.began.emit()
        self._set(*((self._start + by, self._end) if number == 0 else (self._start, self._end + by)), number)
        self.ended.emit()

    def drag(self, number: int, x: float) -> None:
        """One end follows the mouse."""
        at = self._value_at(x)
        self._set(*((at, self._end) if number == 0 else (self._start, at)), number)

    def _set(self, start: int, end: int, number: int) -> None:
        if number == 0:
            start = max(0, min(start, self._end - 1))
        else:
            end = min(self._total, max(end, self._start + 1))
        if (start, end) != self.values:
            self.set_values(start, end, self._total)
            self.changed.emit(self._start, self._end)

    def _room(self) -> float:
        return max(1.0, self.width() - px(_HANDLE))

    def _x(self, value: int) -> float:
        return px(_HANDLE) / 2 + self._room() * value / self._total

    def _value_at(self, x: float) -> int:
        return round((x - px(_HANDLE) / 2) / self._room() * self._total)

    def _place(self) -> None:
        for handle, value in zip(self.handles, self.values, strict=True):
            handle.setGeometry(round(self._x(value) - px(_HANDLE) / 2), 0, px(_HANDLE), self.height())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(160), px(_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grip = (event.position().x(), *self.values)
        self.began.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is None:
            return
        x, start, end = self._grip
        by = round((event.position().x() - x) / self._room() * self._total)
        by = max(-start, min(by, self._total - end))
        if (start + by, end + by) != self.values:
            self.set_values(start + by, end + by, self._total)
            self.changed.emit(self._start, self._end)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None
        self.ended.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors = QPainter(self), theme().palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = self.height() / 2
        for left, right, color in (
            (0, self._total, colors.border),
            (self._start, self._end, colors.accent),
        ):
            painter.setBrush(QColor(color))
            bar = QRectF(QPointF(self._x(left), middle - px(2)), QPointF(self._x(right), middle + px(2)))
            painter.drawRoundedRect(bar, px(2), px(2))
        painter.end()
