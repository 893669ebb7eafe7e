"""Work for a render worker that is killed in the very moment in which it asks whether it is cancelled."""

import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, cast

from studio.base.cancellation import Cancellation
from studio.base.time import FrameRange
from studio.services import worker_main

if TYPE_CHECKING:
    from studio.services.worker import Renderer


class Deadly:
    """Stands in for the job of a film.  What unpickles it, a worker, renders it by asking and dying."""

    def __init__(self) -> None:
        self.job = self

    def __setstate__(self, state: object) -> None:
        self.job = self
        assert worker_main._process is not None
        worker_main._process.renderer = cast("Renderer", self)

    def render(self, frames: FrameRange, path: Path, cancellation: Cancellation, painted: object) -> None:
        sys.settrace(_die_in_the_middle)
        assert not cancellation.cancelled
        _die()


def _die_in_the_middle(frame: FrameType, event: str, _argument: object) -> Any:
    """Of whatever the standard library does with locks to answer."""
    began = frame.f_code.co_firstlineno
    if frame.f_code.co_name == "is_set" and event == "line" and frame.f_lineno > began + 1:
        _die()
    return _die_in_the_middle


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
