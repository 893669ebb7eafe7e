"""Frames of a film file by their number, exact whatever the order of asking.

in order   the decoder goes on; its own threads work ahead while the frame is used
elsewhere  seek to the last key frame that is shown at or before it, decode up to it
"""

from collections.abc import Iterator

import av
from av.codec.context import CodecContext
from av.container import InputContainer
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from studio.base.errors import MediaError
from studio.media.ffmpeg import FORMATS, file_argument
from studio.media.video_index import MOST_PIXELS, KeyFrame, VideoIndex, film_stream, unreadable_frame

_NEAR = 12
"""Frames ahead that are sooner decoded through than sought, even with a key frame between."""

_THREADS = 2


class VideoReader:
    """Decodes one film.  Not for several threads at once; `close` it.

    threads: of the decoder; it holds as many frames more.  Raises MediaError, also later.
    """

    def __init__(self, index: VideoIndex, threads: int = _THREADS) -> None:
        self.index = index
        self._threads = threads
        self._container: InputContainer | None = None
        self._frames: Iterator[VideoFrame] = iter(())
        self._shown: VideoFrame | None = None
        self._coming: VideoFrame | None = None
        self._number = -1

    @property
    def number(self) -> int:
        """The frame given last; -1: none yet."""
        return self._number

    def is_near(self, number: int) -> bool:
        """Whether a frame comes next or soon, without seeking."""
        return self._shown is not None and self._number <= number and not self._better_sought(number)

    def frame(self, number: int) -> VideoFrame:
        """The decoded frame, neither turned nor converted.  Valid until the next call.

        Raises MediaError for what cannot be decoded, IndexError for a number that the film does not have.
        """
        if not 0 <= number < self.index.count:
            raise IndexError(number)
        if number != self._number or self._shown is None:
            pts = int(self.index.pts[number])
            if not self.is_near(number):
                self._begin(pts)
            self._advance(pts)
            self._number = number
        if self._shown is None:
            raise unreadable_frame(self.index)
        return self._shown

    def close(self) -> None:
        self._frames, self._shown, self._coming, self._number = iter(()), None, None, -1
        if self._container is not None:
            self._container.close()
            self._container = None

    def _better_sought(self, number: int) -> bool:
        if number - self._number <= _NEAR or self.index.counted:
            return False
        between = self.index.key_before(int(self.index.pts[number]))
        return between >= 0 and self.index.keys[between].pts > int(self.index.pts[self._number])

    def _advance(self, pts: int) -> None:
        """Decodes until the frame that is shown at `pts` is known: the next would come later."""
        while True:
            if self._shown is not None and self._shown.pts == pts:
                return
            if self._coming is None:
                self._coming = next(self._frames, None)
            if self._coming is None or (self._shown is not None and self._time(self._coming) > pts):
                return
            self._shown, self._coming = self._coming, None

    @staticmethod
    def _time(frame: VideoFrame) -> int:
        return -(1 << 62) if frame.pts is None else frame.pts

    def _begin(self, pts: int) -> None:
        """Goes to where the frame at `pts` can be decoded from."""
        self._shown = self._coming = None
        self._number = -1
        at = -1 if self.index.counted else self.index.key_before(pts)
        while at > 0:
            key = self.index.keys[at]
            if self._sought(key, pts):
                return
            at -= 1
        self.close()
        self._frames = self._decoded(None)

    def _sought(self, key: KeyFrame, pts: int) -> bool:
        """Whether decoding from the key frame gives the frame at `pts`."""
        for target in dict.fromkeys((key.pts, key.dts)):
            self._frames = self._decoded(key, target)
            first = next(self._frames, None)
            if first is not None and self._time(first) <= pts:
                self._shown = first
                return True
        return False

    def alpha_decoder(self) -> str | None:
        """FFmpeg's name of the decoder that the alpha needs; None: the usual one.  Raises MediaError."""
        return _ALPHA_DECODERS.get(self._open()[1].codec_context.name)

    def _open(self) -> tuple[InputContainer, VideoStream]:
        index = self.index
        if self._container is None:
            try:
                self._container = av.open(
                    file_argument(index.path),
                    options={"protocol_whitelist": "file", "format_whitelist": FORMATS},
                    metadata_errors="replace",
                )
            except (av.error.FFmpegError, OSError):
                raise MediaError(
                    "this film cannot be opened any more", "Check whether it is still there.", str(index.path)
                ) from None
            stream = film_stream(self._container, index.path)
            stream.thread_type = "AUTO"
            stream.codec_context.thread_count = self._threads
            self._context = stream.codec_context if not index.has_alpha else _with_alpha(stream)
            # A film may grow on its way; what its header says has been looked at already.
            self._context.options = {**self._context.options, "max_pixels": str(MOST_PIXELS)}
        return self._container, film_stream(self._container, index.path)

    def _decoded(self, key: KeyFrame | None, target: int = 0) -> Iterator[VideoFrame]:
        """Frames in their order from the key frame on (None: from the start).  Ends at once if the seek came
        out behind it."""
        container, stream = self._open()
        if key is not None:
            try:
                container.seek(target, stream=stream)
            except av.error.FFmpegError:
                return
            self._context.flush_buffers()
        begun = key is None
        number = 0
        for packet in _packets(container, stream):
            if not begun:
                if key is None or packet.dts is None or packet.dts > key.dts:
                    return
                if not packet.is_keyframe:
                    continue
                begun = True
            try:
                frames = self._context.decode(packet)
            except av.error.FFmpegError:
                continue  # what is damaged is left out: the frame before it stays
            for frame in frames:
                if self.index.counted:
                    frame.pts = int(self.index.pts[min(number, self.index.count - 1)])
                    number += 1
                if key is None or (frame.pts is not None and frame.pts >= key.pts):
                    yield frame


def _packets(container: InputContainer, stream: VideoStream) -> "Iterator[av.Packet[VideoStream]]":
    """The stream's packets; a file that breaks off ends there."""
    try:
        yield from container.demux(stream)
    except av.error.FFmpegError:
        return


_ALPHA_DECODERS = {"vp8": "libvpx", "vp9": "libvpx-vp9"}
"""FFmpeg's own decoders leave the alpha of these out."""


def _with_alpha(stream: VideoStream) -> VideoCodecContext:
    """A decoder that knows the alpha of VP8 and VP9."""
    own = stream.codec_context
    name = _ALPHA_DECODERS.get(own.name)
    if name is None:
        return own
    try:
        context = CodecContext.create(name, "r")
    except (ValueError, av.error.FFmpegError):
        return own
    assert isinstance(context, VideoCodecContext)
    context.extradata = own.extradata
    return context
