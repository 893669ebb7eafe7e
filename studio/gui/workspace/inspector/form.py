"""The form of one layer or clip: rows for its fields, everything through the document as named steps.

Rows of a group that is closed are made when it opens: that group ("More") holds half of all rows.
"""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from studio.base.errors import StudioError
from studio.gui.dialogs.error_words import said
from studio.gui.i18n import tr
from studio.gui.theme.theme import px
from studio.gui.workspace.frames import Painted
from studio.gui.workspace.inspector.bars_table import BarsTable, has_bars
from studio.gui.workspace.inspector.box_editors import LengthEditor
from studio.gui.workspace.inspector.editors import TextEditor, make_editor
from studio.gui.workspace.inspector.film_start_editor import FilmStartEditor
from studio.gui.workspace.inspector.motion import MotionRows
from studio.gui.workspace.inspector.row import Row
from studio.gui.workspace.inspector.section import Section
from studio.gui.workspace.inspector.seen import color_words, fit_words, is_painted
from studio.gui.workspace.inspector.special import Around, special_editor
from studio.gui.workspace.inspector.specs import GROUPS, FieldSpec, specs_of
from studio.gui.workspace.inspector.time_range import TimeRangeRow
from studio.gui.workspace.inspector.words import label_of
from studio.gui.workspace.layer_names import first_words
from studio.gui.workspace.stage import Stage
from studio.model.animation import Keyframes
from studio.model.captions import CaptionStyle
from studio.model.composition import Composition
from studio.model.layers import ImageLayer, LayerBase, VideoLayer
from studio.model.style import TextStyle, TypeRole
from studio.presets.catalog import bundled
from studio.scene.captioning.styles import caption_text_style
from studio.scene.findings import Finding
from studio.services.editing import StepName
from studio.services.edits.at_time import has_key, set_here, value_here, with_key
from studio.services.edits.fields import FieldPath, field_value, reset_field, set_field, set_fields
from studio.services.edits.find import Hit
from studio.services.edits.originals import Originals
from studio.services.edits.paths import LayerPath, in_composition, node_at
from studio.services.edits.times import span_of
from studio.services.film_sheet import SUFFIXES as FILMS
from studio.text.fonts import FontCatalog

_CLOSED = frozenset({"more"})
_SIZES: tuple[FieldPath, FieldPath] = (("place", "width"), ("place", "height"))


class LayerForm(QWidget):
    """Rows for one layer, or for what several have in common; kept while only values change."""

    rebuilt = Signal()
    """The layer has other fields now (a stroke was added): make a new form."""

    def __init__(
        self,
        stage: Stage,
        path: LayerPath,
        opened: dict[str, bool],
        others: Sequence[LayerPath] = (),
        parent: QWidget | None = None,
    ) -> None:
        """opened: which groups are open, kept from form to form.  others: layers that are edited with it."""
        super().__init__(parent)
        self._stage, self._path = stage, path
        self._paths = (path, *others)
        self._rows: dict[tuple[str | int, ...], Row] = {}
        self._linked: tuple[float, float] | None = None
        self._painted: Painted | None = None
        self._hit: Hit | None = None
        self._waiting: dict[str, Section] = {}
        node = node_at(stage.composition, path)
        self._specs = self._common()
        self._opened = opened
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        self.motion: MotionRows | None = None
        self.bars: BarsTable | None = None
        self.range: TimeRangeRow | None = None
        for group in GROUPS:
            specs = [spec for spec in self._specs if spec.group == group]
            has_motion = group == "motion" and isinstance(node, LayerBase) and not others
            if not specs and not has_motion and not (group == "words" and has_bars(node)):
                continue
            # In its place before it is filled: what is put into another part takes its look from there, with
            # all that it holds.
            section = Section(f"group.{group}", is_open=opened.get(group, group not in _CLOSED), parent=self)
            column.addWidget(section)
            self._waiting[group] = section
            section.opened.connect(lambda is_open, group=group: self._note_opened(group, is_open))
            if section.is_open:
                self._fill(group)
        column.addStretch(1)
        self.refresh()

    def row(self, *field: str | int) -> Row:
        """The row of a field.  Raises KeyError."""
        spec = next((one for one in self._specs if one.path == field), None)
        if spec is not None and spec.group in self._waiting:
            self._fill(spec.group)
            self._show_all()
        return self._rows[field]

    def _note_opened(self, group: str, is_open: bool) -> None:
        self._opened[group] = is_open
        if is_open and group in self._waiting:
            self._fill(group)
            self._show_all()

    def _fill(self, group: str) -> None:
        """Makes what a group holds."""
        section, stage, path = self._waiting.pop(group), self._stage, self._path
        node, alone = node_at(stage.composition, path), len(self._paths) == 1
        if group == "motion" and alone and isinstance(node, LayerBase):
            self.motion = MotionRows(stage, path, section.body)
            section.add(self.motion)
        if group == "words" and alone and has_bars(node):
            self.bars = BarsTable(stage, path)
            section.add(self.bars)
        if group == "more" and alone and isinstance(node, LayerBase):
            self.range = TimeRangeRow(stage, path)
            section.add(self.range)
        for spec in self._specs:
            if spec.group == group:
                section.add(self._row(spec, node, section.body))

    def _show_all(self) -> None:
        """Everything that rows say, when there are new ones."""
        self.refresh()
        if self._painted is not None:
            self.show_findings(self._painted.findings)
        self.show_hit(self._hit)

    def refresh(self) -> None:
        """Shows the document's values."""
        composition = self._stage.composition
        try:
            nodes = [node_at(composition, path) for path in self._paths]
        except StudioError:
            return
        if [spec.path for spec in self._common()] != [spec.path for spec in self._specs]:
            self.rebuilt.emit()
            return
        originals = Originals(self._stage.document.project, composition)
        for row in self._rows.values():
            self._show(row, composition, originals)
        if self.motion is not None:
            self.motion.refresh()
        if self.bars is not None and has_bars(nodes[0]):
            self.bars.refresh()
        if self.range is not None:
            self.range.refresh()
        self._show_behind()

    def _show(self, row: Row, composition: Composition, originals: Originals) -> None:
        spec = row.editor.spec
        values = [field_value(composition, path, spec.path) for path in self._paths]
        own = any(originals.is_own(path, spec.path) for path in self._paths)
        moving = any(isinstance(value, Keyframes) for value in values)
        # A letter changes one value: the rows of the others stay as they are.
        if (
            spec.kind == "media" or spec.name == "source_start" or moving
        ):  # these change with the playhead, or with files
            row.forget()
        elif row.has_shown((*values, own, composition.look.palette)):
            return
        # Words are always said; they have an original where the template said them.
        row.dot.setVisible(own and (spec.kind != "text" or originals.is_known(self._path)))
        if spec.animated:
            locals_ = [self._local(path) for path in self._paths]
            row.diamond.set_state(
                animated=isinstance(values[0], Keyframes), here=has_key(values[0], locals_[0])
            )
            palette = composition.look.palette
            values = [value_here(one, at, palette) for one, at in zip(values, locals_, strict=True)]
        row.editor.setAccessibleDescription("")
        row.editor.show_value(values[0])
        if any(value != values[0] for value in values[1:]):
            row.show_mixed()
        row.show_error("")

    def _common(self) -> tuple[FieldSpec, ...]:
        """The fields that all layers have, as the first one orders them."""
        composition = self._stage.composition
        try:
            first, *rest = [specs_of(node_at(composition, path)) for path in self._paths]
        except StudioError:
            return ()
        shared = set.intersection(*[{(one.path, one.kind) for one in specs} for specs in (first, *rest)])
        return tuple(one for one in first if (one.path, one.kind) in shared)

    def focused_row(self) -> Row | None:
        """The row that the keyboard is in."""
        focus = QApplication.focusWidget()
        rows = self._rows.values()
        return next((row for row in rows if focus is not None and row.isAncestorOf(focus)), None)

    def show_painted(self, painted: Painted) -> None:
        """Says how words and colours do on the frame that is on screen."""
        self._painted = painted
        self._show_behind()
        self.show_findings(painted.findings)

    def show_hit(self, hit: Hit | None) -> None:
        """Marks words that were found in the fields that hold them."""
        self._hit = hit
        for row in self._rows.values():
            editor = row.editor
            if isinstance(editor, TextEditor):
                found = hit is not None and hit.place.path == self._path
                here = found and hit is not None and hit.place.field == editor.spec.path
                editor.box.mark((hit.start, hit.end) if here and hit is not None else None)

    def _show_behind(self) -> None:
        painted, film = self._painted, self._stage.composition
        if painted is None or painted.wish.draft:
            return
        if not self._stage.exists(self._path):
            return  # taken back; the form goes in a moment
        placed = next((one for one in painted.placed if one.path == self._path), None)
        is_now = painted.wish.composition is film
        for row in self._rows.values():
            spec = row.editor.spec
            if spec.kind == "text" and len(self._paths) == 1:
                if not is_now and (placed is None or not is_painted(painted, film, placed.path, spec)):
                    continue  # while words are typed on the canvas, what is painted is a film at rest
                row.show_status(fit_words(spec, placed, self._value(spec), painted.findings))
            elif is_now and spec.kind == "color" and len(self._paths) == 1:
                words, warning = color_words(spec, placed, self._value(spec), painted, film.look.palette)
                row.show_status(words)
                row.show_note(warning)

    def _value(self, spec: FieldSpec) -> Any:
        value = field_value(self._stage.composition, self._path, spec.path)
        return value_here(value, self._local(self._path), self._stage.composition.look.palette)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Says beside the words when they do not fit."""
        # A group that is too full tells so in its own name.
        too_long = any(one.kind == "text-too-long" and one.layer in self._path for one in findings)
        for row in self._rows.values():
            if row.editor.spec.kind == "text":
                row.show_note(tr("inspector.too-long") if too_long else "")

    def _local(self, path: LayerPath) -> Fraction:
        return self._stage.time - span_of(self._stage.composition, path).start

    def _row(self, spec: FieldSpec, node: Any, parent: QWidget) -> Row:
        composition = self._stage.composition
        language, initial = _language(node, composition), _initial(node, composition)
        around = Around(
            self._stage.document,
            composition.rate_exact,
            composition.is_rtl,
            language,
            first_words(node) or str(getattr(node, "text", "")),
            initial,
            self._film if isinstance(node, ImageLayer | VideoLayer) else None,
        )
        editor = special_editor(spec, around) or make_editor(
            spec,
            language=language,
            palette=composition.look.palette,
            fonts=_families(),
            media=self._media(),
            initial=initial,
        )
        row = self._rows[spec.path] = Row(editor, parent)
        editor.changed.connect(lambda value, row=row: self._set(row, value))
        editor.began.connect(self._stage.begin_drag)
        editor.ended.connect(lambda *_: self._stage.end_drag())
        if isinstance(editor, LengthEditor):
            editor.tied.connect(self._tie)
        if isinstance(editor, FilmStartEditor):
            editor.applies.connect(row.setVisible)
        row.reset.connect(lambda row=row: self.reset_row(row))
        row.keyed.connect(lambda row=row: self._key(row))
        return row

    def _tie(self, closed: bool) -> None:
        """Width and height keep the ratio of this moment."""
        for name in ("width", "height"):
            editor = self.row("place", name).editor
            if isinstance(editor, LengthEditor) and editor.chain is not None:
                with QSignalBlocker(editor):
                    editor.chain.setChecked(closed)
        place = getattr(node_at(self._stage.composition, self._path), "place", None)
        wide, high = getattr(place, "width", None), getattr(place, "height", None)
        self._linked = None
        if closed and isinstance(wide, int | float) and isinstance(high, int | float):
            self._linked = (float(wide), float(high))

    def _film(self) -> Path | None:
        """The file of the layer, if it is a film."""
        media = getattr(node_at(self._stage.composition, self._path), "media", "")
        file = self._stage.document.resources().media.get(media)
        return file if file is not None and file.suffix.lower() in FILMS and file.is_file() else None

    def _media(self) -> Sequence[str]:
        return [item.id for item in self._stage.document.project.media]

    def _set(self, row: Row, value: Any) -> None:
        spec, paths = row.editor.spec, self._paths
        merge_key = ("field", paths, spec.path)

        def change(composition: Composition) -> Composition:
            for path in paths:
                new = value
                if spec.animated:
                    new = set_here(field_value(composition, path, spec.path), self._local(path), value)
                if new is None and spec.optional:
                    composition = reset_field(composition, path, spec.path)
                else:
                    composition = set_fields(composition, path, {spec.path: new, **self._tied(spec, new)})
            return composition

        self._do(row, "step.field", change, merge_key)

    def _tied(self, spec: FieldSpec, value: Any) -> dict[FieldPath, Any]:
        """What changes with a length that is tied to another."""
        if self._linked is None or spec.path not in _SIZES or not isinstance(value, int | float):
            return {}
        own = _SIZES.index(spec.path)
        return {_SIZES[1 - own]: round(max(1.0, value * self._linked[1 - own] / self._linked[own]), 1)}

    def reset_row(self, row: Row) -> None:
        """The value that the row's field had at first."""
        spec, paths = row.editor.spec, self._paths
        originals = Originals(self._stage.document.project, self._stage.composition)

        def change(composition: Composition) -> Composition:
            for path in paths:
                if originals.is_own(path, spec.path):
                    composition = originals.restored(composition, path, spec.path)
            return composition

        self._do(row, "step.reset", change, None)

    def _key(self, row: Row) -> None:
        spec, film = row.editor.spec, self._stage.composition

        def change(composition: Composition) -> Composition:
            for path in self._paths:
                value = field_value(composition, path, spec.path)
                keyed = with_key(value, self._local(path), film.look.palette)
                composition = set_field(composition, path, spec.path, keyed)
            return composition

        self._do(row, "step.key", change, None)

    def _do(self, row: Row, key: str, change: Any, merge_key: Any) -> None:
        """A refusal stands under its own row; the last good value stays in the film."""
        stage = self._stage
        try:
            project = in_composition(stage.document.project, stage.composition.id, change)
        except StudioError as error:
            row.show_error(said(error))
            return
        row.show_error("")
        stage.document.do(StepName(key, {"field": label_of(row.editor.spec)}), project, merge_key)


def _families() -> list[str]:
    return [family.name for family in FontCatalog.bundled().families()]


def _style_of(node: Any) -> TextStyle | None:
    style = getattr(node, "style", None)
    if isinstance(style, CaptionStyle):
        return caption_text_style(style)
    return style if isinstance(style, TextStyle) else None


def _language(node: Any, composition: Composition) -> str:
    style = _style_of(node)
    return (style.language if style is not None else None) or composition.language


def _initial(node: Any, composition: Composition) -> dict[str, Any]:
    """What a field that was left to itself shows first when it is set."""
    initial: dict[str, Any] = {"line_height": 1.5, "max_lines": 3, "kashida_longest": 0.6}
    style = _style_of(node)
    form = bundled().design().format_for(composition.size.width, composition.size.height)
    spec = form.type[TypeRole.LABEL if style is None else style.role]
    face = getattr(composition.look.type, spec.face, composition.look.type.text)
    initial |= {"size": spec.size, "min_size": spec.min_size, "weight": face.weight}
    if style is not None and style.weight is not None:
        initial["weight"] = style.weight
    if style is not None:
        initial["max_lines"] = spec.max_lines
        initial["line_height"] = spec.line_height if composition.is_rtl else spec.latin_line_height
    initial["end"] = composition.duration
    return initial
