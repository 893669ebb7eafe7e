"""A batch: a template, a sheet and what becomes of each row; checked before anything is rendered.

Batch (template, table, columns, sizes, languages, names)
  row x size x language --item--> Item (composition, file name) | what is wrong with the row
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from studio.base.errors import DocumentError, Mistake, StudioError
from studio.formats.tables import Table
from studio.model.composition import Composition
from studio.model.layers import TextLayer
from studio.model.parameters import ImageParameter, ListParameter, Parameter
from studio.model.project import ASSET
from studio.model.template import Template
from studio.presets.catalog import Catalog, bundled
from studio.scene.findings import Finding
from studio.scene.placed import placed_at
from studio.scene.scene import Scene
from studio.services.batch.matching import Mapped, Target
from studio.services.opening import Opened, Wishes, open_source
from studio.services.preflight.moments import moments_of
from studio.services.resources import ResourceList, open_resources

PATTERN = "{title}_{size}_{lang}"
_SHRUNK = 0.97
"""A text that is smaller than this share of its designed size is told to be shrunk."""


@dataclass(frozen=True, slots=True)
class Batch:
    """source: the template's id or file.  columns: by header.  sizes, languages: each row is made in all of
    them.  folder: of the sheet; pictures are looked for in it.  pattern: of file names, with `{title}` (the
    row's first text), `{row}`, `{size}`, `{lang}`, `{template}` and any column or parameter.
    """

    template: Template
    table: Table
    columns: Mapped
    sizes: tuple[str, ...]
    languages: tuple[str, ...] = ("ar",)
    folder: Path = Path()
    pattern: str = PATTERN
    brand: str | None = None
    source: str = ""

    @property
    def count(self) -> int:
        return len(self.table.rows) * len(self.sizes) * len(self.languages)

    def unmatched(self) -> tuple[str, ...]:
        """Columns that fill nothing."""
        return tuple(header for header in self.table.headers if header not in self.columns)

    def missing(self) -> tuple[Parameter, ...]:
        """Parameters that no column fills though each film needs them."""
        filled = {target.parameter for target in self.columns.values()}
        return tuple(
            one
            for one in self.template.parameters
            if one.id not in filled and not one.optional and one.default is None
        )


@dataclass(frozen=True, slots=True)
class RowFinding:
    """What is wrong with a row.  column: the header it is about, empty for the row.

    level: block (it is not made), warning (it is made).
    """

    row: int
    level: str
    message: str
    hint: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One film or picture of a row.  name: of its file, without ending, empty until `names.named`.
    composition: None where it cannot be made.
    """

    row: int
    size: str
    language: str
    name: str
    composition: Composition | None = None
    resources: ResourceList = field(default_factory=ResourceList)


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row with its items, one for each size and language, and all that was found."""

    row: int
    items: tuple[Item, ...]
    findings: tuple[RowFinding, ...]

    @property
    def blocked(self) -> bool:
        return any(one.level == "block" for one in self.findings)


def values_of(batch: Batch, row: int, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The template's values that a row gives; empty cells give none, and none of the columns in `without`."""
    parameters = {one.id: one for one in batch.template.parameters}
    values: dict[str, Any] = {}
    lists: dict[str, dict[int, dict[str, Any]]] = {}
    for header, cell in zip(batch.table.headers, batch.table.rows[row], strict=True):
        target = batch.columns.get(header)
        if target is None or not cell or header in without:
            continue
        parameter = parameters[target.parameter]
        if target.index is not None and target.field is not None:
            rows = lists.setdefault(target.parameter, {})
            fields = rows.setdefault(target.index, {})
            fields[target.field] = _joined(fields.get(target.field), target, cell)
        elif isinstance(parameter, ListParameter):
            values[target.parameter] = _list_of(parameter, cell)
        else:
            values[target.parameter] = _joined(values.get(target.parameter), target, cell)
    for name, rows in lists.items():
        values[name] = [rows[index] for index in sorted(rows)]
    return values


def _joined(before: Any, target: Target, cell: str) -> Any:
    """A value by language where columns say theirs; what says none is for the rest."""
    if target.language is None:
        return {**before, "else": cell} if isinstance(before, dict) else cell
    others = before if isinstance(before, dict) else {} if before is None else {"else": before}
    return {**others, target.language: cell}


_FIELD = re.compile(r"\s*[:=|]\s*")


def _list_of(parameter: ListParameter, cell: str) -> list[dict[str, str]]:
    """Rows of a list in one cell: a line each; several fields parted by `:`, `=` or `|`."""
    lines = [line.strip() for line in re.split(r"[\n;؛]", cell) if line.strip()]
    fields = [one.id for one in parameter.fields]
    if len(fields) == 1:
        return [{fields[0]: line} for line in lines]
    return [
        {name: part for name, part in zip(fields, _FIELD.split(line, len(fields) - 1), strict=False) if part}
        for line in lines
    ]


def check_row(batch: Batch, row: int, catalog: Catalog | None = None) -> CheckedRow:
    """A row made ready in every size and language, and what is wrong with it.  Never raises StudioError."""
    catalog = catalog or bundled()
    gone = tuple(_pictures(batch, row))
    found: dict[RowFinding, None] = dict.fromkeys(gone)
    # Without them, so that the rest of the row can be looked at.
    values = values_of(batch, row, without=frozenset(one.column for one in gone))
    items: list[Item] = []
    for language in batch.languages:
        for size in batch.sizes:
            wishes = Wishes(values, batch.folder, size=size, language=language, brand=batch.brand)
            item = Item(row, size, language, "")
            try:
                opened = open_source(batch.source or batch.template.id, wishes, catalog)
                found |= dict.fromkeys(_laid_out(batch, row, opened))
                item = replace(item, composition=opened.composition, resources=opened.resources)
            except DocumentError as error:
                found |= dict.fromkeys(_mistake(batch, row, one) for one in error.mistakes)
            except StudioError as error:
                if not any(one.level == "block" for one in found):
                    found[RowFinding(row, "block", error.message, error.hint)] = None
            items.append(item)
    return CheckedRow(row, tuple(items), tuple(found))


def _pictures(batch: Batch, row: int) -> Iterator[RowFinding]:
    """Pictures of a row that are not there."""
    parameters = {one.id: one for one in batch.template.parameters}
    for header, cell in zip(batch.table.headers, batch.table.rows[row], strict=True):
        target = batch.columns.get(header)
        if target is None or not cell or cell.startswith(ASSET):
            continue
        parameter: Parameter | None = parameters[target.parameter]
        if isinstance(parameter, ListParameter):
            parameter = next((one for one in parameter.fields if one.id == target.field), None)
        if isinstance(parameter, ImageParameter) and not (batch.folder / cell).is_file():
            hint = "Put it beside the sheet, or correct its name."
            yield RowFinding(row, "block", f"The picture '{cell}' is missing.", hint, header)


def _mistake(batch: Batch, row: int, mistake: Mistake) -> RowFinding:
    """A mistake of the values as one of a cell."""
    path = mistake.path.removeprefix("values.")
    column = next(
        (
            header
            for header, target in batch.columns.items()
            if path == target.written or path.partition(".")[0] == target.parameter
        ),
        "",
    )
    message = mistake.message if column else f"'{path}': {mistake.message}"
    hint = "Correct the cell." if column else "Choose a column for it."
    return RowFinding(row, "block", message, hint, column)


def _laid_out(batch: Batch, row: int, opened: Opened) -> Iterator[RowFinding]:
    """What does not fit, and what only fits because it was shrunk."""
    scene = Scene(opened.composition, open_resources(opened.resources))
    for finding in scene.findings():
        level = "block" if finding.kind == "missing-glyph" else "warning"
        if finding.kind in _TOLD:
            yield RowFinding(row, level, finding.message, finding.hint, _column_of(batch, row, finding))
    told: set[tuple[str, ...]] = set()
    for time in moments_of(opened.composition):
        for placed in placed_at(scene, time):
            layer = placed.layer
            if not isinstance(layer, TextLayer) or placed.path in told or not placed.texts:
                continue
            told.add(placed.path)
            context = scene.context
            designed = context.text_spec(layer.text, layer.style)[0].size
            size = placed.texts[0].layout.spec.size
            if size < _SHRUNK * designed:
                share = round(100 * size / designed)
                yield RowFinding(
                    row,
                    "warning",
                    f"The text '{_short(layer.text)}' is long: it is shrunk to {share} % of its size.",
                    "Shorten it, or leave it so.",
                    _column_with(batch, row, layer.text),
                )


_TOLD = frozenset({"text-too-long", "missing-glyph", "small-text", "missing-font"})


def _column_of(batch: Batch, row: int, finding: Finding) -> str:
    quoted = finding.message.partition("'")[2].rpartition("'")[0]
    return _column_with(batch, row, quoted.rstrip("…"))


def _column_with(batch: Batch, row: int, text: str) -> str:
    """The column whose cell a text came from."""
    if text:
        for header, cell in zip(batch.table.headers, batch.table.rows[row], strict=True):
            if header in batch.columns and cell and (cell == text or (len(text) > 3 and text in cell)):
                return header
    return ""


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
