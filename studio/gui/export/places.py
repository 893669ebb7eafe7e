"""Where films go on this computer, and how a folder is shown."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices


def default_folder() -> Path:
    """The person's folder of films, else the home folder."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MoviesLocation)
    folder = Path(place) if place else Path.home()
    return folder if folder.is_dir() else Path.home()


def open_folder(file: Path) -> bool:
    """Shows the folder of a file in the system's own program; whether there is one for it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent)))
