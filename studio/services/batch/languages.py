"""The languages that a sheet is written in: what a batch begins with where nobody has chosen."""

import unicodedata
from collections.abc import Iterable

from studio.formats.tables import Table
from studio.model.parameters import ListParameter, TextParameter
from studio.model.template import Template
from studio.services.batch.matching import Mapped, Target

_ROWS = 200
"""So many rows tell a sheet's language."""


def languages_of(template: Template, table: Table, columns: Mapped, usual: str) -> tuple[str, ...]:
    """`ar`, `en` or both: those that columns with something in them are named for, and that of columns that
    stand beside these for the same value; else what most letters of the texts are; else `usual`.
    """
    texts = {header: _texts(table, header) for header in columns}
    said = {target.language for header, target in columns.items() if target.language and any(texts[header])}
    if not said:
        plain = (
            one for header, target in columns.items() if _is_text(template, target) for one in texts[header]
        )
        return (written_in(plain) or usual,)
    named = {_place(target) for target in columns.values() if target.language}
    for header, target in columns.items():
        if target.language is None and _place(target) in named:
            said.update(filter(None, [written_in(texts[header])]))
    return tuple(one for one in ("ar", "en") if one in said)


def written_in(texts: Iterable[str]) -> str | None:
    """`ar` for more Arabic letters than Latin ones, `en` for fewer; None for neither."""
    arabic = latin = 0
    for one in "".join(texts):
        if one.isalpha():
            name = unicodedata.name(one, "")
            arabic += name.startswith("ARABIC")
            latin += name.startswith("LATIN")
    return ("ar" if arabic >= latin else "en") if arabic or latin else None


def _texts(table: Table, header: str) -> list[str]:
    at = table.headers.index(header)
    return [row[at] for row in table.rows[:_ROWS] if row[at]]


def _place(target: Target) -> tuple[str, int | None, str | None]:
    return target.parameter, target.index, target.field


def _is_text(template: Template, target: Target) -> bool:
    parameter = next((one for one in template.parameters if one.id == target.parameter), None)
    if isinstance(parameter, ListParameter):
        fields = [one for one in parameter.fields if target.field in (None, one.id)]
        return any(isinstance(one, TextParameter) for one in fields)
    return isinstance(parameter, TextParameter)
