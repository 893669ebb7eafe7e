"""The numbers of a curve: two handles, or steps, or a spring."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QStackedWidget, QWidget

from studio.animation.curves import (
    bezier_of,
    easing_of_bezier,
    easing_of_spring,
    easing_of_steps,
    kind_of_easing,
    spring_of,
    steps_of,
)
from studio.gui.curves.view import FARTHEST
from studio.gui.i18n import on_language, tr
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.gui.widgets.label import Label
from studio.gui.widgets.number_field import NumberField

_TERMS = ("start", "end", "jump-none", "jump-both")
_PAGES = ("curve", "steps", "spring", "none")


class EasingNumbers(QStackedWidget):
    """Fields for whatever kind of curve is shown."""

    changed = Signal(str)
    began = Signal()
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._easing = "linear"
        self._labels: list[tuple[QLabel, QWidget, str, int]] = []
        axes = [(0.0, 1.0) if number % 2 == 0 else (-FARTHEST, FARTHEST) for number in range(4)]
        self.handles = [self._field(low, high, 0.01, 2) for low, high in axes]
        self.steps = self._field(1, 9999, 1, 0)
        self.term = QComboBox()
        self.term.activated.connect(lambda _: self._finished(self._steps()))
        bounds = ((5000, 5), (1000, 1), (100, 0.1))
        self.spring = [self._field(0.1, most, step, 1) for most, step in bounds]
        for field in self.handles:
            field.value_changed.connect(lambda _: self._say(self._bezier()))
        self.steps.value_changed.connect(lambda _: self._say(self._steps()))
        for field in self.spring:
            field.value_changed.connect(lambda _: self._say(self._spring()))
        places = ("curve.time", "curve.change") * 2
        handles = self._page(list(zip(places, self.handles, strict=True)))
        handles.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as the graph above them
        forces = ("curve.stiffness", "curve.damping", "curve.mass")
        for page in (
            handles,
            self._page([("curve.count", self.steps), ("curve.jumps", self.term)]),
            self._page(list(zip(forces, self.spring, strict=True))),
            self._page([]),
        ):
            self.addWidget(page)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        for label, field, key, number in self._labels:
            name = tr(key, number=number)
            label.setText(name)
            field.setAccessibleName(name)
        chosen = max(0, self.term.currentIndex())
        self.term.clear()
        for term in _TERMS:
            self.term.addItem(tr(f"curve.term.{term}"), term)
        self.term.setCurrentIndex(chosen)

    def set_easing(self, easing: str) -> None:
        """Shows the numbers of a curve."""
        self._easing = easing
        kind = kind_of_easing(easing)
        self.setCurrentIndex(_PAGES.index(kind if kind in _PAGES else "none"))
        bezier = bezier_of(easing)
        if bezier is not None:
            for field, number in zip(self.handles, bezier, strict=True):
                field.set_value(number)
        elif kind == "steps":
            count, term = steps_of(easing)
            self.steps.set_value(count)
            self.term.setCurrentIndex(_TERMS.index(term))
        elif kind == "spring":
            for field, number in zip(self.spring, spring_of(easing), strict=True):
                field.set_value(number)

    def _field(self, low: float, high: float, step: float, decimals: int) -> NumberField:
        field = NumberField(minimum=low, maximum=high, step=step, decimals=decimals)
        field.editing_began.connect(self.began)
        field.committed.connect(lambda _: self.ended.emit())
        return field

    def _page(self, fields: Sequence[tuple[str, QWidget]]) -> QWidget:
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(px(4))
        for column, (key, field) in enumerate(fields):
            label = Label()
            set_look(label, "small")
            label.setBuddy(field)
            if len(fields) == len(self.handles):
                label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
            field.setMinimumWidth(px(48))
            grid.addWidget(label, 0, column)
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, 1)
            # Two pairs: the first handle's and the second's.
            self._labels.append((label, field, key, column // 2 + 1))
        return page

    def _bezier(self) -> str:
        x1, y1, x2, y2 = (field.value for field in self.handles)
        return easing_of_bezier((x1, y1, x2, y2))

    def _steps(self) -> str:
        return easing_of_steps(int(self.steps.value), str(self.term.currentData()))

    def _spring(self) -> str:
        stiffness, damping, mass = (field.value for field in self.spring)
        return easing_of_spring(stiffness, damping, mass)

    def _say(self, easing: str) -> None:
        if easing != self._easing:
            self._easing = easing
            self.changed.emit(easing)

    def _finished(self, easing: str) -> None:
        self._say(easing)
        self.ended.emit()
