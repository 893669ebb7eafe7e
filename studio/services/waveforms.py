"""The shape of sounds for the timeline: peaks in three levels of detail, kept by what is in the file.

    samples (48 kHz)  --256-->  level 0  --8-->  level 1  --8-->  level 2
                                51 KB a minute in all; in memory the latest MEMORY_BYTES

Reading takes about a second for ten minutes of sound, so it is done in a thread and can be cancelled; peaks
that were read once lie in the cache.
"""

import contextlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from studio.base.cancellation import Cancellation
from studio.base.errors import OutputError
from studio.base.files import part_path, put_in_place
from studio.base.paths import cache_dir
from studio.media.ffmpeg import SAMPLE_RATE
from studio.media.images import digest
from studio.media.peaks import STRETCH, read_peaks

MEMORY_BYTES = 64 << 20
"""How much of peaks is kept in memory; what was looked at longest ago goes first."""
DISK_BYTES = 256 << 20

_COARSER = 8
_LEVELS = 3
_HEAD = b"hiwar-peaks-1\n"


class Peaks(Struct, frozen=True):
    """levels: (stretches, 2) lowest and highest sample, each level 8 times coarser than the one before."""

    levels: tuple[NDArray[np.int16], ...]
    samples: int

    @property
    def seconds(self) -> Fraction:
        """How long the sound is."""
        return Fraction(self.samples, SAMPLE_RATE)

    @property
    def size(self) -> int:
        """Bytes that the levels take."""
        return sum(level.nbytes for level in self.levels)

    def between(self, starts: Sequence[float] | NDArray[np.float64], width: float) -> NDArray[np.float32]:
        """(columns, 2): lowest and highest, -1 … 1, of the stretches that begin at `starts` and last `width`
        seconds; 0 where the sound is over or has not begun."""
        level = self._level(width)
        stretch = STRETCH * _COARSER**level
        peaks = self.levels[level]
        times = np.asarray(starts, np.float64)
        first = np.floor(times * SAMPLE_RATE / stretch + 1e-6).astype(np.int64)
        last = np.ceil((times + width) * SAMPLE_RATE / stretch - 1e-6).astype(np.int64)
        inside = (last > 0) & (first < len(peaks))
        out = np.zeros((len(times), 2), np.float32)
        if not inside.any():
            return out
        begin = np.clip(first[inside], 0, len(peaks) - 1)
        end = np.clip(last[inside], begin + 1, len(peaks))
        pairs = np.stack([begin, end], axis=1).ravel()
        # `reduceat` takes no index past the end: one more row that no pair reaches into.
        padded = np.concatenate([peaks, peaks[-1:]])
        out[inside, 0] = np.minimum.reduceat(padded[:, 0], pairs)[::2] / 32768
        out[inside, 1] = np.maximum.reduceat(padded[:, 1], pairs)[::2] / 32768
        return out

    def _level(self, width: float) -> int:
        """The coarsest level that is no coarser than a column."""
        samples = width * SAMPLE_RATE
        return max((n for n in range(_LEVELS) if STRETCH * _COARSER**n <= samples), default=0)


class _Memory:
    """Peaks by digest, up to a number of bytes.  For several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Peaks] = OrderedDict()

    def get(self, key: str) -> Peaks | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: str, peaks: Peaks) -> None:
        with self._lock:
            self._kept[key] = peaks
            while len(self._kept) > 1 and sum(one.size for one in self._kept.values()) > MEMORY_BYTES:
                self._kept.popitem(last=False)


_memory = _Memory()


def waveform(path: Path, cancellation: Cancellation | None = None, store: Path | None = None) -> Peaks:
    """The peaks of a file's sound: from memory, from the cache (`store`; None: the program's), or read now.

    Raises MediaError for a file without sound that can be read, Cancelled.
    """
    key = digest(path)
    found = _memory.get(key)
    if found is None:
        folder = (store if store is not None else cache_dir()) / "waveforms"
        kept = folder / f"{key}.peaks"
        found = _load(kept)
        if found is None:
            finest, samples = read_peaks(path, cancellation)
            found = Peaks(_levels(finest), samples)
            _save(kept, found)
        _memory.put(key, found)
    return found


def _levels(finest: NDArray[np.int16]) -> tuple[NDArray[np.int16], ...]:
    levels = [finest]
    while len(levels) < _LEVELS:
        finer = levels[-1]
        at = np.arange(0, len(finer), _COARSER)
        low = np.minimum.reduceat(finer[:, 0], at) if len(at) else finer[:, 0]
        high = np.maximum.reduceat(finer[:, 1], at) if len(at) else finer[:, 1]
        levels.append(np.stack([low, high], axis=1))
    return tuple(levels)


def _load(path: Path) -> Peaks | None:
    """None for what is not there or not whole."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    start = len(_HEAD) + 8
    if not data.startswith(_HEAD) or len(data) < start:
        return None
    samples = int.from_bytes(data[len(_HEAD) : start], "little")
    stretches = -(-samples // STRETCH)
    if len(data) != start + stretches * 4:
        return None
    finest = np.frombuffer(data, "<i2", offset=start).reshape(-1, 2).astype(np.int16)
    return Peaks(_levels(finest), samples)


def _save(path: Path, peaks: Peaks) -> None:
    """A cache that cannot be written is done without."""
    part = part_path(path)
    with contextlib.suppress(OSError, OutputError):
        path.parent.mkdir(parents=True, exist_ok=True)
        head = _HEAD + peaks.samples.to_bytes(8, "little")
        part.write_bytes(head + peaks.levels[0].astype("<i2").tobytes())
        put_in_place(part, path)
        _prune(path.parent)
    with contextlib.suppress(OSError):
        part.unlink(missing_ok=True)


def _prune(folder: Path) -> None:
    files = [(one.stat(), one) for one in folder.glob("*.peaks")]
    taken = 0
    for state, path in sorted(files, key=lambda file: file[0].st_atime_ns, reverse=True):
        taken += state.st_size
        if taken > DISK_BYTES:
            path.unlink(missing_ok=True)
