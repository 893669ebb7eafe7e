"""Small pictures of recent projects, made in a thread and kept on disk by what they show."""

from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from studio.formats.package import PACKAGE_SUFFIX
from studio.gui.bridge import bridge
from studio.gui.pictures import image_of
from studio.services.thumbnails import film_thumbnail
from studio.services.tolerant import drawable, open_tolerant


class Shown(Struct, frozen=True):
    """Which picture: of a project as it was written at a time, at most so many px wide and high."""

    path: Path
    written: float
    side: int


class RecentPictures(QObject):
    """Asked while painting; `arrived` tells when there is one more."""

    arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures: dict[Shown, QImage | None] = {}
        self._held = False

    def hold(self, held: bool) -> None:
        """While held none is begun; see `Previews.hold`."""
        self._held = held
        if held:
            for wanted in [one for one, picture in self._pictures.items() if picture is None]:
                bridge().drop(wanted, "recent")
                del self._pictures[wanted]
        else:
            self.arrived.emit()

    def picture(self, path: Path, side: int) -> QImage | None:
        """The film of a project; None while it is made, and for one that cannot be painted."""
        wanted = Shown(path, _written(path), side)
        if wanted not in self._pictures and not self._held and path.suffix != PACKAGE_SUFFIX:
            self._pictures[wanted] = None
            bridge().run(
                lambda job: _picture_of(wanted),
                lambda picture: self._keep(wanted, picture),
                failed=lambda error: None,  # its icon stays
                lane="recent",
                key=wanted,
                owner=self,
            )
        return self._pictures.get(wanted)

    def _keep(self, wanted: Shown, picture: QImage) -> None:
        self._pictures[wanted] = picture
        self.arrived.emit()


def _written(path: Path) -> float:
    file = path / "project.json" if path.is_dir() else path
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0


def _picture_of(wanted: Shown) -> QImage:
    found = open_tolerant(wanted.path)
    film = drawable(found.project.compositions[0], found.missing)
    width, height = film.size.width, film.size.height
    # The shorter side fills the square that it is shown in.
    scale = wanted.side / min(width, height)
    box = (max(1, round(width * scale)), max(1, round(height * scale)))
    return image_of(film_thumbnail(film, found.resources(), box))
