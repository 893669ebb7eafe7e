"""The sound of a film, made in a thread while the workers paint its pictures."""

import threading
from collections.abc import Callable
from pathlib import Path

from studio.base.cancellation import Cancellation, Cancelled
from studio.base.errors import StudioError

MakeSound = Callable[[Cancellation], Path | None]
"""Gives the finished AAC file, which may be there already; None for silence.
Raises StudioError, OSError, Cancelled."""


class SoundTask:
    """Once `start` was called, `result` or `stop` will be.  make: None for a film without a sound to make."""

    def __init__(self, make: MakeSound | None, cancellation: Cancellation) -> None:
        self._make = make
        # Its own: `stop` ends the sound alone, not the film that is asked about elsewhere.
        self._cancellation = Cancellation(lambda: cancellation.cancelled)
        self._error: BaseException | None = None
        self._path: Path | None = None
        self._thread = threading.Thread(target=self._work, name="sound")

    def start(self) -> None:
        if self._make is not None:
            self._thread.start()

    def result(self) -> Path | None:
        """Waits for the finished AAC file; None if there is none to make.  Raises what went wrong."""
        self._join()
        self.raise_if_failed()
        return self._path

    def raise_if_failed(self) -> None:
        """Raises what went wrong so far: nobody waits for pictures whose sound cannot be made."""
        if self._error is not None:
            raise self._error

    def stop(self) -> None:
        self._cancellation.cancel()
        self._join()

    def _join(self) -> None:
        if self._thread.ident is not None:
            self._thread.join()

    def _work(self) -> None:
        assert self._make is not None
        try:
            self._path = self._make(self._cancellation)
        except (StudioError, OSError, Cancelled) as error:  # handed on by result()
            self._error = error
