"""Paint, strokes and the style of text."""

from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from studio.model.document import XY, Color, Model, NotNegative, Positive, Radius, Unit
from studio.model.text_effects import Glow, LongShadow, Padding, Texture


class GradientStop(Model):
    """A colour at a share of the way, 0 … 1."""

    at: Unit
    color: Color


class Gradient(Model):
    """Colours along a line (angle in degrees, 0 = along the reading direction, 90 = downwards) or outwards
    from the centre, over the box of what is painted.  Interpolated in OKLab."""

    kind: Literal["linear", "radial"] = "linear"
    angle: float = 90
    stops: Annotated[tuple[GradientStop, ...], Field(min_length=2, max_length=16)]


Paint = Color | Gradient


class Stroke(Model):
    """A line around a shape (drawn behind its fill where it is text), `width` canvas px in all."""

    color: Color = "ink"
    width: Positive = 3
    dash: tuple[Positive, ...] = ()


class Shadow(Model):
    """A soft shadow: offset in canvas px (x to the right, not mirrored), `blur` the radius in px."""

    color: Color = "#000000@60"
    offset: XY = (0, 4)
    blur: Radius = 12


class TypeRole(StrEnum):
    """The type scale of the style guide; the design gives each its size per format."""

    HERO = "hero"
    HOOK = "hook"
    TITLE = "title"
    QUOTE = "quote"
    BODY = "body"
    LABEL = "label"
    SOURCE = "source"
    CAPTION = "caption"


class TextAlign(StrEnum):
    """start and end follow the paragraph's direction."""

    START = "start"
    CENTER = "center"
    END = "end"


class DirectionChoice(StrEnum):
    """Of paragraphs; auto: as most of their words are read."""

    AUTO = "auto"
    RTL = "rtl"
    LTR = "ltr"


class TextFill(StrEnum):
    """How lines are made to fill the width.  kashida: words are lengthened, then spaces widened; spaces: only
    those; auto: spaces where they do without being noticed, else as kashida."""

    NONE = "none"
    KASHIDA = "kashida"
    SPACES = "spaces"
    AUTO = "auto"


AxisSettings = Annotated[
    dict[
        Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9 ]{3}$")],
        Annotated[float, Field(ge=-32_000, le=32_000)],
    ],
    Field(max_length=16),
]


class KnockOut(Model):
    """A ground out of which the words are cut, so that what lies below is seen through them.

    `lines`: a rounded box that hugs each line; `box`: one around the whole text.  The words' own colour is
    not seen.
    """

    shape: Literal["lines", "box"] = "lines"
    color: Paint = "accent"
    padding: Padding = (12, 28)
    radius: NotNegative = 16


class TextStyle(Model):
    """How a paragraph looks.  `role` takes size, face and line height from the design; what is given wins.

    Captions, charts and the second text of two have defaults of their own where a field is not said.
    """

    MEANT: ClassVar[frozenset[str]] = frozenset(
        {"role", "color", "align", "direction", "balance", "justify", "fit_width", "kashida_share"}
    )

    role: TypeRole = TypeRole.BODY
    family: str | None = None
    """A family of the catalogue, or `display` / `text` of the look; None: by role."""
    weight: Annotated[int, Field(ge=100, le=900)] | None = None
    axes: AxisSettings = Field(default_factory=dict)
    """Places on a variable family's other axes by tag, e.g. `{ HEXP = 60 }`; clamped to their ranges."""
    size: Positive | None = None
    """em in canvas px, before the family's optical factor; None: by role and format."""
    min_size: Positive | None = None
    """The smallest size that fitting may reach; None: the style guide's floor for the role."""
    line_height: Annotated[float, Field(ge=0.8, le=4)] | None = None
    """As a multiple of the size; never under the ink distance."""
    color: Paint = "ink"
    align: TextAlign = TextAlign.START
    direction: DirectionChoice = DirectionChoice.AUTO
    language: str | None = None
    """BCP 47, e.g. `ar`, `fa`, `ur`, `en`; None: the composition's."""
    digits: Literal["latn", "arab", "arabext", "auto", "typed"] | None = None
    """123, ١٢٣ or ۱۲۳ in this text; auto: by its language; typed: as they stand; None: the composition's."""
    max_lines: Annotated[int, Field(ge=1, le=1000)] | None = None
    balance: bool = True
    """Make lines about equally long instead of filling each."""
    justify: TextFill = TextFill.NONE
    """Fill the box's width with every line but a paragraph's last."""
    fit_width: bool = False
    """For headlines: fill it with every line, by kashida (or as `justify` says), then by a larger size."""
    kashida_share: Unit = 1 / 3
    """Of a line's words, how many may be lengthened; one always may."""
    kashida_longest: Annotated[float, Field(ge=0, le=4)] | None = None
    """em of one kashida at most; None: 0.6 in naskh, 0.5 in sans, 0.8 in kufi."""
    stroke: Stroke | None = None
    shadow: Shadow | None = None
    glow: Glow | None = None
    long_shadow: LongShadow | None = None
    texture: Texture | None = None
    knock_out: KnockOut | None = None
