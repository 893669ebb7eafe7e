"""How hard captions are to read from moment to moment: the strip on the timeline.

1 is what can be read with ease (the limits' speed), above 1.3 (17 of 13) nobody keeps up.
"""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from studio.model.caption_limits import CaptionLimits
from studio.scene.captions import cue_text
from studio.services.captions.cues import Cues
from studio.text.caption_lines import joined_lines, seen_length


def reading_speed(text: str, seconds: Fraction) -> float:
    """Characters a second, marks and line ends not counted; 0 for no time."""
    return seen_length(joined_lines(text)) / float(seconds) if seconds > 0 else 0.0


class ReadingLoad(Struct, frozen=True, eq=False):
    """starts, ends: seconds of each cue; load: its reading speed as a share of the limit."""

    starts: NDArray[np.float64]
    ends: NDArray[np.float64]
    load: NDArray[np.float32]

    def at(self, starts: Sequence[float] | NDArray[np.float64], width: float) -> NDArray[np.float32]:
        """The load of columns that begin at `starts` and last `width` seconds: of the hardest cue that is
        shown in each, 0 where there is none."""
        columns = np.asarray(starts, np.float64)
        out = np.zeros(len(columns), np.float32)
        first = np.searchsorted(np.maximum.accumulate(self.ends), columns, side="right")
        last = np.searchsorted(self.starts, columns + width, side="left")
        shown = first < last
        if shown.any():
            # `reduceat` takes no index past the end: one more cue that no pair reaches into.
            pairs = np.stack([first[shown], last[shown]], axis=1).ravel()
            out[shown] = np.maximum.reduceat(np.append(self.load, np.float32(0)), pairs)[::2]
        return out


def reading_load(cues: Cues, limits: CaptionLimits) -> ReadingLoad:
    """The load of cues that stand by their start."""
    speeds = [reading_speed(cue_text(cue), cue.end - cue.start) for cue in cues]
    return ReadingLoad(
        np.array([float(cue.start) for cue in cues]),
        np.array([float(cue.end) for cue in cues]),
        np.array(speeds, np.float32) / np.float32(limits.speed),
    )
