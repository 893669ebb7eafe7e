"""Whole programs, timed from start to end with the memory of all their processes.

The one place outside `studio.media.ffmpeg` that starts a program: what is measured here is what a person
would start, the interpreter and its workers included.
"""

import contextlib
import os
import shlex
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

import psutil
from msgspec import Struct

from studio.base.errors import EncodeError

SAMPLE_SECONDS = 0.04
"""Between two looks at the memory; a look takes well under a millisecond a process."""
_TREE_SECONDS = 0.2
_SHARED_SECONDS = 0.5  # the system walks all pages to tell who shares them: seldom, so as not to disturb
_END_SECONDS = 3.0


class Measured(Struct, frozen=True):
    """seconds: wall clock.  output: what it wrote to standard output.

    peak_mib: the most that all processes had in memory together (MiB), shared pages counted in each; None if
    nobody looked.  shared_mib: the same with shared pages divided among those who share them; None also where
    the system does not tell.
    """

    seconds: float
    peak_mib: float | None
    shared_mib: float | None
    output: str


def studio_command(*arguments: str) -> list[str]:
    """The command line that runs this very program."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "studio.cli"]
    return [*program, *arguments]


def module_command(module: str, *arguments: str) -> list[str]:
    """The command line that runs one of our modules."""
    return [sys.executable, "-m", module, *arguments]


def run_measured(
    command: Sequence[str], cache: Path, *, memory: bool = False, more: Mapping[str, str] | None = None
) -> Measured:
    """Runs a program to its end.  cache: the folder that our program keeps segments in.

    memory: look at its memory all the while; that takes a tenth of a core, so times are taken without.
    more: of its environment.

    Raises EncodeError with its last words when it fails.  It ends with us.
    """
    root = str(Path(__file__).resolve().parents[3])
    paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, "HIWAR_CACHE_DIR": str(cache), "PYTHONPATH": paths, **(more or {})}
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as messages:
        began = time.perf_counter()
        process = _start(command, environment, output, messages)
        ended: list[float] = []
        waiting = threading.Thread(target=_wait, args=(process, ended))
        waiting.start()
        try:
            peak, shared = _watch(process.pid, waiting) if memory else (None, None)
            waiting.join()
        finally:
            _end(process)
            waiting.join()
        if process.returncode != 0:
            log = _text(messages) or _text(output)
            raise EncodeError(
                f"a program that was measured failed ({process.returncode}): {shlex.join(command[:8])} …",
                log.splitlines()[-1] if log else "",
                log=log,
            )
        return Measured(ended[0] - began, peak, shared, _text(output))


def _start(
    command: Sequence[str], environment: Mapping[str, str], output: IO[bytes], messages: IO[bytes]
) -> "subprocess.Popen[bytes]":
    # A group of its own: Ctrl-C in the terminal reaches us alone, and we end it.
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
        return subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=messages,
            creationflags=flags,
        )
    return subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=messages, process_group=0
    )


def _wait(process: "subprocess.Popen[bytes]", ended: list[float]) -> None:
    process.wait()
    ended.append(time.perf_counter())


def _watch(pid: int, waiting: threading.Thread) -> tuple[float, float | None]:
    """The peaks of the process and all below it, in MiB, until it has ended."""
    peak, shared = 0, None
    family: list[psutil.Process] = []
    next_tree = next_shared = 0.0
    while waiting.is_alive():
        now = time.perf_counter()
        if now >= next_tree:
            next_tree = now + _TREE_SECONDS
            with contextlib.suppress(psutil.Error):
                parent = psutil.Process(pid)
                family = [parent, *parent.children(recursive=True)]
        peak = max(peak, sum(_resident(process) for process in family))
        if now >= next_shared:
            next_shared = now + _SHARED_SECONDS
            parts = [_proportional(process) for process in family]
            if all(part is not None for part in parts):
                shared = max(shared or 0, sum(part or 0 for part in parts))
        waiting.join(SAMPLE_SECONDS)
    return peak / 2**20, None if not shared else shared / 2**20


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def _proportional(process: psutil.Process) -> int | None:
    try:
        return int(getattr(process.memory_full_info(), "pss", 0)) or None
    except psutil.NoSuchProcess:
        return 0
    except psutil.Error:
        return None


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Ends the program and its workers, if it still runs because we are stopping."""
    if process.poll() is not None:
        return
    with contextlib.suppress(psutil.Error):
        family = psutil.Process(process.pid).children(recursive=True)
        process.terminate()
        _, left = psutil.wait_procs([psutil.Process(process.pid), *family], _END_SECONDS)
        for one in left:
            with contextlib.suppress(psutil.Error):
                one.kill()


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")[-20_000:].strip()
