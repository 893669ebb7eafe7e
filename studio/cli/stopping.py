"""Ctrl-C and the request to end, as a question that long work asks."""

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType

from studio.base.cancellation import Cancellation


@contextlib.contextmanager
def stoppable() -> Iterator[Cancellation]:
    """Within the block Ctrl-C and SIGTERM cancel; a second Ctrl-C ends at once."""
    cancellation = Cancellation()

    def stop(number: int, _frame: FrameType | None) -> None:
        if cancellation.cancelled and number == signal.SIGINT:
            raise KeyboardInterrupt
        cancellation.cancel()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield cancellation
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
