"""What a render worker does: paint and encode segments of a film, one after another.

It opens the composition once; each segment it is given appears in the store whole or not at all.
"""

from collections.abc import Callable
from pathlib import Path

from studio.base.cancellation import Cancellation
from studio.base.time import FrameRange
from studio.encode.encoder import SegmentEncoder
from studio.model.composition import Composition
from studio.render.pictures import PictureCache
from studio.scene.scene import Scene
from studio.services.frame_writer import FrameWriter
from studio.services.render_job import RenderJob
from studio.services.resources import open_resources

REPORT_EVERY = 8
"""Frames between two reports of progress."""

_PICTURES = PictureCache()
"""One for all renderers of a process: a photo is decoded and kept once."""


class SegmentRenderer:
    """Renders segments of one film, in one process."""

    def __init__(self, job: RenderJob) -> None:
        self.job = job
        composition = Composition.model_validate_json(job.document)
        self._rate = composition.rate_exact
        self._scene = Scene(composition, open_resources(job.resources))
        self._scale = job.size[0] / composition.size.width
        width, height = job.size
        self._writer = FrameWriter(width, height, self._scale, _PICTURES)

    def render(
        self, frames: FrameRange, path: Path, cancellation: Cancellation, painted: Callable[[int], None]
    ) -> None:
        """Paints and encodes the frames into one closed-GOP file; tells every few how many were `painted`.

        Raises Cancelled, EncodeError, OutputError, and MediaError for media that cannot be read.
        """
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
