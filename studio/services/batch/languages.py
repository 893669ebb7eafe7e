"""The languages that a sheet is written in: what a batch begins with where nobody has chosen."""

import unicodedata
from collections import Counter
from collections.abc import Iterable

from studio.formats.tables import Table
from studio.model.parameters import ListParameter, TextParameter
from studio.model.template import Template
from studio.services.batch.matching import Mapped, Target

_ROWS = 200
"""So many rows tell a sheet's language."""


def languages_of(template: Template, table: Table, columns: Mapped, usual: str) -> tuple[str, ...]:
    """`ar`, `en` or both: those that columns with something in them are named for, and that of columns that
    stand beside these for the same value; else that of most texts; else `usual`.
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
    """`ar` where more texts have mostly Arabic letters than mostly Latin ones, `en` where fewer have; None
    without letters."""
    votes = Counter(_mostly(text) for text in texts)
    if not votes["ar"] and not votes["en"]:
        return None
    return "ar" if votes["ar"] >= votes["en"] else "en"


def _mostly(text: str) -> str | None:
    names = [unicodedata.name(one, "") for one in text if one.isalpha()]
    arabic, latin = (sum(name.startswith(script) for name in names) for script in ("ARABIC", "LATIN"))
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
