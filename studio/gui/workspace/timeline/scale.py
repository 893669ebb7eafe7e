"""The only mapping of x to time."""

from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from studio.base.time import FrameRate

MIN_PX_PER_SECOND = 1 / 60
"""1 px is a minute."""
MAX_PX_PER_FRAME = 40.0
_STEPS = (0.04, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600)
PADDING = 12.0
"""px before time 0, so that the playhead's grip at 0 can be taken."""


class TimeScale(Struct, frozen=True):
    """pixels: per second.  start: seconds at the left edge (after the padding).  width: px that are seen."""

    rate: FrameRate
    pixels: float = 40.0
    start: float = 0.0
    width: float = 600.0

    def x_of(self, time: float | Fraction) -> float:
        return (float(time) - self.start) * self.pixels + PADDING

    def x_of_frame(self, frame: int) -> float:
        return self.x_of(self.rate.time_of(frame))

    def time_of(self, x: float) -> float:
        """Seconds at x; before the film they are negative."""
        return (x - PADDING) / self.pixels + self.start

    def frame_of(self, x: float) -> int:
        """The frame whose beginning is nearest to x."""
        return round(self.time_of(x) * float(self.rate.fraction))

    @property
    def seconds(self) -> float:
        """How much time is seen."""
        return max(1.0, self.width - 2 * PADDING) / self.pixels

    def zoomed(self, factor: float, about_x: float) -> "TimeScale":
        """Larger or smaller, what is under `about_x` stays; from 1 px a minute to 40 px a frame."""
        time = self.time_of(about_x)
        most = MAX_PX_PER_FRAME * float(self.rate.fraction)
        pixels = min(most, max(MIN_PX_PER_SECOND, self.pixels * factor))
        start = time - (about_x - PADDING) / pixels
        return replace(self, pixels=pixels, start=max(0.0, start))

    def scrolled_to(self, start: float) -> "TimeScale":
        return replace(self, start=max(0.0, start))

    def fitted(self, duration: float) -> "TimeScale":
        """The whole film in view."""
        return replace(self, pixels=max(MIN_PX_PER_SECOND, (self.width - 2 * PADDING) / duration), start=0.0)

    def tick(self) -> float:
        """Seconds between two numbers of the ruler: at least 64 px apart."""
        return next((step for step in _STEPS if step * self.pixels >= 64), _STEPS[-1])
