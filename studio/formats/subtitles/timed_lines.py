"""The line that tells when a cue is shown, `00:00:01,000 --> 00:00:02,000`, in SRT and WebVTT."""

import re
from fractions import Fraction

from msgspec import Struct

from studio.formats.subtitles.log import Log
from studio.formats.subtitles.times import TIME, parse_clock, plain_line, srt_time
from studio.formats.subtitles.types import MendKind

_ARROW = r"\s*(?:-+\s?[>›»]|[-–—=]>|→|➔|➜)\s*"
_WELL_FORMED = re.compile(r"(\d\d):([0-5]\d):([0-5]\d)[,.](\d{3}) --> (\d\d):([0-5]\d):([0-5]\d)[,.](\d{3})")
_LOOSE = re.compile(rf"\s*(?P<start>{TIME})?(?P<arrow>{_ARROW})(?P<end>{TIME})?(?P<rest>(?:\s.*)?)")
_BROKEN = re.compile(r"\s*(?P<start>\S.{0,30}?)?\s*-->\s*(?P<end>\S.{0,30})?\s*")


class Timing(Struct, frozen=True):
    """start, end: seconds; None where that part cannot be read.  settings: what stands behind the times."""

    start: Fraction | None
    end: Fraction | None
    settings: str = ""


def parse_timing(line: str) -> Timing | None:
    """When a cue is shown, of a line that tells it; None for all other lines."""
    if "-" not in line and "→" not in line and "=" not in line and "➔" not in line and "—" not in line:
        return None
    exact = _WELL_FORMED.fullmatch(line)
    if exact is not None:
        h1, m1, s1, f1, h2, m2, s2, f2 = map(int, exact.groups())
        start = Fraction(((h1 * 60 + m1) * 60 + s1) * 1000 + f1, 1000)
        return Timing(start, Fraction(((h2 * 60 + m2) * 60 + s2) * 1000 + f2, 1000))
    plain = plain_line(line)
    loose = _LOOSE.fullmatch(plain)
    if loose is not None and (loose["start"] or loose["end"]):
        if "-->" not in plain and not (loose["start"] and loose["end"]):
            return None
        begin = parse_clock(loose["start"]) if loose["start"] else None
        stop = parse_clock(loose["end"]) if loose["end"] else None
        return Timing(begin, stop, loose["rest"].strip())
    broken = _BROKEN.fullmatch(plain)
    if broken is None or not any(char.isdigit() for char in plain) or ":" not in plain:
        return None
    return Timing(parse_clock(broken["start"] or ""), parse_clock(broken["end"] or ""))


def tell_timing(line: str, timing: Timing, number: int, log: Log, form: re.Pattern[str]) -> None:
    """Tells what was not as the format has it.  form: of a well-formed line, with or without settings."""
    if form.match(line):
        return
    start, end = timing.start, timing.end
    if start is None or end is None:
        if start is not None:
            return  # told as a missing end
        log.tell(MendKind.TIME_UNREADABLE, line=number, was=line.strip())
        return
    if start < 0 or end < 0:
        return  # told as negative
    plain = plain_line(line)
    became = f"{srt_time(start)} --> {srt_time(end)}"
    log.tell(
        MendKind.TIME_DIGITS if plain.strip() != line.strip() and form.match(plain) else MendKind.TIME_FORM,
        line=number,
        was=line.strip(),
        became=became,
    )
