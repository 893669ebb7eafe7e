"""Nothing selected: the film's own settings, and the words of its template."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from studio.base.time import seconds
from studio.gui.brand.applying import apply_brand
from studio.gui.brand.shelf import brands
from studio.gui.dialogs.measures import pixels
from studio.gui.i18n import localized, tr
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.gui.widgets.label import Label
from studio.gui.widgets.text_box import TextBox
from studio.gui.workspace.inspector.editors import ChoiceEditor, ColorEditor, Editor, NumberEditor
from studio.gui.workspace.inspector.row import Row
from studio.gui.workspace.inspector.section import Section
from studio.gui.workspace.inspector.specs import FieldSpec
from studio.gui.workspace.inspector.template_words import TemplateWords, draft_of
from studio.gui.workspace.stage import Stage
from studio.model.composition import Composition
from studio.model.project import Project
from studio.services.editing import StepName
from studio.services.edits.fields import set_field
from studio.services.edits.looks import brand_of

_SIZE = FieldSpec(("duration",), "seconds", "look", minimum=0.1, maximum=86_400, step=0.5, unit="s")
_DIGITS = FieldSpec(("digits",), "choice", "look", choices=("auto", "arab", "latn", "arabext"))
_GROUND = FieldSpec(("background",), "color", "look")
_BRAND = FieldSpec(("look",), "choice", "look")


class FilmForm(QWidget):
    """Name, length, look, digits, ground."""

    def __init__(self, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        section = Section("film.settings", parent=self)
        label = Label(tr("film.name"))
        set_look(label, "muted")
        section.add(label)
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("film.name"))
        self.name.textEdited.connect(self._renamed)
        section.add(self.name)
        palette = stage.composition.look.palette
        kits = [(brand.id, localized(brand.kit.name)) for brand in brands().all]
        self._editors: dict[str, Editor] = {
            "look": ChoiceEditor(_BRAND, [(None, tr("film.own-look")), *kits]),
            "duration": NumberEditor(_SIZE, is_time=True),
            "digits": ChoiceEditor(_DIGITS, [(one, tr(f"choice.{one}")) for one in _DIGITS.choices]),
            "background": ColorEditor(_GROUND, palette),
        }
        for editor in self._editors.values():
            row = Row(editor, section.body)
            row.dot.setVisible(False)
            editor.changed.connect(lambda value, field=editor.spec.name: self._set(field, value))
            editor.began.connect(stage.begin_drag)
            editor.ended.connect(lambda *_: stage.end_drag())
            section.add(row)
        about = Label(tr("film.alt"))
        set_look(about, "muted")
        section.add(about)
        self.alt = TextBox(multiline=True, limit=2000, language="ar" if stage.composition.is_rtl else "en")
        self.alt.setAccessibleName(tr("film.alt"))
        self.alt.setToolTip(tr("film.alt-hint"))
        self.alt.setPlaceholderText(tr("film.alt-hint"))
        self.alt.edited.connect(self._described)
        section.add(self.alt)
        self.words: TemplateWords | None = None
        draft = draft_of(stage.document.project)
        if draft is not None:
            words = Section("film.words", parent=self)
            column.addWidget(words)
            self.words = TemplateWords(stage, draft, words.body)
            words.add(self.words)
        column.addWidget(section)
        self._facts = Label()
        set_look(self._facts, "small")
        self._facts.setWordWrap(True)
        column.addWidget(self._facts)
        column.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        if self.words is not None:
            self.words.refresh()
        composition, project = self._stage.composition, self._stage.document.project
        if self.name.text() != project.name:
            self.name.setText(project.name)
        self.alt.set_text(composition.alt)
        for field in ("duration", "digits", "background"):
            self._editors[field].show_value(getattr(composition, field))
        self._editors["look"].show_value(self._brand_id(composition))
        size, rate = composition.size, float(composition.rate_exact.fraction)
        facts = tr("film.facts", size="{size}", rate=rate)
        self._facts.setText(facts.replace("\u2068{size}\u2069", pixels(size.width, size.height)))

    @staticmethod
    def _brand_id(composition: Composition) -> str | None:
        found = brand_of(composition.look, brands().all)
        return None if found is None else found.id

    def _renamed(self, name: str) -> None:
        def change(project: Project) -> Project:
            return project.model_copy(update={"name": name})

        self._stage.edit_project(StepName("step.film-name"), change, merge_key="film-name")

    def _described(self, words: str) -> None:
        """The film in words, for those who do not see it; what is too long is marked, not kept."""
        if not self.alt.too_long:
            self._stage.edit(
                StepName("step.alt"),
                lambda composition: set_field(composition, (), ("alt",), words),
                merge_key="film-alt",
            )

    def _set(self, field: str, value: Any) -> None:
        if field == "look":
            brand = None if value is None else brands().find(value)
            if brand is not None:
                apply_brand(self._stage, brand)
            return
        if field == "duration":
            value = max(seconds("0.1"), value)
        self._stage.edit(
            StepName("step.film"),
            lambda composition: set_field(composition, (), (field,), value),
            merge_key=("film", field),
        )
