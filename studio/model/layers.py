"""The layers of a composition, in painter order: the first is at the bottom.

Rules of drawing: a layer is visible in [start, end), local time 0 is its start; its place puts its box, then
its transform moves it about its anchor, then opacity and blend mode lay it over what is below; a group is
painted as one picture first when it is transparent, masked or blended.
"""

from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, field_validator, model_validator

from studio.base.svg_path import parse_svg_path
from studio.model.animation import (
    AnimatedColor,
    AnimatedNumber,
    AnimatedPath,
    Animation,
    Easing,
    Keyframes,
)
from studio.model.bilingual import BilingualLook, BilingualText
from studio.model.captions import CaptionStyle, Cue, SecondCaptions
from studio.model.charts import BarChart, Counter
from studio.model.document import (
    Color,
    Duration,
    Identifier,
    Model,
    NotNegative,
    Positive,
    Time,
    Unit,
    unique_ids,
)
from studio.model.film_start import taken_apart
from studio.model.place import Layout, Place, Transform
from studio.model.spans import Spans
from studio.model.style import Gradient, Paint, Shadow, Stroke, TextStyle
from studio.model.text_effects import PatternKind


class BlendMode(StrEnum):
    """How a layer mixes with what is below it (W3C Compositing and Blending, Level 1)."""

    NORMAL = "normal"
    MULTIPLY = "multiply"
    SCREEN = "screen"
    OVERLAY = "overlay"
    DARKEN = "darken"
    LIGHTEN = "lighten"
    PLUS = "plus"
    SOFT_LIGHT = "soft-light"


class Mask(Model):
    """Shows the layer only inside a shape of its own box."""

    shape: Literal["rect", "ellipse"] = "rect"
    radius: NotNegative = 0


class LayerBase(Model):
    """What all layers have.

    start, end: seconds of what holds the layer; the end is not seen any more.  place: where its box stands;
    transform: moves it from there.  opacity: 0 … 1.  mask: in its own box.  name: what people call it; empty:
    its first words, or its kind.
    """

    id: Identifier
    name: str = ""
    start: Time = Field(default=0, validate_default=True)
    end: Time | None = None
    """None: until the end of what holds the layer."""
    place: Place = Place()
    transform: Transform = Transform()
    opacity: AnimatedNumber = 1.0
    blend: BlendMode = BlendMode.NORMAL
    mask: Mask | None = None
    animations: tuple[Animation, ...] = ()
    hidden: bool = False
    locked: bool = False
    """The window leaves it where it is; it is seen all the same."""


class TextLayer(LayerBase):
    """A paragraph (or several, by newline).  It fits its box or is reported."""

    type: Literal["text"] = "text"
    text: Annotated[str, Field(max_length=20_000)]
    style: TextStyle = TextStyle()
    spans: Spans = ()


class BilingualLayer(LayerBase):
    """A text and the same in a second language, alike in size to the eye, fitted to the box together.

    The second text looks like the first in whatever its own style does not say; it takes its size from the
    first, by the fonts' measured heights.  Animations move the first text, then the second.
    """

    type: Literal["bilingual"] = "bilingual"
    first: BilingualText
    second: BilingualText
    look: BilingualLook = BilingualLook()


Speed = Annotated[Time, Field(ge=Fraction(1, 10), le=8)]
"""Seconds of a file in a second of the film, exact: 2 is twice as fast."""


class Fit(StrEnum):
    """How media stand in a box of other proportions: cropped, with room beside them, or distorted."""

    COVER = "cover"
    CONTAIN = "contain"
    STRETCH = "stretch"


class ImageLayer(LayerBase):
    """A picture in its box.  `focus` (0…1 from the left and top of the picture) stays in view when cropped;
    `zoom` grows it about the focus (1 = just fits).

    A film plays in silence from `source_start` (seconds of the file), and its last frame is held.
    """

    type: Literal["image"] = "image"
    media: str
    fit: Fit = Fit.COVER
    focus: tuple[Unit, Unit] = (0.5, 0.4)
    zoom: AnimatedNumber = 1.0
    radius: NotNegative = 0
    source_start: Duration = Field(default=0, validate_default=True)

    _start_of_media = model_validator(mode="before")(taken_apart)


class AfterEnd(StrEnum):
    """What a film shows where its layer is longer than what is left of it."""

    NOTHING = "nothing"
    FREEZE = "freeze"
    """Its last frame; its sound is over."""
    LOOP = "loop"
    """From `source_start` again, sound as well."""


class VideoLayer(LayerBase):
    """A film in its box, with its sound; `fit`, `focus`, `zoom` and `radius` as for pictures.

    At the layer's local time t it shows the frame that is on screen at `source_start` + `speed` * t of the
    file, whose time 0 is its first frame.  `gain` in dB; the fades are those of the sound.
    """

    type: Literal["video"] = "video"
    media: str
    fit: Fit = Fit.COVER
    focus: tuple[Unit, Unit] = (0.5, 0.5)
    zoom: AnimatedNumber = 1.0
    radius: NotNegative = 0
    source_start: Duration = Field(default=0, validate_default=True)
    speed: Speed = Field(default=1, validate_default=True)
    after: AfterEnd = AfterEnd.NOTHING
    gain: Annotated[float, Field(ge=-60, le=24)] = 0.0
    muted: bool = False
    fade_in: Duration = Field(default=0, validate_default=True)
    fade_out: Duration = Field(default=0, validate_default=True)

    _start_of_media = model_validator(mode="before")(taken_apart)


class Toward(StrEnum):
    """Where things travel or grow.  `reading`: a transition brings the new scene from the left in Arabic,
    from the right in English; a bar grows to the left in Arabic, to the right in English."""

    READING = "reading"
    AGAINST = "against"
    UP = "up"
    DOWN = "down"


class ShapeKind(StrEnum):
    """What is drawn in the box of a shape layer."""

    RECT = "rect"
    ELLIPSE = "ellipse"
    LINE = "line"
    """Along the box's middle, from its start to its end edge."""
    STAR = "star"
    POLYGON = "polygon"
    ARC = "arc"
    """A part of a ring, or of a disc, clockwise from the top: donuts, gauges, pies."""
    PATH = "path"


class ShapeLayer(LayerBase):
    """A shape filling its box.  `drawn` (0…1) is how much of it there is: for rect and line the share of the
    box from the side where reading begins, or as `toward` says; for an arc the share of the full turn."""

    type: Literal["shape"] = "shape"
    shape: ShapeKind = ShapeKind.RECT
    path: AnimatedPath | None = None
    """SVG path data in the unit square of the box (0…1 both ways), for `path`; not mirrored."""
    points: Annotated[int, Field(ge=3, le=64)] = 8
    radius: NotNegative = 0
    fill: AnimatedColor | Gradient = "accent"
    stroke: Stroke | None = None
    shadow: Shadow | None = None
    drawn: AnimatedNumber = 1.0
    toward: Toward = Toward.READING
    """Where a rect or a line grows as it is drawn (lines: along reading or against it)."""
    hole: Unit = 0.62
    """The radius of an arc's hole as a share of the arc's own; 0: a pie."""

    @field_validator("path")
    @classmethod
    def _same_commands(cls, path: AnimatedPath | None) -> AnimatedPath | None:
        if isinstance(path, Keyframes):
            commands = {parse_svg_path(keyframe.value).verbs for keyframe in path.keyframes}
            if len(commands) > 1:
                raise ValueError("all keyframes of a path have the same commands in the same order")
        return path


class PatternLayer(LayerBase):
    """A procedural pattern filling its box, lines of `stroke` px, tiles of `tile` px."""

    type: Literal["pattern"] = "pattern"
    pattern: PatternKind = PatternKind.STAR_8
    color: Color = "ink@10"
    tile: Positive = 240
    stroke: Positive = 3
    drawn: AnimatedNumber = 1.0
    seed: int = 0


class IconLayer(LayerBase):
    """An icon of the bundled set, as large as its box is high; mirrored in right-to-left where it points."""

    type: Literal["icon"] = "icon"
    icon: Identifier
    color: Color = "accent"


class GroupLayer(LayerBase):
    """Layers as one: free in its box, or laid out by a stack or grid; padding in px inside the box."""

    type: Literal["group"] = "group"
    layout: Layout | None = None
    padding: NotNegative | tuple[NotNegative, NotNegative] = 0
    """All sides, or (vertical, horizontal)."""
    fill: Paint | None = None
    radius: NotNegative = 0
    shadow: Shadow | None = None
    stagger: Duration = Field(default=0, validate_default=True)
    """Child i starts this much later than the one before (rows that enter in turn)."""
    layers: "Layers" = ()


class ChartLayer(LayerBase):
    """Bars, or a number that counts up; the chart fills the box and begins with the layer."""

    type: Literal["chart"] = "chart"
    chart: Annotated[BarChart | Counter, Field(discriminator="kind")]


MAX_CUES = 50_000


class CaptionLayer(LayerBase):
    """Timed words over the picture, in one language or two; cue times are local to the layer.  Cues that
    overlap are shown together, one above the other.

    The style is whole, so that a film looks the same where the preset that it came from is another or is
    not there.
    """

    type: Literal["caption"] = "caption"
    cues: Annotated[tuple[Cue, ...], Field(max_length=MAX_CUES)]
    style: CaptionStyle = CaptionStyle()
    preset: Identifier | None = None
    """The id of the caption style that `style` was taken from, for whoever chooses another."""
    second: SecondCaptions | None = None
    speakers: Annotated[tuple[Annotated[str, Field(max_length=200)], ...], Field(max_length=1000)] = ()
    """In the order of their colours; those who are not named follow as they speak."""


class Precomposition(Model):
    """Layers with a clock and a ground of their own, used as one picture in a track or layer."""

    background: Paint | None = None
    layers: "Layers" = ()


class CompositionLayer(LayerBase):
    """A composition inside another; its time runs from the layer's start."""

    type: Literal["composition"] = "composition"
    composition: Precomposition


class Clip(Model):
    """`duration` seconds of a composition."""

    kind: Literal["clip"] = "clip"
    id: Identifier
    name: str = ""
    duration: Annotated[Time, Field(gt=0)]
    source: Precomposition


class Gap(Model):
    """`duration` seconds of nothing."""

    kind: Literal["gap"] = "gap"
    duration: Annotated[Time, Field(gt=0)]


class TransitionKind(StrEnum):
    """How one clip becomes the next."""

    CUT = "cut"
    CROSS_FADE = "cross-fade"
    FADE_THROUGH = "fade-through"
    """To the ground and back (gravity)."""
    WIPE = "wipe"
    PUSH = "push"
    ZOOM = "zoom"


class Transition(Model):
    """Stands between two clips and overlaps both by half its duration (at most by half of each, so that
    transitions never overlap); the track's length stays the same."""

    kind: Literal["transition"] = "transition"
    transition: TransitionKind = TransitionKind.CROSS_FADE
    duration: Annotated[Time, Field(gt=0)] = Field(default="0.5", validate_default=True)
    toward: Toward = Toward.READING
    easing: Easing = "move"


TrackItem = Annotated[Clip | Gap | Transition, Field(discriminator="kind")]


MAX_ITEMS = 10_000
"""Clips, gaps and transitions of a track: with one a second, more than two hours."""


class TrackLayer(LayerBase):
    """Clips, gaps and transitions one after another (OpenTimelineIO's editorial rules)."""

    type: Literal["track"] = "track"
    muted: bool = False
    """What is in its clips is seen, but not heard, in a finished film too."""
    solo: bool = False
    """While any sound or track is solo, only those are heard, in a finished film too."""
    items: Annotated[tuple[TrackItem, ...], Field(max_length=MAX_ITEMS)]

    @field_validator("items")
    @classmethod
    def _named_once(cls, items: tuple[TrackItem, ...]) -> tuple[TrackItem, ...]:
        unique_ids(items, "clips")
        return items


Layer = Annotated[
    TextLayer
    | BilingualLayer
    | ImageLayer
    | VideoLayer
    | ShapeLayer
    | PatternLayer
    | IconLayer
    | GroupLayer
    | ChartLayer
    | CaptionLayer
    | CompositionLayer
    | TrackLayer,
    Field(discriminator="type"),
]


def _named_once(layers: tuple[Layer, ...]) -> tuple[Layer, ...]:
    unique_ids(layers, "layers")
    return layers


Layers = Annotated[tuple[Layer, ...], AfterValidator(_named_once)]
"""Layers of one list; no two have the same id."""
