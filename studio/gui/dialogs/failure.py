"""A failure in words: what happened, the state of the work, what to do, and one button."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from studio.base.errors import StudioError


class FailureDialog(QDialog):
    """error: its message, hint and place are shown as the command line says them.

    state: what became of the work ("Your film is saved …").  again: what the one button does, named by
    `action`; None: the button closes.
    """

    def __init__(
        self,
        error: StudioError,
        state: str = "",
        action: str = "",
        again: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.error = error
        self._again = again
