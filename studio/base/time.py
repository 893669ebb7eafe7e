"""Exact time: seconds are fractions, frames are integers, and `FrameRate` alone converts between them.

frame      0     1     2     3
time     |-----|-----|-----|-----|      a range is [start, end): its end is not shown
"""

import re
from fractions import Fraction

from msgspec import Struct

# No exponents in text: "1e999999999" would be worked out to a thousand million digits.
_WRITTEN = re.compile(r"\s*[-+]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20}|\d{1,20}/\d{1,20})\s*")


def seconds(value: float | str | Fraction) -> Fraction:
    """Exact seconds from a number as a person writes it: `0.1` means one tenth, `"1/3"` one third.

    Text is a decimal or a fraction with at most 20 digits in each part.
    Raises ValueError for other text, infinities and NaN, and ZeroDivisionError for "1/0".
    """
    if isinstance(value, str) and not _WRITTEN.fullmatch(value):
        raise ValueError(f"{value[:40]!r} is no number of seconds")
    if isinstance(value, float):
        return Fraction(repr(value))
    return Fraction(value)


class FrameRate(Struct, frozen=True):
    """Frames per second as an exact fraction, e.g. `FrameRate(30)` or `FrameRate(30000, 1001)`."""

    numerator: int
    denominator: int = 1

    def __post_init__(self) -> None:
        if self.numerator <= 0 or self.denominator <= 0:
            raise ValueError("a frame rate is positive")

    @property
    def fraction(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)

    def time_of(self, frame: int) -> Fraction:
        """The time at which `frame` begins."""
        return Fraction(frame * self.denominator, self.numerator)

    def frame_at(self, time: Fraction) -> int:
        """The frame that is on screen at `time` (floor)."""
        return (time.numerator * self.numerator) // (time.denominator * self.denominator)

    def first_frame_from(self, time: Fraction) -> int:
        """The first frame that begins at or after `time` (ceiling)."""
        return -((-time.numerator * self.numerator) // (time.denominator * self.denominator))

    def frame_count(self, duration: Fraction) -> int:
        """How many frames begin within [0, duration)."""
        return self.first_frame_from(duration)

    def __str__(self) -> str:
        return str(self.numerator) if self.denominator == 1 else f"{self.numerator}/{self.denominator}"


class TimeRange(Struct, frozen=True, order=True):
    """Seconds from `start` up to, not including, `end`."""

    start: Fraction
    end: Fraction

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("a time range does not end before it starts")

    @property
    def duration(self) -> Fraction:
        return self.end - self.start

    def contains(self, time: Fraction) -> bool:
        return self.start <= time < self.end

    def shifted(self, by: Fraction) -> "TimeRange":
        return TimeRange(self.start + by, self.end + by)


class FrameRange(Struct, frozen=True, order=True):
    """Frames from `start` up to, not including, `end`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError("a frame range starts at 0 or later and does not end before it starts")

    def __len__(self) -> int:
        return self.end - self.start

    def times(self, rate: FrameRate) -> TimeRange:
        return TimeRange(rate.time_of(self.start), rate.time_of(self.end))
