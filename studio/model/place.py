"""Where a layer stands: its place in an area or among its siblings, and what moves it from there."""

from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from studio.model.animation import AnimatedNumber, AnimatedPoint
from studio.model.document import XY, Model, NotNegative, Positive


class Anchor(StrEnum):
    """Nine points of a box; start and end follow the reading direction."""

    TOP_START = "top-start"
    TOP = "top"
    TOP_END = "top-end"
    START = "start"
    CENTER = "center"
    END = "end"
    BOTTOM_START = "bottom-start"
    BOTTOM = "bottom"
    BOTTOM_END = "bottom-end"


class Align(StrEnum):
    """Across a line: at the reading side, in the middle, at the other side, or as large as the line."""

    START = "start"
    CENTER = "center"
    END = "end"
    STRETCH = "stretch"


class Justify(StrEnum):
    """Along a line: at its start, in the middle, at its end, or with the free room between."""

    START = "start"
    CENTER = "center"
    END = "end"
    BETWEEN = "between"


Length = Positive | Annotated[str, Field(pattern=r"^\d{1,3}(\.\d+)?%$")]
"""Canvas px, or a share of the area such as `"50%"`."""


class Place(Model):
    """Where a layer's box stands.

    In a group with a layout the box flows with its siblings (`grow`, `align`); everywhere else `anchor` of
    the box meets the same point of the area, plus `offset`.  `area`: `canvas`, `safe`, `parent` (the group's
    box; the default inside a group), or a region of the design such as `stack.text`.  Without width and
    height the box is as large as its content (images, shapes and patterns then fill the area).
    """

    MEANT: ClassVar[frozenset[str]] = frozenset({"anchor"})

    area: str | None = None
    anchor: Anchor = Anchor.CENTER
    offset: XY = (0, 0)
    width: Length | None = None
    height: Length | None = None
    grow: NotNegative = 0
    align: Align | None = None


class Stack(Model):
    """Children one after another: `block` downwards, `inline` along the reading direction."""

    kind: Literal["stack"] = "stack"
    axis: Literal["block", "inline"] = "block"
    gap: NotNegative = 16
    align: Align = Align.START
    justify: Justify = Justify.START


class Grid(Model):
    """Children in rows of `columns` equal cells, first at the reading side."""

    kind: Literal["grid"] = "grid"
    columns: Annotated[int, Field(ge=1, le=24)] = 2
    gap: NotNegative = 16
    align: Align = Align.STRETCH


Layout = Annotated[Stack | Grid, Field(discriminator="kind")]
"""How the layers of a group are laid out."""


class Transform(Model):
    """Moves the placed box about its centre: offset (px; x along the reading direction), scale, degrees."""

    offset: AnimatedPoint = (0, 0)
    scale: AnimatedNumber = 1.0
    rotation: AnimatedNumber = 0.0

    @property
    def is_still(self) -> bool:
        """Whether the box stays where its place puts it."""
        return self.offset == (0, 0) and self.scale == 1 and self.rotation == 0
