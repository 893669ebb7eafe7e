"""How far long work is, and how long it will still take."""

import time
from collections.abc import Callable

from msgspec import Struct


class Progress(Struct, frozen=True):
    """done and total in the stage's own unit (frames); left: seconds until the end, None while unknown."""

    stage: str
    done: int
    total: int
    left: float | None = None

    @property
    def share(self) -> float:
        return self.done / self.total if self.total else 1.0


Report = Callable[[Progress], None]


def ignore(_progress: Progress) -> None:
    """Reports to nobody."""


class Clock:
    """Estimates the time left from the pace so far."""

    def __init__(self, stage: str, total: int) -> None:
        self._stage = stage
        self._total = total
        self._began = time.monotonic()

    def at(self, done: int) -> Progress:
        spent = time.monotonic() - self._began
        left = spent / done * (self._total - done) if done and spent > 0.5 else None
        return Progress(self._stage, done, self._total, left)
