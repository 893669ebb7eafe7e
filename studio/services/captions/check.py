"""The check of captions: reading speed, times, lines, breaks, marks, digits, glyphs.

    check_cues(cues, options)            what is wrong, by cue            5,000 cues in well under a second
    mend_one(cues, finding, options)     one of them mended               one step that can be undone
    mend_all(cues, options)              all that is surely mended        one step as well

What needs the picture (contrast, place) is found by `check_picture`, what needs a dictionary by `spelling`.
Figures and their sources are those of `limits`.
"""

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

from msgspec import Struct, field

from studio.base.languages import script_of
from studio.base.time import FrameRate
from studio.model.caption_limits import CaptionLimits
from studio.model.captions import Cue
from studio.scene.captions import cue_text
from studio.scene.cue_table import brief, without_slot
from studio.services.captions.check_text import broken_findings, glyph_findings, word_findings
from studio.services.captions.cues import Cues
from studio.services.captions.findings import CueFault, CueFinding, MendWay
from studio.services.captions.limits import ARABIC, exact
from studio.services.captions.words_of_cues import DigitSystem, most_common, systems_in
from studio.text.caption_lines import joined_lines, seen_length

BLINKS = 12
"""Frames up to which a gap is seen as blinking (Netflix: 3 to 11 frames are closed to 2)."""
_SPLIT_SHARE = 0.6
"""A cue that stays too long and fills more than this share of its lines is split, not shortened."""
_FULL = 0.92
"""A text of this share of all lines is broken into them; more, and no break may be found."""


class CheckOptions(Struct, frozen=True):
    """language: of the cues.  rate: of the film.  length: of it, seconds; None: not known.
    digits: those of the film; None: what most cues have.  glyphs: look for letters that no font has."""

    language: str = "ar"
    limits: CaptionLimits = ARABIC
    rate: FrameRate = field(default_factory=lambda: FrameRate(25))
    length: Fraction | None = None
    digits: DigitSystem | None = None
    glyphs: bool = True


def check_cues(
    cues: Cues, options: CheckOptions | None = None, *, hidden: Collection[int] | None = None
) -> tuple[CueFinding, ...]:
    """All that is found, in the order of cues.

    hidden: the numbers of cues that find no room; None: found out, which takes all cues of the film.
    """
    asked = options or CheckOptions()
    texts = [cue_text(cue) for cue in cues]
    systems = [systems_in(text) for text in texts]
    digits = asked.digits or most_common(systems)
    times = [(_micro(cue.start), _micro(cue.end)) for cue in cues]
    found: list[CueFinding] = []
    for index, (cue, text) in enumerate(zip(cues, texts, strict=True)):
        length = seen_length(text) + text.count("\n")  # as on one line
        found += _times(cues, index, length, times, asked)
        found += _lines(cue, index, text, length, asked)
        if "\n" in text:
            found += broken_findings(cue, index, text, length, asked.limits)
        found += word_findings(cue, index, text, asked.language)
        if digits is not None and systems[index] - {digits} and script_of(asked.language) == "Arab":
            found.append(CueFinding(CueFault.MIXED_DIGITS, index, cue.start, cue.text, {}, MendWay.DIGITS))
    for index in sorted(without_slot(cues) if hidden is None else hidden):
        cue = cues[index]
        found.append(CueFinding(CueFault.NOT_SHOWN, index, cue.start, cue.text))
    if asked.glyphs:
        found += glyph_findings(cues)
    found.sort(key=lambda one: one.cue)
    return tuple(found)


def _micro(time: Fraction) -> int:
    """Whole microseconds: thousands of times are compared, and fractions take their time."""
    return time.numerator * 1_000_000 // time.denominator


def _times(
    cues: Cues, index: int, length: int, times: Sequence[tuple[int, int]], asked: CheckOptions
) -> Iterator[CueFinding]:
    cue, limits = cues[index], asked.limits
    start, end = times[index]
    lasts = max(end - start, 1)
    speed = length * 1_000_000 / lasts

    def finding(fault: CueFault, mend: MendWay | None, **values: str) -> CueFinding:
        return CueFinding(fault, index, cue.start, cue.text, values, mend)

    if speed > limits.speed:
        hard = speed > limits.hard_speed
        fault, limit = (CueFault.TOO_FAST, limits.hard_speed) if hard else (CueFault.FAST, limits.speed)
        enough = length / float(cue.end - cue.start + room_behind(cues, index, asked)) <= limit
        yield finding(fault, MendWay.EXTEND if enough else None, speed=f"{speed:.1f}", limit=f"{limit:g}")
    if lasts < round(limits.shortest * 1_000_000):
        shortest = exact(limits.shortest)
        enough = cue.end - cue.start + room_behind(cues, index, asked) >= shortest
        mend = MendWay.EXTEND if enough else None
        yield finding(CueFault.TOO_SHORT, mend, seconds=_said(lasts), limit=f"{limits.shortest:g}")
    if lasts > round(limits.longest * 1_000_000):
        split = length > _SPLIT_SHARE * limits.line * limits.lines
        mend = MendWay.SPLIT if split else MendWay.SHORTEN
        yield finding(CueFault.TOO_LONG, mend, seconds=_said(lasts), limit=f"{limits.longest:g}")
    if asked.length is not None and end > _micro(asked.length):
        mend = MendWay.SHORTEN if cue.start < asked.length else None
        yield finding(CueFault.OUTSIDE_FILM, mend, seconds=_said(end), limit=_said(_micro(asked.length)))
    if index + 1 < len(cues):
        yield from _before_the_next(cues, index, times, asked)


def _before_the_next(
    cues: Cues, index: int, times: Sequence[tuple[int, int]], asked: CheckOptions
) -> Iterator[CueFinding]:
    cue, following = cues[index], cues[index + 1]
    (start, end), (next_start, next_end) = times[index], times[index + 1]
    gap = next_start - end
    if next_start < start:
        yield CueFinding(CueFault.ORDER, index + 1, following.start, following.text, {}, MendWay.SORT)
    elif gap < 0:
        values = {"seconds": _said(min(-gap, next_end - next_start))}
        if brief(cue, following):
            values["variant"] = "brief"
        yield CueFinding(CueFault.OVERLAP, index, cue.start, cue.text, values, MendWay.TRIM)
    elif gap > 0:
        rate = asked.rate
        frames = round(gap * rate.numerator / rate.denominator / 1_000_000)
        if frames < BLINKS and frames != asked.limits.gap_frames:
            values = {"seconds": _said(gap)}
            yield CueFinding(CueFault.GAP, index, cue.start, cue.text, values, MendWay.CLOSE)


def room_behind(cues: Cues, index: int, asked: CheckOptions) -> Fraction:
    """Seconds by which a cue can stay longer: until the next one, the film's end, the longest time."""
    cue = cues[index]
    end = cue.start + exact(asked.limits.longest)
    if index + 1 < len(cues):
        end = min(end, cues[index + 1].start - asked.limits.gap_frames / asked.rate.fraction)
    if asked.length is not None:
        end = min(end, asked.length)
    return max(Fraction(0), end - cue.end)


def _lines(cue: Cue, index: int, text: str, length: int, asked: CheckOptions) -> Iterator[CueFinding]:
    limits = asked.limits
    lines = text.split("\n")
    if len(lines) <= limits.lines and length <= limits.line:
        return
    most = max(map(seen_length, lines)) if len(lines) > 1 else length
    fits = length <= limits.line * limits.lines * _FULL
    mend = MendWay.REBREAK if fits else MendWay.SPLIT if " " in joined_lines(text) else None
    if len(lines) > limits.lines:
        values = {"count": str(len(lines)), "limit": str(limits.lines)}
        yield CueFinding(CueFault.MANY_LINES, index, cue.start, cue.text, values, mend)
    elif most > limits.line:
        values = {"count": str(most), "limit": str(limits.line)}
        yield CueFinding(CueFault.LONG_LINE, index, cue.start, cue.text, values, mend)


def _said(micro: int) -> str:
    return f"{micro / 1_000_000:.2f}".rstrip("0").rstrip(".")
