"""The queue of exports as the window sees it: a signal for every event, in the window's thread.

queue = WindowQueue()
queue.told.connect(…)        an `Event` of services.export_queue
queue.add(FilmExport(…))
queue.close()                 before the program ends
"""

import time
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from studio.gui.bridge import announce
from studio.gui.i18n import tr
from studio.services.export import output_size
from studio.services.export_estimate import learn
from studio.services.export_queue import FINISHED, Event, Export, ExportQueue, FilmExport, Job


class TakesExports(Protocol):
    """A `WindowQueue`, or an `ExportQueue` itself."""

    def add(self, wanted: Export) -> int: ...


class WindowQueue(QObject):
    """Owns the program's `ExportQueue`, whose methods it hands on; learns from each film how fast this
    computer is."""

    told = Signal(object)
    """An `Event`; of a job that has been removed meanwhile too."""
    finished = Signal(object)
    """A `Job` that is done: say so, offer its folder."""
    failed = Signal(object)
    """A `Job` that failed."""

    def __init__(self, workers: int | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.queue = ExportQueue(self.told.emit, workers)
        self._began: dict[int, float] = {}
        self.told.connect(self._follow)

    @property
    def jobs(self) -> tuple[Job, ...]:
        return self.queue.jobs

    @property
    def is_busy(self) -> bool:
        return self.queue.is_busy

    @property
    def share(self) -> float | None:
        """How far all that is not over is, 0 … 1; None with nothing to do."""
        return self.queue.share if any(job.state not in FINISHED for job in self.jobs) else None

    def add(self, wanted: Export) -> int:
        """Puts an export at the end; gives its id.  Raises InputError for a file that is in the queue."""
        return self.queue.add(wanted)

    def close(self) -> None:
        """Cancels what runs and waits for its processes to end; finished parts are kept."""
        self.queue.close()

    def _follow(self, event: Event) -> None:
        job = event.job
        if event.what == "started":
            self._began[job.id] = time.monotonic()
        elif event.what == "paused":
            self._began.pop(job.id, None)  # its pace would be wrong
        elif event.what == "done":
            self._learn(job)
            announce(self, tr("queue.finished", name=job.export.name))
            self.finished.emit(job)
        elif event.what == "failed":
            self.failed.emit(job)

    def _learn(self, job: Job) -> None:
        began, result = self._began.pop(job.id, None), job.result
        if began is None or result is None or result.report is None or not isinstance(job.export, FilmExport):
            return
        request, report = job.export.request, result.report
        if (report.width, report.height) != output_size(request.composition, request.profile):
            return  # made again smaller: two films were made in that time
        share = result.rendered / max(1, result.kept + result.rendered)
        rendered = round(report.frames * share)
        size = (report.width, report.height)
        learn(request.profile, size, rendered, report.frames, time.monotonic() - began, report.bytes)
