"""Times as people type them: seconds, minutes and seconds, frames, in any digits."""

import re
from fractions import Fraction

from studio.base.digits import to_digits
from studio.base.time import FrameRate
from studio.gui.widgets.number_text import read_typed_number

_MARKS = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e"))
_FRAMES = re.compile(r"^(.*\d)\s*(?:f|fr|frames?|إ|إطار|إطارات|إطارًا)$", re.IGNORECASE)


def read_typed_time(text: str, rate: FrameRate) -> Fraction:
    """Seconds, exactly on a frame where frames were typed.

    2.5   1:02.5 (minutes, seconds)   1:02:15 (minutes, seconds, frames)   1:00:02:15   15f   ١٥ إطارًا
    Raises ValueError for what is no time.
    """
    plain = to_digits(text, "latn").translate(_MARKS).replace("：", ":").strip()
    found = _FRAMES.match(plain)
    if found:
        return rate.time_of(_whole(found.group(1)))
    parts = plain.split(":")
    if len(parts) == 1:
        return Fraction(read_typed_number(plain)).limit_denominator(100_000)
    if len(parts) == 2:
        return _whole(parts[0]) * 60 + Fraction(read_typed_number(parts[1])).limit_denominator(100_000)
    if len(parts) > 4:
        raise ValueError("no time")
    *clock, frames = map(_whole, parts)
    seconds = 0
    for part in clock:
        seconds = seconds * 60 + part
    return rate.time_of(rate.first_frame_from(Fraction(seconds)) + frames)


def _whole(text: str) -> int:
    if not text.strip().isdecimal():
        raise ValueError("no whole number")
    return int(text)
