"""The queue of exports, from a ring in the top bar: progress, time left, pause, cancel, try again."""

from PySide6.QtWidgets import QFrame, QWidget


class QueuePopover(QFrame):
    """Rows of jobs; opened below the ring by `open_at(button)`.

    queue: the program's `services.export_queue`.
    """

    def __init__(self, queue: object, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queue = queue

    def open_at(self, anchor: QWidget) -> None:
        """Opens below a widget, within the screen."""
