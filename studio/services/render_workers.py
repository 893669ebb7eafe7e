"""Who renders segments side by side: threads of this process and processes of their own.

Python holds its lock while Qt paints, but not while frames are converted, written and encoded, which takes
longer: two threads keep two cores busy, start at once and share one set of imports (half a second and 100
MiB a process). More than two would wait for each other's painting, so further cores get worker processes.
"""

import contextlib
import ctypes
import importlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing.queues import SimpleQueue
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import psutil

from studio.base.cancellation import Cancellation, Cancelled
from studio.base.time import FrameRange
from studio.services.worker_main import render_segment, start_worker, warm_up

if TYPE_CHECKING:
    from studio.services.render_job import Job

_LANES_HERE = 2

_WORKER_BYTES = 350 << 20
"""About what a worker and its encoder take together at 1080 x 1920 (measured: 270 to 330 MiB)."""


def choose_count(wanted: int | None = None) -> int:
    """As many workers as there are cores, as long as they take at most half of the memory that is free.

    wanted: as many, but no more than two a core and never beyond that memory: more would only wait.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)
    room = int(psutil.virtual_memory().available * 0.5) // _WORKER_BYTES
    return max(1, min(2 * cores if wanted else cores, wanted or cores, room))


@contextlib.contextmanager
def _no_interrupt_inherited() -> Iterator[None]:
    """Processes that are started in the block never see Ctrl-C, not even while Python itself starts in them.

    Python's own resource tracker must be running before: starting it would lift the block again.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class RenderWorkers:
    """Renders segments side by side; a context manager.  Leaving it ends all work, also in the middle.

    count: how many segments at once, within what cores and memory bear; None chooses.  here: up to two of
    them in this process (the command line: it starts sooner and takes less memory); a window must stay quick
    and leaves all work to other processes, which let it go first.
    """

    def __init__(self, count: int | None = None, *, here: bool = True) -> None:
        self.count = choose_count(count)
        self._lanes = min(_LANES_HERE, self.count) if here else 0
        self._here = _LanesHere(self._lanes) if self._lanes else None
        others = self.count - self._lanes
        self._others = _OtherProcesses(others, polite=not here) if others else None

    def submit(self, job: "Job", frames: FrameRange, path: Path) -> "Future[bool]":
        """Renders the frames into the file at `path`; the result is False if it was cancelled.

        At most `count` at once.  Raises BrokenProcessPool when a worker was killed; so does the future.
        """
        if self._here is not None and (self._others is None or self._here.running < self._lanes):
            return self._here.submit(job, frames, path)
        assert self._others is not None
        return self._others.submit(job, frames, path)

    def prepare(self) -> None:
        """Loads what painting needs; before other threads begin, which might load modules too.

        Qt's binding looks through all loaded modules as it is loaded itself, and ends the process if another
        thread loads one meanwhile.
        """
        if self._lanes:
            importlib.import_module("studio.services.worker")

    def painted(self) -> int:
        """Frames finished since this was last asked."""
        return sum(lanes.painted() for lanes in (self._here, self._others) if lanes is not None)

    def cancel(self) -> None:
        """Stops all work within a frame's time; what is finished stays."""
        for lanes in (self._here, self._others):
            if lanes is not None:
                lanes.cancel()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cancel()
        for lanes in (self._here, self._others):
            if lanes is not None:
                lanes.close()


class _LanesHere:
    """Threads of this process, each with a renderer of its own."""

    def __init__(self, count: int) -> None:
        self._pool = ThreadPoolExecutor(count, "render")
        self._own = threading.local()
        self._cancelled = threading.Event()
        self._lock = threading.Lock()
        self._painted = 0
        self.running = 0

    def submit(self, job: "Job", frames: FrameRange, path: Path) -> "Future[bool]":
        with self._lock:
            self.running += 1
        return self._pool.submit(self._render, job, frames, path)

    def _render(self, job: "Job", frames: FrameRange, path: Path) -> bool:
        # Imported where it is needed: Qt and all that paints are heavy, and often every segment is there
        # already.
        from studio.services.worker import Renderer, open_renderer

        try:
            renderer: Renderer | None = getattr(self._own, "renderer", None)
            if renderer is None or renderer.job != job:
                renderer = self._own.renderer = open_renderer(job)
            renderer.render(frames, path, Cancellation(self._cancelled.is_set), self._count)
        except Cancelled:
            return False
        finally:
            with self._lock:
                self.running -= 1
        return True

    def _count(self, frames: int) -> None:
        with self._lock:
            self._painted += frames

    def painted(self) -> int:
        with self._lock:
            count, self._painted = self._painted, 0
        return count

    def cancel(self) -> None:
        self._cancelled.set()

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


class _OtherProcesses:
    """Worker processes.  They take a good half second to start, most of it imports, so they start at
    once, while
    the document is read and planned."""

    def __init__(self, count: int, *, polite: bool) -> None:
        context = multiprocessing.get_context("spawn")
        # A byte without a lock: a worker that is killed while it asks would leave a lock taken for ever.
        self._cancelled = context.RawValue(ctypes.c_bool, False)
        self._painted: SimpleQueue[int] = context.SimpleQueue()
        self._pool = ProcessPoolExecutor(
            count, context, start_worker, (self._cancelled, self._painted, polite)
        )
        with _no_interrupt_inherited():
            for _ in range(count):
                self._pool.submit(warm_up)

    def submit(self, job: "Job", frames: FrameRange, path: Path) -> "Future[bool]":
        with _no_interrupt_inherited():  # a worker that the pool had no need of so far starts now
            return self._pool.submit(render_segment, job, frames, path)

    def painted(self) -> int:
        count = 0
        while not self._painted.empty():
            count += self._painted.get()
        return count

    def cancel(self) -> None:
        self._cancelled.value = True

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
