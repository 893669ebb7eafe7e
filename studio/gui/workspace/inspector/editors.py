"""One editor for each kind of field: it shows a value, and says what a person makes of it.

All speak the same: `show_value`, and the signals `changed` (a new document value), `began` and `ended`
around a drag.  None of them knows the document.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from studio.base.time import seconds
from studio.gui.i18n import tr
from studio.gui.theme.theme import px
from studio.gui.widgets.brand_lock import brand_lock
from studio.gui.widgets.color_button import ColorButton
from studio.gui.widgets.number_field import NumberField
from studio.gui.widgets.segments import Segments
from studio.gui.widgets.switch import Switch
from studio.gui.widgets.text_box import TextBox
from studio.gui.workspace.inspector.specs import FieldSpec
from studio.gui.workspace.inspector.words import choice_name, label_of, unit_name
from studio.model.brand import Palette
from studio.model.style import Gradient

_SEGMENTS = 4
"""Up to so many choices stand side by side; more are a list."""


class Editor(QWidget):
    """The base of all: a row's field."""

    changed = Signal(object)
    began = Signal()
    ended = Signal()
    failed = Signal(str)
    """What a person asked for could not be done: why, and what to do."""

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(px(4))

    def show_value(self, value: Any) -> None:
        """Shows a value that was changed elsewhere."""

    def show_mixed(self) -> None:
        """Shows that several layers have different values; what is set next is for all."""


class TextEditor(Editor):
    def __init__(self, spec: FieldSpec, language: str, *, multiline: bool, limit: int = 0) -> None:
        super().__init__(spec)
        self.box = TextBox(multiline=multiline, limit=limit, language=language)
        self.box.edited.connect(self.changed.emit)
        self.box.setAccessibleName(label_of(spec))
        self.box.setMinimumWidth(px(96))
        self.row.addWidget(self.box)

    def show_value(self, value: Any) -> None:
        self.box.setPlaceholderText("")
        self.box.set_text("" if value is None else str(value))

    def show_mixed(self) -> None:
        self.box.set_text("")
        self.box.setPlaceholderText(tr("inspector.mixed"))


class NumberEditor(Editor):
    def __init__(self, spec: FieldSpec, *, is_time: bool = False) -> None:
        super().__init__(spec)
        self._is_time = is_time
        self.field = NumberField(
            minimum=spec.minimum,
            maximum=spec.maximum,
            step=spec.step,
            decimals=spec.decimals,
            unit=unit_name(spec.unit),
        )
        self.field.setAccessibleName(label_of(spec))
        self.field.editing_began.connect(self.began)
        self.field.committed.connect(self.ended)
        self.field.value_changed.connect(self._changed)
        self.row.addWidget(self.field)

    def show_value(self, value: Any) -> None:
        self.field.set_value(float(value or 0) * self.spec.factor)

    def show_mixed(self) -> None:
        self.field.show_mixed(tr("inspector.mixed"))

    def _changed(self, shown: float) -> None:
        if self._is_time:
            self.changed.emit(seconds(round(shown, 3)))
            return
        value: float = round(shown / self.spec.factor, 6)
        whole = self.spec.decimals == 0 and self.spec.factor == 1
        self.changed.emit(int(value) if whole and value == int(value) else value)


class OptionalEditor(Editor):
    """A field that may be left to itself: a button that says so, and the field once it is set."""

    def __init__(self, spec: FieldSpec, inner: Editor, initial: Any) -> None:
        super().__init__(spec)
        self.inner = inner
        self.initial = initial
        self._auto = QPushButton()
        self._auto.setText(tr("inspector.auto"))
        self._auto.setAccessibleName(f"{label_of(spec)}: {tr('inspector.auto')}")
        self._auto.setToolTip(tr("inspector.auto-why"))
        self._auto.clicked.connect(lambda: self.changed.emit(self.initial))
        self.row.addWidget(self._auto)
        self.row.addWidget(inner)
        self._auto.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        inner.changed.connect(self.changed)
        inner.began.connect(self.began)
        inner.ended.connect(self.ended)

    def show_value(self, value: Any) -> None:
        self._auto.setVisible(value is None)
        self.inner.setVisible(value is not None)
        if value is not None:
            self.inner.show_value(value)

    def show_mixed(self) -> None:
        self._auto.setVisible(False)
        self.inner.setVisible(True)
        self.inner.show_mixed()


class PointEditor(Editor):
    """Two numbers side by side."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self._value = (0.0, 0.0)
        self.fields = [NumberField(step=1, decimals=1, unit="px") for _ in range(2)]
        for number, (axis, field) in enumerate(zip("xy", self.fields, strict=True)):
            field.setAccessibleName(f"{label_of(spec)} {axis}")
            field.editing_began.connect(self.began)
            field.committed.connect(self.ended)
            field.value_changed.connect(lambda value, number=number: self._changed(number, value))
            self.row.addWidget(field)

    def show_value(self, value: Any) -> None:
        x, y = value if isinstance(value, Sequence) else (value, value)  # one number stands for both
        self._value = (float(x), float(y))
        for field, one in zip(self.fields, self._value, strict=True):
            field.set_value(one)

    def _changed(self, number: int, value: float) -> None:
        x, y = self._value
        self._value = (value, y) if number == 0 else (x, value)
        self.changed.emit(self._value)


class SwitchEditor(Editor):
    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.switch = Switch()
        self.switch.setAccessibleName(label_of(spec))
        self.switch.toggled.connect(self._toggled)
        self.row.addWidget(self.switch)
        self.row.addStretch(1)
        self._quiet = False

    def show_value(self, value: Any) -> None:
        self._quiet = True
        self.switch.setChecked(bool(value))
        self._quiet = False

    def _toggled(self, on: bool) -> None:
        if not self._quiet:
            self.changed.emit(on)


class PartEditor(SwitchEditor):
    """A table that is there or not: a stroke, a shadow."""

    def show_value(self, value: Any) -> None:
        super().show_value(value is not None)

    def _toggled(self, on: bool) -> None:
        if not self._quiet:
            self.changed.emit({} if on else None)


class ChoiceEditor(Editor):
    """Segments for a few choices, a list for more."""

    def __init__(
        self, spec: FieldSpec, options: Sequence[tuple[object, str]], *, editable: bool = False
    ) -> None:
        super().__init__(spec)
        self._segments: Segments | None = None
        self._combo: QComboBox | None = None
        if len(options) <= _SEGMENTS and not editable and not spec.optional:
            self._segments = Segments()
            self._segments.set_options([(value, name, "") for value, name in options])
            self._segments.chosen.connect(self.changed)
            self._segments.setAccessibleName(label_of(spec))
            self.row.addWidget(self._segments)
        else:
            self._combo = QComboBox()
            for value, name in options:
                self._combo.addItem(name, value)
            self._combo.setAccessibleName(label_of(spec))
            self._combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            self._combo.setMinimumContentsLength(4)
            self._combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._combo.activated.connect(self._activated)
            self.row.addWidget(self._combo)

    @property
    def combo(self) -> QComboBox | None:
        return self._combo

    def show_value(self, value: Any) -> None:
        value = getattr(value, "value", value)
        if self._segments is not None:
            self._segments.set_value(value)
        if self._combo is not None:
            at = self._combo.findData(value)
            if at < 0:
                self._combo.addItem(str(value), value)
                at = self._combo.count() - 1
            self._combo.setCurrentIndex(at)

    def show_mixed(self) -> None:
        if self._segments is not None:
            self._segments.set_value(None)
        if self._combo is not None:
            self._combo.setPlaceholderText(tr("inspector.mixed"))
            self._combo.setCurrentIndex(-1)

    def _activated(self, index: int) -> None:
        if self._combo is not None:
            self.changed.emit(self._combo.itemData(index))


class ColorEditor(Editor):
    def __init__(self, spec: FieldSpec, palette: Palette) -> None:
        super().__init__(spec)
        self._palette = palette
        self.button = ColorButton(palette)
        self.button.chosen.connect(self.changed.emit)
        self.row.addWidget(self.button)
        self.row.addStretch(1)

    def show_value(self, value: Any) -> None:
        shown = value.stops[0].color if isinstance(value, Gradient) else str(value or "none")
        self.button.set_value(shown, self._palette)
        suffix = f" ({tr('inspector.gradient')})" if isinstance(value, Gradient) else ""
        self.button.setToolTip(self.button.name_of(shown) + suffix)


class LineEditor(Editor):
    """A short word: a length that may be a share, a name."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.line = QLineEdit()
        self.line.setAccessibleName(label_of(spec))
        self.line.editingFinished.connect(self._finished)
        self._shown = ""
        self.row.addWidget(self.line)

    def show_value(self, value: Any) -> None:
        self._shown = "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
        self.line.setText(self._shown)

    def _finished(self) -> None:
        text = self.line.text().strip()
        if text == self._shown:
            return
        self._shown = text
        if not text and self.spec.optional:
            self.changed.emit(None)
        elif self.spec.kind == "length" and not text.endswith("%"):
            try:
                self.changed.emit(float(text.replace("٫", ".").replace("px", "")))
            except ValueError:
                self.changed.emit(text)
        else:
            self.changed.emit(text)


def make_editor(
    spec: FieldSpec,
    *,
    language: str,
    palette: Palette,
    fonts: Sequence[str],
    media: Sequence[str],
    initial: Mapping[str, Any],
) -> Editor:
    """The editor of a field.  initial: what a field that was left to itself begins with, by name."""
    match spec.kind:
        case "text":
            return TextEditor(spec, language, multiline=True)
        case "number" | "seconds":
            editor: Editor = NumberEditor(spec, is_time=spec.kind == "seconds")
            if not spec.optional:
                return editor
            zero: Any = Fraction(0) if spec.kind == "seconds" else max(0.0, spec.minimum / spec.factor)
            return OptionalEditor(spec, editor, initial.get(spec.name, zero))
        case "switch":
            return SwitchEditor(spec)
        case "part":
            return PartEditor(spec)
        case "choice":
            options: list[tuple[object, str]] = [(one, choice_name(spec, one)) for one in spec.choices]
            return ChoiceEditor(spec, [(None, tr("inspector.auto")), *options] if spec.optional else options)
        case "easing":
            from studio.gui.workspace.inspector.easing_editor import EasingEditor

            return EasingEditor(spec)
        case "font":
            roles = [(face, tr(f"face.{face}")) for face in ("display", "text", "strong")]
            free = [] if brand_lock().locked else [(name, name) for name in fonts]
            families = [(None, tr("inspector.auto")), *roles, *free]
            return ChoiceEditor(spec, families)
        case "media":
            return ChoiceEditor(spec, [(name, name) for name in media], editable=True)
        case "color":
            return ColorEditor(spec, palette)
        case "point":
            return PointEditor(spec)
        case "length" | "line":
            return LineEditor(spec)
