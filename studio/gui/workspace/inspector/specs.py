"""Which fields a layer's form has: read from the document's model, ordered by what people look for first.

    TextLayer --walk its model--> text, style.size, style.color … --table--> Words, Look, Motion, More

A new field of the model appears by itself, under More; the tables below only say where it belongs and how a
number is shown.  No widget is known here.
"""

import types
import typing
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt
from msgspec import Struct
from msgspec.structs import replace
from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

from studio.model import animation, document
from studio.model.animation import Keyframes
from studio.model.composition import AudioClip
from studio.model.style import Gradient
from studio.services.edits.fields import FieldPath

Group = Literal["words", "look", "sound", "motion", "more"]
GROUPS: tuple[Group, ...] = ("words", "look", "sound", "motion", "more")

Kind = Literal[
    "text", "line", "number", "seconds", "switch", "choice", "color", "point", "length", "easing", "font",
    "media", "part",
]  # fmt: skip
"""What a field is edited with.  part: a table that may be there or not (a stroke, a shadow)."""


class FieldSpec(Struct, frozen=True):
    """One row of a form.

    unit, factor, step, decimals: how a number is shown: document value times `factor`.  choices: values of a
    choice.  optional: may be None, which means "by itself".  animated: may have keyframes.  gradient: a
    colour may be a gradient.  part: the table that is begun when a part is switched on.
    """

    path: FieldPath
    kind: Kind
    group: Group
    minimum: float = float("-inf")
    maximum: float = float("inf")
    step: float = 1.0
    decimals: int = 2
    unit: str = ""
    factor: float = 1.0
    choices: tuple[str, ...] = ()
    optional: bool = False
    animated: bool = False
    gradient: bool = False
    part: type[BaseModel] | None = None

    @property
    def dotted(self) -> str:
        return ".".join(map(str, self.path))

    @property
    def name(self) -> str:
        return str(self.path[-1])


_HIDDEN = frozenset(
    {
        "id", "name", "type", "kind", "hidden", "locked", "animations", "layers", "items", "cues", "spans",
        "source", "composition", "bars", "axes", "path", "chart", "layout", "texture", "unit",
    }
)  # fmt: skip
"""Shown elsewhere, or tables with forms of their own."""

_OPENED = (
    "style",
    "first",
    "second",
    "look",
    "chart",
    "place",
    "transform",
    "text",
    "label_style",
    "value_style",
)
"""Tables whose fields are rows of the form itself."""

_LOOK = (
    "style.role", "style.size", "style.color", "style.family", "style.weight", "style.align",
    "style.line_height", "media", "source_start", "fit", "zoom", "shape", "pattern", "icon", "color", "fill",
    "radius",
    "chart.color", "chart.highlight_color", "look.arrangement", "look.align", "look.gap", "look.rule",
    "opacity", "style.justify", "style.fit_width", "stroke", "shadow", "style.stroke", "style.shadow",
    "style.glow", "style.long_shadow", "style.knock_out", "toward", "points", "hole", "tile",
    "first.style.color", "second.style.color", "first.style.size", "second.style.size",
    "style.text.size", "style.text.color", "style.text.family", "style.text.weight", "style.show",
    "style.highlight", "style.highlight_color", "style.highlight_text", "style.position", "style.box",
    "style.box_shape",
)  # fmt: skip
_SOUND = ("gain", "muted", "solo", "fade_in", "fade_out")
_WORDS = (
    "text",
    "style.direction",
    "first.text",
    "first.style.direction",
    "second.text",
    "second.style.direction",
    "chart.prefix",
    "chart.suffix",
    "chart.end",
    "chart.start",
)
_MOTION = (
    "transform.scale",
    "transform.rotation",
    "transform.offset",
    "drawn",
    "chart.delay",
    "chart.duration",
)

_BOUNDS: dict[str, tuple[float, float]] = {
    "opacity": (0, 1),
    "drawn": (0, 1),
    "scale": (0.01, 20),
    "zoom": (0.1, 20),
    "rotation": (-720, 720),
}
"""Of numbers that the model leaves open, as keyframes may overshoot."""

_SHOWN: dict[str, tuple[str, float, float, int]] = {
    # name: unit, factor, step, decimals (as shown)
    "opacity": ("%", 100, 1, 0),
    "scale": ("%", 100, 1, 0),
    "zoom": ("%", 100, 1, 0),
    "drawn": ("%", 100, 1, 0),
    "hole": ("%", 100, 1, 0),
    "share": ("%", 100, 1, 0),
    "split": ("%", 100, 1, 0),
    "kashida_share": ("%", 100, 1, 0),
    "thickness": ("%", 100, 1, 0),
    "rotation": ("°", 1, 1, 0),
    "angle": ("°", 1, 1, 0),
    "weight": ("", 1, 100, 0),
    "line_height": ("×", 1, 0.05, 2),
    "kashida_longest": ("em", 1, 0.05, 2),
    "grow": ("", 1, 1, 1),
    "amount": ("×", 1, 0.1, 2),
    "points": ("", 1, 1, 0),
    "columns": ("", 1, 1, 0),
    "max_lines": ("", 1, 1, 0),
    "decimals": ("", 1, 1, 0),
    "seed": ("", 1, 1, 0),
    "speed": ("×", 1, 0.1, 2),
    "gain": ("dB", 1, 1, 1),
    "end": ("", 1, 1, 2),
    "start": ("", 1, 1, 2),
}


@cache
def _fields(model: type[BaseModel]) -> dict[str, Any]:
    hints = typing.get_type_hints(model, include_extras=True)
    return {name: (hints[name], info.metadata) for name, info in model.model_fields.items()}


def specs_of(node: BaseModel) -> tuple[FieldSpec, ...]:
    """The rows of the form for a layer or clip, in their order: by group, then as the tables say."""
    found = list(_walk(node, ()))
    if isinstance(node, AudioClip):
        found = [replace(spec, group="sound") if spec.group == "look" else spec for spec in found]
    return tuple(sorted(found, key=_place_in_form))


def _place_in_form(spec: FieldSpec) -> tuple[int, int]:
    order = {"words": _WORDS, "look": _LOOK, "sound": _SOUND, "motion": _MOTION, "more": ()}[spec.group]
    place = next((at for at, one in enumerate(order) if _belongs(spec.dotted, one)), len(order))
    return GROUPS.index(spec.group), place


def _belongs(dotted: str, to: str) -> bool:
    """A part's own fields stand with it."""
    return dotted == to or dotted.startswith(to + ".")


def _group(dotted: str) -> Group:
    tables: tuple[tuple[Group, tuple[str, ...]], ...] = (
        ("words", _WORDS),
        ("look", _LOOK),
        ("sound", _SOUND),
        ("motion", _MOTION),
    )
    found = (group for group, names in tables if any(_belongs(dotted, name) for name in names))
    return next(found, "more")


def _walk(node: BaseModel, before: FieldPath) -> typing.Iterator[FieldSpec]:
    for name, (hint, metadata) in _fields(type(node)).items():
        path = (*before, name)
        value = getattr(node, name)
        if name == "chart" and isinstance(value, BaseModel):
            yield from _walk(value, path)
            continue
        if name in _HIDDEN and not (name == "text" and isinstance(value, str)):
            continue
        if isinstance(value, BaseModel) and not isinstance(value, Gradient | Keyframes) and name in _OPENED:
            yield from _walk(value, path)
            continue
        spec = _spec(path, hint, metadata)
        if spec is None:
            continue
        yield spec
        if spec.kind == "part" and isinstance(value, BaseModel):
            yield from _walk(value, path)


def _spec(path: FieldPath, hint: Any, metadata: list[Any]) -> FieldSpec | None:
    name = str(path[-1])
    shape = _Shape()
    shape.read(hint)
    shape.note(metadata)
    if shape.kind is None:
        return None
    kind = shape.kind
    if kind == "line" and name == "text":
        kind = "text"
    elif kind == "line" and name == "family":
        kind = "font"
    elif kind == "line" and name == "media":
        kind = "media"
    elif name == "speed":
        kind = "number"  # exact like a time, but no time
    elif kind == "line" and name in ("area", "direction", "language"):
        return None
    unit, factor, step, decimals = _SHOWN.get(name, ("px", 1.0, 1.0, 1))
    if kind != "number":
        unit, factor, step, decimals = "s" if kind == "seconds" else "", 1.0, 0.1, 2
    low, high = shape.minimum, shape.maximum
    if kind == "number":
        low, high = _BOUNDS.get(name, (low, high))
    if kind == "number" and path[0] == "chart" and name in ("start", "end"):
        unit = ""
    return FieldSpec(
        path=path,
        kind=kind,
        group=_group(".".join(map(str, path))),
        minimum=low * factor,
        maximum=high * factor,
        step=step,
        decimals=decimals,
        unit=unit,
        factor=factor,
        choices=shape.choices,
        optional=shape.optional,
        animated=shape.animated,
        gradient=shape.gradient,
        part=shape.part,
    )


class _Shape:
    """What a type says about its editor."""

    def __init__(self) -> None:
        self.kind: Kind | None = None
        self.minimum, self.maximum = float("-inf"), float("inf")
        self.choices: tuple[str, ...] = ()
        self.optional = self.animated = self.gradient = False
        self.part: type[BaseModel] | None = None

    def note(self, metadata: typing.Iterable[Any]) -> None:
        for one in metadata:
            match one:
                case FieldInfo():
                    self.note(one.metadata)
                case Ge(ge=low) | Gt(gt=low):
                    self.minimum = float(typing.cast("Any", low))
                case Le(le=high) | Lt(lt=high):
                    self.maximum = float(typing.cast("Any", high))
                case BeforeValidator(func=func) if func is document._read_color:
                    self.kind = "color"
                case _ if getattr(one, "func", None) is animation._check_easing:
                    self.kind = "easing"

    def read(self, hint: Any) -> None:
        origin = get_origin(hint)
        if origin is Annotated:
            base, *metadata = get_args(hint)
            self.read(base)
            self.note(metadata)
        elif origin in (types.UnionType, typing.Union):
            self._read_union(get_args(hint))
        elif origin is Literal:
            self.kind, self.choices = "choice", tuple(str(one) for one in get_args(hint))
        elif origin is tuple:
            args = get_args(hint)
            if len(args) == 2 and args[1] is not Ellipsis:
                self.kind = "point"
        elif isinstance(hint, type):
            self._read_class(hint)

    def _read_union(self, args: tuple[Any, ...]) -> None:
        rest = []
        for one in args:
            if one is type(None):
                self.optional = True
            elif isinstance(one, type) and issubclass(one, Keyframes):
                self.animated = True
            elif one is Gradient:
                self.gradient = True
            else:
                rest.append(one)
        if len(rest) == 2 and all(_base(one) in (float, str) for one in rest):
            self.kind = "length"
        elif len(rest) == 1:
            self.read(rest[0])
        elif rest:
            self.read(next((one for one in rest if get_origin(one) is tuple), rest[0]))

    def _read_class(self, hint: type) -> None:
        if issubclass(hint, StrEnum):
            self.kind, self.choices = "choice", tuple(one.value for one in hint)
        elif issubclass(hint, bool):
            self.kind = "switch"
        elif issubclass(hint, Fraction):
            self.kind = "seconds"
        elif issubclass(hint, int | float):
            self.kind = "number"
        elif issubclass(hint, str):
            self.kind = "line"
        elif issubclass(hint, BaseModel) and self.optional:
            self.kind, self.part = "part", hint


def _base(hint: Any) -> Any:
    return _base(get_args(hint)[0]) if get_origin(hint) is Annotated else hint
