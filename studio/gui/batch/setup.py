"""What a batch is made of: template, sheet, what columns fill, sizes, languages, brand, names, folder."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.formats.tables import Table
from studio.gui.batch.brand_choice import BrandChoice
from studio.gui.dialogs.parts import Words, button
from studio.gui.i18n import localized, on_language, tr, translator
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.segments import Segments
from studio.model.parameters import ListParameter
from studio.model.template import Template
from studio.services.batch.languages import languages_of
from studio.services.batch.matching import Target, match_columns
from studio.services.batch.plan import PATTERN, Batch
from studio.services.film_from_files import SHEETS
from studio.services.stills import STILL_SUFFIXES

_ROWS_OF_LISTS = 6
_HEADS = ("template", "sheet", "columns", "sizes", "languages", "brand", "format", "names", "folder")
_ELSEWHERE = {"brand": "wizard.brand", "format": "export.format"}
"""Headings whose words are those of another screen."""


class Setup(QWidget):
    """`changed` when any of it is another; it checks nothing itself."""

    changed = Signal()
    sheet_wanted = Signal(Path)
    """A sheet was chosen: read it."""

    def __init__(self, templates: Sequence[Template]) -> None:
        super().__init__()
        self.all = {template.id: template for template in templates}
        self.template: Template | None = None
        self.table: Table | None = None
        self.templates = QListWidget()
        self.templates.itemClicked.connect(lambda item: self.choose(item.data(Qt.ItemDataRole.UserRole)))
        self.templates.itemActivated.connect(lambda item: self.choose(item.data(Qt.ItemDataRole.UserRole)))
        self.sheet_button = button(self.ask_sheet, icon="table-import")
        self.sheet_name = Words("muted", wrap=True)
        self._mapped: dict[str, Target] = {}
        self.columns: dict[str, QComboBox] = {}
        self.sizes: dict[str, QToolButton] = {}
        self.languages = {"ar": toggle(), "en": toggle()}
        self._usual: str = translator().language
        self._by_hand = False
        self.brand = BrandChoice()
        self.brand.chosen.connect(self.changed)
        self.format = Segments()
        self.pattern = QLineEdit(PATTERN)
        self.pattern.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.pattern.editingFinished.connect(self.changed)
        self.folder = QLineEdit()
        self.folder.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.folder_button = button(self.ask_folder, icon="folder")
        self._heads = {name: Words("strong") for name in _HEADS}
        self._mapping, self._sizes, self._languages = QGridLayout(), QHBoxLayout(), QHBoxLayout()
        self._lay_out()
        theme().changed.connect(self.retranslate)
        on_language(self, self.retranslate)

    def _lay_out(self) -> None:
        for box in self.languages.values():
            box.clicked.connect(self._language_chosen)
            self._languages.addWidget(box)
        for row in (self._sizes, self._languages):
            row.addStretch(1)
        self._mapping.setColumnStretch(1, 1)
        place = QHBoxLayout()
        place.addWidget(self.folder, 1)
        place.addWidget(self.folder_button)
        self._column = QVBoxLayout(self)
        parts: tuple[tuple[str, QWidget | QHBoxLayout | QGridLayout], ...] = (
            *(("template", self.templates), ("sheet", self.sheet_button), ("columns", self._mapping)),
            *(("sizes", self._sizes), ("languages", self._languages), ("brand", self.brand)),
            *(("format", self.format), ("names", self.pattern), ("folder", place)),
        )
        for name, part in parts:
            self._column.addWidget(self._heads[name])
            self._column.addWidget(part) if isinstance(part, QWidget) else self._column.addLayout(part)
            if name == "sheet":
                self._column.addWidget(self.sheet_name)
        self._column.addStretch(1)

    def retranslate(self) -> None:
        self._column.setContentsMargins(px(8), px(4), px(8), px(4))
        for layout in (self._column, self._mapping, self._sizes, self._languages):
            layout.setSpacing(px(8))
        for name, head in self._heads.items():
            head.setText(tr(_ELSEWHERE.get(name, f"batch.{name}")))
        self.format.set_options([(one, one[1:].upper(), "") for one in STILL_SUFFIXES])
        self.format.set_value(self.still_suffix)
        self.format.setAccessibleName(tr("export.format"))
        fields = {"template": self.templates, "names": self.pattern, "folder": self.folder}
        for name, field in fields.items():
            field.setAccessibleName(tr(f"batch.{name}"))
        self.pattern.setToolTip(tr("batch.names_hint"))
        self._show_heads()
        self.sheet_button.setText(tr("batch.choose_sheet"))
        self.folder_button.setText(tr("export.choose"))
        if self.table is None:
            self.sheet_name.setText(tr("batch.drop"))
        for language, box in self.languages.items():
            box.setText(tr(f"language.{language}"))
            box.setAccessibleName(box.text())
        chosen = self.template.id if self.template is not None else ""
        self.templates.clear()
        for template in self.all.values():
            item = QListWidgetItem(localized(template.name))
            item.setData(Qt.ItemDataRole.UserRole, template.id)
            item.setToolTip(localized(template.note))
            self.templates.addItem(item)
            if template.id == chosen:
                self.templates.setCurrentItem(item)
        self.templates.setFixedHeight(px(168))
        if self.template is not None:
            self._fill_mapping()

    def _show_heads(self) -> None:
        """No heading over nothing: columns are a sheet's, sizes a template's, kinds of picture a still's."""
        still = self.template is not None and self.template.kind == "still"
        for part in (self._heads["format"], self.format):
            part.setVisible(still)
        self._heads["columns"].setVisible(self.template is not None and self.table is not None)
        self._heads["sizes"].setVisible(self.template is not None)

    @property
    def still_suffix(self) -> str:
        """How names of pictures end."""
        return str(self.format.value or STILL_SUFFIXES[0])

    def choose(self, id: str) -> None:
        """Takes a template; columns are matched anew."""
        self.template = self.all[id]
        for at in range(self.templates.count()):
            if self.templates.item(at).data(Qt.ItemDataRole.UserRole) == id:
                self.templates.setCurrentRow(at)
        while self._sizes.count() > 1:
            item = self._sizes.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.sizes.clear()
        for number, size in enumerate(self.template.formats):
            box = toggle()
            box.setText(translator().in_digits(size))
            box.setAccessibleName(box.text())
            box.setChecked(number == 0)
            box.toggled.connect(lambda _on: self.changed.emit())
            self.sizes[size] = box
            self._sizes.insertWidget(number, box)
        self._match()

    def begin(self, language: str) -> None:
        """A new batch: it is in this language until a sheet tells its own."""
        self._usual = language if language in self.languages else translator().language
        if self.table is None and not self._by_hand:
            self._set_languages((self._usual,))

    def _language_chosen(self) -> None:
        self._by_hand = True
        self.changed.emit()

    def _set_languages(self, languages: Sequence[str]) -> None:
        for language, box in self.languages.items():
            box.setChecked(language in languages)

    def set_table(self, table: Table, name: str) -> None:
        """A sheet that was read; languages are its own, until they are chosen by hand."""
        self.table = table
        self._by_hand = False
        self.sheet_name.setText(f"\u2068{name}\u2069")
        self._match()

    def _match(self) -> None:
        if self.template is not None and self.table is not None:
            self._mapped = match_columns(self.template, self.table.headers)
            self._fill_mapping()
            if not self._by_hand:
                self._set_languages(languages_of(self.template, self.table, self._mapped, self._usual))
        self._show_heads()
        self.changed.emit()

    def _fill_mapping(self) -> None:
        while (item := self._mapping.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.columns.clear()
        if self.table is None or self.template is None:
            return
        places = [("", tr("batch.nothing")), *_places(self.template)]
        for row, header in enumerate(self.table.headers):
            label, field = Words(wrap=True), QComboBox()
            label.setText(f"\u2068{header}\u2069")
            label.setBuddy(field)
            field.setAccessibleName(f"\u2068{header}\u2069")
            field.setMinimumContentsLength(8)
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            target = self._mapped.get(header)
            written = target.written if target is not None else ""
            if written and written not in (one for one, _ in places):
                field.addItem(written, target)
            for place, name in places:
                field.addItem(name, _target(place))
            index = next(
                (at for at in range(field.count()) if field.itemData(at) == target and target is not None), -1
            )
            nothing = field.findText(tr("batch.nothing"))
            field.setCurrentIndex(index if index >= 0 else nothing)
            field.currentIndexChanged.connect(
                lambda _at, header=header, field=field: self._map(header, field.currentData())
            )
            self.columns[header] = field
            self._mapping.addWidget(label, row, 0)
            self._mapping.addWidget(field, row, 1)

    def _map(self, header: str, target: object) -> None:
        """A column fills something else; what filled that before fills nothing."""
        kept = {name: one for name, one in self._mapped.items() if name != header and one != target}
        if isinstance(target, Target):
            kept[header] = target
        self._mapped = kept
        self._fill_mapping()
        self.changed.emit()

    @property
    def mapped(self) -> dict[str, Target]:
        return dict(self._mapped)

    @property
    def chosen_sizes(self) -> tuple[str, ...]:
        return tuple(size for size, box in self.sizes.items() if box.isChecked())

    @property
    def chosen_languages(self) -> tuple[str, ...]:
        return tuple(language for language, box in self.languages.items() if box.isChecked())

    def hint(self, batch: Batch | None) -> str:
        """What is to be done next; empty where nothing is missing.  batch: as far as it is known."""
        if self.template is None:
            return tr("batch.hint_template")
        if self.table is None:
            return tr("batch.hint_sheet")
        if batch is None:
            return tr("batch.hint_sizes")
        missing = [localized(one.label) for one in batch.missing()]
        return tr("batch.hint_missing", names=tr("unit.joint").join(missing)) if missing else ""

    def ask_sheet(self) -> None:
        """Asks for a sheet."""
        kinds = " ".join(f"*{suffix}" for suffix in sorted(SHEETS))
        dialog = QFileDialog(self.window(), tr("batch.choose_sheet"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(f"{tr('batch.sheet')} ({kinds})")
        dialog.fileSelected.connect(lambda name: self.sheet_wanted.emit(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("export.choose_folder"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)


def toggle() -> QToolButton:
    """A choice of several that may all be on."""
    made = QToolButton()
    made.setCheckable(True)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    set_look(made, "quiet")
    return made


def _target(written: str) -> Target | None:
    if not written:
        return None
    parts = written.split(".")
    return Target(parts[0]) if len(parts) == 1 else Target(parts[0], int(parts[1]), parts[2])


def _places(template: Template) -> list[tuple[str, str]]:
    """What columns can fill, with names: values, and the first rows of lists."""
    found: list[tuple[str, str]] = []
    for one in template.parameters:
        name = localized(one.label)
        found.append((one.id, name))
        if isinstance(one, ListParameter):
            for row in range(min(one.maximum, _ROWS_OF_LISTS)):
                number = translator().number(row + 1)
                for inner in one.fields:
                    label = f"{name} {number}: {localized(inner.label)}"
                    found.append((f"{one.id}.{row}.{inner.id}", label))
    return found
