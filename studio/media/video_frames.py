"""Decoded frames as pixels to paint or planes to encode: sized, turned upright, in BT.709.

HDR (PQ, HLG) is toned down by swscale: its perceptual mapping squeezes what is brighter than SDR can show
and leaves the rest (ITU-R BT.2390's curve).
"""

from collections import OrderedDict
from dataclasses import dataclass
from fractions import Fraction

import av
import numpy as np
from av.filter.graph import Graph
from av.video.frame import VideoFrame
from av.video.reformatter import (
    ColorPrimaries,
    ColorRange,
    Colorspace,
    ColorTrc,
    Interpolation,
    VideoReformatter,
)
from numpy.typing import NDArray

from studio.media.probe import ColorTags
from studio.media.video_index import VideoIndex

Bgra = NDArray[np.uint8]
"""(height, width, 4) bytes B, G, R, A; rows may be padded."""

_BT2020_PRIMARIES = 9
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
_TURNS = {
    90: (("transpose", "dir=clock"),),
    180: (("hflip", ""), ("vflip", "")),
    270: (("transpose", "dir=cclock"),),
}


def matrix_of(tags: ColorTags, coded: tuple[int, int]) -> Colorspace:
    """The matrix that a film's numbers were made with; where it does not say, as players guess: BT.709 from
    HD on, BT.601 below."""
    known = _MATRICES.get(tags.matrix)
    if known is not None:
        return known
    if tags.primaries == _BT2020_PRIMARIES:
        return Colorspace.BT2020
    return Colorspace.ITU709 if coded[0] >= 1280 or coded[1] > 576 else Colorspace.ITU601


@dataclass(frozen=True, slots=True)
class _Wanted:
    width: int
    height: int
    format: str
    full_range: bool


class FrameShaper:
    """Converts the frames of one film; not for several threads at once."""

    def __init__(self, index: VideoIndex) -> None:
        self._index = index
        self._matrix = matrix_of(index.color, index.coded)
        self._made: OrderedDict[_Wanted, tuple[VideoReformatter, Graph | None]] = OrderedDict()

    def bgra(self, frame: VideoFrame, width: int, height: int) -> Bgra:
        """The frame as shown, at a size in px; alpha is straight, 255 where the film has none."""
        shaped = self._shaped(frame, _Wanted(width, height, "bgra", True))
        plane = shaped.planes[0]
        rows = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
        return (
            rows[:, : width * 4].reshape(height, width, 4)
            if plane.line_size == width * 4
            else (
                np.lib.stride_tricks.as_strided(
                    rows, (height, width, 4), (plane.line_size, 4, 1), writeable=False
                )
            )
        )

    def yuv(self, frame: VideoFrame, width: int, height: int) -> VideoFrame:
        """The frame as shown in yuv420p, BT.709, limited range; width and height are even."""
        return self._shaped(frame, _Wanted(width, height, "yuv420p", False))

    def _shaped(self, frame: VideoFrame, wanted: _Wanted) -> VideoFrame:
        reformatter, graph = self._converter(wanted)
        index = self._index
        wide, high = wanted.width, wanted.height
        if index.rotation in (90, 270):
            wide, high = high, wide
        full = (
            ColorRange.JPEG
            if index.color.full_range or frame.format.name.startswith("yuvj")
            else ColorRange.MPEG
        )
        is_rgb = frame.format.is_rgb
        tones = {"dst_color_trc": ColorTrc.BT709, "dst_color_primaries": ColorPrimaries.BT709}
        result = reformatter.reformat(
            frame,
            width=wide,
            height=high,
            format=wanted.format,
            src_colorspace=None if is_rgb else self._matrix,
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG if is_rgb else full,
            dst_color_range=ColorRange.JPEG if wanted.full_range else ColorRange.MPEG,
            interpolation=_FLAGS,
            threads=1,
            **(tones if index.is_hdr else {}),
        )
        if graph is None:
            return result
        graph.vpush(result)
        return graph.vpull()

    def _converter(self, wanted: _Wanted) -> tuple[VideoReformatter, Graph | None]:
        made = self._made.get(wanted)
        if made is None:
            made = VideoReformatter(), _turning(self._index.rotation, wanted)
            self._made[wanted] = made
            if len(self._made) > _KEPT:
                self._made.popitem(last=False)
        self._made.move_to_end(wanted)
        return made


def _turning(rotation: int, wanted: _Wanted) -> Graph | None:
    if rotation not in _TURNS:
        return None
    wide, high = (wanted.width, wanted.height) if rotation == 180 else (wanted.height, wanted.width)
    graph = Graph()
    graph.threads = 1
    source = graph.add_buffer(width=wide, height=high, format=av.VideoFormat(wanted.format), time_base=_TICK)
    filters = [graph.add(name, options or None) for name, options in _TURNS[rotation]]
    graph.link_nodes(source, *filters, graph.add("buffersink")).configure()
    return graph
