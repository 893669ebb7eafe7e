"""Settings of the process that libraries read when they are loaded; worker processes inherit them."""

import atexit
import gc
import os
import sys

_SETTINGS = {
    # numpy would start threads for linear algebra that nothing here uses.
    "OPENBLAS_NUM_THREADS": "1",
    # pydantic would search all installed packages for plugins.
    "PYDANTIC_DISABLE_PLUGINS": "__all__",
    # Qt would split large paintings among threads; segments share out the cores already, and waiting for each
    # other costs more than it wins (measured: W1 takes 3 % longer).
    "QT_NO_GUI_THREADPOOL": "1",
}


_OBJECTS_BEFORE_COLLECTION = 500_000
"""New objects between two searches for cycles, of which a film leaves hardly any.  Python's own 700 searches
often while modules and models are loaded, all of which stay: a tenth of the time of starting."""


def prepare_process() -> None:
    """To be called first, before anything heavy is imported.  What the user has set stays."""
    _give_streams()
    _give_back_library_path()
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
    prepare_collection()


def _give_streams() -> None:
    """A program without a console has none on Windows: what is written then goes nowhere, and fails not."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8"))


def _give_back_library_path() -> None:
    """Lets what a frozen program starts (the system's file manager, a browser) find the system's libraries.

    On Linux a frozen program is started with the path of its own, which this process has read by now.
    Its own workers, told to begin anew, set the path again for themselves.
    """
    if not getattr(sys, "frozen", False) or sys.platform != "linux":
        return
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", "")
    if before:
        os.environ["LD_LIBRARY_PATH"] = before
    else:
        os.environ.pop("LD_LIBRARY_PATH", None)
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"


def prepare_collection() -> None:
    """Lets the search for cyclic garbage take less time: rarer, and at the end of the process not at all.

    Ending, Python looks through all that was ever imported, 70 ms with Qt, for what the system frees at once.
    """
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTION)
    atexit.register(gc.freeze)
