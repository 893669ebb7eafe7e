"""What holds for every test: no screen, a cache of its own, and nothing left running."""

import gc
import os
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import psutil
import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtCore import QThread

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # read when the application object is made
QThread.currentThread()  # Qt takes the first thread that it sees for the main one: not that of some work

# How long something takes says nothing on a machine with much else to do.
untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("local", untimed)
settings.register_profile("ci", untimed, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")

GARBAGE = 200_000  # new objects between two collections: a few tests
GRACE_SECONDS = 120.0  # for what has been told to end and is ending, on a machine with much else to do


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the user's cache, settings and versions out of the tests, and the tests out of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HIWAR_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("HIWAR_CONFIG_DIR", str(tmp_path_factory.mktemp("config")))
        patch.setenv("HIWAR_DATA_DIR", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """A window that was opened switches Python's collecting off for good: then it happens between tests."""
    yield
    if not gc.isenabled() and gc.get_count()[0] > GARBAGE:
        gc.collect()


def _children() -> set[psutil.Process]:
    # Python keeps one helper for shared memory and semaphores; it ends with the process that started it.
    return {child for child in psutil.Process().children(recursive=True) if not _is_python_helper(child)}


def _is_python_helper(process: psutil.Process) -> bool:
    try:
        return any("multiprocessing.resource_tracker" in word for word in process.cmdline())
    except psutil.Error:  # it has ended meanwhile
        return True


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    """Fail a test that leaves a thread or a child process behind; end the child."""
    threads, children = set(threading.enumerate()), _children()
    yield
    deadline = time.monotonic() + GRACE_SECONDS
    for thread in set(threading.enumerate()) - threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    left_threads = [thread.name for thread in set(threading.enumerate()) - threads]
    _, left_children = psutil.wait_procs(_children() - children, max(0.0, deadline - time.monotonic()))
    names = []
    for child in left_children:
        with suppress(psutil.NoSuchProcess):  # it has ended meanwhile
            name = child.name()
            child.kill()
            names.append(name)
    psutil.wait_procs(left_children, GRACE_SECONDS)
    assert not left_threads, f"threads left running: {left_threads}"
    assert not names, f"processes left running: {names}"
