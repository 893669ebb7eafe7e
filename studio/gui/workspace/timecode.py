"""Times as people read them on a timeline: minutes:seconds:frames."""

import math
from fractions import Fraction

from studio.base.time import FrameRate


def timecode(frame: int, rate: FrameRate) -> str:
    """`0:03:12`: frame 12 of the fourth second; hours in front where there are any."""
    each = max(1, math.ceil(rate.fraction))
    seconds = int(rate.time_of(frame))
    first = rate.first_frame_from(Fraction(seconds))
    within = min(each - 1, max(0, frame - first))
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    width = len(str(each - 1))
    start = f"{hours}:{minutes:02}" if hours else str(minutes)
    return f"{start}:{seconds:02}:{within:0{width}}"


def clock(seconds: float) -> str:
    """`0:05`, or `0:05.5` between whole seconds: for a ruler."""
    whole = int(seconds)
    text = f"{whole // 60}:{whole % 60:02}"
    rest = seconds - whole
    return text if rest < 0.005 else f"{text}.{f'{rest:.2f}'[2:].rstrip('0')}"
