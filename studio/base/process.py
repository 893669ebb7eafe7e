"""Settings of the process that libraries read when they are loaded; worker processes inherit them."""

import os

_SETTINGS = {
    # numpy would start threads for linear algebra that nothing here uses.
    "OPENBLAS_NUM_THREADS": "1",
    # pydantic would search all installed packages for plugins.
    "PYDANTIC_DISABLE_PLUGINS": "__all__",
    # Qt would split large paintings among threads; segments share out the cores already, and waiting for each
    # other costs more than it wins (measured: W1 takes 3 % longer).
    "QT_NO_GUI_THREADPOOL": "1",
}


def prepare_process() -> None:
    """To be called first, before anything heavy is imported.  What the user has set stays."""
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
