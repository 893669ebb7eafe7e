"""One value of the form: its label, what it is for, the control that its type asks for, and how it stands."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.base.digits import to_digits
from studio.base.errors import InputError
from studio.base.l10n.dates import parse_date
from studio.gui.dialogs.parts import Words
from studio.gui.i18n import localized, on_language, tr, translator
from studio.gui.theme.icons import set_icon
from studio.gui.theme.style import repolish, set_look
from studio.gui.theme.theme import px
from studio.gui.widgets.color_button import ColorButton
from studio.gui.widgets.number_field import NumberField
from studio.gui.widgets.segments import Segments
from studio.gui.widgets.switch import Switch
from studio.gui.widgets.text_box import TextBox
from studio.gui.wizard.draft import Draft, Path, too_long
from studio.gui.wizard.icon_choice import IconChoice
from studio.gui.wizard.picture_choice import PictureChoice
from studio.model.brand import Palette
from studio.model.parameters import (
    BooleanParameter,
    ChoiceParameter,
    ColorParameter,
    DateParameter,
    IconParameter,
    ImageParameter,
    NumberParameter,
    Parameter,
    PluralParameter,
    TextParameter,
)

_FEW = 4
"""So many choices stand side by side; more are a list that opens."""


class Field(QWidget):
    """Tells by `edited` what a person fills in (None: the sample again), by `focused` where they are."""

    edited = Signal(tuple, object)
    focused = Signal(tuple)

    def __init__(
        self, draft: Draft, place: Path, parameter: Parameter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.place, self.parameter = place, parameter
        self._draft = draft
        self._show: Callable[[Draft], None] = lambda draft: None
        self.label = Words("strong", parent=self)
        self.count = Words("small", parent=self)
        self.note = Words("small", wrap=True, parent=self)
        self.control = self._control()
        self.control.setObjectName("value:" + ".".join(map(str, place)))
        self.control.setParent(self)  # before its switch: Tab goes from value to value
        self.left_out = QToolButton(self)
        self.left_out.setCheckable(True)
        set_look(self.left_out, "dense")
        set_icon(self.left_out, "eye-off", size=16)
        self.left_out.setVisible(parameter.optional)
        self.left_out.clicked.connect(self._leave_out)
        head = QHBoxLayout()
        head.setSpacing(px(8))
        small = isinstance(parameter, IconParameter | BooleanParameter)
        head.addWidget(self.label)
        if small:
            head.addWidget(self.control)
        head.addStretch(1)
        head.addWidget(self.count)
        head.addWidget(self.left_out)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addLayout(head)
        if not small:
            column.addWidget(self.control)
        column.addWidget(self.note)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        name, note = localized(self.parameter.label), localized(self.parameter.note)
        self.label.setText(name)
        self.control.setAccessibleName(name)
        self.control.setAccessibleDescription(note)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.left_out.setToolTip(tr("wizard.leave_out"))
        self.left_out.setAccessibleName(tr("wizard.leave_out_named", name=name))
        self.show_draft(self._draft)

    def show_draft(self, draft: Draft) -> None:
        """What the draft has at this place; a field that is being typed in is left alone."""
        self._draft = draft
        out = self.parameter.optional and draft.value(self.place) == ""
        self.left_out.setChecked(out)
        self.control.setEnabled(not out)
        self._show(draft)
        self._tell()

    def _tell(self) -> None:
        limit = getattr(self.parameter, "max_length", 0)
        if isinstance(self.control, TextBox) and limit:
            value = self._draft.value(self.place)
            length = len(value) if isinstance(value, str) else 0
            wrong = too_long(self.parameter, value)
            words = translator().in_digits(f"{length}/{limit}")
            self.count.setText(f"{tr('wizard.too_long')} {words}" if wrong else words)
            set_look(self.count, "error" if wrong else "small")

    def _set(self, value: Any) -> None:
        self.edited.emit(self.place, value)

    def _leave_out(self) -> None:
        self._set("" if self.left_out.isChecked() else None)

    def _shown(self, draft: Draft) -> Any:
        """The value, or the sample that stands for it."""
        value = draft.value(self.place)
        return draft.sample(self.place) if value is None else value

    def _control(self) -> QWidget:
        match self.parameter:
            case TextParameter(multiline=multiline, max_length=limit):
                return self._text(multiline=multiline, limit=limit)
            case PluralParameter(max_length=limit):
                return self._text(multiline=False, limit=limit)
            case NumberParameter():
                return self._number(self.parameter)
            case DateParameter():
                return self._date()
            case BooleanParameter():
                return self._switch()
            case ChoiceParameter():
                return self._choice(self.parameter)
            case ColorParameter():
                return self._color()
            case IconParameter():
                return self._icon()
            case ImageParameter():
                return self._picture()
        raise TypeError(f"a list is no single value: {self.parameter.id}")

    def _text(self, *, multiline: bool, limit: int) -> QWidget:
        box = TextBox(multiline=multiline, limit=limit, language=self._draft.language)
        box.edited.connect(lambda text: self._set(text or None))
        box.focused.connect(lambda: self.focused.emit(self.place))

        def show(draft: Draft) -> None:
            value, sample = draft.value(self.place), draft.sample(self.place)
            if isinstance(sample, dict):
                sample = sample.get("other", next(iter(sample.values()), ""))
            box.set_language(draft.language)
            box.setPlaceholderText(str(sample or "").replace("\n", " / " if not multiline else "\n"))
            box.set_text(value if isinstance(value, str) else "")

        self._show = show
        return box

    def _number(self, parameter: NumberParameter) -> QWidget:
        low = parameter.minimum if parameter.minimum is not None else float("-inf")
        high = parameter.maximum if parameter.maximum is not None else float("inf")
        field = NumberField(minimum=low, maximum=high, step=parameter.step or 1, unit=parameter.unit)
        field.setMaximumWidth(px(200))
        field.value_changed.connect(lambda value: self._set(int(value) if value == int(value) else value))
        field.editing_began.connect(lambda: self.focused.emit(self.place))
        field.committed.connect(lambda _: self.focused.emit(self.place))
        self._show = lambda draft: field.set_value(float(self._shown(draft) or 0))
        return field

    def _date(self) -> QWidget:
        line = QLineEdit()
        line.setMaximumWidth(px(200))
        line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

        def typed(text: str) -> None:
            try:
                day = parse_date(text).isoformat() if text.strip() else None
            except InputError:
                wrong = True
            else:
                wrong = False
                self._set(day)
            line.setProperty("wrong", wrong)
            repolish(line)
            self.focused.emit(self.place)

        def show(draft: Draft) -> None:
            sample = draft.sample(self.place)
            line.setPlaceholderText(to_digits(str(sample or "2026-01-05"), translator().digits))
            if not line.hasFocus():
                line.setText(to_digits(str(draft.value(self.place) or ""), translator().digits))

        line.textEdited.connect(typed)
        self._show = show
        return line

    def _switch(self) -> QWidget:
        switch = Switch()
        switch.clicked.connect(self._set)
        self._show = lambda draft: switch.setChecked(bool(self._shown(draft)))
        return switch

    def _choice(self, parameter: ChoiceParameter) -> QWidget:
        def names() -> list[tuple[str, str]]:
            return [
                (choice, localized(parameter.choice_labels.get(choice, {"en": choice})))
                for choice in parameter.choices
            ]

        if len(parameter.choices) <= _FEW:
            segments = Segments()
            segments.chosen.connect(self._set)

            def show_segments(draft: Draft) -> None:
                segments.set_options([(choice, name, "") for choice, name in names()])
                segments.set_value(self._shown(draft))

            self._show = show_segments
            return segments
        combo = QComboBox()
        combo.activated.connect(lambda: self._set(combo.currentData()))

        def show_combo(draft: Draft) -> None:
            combo.clear()
            for choice, name in names():
                combo.addItem(name, choice)
            combo.setCurrentIndex(max(0, combo.findData(self._shown(draft))))

        self._show = show_combo
        return combo

    def _color(self) -> QWidget:
        button = ColorButton(Palette())
        button.chosen.connect(self._set)
        self._show = lambda draft: button.set_value(str(self._shown(draft) or "accent"))
        return button

    def _icon(self) -> QWidget:
        choice = IconChoice()
        choice.chosen.connect(self._set)
        choice.chosen.connect(lambda _: self.focused.emit(self.place))
        self._show = lambda draft: choice.set_value(str(self._shown(draft) or ""))
        return choice

    def _picture(self) -> QWidget:
        choice = PictureChoice()
        choice.chosen.connect(self._set)
        choice.focused.connect(lambda: self.focused.emit(self.place))
        self._show = lambda draft: choice.set_value(
            self._shown(draft) or "", is_sample=draft.value(self.place) is None
        )
        return choice
