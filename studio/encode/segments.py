"""The cache of encoded segments: files named by their key, made again whenever they are missing or broken."""

import contextlib
import os
import re
import time
from collections.abc import Collection
from pathlib import Path

import av

from studio.base.errors import MediaError
from studio.base.files import output_errors
from studio.media.probe import open_media

_KEY = re.compile(r"[0-9a-f]{16,128}")
_STALE_SECONDS = 3600.0
"""After so long an unfinished file belongs to no running encoder: a segment is a few seconds of film."""


class SegmentStore:
    """Segment files in `folder`, by key (hexadecimal).  Several processes may use it at once.

    A segment appears whole or not at all, since encoders write aside and rename.
    Raises OutputError when the folder cannot be made.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with output_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)

    def path(self, key: str) -> Path:
        """Where the segment of this key is or will be.  Raises ValueError for what is no key."""
        if not _KEY.fullmatch(key):
            raise ValueError(f"{key!r} is no segment key")
        return self._folder / f"{key}.mp4"

    def has(self, key: str, frames: int) -> bool:
        """Whether a whole segment of so many frames is there; a broken one is removed."""
        path = self.path(key)
        if not path.is_file():
            return False
        if count_frames(path) == frames:
            self.touch(key)
            return True
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        return False

    def touch(self, key: str) -> None:
        """Note that a segment was used now: `prune` keeps the ones used last."""
        with contextlib.suppress(OSError):  # somebody pruned it meanwhile, or the disk is read-only
            os.utime(self.path(key))

    def size(self) -> int:
        """Bytes of all segments together."""
        return sum(size for _, size, _ in self._files("*.mp4"))

    def prune(self, max_bytes: int, keep: Collection[str] = ()) -> int:
        """Remove the segments used longest ago until at most `max_bytes` are left.

        keep: keys that stay whatever their size.  Returns how many bytes were freed.  Also removes what
        killed encoders left behind.
        """
        freed = 0
        for changed, size, path in self._files(".*.part"):
            if time.time() - changed > _STALE_SECONDS:
                freed += _remove(path, size)
        segments = sorted(self._files("*.mp4"))
        total = sum(size for _, size, _ in segments)
        kept = frozenset(keep)
        for _, size, path in segments:
            if total <= max_bytes:
                break
            if path.stem not in kept:
                removed = _remove(path, size)
                total -= removed
                freed += removed
        return freed

    def _files(self, pattern: str) -> list[tuple[float, int, Path]]:
        found = []
        for path in self._folder.glob(pattern):
            with contextlib.suppress(OSError):  # another process removed it
                status = path.stat()
                found.append((status.st_mtime, status.st_size, path))
        return found


def _remove(path: Path, size: int) -> int:
    try:
        path.unlink()
    except OSError:  # in use (Windows), or gone already
        return 0
    return size


def count_frames(path: Path) -> int:
    """How many frames a segment file holds; 0 if it is no whole film or its first frame cannot be decoded.

    Takes about a millisecond: packets are counted, not decoded.
    """
    try:
        with open_media(path, header_only=True) as container:
            stream = container.streams.video[0]
            count = 0
            for packet in container.demux(stream):
                if packet.pts is None:
                    continue  # the empty packet at the end
                if packet.is_corrupt or packet.size == 0:
                    return 0
                if count == 0:
                    stream.codec_context.decode(packet)
                count += 1
            return count
    except (MediaError, IndexError, av.error.FFmpegError):
        return 0
