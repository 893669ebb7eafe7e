"""The form of a template's parameters: single fields, and lists as cards of rows."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget

from studio.gui.dialogs.parts import Words
from studio.gui.i18n import localized, on_language, tr, translator
from studio.gui.theme.icons import set_icon
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.gui.wizard.draft import Draft, Path
from studio.gui.wizard.field import Field
from studio.model.parameters import ImageParameter, ListParameter, Parameter


class ListField(QFrame):
    """Rows that can be added and taken away, within the list's bounds; each a card of fields."""

    edited = Signal(tuple, object)
    focused = Signal(tuple)
    counted = Signal(str, int)
    """A list is to have so many rows."""
    removed = Signal(str, int)

    def __init__(
        self, draft: Draft, parameter: ListParameter, fields: list[Parameter], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.parameter = parameter
        self._shown = fields
        self._draft = draft
        self.fields: dict[Path, Field] = {}
        self._cards: list[QFrame] = []
        self.label = Words("lead")
        self.note = Words("small", wrap=True)
        self.add_button = QPushButton()
        set_icon(self.add_button, "plus", size=16)
        self.add_button.clicked.connect(self._add)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px(8))
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self.label)
        column.addWidget(self.note)
        column.addLayout(self._rows)
        column.addLayout(foot)
        self._fill()
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self.label.setText(localized(self.parameter.label))
        note = localized(self.parameter.note)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.add_button.setText(tr("wizard.add_row"))
        for row, card in enumerate(self._cards):
            button = card.findChild(QToolButton, "remove")
            number = card.findChild(Words, "number")
            name = tr("wizard.row", number=row + 1)
            if isinstance(number, Words):
                number.setText(translator().number(row + 1))
            if isinstance(button, QToolButton):
                button.setToolTip(tr("wizard.remove_row"))
                button.setAccessibleName(f"{tr('wizard.remove_row')}: {name}")
            card.setAccessibleName(name)
        self._limit()

    def show_draft(self, draft: Draft) -> None:
        """Shows the draft's rows; fields are made anew only where their number changed."""
        self._draft = draft
        if draft.row_count(self.parameter.id) != len(self._cards):
            self._fill()
            self.retranslate()
        for field in self.fields.values():
            field.show_draft(draft)
        self._limit()

    def _limit(self) -> None:
        count = len(self._cards)
        one_kind = len(self._shown) == len(self.parameter.fields)
        can_change = one_kind or not any(isinstance(one, ImageParameter) for one in self._shown)
        self.add_button.setVisible(can_change and count < self.parameter.maximum)
        for card in self._cards:
            button = card.findChild(QToolButton, "remove")
            if isinstance(button, QToolButton):
                button.setVisible(can_change and count > self.parameter.minimum)

    def _fill(self) -> None:
        for card in self._cards:
            self._rows.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards, self.fields = [], {}
        for row in range(self._draft.row_count(self.parameter.id)):
            self._rows.addWidget(self._card(row))

    def _card(self, row: int) -> QFrame:
        card = QFrame(self)
        set_look(card, "card")
        number = Words("muted", parent=card)
        number.setObjectName("number")
        number.setFixedWidth(px(20))  # all digits take the same room: the fields stand in line
        remove = QToolButton(card)
        remove.setObjectName("remove")
        set_look(remove, "dense")
        set_icon(remove, "trash", size=16)
        remove.clicked.connect(lambda: self.removed.emit(self.parameter.id, row))
        across = QHBoxLayout(card)
        across.setContentsMargins(px(12), px(8), px(12), px(12))
        across.setSpacing(px(12))
        across.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(px(8))
        for parameter in self._shown:
            place = (self.parameter.id, row, parameter.id)
            field = Field(self._draft, place, parameter, card)
            field.edited.connect(self.edited)
            field.focused.connect(self.focused)
            self.fields[place] = field
            column.addWidget(field)
        across.addLayout(column, 1)
        across.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        self._cards.append(card)
        return card

    def _add(self) -> None:
        self.counted.emit(self.parameter.id, len(self._cards) + 1)


class Form(QScrollArea):
    """All values of one step: words (everything but pictures) or pictures."""

    edited = Signal(tuple, object)
    focused = Signal(tuple)
    counted = Signal(str, int)
    removed = Signal(str, int)

    def __init__(
        self, draft: Draft, *, pictures: bool, parent: QWidget | None = None, within: QWidget | None = None
    ) -> None:
        """within: holds the fields instead of what is scrolled here."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.singles: dict[Path, Field] = {}
        self.lists: dict[str, ListField] = {}
        # Fields are made in their place: what is put into another part is styled anew, with its content.
        inside = within or QWidget(self.viewport())
        inside.setObjectName("scrolled")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(px(8), px(4), px(8), px(24))
        self._column.setSpacing(px(16))
        for parameter in draft.template.parameters:
            self._add(draft, parameter, pictures=pictures)
        self._column.addStretch(1)
        if within is None:
            self.setWidget(inside)

    def _add(self, draft: Draft, parameter: Parameter, *, pictures: bool) -> None:
        if isinstance(parameter, ListParameter):
            shown = [one for one in parameter.fields if isinstance(one, ImageParameter) == pictures]
            if shown:
                many = ListField(draft, parameter, shown, self._column.parentWidget())
                many.edited.connect(self.edited)
                many.focused.connect(self.focused)
                many.counted.connect(self.counted)
                many.removed.connect(self.removed)
                self.lists[parameter.id] = many
                self._column.addWidget(many)
        elif isinstance(parameter, ImageParameter) == pictures:
            single = Field(draft, (parameter.id,), parameter, self._column.parentWidget())
            single.edited.connect(self.edited)
            single.focused.connect(self.focused)
            self.singles[parameter.id,] = single
            self._column.addWidget(single)

    def show_draft(self, draft: Draft) -> None:
        """Shows a draft that was changed, here or elsewhere."""
        for single in self.singles.values():
            single.show_draft(draft)
        for many in self.lists.values():
            many.show_draft(draft)

    def field(self, place: Path) -> Field:
        """The field of a place.  Raises KeyError."""
        return self.singles[place] if len(place) == 1 else self.lists[str(place[0])].fields[place]

    def first(self) -> QWidget | None:
        """What the keyboard begins with."""
        fields = [
            *self.singles.values(),
            *(one for many in self.lists.values() for one in many.fields.values()),
        ]
        return fields[0].control if fields else None
