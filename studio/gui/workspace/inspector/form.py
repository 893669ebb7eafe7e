"""The form of one layer or clip: rows for its fields, everything through the document as named steps."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.base.errors import StudioError
from studio.gui.i18n import tr
from studio.gui.theme.theme import px
from studio.gui.workspace.inspector.editors import make_editor
from studio.gui.workspace.inspector.motion import MotionRows
from studio.gui.workspace.inspector.row import Row
from studio.gui.workspace.inspector.section import Section
from studio.gui.workspace.inspector.specs import GROUPS, FieldSpec, specs_of
from studio.gui.workspace.inspector.words import label_of
from studio.gui.workspace.stage import Stage
from studio.model.animation import Keyframes
from studio.model.composition import Composition
from studio.model.layers import LayerBase
from studio.model.style import TextStyle
from studio.presets.catalog import bundled
from studio.scene.findings import Finding
from studio.services.editing import StepName
from studio.services.edits.at_time import has_key, set_here, value_here, with_key
from studio.services.edits.fields import field_value, is_set, reset_field, set_field
from studio.services.edits.paths import LayerPath, in_composition, node_at
from studio.services.edits.times import span_of
from studio.text.fonts import FontCatalog

_CLOSED = frozenset({"more"})


class LayerForm(QWidget):
    """Rows for one layer, kept while only its values change."""

    rebuilt = Signal()
    """The layer has other fields now (a stroke was added): make a new form."""

    def __init__(self, stage: Stage, path: LayerPath, opened: dict[str, bool]) -> None:
        """opened: which groups are open, kept from form to form."""
        super().__init__()
        self._stage, self._path = stage, path
        self._rows: dict[tuple[str | int, ...], Row] = {}
        node = node_at(stage.composition, path)
        self._specs = specs_of(node)
        self._opened = opened
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        self.motion: MotionRows | None = None
        for group in GROUPS:
            specs = [spec for spec in self._specs if spec.group == group]
            has_motion = group == "motion" and isinstance(node, LayerBase)
            if not specs and not has_motion:
                continue
            section = Section(f"group.{group}", is_open=opened.get(group, group not in _CLOSED))
            section.opened.connect(lambda is_open, group=group: opened.__setitem__(group, is_open))
            if has_motion:
                self.motion = MotionRows(stage, path)
                section.add(self.motion)
            for spec in specs:
                section.add(self._row(spec, node))
            column.addWidget(section)
        column.addStretch(1)
        self.refresh()

    def row(self, *field: str | int) -> Row:
        """The row of a field.  Raises KeyError."""
        return self._rows[field]

    def refresh(self) -> None:
        """Shows the document's values."""
        composition = self._stage.composition
        try:
            node = node_at(composition, self._path)
        except StudioError:
            return
        if [spec.path for spec in specs_of(node)] != [spec.path for spec in self._specs]:
            self.rebuilt.emit()
            return
        local = self._local()
        for row in self._rows.values():
            spec = row.editor.spec
            value = field_value(composition, self._path, spec.path)
            row.dot.setVisible(is_set(composition, self._path, spec.path) and spec.kind != "text")
            if spec.animated:
                row.diamond.set_state(animated=isinstance(value, Keyframes), here=has_key(value, local))
                value = value_here(value, local, composition.look.palette)
            row.editor.show_value(value)
            row.show_error("")
        if self.motion is not None:
            self.motion.refresh()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Says beside the words when they do not fit."""
        # A group that is too full tells so in its own name.
        too_long = any(one.kind == "text-too-long" and one.layer in self._path for one in findings)
        for row in self._rows.values():
            if row.editor.spec.kind == "text":
                row.show_note(tr("inspector.too-long") if too_long else "")

    def _local(self) -> Fraction:
        return self._stage.time - span_of(self._stage.composition, self._path).start

    def _row(self, spec: FieldSpec, node: Any) -> Row:
        composition = self._stage.composition
        editor = make_editor(
            spec,
            language=_language(node, composition),
            palette=composition.look.palette,
            fonts=_families(),
            media=self._media(),
            initial=_initial(node, composition),
        )
        row = self._rows[spec.path] = Row(editor)
        editor.changed.connect(lambda value, row=row: self._set(row, value))
        editor.began.connect(self._stage.begin_drag)
        editor.ended.connect(lambda *_: self._stage.end_drag())
        row.reset.connect(lambda row=row: self._reset(row))
        row.keyed.connect(lambda row=row: self._key(row))
        return row

    def _media(self) -> Sequence[str]:
        return [item.id for item in self._stage.document.project.media]

    def _set(self, row: Row, value: Any) -> None:
        spec, path = row.editor.spec, self._path
        old = field_value(self._stage.composition, path, spec.path)
        if spec.animated:
            value = set_here(old, self._local(), value)

        def change(composition: Composition) -> Composition:
            if value is None and spec.optional:
                return reset_field(composition, path, spec.path)
            return set_field(composition, path, spec.path, value)

        self._do(row, "step.field", change, merge_key=("field", path, spec.path))

    def _reset(self, row: Row) -> None:
        spec, path = row.editor.spec, self._path
        self._do(row, "step.reset", lambda composition: reset_field(composition, path, spec.path), None)

    def _key(self, row: Row) -> None:
        spec, path, local = row.editor.spec, self._path, self._local()
        film = self._stage.composition
        value = with_key(field_value(film, path, spec.path), local, film.look.palette)
        self._do(row, "step.key", lambda composition: set_field(composition, path, spec.path, value), None)

    def _do(self, row: Row, key: str, change: Any, merge_key: Any) -> None:
        """A refusal stands under its own row; the last good value stays in the film."""
        stage = self._stage
        try:
            project = in_composition(stage.document.project, stage.composition.id, change)
        except StudioError as error:
            row.show_error(_said(error))
            return
        row.show_error("")
        stage.document.do(StepName(key, {"field": label_of(row.editor.spec)}), project, merge_key)


def _said(error: StudioError) -> str:
    mistakes = getattr(error, "mistakes", ())
    return "; ".join(mistake.message for mistake in mistakes) or error.message


def _families() -> list[str]:
    return [family.name for family in FontCatalog.bundled().families()]


def _style_of(node: Any) -> TextStyle | None:
    style = getattr(node, "style", None)
    return style if isinstance(style, TextStyle) else None


def _language(node: Any, composition: Composition) -> str:
    style = _style_of(node)
    return (style.language if style is not None else None) or composition.language


def _initial(node: Any, composition: Composition) -> dict[str, Any]:
    """What a field that was left to itself shows first when it is set."""
    initial: dict[str, Any] = {"weight": 400, "line_height": 1.5, "max_lines": 3, "kashida_longest": 0.6}
    style = _style_of(node)
    if style is not None:
        form = bundled().design().format_for(composition.size.width, composition.size.height)
        spec = form.type[style.role]
        initial |= {"size": spec.size, "min_size": spec.min_size, "max_lines": spec.max_lines}
        initial["line_height"] = spec.line_height if composition.is_rtl else spec.latin_line_height
    initial["end"] = composition.duration
    return initial
