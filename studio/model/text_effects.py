"""What can be painted with words besides their fill: glows, long shadows, textures, lines and grounds.

Lengths are canvas px.  Everything is cut to fit the letters and moves with them.
"""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from studio.model.animation import AnimatedNumber
from studio.model.document import XY, Color, Coordinate, Model, NotNegative, Positive, Radius


class PatternKind(StrEnum):
    """Patterns that are drawn as geometry: stars by their points, girih, dots, waves."""

    STAR_6 = "star-6"
    STAR_8 = "star-8"
    STAR_10 = "star-10"
    STAR_12 = "star-12"
    GIRIH = "girih"
    HALFTONE = "halftone"
    WAVES = "waves"


class Glow(Model):
    """Light around the letters: their outline made `spread` px fatter, blurred by `radius` px."""

    color: Color = "accent@80"
    radius: Annotated[Radius, Field(gt=0)] = 24
    spread: Radius = 2


class LongShadow(Model):
    """The letters' outline swept along `offset` (px; x to the right, not mirrored): a solid, hard shadow."""

    color: Color = "#000000@50"
    offset: XY = (48, 48)


class Texture(Model):
    """What the letters are filled with, over their colour: a procedural pattern, or a picture.

    `color`, `tile` (px from motif to motif), `stroke` and `seed` are the pattern's.  A picture (a media id or
    `asset:…`) covers the text's box.
    """

    pattern: PatternKind | None = None
    media: str | None = None
    color: Color = "bg@50"
    tile: Positive = 48
    stroke: Positive = 2
    seed: int = 0

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if (self.pattern is None) == (self.media is None):
            raise ValueError("a texture has either 'pattern' or 'media'")
        return self


class Highlight(Model):
    """A marker pen drawn behind words: `marker` with slanted ends at the height of the letters' bodies, `box`
    around the whole line's ink.  `drawn` (0…1): how much of it there is, in reading order."""

    shape: Literal["marker", "box"] = "marker"
    color: Color = "accent@40"
    drawn: AnimatedNumber = 1.0


class Underline(Model):
    """A line under words.  It leaves a gap where letters and dots reach through it, unless `skip_ink` is
    off; where deep letters would leave but scraps of it, it goes under them all."""

    shape: Literal["straight", "wavy"] = "straight"
    color: Color = "accent"
    width: Positive | None = None
    """None: a sixteenth of the text's size."""
    gap: Coordinate | None = None
    """From the baseline down to the line's middle; None: by the text's size."""
    skip_ink: bool = True
    drawn: AnimatedNumber = 1.0
    """0…1, in reading order."""


class Strike(Model):
    """A line through words, over their fill."""

    color: Color = "warning"
    width: Positive | None = None
    """None: a fourteenth of the text's size."""
    drawn: AnimatedNumber = 1.0
    """0…1, in reading order."""


Padding = tuple[NotNegative, NotNegative]
"""Vertical, horizontal, in px."""


class Pill(Model):
    """A rounded box behind words, one a line.  Words without a colour of their own take the ink or the
    background where theirs could not be read on it."""

    color: Color = "accent"
    padding: Padding = (4, 12)
    radius: NotNegative = 12
