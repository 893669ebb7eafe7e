"""What a render worker process does: paint and encode segments, one after another.

A worker is a spawned process of its own, because Python threads do not paint side by side.  It opens the
composition once; each segment it is given appears in the store whole or not at all.
"""

import multiprocessing
import os
import signal
import threading
from dataclasses import dataclass
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Event
from pathlib import Path

from studio.base.cancellation import Cancellation, Cancelled
from studio.base.time import FrameRange
from studio.encode.encoder import SegmentEncoder
from studio.model.composition import Composition
from studio.model.export import ExportProfile
from studio.render.damage import dirty_rows
from studio.render.rasterizer import Rasterizer
from studio.scene.scene import Scene
from studio.services.resources import ResourceList, open_resources

REPORT_EVERY = 8
"""Frames between two reports of progress."""


@dataclass(frozen=True, slots=True)
class RenderJob:
    """All that a worker needs to know about a film.  size: output pixels."""

    composition: Composition
    resources: ResourceList
    profile: ExportProfile
    size: tuple[int, int]


class SegmentRenderer:
    """Renders segments of one film, in one process."""

    def __init__(self, job: RenderJob) -> None:
        self._job = job
        self._scene = Scene(job.composition, open_resources(job.resources))
        self._scale = job.size[0] / job.composition.size.width
        width, height = job.size
        self._rasterizer = Rasterizer(width, height, self._scale)

    def render(
        self, frames: FrameRange, path: Path, cancellation: Cancellation, progress: "SimpleQueue[int] | None"
    ) -> None:
        """Paints and encodes the frames into one closed-GOP file.

        Raises Cancelled, EncodeError, OutputError, and MediaError for media that cannot be read.
        """
        rate = self._job.composition.rate_exact
        width, height = self._job.size
        unreported = 0
        with SegmentEncoder(path, width, height, rate, self._job.profile) as encoder:
            for frame in range(frames.start, frames.end):
                cancellation.raise_if_cancelled()
                changed = self._rasterizer.rasterize(self._scene.display_list(rate.time_of(frame)))
                rows = None if frame == frames.start else dirty_rows(changed)
                encoder.write(self._rasterizer.pixels, rows)
                unreported += 1
                if progress is not None and unreported == REPORT_EVERY:
                    progress.put(unreported)
                    unreported = 0
            encoder.finish(cancellation)
        if progress is not None and unreported:
            progress.put(unreported)


@dataclass(slots=True)
class _Process:
    renderer: SegmentRenderer
    cancelled: Event
    progress: "SimpleQueue[int]"


_process: _Process | None = None


def start_worker(job: RenderJob, cancelled: Event, progress: "SimpleQueue[int]") -> None:
    """Runs once in each worker process."""
    # Ctrl-C reaches the whole terminal group; only the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with_parent()
    global _process
    _process = _Process(SegmentRenderer(job), cancelled, progress)


def render_segment(frames: FrameRange, path: Path) -> bool:
    """Runs in a worker for each segment.  False: cancelled."""
    if _process is None:
        raise RuntimeError("start_worker runs first")
    try:
        cancellation = Cancellation(_process.cancelled.is_set)
        _process.renderer.render(frames, path, cancellation, _process.progress)
    except Cancelled:
        return False
    return True


def _end_with_parent() -> None:
    """A worker whose parent was killed ends at once, instead of waiting for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="parent-watch").start()
