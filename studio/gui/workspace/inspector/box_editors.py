"""Editors of places and measures: anchor, angle, time, pairs of numbers that keep their ratio, lengths."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton

from studio.base.digits import to_digits
from studio.base.time import FrameRate
from studio.gui.i18n import tr, translator
from studio.gui.theme.icons import set_icon
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.gui.widgets.anchor_grid import AnchorGrid
from studio.gui.widgets.angle_dial import AngleDial
from studio.gui.widgets.number_field import NumberField
from studio.gui.widgets.time_field import TimeField
from studio.gui.workspace.inspector.editors import Editor, LineEditor, NumberEditor
from studio.gui.workspace.inspector.specs import FieldSpec
from studio.gui.workspace.inspector.words import label_of
from studio.model.place import Anchor


class AnchorEditor(Editor):
    """A grid of nine points."""

    def __init__(self, spec: FieldSpec, *, rtl: bool) -> None:
        super().__init__(spec)
        self.grid = AnchorGrid(rtl=rtl)
        self.grid.setAccessibleName(label_of(spec))
        self.grid.chosen.connect(lambda anchor: self.changed.emit(anchor.value))
        self.row.addWidget(self.grid)
        self.row.addStretch(1)

    def show_value(self, value: Any) -> None:
        self.grid.set_value(Anchor(value))

    def show_mixed(self) -> None:
        self.grid.set_value(None)


class AngleEditor(NumberEditor):
    """A number with a dial beside it; the dial turns on from whatever the angle is."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.dial = AngleDial()
        self.dial.setAccessibleName(label_of(spec))
        self.row.insertWidget(0, self.dial)
        self.dial.began.connect(self.began)
        self.dial.ended.connect(self.ended)
        self.dial.turned.connect(self._turned)

    def show_value(self, value: Any) -> None:
        super().show_value(value)
        self.dial.set_angle(self.field.value)

    def _turned(self, by: float) -> None:
        value = min(max(self.field.value + by, self.field.minimum), self.field.maximum)
        self.field.set_value(value)
        self.changed.emit(value)


class TimeEditor(Editor):
    """A moment as timecode; a duration in seconds, which can be typed as timecode too."""

    def __init__(self, spec: FieldSpec, rate: FrameRate, *, as_timecode: bool) -> None:
        super().__init__(spec)
        self.field = TimeField(
            rate, as_timecode=as_timecode, minimum=max(0.0, spec.minimum), maximum=spec.maximum
        )
        self.field.setAccessibleName(label_of(spec))
        self.field.editing_began.connect(self.began)
        self.field.committed.connect(self.ended)
        self.field.value_changed.connect(lambda _: self.changed.emit(self.field.seconds))
        self.row.addWidget(self.field)

    def show_value(self, value: Any) -> None:
        self.field.set_value(float(value or 0))

    def show_mixed(self) -> None:
        self.field.show_mixed(tr("inspector.mixed"))


class ChainButton(QToolButton):
    """Ties two numbers together: while it is closed they keep their ratio."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__()
        self._label = label_of(spec)
        set_look(self, "dense")
        self.setCheckable(True)
        self.toggled.connect(self._show)
        self._show(False)

    def _show(self, closed: bool) -> None:
        set_icon(self, "link" if closed else "unlink", size=16)
        name = tr("linked.closed" if closed else "linked.open")
        self.setAccessibleName(f"{self._label}: {name}")
        self.setToolTip(name)


class PairEditor(Editor):
    """Two numbers: across and down (a padding: first the vertical one, as documents have it)."""

    def __init__(self, spec: FieldSpec, *, is_padding: bool = False) -> None:
        super().__init__(spec)
        self._value = (0.0, 0.0)
        names = ("linked.vertical", "linked.horizontal") if is_padding else ("linked.across", "linked.down")
        self.fields: list[NumberField] = []
        for number, key in enumerate(names):
            of_picture = spec.name == "focus"  # a share, not px
            unit = "" if of_picture else "px"
            field = NumberField(step=spec.step, decimals=2 if of_picture else 1, unit=unit)
            if is_padding:
                field.minimum = 0
            if of_picture:
                field.step, field.minimum, field.maximum = 0.01, 0, 1
            field.setAccessibleName(f"{label_of(spec)}: {tr(key)}")
            field.setToolTip(tr(key))
            field.setMinimumWidth(px(56))
            field.editing_began.connect(self.began)
            field.committed.connect(self.ended)
            field.value_changed.connect(lambda value, number=number: self._changed(number, value))
            self.fields.append(field)
        self.chain = ChainButton(spec)
        self.row.addWidget(self.fields[0], 1)
        self.row.addWidget(self.chain)
        self.row.addWidget(self.fields[1], 1)
        self._linked_from: tuple[float, float] | None = None
        self.chain.toggled.connect(self._tie)

    def show_value(self, value: Any) -> None:
        pair = value if isinstance(value, list | tuple) else (value or 0, value or 0)
        self._value = (float(pair[0]), float(pair[1]))
        for field, one in zip(self.fields, self._value, strict=True):
            field.set_value(one)

    def show_mixed(self) -> None:
        for field in self.fields:
            field.show_mixed(tr("inspector.mixed"))

    def _tie(self, closed: bool) -> None:
        """The ratio is that of the moment, so that rounding on the way does not creep into it."""
        self._linked_from = self._value if closed else None

    def _changed(self, number: int, value: float) -> None:
        pair = [*self._value]
        pair[number] = value
        if self._linked_from is not None:
            own, other = self._linked_from[number], self._linked_from[1 - number]
            field = self.fields[1 - number]
            linked = value * other / own if own else value
            pair[1 - number] = round(min(max(linked, field.minimum), field.maximum), field.decimals)
        self._value = (pair[0], pair[1])
        for field, one in zip(self.fields, self._value, strict=True):
            if field is not self.fields[number]:
                field.set_value(one)
        self.changed.emit(self._value)


class LengthEditor(LineEditor):
    """px or a share of the area; width and height can be tied."""

    tied = Signal(bool)

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.line.setPlaceholderText(tr("inspector.auto"))
        self.chain: ChainButton | None = None
        if spec.name in ("width", "height"):
            self.chain = ChainButton(spec)
            self.chain.toggled.connect(self.tied)
            self.row.addWidget(self.chain)

    def show_value(self, value: Any) -> None:
        self.line.setPlaceholderText(tr("inspector.auto"))
        super().show_value(value)
        self._write()

    def _write(self) -> None:
        """In the window's digits; what is compared and kept stays in plain ones."""
        written = to_digits(self._shown, translator().digits)
        self.line.setText(written.replace("%", "٪") if translator().digits != "latn" else written)

    def show_mixed(self) -> None:
        self.show_value(None)
        self.line.setPlaceholderText(tr("inspector.mixed"))

    def _finished(self) -> None:
        # Digits and the percent sign of any keyboard.
        plain = to_digits(self.line.text(), "latn").replace("٪", "%").replace(" ", "")
        if plain != self.line.text():
            self.line.setText(plain)
        super()._finished()
        if self.line.text() == self._shown:
            self._write()
