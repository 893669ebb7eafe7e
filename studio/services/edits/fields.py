"""Setting any field of a layer, clip or composition, as a form does; checked as a file would be."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from studio.base.errors import InputError
from studio.formats.suggestions import unknown_name
from studio.model.composition import Composition
from studio.model.layers import Layer, LayerBase
from studio.services.edits.paths import LayerPath, node_at, refusal, with_node

FieldPath = tuple[str | int, ...]
"""From a layer down to a value: `("style", "size")`, `("cues", 3, "text")`."""

_TAGS = ("type", "kind")


def set_field(composition: Composition, path: LayerPath, field: FieldPath, value: Any) -> Composition:
    """The composition with one field of a layer or clip set; `path` (): of the composition itself.

    value: of the field's type, or plain data as in a file.  A table on the way that is not there is begun;
    an index one past a list's end adds to it.
    Raises InputError for a path that leads nowhere, DocumentError (an InputError) that lists what is wrong
    with the value.
    """
    return set_fields(composition, path, {field: value})


def set_fields(composition: Composition, path: LayerPath, values: Mapping[FieldPath, Any]) -> Composition:
    """Several fields at once, checked together: a shape and what it needs."""
    holder: Any = node_at(composition, path) if path else composition
    data: Any = holder
    for field, value in values.items():
        if not field or field[0] in ("id", "type", "kind"):
            raise InputError(f"'{_dotted(field)}' is not set like a value", "Use rename for ids.")
        data = _with_value(data, field, value, field)
    return _put(composition, path, holder, data)


def reset_field(composition: Composition, path: LayerPath, field: FieldPath) -> Composition:
    """The field as if nobody had said anything about it (an item of a list: taken out).

    Raises InputError; DocumentError for a field that is needed.
    """
    holder: Any = node_at(composition, path) if path else composition
    return _put(composition, path, holder, _without(holder, field, field))


def field_value(composition: Composition, path: LayerPath, field: FieldPath) -> Any:
    """The value of a field; None where a table on the way is not there.  Raises InputError."""
    value: Any = node_at(composition, path) if path else composition
    for step in field:
        if value is None:
            return None
        value = _part(value, step, field)
    return value


def is_set(composition: Composition, path: LayerPath, field: FieldPath) -> bool:
    """Whether the document says something about the field (the dot beside a label)."""
    value: Any = node_at(composition, path) if path else composition
    for step in field:
        if isinstance(value, BaseModel) and step not in value.model_fields_set:
            return False
        value = _part(value, step, field) if value is not None else None
    return value is not None or bool(field)


def _put(composition: Composition, path: LayerPath, holder: Any, data: Any) -> Composition:
    is_layer = isinstance(holder, LayerBase)
    model: Any = Layer if is_layer else type(holder)
    try:
        made: Any = _layer().validate_python(data) if is_layer else model.model_validate(data)
    except ValidationError as error:
        raise refusal(error, model, data) from error
    if made == holder and getattr(made, "model_fields_set", None) == holder.model_fields_set:
        return composition
    return made if isinstance(made, Composition) else with_node(composition, path, made)


@cache
def _layer() -> TypeAdapter[Layer]:
    return TypeAdapter(Layer)


def _plain(model: BaseModel) -> dict[str, Any]:
    """The table as data one level deep: its parts stay values, and are not checked or copied again."""
    fields = type(model).model_fields
    named = {name: getattr(model, name) for name in model.model_fields_set}
    return {tag: getattr(model, tag) for tag in _TAGS if tag in fields} | named


def _with_value(data: Any, field: FieldPath, value: Any, whole: FieldPath) -> Any:
    if not field:
        return value
    step, rest = field[0], field[1:]
    if data is None:
        data = [] if isinstance(step, int) else {}
    if isinstance(data, BaseModel):
        inner = _part(data, step, whole)
        return _plain(data) | {str(step): _with_value(inner, rest, value, whole)}
    if isinstance(data, dict) and isinstance(step, str):
        return data | {step: _with_value(data.get(step), rest, value, whole)}
    if isinstance(data, Sequence) and not isinstance(data, str) and isinstance(step, int):
        items = list(data)
        if step == len(items):
            items.append(None)
        items[step] = _with_value(_part(items, step, whole), rest, value, whole)
        return items
    if rest or not isinstance(step, int):
        # A plain value gives way to a table: a number that becomes keyframes, a colour a gradient.
        return _with_value({}, field, value, whole)
    raise _nowhere(whole)


def _without(data: Any, field: FieldPath, whole: FieldPath) -> Any:
    step, rest = field[0], field[1:]
    inner = _part(data, step, whole)
    if isinstance(data, BaseModel):
        plain = _plain(data)
        if rest:
            return plain if inner is None else plain | {str(step): _without(inner, rest, whole)}
        plain.pop(str(step), None)
        return plain
    if isinstance(data, dict):
        if rest:
            return data | {step: _without(inner, rest, whole)}
        return {key: one for key, one in data.items() if key != step}
    items = list(data)
    if rest:
        items[int(step)] = _without(inner, rest, whole)
    else:
        del items[int(step)]
    return items


def _part(value: Any, step: str | int, whole: FieldPath) -> Any:
    if isinstance(value, BaseModel):
        if step not in type(value).model_fields:
            message = unknown_name("there is no field", step, type(value).model_fields)
            raise InputError(message, where=_dotted(whole))
        return getattr(value, str(step))
    if isinstance(value, dict) and isinstance(step, str):
        return value.get(step)
    if isinstance(value, Sequence) and not isinstance(value, str) and isinstance(step, int):
        if 0 <= step < len(value):
            return value[step]
        raise InputError(f"there is no item {step}: there are {len(value)}", where=_dotted(whole))
    raise _nowhere(whole)


def _nowhere(field: FieldPath) -> InputError:
    return InputError(f"'{_dotted(field)}' names no value", where=_dotted(field))


def _dotted(field: FieldPath) -> str:
    return ".".join(map(str, field))
