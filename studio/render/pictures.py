"""Decoded pictures by content, at sizes that suit how small they are drawn."""

import math
import threading
from collections import OrderedDict
from pathlib import Path

import numpy as np
from PySide6.QtGui import QImage

from studio.media.images import LoadedImage, load_image
from studio.render.films import FilmPictures
from studio.scene.display_list import FilmFrame, ImageSource

_MOST_BYTES = 128 << 20


class PictureCache:
    """Keeps decoded pictures up to a total size; the least lately used goes first.

    A picture drawn at less than half its size is taken from a copy halved once or more (a mipmap), so
    that bilinear sampling never skips pixels.  Several threads may use one: while one decodes a picture, the
    others wait for it.
    """

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._lock = threading.RLock()
        self._most_bytes = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[tuple[str, int], tuple[QImage, float]] = OrderedDict()
        self._alpha: dict[str, bool] = {}
        self.films = FilmPictures()

    def picture(self, source: ImageSource, shrink: float) -> tuple[QImage, float]:
        """The picture and its size as a share of the original's; `shrink`: source px per output px.

        Raises MediaError for a file that is no picture or not safe to read.
        """
        level = max(0, math.floor(math.log2(shrink))) if shrink > 0 else 0
        key = (source.digest, level)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            kept = self._load(source, level)
            self._kept[key] = kept
            self._bytes += kept[0].sizeInBytes()
            while self._bytes > self._most_bytes and len(self._kept) > 1:
                _, (old, _) = self._kept.popitem(last=False)
                self._bytes -= old.sizeInBytes()
            return kept

    def has_alpha(self, source: ImageSource | FilmFrame) -> bool:
        """Whether anything below shows through the picture."""
        if isinstance(source, FilmFrame):
            return not source.opaque
        with self._lock:
            if source.digest not in self._alpha:
                self.picture(source, 1.0)
            return self._alpha[source.digest]

    def _load(self, source: ImageSource, level: int) -> tuple[QImage, float]:
        loaded = _decoded(source.data) if source.data else load_image(Path(source.path))
        self._alpha[source.digest] = loaded.has_alpha
        for _ in range(level):
            if min(loaded.width, loaded.height) < 2:
                break
            loaded = _halved(loaded)
        kind = QImage.Format.Format_ARGB32_Premultiplied if loaded.has_alpha else QImage.Format.Format_RGB32
        pixels = np.ascontiguousarray(loaded.pixels)
        image = QImage(pixels.data, loaded.width, loaded.height, loaded.width * 4, kind).copy()
        return image, 0.5**level


def _halved(image: LoadedImage) -> LoadedImage:
    """Half the size by averaging blocks of 2 x 2; an odd last row or column counts twice, so that the half is
    never less than the whole and a picture reaches all edges of its box."""
    height, width = (image.height + 1) // 2, (image.width + 1) // 2
    wide = image.pixels.astype(np.uint16)
    if image.height % 2 or image.width % 2:
        wide = np.pad(wide, ((0, image.height % 2), (0, image.width % 2), (0, 0)), mode="edge")
    small = (wide[0::2, 0::2] + wide[1::2, 0::2] + wide[0::2, 1::2] + wide[1::2, 1::2] + 2) >> 2
    return LoadedImage(width, height, small.astype(np.uint8), image.has_alpha)


def _decoded(data: bytes) -> LoadedImage:
    """A picture of our own fonts: PNG bytes, trusted."""
    image = QImage.fromData(data).convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    width, height = image.width(), image.height()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(height, width, 4).copy()
    return LoadedImage(width, height, pixels, has_alpha=True)
