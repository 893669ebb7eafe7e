"""The doors of a render worker process.  Light on purpose: a worker opens them while its parent still
plans, and only inside them are painting and encoding imported."""

import ctypes
import importlib
import multiprocessing
import os
import signal
import sys
import threading
from multiprocessing.queues import SimpleQueue
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from msgspec import Struct

from studio.base.cancellation import Cancellation, Cancelled
from studio.base.process import prepare_collection
from studio.base.time import FrameRange

if TYPE_CHECKING:
    from studio.services.render_job import Job
    from studio.services.worker import Renderer


class _Process(Struct):
    """What this worker process has open."""

    cancelled: ctypes.c_bool
    progress: "SimpleQueue[int]"
    renderer: "Renderer | None" = None


_process: _Process | None = None
_NICE = 10  # of 19: a window in front of it stays quick, an idle machine is used in full


def start_worker(cancelled: ctypes.c_bool, progress: "SimpleQueue[int]", polite: bool = False) -> None:
    """Runs once in each worker process, first.  polite: whatever people work with goes before it."""
    prepare_collection()
    # Ctrl-C reaches the whole terminal group; only the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with_parent()
    if polite:
        if sys.platform == "win32":
            psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        else:
            psutil.Process().nice(_NICE)
    global _process
    _process = _Process(cancelled, progress)


def warm_up() -> None:
    """Imports what rendering needs, while the parent still reads the document."""
    importlib.import_module("studio.render")  # first: the fewer modules are there, the sooner Qt's binding is
    importlib.import_module("studio.services.worker")


def render_segment(job: "Job", frames: FrameRange, path: Path) -> bool:
    """Renders one segment; the film is opened when its first segment comes.  False: cancelled.

    Raises EncodeError, OutputError, MediaError, FontError.
    """
    from studio.services.worker import open_renderer

    if _process is None:
        raise RuntimeError("start_worker runs first")
    renderer = _process.renderer
    if renderer is None or renderer.job != job:
        renderer = _process.renderer = open_renderer(job)
    cancelled = _process.cancelled
    try:
        renderer.render(frames, path, Cancellation(lambda: cancelled.value), _process.progress.put)
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
