"""When each frame of a captioned film is shown, and which frame of the file it shows.

as recorded   every frame of the file at its own time; where one stands still for long under captions (screen
              recordings), it is repeated, so that they move
steady        a constant rate, each frame the one that is on screen at its time
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from studio.base.time import FrameRange, FrameRate, TimeRange
from studio.encode.clock import FilmClock
from studio.encode.command import time_scale
from studio.media.video_index import VideoIndex
from studio.model.composition import Composition
from studio.model.layers import CaptionLayer

_LONG = Fraction(1, 10)
"""Seconds: frames that stay longer are repeated while captions are shown."""
_STEP = Fraction(1, 25)
_MOST_TICKS = 1 << 20
"""A second; times that are finer are rounded to 1/90000 s."""
_LONGEST = 4
"""Times the usual length of a segment that one may have, where key frames are far apart."""

_USUAL = tuple(
    FrameRate(*pair)
    for pair in ((24000, 1001), (24, 1), (25, 1), (30000, 1001), (30, 1), (50, 1), (60000, 1001), (60, 1))
)


class Timeline(Struct, frozen=True, eq=False):
    """scale: ticks a second.  numbers: of the file's frames; times: in ticks from the beginning of the file,
    rising; end: when the last one goes; zero: the beginning of the film."""

    scale: int
    numbers: NDArray[np.int64]
    times: NDArray[np.int64]
    end: int
    zero: int = 0

    def __len__(self) -> int:
        return len(self.times)

    @property
    def begins(self) -> Fraction:
        """The moment of the file, in seconds, that is the film's beginning."""
        return Fraction(self.zero, self.scale)

    @property
    def clock(self) -> FilmClock:
        """Times from the film's beginning."""
        return FilmClock(self.scale, (self.times - self.zero).tolist(), self.end - self.zero)

    def times_of(self, frames: FrameRange) -> TimeRange:
        """From when to when the frames are shown, seconds of the file."""
        end = self.end if frames.end >= len(self) else int(self.times[frames.end])
        return TimeRange(Fraction(int(self.times[frames.start]), self.scale), Fraction(end, self.scale))


def usual_rate(index: VideoIndex) -> FrameRate:
    """The frame rate that the film was meant to have: the usual one that is nearest to how long its frames
    usually last; its own where none is near."""
    lengths = np.diff(index.pts)
    usual = Fraction(int(np.median(lengths))) * index.tick if len(lengths) else Fraction(1, 25)
    if not index.varies and index.duration > 0:
        usual = index.duration / index.count  # exact, where single times are rounded
    meant = min(max(1 / usual, Fraction(1)), Fraction(240)) if usual > 0 else Fraction(25)
    nearest = min(_USUAL, key=lambda rate: abs(rate.fraction - meant))
    if abs(nearest.fraction - meant) <= meant / (20 if index.varies else 1000):
        return nearest
    found = meant.limit_denominator(1001)
    return FrameRate(found.numerator, found.denominator)


def timeline_of(
    index: VideoIndex, composition: Composition, steady: FrameRate | None, stretch: TimeRange | None
) -> Timeline:
    """composition: the captions; time 0 is the beginning of the file.  stretch: of the file's time.

    Empty if the stretch holds no frame.
    """
    offset = max(Fraction(0), index.sound_offset)
    if steady is not None:
        whole = _steady(index, steady, offset)
    else:
        whole = _as_recorded(index, offset, _shown(composition))
    return whole if stretch is None else _within(whole, stretch)


def _steady(index: VideoIndex, rate: FrameRate, offset: Fraction) -> Timeline:
    scale = time_scale(rate)
    tick = scale * rate.denominator // rate.numerator
    count = max(1, rate.frame_count(offset + index.duration))
    numbers = [index.frame_at(rate.time_of(frame) - offset) for frame in range(count)]
    times = np.arange(count, dtype=np.int64) * tick
    return Timeline(scale, np.array(numbers, np.int64), times, count * tick)


def _as_recorded(index: VideoIndex, offset: Fraction, shown: Sequence[TimeRange]) -> Timeline:
    scale = index.tick.denominator
    if scale > _MOST_TICKS:
        scale = 90_000
    while scale < 10_000:
        scale *= 2
    step = index.tick * scale
    first = round(offset * scale)
    passed = index.pts - index.pts[0]
    if step.denominator == 1:
        times, end = passed * step.numerator, int(index.end - index.pts[0]) * step.numerator
    else:
        times = np.round(passed * float(step)).astype(np.int64)
        times = np.maximum.accumulate(times - np.arange(len(times))) + np.arange(len(times))
        end = max(int(times[-1]) + 1, round(int(index.end - index.pts[0]) * step))
    times = times + first
    numbers = np.arange(index.count, dtype=np.int64)
    return _repeated(Timeline(scale, numbers, times, end + first), shown)


def _repeated(film: Timeline, shown: Sequence[TimeRange]) -> Timeline:
    """Frames that stand still under captions, again and again, to shortly after the captions went."""
    step = round(_STEP * film.scale)
    lengths = np.diff(np.append(film.times, film.end))
    numbers, times = [film.numbers], [film.times]
    for frame in np.flatnonzero(lengths > round(_LONG * film.scale)).tolist():
        start = int(film.times[frame])
        more = np.arange(start + step, start + int(lengths[frame]) - step // 2, step, dtype=np.int64)
        used = np.zeros(len(more), bool)
        for one in shown:
            used |= (more >= int(one.start * film.scale) - step) & (more <= int(one.end * film.scale) + step)
        times.append(more[used])
        numbers.append(np.full(int(used.sum()), film.numbers[frame], np.int64))
    if len(times) == 1:
        return film
    every, all_times = np.concatenate(numbers), np.concatenate(times)
    order = np.argsort(all_times, kind="stable")
    return Timeline(film.scale, every[order], all_times[order], film.end)


def _shown(composition: Composition) -> list[TimeRange]:
    """When captions are on screen, as few stretches."""
    cues = sorted(
        (cue.start, cue.end)
        for layer in composition.layers
        if isinstance(layer, CaptionLayer)
        for cue in (*layer.cues, *(layer.second.cues if layer.second is not None else ()))
    )
    found: list[TimeRange] = []
    for start, end in cues:
        if found and start <= found[-1].end + 1:
            found[-1] = TimeRange(found[-1].start, max(end, found[-1].end))
        else:
            found.append(TimeRange(start, end))
    return found


def _within(film: Timeline, stretch: TimeRange) -> Timeline:
    first = int(np.searchsorted(film.times, float(stretch.start * film.scale) - 0.5))
    last = int(np.searchsorted(film.times, float(stretch.end * film.scale) - 0.5))
    end = film.end if last >= len(film) else int(film.times[last])
    zero = int(film.times[first]) if first < last else 0
    return Timeline(film.scale, film.numbers[first:last], film.times[first:last], end, zero)


def cut_points(film: Timeline, index: VideoIndex, seconds: float) -> list[int]:
    """Frames at which segments begin, and the end: at key frames of the file, so that no frame is decoded
    twice; where those are far apart, also between.

    seconds: about how long segments are.  They depend on the film alone, not on the machine.
    """
    wanted = max(1, round(seconds * film.scale))
    total = len(film)
    marks = [0]
    if not index.counted:
        keys = np.searchsorted(index.pts, np.array([key.pts for key in index.keys], np.int64))
        for frame in np.searchsorted(film.numbers, np.unique(keys)).tolist():
            near_end = frame >= total or film.end - film.times[frame] < wanted // 2
            if not near_end and film.times[frame] - film.times[marks[-1]] >= wanted * 4 // 5:
                marks.append(frame)
    marks.append(total)
    cuts = [0]
    for start, end in pairwise(marks):
        stop = film.end if end == total else int(film.times[end])
        pieces = max(1, -(-(stop - int(film.times[start])) // (_LONGEST * wanted)))
        pieces = min(pieces, end - start)
        cuts += [start + (end - start) * piece // pieces for piece in range(1, pieces + 1)]
    return cuts
