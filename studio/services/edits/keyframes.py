"""Keyframes of a layer: which fields have them, and moving, stretching, copying and removing several at once.

A key is named by the field it belongs to and its time, which counts from the layer's start:

    Key(("transform", "scale"), Fraction(3, 2))

A key that is moved onto another of its field takes its place; keys keep value and easing wherever they go.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from msgspec import Struct
from pydantic import BaseModel

from studio.base.errors import InputError
from studio.model.animation import Keyframe, Keyframes
from studio.model.composition import Composition
from studio.model.document import as_json
from studio.model.layers import Clip
from studio.services.edits.at_time import added_key, unchecked
from studio.services.edits.fields import FieldPath, field_value, set_fields
from studio.services.edits.paths import LayerPath, node_at, rebuilt

FORMAT = "application/x-hiwar-keys+json"
_APART = frozenset({"layers", "items", "composition", "source", "cues", "animations"})
"""What a layer holds that has a clock of its own."""
_MOST_CHARACTERS = 8 << 20


class Key(NamedTuple):
    """time: seconds from the layer's start."""

    field: FieldPath
    time: Fraction


class CopiedKeys(Struct, frozen=True):
    """keyframes: by field, their times counted from the earliest of all."""

    keyframes: Mapping[FieldPath, tuple[Mapping[str, Any], ...]]

    def text(self) -> str:
        """For the system's clipboard."""
        fields = [{"field": list(field), "keyframes": frames} for field, frames in self.keyframes.items()]
        return json.dumps({"format": FORMAT, "fields": fields}, ensure_ascii=False)


def animated_fields(node: BaseModel) -> dict[FieldPath, Keyframes[Any]]:
    """The fields of a layer that have keyframes, in the model's order."""
    return {} if isinstance(node, Clip) else dict(_animated(node, ()))


def _animated(model: BaseModel, before: FieldPath) -> Iterator[tuple[FieldPath, Keyframes[Any]]]:
    for name in type(model).model_fields:
        value = getattr(model, name)
        path = (*before, name)
        if isinstance(value, Keyframes):
            yield path, value
        elif name in _APART or name not in model.model_fields_set:
            continue
        elif isinstance(value, BaseModel):
            yield from _animated(value, path)
        elif isinstance(value, tuple):
            for index, one in enumerate(value):
                if isinstance(one, BaseModel):
                    yield from _animated(one, (*path, index))


def keys_of(node: BaseModel) -> tuple[Key, ...]:
    """All keys of a layer, field by field."""
    return tuple(
        Key(field, frame.time) for field, value in animated_fields(node).items() for frame in value.keyframes
    )


def move_keys(composition: Composition, path: LayerPath, keys: Collection[Key], by: Fraction) -> Composition:
    """The keys so much later.  Raises InputError."""
    return _retimed(composition, path, keys, lambda time: time + by)


def stretch_keys(
    composition: Composition,
    path: LayerPath,
    keys: Collection[Key],
    about: Fraction,
    factor: Fraction,
    grid: Fraction,
) -> Composition:
    """The keys' distances from the time `about` times `factor`, rounded to whole `grid` seconds from there.

    Raises InputError.
    """
    return _retimed(composition, path, keys, lambda time: stretched_time(time, about, factor, grid))


def stretched_time(time: Fraction, about: Fraction, factor: Fraction, grid: Fraction) -> Fraction:
    """Where `stretch_keys` puts a key."""
    return about + round((time - about) * factor / grid) * grid


def _retimed(
    composition: Composition,
    path: LayerPath,
    keys: Collection[Key],
    to: Callable[[Fraction], Fraction],
) -> Composition:
    def change(field: FieldPath, value: Keyframes[Any]) -> Keyframes[Any]:
        chosen = {key.time for key in keys if key.field == field}
        found = {frame.time: frame for frame in value.keyframes if frame.time not in chosen}
        for frame in value.keyframes:
            if frame.time in chosen:
                time = to(frame.time)
                found[time] = frame.model_copy(update={"time": time})
        return value.model_copy(update={"keyframes": tuple(found[time] for time in sorted(found))})

    return _changed(composition, path, keys, change)


def remove_keys(composition: Composition, path: LayerPath, keys: Collection[Key]) -> Composition:
    """Without the keys; a field that loses all of them keeps the value of the first.  Raises InputError."""

    def change(field: FieldPath, value: Keyframes[Any]) -> Any:
        chosen = {key.time for key in keys if key.field == field}
        frames = tuple(frame for frame in value.keyframes if frame.time not in chosen)
        return value.model_copy(update={"keyframes": frames}) if frames else value.keyframes[0].value

    return _changed(composition, path, keys, change)


def set_easing(composition: Composition, path: LayerPath, keys: Collection[Key], easing: str) -> Composition:
    """The curve from each of the keys to the next of its field.  Raises InputError, DocumentError."""

    def change(field: FieldPath, value: Keyframes[Any]) -> Keyframes[Any]:
        chosen = {key.time for key in keys if key.field == field}
        frames = tuple(
            rebuilt(frame, easing=easing) if frame.time in chosen else frame for frame in value.keyframes
        )
        return value.model_copy(update={"keyframes": frames})

    return _changed(composition, path, keys, change)


def add_keys(
    composition: Composition, path: LayerPath, fields: Iterable[FieldPath], time: Fraction
) -> Composition:
    """A key at `time` in each field, with the value it has there; a constant begins to be animated.

    Raises InputError, DocumentError.
    """
    palette = composition.look.palette
    values = {field: added_key(field_value(composition, path, field), time, palette) for field in fields}
    return set_fields(composition, path, values) if values else composition


def easing_of(composition: Composition, path: LayerPath, key: Key) -> str:
    """The curve from a key to the next.  Raises InputError if there is no such key."""
    return _frame(composition, path, key).easing


def segment_key(composition: Composition, path: LayerPath, key: Key) -> Key:
    """The key whose curve a key stands at: its own, or that of the one before where it is the last.

    Raises InputError.
    """
    _frame(composition, path, key)
    times = [frame.time for frame in field_value(composition, path, key.field).keyframes]
    at = times.index(key.time)
    return Key(key.field, times[at - 1]) if at and at == len(times) - 1 else key


def _frame(composition: Composition, path: LayerPath, key: Key) -> Keyframe[Any]:
    value = field_value(composition, path, key.field)
    if isinstance(value, Keyframes):
        for frame in value.keyframes:
            if frame.time == key.time:
                return frame
    raise InputError("there is no keyframe at this time", "It may have been removed meanwhile.")


def copy_keys(composition: Composition, path: LayerPath, keys: Collection[Key]) -> CopiedKeys:
    """The keys with values and easings.  Raises InputError."""
    if not keys:
        raise InputError("no keyframe is chosen", "Choose keyframes on the timeline first.")
    first = min(key.time for key in keys)
    found: dict[FieldPath, tuple[Mapping[str, Any], ...]] = {}
    for field in dict.fromkeys(key.field for key in keys):
        frames = [_frame(composition, path, key) for key in sorted(keys) if key.field == field]
        found[field] = tuple(
            as_json(frame.model_copy(update={"time": frame.time - first})) for frame in frames
        )
    return CopiedKeys(found)


def copied_keys_from_text(text: str) -> CopiedKeys | None:
    """What was copied; None for a text that is no copy of keys."""
    if FORMAT not in text or len(text) > _MOST_CHARACTERS:
        return None
    try:
        data: Any = json.loads(text)
        if data["format"] != FORMAT:
            return None
        found = {
            tuple(_step(step) for step in one["field"]): tuple(dict(frame) for frame in one["keyframes"])
            for one in data["fields"]
        }
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return CopiedKeys(found)


def _step(value: object) -> str | int:
    if isinstance(value, str | int):
        return value
    raise TypeError(value)


def paste_keys(
    composition: Composition, path: LayerPath, copied: CopiedKeys, time: Fraction
) -> tuple[Composition, tuple[Key, ...]]:
    """The copied keys in the same fields of a layer, the first at `time`; gives them.

    Fields that the layer lacks are left out.  Raises InputError where it has none of them, DocumentError for
    values that do not fit.
    """
    values: dict[FieldPath, Any] = {}
    pasted: list[Key] = []
    for field, data in copied.keyframes.items():
        try:
            old = field_value(composition, path, field)
            frames = [Keyframe[Any].model_validate(one) for one in data]
        except (InputError, ValueError):
            continue
        if old is None or not frames:
            continue
        kept = old.keyframes if isinstance(old, Keyframes) else ()
        found = {frame.time: frame for frame in kept}
        for frame in frames:
            moved = frame.model_copy(update={"time": frame.time + time})
            found[moved.time] = moved
            pasted.append(Key(field, moved.time))
        values[field] = unchecked(found[one] for one in sorted(found))
    if not values:
        raise InputError(
            "this layer has none of the copied properties",
            "Choose a layer of the kind they were copied from.",
        )
    return set_fields(composition, path, values), tuple(pasted)


def _changed(
    composition: Composition,
    path: LayerPath,
    keys: Collection[Key],
    change: Callable[[FieldPath, Keyframes[Any]], Any],
) -> Composition:
    fields = animated_fields(node_at(composition, path))
    asked: Sequence[FieldPath] = [field for field in fields if any(key.field == field for key in keys)]
    values = {field: change(field, fields[field]) for field in asked}
    return set_fields(composition, path, values) if values else composition
