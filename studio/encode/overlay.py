"""Something painted laid over decoded film, in the encoder's own planes: the film is never made RGB.

    decoded I420 --copied--> planes --in the rectangles: planes * (1 - alpha) + painted--> encoder

Y'CbCr is linear in R'G'B', so this is what painting over the film gives, but for rounding; the alpha of a
chroma sample is the mean of its 2 x 2 pixels.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from av.video.frame import VideoFrame
from av.video.reformatter import Colorspace
from msgspec import Struct

from studio.base.geometry import Rect
from studio.encode.frames import Bgra, FrameConverter, Plane, empty_planes

_Wide = npt.NDArray[np.uint16]


class _Part(Struct, frozen=True):
    """What is laid over one plane in one place: the plane keeps `kept` / 255 of itself and gets `added`."""

    plane: int
    rows: slice
    columns: slice
    kept: _Wide
    added: _Wide


class FilmOverlay:
    """Film frames of one size with a picture over some rectangles.

    width, height: px, even, 4 or more.  matrix, full_range: of the film's numbers.  The result of `compose`
    holds until the next call.
    """

    def __init__(
        self, width: int, height: int, matrix: Colorspace = Colorspace.ITU709, *, full_range: bool = False
    ) -> None:
        self._size = width, height
        self._matrix, self._full = matrix, full_range
        self._converter: FrameConverter | None = None
        self._buffer, self._planes = empty_planes(width, height)
        self._parts: tuple[_Part, ...] = ()

    def show(self, bgra: Bgra, rects: Sequence[Rect], dirty: Sequence[Rect] | None = None) -> None:
        """Lays a picture over all frames from now on.

        bgra: (height, width, 4), colour multiplied by alpha.  rects: whole px, not overlapping, outside of
        which it is empty.  dirty: rectangles that differ from the picture given last; None: everything.
        """
        if not rects:
            self._parts, self._converter = (), None
            return
        width, height = self._size
        if self._converter is None:
            self._converter = FrameConverter(width, height, self._matrix, full_range=self._full)
            dirty = None
        data = np.frombuffer(self._converter.convert(bgra, dirty), np.uint8)
        luma, chroma = width * height, width * height // 4
        converted = (
            data[:luma].reshape(height, width),
            data[luma : luma + chroma].reshape(height // 2, width // 2),
            data[luma + chroma :].reshape(height // 2, width // 2),
        )
        self._parts = tuple(part for rect in rects for part in self._parts_of(bgra, rect, converted))

    def compose(self, film: VideoFrame, left: int = 0, top: int = 0) -> memoryview:
        """A film frame (4:2:0, 8 bit) with the picture over it, as Y, U and V planes.

        left, top: even px of the film frame where the part that is shown begins.
        """
        width, height = self._size
        for number, (plane, target) in enumerate(zip(film.planes, self._planes, strict=True)):
            share = 2 if number else 1
            rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
            y, x = top // share, left // share
            np.copyto(target, rows[y : y + height // share, x : x + width // share])
        for part in self._parts:
            below = self._planes[part.plane][part.rows, part.columns]
            mixed = below * part.kept
            mixed += 128
            mixed += mixed >> 8  # divided by 255, rounded
            mixed >>= 8
            mixed += part.added
            np.copyto(below, mixed, casting="unsafe")
        return self._buffer.data

    def _parts_of(self, bgra: Bgra, rect: Rect, converted: Sequence[Plane]) -> Sequence[_Part]:
        width, height = self._size
        left, top = max(0, int(rect.x)) & ~1, max(0, int(rect.y)) & ~1
        right, bottom = min(width, (int(rect.right) + 1) & ~1), min(height, (int(rect.bottom) + 1) & ~1)
        if right <= left or bottom <= top:
            return ()
        alpha = bgra[top:bottom, left:right, 3].astype(np.uint16)
        half = (alpha[0::2, 0::2] + alpha[1::2, 0::2] + alpha[0::2, 1::2] + alpha[1::2, 1::2] + 2) >> 2
        parts = []
        for number, plane in enumerate(converted):
            share, base, cover = (1, 0 if self._full else 16, alpha) if number == 0 else (2, 128, half)
            rows = slice(top // share, bottom // share)
            columns = slice(left // share, right // share)
            # What is empty was converted to black, 16 or 128: only its covered share belongs to the picture.
            black = (base * (255 - cover.astype(np.int32)) + 127) // 255
            added = np.maximum(plane[rows, columns].astype(np.int32) - black, 0)
            parts.append(
                _Part(number, rows, columns, np.subtract(np.uint16(255), cover), added.astype(np.uint16))
            )
        return parts
