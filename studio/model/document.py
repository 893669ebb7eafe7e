"""What every part of the document is made of: frozen models that refuse what they do not know.

The document never knows pixels on a screen, widgets, or an encoder's spelling.  Lengths are canvas pixels of
the composition's reference size; times are exact seconds (`studio.base.time`).
"""

import re
from collections.abc import Iterable
from enum import Enum
from fractions import Fraction
from typing import Annotated, Any, ClassVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    WithJsonSchema,
    model_serializer,
)

from studio.base.time import seconds


class UnknownNameError(ValueError):
    """A validator met a name that it does not know; `known` are those it does (for "did you mean")."""

    def __init__(self, message: str, known: Iterable[str]) -> None:
        super().__init__(message)
        self.known = tuple(known)


def unique_ids(items: Iterable[Any], what: str) -> None:
    """Raises ValueError when two of the items (those that have an id) share it."""
    seen: set[str] = set()
    for item in items:
        identifier = getattr(item, "id", None)
        if identifier is None:
            continue
        if identifier in seen:
            raise ValueError(f"two {what} are called '{identifier}'")
        seen.add(identifier)


_TAGS = ("schema_", "schema_version", "type", "kind")


class Model(BaseModel):
    """A value: frozen, compared by content, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)

    MEANT: ClassVar[frozenset[str]] = frozenset()
    """Fields that mean something by being said at all, even what is the default: they are always written."""

    @model_serializer(mode="wrap")
    def _keep_what_counts(
        self, handler: SerializerFunctionWrapHandler, info: SerializationInfo
    ) -> dict[str, Any]:
        """Tags that say what a table is, and what was meant, are written even where they are the default."""
        data: dict[str, Any] = handler(self)
        for field in _TAGS:
            if field in type(self).model_fields:
                name = type(self).model_fields[field].alias or field
                data.setdefault(name, getattr(self, field))
        if info.exclude_defaults:
            for field in self.model_fields_set:
                if field not in data:
                    self._add_meant(field, data, info)
        return data

    def _add_meant(self, field: str, data: dict[str, Any], info: SerializationInfo) -> None:
        value = getattr(self, field)
        if field in self.MEANT:
            data[field] = value.value if isinstance(value, Enum) else value
        elif isinstance(value, Model):
            # Equal to the default, and so left out, though something in it may have been meant.
            inner = value.model_dump(mode=info.mode, by_alias=True, exclude_defaults=True)
            if inner.keys() - _TAGS:
                data[field] = inner


def _read_time(value: object) -> object:
    if type(value) is Fraction and abs(value.numerator) <= _LONGEST * value.denominator:
        return value  # at once: captions have ten thousands of times
    if isinstance(value, bool) or not isinstance(value, int | float | str | Fraction):
        raise ValueError("a time is a number of seconds, or a fraction such as '1/3'")
    try:
        time = seconds(value)
    except (ValueError, ZeroDivisionError) as error:
        raise ValueError("a time is a number of seconds, or a fraction such as '1/3'") from error
    if abs(time) > _LONGEST:
        raise ValueError("a time is at most 24 hours")
    return time


_LONGEST = 24 * 3600


def write_time(time: Fraction) -> int | float | str:
    """The shortest exact form: a whole number, a decimal, or 'n/d'."""
    if time.denominator == 1:
        return time.numerator
    decimal = float(time)
    return decimal if seconds(decimal) == time else f"{time.numerator}/{time.denominator}"


Time = Annotated[
    Fraction,
    BeforeValidator(_read_time),
    PlainSerializer(write_time),
    WithJsonSchema({"type": ["number", "string"], "description": "seconds; a number or 'n/d'"}),
]
"""Exact seconds; in files a number (`1.5`) or a fraction in text (`"1/3"`)."""


Duration = Annotated[Time, BeforeValidator(_read_time), Field(ge=0)]

ROLES = ("bg", "surface", "ink", "muted", "accent", "accent-2", "positive", "warning")
"""The palette's roles (STYLE: one accent on the one thing to notice)."""

_COLOR = re.compile(
    r"(?:#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{8})|(?:brand\.)?(?:"
    + "|".join(ROLES)
    + r")|none)(?:@(?:100|[0-9]{1,2}))?"
)


def _read_color(value: object) -> object:
    if isinstance(value, str) and _COLOR.fullmatch(value):
        return value.removeprefix("brand.")
    roles = ", ".join(ROLES)
    raise UnknownNameError(
        f"a colour is a role ({roles}), '#RRGGBB' or '#RRGGBBAA'; '@60' behind it means 60 % opaque", ROLES
    )


Color = Annotated[
    str, BeforeValidator(_read_color), WithJsonSchema({"type": "string", "pattern": _COLOR.pattern})
]
"""A palette role (`accent`, also written `brand.accent`) or hex; `ink@60` is ink at 60 % opacity; `none`."""

MOST_PX = 100_000
"""No length and no place is farther: some dozen canvases, and what is painted stays within what can be."""

Coordinate = Annotated[float, Field(ge=-MOST_PX, le=MOST_PX)]

XY = tuple[Coordinate, Coordinate]
"""A pair of canvas pixels; where it is an offset, x runs along the reading direction (mirrored in Arabic)."""

Identifier = Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.\-]{0,63}$")]
"""A name used inside the document: letters, digits, `_ . -`; at most 64 characters."""

Unit = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(gt=0, le=MOST_PX)]
NotNegative = Annotated[float, Field(ge=0, le=MOST_PX)]
Radius = Annotated[float, Field(ge=0, le=500)]
"""px by which something is blurred or made fatter: its picture is larger by as much on every side."""


def as_json(value: BaseModel) -> Any:
    """The document as plain JSON data, defaults left out."""
    return value.model_dump(mode="json", exclude_defaults=True, by_alias=True)
