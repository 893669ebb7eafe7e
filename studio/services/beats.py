"""The beats of sounds, for cutting on them: found once, kept beside the peaks by what is in the file."""

import contextlib
from pathlib import Path

import numpy as np

from studio.base.cancellation import Cancellation
from studio.base.errors import OutputError
from studio.base.files import write_file
from studio.base.paths import cache_dir
from studio.media.images import digest
from studio.media.rhythm import Values, read_beats

MOST_KEPT = 2000
"""Files in the cache, some kilobytes each; those read longest ago go first."""
_HEAD = b"hiwar-beats-1\n"


def beats(path: Path, cancellation: Cancellation | None = None, store: Path | None = None) -> Values:
    """Seconds of a file's beats, rising: from the cache (`store`; None: the program's) or listened for now,
    which takes about a second a minute.

    Raises MediaError for a file without sound that can be read, Cancelled.
    """
    kept = (store if store is not None else cache_dir()) / "waveforms" / f"{digest(path)}.beats"
    found = _load(kept)
    if found is None:
        found = read_beats(path, cancellation)
        _save(kept, found)
    return found


def _load(path: Path) -> Values | None:
    """None for what is not there or not whole."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    start = len(_HEAD) + 8
    count = int.from_bytes(data[len(_HEAD) : start], "little")
    if not data.startswith(_HEAD) or len(data) != start + 8 * count:
        return None
    return np.frombuffer(data, "<f8", offset=start).astype(np.float64)


def _save(path: Path, found: Values) -> None:
    """A cache that cannot be written is done without."""
    with contextlib.suppress(OSError, OutputError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, _HEAD + len(found).to_bytes(8, "little") + found.astype("<f8").tobytes())
        _prune(path.parent)


def _prune(folder: Path) -> None:
    files = sorted(folder.glob("*.beats"), key=lambda one: one.stat().st_mtime_ns, reverse=True)
    for path in files[MOST_KEPT:]:
        path.unlink(missing_ok=True)
