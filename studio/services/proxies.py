"""Light copies of films for the window: made in the background, kept in the cache, never in a finished film.

    heavy film --make--> cache/proxies/<contents>-<version>.mp4 --ready--> frames while something moves

Only what is large, has few key frames or decodes slowly is copied.  Frames of a copy have the film's own
numbers, so whoever paints asks for the same frame; stills, exports and the picture at rest never ask for it.
"""

import contextlib
import os
import shutil
import threading
import time
from functools import cache
from pathlib import Path

from studio.base.cancellation import Cancellation
from studio.base.errors import MediaError, OutputError
from studio.base.files import part_of
from studio.base.paths import cache_dir
from studio.media.images import digest
from studio.media.light_copy import Progress, agrees, longest_gap, write_light_copy
from studio.media.video_index import VideoIndex, video_index
from studio.media.video_reader import VideoReader

MOST_BYTES = 8 << 30
"""Of all copies together: about three hours."""
LEAST_FREE = 2 << 30
"""Bytes that stay free on the disk."""

LARGE = 1920 * 1088
"""px beyond which a film is copied."""
LONG_GAP = 1.0
"""Seconds between key frames beyond which it is."""
SLOW = 0.025
"""Seconds to decode a frame beyond which it is: at 25 a second there are 0.04 for all."""

_MEASURED_FRAMES = 24
_VERSION = 1
_OLD_PART = 24 * 3600.0


def is_heavy(index: VideoIndex, seconds_a_frame: float = 0.0) -> bool:
    """Whether a film is worth a light copy; seconds_a_frame: what decoding one takes, 0 if not measured."""
    coded = index.coded[0] * index.coded[1]
    return coded > LARGE or longest_gap(index) > LONG_GAP + float(index.tick) or seconds_a_frame > SLOW


def decoding_seconds(index: VideoIndex) -> float:
    """How long a frame takes to decode here, one after another from the beginning.  Raises MediaError."""
    reader = VideoReader(index)
    count = min(_MEASURED_FRAMES, index.count)
    try:
        reader.frame(0)  # opening the file is not decoding
        began = time.perf_counter()
        for number in range(1, count):
            reader.frame(number)
        return (time.perf_counter() - began) / max(1, count - 1)
    finally:
        reader.close()


class Proxies:
    """The light copies of one folder.  For several threads.

    folder: None: in the program's cache.  most_bytes: what all may take; least used ones go first.
    """

    def __init__(self, folder: Path | None = None, most_bytes: int = MOST_BYTES) -> None:
        self._folder = folder
        self._most_bytes = most_bytes
        self._lock = threading.Lock()
        self._ready: dict[str, Path] = {}
        self._enabled = True

    @property
    def enabled(self) -> bool:
        """Whether copies are used at all: the person's setting."""
        return self._enabled

    @enabled.setter
    def enabled(self, value: bool) -> None:
        self._enabled = value

    def ready(self, contents: str) -> Path | None:
        """The copy of a film (digest of its file) if it has been found or made; cheap, reads nothing."""
        return self._ready.get(contents) if self._enabled else None

    def forget(self, contents: str) -> None:
        """A copy cannot be read any more: it is not used again."""
        with self._lock:
            path = self._ready.pop(contents, None)
        if path is not None:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)

    def find(self, film: Path) -> Path | None:
        """The kept copy of a film, looked at whether it is whole; one that is not is removed.

        Raises MediaError for a film that cannot be read.
        """
        index, contents = video_index(film), digest(film)
        kept = self._path(contents)
        if not kept.is_file() or not kept.stat().st_size:
            return None
        if not agrees(index, kept):
            with contextlib.suppress(OSError):
                kept.unlink(missing_ok=True)
            return None
        self._use(contents, kept)
        return kept

    def is_wanted(self, film: Path) -> bool:
        """Whether a copy should be made: the film is heavy, and it was not found impossible before.

        Decodes some frames to measure.  Raises MediaError.
        """
        index = video_index(film)
        with contextlib.suppress(OSError):
            if self._path(digest(film)).is_file():  # whole, or the empty mark of one that cannot be
                return False
        return is_heavy(index) or (index.count > 1 and is_heavy(index, decoding_seconds(index)))

    def make(
        self, film: Path, cancellation: Cancellation | None = None, progress: Progress | None = None
    ) -> Path:
        """Makes a film's copy, or gives the one that is kept; half a one is never seen.

        progress: told 0 … 1.  Raises MediaError for a film that cannot be copied frame by frame (which is
        noted, so that it is not tried again), EncodeError, OutputError when the disk is full, Cancelled.
        """
        kept = self.find(film)
        if kept is not None:
            return kept
        contents = digest(film)
        path = self._path(contents)
        free = shutil.disk_usage(path.parent).free
        if free < LEAST_FREE:
            raise OutputError(
                "there is too little room for a light copy", "Free some space on the disk.", str(path.parent)
            )
        try:
            with part_of(path) as part:
                write_light_copy(video_index(film), part, cancellation, progress)
        except MediaError:
            with contextlib.suppress(OSError):
                path.touch()
            raise
        self._use(contents, path)
        self.prune()
        return path

    def prune(self) -> int:
        """Removes copies used longest ago until all fit, and leavings of what was interrupted a day ago.

        Gives the bytes freed.  Copies in use stay.
        """
        found: list[tuple[float, int, Path]] = []
        freed = 0
        for path in self._place().iterdir():
            with contextlib.suppress(OSError):
                status = path.stat()
                if path.suffix == ".part":
                    if time.time() - status.st_mtime > _OLD_PART:
                        path.unlink()
                        freed += status.st_size
                else:
                    found.append((status.st_mtime, status.st_size, path))
        total = sum(size for _, size, _ in found)
        with self._lock:
            used = set(self._ready.values())
        for _, size, path in sorted(found):
            if total <= self._most_bytes:
                break
            if path in used:
                continue
            with contextlib.suppress(OSError):
                path.unlink()
                total -= size
                freed += size
        return freed

    def clear(self) -> None:
        """Forgets which copies are ready; the files stay."""
        with self._lock:
            self._ready.clear()

    def _use(self, contents: str, path: Path) -> None:
        with contextlib.suppress(OSError):
            os.utime(path)
        with self._lock:
            self._ready[contents] = path

    def _place(self) -> Path:
        folder = self._folder if self._folder is not None else cache_dir() / "proxies"
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _path(self, contents: str) -> Path:
        return self._place() / f"{contents}-{_VERSION}.mp4"


@cache
def proxies() -> Proxies:
    """The program's own."""
    return Proxies()
