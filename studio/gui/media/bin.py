"""The media bin: the project's files as tiles, import by dialog and by drop, and what is missing."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

MEDIA_MIME = "application/x-hiwar-media"
"""What a dragged tile offers: the media ids of the project, one a line, in UTF-8."""


class MediaBin(QWidget):
    """The panel "Media".  document: the open `gui.document.Document`."""

    chosen = Signal(str)
    """The media id of the tile that was acted upon (Enter, double click): insert it at the playhead."""

    def __init__(self, document: object, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document

    def choose_files(self) -> None:
        """Asks for files and imports them (action `file.import`)."""

    def import_files(self, files: list[Path]) -> None:
        """Checks the files in a thread, then adds them to the project as one step."""
