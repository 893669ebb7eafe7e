"""How loud a sound is from moment to moment: the lowest and highest sample of each short stretch."""

import itertools
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from studio.base.cancellation import Cancellation
from studio.base.errors import MediaError
from studio.media.ffmpeg import SAMPLE_RATE
from studio.media.probe import first_sound, open_media

STRETCH = 256
"""Samples (48 kHz) of which the lowest and the highest are kept."""

_BLOCK = STRETCH * 1024  # samples reduced at once: the memory that it takes does not grow with the sound


def read_peaks(source: Path, cancellation: Cancellation | None = None) -> tuple[NDArray[np.int16], int]:
    """(stretches, 2): lowest and highest sample of all channels, and the samples of the whole sound.

    Raises MediaError when there is no sound that can be decoded, Cancelled.
    """
    cancellation = cancellation or Cancellation()
    found: list[NDArray[np.int16]] = []
    waiting: list[NDArray[np.int16]] = []
    held = samples = 0
    try:
        with open_media(source) as container:
            stream = first_sound(container)
            # Its own channels: brought to two, a single one would be softer.
            resampler = av.AudioResampler(format="s16p", rate=SAMPLE_RATE)
            whole = None
            if stream.duration is not None and stream.time_base is not None:
                # The last block of a coder is longer than the sound.
                whole = round(stream.duration * stream.time_base * SAMPLE_RATE)
            for frame in itertools.chain(container.decode(stream), [None]):
                cancellation.raise_if_cancelled()
                for one in resampler.resample(frame):
                    channels = one.to_ndarray()
                    block = np.stack([channels.min(axis=0), channels.max(axis=0)], axis=1)
                    if whole is not None:
                        block = block[: max(0, whole - samples)]
                    samples += len(block)
                    waiting.append(block)
                    held += len(block)
                if held >= _BLOCK:
                    joined = np.concatenate(waiting)
                    full = len(joined) // STRETCH * STRETCH
                    found.append(_reduced(joined[:full]))
                    waiting, held = [joined[full:]], len(joined) - full
    except (MediaError, ValueError) as error:
        raise MediaError("no sound can be read here", "Choose another file.", str(source)) from error
    rest = np.concatenate(waiting) if waiting else np.zeros((0, 2), np.int16)
    if len(rest):
        missing = -len(rest) % STRETCH
        found.append(_reduced(np.concatenate([rest, np.repeat(rest[-1:], missing, axis=0)])))
    return (np.concatenate(found) if found else np.zeros((0, 2), np.int16)), samples


def _reduced(samples: NDArray[np.int16]) -> NDArray[np.int16]:
    stretches = samples.reshape(-1, STRETCH, 2)
    return np.stack([stretches[:, :, 0].min(axis=1), stretches[:, :, 1].max(axis=1)], axis=1)
