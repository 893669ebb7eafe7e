"""Where a film cuts from one shot to the next, for captions that come and go with it.

Frames are compared small (64 x 36, grey) with the one before: a cut is a difference that is large by itself
and a multiple of what its surroundings have, so that movement, flicker and dissolves are none (the ratio of a
difference to its neighbours, as in PySceneDetect's AdaptiveDetector).  Memory does not grow with the film.
"""

from collections import deque
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from studio.base.cancellation import Cancellation
from studio.base.errors import MediaError
from studio.media.probe import open_media

_WIDTH, _HEIGHT = 64, 36
_LEAST = 14.0
"""Of 255, on average over all pixels."""
_RATIO = 3.0
"""Times the difference of the frames around it."""
_AROUND = 2
"""Frames on either side."""


def scene_cuts(path: Path, cancellation: Cancellation | None = None) -> tuple[Fraction, ...]:
    """Seconds at which a new shot begins, in order; time 0 is the film's first frame.

    Raises MediaError for a file without pictures that can be read, Cancelled.
    """
    asked = cancellation or Cancellation()
    cuts: list[Fraction] = []
    window: deque[tuple[Fraction, float]] = deque(maxlen=2 * _AROUND + 1)
    previous: NDArray[np.int16] | None = None
    first: Fraction | None = None
    with open_media(path) as container:
        if not container.streams.video:
            raise MediaError("there are no pictures in this file", "Choose a film.", str(path))
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        for frame in container.decode(stream):
            asked.raise_if_cancelled()
            if frame.pts is None or frame.time_base is None:
                continue
            time = frame.pts * Fraction(frame.time_base)
            first = time if first is None else first
            small = _small(frame)
            change = float(np.abs(small - previous).mean()) if previous is not None else 0.0
            previous = small
            window.append((time - first, change))
            _judge(window, cuts)
    for _ in range(_AROUND):  # the last frames have none behind them
        window.append((Fraction(-1), 0.0))
        _judge(window, cuts)
    return tuple(cuts)


def _small(frame: av.VideoFrame) -> NDArray[np.int16]:
    grey = frame.reformat(width=_WIDTH, height=_HEIGHT, format="gray").to_ndarray()
    return np.asarray(grey, np.int16)


def _judge(window: deque[tuple[Fraction, float]], cuts: list[Fraction]) -> None:
    """Whether the middle of the window is a cut."""
    if len(window) < 2 * _AROUND + 1:
        return
    time, change = window[_AROUND]
    others = [one for index, (_, one) in enumerate(window) if index != _AROUND]
    if time > 0 and change >= _LEAST and change >= _RATIO * max(1.0, sum(others) / len(others)):
        cuts.append(time)
