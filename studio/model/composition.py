"""A composition: size, clock, language, look, layers, sound.  A frame is a function of it and a time."""

from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from studio.base.languages import is_rtl
from studio.base.time import FrameRate
from studio.model.brand import Look
from studio.model.document import Coordinate, Duration, Identifier, Model, Time, unique_ids
from studio.model.layers import Layers
from studio.model.style import Paint


class CanvasSize(Model):
    """Canvas pixels, both even (H.264's 4:2:0 halves them), 16 … 8192."""

    width: Annotated[int, Field(ge=16, le=8192, multiple_of=2)]
    height: Annotated[int, Field(ge=16, le=8192, multiple_of=2)]


class Rate(Model):
    """Frames per second as a fraction, 1 … 240: 30, 25, 30000/1001."""

    numerator: Annotated[int, Field(ge=1, le=240_000)] = 30
    denominator: Annotated[int, Field(ge=1, le=1001)] = 1

    @model_validator(mode="after")
    def _within_bounds(self) -> "Rate":
        if not 1 <= self.exact().fraction <= 240:
            raise ValueError("a frame rate is between 1 and 240")
        return self

    def exact(self) -> FrameRate:
        return FrameRate(self.numerator, self.denominator)


Digits = Literal["latn", "arab", "arabext", "auto"]
"""CLDR numbering systems: 123, ١٢٣, ۱۲۳; auto: by language (Arabic text ١٢٣, else 123)."""


class AudioClip(Model):
    """A stretch of sound in the composition's time; `gain` in dB; looped to `duration` where shorter."""

    id: Identifier
    name: str = ""
    media: str
    start: Duration = Field(default=0, validate_default=True)
    duration: Annotated[Time, Field(gt=0)] | None = None
    """None: until the composition's end."""
    source_start: Duration = Field(default=0, validate_default=True)
    gain: Annotated[float, Field(ge=-60, le=24)] = 0.0
    fade_in: Duration = Field(default=0, validate_default=True)
    fade_out: Duration = Field(default=0, validate_default=True)
    loop: bool = False
    muted: bool = False
    """Not heard, in the window nor in a finished film."""
    solo: bool = False
    """While any sound or track is solo, only those are heard, in a finished film too."""
    locked: bool = False
    """The window leaves it where it is; it is heard all the same."""


class Marker(Model):
    """A named moment of the composition for those who edit it; no frame shows it."""

    id: Identifier
    time: Duration
    name: Annotated[str, Field(max_length=200)] = ""
    color: Literal["accent", "accent-2", "positive", "warning", "muted"] = "accent"
    """A role of the window's colours."""


class GuideLine(Model):
    """A line to set things against, for those who edit; no frame shows it.

    `vertical`: at `at` canvas px from the left edge, in either reading direction; else from the top.
    """

    vertical: bool = True
    at: Coordinate


class Composition(Model):
    """A film or still: a canvas, layers in painter order (the first is the bottom) and sounds, for a time.

    duration: seconds; it has the frames that begin within.  language: BCP 47; it decides on direction, digits
    and fonts.  look: what the names of colours and faces mean in it.  background: None for a transparent one.
    """

    # Made ready at once: a project then takes that over, where else both would be made ready.
    model_config = Model.model_config | {"defer_build": False}

    id: Identifier = "main"
    name: str = ""
    size: CanvasSize
    rate: Rate = Rate()
    duration: Annotated[Time, Field(gt=0)]
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = "ar"
    digits: Digits = "auto"
    look: Look = Look()
    background: Paint | None = "bg"
    layers: Layers = ()
    audio: tuple[AudioClip, ...] = ()
    markers: Annotated[tuple[Marker, ...], Field(max_length=10_000)] = ()
    """No two with one id; in any order."""
    alt: Annotated[str, Field(max_length=2000)] = ""
    """What a still of it shows, in words, for people who cannot see it."""
    guides: Annotated[tuple[GuideLine, ...], Field(max_length=100)] = ()
    still_at: Duration | None = None
    """The moment that a still or a cover shows; None: the last frame at which everything has landed."""

    @field_validator("markers")
    @classmethod
    def _own_ids(cls, markers: tuple[Marker, ...]) -> tuple[Marker, ...]:
        unique_ids(markers, "markers")
        return markers

    @property
    def rate_exact(self) -> FrameRate:
        return self.rate.exact()

    @property
    def frame_count(self) -> int:
        return max(1, self.rate_exact.frame_count(self.duration))

    @property
    def is_rtl(self) -> bool:
        return is_rtl(self.language)
