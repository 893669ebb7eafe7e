"""Times of many cues at once: nudged, shifted, stretched, re-synced by points, snapped, gaps and overlaps.

    shift      12.0 -> 10.5, all of them, chosen ones, or from one cue on
    stretch    a film of 25 frames a second shown at 23.976: times * 25 / 23.976
    re-sync    (was 5, is 8) and (was 3600, is 3660): a straight line through both; more points: piecewise

Pure functions; the words go with their cues.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from studio.base.errors import InputError
from studio.base.time import FrameRate
from studio.model.captions import Cue
from studio.scene.captions import cue_text
from studio.services.captions.cues import (
    SHORTEST_CUE,
    Cues,
    Edited,
    arranged,
    bounded,
    in_time,
    indexes,
    mapped,
    moved,
)
from studio.services.captions.speech import SpeechSpan
from studio.text.caption_lines import seen_length

Edge = Literal["both", "start", "end"]

CUT_FRAMES = 12
"""Within so many frames a cue's edge belongs to a cut (Netflix Timed Text Style Guide, "Shot changes")."""
CLOSED_GAP = Fraction(1, 2)
"""Gaps up to so many seconds are seen as blinking, and are closed (12 frames of 24, Netflix)."""
LEAD_FRAMES, LINGER_FRAMES = 2, 8
"""A cue comes so early before speech and stays so long behind it (STYLE 7: within 3, at most 12)."""
SPEECH_WITHIN = Fraction(7, 10)
"""Seconds in which an edge of speech is looked for."""
_TOGETHER = Fraction(1, 10)
"""Cues that begin within so many seconds were meant to be shown at once; they share the time."""


def nudge(cues: Cues, which: Iterable[int], by: Fraction, edge: Edge = "both") -> Edited:
    """A little earlier or later, as far as there is room: never before 0, never an end before its start."""
    chosen = indexes(cues, which)
    if edge == "both" and chosen:
        by = max(by, -min(cues[index].start for index in chosen))
    pairs = [
        (_nudged(cue, by, edge) if index in chosen else cue, index in chosen)
        for index, cue in enumerate(cues)
    ]
    in_time(cue for cue, is_chosen in pairs if is_chosen)
    return arranged(pairs)


def _nudged(cue: Cue, by: Fraction, edge: Edge) -> Cue:
    if edge == "both":
        return moved(cue, by)
    if edge == "start":
        return bounded(cue, min(max(Fraction(0), cue.start + by), cue.end - SHORTEST_CUE), cue.end)
    return bounded(cue, cue.start, max(cue.end + by, cue.start + SHORTEST_CUE))


def shift(cues: Cues, by: Fraction, which: Iterable[int] | None = None) -> Edited:
    """So much later (or earlier).  which: None: all; `range(n, len(cues))`: from cue n on.

    Raises InputError where cues would begin before the film.
    """
    return _remapped(cues, lambda time: time + by, which)


def stretch(
    cues: Cues, factor: Fraction, origin: Fraction = Fraction(0), which: Iterable[int] | None = None
) -> Edited:
    """All times `factor` times as far from `origin`.  Raises InputError for a factor that is not positive."""
    if factor <= 0:
        raise InputError("times are stretched by a number above 0", "1.04 is four per cent slower.")
    return _remapped(cues, lambda time: _milli(origin + (time - origin) * factor), which)


def resync(cues: Cues, points: Iterable[tuple[Fraction, Fraction]]) -> Edited:
    """So that what was at each point's first time is at its second.

    One point shifts, two lie on a straight line, more are joined piece by piece; before the first and behind
    the last the nearest piece goes on.  Raises InputError for points that contradict each other.
    """
    ordered = sorted(set(points))
    if not ordered:
        raise InputError("re-syncing takes a point", "Say where a cue is, and where it should be.")
    for (was, now), (next_was, next_now) in pairwise(ordered):
        if was == next_was or next_now <= now:
            raise InputError(
                f"the points {float(was):g} and {float(next_was):g} contradict each other",
                "What comes later stays later.",
            )
    if len(ordered) == 1:
        return shift(cues, ordered[0][1] - ordered[0][0])
    return _remapped(cues, _through(ordered), None)


def _through(points: Sequence[tuple[Fraction, Fraction]]) -> Callable[[Fraction], Fraction]:
    starts = [was for was, _ in points]
    slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(points)]

    def time(was: Fraction) -> Fraction:
        piece = min(max(bisect_right(starts, was) - 1, 0), len(slopes) - 1)
        return _milli(points[piece][1] + (was - points[piece][0]) * slopes[piece])

    return time


def _remapped(cues: Cues, time: Callable[[Fraction], Fraction], which: Iterable[int] | None) -> Edited:
    chosen = indexes(cues, which)
    pairs = [
        (_lasting(mapped(cue, time)) if index in chosen else cue, index in chosen)
        for index, cue in enumerate(cues)
    ]
    in_time(cue for cue, is_chosen in pairs if is_chosen)
    return arranged(pairs)


def _lasting(cue: Cue) -> Cue:
    """What lasts no longer, rounded, lasts a millisecond."""
    return cue if cue.end > cue.start else bounded(cue, cue.start, cue.start + SHORTEST_CUE)


def _milli(time: Fraction) -> Fraction:
    """The nearest millisecond, as formats write times: a film's rate gives endless fractions otherwise."""
    return Fraction((2000 * time.numerator + time.denominator) // (2 * time.denominator), 1000)


def snap_to_frames(cues: Cues, rate: FrameRate, which: Iterable[int] | None = None) -> Edited:
    """Edges on the nearest frames; each cue keeps one frame at least."""
    chosen = indexes(cues, which)

    def nearest(time: Fraction) -> Fraction:
        return rate.time_of(max(0, rate.frame_at(time + 1 / (2 * rate.fraction))))

    def snapped(cue: Cue) -> Cue:
        start, end = nearest(cue.start), nearest(cue.end)
        return bounded(cue, start, max(end, start + 1 / rate.fraction))

    return arranged(
        (snapped(cue) if index in chosen else cue, index in chosen) for index, cue in enumerate(cues)
    )


def snap_to_cuts(
    cues: Cues, cuts: Sequence[Fraction], rate: FrameRate, which: Iterable[int] | None = None
) -> Edited:
    """Edges that are within `CUT_FRAMES` of a cut stand on it: a caption that comes or goes just beside a cut
    blinks.  cuts: in order, seconds."""
    chosen = indexes(cues, which)
    within = CUT_FRAMES / rate.fraction

    def snapped(cue: Cue) -> Cue:
        start, end = _near(cue.start, cuts, within), _near(cue.end, cuts, within)
        return bounded(cue, start, end) if start < end else cue

    return arranged(
        (snapped(cue) if index in chosen else cue, index in chosen) for index, cue in enumerate(cues)
    )


def _near(time: Fraction, places: Sequence[Fraction], within: Fraction) -> Fraction:
    """The nearest place, where one is near enough; else the time itself."""
    index = bisect_left(places, time)
    near = min(places[max(0, index - 1) : index + 1], key=lambda place: abs(place - time), default=time)
    return near if abs(near - time) <= within else time


def snap_to_speech(
    cues: Cues, spans: Sequence[SpeechSpan], rate: FrameRate, which: Iterable[int] | None = None
) -> Edited:
    """Edges where speech begins and ends: a cue comes `LEAD_FRAMES` before it and stays `LINGER_FRAMES`, but
    not into the next cue.  Edges without speech near them, and those within speech, stay."""
    chosen = indexes(cues, which)
    begins, ends = [span.start for span in spans], [span.end for span in spans]
    known = frozenset((*begins, *ends))
    lead, linger = LEAD_FRAMES / rate.fraction, LINGER_FRAMES / rate.fraction
    pairs: list[tuple[Cue, bool]] = []
    for index, cue in enumerate(cues):
        if index not in chosen:
            pairs.append((cue, False))
            continue
        onset, over = _near(cue.start, begins, SPEECH_WITHIN), _near(cue.end, ends, SPEECH_WITHIN)
        start = max(Fraction(0), _milli(onset - lead)) if onset in known else cue.start
        end = _milli(over + linger) if over in known else cue.end
        if index > 0:
            before = cues[index - 1]
            start = max(start, min(before.end, cue.start))
        if index + 1 < len(cues):
            end = min(end, max(cues[index + 1].start, cue.end))
        pairs.append((bounded(cue, start, end) if start < end else cue, True))
    return arranged(pairs)


def close_gaps(
    cues: Cues,
    rate: FrameRate,
    frames: int = 2,
    most: Fraction = CLOSED_GAP,
    which: Iterable[int] | None = None,
) -> Edited:
    """Gaps shorter than `most` become `frames` frames, or none at all with 0 (STYLE 7: two frames or none):
    the cue before stays until then."""
    chosen = indexes(cues, which)
    gap = frames / rate.fraction
    out = list(cues)
    for index, (cue, following) in enumerate(pairwise(cues)):
        end = min(_milli(following.start - gap), following.start)
        if index in chosen and 0 <= following.start - cue.end < most and end > cue.start:
            out[index] = bounded(cue, cue.start, end)
    return arranged((cue, index in chosen) for index, cue in enumerate(out))


def fix_overlaps(cues: Cues, rate: FrameRate, frames: int = 0) -> Edited:
    """No cue is shown as another begins: the one before ends there.  Cues that begin together share the time
    by their length, one after the other."""
    gap = frames / rate.fraction
    ordered = sorted(cues, key=lambda cue: (cue.start, cue.end))
    out: list[Cue] = []
    index = 0
    while index < len(ordered):
        stop = index + 1
        while stop < len(ordered) and ordered[stop].start - ordered[index].start < _TOGETHER:
            if ordered[stop - 1].end <= ordered[stop].start:
                break
            stop += 1
        following = ordered[stop].start if stop < len(ordered) else None
        out += _one_by_one(ordered[index:stop], following, gap)
        index = stop
    return Edited(tuple(out))


def _one_by_one(ones: Sequence[Cue], following: Fraction | None, gap: Fraction) -> list[Cue]:
    start, end = ones[0].start, max(cue.end for cue in ones)
    if following is not None and end > following:
        end = min(_milli(following - gap), following)
        end = end if end > start else following
    if len(ones) == 1:
        return [bounded(ones[0], start, end)]
    weights = [max(1, seen_length(cue_text(cue))) for cue in ones]
    whole, reached, out = sum(weights), start, []
    passed = 0
    for number, (cue, weight) in enumerate(zip(ones, weights, strict=True)):
        passed += weight
        stop = end if number + 1 == len(ones) else start + (end - start) * passed / whole
        out.append(bounded(cue, reached, stop))
        reached = stop
    return out
