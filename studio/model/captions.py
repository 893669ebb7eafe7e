"""Cues and words: logical order and time always; where they stand on screen comes from the shaped text."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from studio.model.document import Color, Duration, Model, NotNegative, Positive, Time
from studio.model.style import Shadow, Stroke, TextStyle


class Word(Model):
    """A word of a cue and when it is spoken, [start, end) in the layer's time."""

    text: Annotated[str, Field(min_length=1, max_length=200)]
    start: Duration
    end: Duration


class Cue(Model):
    """Text shown in [start, end).  Words without times share the cue's time by their length."""

    start: Duration
    end: Time
    text: Annotated[str, Field(max_length=1000)] = ""
    words: tuple[Word, ...] = ()
    speaker: Annotated[str, Field(max_length=200)] = ""
    """Who says it, where it is known."""

    @model_validator(mode="after")
    def _ordered(self) -> "Cue":
        if self.end <= self.start:
            raise ValueError("a cue ends after it starts")
        if not self.text and not self.words:
            raise ValueError("a cue has text or words")
        return self


class CaptionStyle(Model):
    """How cues look (STYLE section 7): the word being spoken is set off by colour or by a box, or the colour
    sweeps through the words as they are spoken (karaoke) and stays; `stretch` sweeps, and the word being
    spoken grows by a kashida and goes back, where it can."""

    text: TextStyle = TextStyle()
    highlight: Literal["none", "color", "box", "sweep", "stretch"] = "box"
    highlight_color: Color = "accent"
    highlight_text: Color = "bg"
    """Text colour on the box."""
    highlight_change: Duration = Field(default="0.1", validate_default=True)
    """Seconds in which a highlight comes or goes; 0: at once."""
    highlight_radius: NotNegative = 12
    highlight_padding: tuple[NotNegative, NotNegative] = (4, 12)
    """Vertical, horizontal px."""
    box: Color | None = "bg@94"
    """Ground hugging the lines; None: stroke and shadow instead."""
    box_radius: NotNegative = 16
    box_padding: tuple[NotNegative, NotNegative] = (20, 28)
    stroke: Stroke | None = None
    shadow: Shadow | None = None
    max_width: Positive | None = None
    fade: Duration = Field(default="0.1", validate_default=True)
