"""What must be known of a film file to find the frame of any moment: every frame's time, and how it is shown.

Phones record with a varying frame rate, so times are read from the file, not worked out from a rate; only
packets are read for that, nothing is decoded but the first frame.
"""

import functools
import math
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from msgspec import Struct
from numpy.typing import NDArray

from studio.base.errors import MediaError
from studio.media.mp4 import is_cut_short
from studio.media.probe import (
    ColorTags,
    color_tags,
    is_cover,
    is_known,
    open_media,
    sound_stream,
    unknown_coding,
)

MOST_PIXELS = 20_000_000
"""Of a frame: an 8K film (33 million) would take gigabytes to decode."""

_PQ, _HLG = 16, 18
_UNSAID = 2
_NOT_RATES = (0, 1000, 90_000)


class KeyFrame(Struct, frozen=True):
    """Where decoding can begin: presentation and decoding time in ticks of the stream."""

    pts: int
    dts: int


class VideoIndex(Struct, frozen=True, eq=False):
    """A film file's pictures.

    width, height: as shown, with square pixels and turned; coded: as decoded.  rotation: degrees clockwise.
    pts: of every frame in ticks of `tick` seconds, rising; `end`: when the last one goes.  keys: by their
    pts, rising.  counted: the file has no times, so frames are numbered and last equally long.
    sound_offset: where the film's time 0 (its first frame) lies in seconds from the start of the file, which
    is where its sound is counted from.
    """

    path: Path
    width: int
    height: int
    coded: tuple[int, int]
    rotation: int
    tick: Fraction
    pts: NDArray[np.int64]
    end: int
    keys: tuple[KeyFrame, ...]
    color: ColorTags
    pixel_format: str
    has_alpha: bool
    interlaced: bool
    counted: bool
    has_sound: bool
    sound_offset: Fraction
    _key_pts: NDArray[np.int64]

    @property
    def count(self) -> int:
        return len(self.pts)

    @property
    def duration(self) -> Fraction:
        """Seconds from the first frame to where the last one goes."""
        return (self.end - int(self.pts[0])) * self.tick

    @property
    def is_hdr(self) -> bool:
        return self.color.transfer in (_PQ, _HLG)

    @property
    def varies(self) -> bool:
        """Whether frames last differently long, by more than their times are rounded."""
        lengths = np.diff(self.pts)
        if not len(lengths):
            return False
        return int(lengths.max() - lengths.min()) > max(2, int(np.median(lengths)) // 10)

    @property
    def rates(self) -> tuple[float, float]:
        """Frames a second where they last longest, and where shortest."""
        lengths = np.diff(self.pts) * float(self.tick)
        if not len(lengths):
            return 0.0, 0.0
        return float(1 / lengths.max()), float(1 / lengths.min())

    def time_of(self, frame: int) -> Fraction:
        """Seconds from the first frame at which a frame appears."""
        return (int(self.pts[frame]) - int(self.pts[0])) * self.tick

    def frame_at(self, time: Fraction) -> int:
        """The frame on screen at `time` (seconds from the first), the first before it, the last after the
        end.  Times of files are rounded to ticks, so half a tick counts as nothing."""
        tick = math.floor(time / self.tick + Fraction(1, 2)) + int(self.pts[0])
        return max(0, int(np.searchsorted(self.pts, tick, side="right")) - 1)

    def key_before(self, pts: int) -> int:
        """The number of the last key frame that is shown at or before a moment; -1: none."""
        return int(np.searchsorted(self._key_pts, pts, side="right")) - 1


def video_index(path: Path) -> VideoIndex:
    """Every frame of a film; remembered while the file's size and time of change stay.

    Raises MediaError for what is no film, cannot be decoded, is damaged or too large.
    """
    try:
        status = path.stat()
    except OSError:
        raise MediaError("there is no such file", "Check the name and the folder.", str(path)) from None
    return _indexed(str(path), status.st_size, status.st_mtime_ns)


@functools.lru_cache(maxsize=64)
def _indexed(name: str, _size: int, _changed: int) -> VideoIndex:
    path = Path(name)
    if is_cut_short(path):
        raise MediaError("this file ends too early", "Copy it again: the copy was not finished.", str(path))
    with open_media(path) as container:
        stream = film_stream(container, path)
        first = _first_frame(container, stream, path)
        context = stream.codec_context
        tags, pixel_format = color_tags(context), context.pix_fmt or first.format.name
        shape = context.sample_aspect_ratio or stream.sample_aspect_ratio
        coded = (first.width, first.height)
        rotation = round(-first.rotation / 90) * 90 % 360
        interlaced = first.interlaced_frame
        sound = sound_stream(container)
        begins = Fraction(container.start_time or 0, av.time_base)
        alpha = _has_alpha(first, stream)
    with open_media(path, header_only=True) as container:
        stream = film_stream(container, path)
        tick = Fraction(stream.time_base or Fraction(1, 90_000))
        pts, end, keys, counted = _times(container, stream, tick, path)
    width, height = _square(coded, Fraction(shape) if shape else Fraction(1))
    if rotation in (90, 270):
        width, height = height, width
    offset = Fraction(0) if counted else int(pts[0]) * tick - begins
    return VideoIndex(
        *(path, width, height, coded, rotation, tick, pts, end, keys, tags, pixel_format),
        *(alpha, interlaced, counted, sound is not None, offset),
        _key_pts=np.array([key.pts for key in keys], np.int64),
    )


def film_stream(container: InputContainer, path: Path) -> VideoStream:
    """The stream of moving pictures: no cover of a song.  Raises MediaError if there is none that is known,
    or if it is too large."""
    covers = False
    for stream in container.streams.video:
        if is_cover(stream):
            covers = True
            continue
        if not is_known(stream):
            raise unknown_coding(container)
        context = stream.codec_context
        if context.width * context.height > MOST_PIXELS:
            raise MediaError(
                f"this film is too large ({context.width} x {context.height} pixels)",
                "Make it smaller first: 4K (3840 x 2160) is the most that is read.",
                str(path),
            )
        return stream
    if covers:
        raise MediaError(
            "there is only a cover picture in this file, no film", "Use it as a sound instead.", str(path)
        )
    raise MediaError("there are no moving pictures in this file", "Choose a film.", str(path))


def unreadable_frame(index: VideoIndex) -> MediaError:
    """What to say of a frame that cannot be decoded or converted."""
    return MediaError("a frame of this film cannot be read", "It is damaged: copy it again.", str(index.path))


def _first_frame(container: InputContainer, stream: VideoStream, path: Path) -> VideoFrame:
    try:
        for packet in container.demux(stream):
            try:
                frames = packet.decode()
            except av.error.InvalidDataError:
                continue
            for frame in frames:
                return frame
    except (av.error.DecoderNotFoundError, av.error.PatchWelcomeError, NotImplementedError):
        raise unknown_coding(container) from None
    raise MediaError(
        "not one frame of this film can be read", "It is damaged or empty: copy it again.", str(path)
    )


def _has_alpha(frame: VideoFrame, stream: VideoStream) -> bool:
    if stream.metadata.get("alpha_mode") == "1" and stream.codec_context.name in ("vp8", "vp9"):
        return True
    return any(component.is_alpha for component in frame.format.components)


def _square(coded: tuple[int, int], shape: Fraction) -> tuple[int, int]:
    """The size with square pixels: none is thrown away."""
    width, height = coded
    if not Fraction(1, 20) < shape < 20:
        return coded
    if shape >= 1:
        return max(1, round(width * shape)), height
    return width, max(1, round(height / shape))


def _times(
    container: InputContainer, stream: VideoStream, tick: Fraction, path: Path
) -> tuple[NDArray[np.int64], int, tuple[KeyFrame, ...], bool]:
    times: list[int] = []
    keys: list[KeyFrame] = []
    lengths: dict[int, int] = {}
    packets, untimed = 0, False
    for packet in container.demux(stream):
        if packet.size == 0:
            continue
        packets += 1
        if packet.pts is None:
            untimed = True
            continue
        if packet.is_keyframe and not packet.is_corrupt:
            keys.append(KeyFrame(packet.pts, packet.pts if packet.dts is None else packet.dts))
        if not packet.is_discard:
            times.append(packet.pts)
            lengths[packet.pts] = packet.duration or 0
    reordered = container.format.name == "avi" and len(keys) < packets  # it has no times of presentation
    if untimed or reordered or not keys:
        length = Fraction(container.duration, av.time_base) if container.duration else None
        return _counted(packets, stream, tick, path, length)
    pts = np.unique(np.array(times, np.int64))
    if not len(pts):
        raise MediaError(
            "there is no frame in this film", "It is damaged or empty: copy it again.", str(path)
        )
    last = int(pts[-1])
    usual = int(np.median(np.diff(pts))) if len(pts) > 1 else round(Fraction(1, 25) / tick)
    end = last + (lengths[last] or max(1, usual))
    return pts, end, tuple(sorted(set(keys), key=lambda key: key.pts)), False


def _counted(
    packets: int, stream: VideoStream, tick: Fraction, path: Path, length: Fraction | None
) -> tuple[NDArray[np.int64], int, tuple[KeyFrame, ...], bool]:
    """Where frames have no times: as many as there are packets, evenly over the file's length."""
    if not packets:
        raise MediaError(
            "there is no frame in this film", "It is damaged or empty: copy it again.", str(path)
        )
    said = stream.average_rate or stream.guessed_rate
    rate = Fraction(said) if said and int(said) not in _NOT_RATES else Fraction(25)
    if length is not None and length > 0:
        rate = packets / length  # what a header says of its rate is often wrong
    at = [round(number / rate / tick) for number in range(packets + 1)]
    pts = np.array(at[:-1], np.int64)
    return np.unique(pts), at[-1], (), True
