"""Times of TTML: `00:00:01.500`, `00:00:01:12` (frames), `1.5s`, `36f`, `15000000t`, `1500ms`, `2m`, `1h`.

W3C, Timed Text Markup Language 2, section 12.3, https://www.w3.org/TR/ttml2/#timing-value-time-expression
"""

import re
from fractions import Fraction

from msgspec import Struct

from studio.formats.subtitles.times import plain_line

_CLOCK = re.compile(r"(\d{1,9}):(\d{1,9}):(\d{1,9})(?:[.,](\d{1,9})|[:;](\d{1,9})(?:\.\d{1,9})?)?")
_SHORT = re.compile(r"(\d{1,9}):(\d{1,9})(?:[.,](\d{1,9}))?")
_OFFSET = re.compile(r"(\d{1,15})(?:\.(\d{1,9}))?\s*(h|ms|m|s|f|t)?")
_UNITS = {"h": Fraction(3600), "m": Fraction(60), "s": Fraction(1), "ms": Fraction(1, 1000)}


class Clock(Struct, frozen=True):
    """rate: frames a second.  ticks: a second."""

    rate: Fraction = Fraction(30)
    ticks: Fraction = Fraction(1)

    def seconds(self, text: str) -> Fraction | None:
        """A time expression in seconds; None where it is none."""
        plain = plain_line(text).strip()
        clock = _CLOCK.fullmatch(plain)
        if clock is not None:
            hours, minutes, whole, digits, frames = clock.groups()
            value = Fraction((int(hours) * 60 + int(minutes)) * 60 + int(whole))
            if digits:
                value += Fraction(int(digits), 10 ** len(digits))
            return value + int(frames) / self.rate if frames else value
        short = _SHORT.fullmatch(plain)
        if short is not None:
            digits = short[3] or ""
            return int(short[1]) * 60 + int(short[2]) + Fraction(int(digits or 0), 10 ** len(digits))
        offset = _OFFSET.fullmatch(plain)
        if offset is None:
            return None
        digits = offset[2] or ""
        number = int(offset[1]) + Fraction(int(digits or 0), 10 ** len(digits))
        unit = offset[3] or "s"
        if unit == "f":
            return number / self.rate
        return number / self.ticks if unit == "t" else number * _UNITS[unit]


def clock_of(attributes: dict[str, str]) -> Clock:
    """The clock that a document's root names: frameRate, frameRateMultiplier, tickRate."""
    rate = _number(attributes.get("frameRate", "")) or Fraction(30)
    multiplier = [_number(part) for part in re.split(r"[\s:]+", attributes.get("frameRateMultiplier", ""))]
    known = [part for part in multiplier if part]
    if known:
        rate *= known[0] / (known[1] if len(known) > 1 else 1)
    ticks = _number(attributes.get("tickRate", ""))
    if ticks is None:
        # Without a tick rate ticks are parts of a frame, or seconds.
        ticks = rate if "frameRate" in attributes else Fraction(1)
    return Clock(rate, ticks)


def _number(text: str) -> Fraction | None:
    if re.fullmatch(r"\d{1,12}", text.strip()) is None:
        return None
    return Fraction(int(text)) or None
