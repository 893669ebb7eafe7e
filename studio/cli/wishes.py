"""The options of `render`, `still`, `sheet` and `new` that say what to make, as one value."""

import re
from fractions import Fraction
from pathlib import Path

from studio.base.errors import InputError
from studio.base.time import FrameRange, FrameRate
from studio.services.given_values import parse_assignment, read_values
from studio.services.opening import Wishes

_CLOCK = re.compile(r"(?:(?:(\d+):)?(\d{1,2}):)?(\d+(?:\.\d+)?)")


def wishes_of(
    assignments: list[str] | None,
    values: Path | None,
    samples: bool,
    size: str | None,
    language: str | None,
    brand: str | None,
    digits: str | None,
) -> Wishes:
    """Raises InputError, DocumentError for an assignment or a file of values that cannot be read."""
    return Wishes(
        read_values(values) if values is not None else {},
        values.parent if values is not None else Path(),
        tuple(parse_assignment(one) for one in assignments or ()),
        samples,
        size,
        language,
        brand,
        digits,
    )


def parse_clock(text: str) -> Fraction:
    """Seconds from `7`, `7.5`, `1:05` or `1:02:03`.  Raises InputError."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        raise InputError(f"'{text}' is no time", "Write seconds (7.5) or minutes and seconds (1:05).")
    hours, minutes, seconds = (Fraction(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds


def parse_range(text: str, rate: FrameRate, frame_count: int) -> FrameRange:
    """The frames of `START-END`; either may be left out.  Raises InputError."""
    start_text, dash, end_text = text.partition("-")
    if not dash:
        raise InputError(f"'{text}' is no range", "Write START-END, such as 0-5, 1:05-1:20, 10- or -10.")
    start = rate.first_frame_from(parse_clock(start_text)) if start_text.strip() else 0
    end = rate.first_frame_from(parse_clock(end_text)) if end_text.strip() else frame_count
    if end <= start:
        raise InputError(f"the range '{text}' ends before it begins", "Write the earlier time first.")
    if start >= frame_count:
        length = float(rate.time_of(frame_count))
        raise InputError(f"the range '{text}' begins after the film", f"It is {length:g} seconds long.")
    return FrameRange(start, min(end, frame_count))
