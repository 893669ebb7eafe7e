"""Cancelling long work: a question that is asked often, answered within a second.

Cancelling is a result, not a failure: what raises `Cancelled` inside is turned into a result by the
service that was called, and the command line ends with exit code 130.
"""

from collections.abc import Callable


class Cancelled(BaseException):
    """Unwinds long work.  Not an Exception, so that no error handler swallows it."""


class Cancellation:
    """Tells long work whether to stop.  Cheap enough to ask once a frame."""

    def __init__(self, is_cancelled: Callable[[], bool] | None = None) -> None:
        self._is_cancelled = is_cancelled
        self._cancelled = False

    def cancel(self) -> None:
        self._cancelled = True

    @property
    def cancelled(self) -> bool:
        if not self._cancelled and self._is_cancelled is not None:
            self._cancelled = self._is_cancelled()
        return self._cancelled

    def raise_if_cancelled(self) -> None:
        """Raises Cancelled once somebody asked for it."""
        if self.cancelled:
            raise Cancelled
