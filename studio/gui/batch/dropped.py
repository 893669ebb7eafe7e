"""Sheets that are dropped on the batch screen."""

from pathlib import Path

from PySide6.QtGui import QDropEvent

from studio.services.film_from_files import SHEETS


def sheet_in(event: QDropEvent) -> Path | None:
    """The first sheet among the files that are dragged; None without."""
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return next((file for file in files if file.suffix.lower() in SHEETS), None)
