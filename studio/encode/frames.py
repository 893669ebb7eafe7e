"""Painted frames to the planes that a video encoder takes: BGRA to I420, usually BT.709, limited range."""

from collections import OrderedDict
from collections.abc import Sequence

import av
import numpy as np
import numpy.typing as npt
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter

from studio.base.geometry import Rect
from studio.encode.planes import compiled_conversion

Bgra = npt.NDArray[np.uint8]
"""(height, width, 4) bytes in the order B, G, R, X, rows contiguous; X is ignored: a film is opaque."""

Plane = npt.NDArray[np.uint8]

_STEP = 32
"""Sizes of converted parts are multiples of this, so that few reformatters are made, one a size."""

_MOST_REFORMATTERS = 64

# Area averaging with full chroma input gives each chroma sample the mean of its own 2 x 2 pixels and of no
# other, so that parts can be converted alone (a property test holds it).  ACCURATE_RND would take 1 ms more
# of 3.3 at 1080 x 1920 for a rounding error that H.264 hides.
_FLAGS = Interpolation.AREA | Interpolation.FULL_CHR_H_INP | Interpolation.BITEXACT


def empty_planes(width: int, height: int) -> tuple[Plane, tuple[Plane, Plane, Plane]]:
    """Room for a frame of 4:2:0, width and height even: its bytes, one plane after the other, and Y, U and V
    as views of them."""
    luma, chroma = width * height, width * height // 4
    buffer = np.zeros(luma + 2 * chroma, np.uint8)
    return buffer, (
        buffer[:luma].reshape(height, width),
        buffer[luma : luma + chroma].reshape(height // 2, width // 2),
        buffer[luma + chroma :].reshape(height // 2, width // 2),
    )


class FrameConverter:
    """Converts frames of one size, and of a frame only the parts that changed.

    The planes are kept from frame to frame; `convert` returns a view of them that holds until the next call.
    matrix, full_range: of the planes.  compiled: by our compiled code where it knows these planes and was
    compiled; the planes are the same without it.
    Raises ValueError for odd sizes and those under 4, where swscale does not average chroma.
    """

    def __init__(
        self,
        width: int,
        height: int,
        matrix: Colorspace = Colorspace.ITU709,
        *,
        full_range: bool = False,
        compiled: bool = True,
    ) -> None:
        if width < 4 or height < 4 or width % 2 or height % 2:
            raise ValueError("4:2:0 frames have even sizes of 4 or more")
        self._shape = (height, width, 4)
        self._matrix, self._range = matrix, ColorRange.JPEG if full_range else ColorRange.MPEG
        known = matrix == Colorspace.ITU709 and not full_range
        self._compiled = compiled_conversion() if compiled and known else None
        # One a size: given another, a reformatter starts anew; that takes 0.3 ms for a small part, 4 ms
        # for a whole frame.
        self._reformatters: OrderedDict[tuple[int, int], VideoReformatter] = OrderedDict()
        self._buffer, self._planes = empty_planes(width, height)
        self._converted = False

    @property
    def planes(self) -> memoryview:
        """The last frame's planes, one after the other: Y, U, V, without padding."""
        return self._buffer.data

    def convert(self, bgra: Bgra, dirty: Sequence[Rect] | None = None) -> memoryview:
        """The planes of `bgra`.

        dirty: rectangles of whole pixels that differ from the frame given last; None: everything.
        What lies outside must be that of the last frame.  Bit-identical with a whole conversion.
        """
        height, width = self._shape[:2]
        if bgra.shape != self._shape or bgra.dtype != np.uint8 or not bgra.flags.c_contiguous:
            raise ValueError(
                f"expected contiguous bytes of shape {self._shape}, got {bgra.dtype} {bgra.shape}"
            )
        whole = (0, 0, width, height)
        parts = [whole] if dirty is None or not self._converted else [self._part(rect) for rect in dirty]
        if sum(part[2] * part[3] for part in parts) >= 0.7 * width * height:
            parts = [whole]
        self._converted = True
        for part in parts:
            self._convert_part(bgra, *part)
        return self.planes

    def _part(self, rect: Rect) -> tuple[int, int, int, int]:
        """Left, top, width and height around a rectangle: even, inside the frame, of a usual size."""
        height, width = self._shape[:2]
        left, across = _span(rect.x, rect.right, width)
        top, down = _span(rect.y, rect.bottom, height)
        return left, top, across, down

    def _convert_part(self, bgra: Bgra, left: int, top: int, width: int, height: int) -> None:
        if not width or not height:
            return
        if self._compiled is not None:
            y, u, v = self._planes
            pitch = self._shape[1]
            into = (top // 2) * (pitch // 2) + left // 2
            self._compiled(
                bgra.ctypes.data + top * bgra.strides[0] + 4 * left,
                *(bgra.strides[0], width, height),
                *(y.ctypes.data + top * pitch + left, pitch),
                *(u.ctypes.data + into, v.ctypes.data + into, pitch // 2),
            )
            return
        rows, columns = slice(top, top + height), slice(left, left + width)
        result = self._reformatter(width, height).reformat(
            av.VideoFrame.from_numpy_buffer(bgra[rows, columns], format="bgra"),
            format="yuv420p",
            src_colorspace=Colorspace.ITU709,
            dst_colorspace=self._matrix,
            src_color_range=ColorRange.JPEG,
            dst_color_range=self._range,
            interpolation=_FLAGS,
            threads=1,
        )
        half = (slice(top // 2, (top + height) // 2), slice(left // 2, (left + width) // 2))
        for target, plane, place in zip(
            self._planes, result.planes, ((rows, columns), half, half), strict=True
        ):
            padded = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
            target[place] = padded[:, : plane.width]

    def _reformatter(self, width: int, height: int) -> VideoReformatter:
        size = (width, height)
        if size not in self._reformatters and len(self._reformatters) >= _MOST_REFORMATTERS:
            self._reformatters.popitem(last=False)
        kept = self._reformatters.setdefault(size, VideoReformatter())
        self._reformatters.move_to_end(size)
        return kept


def _span(start: float, end: float, limit: int) -> tuple[int, int]:
    """Where a span begins and how long it is: even, within [0, limit), a multiple of _STEP if that fits."""
    first, last = max(0, int(start)) & ~1, min(limit, int(end))
    if last <= first:
        return 0, 0
    length = min(limit, -(-(last - first) // _STEP) * _STEP)
    return min(first, limit - length), length
