"""Frames of films as pictures: decoders that stay open where they were, and the frames used last."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from av.video.frame import VideoFrame
from msgspec import Struct
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from studio.base.errors import MediaError
from studio.media.video_frames import FrameShaper
from studio.media.video_index import VideoIndex, video_index
from studio.media.video_reader import VideoReader
from studio.scene.display_list import FilmFrame

_MOST_BYTES = 48 << 20
MOST_ENLARGED = 2
"""Times its size at which a film is decoded; drawn larger, the painter enlarges the rest."""

_MOST_PIXELS = 30_000_000
"""Of all open films' frames together: a decoder holds about a dozen of its own."""


class FilmPicture(Struct, frozen=True, eq=False):
    """across, down: its pixels for one of the film's."""

    image: QImage
    across: float
    down: float
    pixels: NDArray[np.uint8]
    """What the image shows; it must live as long."""


class _Cursor:
    """A decoder somewhere in a film."""

    def __init__(self, index: VideoIndex) -> None:
        self.index = index
        self.reader = VideoReader(index)
        self.shaper = FrameShaper(index)


class FilmPictures:
    """For several threads: each decodes with a decoder of its own.

    A frame is decoded at the size at which it is drawn; the same frame at the same size gives the same pixels
    whatever was asked for before.
    """

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._lock = threading.Lock()
        self._most_bytes = most_bytes
        self.light_copy: Callable[[str], Path | None] = lambda _digest: None
        """A quicker file with the very same frames for a film's digest, if there is one."""
        self.light_copy_failed: Callable[[str], object] = lambda _digest: None
        """Told of a light copy that cannot be read."""
        self._kept: OrderedDict[tuple[str, int, int, int, bool], FilmPicture] = OrderedDict()
        self._bytes = 0
        self._idle: list[_Cursor] = []
        """The one used last stands last."""

    def picture(self, frame: FilmFrame, scale: float, *, light: bool = False) -> FilmPicture:
        """scale: output px per canvas px.  light: of the film's light copy, where there is one.

        Raises MediaError for what cannot be decoded.
        """
        film = video_index(Path(frame.path))
        copy = self.light_copy(frame.digest) if light else None
        if copy is not None:
            try:
                return self._picture(frame, scale, film, video_index(copy))
            except (MediaError, IndexError):
                self.light_copy_failed(frame.digest)
        return self._picture(frame, scale, film, film)

    def _picture(self, frame: FilmFrame, scale: float, film: VideoIndex, index: VideoIndex) -> FilmPicture:
        """index: of the file that is decoded, the film or its light copy."""
        width = max(1, min(index.width * MOST_ENLARGED, round(frame.width * scale)))
        height = max(1, min(index.height * MOST_ENLARGED, round(frame.height * scale)))
        key = (frame.digest, frame.number, width, height, index is film)
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
                return kept
        with self._cursor(index, frame.number) as cursor:
            made = _picture(cursor, film, frame.number, width, height)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = made
                self._bytes += made.pixels.nbytes
            while self._bytes > self._most_bytes and len(self._kept) > 1:
                _, old = self._kept.popitem(last=False)
                self._bytes -= old.pixels.nbytes
        return made

    def planes(self, frame: FilmFrame, width: int, height: int) -> VideoFrame:
        """The whole frame in yuv420p, BT.709, limited range, at a size in px.  Raises MediaError."""
        index = video_index(Path(frame.path))
        with self._cursor(index, frame.number) as cursor:
            return cursor.shaper.yuv(cursor.reader.frame(frame.number), width, height)

    def close(self) -> None:
        """Closes all files."""
        with self._lock:
            for cursor in self._idle:
                cursor.reader.close()
            self._idle.clear()
            self._kept.clear()
            self._bytes = 0

    @contextmanager
    def _cursor(self, index: VideoIndex, number: int) -> Iterator[_Cursor]:
        cursor = self._taken(index, number) or _Cursor(index)
        try:
            yield cursor
        except BaseException:
            cursor.reader.close()
            raise
        with self._lock:
            self._idle.append(cursor)
            self._close_some()

    def _taken(self, index: VideoIndex, number: int) -> _Cursor | None:
        """A decoder that comes to the frame soon; else the one used longest ago, if there are two."""
        with self._lock:
            own = [cursor for cursor in self._idle if cursor.index is index]
            near = [cursor for cursor in own if cursor.reader.is_near(number)]
            if near:
                chosen = max(near, key=lambda cursor: cursor.reader.number)
            elif len(own) > 1:
                chosen = own[0]
            else:
                return None
            self._idle.remove(chosen)
            return chosen

    def _close_some(self) -> None:
        pixels = [cursor.index.coded[0] * cursor.index.coded[1] for cursor in self._idle]
        while len(self._idle) > 1 and sum(pixels) > _MOST_PIXELS:
            self._idle.pop(0).reader.close()
            pixels.pop(0)


def _picture(cursor: _Cursor, film: VideoIndex, number: int, width: int, height: int) -> FilmPicture:
    index = cursor.index
    pixels = cursor.shaper.bgra(cursor.reader.frame(number), width, height)
    kind = QImage.Format.Format_ARGB32 if index.has_alpha else QImage.Format.Format_RGB32
    # Rows may be padded: Qt takes the memory as one piece.
    whole = as_strided(pixels, (height * pixels.strides[0],), (1,))
    image = QImage(whole.data, width, height, pixels.strides[0], kind)
    if index.has_alpha:
        image = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    return FilmPicture(image, width / film.width, height / film.height, pixels)
