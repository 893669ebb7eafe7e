"""Waiting for what other processes and threads do."""

import time
from collections.abc import Callable

PATIENCE = 300.0
"""Seconds that something may take on a machine with much else to do: a bound, not a measurement."""
_LOOK_SECONDS = 0.01


def wait_until(condition: Callable[[], object], seconds: float = PATIENCE) -> bool:
    """Looks again and again until something is so; False if it was not in that time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(_LOOK_SECONDS)
    return True
