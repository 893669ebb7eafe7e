"""Frames to a finished segment file, or to none."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from studio.base.cancellation import Cancellation
from studio.base.errors import EncodeError, OutputError
from studio.base.files import output_errors, part_path, put_in_place
from studio.base.geometry import Rect
from studio.base.time import FrameRate
from studio.encode.command import BT709, segment_arguments
from studio.encode.frames import Bgra, FrameConverter
from studio.encode.segments import count_frames
from studio.media.ffmpeg import FfmpegProcess
from studio.media.probe import ColorTags
from studio.model.export import ExportProfile


class SegmentEncoder:
    """Encodes frames into one closed-GOP segment at `path`, which appears whole on `finish` or not at all.

    Use it as a context manager.  Leaving it without `finish` removes what was written.
    color: how the numbers of planes are meant; painted frames are converted to BT.709, limited range.

    Raises EncodeError (with ffmpeg's last words as `log`) when ffmpeg fails or is killed, and OutputError
    when the place cannot be written to or the disk is full.
    """

    def __init__(
        self,
        path: Path,
        width: int,
        height: int,
        rate: FrameRate,
        profile: ExportProfile,
        color: ColorTags = BT709,
    ) -> None:
        self._path = path
        self._part = part_path(path)
        self._converter = FrameConverter(width, height)
        self._frames = 0
        with output_errors(path):
            self._part.touch()
        try:
            self._process = FfmpegProcess(
                segment_arguments(width, height, rate, profile, self._part, color), stdin=True
            )
        except BaseException:
            self._part.unlink(missing_ok=True)
            raise

    @property
    def frame_count(self) -> int:
        """Frames written so far."""
        return self._frames

    @property
    def pid(self) -> int:
        """The encoder process, for measuring its memory."""
        return self._process.pid

    def write(self, bgra: Bgra, dirty: Sequence[Rect] | None = None) -> None:
        """Encode the next frame.

        dirty: rectangles of whole pixels that differ from the frame before; None: everything;
        (): the frame did not change, nothing is converted.
        """
        planes = self._converter.convert(bgra, dirty)
        with self._about_this_file():
            self._process.write(planes)
        self._frames += 1

    def write_planes(self, planes: memoryview) -> None:
        """Encode the next frame from Y, U and V planes (4:2:0) without padding."""
        with self._about_this_file():
            self._process.write(planes)
        self._frames += 1

    def finish(self, cancellation: Cancellation | None = None) -> Path:
        """Wait for the encoder, and give the file its name if it holds every frame.  Returns the path."""
        with self._about_this_file():
            log = self._process.finish(cancellation)
            if count_frames(self._part) != self._frames:
                raise EncodeError(
                    "ffmpeg ended well, but what it made is not whole",
                    "Try again; `studio doctor` checks whether it works.",
                    log=log,
                )
            put_in_place(self._part, self._path)
        return self._path

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.__exit__(kind, error, trace)
        with contextlib.suppress(OSError):
            self._part.unlink(missing_ok=True)

    @contextlib.contextmanager
    def _about_this_file(self) -> Iterator[None]:
        try:
            yield
        except (EncodeError, OutputError) as error:
            error.where = error.where or str(self._path)
            raise
