"""Segments handed out to workers until all are there, and how far that is."""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool

from studio.base.cancellation import Cancellation, Cancelled
from studio.base.errors import EncodeError
from studio.encode.segments import SegmentStore
from studio.services.progress import Clock, Progress, Report
from studio.services.render_job import Job
from studio.services.render_workers import RenderWorkers
from studio.services.segment_plan import PlannedSegment

_POLL = 0.2
"""Seconds between two looks at cancellation and progress."""


def longest_first(segments: Sequence[PlannedSegment]) -> list[PlannedSegment]:
    """The last to finish keeps the others waiting least."""
    return sorted(segments, key=lambda segment: -len(segment.frames))


class Rendering:
    """The segments of one film that are waited for, and the workers that render them.

    check: raises when what is made meanwhile (the sound) has failed: nobody waits for pictures then.
    """

    def __init__(
        self,
        workers: RenderWorkers,
        job: Job,
        store: SegmentStore,
        progress: "RenderProgress",
        cancellation: Cancellation,
        check: Callable[[], None],
    ) -> None:
        self._check = check
        self._workers = workers
        self._job = job
        self._store = store
        self._progress = progress
        self._cancellation = cancellation
        self._running: set[Future[bool]] = set()
        self._waiting: deque[PlannedSegment] = deque()

    def render(self, missing: Sequence[PlannedSegment]) -> None:
        """Renders the missing segments in this order.  Raises the first error, or Cancelled."""
        self._waiting.extend(missing)
        try:
            self._hand_out()
            while self._running:
                wait(self._running, timeout=_POLL, return_when=FIRST_COMPLETED)
                self._hand_out()
        except BrokenProcessPool as error:
            # What asked us to end may have ended the workers too.
            self._cancellation.raise_if_cancelled()
            raise EncodeError(
                "A render worker ended unexpectedly (perhaps the memory was full).",
                "Run the same command again: finished segments are kept. --workers 1 takes less memory.",
            ) from error

    def _hand_out(self) -> None:
        """Takes note of what the workers did and gives them more; asked again and again."""
        self._progress.painted(self._workers.painted())
        for future in [future for future in self._running if future.done()]:
            self._running.remove(future)
            if not future.result():
                raise Cancelled
        while self._waiting and len(self._running) < self._workers.count:
            segment = self._waiting.popleft()
            path = self._store.path(segment.key)
            self._running.add(self._workers.submit(self._job, segment.frames, path))
        self._cancellation.raise_if_cancelled()
        self._check()


class RenderProgress:
    """Progress over all frames of the film; the pace is that of the frames painted now."""

    def __init__(self, total: int, waiting: int, report: Report) -> None:
        self._total = total
        self._waiting = waiting
        self._report = report
        self._clock = Clock("render", waiting)
        self._painted = 0
        self.painted(0)

    def painted(self, frames: int) -> None:
        self._painted += frames
        now = self._clock.at(self._painted)
        done = self._total - self._waiting + self._painted
        self._report(Progress("render", done, self._total, now.left))
