"""Ways of appearing that no property of a unit can say: as if typed, as if by a pen, out of other letters."""

from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from studio.model.document import Model, Time


class WritingMode(StrEnum):
    """How a preset brings a text.

    channels: its units move as the preset's channels say.  typewriter: letter after letter, each taking its
    final shape when its neighbour comes.  pen: the strokes are drawn along the writing direction, dots and
    harakat last.  scramble: letters settle out of others that join in the same way.

    All but the first are for texts and run in the order of reading (scramble in any order); layers without
    letters, such as pictures, follow the channels.
    """

    CHANNELS = "channels"
    TYPEWRITER = "typewriter"
    PEN = "pen"
    SCRAMBLE = "scramble"


class Typewriter(Model):
    """Units come one after another, each fading in over the preset's duration (0: at once); letters come in
    joined forms.

    cursor: a bar stands where the next letter comes.
    """

    cursor: bool = False


class Pen(Model):
    """One pen writes the whole text at an even speed; unit, duration and stagger say how long it takes.

    marks: when it goes back for dots and harakat: after each joined group, word or line.
    """

    marks: Literal["group", "word", "line"] = "word"


class Scramble(Model):
    """The text is there from the start, in other letters; each settles at the end of its turn.

    interval: seconds from one set of letters to the next.  fade: seconds in which the text comes.
    """

    interval: Annotated[Time, Field(ge=Fraction(1, 50), le=2)] = Field(default=0.08, validate_default=True)
    fade: Annotated[Time, Field(ge=0, le=5)] = Field(default=0.2, validate_default=True)
