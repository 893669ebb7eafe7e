"""Where films go on this computer, and how a folder is shown."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from studio.base.errors import StudioError
from studio.gui.bridge import bridge


def default_folder() -> Path:
    """The person's folder of films, else the home folder."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MoviesLocation)
    folder = Path(place) if place else Path.home()
    return folder if folder.is_dir() else Path.home()


def to_save(place: Path) -> str:
    """Where a dialog for saving begins: its folder is made, for in one that is not there it would take the
    folder's name for the file's.  A folder that cannot be made is told when the file is written.
    """
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
    return str(place)


def to_open(folder: Path) -> str:
    """Where a dialog for opening begins: the folder, or the nearest above it that is there."""
    return str(next((one for one in (folder, *folder.parents) if one.is_dir()), Path.home()))


def open_folder(file: Path) -> bool:
    """Shows the folder of a file in the system's own program; whether it could be shown.

    If not, the window says so with the folder's path, by the bridge's `error`.
    """
    folder = file.parent
    if folder.is_dir() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        return True
    there = (
        "Go to it yourself in the files of this computer." if folder.is_dir() else "It is no longer there."
    )
    bridge().error.emit(StudioError(f"the folder {folder} cannot be opened", there))
    return False
