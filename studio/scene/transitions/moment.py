"""What every transition is given: the two scenes, how far the change has come, and which way it goes."""

from typing import NamedTuple

from studio.base.geometry import Rect
from studio.model.layers import Toward
from studio.scene.display_list import DisplayList, PaintValue


class Moment(NamedTuple):
    """Two scenes at one moment of a change from `before` to `after`.

    progress: 0 (only before) to 1 (only after), eased.  canvas: whole pixels.  forward: the sign of the
    reading direction along x, -1 in Arabic.  ground: what fading to the ground fades to; None: nothing.
    """

    before: DisplayList
    after: DisplayList
    progress: float
    canvas: Rect
    toward: Toward = Toward.READING
    forward: int = -1
    ground: PaintValue | None = None

    @property
    def travel(self) -> tuple[int, int]:
        """The way in which pictures travel on screen, as signs of x and y.

        Reading on brings the new scene from where the eye moves next: in Arabic from the left, so pictures
        travel to the right; in English from the right, so they travel to the left.  `up` and `down` are meant
        as they say.
        """
        return {
            Toward.READING: (-self.forward, 0),
            Toward.AGAINST: (self.forward, 0),
            Toward.UP: (0, -1),
            Toward.DOWN: (0, 1),
        }[self.toward]

    @property
    def edge(self) -> tuple[int, int]:
        """The way in which an edge between the scenes runs: along the reading direction, as a line is read
        (in Arabic from the right to the left); up and down as pictures travel."""
        x, y = self.travel
        return (-x, y)
