"""From pydantic's errors to mistakes that people can mend: path, line, plain words, "did you mean"."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from studio.base.errors import DocumentError, Mistake
from studio.formats.document_file import SourceData
from studio.formats.positions import Path, Positions, dotted
from studio.formats.schema_walk import Branch, Place, place_of
from studio.formats.suggestions import did_you_mean, unknown_name
from studio.model.document import UnknownNameError

M = TypeVar("M", bound=BaseModel)

_PLAIN = {
    "missing": "this is missing",
    "string_type": "text is expected here",
    "int_type": "a whole number is expected here",
    "int_parsing": "a whole number is expected here",
    "int_from_float": "a whole number is expected here",
    "float_type": "a number is expected here",
    "float_parsing": "a number is expected here",
    "finite_number": "a finite number is expected here",
    "bool_type": "true or false is expected here",
    "bool_parsing": "true or false is expected here",
    "tuple_type": "a list is expected here",
    "list_type": "a list is expected here",
    "dict_type": "a table is expected here",
    "model_type": "a table is expected here",
    "model_attributes_type": "a table is expected here",
    "union_tag_not_found": "this table does not say what it is: {discriminator} is missing",
    "greater_than": "the smallest value here is above {gt}",
    "greater_than_equal": "the smallest value here is {ge}",
    "less_than": "the largest value here is below {lt}",
    "less_than_equal": "the largest value here is {le}",
    "multiple_of": "this must be a multiple of {multiple_of}",
    "too_short": "at least {min_length} are needed here",
    "too_long": "at most {max_length} can stand here",
    "string_too_short": "at least {min_length} characters are needed here",
    "string_too_long": "at most {max_length} characters can stand here",
}

_FORMS = {
    r"^[A-Za-z0-9_][A-Za-z0-9_.\-]{0,63}$": "a name has letters a-z, digits, '_', '.' and '-', at most 64",
    r"^#[0-9a-fA-F]{6}$": "a colour is written '#RRGGBB' here",
    r"^\d{1,3}(\.\d+)?%$": 'a length is a number of pixels, or a share such as "50%"',
    r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$": "a language is a tag such as 'ar' or 'en'",
}


def _names_in(expected: str) -> list[str]:
    return re.findall(r"'([^']*)'", expected)


def _message(error: ErrorDetails, place: Place) -> str:
    kind, context, value = error["type"], error.get("ctx", {}), error.get("input")
    if kind == "extra_forbidden":
        return unknown_name("there is no key", place.path[-1] if place.path else "", place.known)
    if kind in ("enum", "literal_error"):
        names = _names_in(str(context.get("expected", "")))
        return (
            unknown_name("this cannot be", value, names) if names else f"this must be {context['expected']}"
        )
    if kind == "union_tag_invalid":
        what = str(context["discriminator"]).strip("'")
        return unknown_name(f"there is no {what}", context["tag"], _names_in(str(context["expected_tags"])))
    if kind == "string_pattern_mismatch":
        pattern = str(context["pattern"])
        return _FORMS.get(pattern, f"the text does not have the form {pattern}")
    if kind == "value_error":
        cause = context.get("error")
        hint = did_you_mean(value, cause.known) if isinstance(cause, UnknownNameError) else ""
        return f"{cause}; {hint}" if hint else str(cause)
    if kind in _PLAIN:
        words = {name: f"{value:g}" if isinstance(value, float) else value for name, value in context.items()}
        return _PLAIN[kind].format(**words)
    return error["msg"].removeprefix("Input ").removeprefix("Value error, ")


def _at(data: Any, path: Path) -> Any:
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _winners(data: Any, found: Iterable[tuple[ErrorDetails, Place]]) -> dict[Path, str]:
    """For each plain union, the member that the value was most likely meant to be."""
    branches: dict[Path, dict[Branch, int]] = {}
    for details, place in found:
        wrong_keys = details["type"] in ("extra_forbidden", "missing")
        for branch in place.branches:
            counts = branches.setdefault(branch.path, {})
            counts[branch] = counts.get(branch, 0) + (100 if wrong_keys else 1)
    winners = {}
    for path, counts in branches.items():
        value = _at(data, path)

        def unlikely(
            branch: Branch, value: Any = value, counts: dict[Branch, int] = counts
        ) -> tuple[int, ...]:
            is_list = "tuple" in branch.label
            return (
                branch.is_model != isinstance(value, dict),
                not branch.is_model and is_list != isinstance(value, list),
                isinstance(value, str) and not branch.is_model and "str" not in branch.label,
                counts[branch],
            )

        winners[path] = min(counts, key=unlikely).label
    return winners


def mistakes_of(
    error: ValidationError, model: Any, data: Any, positions: Positions | None = None
) -> list[tuple[Path, Mistake]]:
    """All mistakes behind a ValidationError of `model` (a model or annotated type), each with its path."""
    errors = error.errors(include_url=False)
    places = [place_of(model, details["loc"]) for details in errors]
    winners = _winners(data, zip(errors, places, strict=True))
    result: list[tuple[Path, Mistake]] = []
    seen: set[tuple[Path, str]] = set()
    for details, place in zip(errors, places, strict=True):
        if any(winners[branch.path] != branch.label for branch in place.branches):
            continue
        path = place.path
        if details["type"] == "too_short" and _is_long_enough(_at(data, path), details):
            continue  # an item is wrong, which is reported itself
        if details["type"] == "union_tag_invalid":
            path = (*path, str(details["ctx"]["discriminator"]).strip("'"))
        message = _message(details, place)
        if (path, message) not in seen:
            seen.add((path, message))
            line = positions.line_of(path) if positions else None
            result.append((path, Mistake(dotted(path), message, line)))
    return result


def _is_long_enough(value: Any, details: ErrorDetails) -> bool:
    return isinstance(value, list | tuple) and len(value) >= int(details["ctx"]["min_length"])


def ids_used_twice(data: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Tables of one list that share an `id`: the path of the second one's id, and a message."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from ids_used_twice(value, (*path, key))
    elif isinstance(data, list | tuple):
        first: dict[str, int] = {}
        for index, item in enumerate(data):
            name = item.get("id") if isinstance(item, dict) else None
            if isinstance(name, str) and first.setdefault(name, index) != index:
                yield (*path, index, "id"), f"'{name}' is the id of item {first[name]} of this list already"
            yield from ids_used_twice(item, (*path, index))


def validated(model: type[M], source: SourceData) -> M:
    """The document as a value of `model`.

    Raises DocumentError with every mistake in it, in the order of lines.
    """
    mistakes = [
        (path, Mistake(dotted(path), message, source.positions.line_of(path)))
        for path, message in ids_used_twice(source.data)
    ]
    result: M | None = None
    try:
        result = TypeAdapter(model).validate_python(source.data)
    except ValidationError as error:
        mistakes += mistakes_of(error, model, source.data, source.positions)
    except RecursionError as error:
        raise DocumentError(source.where, [Mistake("", "the document is nested too deeply")]) from error
    if mistakes or result is None:
        raise DocumentError(source.where, in_order(mistake for _, mistake in mistakes))
    return result


def in_order(mistakes: Iterable[Mistake]) -> list[Mistake]:
    """Each mistake once, sorted by line; those without a line come last."""
    return sorted(dict.fromkeys(mistakes), key=lambda mistake: (mistake.line is None, mistake.line or 0))
