"""The beats of music: where something begins (spectral flux), how often, and the line through both.

samples --spectra every 10 ms--> what grew --its own rhythm--> a period --dynamic programming--> beats

Flux as in Böck and Widmer, "Maximum filter vibrato suppression for onset detection" (DAFx 2013), without the
filter; beats as in Ellis, "Beat tracking by dynamic programming" (J. New Music Research 36, 2007).
Speech and sounds without a pulse have none.
"""

import itertools
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from studio.base.cancellation import Cancellation
from studio.base.errors import MediaError
from studio.media.probe import first_sound, open_media

Values = NDArray[np.float64]

RATE = 24_000
"""Samples a second that are listened to."""
HOP = 240
"""Samples from spectrum to spectrum: 10 ms."""
_WINDOW = 1024
_BANDS = 40
_BLOCK = HOP * 1000

_USUAL = 110.0
"""Beats a minute around which rhythms are heard; half and double are as likely as each other."""
_SPREAD = 0.7
"""Octaves."""
_FASTEST, _SLOWEST = 200.0, 50.0
_TIGHT = 100.0
"""How much an even distance counts against what begins (Ellis: alpha)."""
_CLEAR = 0.22
"""How much alike the sound must be one period later, of 1, to have a pulse: the bundled music is at 0.45 and
more, irregular bursts are at 0.17 and less."""
_FAINT = 0.25
"""Of the usual strength of a beat: before the first and behind the last stronger one nothing is counted."""
_LATE = 0.64 * _WINDOW / RATE
"""Seconds from the beginning of a spectrum's samples to where it grows most; measured on clicks."""


def read_beats(source: Path, cancellation: Cancellation | None = None) -> Values:
    """The beats of a sound in seconds, rising; none where it has no pulse.

    Raises MediaError when there is no sound that can be decoded, Cancelled.
    """
    return beats_of(_flux(source, cancellation or Cancellation()))


def beats_of(flux: Values) -> Values:
    """The beats in what grows from spectrum to spectrum (every 10 ms, from 0), in seconds."""
    frames = RATE / HOP
    if len(flux) < 4 * frames or not flux.std():
        return np.zeros(0)
    strength = flux / flux.std()
    period = _period(strength, frames)
    if period is None:
        return np.zeros(0)
    chain = np.array(_chain(strength, period))
    at = strength[chain]
    strong = np.flatnonzero(at >= _FAINT * np.median(at))
    chain = chain[strong[0] : strong[-1] + 1] if len(strong) else chain[:0]
    return np.asarray(chain / frames + _LATE)


def _period(strength: Values, frames: float) -> int | None:
    """Spectra from beat to beat; None where no distance stands out."""
    centred = strength - strength.mean()
    size = 1 << (2 * len(centred) - 1).bit_length()
    spectrum = np.fft.rfft(centred, size)
    alike = np.fft.irfft(np.abs(spectrum) ** 2, size)[: len(centred)]
    lags = np.arange(int(60 * frames / _FASTEST), min(len(alike), int(60 * frames / _SLOWEST) + 1))
    weight = np.exp(-0.5 * (np.log2(60 * frames / lags / _USUAL) / _SPREAD) ** 2)
    best = int(lags[int(np.argmax(alike[lags] * weight))])
    return best if alike[best] >= _CLEAR * alike[0] else None


def _chain(strength: Values, period: int) -> list[int]:
    """The strongest line of spectra that are about a period apart."""
    smooth = np.convolve(strength, np.exp(-0.5 * (np.arange(-3, 4) / 1.5) ** 2), "same")
    steps = np.arange(-2 * period, -max(1, period // 2) + 1)
    cost = -_TIGHT * np.log(-steps / period) ** 2
    best = smooth.copy()
    back = np.full(len(smooth), -1)
    for at in range(-int(steps[-1]), len(smooth)):
        first = max(0, -(at + int(steps[0])))
        reached = best[at + steps[first:]] + cost[first:]
        choice = int(np.argmax(reached))
        if reached[choice] > 0:
            best[at] += reached[choice]
            back[at] = at + int(steps[first + choice])
    at = len(best) - period + int(np.argmax(best[-period:]))
    chain = [at]
    while back[chain[-1]] >= 0:
        chain.append(int(back[chain[-1]]))
    return chain[::-1]


def _flux(source: Path, cancellation: Cancellation) -> Values:
    found: list[Values] = []
    rest = np.zeros(0, np.float32)
    before: Values | None = None
    window = np.hanning(_WINDOW)
    edges = _band_edges()
    for block in _blocks(source, cancellation):
        rest = np.concatenate([rest, block])
        count = (len(rest) - _WINDOW) // HOP + 1
        if count < 1:
            continue
        spectra = np.abs(np.fft.rfft(sliding_window_view(rest, _WINDOW)[::HOP][:count] * window))
        loud = np.log1p(np.add.reduceat(spectra, edges, axis=1))
        loud = loud if before is None else np.vstack([before, loud])
        grown = np.maximum(np.diff(loud, axis=0), 0).sum(axis=1)
        found.append(np.concatenate([[0.0], grown]) if before is None else grown)
        before, rest = loud[-1:], rest[count * HOP :]
    return np.concatenate(found) if found else np.zeros(0)


def _band_edges() -> NDArray[np.int64]:
    """Where bands of spectra begin: as wide as the ear's, at least a line each."""
    mel = np.linspace(0, 2595 * np.log10(1 + RATE / 2 / 700), _BANDS + 1)[:-1]
    lines = np.round(700 * (10 ** (mel / 2595) - 1) * _WINDOW / RATE).astype(np.int64)
    return np.unique(lines)


def _blocks(source: Path, cancellation: Cancellation) -> Iterator[NDArray[np.float32]]:
    """The sound in one channel, some seconds at a time."""
    held: list[NDArray[np.float32]] = []
    length = 0
    try:
        with open_media(source) as container:
            stream = first_sound(container)
            resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
            for frame in itertools.chain(container.decode(stream), [None]):
                cancellation.raise_if_cancelled()
                for one in resampler.resample(frame):
                    held.append(one.to_ndarray()[0].astype(np.float32))
                    length += len(held[-1])
                if length >= _BLOCK:
                    yield np.concatenate(held)
                    held, length = [], 0
    except (MediaError, ValueError, av.FFmpegError) as error:
        raise MediaError("no sound can be read here", "Choose another file.", str(source)) from error
    if held:
        yield np.concatenate(held)
