"""Where somebody speaks, by how loud a sound is: an energy detector with an adaptive threshold and hangover.

    peaks of 5.3 ms  ->  level of 10.7 ms in dB  ->  threshold between the quiet and the loud of its
    surroundings (30 s), on above it, off 3 dB below  ->  short silences bridged, clicks left out

The method is that of ETSI's and ITU-T's early detectors (G.729 Annex B uses the same energy and noise-floor
terms); music under speech is told apart no better than by its level.  A sound of two hours takes 10 MB.
"""

from fractions import Fraction
from itertools import pairwise

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from studio.media.ffmpeg import SAMPLE_RATE
from studio.media.peaks import STRETCH
from studio.services.waveforms import Peaks

_STEP = 2  # stretches a measure
MEASURE = Fraction(STRETCH * _STEP, SAMPLE_RATE)
"""Seconds of a measure: 10.7 ms."""
_SILENCE_DB = -80.0
_QUIETEST_DB = -55.0
"""Below this nothing is speech, however quiet the rest is."""
_BLOCK = 94  # measures of about a second
_AROUND = 15  # blocks on either side
_ABOVE_FLOOR_DB, _SHARE, _HYSTERESIS_DB = 6.0, 0.35, 3.0
_HANGOVER = 24
"""Measures (a quarter of a second) for which speech goes on when it gets quiet: closures of stops, breath."""
_SHORTEST = 8
"""Measures (85 ms) that speech lasts at least; shorter is a click."""


class SpeechSpan(Struct, frozen=True):
    """[start, end) seconds in which somebody speaks."""

    start: Fraction
    end: Fraction


def speech_spans(peaks: Peaks) -> tuple[SpeechSpan, ...]:
    """Where the sound of a waveform is speech, in order, not touching."""
    level = levels(peaks)
    if not len(level):
        return ()
    on = threshold(level)
    loud, sounding = level >= on, level >= on - _HYSTERESIS_DB
    spans = []
    for first, last in _runs(_bridged(sounding & (level >= _QUIETEST_DB), _HANGOVER)):
        if loud[first:last].any() and last - first >= _SHORTEST:
            end = min(last * MEASURE, peaks.seconds)
            spans.append(SpeechSpan(first * MEASURE, end))
    return tuple(spans)


def levels(peaks: Peaks) -> NDArray[np.float32]:
    """How loud each measure is, dB below full scale."""
    finest = peaks.levels[0]
    height = (finest[:, 1].astype(np.float32) - finest[:, 0]) / 65536
    whole = len(height) // _STEP * _STEP
    mean = np.sqrt(np.square(height[:whole]).reshape(-1, _STEP).mean(axis=1))
    found: NDArray[np.float32] = 20 * np.log10(np.maximum(mean, np.float32(10 ** (_SILENCE_DB / 20))))
    return found


def threshold(level: NDArray[np.float32]) -> NDArray[np.float32]:
    """What is speech is louder than this: above the noise floor of its surroundings by 6 dB, or by a third of
    the way to their loud parts."""
    blocks = -(-len(level) // _BLOCK)
    padded = np.pad(level, (0, blocks * _BLOCK - len(level)), mode="edge").reshape(blocks, _BLOCK)
    low, high = np.percentile(padded, 10, axis=1), np.percentile(padded, 95, axis=1)
    floor, top = _windows(low).min(axis=1), _windows(high).max(axis=1)
    wanted = floor + np.maximum(_ABOVE_FLOOR_DB, _SHARE * (top - floor))
    middles = (np.arange(blocks) + 0.5) * _BLOCK
    found: NDArray[np.float32] = np.interp(np.arange(len(level)), middles, wanted).astype(np.float32)
    return found


def _windows(values: NDArray[np.floating]) -> NDArray[np.floating]:
    """A row for each block: those around it."""
    padded = np.pad(values, _AROUND, mode="edge")
    found: NDArray[np.floating] = np.lib.stride_tricks.sliding_window_view(padded, 2 * _AROUND + 1)
    return found


def _runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return [(int(first), int(last)) for first, last in zip(edges[::2], edges[1::2], strict=True)]


def _bridged(mask: NDArray[np.bool_], most: int) -> NDArray[np.bool_]:
    """Silences of at most so many measures between two sounds are part of them."""
    found = mask.copy()
    runs = _runs(mask)
    for (_, last), (first, _) in pairwise(runs):
        if first - last <= most:
            found[last:first] = True
    return found
