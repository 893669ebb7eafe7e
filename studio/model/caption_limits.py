"""What captions may be, as figures of one language (STYLE section 7)."""

from typing import Annotated

from pydantic import Field

from studio.model.document import Model

_Seconds = Annotated[float, Field(gt=0, le=60)]
_Rate = Annotated[float, Field(ge=4, le=60)]


class CaptionLimits(Model):
    """Of one language.  Speeds in characters a second, marks not counted; times in seconds."""

    speed: _Rate = 15
    """What can be read with ease; faster is worth a note."""
    hard_speed: _Rate = 17
    """Faster cannot be read while one looks at the picture too."""
    line: Annotated[int, Field(ge=10, le=120)] = 42
    """Characters of a line."""
    lines: Annotated[int, Field(ge=1, le=4)] = 2
    shortest: _Seconds = 1.0
    longest: _Seconds = 6.0
    gap_frames: Annotated[int, Field(ge=0, le=12)] = 2
    """Frames between cues that follow each other closely; without any they touch."""
