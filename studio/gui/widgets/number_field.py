"""A number that can be typed in any digits, dragged, stepped by arrows or by the wheel.

QSpinBox refuses ٢٥ in an English window, and 2.5 in an Egyptian one; this takes both everywhere.
"""

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from studio.gui.i18n import translator
from studio.gui.theme.style import repolish
from studio.gui.widgets.number_text import read_typed_number, write_number

_PIXELS_PER_STEP = 2
_DRAG_FROM = 4  # px; less is a click, which begins to edit


class NumberField(QLineEdit):
    """value: within minimum … maximum.  unit: written behind the number (px, %, s, °); isolated, in reading
    order.

    Dragging: one step every 2 px, Shift ten times, Ctrl a tenth; to the right is more in both languages.  The
    wheel counts only with the keyboard's focus.  Esc takes back what was typed.
    """

    value_changed = Signal(float)
    """At every change, also while dragging or typing a whole number."""
    editing_began = Signal()
    """A drag begins: until `committed`, all changes are one."""
    committed = Signal(float)
    """A change is finished: Enter, focus lost, drag let go, one step."""

    def __init__(
        self,
        value: float = 0.0,
        *,
        minimum: float = float("-inf"),
        maximum: float = float("inf"),
        step: float = 1.0,
        decimals: int = 2,
        unit: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.minimum, self.maximum, self.step, self.decimals, self.unit = (
            minimum,
            maximum,
            step,
            decimals,
            unit,
        )
        self._value = self._bounded(value)
        self._at_focus = self._value
        self._pressed: QPoint | None = None
        self._drag_from: float | None = None
        self._mixed = ""
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        # Not by a press: that may become a drag; a click takes the keyboard when it is let go.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.textEdited.connect(self._typed)
        translator().changed.connect(self._write)
        self._write()

    @property
    def value(self) -> float:
        return self._value

    def set_value(self, value: float) -> None:
        """Shows a value that was changed elsewhere; says nothing."""
        self._mixed = ""
        self._value = self._bounded(value)
        if not self.hasFocus() or self._drag_from is not None:
            self._write()

    def set_range(self, minimum: float, maximum: float) -> None:
        self.minimum, self.maximum = minimum, maximum
        self.set_value(self._value)

    def step_by(self, steps: float) -> None:
        """One finished change by so many steps."""
        self._change(self._value + steps * self.step)
        self._write()
        self.committed.emit(self._value)

    def _bounded(self, value: float) -> float:
        return round(min(max(value, self.minimum), self.maximum), self.decimals)

    def _change(self, value: float) -> None:
        value = self._bounded(value)
        if value != self._value or self._mixed:
            self._mixed = ""
            self._value = value
            self.value_changed.emit(value)

    def read(self, text: str) -> float:
        """The number of what was typed.  Raises ValueError."""
        return read_typed_number(text)

    def written(self, value: float) -> str:
        """A value as it is shown, without its unit."""
        return write_number(value, self.decimals, translator().digits)

    def show_mixed(self, words: str) -> None:
        """Shows that there are several values; one that is typed is for all."""
        self._mixed = words
        self.setPlaceholderText(words)
        if not self.hasFocus():
            self._write()

    def _write(self) -> None:
        if self._mixed and self._drag_from is None:
            with QSignalBlocker(self):
                self.clear()
            return
        number = self.written(self._value)
        unit = f" {self.unit}" if self.unit and self.unit not in "%°" else self.unit
        text = number if self.hasFocus() and self._drag_from is None else number + unit
        if text != self.text():  # each letter that is typed elsewhere comes by here
            with QSignalBlocker(self):
                self.setText(text)
        self._mark(wrong=False)

    def _mark(self, *, wrong: bool) -> None:
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            repolish(self)

    def _typed(self, text: str) -> None:
        try:
            number = self.read(text)
        except ValueError:
            self._mark(wrong=True)
            return
        self._mark(wrong=self._bounded(number) != round(number, self.decimals))
        self._change(number)

    def _finish(self) -> None:
        self._write()
        if self._value != self._at_focus:
            self._at_focus = self._value
            self.committed.emit(self._value)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._at_focus = self._value
        self._write()
        self.setCursor(Qt.CursorShape.IBeamCursor)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.deselect()
        self._finish()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        factor = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        match event.key():
            case Qt.Key.Key_Up:
                self.step_by(factor)
            case Qt.Key.Key_Down:
                self.step_by(-factor)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._finish()
                self.selectAll()
            case Qt.Key.Key_Escape if self._value != self._at_focus:
                self._change(self._at_focus)
                self._write()
            case _:
                super().keyPressEvent(event)
                return
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.hasFocus():
            event.ignore()  # the panel scrolls
            return
        self.step_by(1 if event.angleDelta().y() > 0 else -1)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self.hasFocus():
            self._pressed = event.position().toPoint()
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        moved = event.position().toPoint().x() - self._pressed.x()
        if self._drag_from is None and abs(moved) >= _DRAG_FROM:
            self._drag_from = self._value
            self.editing_began.emit()
        if self._drag_from is not None:
            factor = {Qt.KeyboardModifier.ShiftModifier: 10.0, Qt.KeyboardModifier.ControlModifier: 0.1}.get(
                event.modifiers(), 1.0
            )
            self._change(self._drag_from + moved // _PIXELS_PER_STEP * self.step * factor)
            self._write()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseReleaseEvent(event)
            return
        dragged, self._pressed, self._drag_from = self._drag_from is not None, None, None
        if dragged:
            self._write()
            self.committed.emit(self._value)
        else:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
