"""Autosaves in the background: the latest value, a few seconds after it changed."""

import threading
import time
from collections.abc import Callable

from studio.base.errors import StudioError
from studio.model.project import Project
from studio.services.session import Session

SECONDS = 5.0
"""Between a change and its autosave."""


class Autosaver:
    """Writes what `changed` was told last, at most every `seconds`, in a thread of its own.

    failed: told when an autosave cannot be written (in that thread); the next one is tried all the same.
    """

    def __init__(
        self,
        session: Session,
        seconds: float = SECONDS,
        failed: Callable[[StudioError], None] = lambda _error: None,
    ) -> None:
        self._session = session
        self._seconds = seconds
        self._failed = failed
        self._wake = threading.Condition()
        self._latest: tuple[Project, int, float] | None = None
        self._now = False
        self._ended = False
        self._busy = False
        self._thread = threading.Thread(target=self._work, name="autosave", daemon=True)
        self._thread.start()

    def changed(self, project: Project, edits: int) -> None:
        """Cheap: called after every edit.  edits: since the last save."""
        with self._wake:
            self._latest = (project, edits, time.time())
            self._wake.notify_all()

    def saved(self) -> None:
        """What was done is saved: nothing is waiting to be autosaved."""
        with self._wake:
            self._latest = None

    def flush(self) -> None:
        """Writes at once what waits, and returns when it is written."""
        with self._wake:
            self._now = True
            self._wake.notify_all()
            self._wake.wait_for(lambda: (self._latest is None and not self._busy) or self._ended)
            self._now = False

    def close(self) -> None:
        """Ends the thread; what waits is left unwritten (flush first to keep it)."""
        with self._wake:
            self._ended = True
            self._wake.notify_all()
        self._thread.join()

    def _work(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._latest is not None or self._ended)
                self._wake.wait_for(lambda: self._now or self._ended, timeout=self._seconds)
                if self._ended:
                    return
                latest, self._latest = self._latest, None
                self._busy = latest is not None
            try:
                if latest is not None:
                    self._session.autosave(*latest)
            except StudioError as error:
                self._failed(error)
            finally:
                with self._wake:
                    self._busy = False
                    self._wake.notify_all()
