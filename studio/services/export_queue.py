"""Exports one after another in the background, told by events.

    add --> waiting --> running --> done
              |  ^        |  ^  `-> failed, cancelled --retry--> waiting
            paused      paused

A film is rendered by processes of their own, so that a window stays quick.  Pausing lets the segments at work
be finished and begins no others; whatever is finished is kept, also by cancelling.
"""

import itertools
import logging
import threading
import time
import traceback
from collections.abc import Callable
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from studio.base.cancellation import Cancellation
from studio.base.errors import InputError, StudioError
from studio.base.files import output_error
from studio.model.composition import Composition
from studio.services.export import ExportRequest, ExportResult, export
from studio.services.findings import profile_warnings
from studio.services.progress import Progress
from studio.services.render_workers import RenderWorkers
from studio.services.resources import ResourceList
from studio.services.size_limit import too_large, tried_smaller
from studio.services.stills import render_still

_logger = logging.getLogger(__name__)


class JobState(StrEnum):
    """What becomes of a job; it begins waiting."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


FINISHED = frozenset({JobState.DONE, JobState.FAILED, JobState.CANCELLED})


class FilmExport(Struct, frozen=True):
    """fit: if the film is larger than its profile allows, it is made again smaller."""

    name: str
    request: ExportRequest
    fit: bool = True

    @property
    def output(self) -> Path:
        return self.request.output


class StillExport(Struct, frozen=True):
    """time: None for the composition's own.  scale: output px per canvas px."""

    name: str
    composition: Composition
    resources: ResourceList
    output: Path
    time: Fraction | None = None
    scale: float = 1.0


Export = FilmExport | StillExport


class Job(Struct, frozen=True):
    """One export and how it stands.

    progress: None before it starts; `left` is in seconds.  error: why it failed, with a hint.  warnings: what
    its destination may refuse.  report: for "Copy report", after a failure.
    """

    id: int
    export: Export
    state: JobState = JobState.WAITING
    progress: Progress | None = None
    result: ExportResult | None = None
    error: StudioError | None = None
    warnings: tuple[str, ...] = ()
    report: str = ""

    @property
    def share(self) -> float:
        """0 … 1."""
        if self.state is JobState.DONE:
            return 1.0
        if self.progress is None:
            return 0.0
        return self.progress.share if self.progress.stage == "render" else 1.0  # joined when all is painted


What = Literal[
    "added", "started", "progress", "paused", "resumed", "done", "failed", "cancelled", "moved", "removed"
]


class Event(Struct, frozen=True):
    """Something that happened, and the job as it is now."""

    what: What
    job: Job


class ExportQueue:
    """Jobs in their order.  All methods may be called from any thread and return at once, but `close`.

    tell: called for every event, from the queue's thread or the caller's; one at a time, in the order in
    which things happened, and before anybody sees that the queue is idle.  It must wait for nothing.
    workers: how many segments at once; None: what the machine bears.
    """

    def __init__(
        self, tell: Callable[[Event], None] = lambda _event: None, workers: int | None = None
    ) -> None:
        self._tell = tell
        self._workers = workers
        self._jobs: dict[int, Job] = {}
        self._ids = itertools.count(1)
        self._change = threading.Condition(threading.RLock())
        self._cancellations: dict[int, Cancellation] = {}
        self._thread: threading.Thread | None = None
        self._ended = False

    @property
    def jobs(self) -> tuple[Job, ...]:
        with self._change:
            return tuple(self._jobs.values())

    def job(self, identifier: int) -> Job:
        """Raises KeyError."""
        with self._change:
            return self._jobs[identifier]

    @property
    def is_busy(self) -> bool:
        """Whether something runs or waits to run."""
        return any(job.state in (JobState.RUNNING, JobState.WAITING) for job in self.jobs)

    @property
    def share(self) -> float:
        """How much of all that is not over is done, 0 … 1; 1 with nothing to do."""
        open_jobs = [job for job in self.jobs if job.state not in FINISHED]
        return sum(job.share for job in open_jobs) / len(open_jobs) if open_jobs else 1.0

    def set_workers(self, workers: int | None) -> None:
        """From the next film on."""
        self._workers = workers

    def add(self, wanted: Export) -> int:
        """Puts an export at the end; gives its id.

        Raises InputError if another one that is not over writes the same file.
        """
        with self._change:
            if self._ended:
                raise RuntimeError("the queue is closed")
            target = wanted.output.absolute()
            for job in self._jobs.values():
                if job.state not in FINISHED and job.export.output.absolute() == target:
                    raise InputError(
                        "this file is in the queue already",
                        "Choose another name, or cancel that one.",
                        str(target),
                    )
            job = Job(next(self._ids), wanted)
            self._jobs[job.id] = job
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="export-queue", daemon=True)
                self._thread.start()
            self._tell(Event("added", job))
            self._change.notify_all()
        return job.id

    def pause(self, identifier: int) -> None:
        """A running film finishes the segments at work and waits; a waiting one is passed over."""
        self._switch(identifier, (JobState.RUNNING, JobState.WAITING), JobState.PAUSED, "paused")

    def resume(self, identifier: int) -> None:
        with self._change:
            state = JobState.RUNNING if identifier in self._cancellations else JobState.WAITING
            self._switch(identifier, (JobState.PAUSED,), state, "resumed")

    def cancel(self, identifier: int) -> None:
        """Within a second; finished segments are kept for another try."""
        with self._change:
            cancellation = self._cancellations.get(identifier)
            if cancellation is not None:
                cancellation.cancel()  # told when it has come about
                self._change.notify_all()
            else:
                self._switch(identifier, (JobState.WAITING, JobState.PAUSED), JobState.CANCELLED, "cancelled")

    def retry(self, identifier: int) -> None:
        """A failed or cancelled export waits again, at the end; finished segments are not made again."""
        with self._change:
            job = self._jobs.get(identifier)
            if job is None or job.state not in (JobState.FAILED, JobState.CANCELLED):
                return
            del self._jobs[identifier]
            job = self._jobs[identifier] = Job(identifier, job.export)
            self._tell(Event("added", job))
            self._change.notify_all()

    def move(self, identifier: int, index: int) -> None:
        """Puts a job at a place in the list; what runs goes on."""
        with self._change:
            job = self._jobs.pop(identifier, None)
            if job is None:
                return
            order = list(self._jobs.values())
            order.insert(max(0, min(index, len(order))), job)
            self._jobs = {one.id: one for one in order}
            self._tell(Event("moved", job))

    def remove(self, identifier: int) -> None:
        """Takes a job that is over or waits off the list."""
        with self._change:
            job = self._jobs.get(identifier)
            if job is None or identifier in self._cancellations:
                return
            del self._jobs[identifier]
            self._tell(Event("removed", job))

    def clear(self) -> None:
        """Takes all jobs that are over off the list."""
        for job in self.jobs:
            if job.state in FINISHED:
                self.remove(job.id)

    def close(self) -> None:
        """Cancels what runs and ends the thread and all its processes; waits for that."""
        with self._change:
            self._ended = True
            for cancellation in self._cancellations.values():
                cancellation.cancel()
            self._change.notify_all()
        if self._thread is not None:
            self._thread.join()

    def wait_until_idle(self, timeout: float | None = None) -> bool:
        """Until nothing runs or waits (paused jobs count as idle); whether that came."""
        with self._change:
            return self._change.wait_for(lambda: not self.is_busy or self._ended, timeout)

    def _switch(self, identifier: int, of: tuple[JobState, ...], to: JobState, what: What) -> None:
        with self._change:
            job = self._jobs.get(identifier)
            if job is None or job.state not in of:
                return
            if (
                to is JobState.PAUSED
                and isinstance(job.export, StillExport)
                and job.state is JobState.RUNNING
            ):
                return  # a frame is over before it could wait
            # Under the same lock: a film that ends in this moment is done, not paused for ever.
            self._update(identifier, what, state=to)

    def _update(self, identifier: int, what: What, **changes: Any) -> None:
        with self._change:
            job = self._jobs.get(identifier)
            if job is None:
                return
            job = self._jobs[identifier] = replace(job, **changes)
            self._change.notify_all()
            self._tell(Event(what, job))

    def _work(self) -> None:
        while True:
            with self._change:
                self._change.wait_for(lambda: self._ended or self._next() is not None)
                job = self._next()
                if self._ended or job is None:
                    return
                cancellation = self._cancellations[job.id] = Cancellation()
                self._update(job.id, "started", state=JobState.RUNNING)
            changes = self._run(job, cancellation)
            state = changes["state"]
            assert isinstance(state, JobState)
            what: What = next(one for one in ("done", "failed", "cancelled") if one == state.value)
            with self._change:
                del self._cancellations[job.id]
                self._update(job.id, what, **changes)

    def _next(self) -> Job | None:
        return next((job for job in self._jobs.values() if job.state is JobState.WAITING), None)

    def _run(self, job: Job, cancellation: Cancellation) -> dict[str, object]:
        try:
            return self._done(job, cancellation)
        except StudioError as error:
            return _failure(job, error)
        except OSError as error:
            return _failure(job, output_error(error, job.export.output))
        except Exception:
            _logger.exception("an export failed for a reason that was not foreseen")
            trace = traceback.format_exc()
            unforeseen = StudioError(
                "the export failed for a reason that was not foreseen",
                "Try again; if it stays, copy the report and send it to the makers of the program.",
            )
            return _failure(job, unforeseen) | {"report": f"{_report(job, unforeseen)}\n{trace}"}

    def _done(self, job: Job, cancellation: Cancellation) -> dict[str, object]:
        wanted = job.export
        if isinstance(wanted, StillExport):
            render_still(wanted.composition, wanted.resources, wanted.output, wanted.time, wanted.scale)
            return {"state": JobState.DONE, "progress": Progress("still", 1, 1, 0.0)}
        request = wanted.request
        result = self._film(job, request, cancellation)
        if wanted.fit:
            for smaller in tried_smaller(request):
                if result.cancelled or not too_large(result, request.profile):
                    break
                result = self._film(job, smaller, cancellation)
        if result.cancelled or result.report is None:
            return {"state": JobState.CANCELLED, "result": result}
        seconds, size = float(result.report.duration), result.report.bytes
        warnings = tuple(profile_warnings(request.profile, seconds, size))
        return {"state": JobState.DONE, "result": result, "warnings": warnings}

    def _film(self, job: Job, request: ExportRequest, cancellation: Cancellation) -> ExportResult:
        pace = _Pace()

        def report(progress: Progress) -> None:
            self._update(job.id, "progress", progress=pace.told(progress))
            with self._change:
                began = time.monotonic()
                self._change.wait_for(
                    lambda: (
                        cancellation.cancelled
                        or job.id not in self._jobs
                        or self._jobs[job.id].state is not JobState.PAUSED
                    )
                )
                pace.waited += time.monotonic() - began

        with RenderWorkers(self._workers, here=False) as workers:
            return export(request, report, cancellation, workers)


class _Pace:
    """Time left by the pace since frames come, without the time that workers took to start or a job was
    paused."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._first: int | None = None
        self._comes = False
        self.waited = 0.0

    def told(self, progress: Progress) -> Progress:
        if progress.stage != "render":
            return progress
        if self._first is None:
            self._first = progress.done
        if not self._comes and progress.done > self._first:
            self._comes, self._first = True, progress.done
            self._began, self.waited = time.monotonic(), 0.0
        spent = time.monotonic() - self._began - self.waited
        painted = progress.done - self._first
        left = spent / painted * (progress.total - progress.done) if painted and spent > 0.5 else None
        return replace(progress, left=left)


def _failure(job: Job, error: StudioError) -> dict[str, object]:
    return {"state": JobState.FAILED, "error": error, "report": _report(job, error)}


def _report(job: Job, error: StudioError) -> str:
    """What happened, for whoever is asked for help; no texts of the film."""
    lines = [f"{type(error).__name__}: {error}", f"file: {job.export.output.name}"]
    if isinstance(job.export, FilmExport):
        request = job.export.request
        size = request.composition.size
        lines.append(
            f"profile: {request.profile.id}, {size.width}x{size.height}, {request.composition.duration} s"
        )
    log = getattr(error, "log", "")
    return "\n".join([*lines, log] if log else lines)
