"""The template language's expressions: `{name}`, `{date(name)}`, switches by format or language, `when`.

Nothing here runs code: a name is looked up in a scope, a function is one of the table in `functions`, a
switch picks one of its branches.
"""

import datetime
import re
from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct, field
from msgspec.structs import replace

from studio.base.digits import DigitSystem, format_number
from studio.base.l10n.dates import format_date
from studio.base.languages import RTL_LANGUAGES, primary_language
from studio.formats.suggestions import unknown_name
from studio.model.template import FORMATS
from studio.presets.functions import ARGUMENTS, CallError, Writing, call

LANGUAGES = (
    frozenset({"en", "fr", "es", "de", "it", "pt", "nl", "sv", "tr", "ru", "so", "ku"}) | RTL_LANGUAGES
)
"""Keys that make a table a switch by language.  (`id`, Indonesian, is a key of layers and stays out.)"""

TEXT_KEYS = frozenset({"text", "label", "prefix", "suffix", "name"})
"""Keys whose values are read by people: placeholders in them are written out as text."""


class Omitted:
    """What a switch without a fitting branch, or an optional parameter without a value, gives."""


OMITTED: Final = Omitted()


class LeaveOut(Exception):
    """A needed optional value is missing: the nearest item of a list is left out."""


class ExpressionError(Exception):
    """A mistake in an expression, in plain words; without words where it was told already."""


class Scope(Struct, frozen=True):
    """Names that expressions may use.  `values` maps a name to its value, OMITTED where none was given."""

    values: Mapping[str, Any]
    language: str
    format: str
    digits: DigitSystem = "latn"
    ungrouped: frozenset[str] = field(default_factory=frozenset)
    """Names of numbers written without thousands separators (years)."""
    broken: frozenset[str] = field(default_factory=frozenset)
    """Names that exist but could not be read; using them is no further mistake."""

    def with_values(self, values: Mapping[str, Any]) -> "Scope":
        return replace(self, values={**self.values, **values})

    def look_up(self, name: str) -> Any:
        """The value of `name` or `name.field`.  Raises ExpressionError for unknown names."""
        head, *rest = name.split(".")
        if head in self.broken and head not in self.values:
            raise ExpressionError
        if head not in self.values:
            raise ExpressionError(unknown_name("there is no parameter", head, [*self.values, *self.broken]))
        value = self.values[head]
        for part in rest:
            if value is OMITTED:
                return OMITTED
            if not isinstance(value, Mapping) or part not in value:
                known = list(value) if isinstance(value, Mapping) else []
                raise ExpressionError(unknown_name(f"'{head}' has no field", part, known))
            value = value[part]
        return value


_NAME = r"[A-Za-z_][A-Za-z0-9_\-]*(?:\.[A-Za-z0-9_\-]+)*"
_CALL = rf"\{{\s*([A-Za-z_]+)\(({ARGUMENTS})\)\s*\}}"
_PLACEHOLDER = re.compile(rf"\{{\{{|\}}\}}|\{{\s*({_NAME})\s*\}}|{_CALL}|[{{}}]")
_ALONE = re.compile(rf"\{{\s*({_NAME})\s*\}}")
_CONDITION = re.compile(rf"(!?)\s*({_NAME})\s*(?:(!?=)\s*(.*))?", re.DOTALL)


def _as_text(name: str, value: Any, scope: Scope, *, read: bool) -> str:
    if value is OMITTED:
        raise LeaveOut
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        system = scope.digits if read else "latn"
        return format_number(value, system, decimals=None, grouping=read and name not in scope.ungrouped)
    if isinstance(value, str):
        return value
    if isinstance(value, datetime.date):
        return format_date(value, scope.language, scope.digits) if read else value.isoformat()
    if isinstance(value, Mapping) and "other" in value:
        raise ExpressionError(f"'{name}' has several forms: write {{plural(number, {name})}}")
    raise ExpressionError(f"'{name}' is a list or table and cannot stand inside text")


def _called(name: str, arguments: str, scope: Scope) -> str:
    def value_of(word: str) -> Any:
        value = scope.look_up(word)
        if value is OMITTED:
            raise LeaveOut
        return value

    try:
        return call(name, arguments, Writing(scope.language, scope.digits), value_of)
    except CallError as error:
        raise ExpressionError(str(error)) from error


def substitute(text: str, scope: Scope, *, read: bool) -> Any:
    """The text with its placeholders replaced; the bare value where one stands alone and nobody reads it.

    read: the text is for people, so that the result is text in any case.
    Raises LeaveOut, ExpressionError.
    """
    alone = _ALONE.fullmatch(text)
    if alone:
        value = scope.look_up(alone[1])
        if value is OMITTED:
            raise LeaveOut
        if isinstance(value, Mapping) and not read:
            return {key: part for key, part in value.items() if part is not OMITTED}
        if isinstance(value, str) or not (read or isinstance(value, datetime.date)):
            return value

    def insert(match: re.Match[str]) -> str:
        token = match[0]
        if token in ("{{", "}}"):
            return token[0]
        if match[2] is not None:
            return _called(match[2], match[3], scope)
        if match[1] is None:
            raise ExpressionError(
                f"a lone '{token}': write {{name}} for a value, '{token}{token}' for a brace"
            )
        return _as_text(match[1], scope.look_up(match[1]), scope, read=read)

    return _PLACEHOLDER.sub(insert, text)


def _format_keys(key: str) -> list[str]:
    return [part.strip() for part in key.split(",")]


def is_switch(table: Mapping[str, Any]) -> bool:
    """Whether a table chooses by format or by language: all its keys are formats, or languages, or `else`."""
    keys = [key for key in table if key != "else"]
    if not table:
        return False
    by_format = all(part in FORMATS for key in keys for part in _format_keys(key))
    return by_format or all(key in LANGUAGES for key in keys)


def chosen_key(table: Mapping[str, Any], scope: Scope) -> str | None:
    """The key of the branch that fits, None where none does."""
    for key in table:
        if key == primary_language(scope.language) or scope.format in _format_keys(key):
            return key
    return "else" if "else" in table else None


def holds(condition: Any, scope: Scope) -> bool:
    """Whether a `when` condition (text, or a list of them) holds.  Raises ExpressionError."""
    if isinstance(condition, list):
        return all(holds(part, scope) for part in condition)
    match = _CONDITION.fullmatch(condition.strip()) if isinstance(condition, str) else None
    if match is None:
        raise ExpressionError('a condition is "name", "!name", "name=value" or "name!=value"')
    value = scope.look_up(match[2])
    if match[3] is None:
        given = value is not OMITTED and bool(value)
    else:
        same = value is not OMITTED and _as_text(match[2], value, scope, read=False) == match[4].strip()
        given = same == (match[3] == "=")
    return given != bool(match[1])
