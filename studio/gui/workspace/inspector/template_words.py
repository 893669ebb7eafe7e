"""The words of the template that the film was made from: the wizard's own form, over the open project."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.base.errors import StudioError
from studio.gui.wizard.draft import Draft, Path
from studio.gui.wizard.form import Form
from studio.gui.workspace.stage import Stage
from studio.model.parameters import ListParameter
from studio.model.project import Project
from studio.presets.catalog import bundled
from studio.services.editing import StepName
from studio.services.edits.template_values import with_template_values, with_value
from studio.services.opening import size_name


def draft_of(project: Project) -> Draft | None:
    """The values of a film's template as a form shows them; None for a film without one that is known."""
    if project.source is None:
        return None
    try:
        template = bundled().template(project.source.template)
    except StudioError:
        return None
    composition = project.compositions[0]
    draft = Draft(template, size_name(composition, bundled().design()), composition.language)
    for parameter in template.parameters:
        value = project.source.values.get(parameter.id)
        if isinstance(parameter, ListParameter):
            rows = value if isinstance(value, list | tuple) else []
            draft = draft.with_rows(parameter.id, len(rows))
            for number, row in enumerate(rows):
                for one in parameter.fields:
                    found = row.get(one.id) if isinstance(row, Mapping) else None
                    draft = draft.with_value((parameter.id, number, one.id), _shown(draft, found))
        else:
            draft = draft.with_value((parameter.id,), _shown(draft, value))
    return draft


def _shown(draft: Draft, value: Any) -> Any:
    return draft.spoken(value)


class TemplateWords(QWidget):
    """The form; each change makes the film anew and keeps what was changed by hand."""

    def __init__(self, stage: Stage, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        inside = QWidget(self)
        column.addWidget(inside)
        self.form = Form(draft, pictures=False, parent=self, within=inside)
        self.form.hide()
        self.form.edited.connect(self._edit)
        self.form.counted.connect(self._count)
        self.form.removed.connect(self._remove)
        self._source = stage.document.project.source

    def refresh(self) -> None:
        source = self._stage.document.project.source
        if source is not self._source:
            self._source = source
            draft = draft_of(self._stage.document.project)
            if draft is not None:
                self.form.show_draft(draft)

    def _edit(self, place: Path, value: Any) -> None:
        language = self._stage.composition.language
        self._change(
            lambda values: with_value(values, place, "" if value is None else value, language),
            ("template", place),
        )

    def _count(self, name: str, count: int) -> None:
        draft = draft_of(self._stage.document.project)
        if draft is not None:
            given = draft.with_rows(name, count).given()
            self._change(lambda values: {**values, name: given[name]}, None)

    def _remove(self, name: str, row: int) -> None:
        def change(values: dict[str, Any]) -> dict[str, Any]:
            rows = list(values.get(name) or ())
            return {**values, name: rows[:row] + rows[row + 1 :]}

        self._change(change, None)

    def _change(self, change: Any, merge_key: Any) -> None:
        def edit(project: Project) -> Project:
            values = dict(project.source.values) if project.source is not None else {}
            return with_template_values(project, change(values))

        self._stage.edit_project(StepName("step.template"), edit, merge_key)
        self.refresh()
