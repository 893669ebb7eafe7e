"""What a render worker does: paint and encode segments of a film, one after another.

It opens the composition once; each segment it is given appears in the store whole or not at all.
"""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Protocol

from av.video.frame import VideoFrame

from studio.base.cancellation import Cancellation
from studio.base.time import FrameRange
from studio.encode.encoder import SegmentEncoder
from studio.media.video_frames import FrameShaper, matrix_of
from studio.media.video_index import video_index
from studio.media.video_reader import VideoReader
from studio.model.composition import Composition
from studio.render.pictures import PictureCache
from studio.scene.scene import Scene
from studio.services.burning.timeline import timeline_of
from studio.services.frame_writer import FrameWriter, OverFilm
from studio.services.render_job import BurnJob, Job, RenderJob
from studio.services.resources import open_resources

REPORT_EVERY = 8
"""Frames between two reports of progress."""

_PICTURES = PictureCache()
"""One for all renderers of a process: a photo is decoded and kept once."""


class Renderer(Protocol):
    """Renders segments of one film, in one thread."""

    @property
    def job(self) -> Job: ...

    def render(
        self, frames: FrameRange, path: Path, cancellation: Cancellation, painted: Callable[[int], None]
    ) -> None:
        """Encodes the frames into one closed-GOP file; tells every few how many were `painted`.

        Raises Cancelled, EncodeError, OutputError, and MediaError for media that cannot be read.
        """


def open_renderer(job: Job) -> Renderer:
    """Raises MediaError, FontError."""
    return CaptionRenderer(job) if isinstance(job, BurnJob) else SegmentRenderer(job)


class SegmentRenderer:
    """Renders segments of one film, in one process."""

    def __init__(self, job: RenderJob) -> None:
        self.job: RenderJob = job
        composition = Composition.model_validate_json(job.document)
        self._rate = composition.rate_exact
        self._scene = Scene(composition, open_resources(job.resources))
        self._scale = job.size[0] / composition.size.width
        width, height = job.size
        self._writer = FrameWriter(width, height, self._scale, _PICTURES)

    def render(
        self, frames: FrameRange, path: Path, cancellation: Cancellation, painted: Callable[[int], None]
    ) -> None:
        """Paints and encodes the frames."""
        rate = self._rate
        width, height = self.job.size
        unreported = 0
        with SegmentEncoder(path, width, height, rate, self.job.profile) as encoder:
            for frame in range(frames.start, frames.end):
                cancellation.raise_if_cancelled()
                self._writer.write(self._scene.display_list(rate.time_of(frame)), encoder)
                unreported += 1
                if unreported == REPORT_EVERY:
                    painted(unreported)
                    unreported = 0
            encoder.finish(cancellation)
        painted(unreported)


class CaptionRenderer:
    """Renders segments of a film that is there already, with captions over it, in one thread.

    What is decoded goes to the encoder as it is; only what the captions cover is another.
    """

    def __init__(self, job: BurnJob) -> None:
        self.job: BurnJob = job
        composition = Composition.model_validate_json(job.document)
        self._scene = Scene(composition, open_resources(job.resources))
        index = video_index(job.film)
        self._timeline = timeline_of(index, composition, job.rate if job.steady else None, job.stretch)
        self._reader, self._shaper = VideoReader(index, threads=1), FrameShaper(index)
        self._full_size = index.width & ~1, index.height & ~1
        matrix = matrix_of(job.color, index.coded)
        width, height = job.size
        scale = width / composition.size.width
        self._over = OverFilm(width, height, scale, _PICTURES, matrix, full_range=job.color.full_range)

    def render(
        self, frames: FrameRange, path: Path, cancellation: Cancellation, painted: Callable[[int], None]
    ) -> None:
        """Decodes, lays captions over and encodes the frames."""
        job, timeline, over = self.job, self._timeline, self._over
        unreported = 0
        planes, shown = memoryview(b""), -1
        with SegmentEncoder(path, *job.size, job.rate, job.profile, job.color) as encoder:
            for frame in range(frames.start, frames.end):
                cancellation.raise_if_cancelled()
                number = int(timeline.numbers[frame])
                time = Fraction(int(timeline.times[frame]), timeline.scale)
                if over.show(self._scene.display_list(time)) or number != shown:
                    planes, shown = over.compose(self._film_frame(number)), number
                encoder.write_planes(planes)
                unreported += 1
                if unreported == REPORT_EVERY:
                    painted(unreported)
                    unreported = 0
            encoder.finish(cancellation)
        painted(unreported)

    def _film_frame(self, number: int) -> VideoFrame:
        frame = self._reader.frame(number)
        if self.job.as_decoded:
            return self._shaper.upright(frame)
        return self._shaper.yuv(frame, *self._full_size)
