"""The export sheet: where the film goes, what it will weigh and take, what was found, and Export."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget


class ExportSheet(QDialog):
    """Chooses a destination, a name and a folder, and puts a job into the queue.

    document: the open `gui.document.Document`.  queue: the program's `services.export_queue`.
    """

    queued = Signal(object)
    """The job that was put into the queue."""

    def __init__(self, document: object, queue: object, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._queue = document, queue
