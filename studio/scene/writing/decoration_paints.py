"""The grounds and lines of spans with their colours and measures known."""

from typing import Literal

from msgspec import Struct

from studio.base.color import Rgba
from studio.scene.display_list import PaintValue

DecorationKind = Literal["marker", "box", "pill", "straight", "wavy", "strike"]


class DecorationPaint(Struct, frozen=True):
    """Something painted along words.

    width: of a line; gap: from the baseline down to its middle; padding: vertical, horizontal; all canvas px.
    drawn: 0 … 1, how much of it there is, in reading order.
    """

    kind: DecorationKind
    color: Rgba
    width: float = 0.0
    gap: float = 0.0
    skip_ink: bool = False
    padding: tuple[float, float] = (0.0, 0.0)
    radius: float = 0.0
    drawn: float = 1.0

    @property
    def reach(self) -> float:
        """px by which it may leave the box of its words and line."""
        return max(*self.padding, 4 * self.width) + 1


class KnockOutPaint(Struct, frozen=True):
    """A ground out of which words are cut; padding: vertical, horizontal, px."""

    paint: PaintValue
    whole_box: bool
    padding: tuple[float, float]
    radius: float
