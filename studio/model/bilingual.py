"""A text beside the same in another language: what each says, and how the two stand to each other."""

from typing import Annotated, Literal

from pydantic import Field

from studio.model.document import Color, Duration, Model, NotNegative, Positive
from studio.model.spans import Spans
from studio.model.style import TextStyle


class BilingualText(Model):
    """One language of a bilingual block.

    `style.language` None: of the first text the composition's; of the second English where that is written
    in Arabic letters, else Arabic.
    """

    text: Annotated[str, Field(max_length=20_000)]
    style: TextStyle = TextStyle()
    """`align` and `fit_width` are the block's matter, not this text's."""
    spans: Spans = ()


class BilingualLook(Model):
    """How the two texts of a block stand to each other."""

    arrangement: Literal["beneath", "beside"] = "beneath"
    """The second under the first, or beside it: the first at the reading side, first baselines aligned."""
    align: Literal["start", "edges", "center"] = "start"
    """`start`: both flush with the block's start edge (or their column's).  `edges`: each flush with the edge
    where its own reading begins, so Arabic and English mirror each other.  `center`: both centred."""
    share: Annotated[float, Field(ge=0.25, le=4)] = 1
    """The second text's size as a share of that at which both look equally large."""
    gap: NotNegative = 16
    """px between the two texts; the rule stands in its middle."""
    rule: Color | None = None
    """The colour of a line between the texts; None: there is none."""
    rule_width: Positive = 3
    """px."""
    rule_length: Positive | None = None
    """px; None: as long as the wider text, with `edges` as the block (beside: as high as the higher one)."""
    split: Annotated[float, Field(ge=0.2, le=0.8)] = 0.5
    """Beside: the first column's share of the width."""
    turn: Duration = Field(default="0.35", validate_default=True)
    """Seconds by which the second text's animations come after the first's."""
