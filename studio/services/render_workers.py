"""Worker processes that paint and encode side by side.

Python threads do not paint side by side, processes do.  They take a good half second to start, most of
it imports:
open them first, and they start while the document is read and planned.
"""

import contextlib
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.queues import SimpleQueue
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import psutil

from studio.base.time import FrameRange
from studio.services.worker_main import render_segment, start_worker, warm_up

if TYPE_CHECKING:
    from studio.services.render_job import RenderJob

_WORKER_BYTES = 350 << 20
"""About what a worker and its encoder take together at 1080 x 1920 (measured: 270 to 330 MiB)."""


def choose_count() -> int:
    """As many workers as there are cores, as long as they take at most half of the memory that is free."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)
    return max(1, min(cores, int(psutil.virtual_memory().available * 0.5) // _WORKER_BYTES))


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

    count: how many segments at once; None chooses by cores and memory.  here: this process renders as
    well and
    one process less is started (the command line: it starts sooner and takes less memory); a window must stay
    quick and leaves all work to the others.
    """

    def __init__(self, count: int | None = None, *, here: bool = True) -> None:
        self.here = here
        self.count = (count or choose_count()) - here
        context = multiprocessing.get_context("spawn")
        self._cancelled = context.Event()
        self._painted: SimpleQueue[int] = context.SimpleQueue()
        starting = (self._cancelled, self._painted)
        self._pool = ProcessPoolExecutor(max(1, self.count), context, start_worker, starting)
        with _no_interrupt_inherited():
            for _ in range(self.count):
                self._pool.submit(warm_up)

    def submit(self, job: "RenderJob", frames: FrameRange, path: Path) -> "Future[bool]":
        """Renders the frames into the file at `path`; the result is False if it was cancelled.

        Raises BrokenProcessPool when a worker was killed; so does the future.
        """
        return self._pool.submit(render_segment, job, frames, path)

    def painted(self) -> int:
        """Frames finished since this was last asked."""
        count = 0
        while not self._painted.empty():
            count += self._painted.get()
        return count

    def cancel(self) -> None:
        """Stops all work within a frame's time; what is finished stays."""
        self._cancelled.set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
