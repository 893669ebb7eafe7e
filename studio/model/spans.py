"""Style inside a text: any range down to one letter, or only its harakat."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from studio.model.document import Model
from studio.model.style import Paint
from studio.model.text_effects import Highlight, Pill, Strike, Underline


class Span(Model):
    """A part of a text that looks different; joins and ligatures stay whole (a lam-alef is coloured by
    halves).

    Which part: every place where `find` stands in the text (only the `nth` with that), or letters `start` to
    `end`.  Letters are counted from 0 as a reader sees them, with their marks, spaces among them; `end` is
    the first one after the part.  `find` is compared without harakat and tatweel, so «السلام» finds
    «السَّلام».  Later spans win where they overlap.
    """

    find: Annotated[str, Field(min_length=1, max_length=400)] | None = None
    nth: Annotated[int, Field(ge=1, le=1000)] | None = None
    """Which of the places where `find` stands, from 1; None: all of them."""
    whole_words: bool = False
    """`find` counts only where words begin and end with it."""
    start: Annotated[int, Field(ge=0)] | None = None
    end: Annotated[int, Field(ge=1)] | None = None
    """None: to the end of the text."""
    part: Literal["all", "letters", "marks"] = "all"
    """letters: without their harakat (dots are part of a letter); marks: only the harakat."""
    color: Paint | None = None
    """None: as the text's."""
    over: Literal["letter", "word", "line", "span"] = "span"
    """What a gradient in `color` runs across, each time from its first to its last stop."""
    highlight: Highlight | None = None
    underline: Underline | None = None
    strike: Strike | None = None
    pill: Pill | None = None

    @model_validator(mode="after")
    def _one_range(self) -> Self:
        if self.find is not None and (self.start is not None or self.end is not None):
            raise ValueError("a span has either 'find' or 'start' and 'end', not both")
        if self.find is None and self.start is None:
            raise ValueError("a span needs 'find' or 'start' (0 is the first letter)")
        if self.find is None and (self.nth is not None or self.whole_words):
            raise ValueError("'nth' and 'whole_words' choose among the places of 'find', which is not given")
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise ValueError(f"'end' ({self.end}) must be greater than 'start' ({self.start})")
        return self


Spans = Annotated[tuple[Span, ...], Field(max_length=200)]
"""Parts of a text that look different; later ones win where they overlap."""
