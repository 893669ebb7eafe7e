"""Sound as plain samples: what a player reads at any place without decoding."""

import contextlib
import itertools
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from studio.base.cancellation import Cancellation
from studio.base.errors import MediaError
from studio.base.files import output_errors, part_path, put_in_place
from studio.media.ffmpeg import SAMPLE_RATE
from studio.media.probe import first_sound, open_media

_BYTES = 4  # a frame: two channels of 16 bit


def write_pcm(source: Path, output: Path, cancellation: Cancellation | None = None) -> Path:
    """The sound of a file as 48 kHz stereo, 16 bit, interleaved, nothing else in the file; returns its path.

    It appears whole or not at all.  Raises MediaError when it cannot be decoded, OutputError, Cancelled.
    """
    cancellation = cancellation or Cancellation()
    part = part_path(output)
    try:
        with output_errors(output), part.open("wb") as file:
            try:
                with open_media(source) as container:
                    stream = first_sound(container)
                    resampler = av.AudioResampler(format="s16", layout="stereo", rate=SAMPLE_RATE)
                    for frame in itertools.chain(container.decode(stream), [None]):
                        cancellation.raise_if_cancelled()
                        for one in resampler.resample(frame):
                            file.write(one.to_ndarray().tobytes())
                    if stream.duration is not None and stream.time_base is not None:
                        # The last block of a coder is longer than the sound; a header may claim any length.
                        claimed = _BYTES * round(stream.duration * stream.time_base * SAMPLE_RATE)
                        file.truncate(max(0, min(file.tell(), claimed)))
            except (MediaError, ValueError) as error:
                raise MediaError("no sound can be read here", "Choose another file.", str(source)) from error
        put_in_place(part, output)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return output


def open_pcm(path: Path) -> NDArray[np.int16]:
    """(frames, 2): the samples, read from the file as they are needed.  Raises OSError, ValueError."""
    if path.stat().st_size < 4:
        return np.zeros((0, 2), np.int16)
    flat = np.memmap(path, np.int16, "r")
    return flat[: len(flat) // 2 * 2].reshape(-1, 2)
