"""What charts and counters say; how they are drawn is the scene's matter."""

from typing import Annotated, Literal

from pydantic import Field

from studio.model.animation import Easing
from studio.model.document import Color, Duration, Model, NotNegative
from studio.model.style import TextStyle

MOST_COUNTED = 1e15
"""Every whole number up to it is exact in a double; read aloud, it is a thousand billions."""

Figure = Annotated[float, Field(ge=-MOST_COUNTED, le=MOST_COUNTED)]


class Bar(Model):
    """A bar: its words, how long it is (in the unit of the chart), whether it is the one in the accent."""

    label: Annotated[str, Field(max_length=200)]
    value: Annotated[Figure, Field(ge=0)]
    highlight: bool = False


class BarChart(Model):
    """Bars from zero, labelled directly, one of them in the accent; grown in turn.

    horizontal: rank, bars start at the reading side; vertical: columns, the first at the reading side.
    """

    kind: Literal["bars"] = "bars"
    bars: Annotated[tuple[Bar, ...], Field(min_length=1, max_length=24)]
    axis: Literal["horizontal", "vertical"] = "horizontal"
    maximum: Annotated[Figure, Field(gt=0)] | None = None
    """What a full bar stands for; None: the largest value."""
    color: Color = "muted@70"
    highlight_color: Color = "accent"
    label_style: TextStyle = TextStyle()
    value_style: TextStyle = TextStyle()
    radius: NotNegative = 8
    thickness: Annotated[float, Field(gt=0, le=1)] = 0.6
    """The bar's share of its row."""
    decimals: Annotated[int, Field(ge=0, le=6)] = 0
    suffix: Annotated[str, Field(max_length=40)] = ""
    delay: Duration = Field(default=0, validate_default=True)
    grow: Duration = Field(default=1, validate_default=True)
    stagger: Duration = Field(default="0.07", validate_default=True)
    easing: Easing = "calm-enter"


PluralText = Annotated[str, Field(max_length=200)]


class PluralForms(Model):
    """A counted word's forms by CLDR's categories; `#` in a form is the number, and a form may do without it.

    Arabic: one = "مشارك واحد", two = "مشاركان", few = "# مشاركين" (3-10), many = "# مشاركًا" (11-99), other =
    "# مشارك" (100).  English: one, other.  A missing form is `other`.
    """

    zero: PluralText | None = None
    one: PluralText | None = None
    two: PluralText | None = None
    few: PluralText | None = None
    many: PluralText | None = None
    other: PluralText

    def given(self) -> dict[str, str]:
        """The forms that there are, by category."""
        return {category: form for category, form in self if form is not None}


class Counter(Model):
    """A number that counts from `start` to `end`, in the project's digits; its box is that of the end value
    (with `unit`: of the widest form on the way), so nothing moves around it."""

    kind: Literal["counter"] = "counter"
    start: Figure = 0
    end: Figure
    decimals: Annotated[int, Field(ge=0, le=6)] = 0
    grouping: bool = True
    prefix: Annotated[str, Field(max_length=40)] = ""
    suffix: Annotated[str, Field(max_length=40)] = ""
    unit: PluralForms | None = None
    """What is counted, in the form that goes with the number of the moment.  Where no form has a `#`, the
    counter shows the word alone, in step with another counter of the same times that shows the number."""
    style: TextStyle = TextStyle()
    delay: Duration = Field(default=0, validate_default=True)
    duration: Duration = Field(default=1, validate_default=True)
    easing: Easing = "calm-enter"
