"""Values for a template as a person gives them: a file, and assignments such as `figures.0.value=72`."""

import copy
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from studio.base.errors import InputError
from studio.base.l10n.plurals import PLURAL_CATEGORIES
from studio.formats.document_file import read_bytes, read_document
from studio.model.film_start import with_start, without_start
from studio.model.parameters import ImageParameter, ListParameter, Parameter, PluralParameter
from studio.model.project import ASSET

_MAX_TEXT_BYTES = 1 << 20

Step = str | int


class Assignment(Struct, frozen=True):
    """`name=value` as written: the path of what is set, and the text."""

    path: tuple[Step, ...]
    text: str

    @property
    def written(self) -> str:
        return ".".join(map(str, self.path))


def parse_assignment(written: str) -> Assignment:
    """Read `name=text`, `list.0.field=text`, `name.ar=text`, or `name=@file` (`@@` begins text with an @).

    Raises InputError.
    """
    name, sign, text = written.partition("=")
    steps = tuple(int(step) if step.isdecimal() else step for step in name.strip().split("."))
    if not sign or not name.strip() or "" in steps or isinstance(steps[0], int):
        raise InputError(f"'{written}' sets nothing", "Write --set name=value.")
    if text.startswith("@@"):
        text = text[1:]
    elif text.startswith("@"):
        try:
            text = read_bytes(Path(text[1:]), _MAX_TEXT_BYTES).decode("utf-8-sig").rstrip("\r\n")
        except InputError as error:
            error.hint = "After = an @ names a file; for text that begins with an @ write @@."
            raise
        except UnicodeDecodeError as error:
            raise InputError("the text is not UTF-8", "Save it as UTF-8.", text[1:]) from error
    return Assignment(steps, text)


def read_values(file: Path) -> dict[str, Any]:
    """The values of a .toml or .json file.  Raises InputError, DocumentError."""
    return read_document(file).data


def map_pictures(
    parameters: Iterable[Parameter], values: Mapping[str, Any], change: Callable[[str], str]
) -> dict[str, Any]:
    """The values with every picture's name changed, also in the rows of lists; where a film begins
    (`studio.model.film_start`) stays."""
    by_id = {parameter.id: parameter for parameter in parameters}
    return {
        name: _map_value(by_id[name], value, change) if name in by_id else value
        for name, value in values.items()
    }


def _map_value(parameter: Parameter, value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(parameter, ListParameter) and isinstance(value, list | tuple):
        return [_map_row(parameter, row, change) for row in value]
    if isinstance(parameter, ImageParameter):
        if isinstance(value, str) and value:
            plain, start = without_start(value)
            return with_start(change(plain), start)
        if isinstance(value, Mapping):  # by language
            return {key: _map_value(parameter, one, change) for key, one in value.items()}
    return value


def _map_row(parameter: ListParameter, row: Any, change: Callable[[str], str]) -> Any:
    if isinstance(row, Mapping):
        return map_pictures(parameter.fields, row, change)
    return _map_value(parameter.fields[0], row, change) if len(parameter.fields) == 1 else row


def absolute_in(folder: Path, known: Iterable[str] = ()) -> Callable[[str], str]:
    """Changes a picture's file to its whole path; `asset:…` and the media ids in `known` stay."""
    ids = frozenset(known)
    return lambda name: name if name.startswith(ASSET) or name in ids else str(folder / name)


def with_assignments(
    parameters: Sequence[Parameter],
    values: Mapping[str, Any],
    assignments: Iterable[Assignment],
    picture: Callable[[str], str],
    *,
    samples: bool = False,
) -> dict[str, Any]:
    """The values with the assignments carried out, in order.

    picture: what to make of a picture's name.  samples: a part of a list that was not given changes the
    sample.
    Raises InputError for a list that is no TOML and for a row or field that cannot be set.
    """
    by_id = {parameter.id: parameter for parameter in parameters}
    result: dict[str, Any] = copy.deepcopy(dict(values))
    for assignment in assignments:
        root = str(assignment.path[0])
        if root not in result and len(assignment.path) > 1:
            sample = by_id[root].sample if samples and root in by_id else None
            if sample is not None:
                result[root] = copy.deepcopy(sample)
        leaf = _leaf(by_id, assignment.path)
        value: Any = assignment.text
        if isinstance(leaf, ListParameter):
            value = _toml_value(assignment, "list", '[{field = "text", other = 72}]')
        elif isinstance(leaf, PluralParameter) and value.lstrip().startswith("{"):
            value = _toml_value(assignment, "table of forms", '{one = "text", other = "text"}')
        elif assignment.path[-1] in PLURAL_CATEGORIES:
            _begin_forms(result, by_id, assignment.path)
        _put(result, assignment, _map_value(leaf, value, picture) if leaf is not None else value)
    return result


def _leaf(by_id: Mapping[str, Parameter], path: Sequence[Step]) -> Parameter | None:
    """The parameter that a path ends at, None where it ends elsewhere or nowhere."""
    parameter = by_id.get(str(path[0]))
    for step in path[1:]:
        if isinstance(parameter, ListParameter):
            if isinstance(step, str):
                parameter = next((field for field in parameter.fields if field.id == step), None)
            elif step == path[-1] and len(path) == 2:
                return parameter.fields[0] if len(parameter.fields) == 1 else None
        elif step not in ("ar", "en", "else"):
            return None
    return parameter


def _begin_forms(values: dict[str, Any], by_id: Mapping[str, Parameter], path: Sequence[Step]) -> None:
    """Forms that are set one by one take the place of a single one, and of a sample by language."""
    if not isinstance(_leaf(by_id, path[:-1]), PluralParameter):
        return
    container: Any = values
    for step in path[:-2]:
        known = isinstance(container, list) and isinstance(step, int) and step < len(container)
        if not known and not (isinstance(container, dict) and step in container):
            return
        container = container[step]
    forms = container.get(path[-2]) if isinstance(container, dict) else None
    if forms is not None and not (isinstance(forms, dict) and set(forms) <= set(PLURAL_CATEGORIES)):
        container[path[-2]] = {}


def _toml_value(assignment: Assignment, what: str, example: str) -> Any:
    try:
        value = tomllib.loads(f"value = {assignment.text}")["value"]
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        why = "it is nested too deeply" if isinstance(error, RecursionError) else error
        raise InputError(
            f"the {what} is no valid TOML: {why}",
            f"Write --set {assignment.written}='{example}'.",
            assignment.written,
        ) from error
    return value


def _put(values: dict[str, Any], assignment: Assignment, value: Any) -> None:
    container: Any = values
    path = assignment.path
    for depth, step in enumerate(path):
        last = depth == len(path) - 1
        fresh: Any = None if last else [] if isinstance(path[depth + 1], int) else {}
        if isinstance(container, list) and isinstance(step, int):
            if step > len(container):
                count = len(container)
                raise InputError(
                    f"there is no row {step}: the list has {count}",
                    "Rows are counted from 0; the next one can be added.",
                    assignment.written,
                )
            if step == len(container):
                container.append(fresh)
        elif isinstance(container, dict) and isinstance(step, str):
            if not isinstance(container.get(step), dict | list):
                container[step] = fresh
        else:
            raise InputError(
                f"'{assignment.written}' names no part of the value", "", ".".join(map(str, path[:depth]))
            )
        if last:
            container[step] = value
        container = container[step]
