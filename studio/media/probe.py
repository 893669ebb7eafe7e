"""What is in a media file, without decoding it."""

import contextlib
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition, Stream
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream
from msgspec import Struct

from studio.base.errors import MediaError
from studio.media.ffmpeg import FORMATS, file_argument
from studio.media.images import ImageInfo, image_info, is_image
from studio.media.mp4 import is_cut_short

_FULL_RANGE = 2  # AVCOL_RANGE_JPEG
_NOT_RATES = (0, 1000, 90_000)
"""What containers without a frame rate report instead of one."""


class ColorTags(Struct, frozen=True):
    """How a film's numbers are meant, as ITU-T H.273 code points; 2: it does not say."""

    primaries: int
    transfer: int
    matrix: int
    full_range: bool


class VideoInfo(Struct, frozen=True):
    """A film's pictures.

    width, height: as shown, after rotation.  rotation: degrees clockwise, 0, 90, 180 or 270.
    rate: frames a second on average.  constant_rate: whether every frame lasts equally long, as far as
    the container says.  frame_count: as the container says, or estimated.
    """

    codec: str
    width: int
    height: int
    rotation: int
    rate: Fraction | None
    constant_rate: bool
    frame_count: int
    pixel_format: str
    color: ColorTags


class AudioInfo(Struct, frozen=True):
    """A file's sound: its codec, samples a second, and channels."""

    codec: str
    sample_rate: int
    channels: int


class MediaInfo(Struct, frozen=True):
    """What `probe` found.  duration: seconds, None for a still picture.  format: the container's name."""

    path: Path
    format: str
    bytes: int
    duration: Fraction | None
    video: VideoInfo | None = None
    audio: AudioInfo | None = None
    image: ImageInfo | None = None


# PyAV's stub says strings; what it takes, and says in its documentation, is a dictionary for each stream.
_NO_FRAMES: Any = [{"skip_frame": "all"}]


@contextlib.contextmanager
def open_media(path: Path, *, header_only: bool = False) -> Iterator[InputContainer]:
    """Open a film or sound for reading: local files of known kinds only.

    header_only: no frame is decoded to learn what an MP4 file's header leaves out (the pixel format): 1 ms
    instead of 12 at 1080 x 1920.  For files of our own; others may lack more in their headers.

    Raises MediaError for what is missing, unreadable, of another kind or broken, also while it is read.
    """
    if not path.is_file():
        if path.is_dir():
            raise MediaError("this is a folder, not a file", "Name the file in it.", str(path))
        raise MediaError("there is no such file", "Check the name and the folder.", str(path))
    try:
        with _opened(path, header_only) as container:
            yield container
    except av.error.FFmpegError as error:
        raise _unreadable(path, error) from None


def _opened(path: Path, header_only: bool) -> InputContainer:
    options = {"protocol_whitelist": "file", "format_whitelist": FORMATS}
    name = file_argument(path)
    if header_only:
        # MPEG and FLV files have no header that tells of their streams.
        with contextlib.suppress(ValueError):
            return av.open(name, options=options, metadata_errors="replace", stream_options=_NO_FRAMES)
    return av.open(name, options=options, metadata_errors="replace")


def _unreadable(path: Path, error: Exception) -> MediaError:
    if isinstance(error, PermissionError):
        return MediaError("this file may not be read", "Give yourself the right to read it.", str(path))
    if path.stat().st_size == 0:
        return MediaError("this file is empty", "Copy it again from where it came from.", str(path))
    if is_cut_short(path):
        return MediaError("this file ends too early", "Copy it again: the copy was not finished.", str(path))
    return MediaError(
        "this is no film or sound that can be read",
        "It may be damaged, of another kind than its name says, or not fully copied.",
        str(path),
    )


def probe(path: Path) -> MediaInfo:
    """What a picture, film or sound file holds.

    Raises MediaError when it is missing, cut short, not what its name says, or of a kind that is not read.
    """
    if is_image(path):
        image = image_info(path)
        return MediaInfo(path, image.format, path.stat().st_size, None, image=image)
    with open_media(path) as container:
        video = _video(container)
        audio = _audio(container)
        if video is None and audio is None:
            raise MediaError("there is no picture and no sound in this file", "Choose another.", str(path))
        duration = _duration(container)
        name = container.format.name
    if is_cut_short(path):
        raise MediaError("this file ends too early", "Copy it again: the copy was not finished.", str(path))
    return MediaInfo(path, name, path.stat().st_size, duration, video, audio)


def _duration(container: InputContainer) -> Fraction | None:
    if container.duration is not None:
        return Fraction(container.duration, av.time_base)
    known = [
        stream.duration * stream.time_base
        for stream in (*container.streams.video, *container.streams.audio)
        if stream.duration is not None and stream.time_base is not None
    ]
    return max(known, default=None)


def _video(container: InputContainer) -> VideoInfo | None:
    stream = next((s for s in container.streams.video if not is_cover(s)), None)
    if stream is None:
        return None
    if not is_known(stream):
        raise unknown_coding(container)
    context = stream.codec_context
    rotation = _rotation(container, stream)
    turned = rotation in (90, 270)
    average, base = stream.average_rate, stream.base_rate
    rate = Fraction(average) if average and int(average) not in _NOT_RATES else None
    count = stream.frames
    if not count and rate is not None and (duration := _duration(container)) is not None:
        count = round(duration * rate)
    return VideoInfo(
        codec=context.name,
        width=context.height if turned else context.width,
        height=context.width if turned else context.height,
        rotation=rotation,
        rate=rate,
        constant_rate=rate is not None and base is not None and abs(Fraction(base) - rate) < rate / 1000,
        frame_count=count,
        pixel_format=context.pix_fmt or "",
        color=color_tags(context),
    )


def color_tags(context: VideoCodecContext) -> ColorTags:
    """What a stream says of its colours."""
    return ColorTags(
        int(context.color_primaries),
        int(context.color_trc),
        int(context.colorspace),
        int(context.color_range) == _FULL_RANGE,
    )


def is_known(stream: Stream) -> bool:
    """Whether there is a decoder for a stream (PyAV's stub says that there always is)."""
    return getattr(stream, "codec_context", None) is not None


def unknown_coding(container: InputContainer) -> MediaError:
    """What to say of a film whose pictures cannot be decoded."""
    return MediaError(
        "this film is coded in a way that is not known",
        "Save it as H.264 in MP4 (most programs can).",
        container.name,
    )


def sound_stream(container: InputContainer) -> AudioStream | None:
    """A file's sound, its first; None if there is none, or none that can be decoded."""
    stream = next(iter(container.streams.audio), None)
    return stream if stream is not None and is_known(stream) else None


def first_sound(container: InputContainer) -> AudioStream:
    """The same.  Raises MediaError instead."""
    stream = sound_stream(container)
    if stream is None:
        raise MediaError("there is no sound in this file", "Choose another.", container.name)
    return stream


def is_cover(stream: Stream) -> bool:
    """Whether a stream of pictures is the cover of a song."""
    return bool(stream.disposition & Disposition.attached_pic)


def _rotation(container: InputContainer, stream: VideoStream) -> int:
    """Degrees clockwise that the first frame asks to be turned by.

    PyAV tells it of decoded frames alone: the display matrix is counter-clockwise, in (-180, 180].
    """
    with contextlib.suppress(av.error.FFmpegError):
        for frame in container.decode(stream):
            return round(-frame.rotation / 90) * 90 % 360
    return 0


def _audio(container: InputContainer) -> AudioInfo | None:
    stream = sound_stream(container)
    if stream is None:
        return None
    context = stream.codec_context
    return AudioInfo(context.name, context.sample_rate, context.channels)
