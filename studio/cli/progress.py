"""How far it is, on standard error: one line that moves in a terminal, plain lines elsewhere."""

import sys
import time

from studio.cli.console import say
from studio.services.progress import Progress

_WIDTH = 24
_EVERY_LIVE, _EVERY_PLAIN = 0.1, 3.0
_STAGES = {
    "render": "Rendering",
    "join": "Joining",
    "check": "Checking",
    "make": "Making",
    "sound": "Reading the sound",
    "model": "Loading the model",
    "listen": "Listening",
}


def clock(seconds: float) -> str:
    """`0:07`, `1:05`, `1:02:03`."""
    whole = round(seconds)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def describe(progress: Progress) -> str:
    """One line on the state of the work."""
    stage = _STAGES.get(progress.stage, progress.stage)
    if progress.total <= 1:
        return stage
    text = f"{stage} {progress.share:4.0%}  {progress.done}/{progress.total}"
    return text if progress.left is None else f"{text}  {clock(progress.left)} left"


class ProgressLine:
    """Shows progress; leave the block to finish the line."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._shown = -1.0e9
        self._stage = ""
        self._open = False

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        every = _EVERY_LIVE if self._live else _EVERY_PLAIN
        ended = progress.done >= progress.total
        if progress.stage == self._stage and now - self._shown < every and not (ended and self._live):
            return
        if ended and progress.stage == self._stage and not self._live:
            return
        self._shown, self._stage = now, progress.stage
        if not self._live:
            say(describe(progress))
            return
        filled = round(progress.share * _WIDTH)
        bar = "━" * filled + "─" * (_WIDTH - filled)
        sys.stderr.write(f"\r\x1b[K{bar}  {describe(progress)}")
        sys.stderr.flush()
        self._open = True

    def __enter__(self) -> "ProgressLine":
        return self

    def __exit__(self, *_error: object) -> None:
        if self._open:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
