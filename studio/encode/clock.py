"""When every frame of a finished film is shown: in equal steps, or as a phone recorded them."""

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from studio.base.time import FrameRate
from studio.encode.command import time_scale


class FilmClock(Struct, frozen=True):
    """scale: ticks a second.  pts: of every frame in ticks, rising.  end: when the last one goes."""

    scale: int
    pts: Sequence[int]
    end: int

    @classmethod
    def steady(cls, rate: FrameRate, frames: int) -> "FilmClock":
        """Frames one after another at a rate, from time 0 on."""
        scale = time_scale(rate)
        tick = scale * rate.denominator // rate.numerator
        return cls(scale, range(0, frames * tick, tick), frames * tick)

    @property
    def duration(self) -> Fraction:
        """Seconds from the film's beginning to its end; its first frame may come later."""
        return Fraction(self.end, self.scale)

    def decoding_time(self, number: int, reordered: int) -> int:
        """In ticks, of the packet of that number.

        reordered: how many frames decoding runs ahead of showing.
        """
        if number >= reordered:
            return self.pts[number - reordered]
        step = self.pts[1] - self.pts[0] if len(self.pts) > 1 else 1
        return self.pts[0] - (reordered - number) * step

    def length(self, number: int) -> int:
        """How many ticks a frame is shown."""
        following = self.pts[number + 1] if number + 1 < len(self.pts) else self.end
        return max(1, following - self.pts[number])
