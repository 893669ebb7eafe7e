"""Times as they stand in subtitle files, and as they ought to.

    00:00:01,500   SRT       00:01.500    WebVTT (hours may be missing)
    0:00:01.50     ASS       0:00:01.500  SBV
    [00:01.50]     LRC

Reading is liberal (any digits, dots for commas, missing hours or milliseconds, spaces); what was not as it
ought to be is told by the readers.  All times are exact fractions of a second.
"""

import re
from fractions import Fraction

from studio.base.digits import to_digits

LONGEST = Fraction(24 * 3600)
"""Seconds; the document takes no later time."""
CHARACTERS_A_SECOND = 15
"""How fast is read where nothing says how long a cue stays (STYLE section 7: 13 in Arabic, 15 in English)."""
SHORTEST = Fraction(1)
"""Seconds that a cue stays at least where nothing says how long."""

_PART = r"\d{1,9}"
TIME = rf"[-−]?\s*(?:{_PART}\s*[:：]\s*)?{_PART}\s*[:：]\s*{_PART}(?:\s*[.,:;٫،·]\s*\d{{0,9}})?"
_TIME = re.compile(
    rf"(?P<sign>[-−]?)\s*(?:(?P<h>{_PART})\s*[:：]\s*)?(?P<m>{_PART})\s*[:：]\s*(?P<s>{_PART})"
    r"(?:\s*[.,:;٫،·]\s*(?P<f>\d{0,9}))?"
)
_MARKS = dict.fromkeys(
    map(ord, "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
)


def plain_line(line: str) -> str:
    """The line with European digits and without direction marks, as times are looked for in it."""
    return line if line.isascii() else to_digits(line.translate(_MARKS), "latn")


def parse_clock(text: str) -> Fraction | None:
    """Seconds of a time with colons, of `plain_line`; None where it is none."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    hours, minutes, whole = int(match["h"] or 0), int(match["m"]), int(match["s"])
    digits = match["f"] or ""
    parts = 10 ** len(digits)
    value = Fraction(((hours * 60 + minutes) * 60 + whole) * parts + int(digits or 0), parts)
    return -value if match["sign"] else value


def to_millisecond(time: Fraction) -> Fraction:
    """The nearest whole millisecond, in seconds: what times that are worked out are rounded to."""
    return Fraction(round(time * 1000), 1000)


def _milliseconds(time: Fraction) -> int:
    """To the nearest, halves upwards."""
    return (2000 * time.numerator + time.denominator) // (2 * time.denominator)


def _clock(units: int, a_second: int, hours: str, point: str) -> str:
    whole, rest = divmod(units, a_second)
    minutes, second = divmod(whole, 60)
    hour, minute = divmod(minutes, 60)
    digits = len(str(a_second)) - 1
    return f"{hours.format(hour)}:{minute:02}:{second:02}{point}{rest:0{digits}}"


def srt_time(time: Fraction) -> str:
    return _clock(_milliseconds(time), 1000, "{:02}", ",")


def vtt_time(time: Fraction) -> str:
    return _clock(_milliseconds(time), 1000, "{:02}", ".")


def sbv_time(time: Fraction) -> str:
    return _clock(_milliseconds(time), 1000, "{}", ".")


def centiseconds(time: Fraction) -> int:
    """To the nearest, halves upwards: the only times that ASS and LRC can write."""
    return (200 * time.numerator + time.denominator) // (2 * time.denominator)


def ass_time(time: Fraction) -> str:
    return _clock(centiseconds(time), 100, "{}", ".")


def lrc_time(time: Fraction) -> str:
    minutes, rest = divmod(centiseconds(time), 6000)
    return f"{minutes:02}:{rest // 100:02}.{rest % 100:02}"


def is_rounded(time: Fraction, a_second: int) -> bool:
    """Whether a time is no whole number of `a_second`-ths of a second."""
    return a_second % time.denominator != 0


def reading_seconds(characters: int) -> Fraction:
    """How long so many characters stay where nothing says it, to the millisecond."""
    return max(SHORTEST, Fraction(characters * 1000 // CHARACTERS_A_SECOND, 1000))
