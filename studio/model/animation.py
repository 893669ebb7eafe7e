"""Values that change over time, and presets of motion over the units of a text.

    value   a ----.  (a's easing)                    constant before the first keyframe and after the last
                   `---- b ---- b
    time   k0           k1

A keyframe holds the curve to the next one.  Times are local to the layer (0 = its start).
"""

import re
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import AfterValidator, Field, field_validator, model_validator

from studio.base.errors import InputError
from studio.base.svg_path import parse_svg_path
from studio.model.document import XY, Color, Duration, Identifier, Model, NotNegative, Time, UnknownNameError
from studio.model.writing import Pen, Scramble, Typewriter, WritingMode

T = TypeVar("T")

EASING_NAMES = (
    "linear",
    "hold",
    "ease",
    "ease-in",
    "ease-out",
    "ease-in-out",
    *(
        f"ease-{way}-{curve}"
        for curve in ("sine", "quad", "cubic", "quart", "quint", "expo", "circ", "back", "elastic", "bounce")
        for way in ("in", "out", "in-out")
    ),
    "step-start",
    "step-end",
    # The style guide's roles of motion (STYLE section 6).
    "enter",
    "move",
    "exit",
    "calm-enter",
    "calm-exit",
    "feast",
)
"""CSS easing keywords, the curves of easings.net, and the style guide's roles."""

# Each digit can be matched in one way only, so that long text is refused in linear time.
_NUMBER = r"\s*[-+]?(?:\d+(?:\.\d*)?|\.\d+)\s*"
_SHARE = r"\s*\+?(?:0*1(?:\.0*)?|0+(?:\.\d*)?|\.\d+)\s*"
_POSITIVE = r"\s*\+?(?=[\d.]*[1-9])(?:\d+(?:\.\d*)?|\.\d+)\s*"
_EASING_CALL = re.compile(
    rf"cubic-bezier\({_SHARE},{_NUMBER},{_SHARE},{_NUMBER}\)"
    r"|steps\((?!\s*1\s*,\s*jump-none)\s*[1-9]\d{0,3}\s*"
    r"(?:,\s*(?:start|end|jump-start|jump-end|jump-none|jump-both)\s*)?\)"
    rf"|spring\({_POSITIVE}(?:,{_POSITIVE}){{0,2}}\)"
)


def _check_easing(value: str) -> str:
    if value in EASING_NAMES or _EASING_CALL.fullmatch(value):
        return value
    raise UnknownNameError(
        f"'{value}' is no easing: use a name (ease-out-cubic, enter, hold …), cubic-bezier(x1,y1,x2,y2) "
        "with x within 0 … 1, steps(n, end) or spring(stiffness, damping, mass), each above 0",
        EASING_NAMES,
    )


Easing = Annotated[str, Field(max_length=2000), AfterValidator(_check_easing)]
"""The curve from one value to the next, as text: a name of EASING_NAMES, `cubic-bezier(x1,y1,x2,y2)`,
`steps(n, start|end|jump-…)`, `spring(stiffness, damping, mass)`."""


_MOST = 100_000

Number = Annotated[float, Field(ge=-_MOST, le=_MOST)]
"""A share, a factor, degrees or px: more would leave what frames can be computed with."""


class Keyframe(Model, Generic[T]):
    """At `time` (seconds from the layer's start) it has `value`; `easing` leads to the next keyframe."""

    time: Time
    value: T
    easing: Easing = "linear"

    @field_validator("value")
    @classmethod
    def _within_bounds(cls, value: T) -> T:
        numbers = value if isinstance(value, tuple) else (value,)
        if any(isinstance(number, float) and abs(number) > _MOST for number in numbers):
            raise ValueError(f"a value is between -{_MOST} and {_MOST}")
        return value


class Keyframes(Model, Generic[T]):
    """At least one keyframe, in order of time, no two at the same time."""

    keyframes: Annotated[tuple[Keyframe[T], ...], Field(min_length=1, max_length=10_000)]

    @model_validator(mode="after")
    def _in_order(self) -> "Keyframes[T]":
        times = [keyframe.time for keyframe in self.keyframes]
        if any(b <= a for a, b in pairwise(times)):
            raise ValueError("keyframes stand in order of time, no two at the same time")
        return self


AnimatedNumber = Number | Keyframes[float]
AnimatedColor = Color | Keyframes[Color]
AnimatedPoint = XY | Keyframes[tuple[float, float]]


def _check_path(value: str) -> str:
    try:
        parse_svg_path(value)
    except InputError as error:
        raise ValueError(error.message) from error
    return value


PathData = Annotated[str, Field(max_length=200_000), AfterValidator(_check_path)]
"""SVG path data (`M 0 0 L 10 0 …`): all commands of SVG, see `studio.base.svg_path`."""

AnimatedPath = PathData | Keyframes[PathData]
"""An outline; all its keyframes are made of the same commands in the same order."""


class Phase(StrEnum):
    """When an animation runs: as its layer comes, while it stands, as it goes."""

    IN = "in"
    DURING = "during"
    OUT = "out"


class TextUnit(StrEnum):
    """What moves as one.  `letter` moves finished glyphs; `group` is a run of joined letters."""

    LETTER = "letter"
    GROUP = "group"
    WORD = "word"
    LINE = "line"
    WHOLE = "whole"


class Order(StrEnum):
    """In which order the units take their turn; `reading` is logical order (right to left in Arabic)."""

    READING = "reading"
    REVERSE = "reverse"
    CENTER = "center"
    EDGES = "edges"
    RANDOM = "random"


class Animation(Model):
    """One use of a motion preset on a layer.

    `in` begins at the layer's start plus `delay`; `out` ends at the layer's end minus `delay`; `during` runs
    between.  Unit i starts `stagger` * (its turn) later; the staggers together take at most `stagger_limit`.
    A `during` whose duration is 0 runs across the layer once, any other goes there and back in a loop.
    What is None comes from the preset; an exit then takes 65 % of its duration.
    """

    preset: Identifier
    phase: Phase = Phase.IN
    unit: TextUnit | None = None
    order: Order | None = None
    delay: Duration = Field(default=0, validate_default=True)
    duration: Duration | None = None
    stagger: Duration | None = None
    easing: Easing | None = None
    amount: NotNegative = 1.0
    """Scales distances of the preset: 2 travels twice as far."""
    seed: int = 0


class Part(StrEnum):
    """What of a unit a channel moves: `marks` are the harakat, `bases` all else (with the letters' dots)."""

    ALL = "all"
    BASES = "bases"
    MARKS = "marks"


class Channel(Model):
    """One property of a unit over the course of its turn: `at` 0 … 1, eased, from `start` to `end`.

    property:
        dx (along the reading direction: -40 starts 40 px behind, so in Arabic to the right), dy (down);
        scale, scale_x, scale_y, rotation (degrees, clockwise), skew (degrees, the top leaning along the
        reading direction), all about the preset's pivot;
        opacity (0…1), reveal (0…1 wiped open along the reading direction), blur (a radius);
        tracking (em between letters; within joined letters it is kashida, where the font can);
        stretch (em of kashida in each word that can take it);
        wave (how far the outline goes up and down) and jelly (how far it sways, more the higher), as the
        preset's `ripple` runs along the line.
    measure: of dx, dy, blur, wave and jelly: canvas px, or the text's em (100 px in a layer without text).
    part: the harakat may come apart from their letters (dx, dy and opacity).
    delay: seconds after the unit's turn begins (after it ends, backwards, on the way out).
    """

    property: Literal[
        "dx",
        "dy",
        "scale",
        "scale_x",
        "scale_y",
        "rotation",
        "skew",
        "opacity",
        "reveal",
        "blur",
        "tracking",
        "stretch",
        "wave",
        "jelly",
    ]
    start: Number
    end: Number
    easing: Easing | None = None
    measure: Literal["px", "em"] = "px"
    part: Part = Part.ALL
    delay: Duration = Field(default=0, validate_default=True)

    @model_validator(mode="after")
    def _check(self) -> "Channel":
        if self.measure == "em" and self.property not in _LENGTHS:
            raise ValueError(f"'{self.property}' is no length: leave out `measure`")
        if self.part is not Part.ALL and self.property not in _APART:
            raise ValueError(f"'{self.property}' is of letters with their marks: leave out `part`")
        return self


_LENGTHS = frozenset({"dx", "dy", "blur", "wave", "jelly"})
_APART = frozenset({"dx", "dy", "opacity"})


class Ripple(Model):
    """How waves run along a line: a sine of `length` em that moves by `speed` lengths a second, along the
    reading direction (backwards if negative)."""

    length: Annotated[float, Field(ge=0.5, le=100)] = 5.0
    speed: Annotated[float, Field(ge=-20, le=20)] = 0.6


Share = Annotated[float, Field(ge=-1, le=1)]


class AnimationPreset(Model):
    """A motion over units, read from presets/animations/*.toml."""

    id: Identifier
    name: dict[str, str]
    note: dict[str, str] = Field(default_factory=dict)
    phases: tuple[Phase, ...] = (Phase.IN, Phase.OUT)
    unit: TextUnit = TextUnit.WORD
    order: Order = Order.READING
    duration: Duration
    stagger: Duration = Field(default=0, validate_default=True)
    stagger_limit: Duration = Field(default="0.6", validate_default=True)
    easing: Easing = "enter"
    exit_easing: Easing = "exit"
    pivot: tuple[Share, Share] = (0.0, 0.0)
    """What scaling, turning and skewing leave in place: -1 … 1 from where a unit is first read to where it is
    last, and from its top to its bottom; (0, 0) is its centre."""
    ripple: Ripple = Ripple()
    hidden_below: bool = False
    """Units are seen only above the foot of their line, as if they came up from behind it."""
    channels: Annotated[tuple[Channel, ...], Field(min_length=1)]
    mode: WritingMode = WritingMode.CHANNELS
    typewriter: Typewriter = Typewriter()
    pen: Pen = Pen()
    scramble: Scramble = Scramble()
    cuts_joins: bool = False
    """Declared by presets that show joined letters in part while the rest is hidden (wipes).  No preset can
    move joined letters apart: their outline bends."""
