"""Painted frames to the planes that a video encoder takes: BGRA to I420, BT.709, limited range."""

from collections.abc import Sequence

import av
import numpy as np
import numpy.typing as npt
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter

Bgra = npt.NDArray[np.uint8]
"""(height, width, 4) bytes in the order B, G, R, X, rows contiguous; X is ignored: a film is opaque."""

BAND_ROWS = 64
"""Rows converted at a time: one kept context for a band of any place, and the band stays in the cache."""

# Area averaging with full chroma input gives each chroma sample the mean of its own 2 x 2 pixels and of no
# other, so that bands can be converted alone (a property test holds it).  ACCURATE_RND would take 1 ms more
# of 3.3 at 1080 x 1920 for a rounding error that H.264 hides.
_FLAGS = Interpolation.AREA | Interpolation.FULL_CHR_H_INP | Interpolation.BITEXACT


class FrameConverter:
    """Converts frames of one size, and of a frame only the rows that changed.

    The planes are kept from frame to frame; `convert` returns a view of them that holds until the next call.
    Raises ValueError for odd sizes and those under 4, where swscale does not average chroma.
    """

    def __init__(self, width: int, height: int) -> None:
        if width < 4 or height < 4 or width % 2 or height % 2:
            raise ValueError("4:2:0 frames have even sizes of 4 or more")
        self._shape = (height, width, 4)
        self._band = min(BAND_ROWS, height)
        # One each: a reformatter that is given another size starts anew, which takes 15 ms.
        self._reformatters = {height: VideoReformatter(), self._band: VideoReformatter()}
        luma, chroma = width * height, width * height // 4
        self._buffer = np.zeros(luma + 2 * chroma, np.uint8)
        self._planes = (
            self._buffer[:luma].reshape(height, width),
            self._buffer[luma : luma + chroma].reshape(height // 2, width // 2),
            self._buffer[luma + chroma :].reshape(height // 2, width // 2),
        )
        self._converted = False

    @property
    def planes(self) -> memoryview:
        """The last frame's planes, one after the other: Y, U, V, without padding."""
        return self._buffer.data

    def convert(self, bgra: Bgra, dirty_rows: Sequence[tuple[int, int]] | None = None) -> memoryview:
        """The planes of `bgra`.

        dirty_rows: ranges [top, bottom) of rows that differ from the frame given last; None: all rows.
        Rows outside the ranges must be those of the last frame.  Bit-identical with a whole conversion.
        """
        height = self._shape[0]
        if bgra.shape != self._shape or bgra.dtype != np.uint8:
            raise ValueError(f"expected bytes of shape {self._shape}, got {bgra.dtype} {bgra.shape}")
        if dirty_rows is None or not self._converted:
            dirty_rows = ((0, height),)
            self._converted = True
        tops = self._bands(dirty_rows)
        if len(tops) * self._band >= 0.8 * height:
            self._convert_rows(bgra, 0, height)
        else:
            for top in tops:
                self._convert_rows(bgra, top, self._band)
        return self.planes

    def _bands(self, dirty_rows: Sequence[tuple[int, int]]) -> list[int]:
        """The first rows of the bands that cover the ranges: even, in order, inside the frame."""
        height, tops, done = self._shape[0], [], 0
        for top, bottom in sorted(dirty_rows):
            row = max(top, done, 0) & ~1
            while row < min(bottom, height):
                row = min(row, height - self._band)
                tops.append(row)
                row = done = row + self._band
        return tops

    def _convert_rows(self, bgra: Bgra, top: int, count: int) -> None:
        rows = slice(top, top + count)
        frame = av.VideoFrame.from_numpy_buffer(bgra[rows], format="bgra")
        result = self._reformatters[count].reformat(
            frame,
            format="yuv420p",
            src_colorspace=Colorspace.ITU709,
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
            interpolation=_FLAGS,
            threads=1,
        )
        half = slice(top // 2, (top + count) // 2)
        for target, plane, span in zip(self._planes, result.planes, (rows, half, half), strict=True):
            padded = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
            target[span] = padded[:, : plane.width]
