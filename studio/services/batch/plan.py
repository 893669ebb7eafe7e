"""A batch: a template, a sheet and what becomes of each row.

Batch (template, table, columns, sizes, languages, names)
  row x size x language --item--> Item (composition, file name) | what is wrong with the row
"""

import re
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from studio.formats.tables import Table
from studio.model.composition import Composition
from studio.model.parameters import ListParameter, Parameter
from studio.model.template import Template
from studio.services.batch.matching import Mapped, Target
from studio.services.resources import ResourceList

PATTERN = "{title}_{size}_{lang}"


class Batch(Struct, frozen=True):
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


class RowFinding(Struct, frozen=True):
    """What is wrong with a row.  column: the header it is about, empty for the row.  file: that it is about.

    level: block (it is not made), warning (it is made).
    """

    row: int
    level: str
    message: str
    hint: str = ""
    column: str = ""
    file: str = ""


class Item(Struct, frozen=True):
    """One film or picture of a row.  name: of its file, without ending, empty until `names.named`.
    composition: None where it cannot be made.
    """

    row: int
    size: str
    language: str
    name: str
    composition: Composition | None = None
    resources: ResourceList = field(default_factory=ResourceList)


class CheckedRow(Struct, frozen=True):
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
            values[target.parameter] = list_of(parameter, cell)
        else:
            values[target.parameter] = _joined(values.get(target.parameter), target, cell)
    for name, rows in lists.items():
        # A whole list in one cell and rows of it in columns: each row is the column's where it has one.
        rows = dict(enumerate(values.get(name, ()))) | rows
        values[name] = [rows[index] for index in sorted(rows)]
    return values


def _joined(before: Any, target: Target, cell: str) -> Any:
    """A value by language where columns say theirs; what says none is for the rest."""
    if target.language is None:
        return {**before, "else": cell} if isinstance(before, dict) else cell
    others = before if isinstance(before, dict) else {} if before is None else {"else": before}
    return {**others, target.language: cell}


_FIELD = re.compile(r"\s*[:=|]\s*")


def list_of(parameter: ListParameter, cell: str) -> list[dict[str, str]]:
    """Rows of a list in one cell: a line each; several fields parted by `:`, `=` or `|`."""
    lines = [line.strip() for line in re.split(r"[\n;؛]", cell) if line.strip()]
    fields = [one.id for one in parameter.fields]
    if len(fields) == 1:
        return [{fields[0]: line} for line in lines]
    return [
        {name: part for name, part in zip(fields, _FIELD.split(line, len(fields) - 1), strict=False) if part}
        for line in lines
    ]
