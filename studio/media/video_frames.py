"""Decoded frames as pixels to paint or planes to encode: sized, turned upright, in SDR BT.709.

decoded --one field of two--> --swscale: size, matrix, range--> --HDR: a cube of tones--> --turned--> shown
        if it is interlaced
"""

import contextlib
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from fractions import Fraction

import av
import numpy as np
from av.filter.graph import Graph
from av.video.format import VideoFormat
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from msgspec import Struct
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from studio.media.probe import ColorTags
from studio.media.tone_map import cube_file
from studio.media.video_index import VideoIndex, unreadable_frame

Bgra = NDArray[np.uint8]
"""(height, width, 4) bytes B, G, R, A; rows may be padded."""

_BT2020_PRIMARIES = 9
_DEEP = "gbrp10le"
_MATRICES = {
    1: Colorspace.ITU709,
    4: Colorspace.FCC,
    5: Colorspace.ITU601,
    6: Colorspace.ITU601,
    7: Colorspace.SMPTE240M,
    9: Colorspace.BT2020,
    10: Colorspace.BT2020,
}
"""How luma and chroma were made of red, green and blue, by ITU-T H.273 code point."""

_FLAGS = Interpolation.BICUBIC | Interpolation.BITEXACT
_KEPT = 4
"""Converters that are kept, one a size: making one takes some milliseconds."""

_TICK = Fraction(1, 90_000)
_TURNS: Mapping[int, Sequence[tuple[str, Mapping[str, str]]]] = {
    90: [("transpose", {"dir": "clock"})],
    180: [("hflip", {}), ("vflip", {})],
    270: [("transpose", {"dir": "cclock"})],
}
"""Degrees clockwise."""


def matrix_of(tags: ColorTags, coded: tuple[int, int]) -> Colorspace:
    """The matrix that a film's numbers were made with; where it does not say, as players guess: BT.709 from
    HD on, BT.601 below."""
    known = _MATRICES.get(tags.matrix)
    if known is not None:
        return known
    if tags.primaries == _BT2020_PRIMARIES:
        return Colorspace.BT2020
    return Colorspace.ITU709 if coded[0] >= 1280 or coded[1] > 576 else Colorspace.ITU601


class _Wanted(Struct, frozen=True):
    width: int
    height: int
    format: str
    full_range: bool


class FrameShaper:
    """Converts the frames of one film; not for several threads at once.  Raises MediaError for those that
    cannot be."""

    def __init__(self, index: VideoIndex) -> None:
        self._index = index
        self._made: OrderedDict[_Wanted, _Pipeline] = OrderedDict()
        self._levelled = VideoReformatter()
        self._turning: Graph | None = None

    def bgra(self, frame: VideoFrame, width: int, height: int) -> Bgra:
        """The frame as shown, at a size in px; alpha is straight, 255 where the film has none."""
        plane = self._shaped(frame, _Wanted(width, height, "bgra", True)).planes[0]
        data = np.frombuffer(memoryview(plane), np.uint8)
        return as_strided(data, (height, width, 4), (plane.line_size, 4, 1))

    def yuv(self, frame: VideoFrame, width: int, height: int) -> VideoFrame:
        """The frame as shown in yuv420p, BT.709, limited range; width and height are even."""
        return self._shaped(frame, _Wanted(width, height, "yuv420p", False))

    def upright(self, frame: VideoFrame) -> VideoFrame:
        """The frame turned as it is shown, its numbers and its size as they were decoded."""
        index = self._index
        if (frame.width, frame.height) != index.coded or frame.format.name != index.pixel_format:
            # Some films change in the middle.
            frame = self._levelled.reformat(frame, *index.coded, index.pixel_format, threads=1)
        turns = _TURNS.get(index.rotation)
        if turns is None:
            return frame
        if self._turning is None:
            self._turning = _graph(index.coded, index.pixel_format, turns)
        self._turning.vpush(frame)
        return self._turning.vpull()

    def _shaped(self, frame: VideoFrame, wanted: _Wanted) -> VideoFrame:
        try:
            pipeline = self._made.get(wanted)
            if pipeline is None:
                pipeline = self._made[wanted] = _Pipeline(self._index, wanted)
                if len(self._made) > _KEPT:
                    self._made.popitem(last=False)
            self._made.move_to_end(wanted)
            return pipeline.shaped(frame)
        except (av.error.FFmpegError, ValueError):
            raise unreadable_frame(self._index) from None


class _Pipeline:
    """From decoded to shown, for one size and format."""

    def __init__(self, index: VideoIndex, wanted: _Wanted) -> None:
        self._index, self._wanted = index, wanted
        self._matrix = matrix_of(index.color, index.coded)
        self._size = wanted.width, wanted.height
        if index.rotation in (90, 270):
            self._size = wanted.height, wanted.width
        self._scaler, self._leveller = VideoReformatter(), VideoReformatter()
        self._fields: tuple[tuple[int, int, str], Graph] | None = None
        self._tones: Graph | None = None
        if index.is_hdr:
            cube = str(cube_file(index.color.transfer))
            self._tones = _graph(self._size, _DEEP, [("lut3d", {"file": cube, "interp": "tetrahedral"})])
        turns = _TURNS.get(index.rotation)
        self._turns = _graph(self._size, wanted.format, turns) if turns else None

    def shaped(self, frame: VideoFrame) -> VideoFrame:
        if self._index.interlaced:
            frame = self._first_field(frame)
        if self._tones is None:
            shown = self._converted(frame, self._wanted.format, full=self._wanted.full_range)
        else:
            self._tones.vpush(self._converted(frame, _DEEP, full=True))
            shown = self._leveller.reformat(
                self._tones.vpull(),
                format=self._wanted.format,
                dst_colorspace=Colorspace.ITU709,
                src_color_range=ColorRange.JPEG,
                dst_color_range=_range(full=self._wanted.full_range),
                interpolation=_FLAGS,
                threads=1,
            )
        if self._turns is None:
            return shown
        self._turns.vpush(shown)
        return self._turns.vpull()

    def _converted(self, frame: VideoFrame, format: str, *, full: bool) -> VideoFrame:
        is_rgb = frame.format.is_rgb
        was_full = is_rgb or self._index.color.full_range or frame.format.name.startswith("yuvj")
        return self._scaler.reformat(
            frame,
            width=self._size[0],
            height=self._size[1],
            format=format,
            src_colorspace=None if is_rgb else self._matrix,
            dst_colorspace=Colorspace.ITU709,
            src_color_range=_range(full=was_full),
            dst_color_range=_range(full=full),
            interpolation=_FLAGS,
            threads=1,
        )

    def _first_field(self, frame: VideoFrame) -> VideoFrame:
        """The lines of the frame's first moment, half as many: those of the second would show combs."""
        kind = (frame.width, frame.height, frame.format.name)
        if self._fields is None or self._fields[0] != kind:  # a film may change its size on its way
            self._fields = kind, _graph(kind[:2], kind[2], [("separatefields", {})])
        fields = self._fields[1]
        fields.vpush(frame)
        field = fields.vpull()
        # The second field of the frame before comes first.
        with contextlib.suppress(av.error.BlockingIOError):
            while True:
                field = fields.vpull()
        return field


def _range(*, full: bool) -> ColorRange:
    return ColorRange.JPEG if full else ColorRange.MPEG


def _graph(size: tuple[int, int], format: str, filters: Sequence[tuple[str, Mapping[str, str]]]) -> Graph:
    """Filters one after another for frames of one size and format."""
    graph = Graph()
    graph.threads = 1
    source = graph.add_buffer(width=size[0], height=size[1], format=VideoFormat(format), time_base=_TICK)
    steps = [graph.add(name, **options) for name, options in filters]
    graph.link_nodes(source, *steps, graph.add("buffersink")).configure()
    return graph
