"""Templates as they look: stills and moving previews by the engine, at tile size, in a thread.

Stills are kept for as long as the program runs; of the moving ones the last few.
"""

from collections import OrderedDict
from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from studio.gui.bridge import Job, bridge
from studio.gui.pictures import image_of, moments
from studio.gui.wizard.moments import first_moment
from studio.presets.catalog import bundled
from studio.services.opening import Wishes, open_source
from studio.services.stills import Painter

RATE = 12
"""Frames a second of a moving preview."""
LONGEST = 8
"""Seconds of it; then it begins again."""
_KEPT_FILMS = 4


class Wanted(Struct, frozen=True):
    """Which preview: the template's samples in a format and language, so many pixels high."""

    template: str
    format: str
    language: str
    height: int

    def painter(self) -> Painter:
        """Opens the template.  Raises StudioError."""
        opened = open_source(self.template, Wishes(samples=True, size=self.format, language=self.language))
        return Painter(opened.composition, opened.resources, self.height / opened.composition.size.height)


class Previews(QObject):
    """Pictures of templates, made when somebody asks for them."""

    arrived = Signal(object)
    """A still is there, for what was wanted."""
    grew = Signal(object)
    """A moving preview has one more frame."""
    freed = Signal()
    """Previews are made again: whoever shows some asks anew."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stills: dict[Wanted, QImage | None] = {}
        self._films: OrderedDict[Wanted, list[QImage]] = OrderedDict()
        self._job: Job[None] | None = None
        self._held = False

    def hold(self, held: bool) -> None:
        """While held no preview is begun: a project is being opened, and its picture comes first."""
        if held == self._held:
            return
        self._held = held
        if held:
            self.forget_waiting()
            self.stop()
        else:
            self.freed.emit()

    def still(self, wanted: Wanted) -> QImage | None:
        """The picture; None while it is being made (then `arrived` tells), or if it cannot be."""
        if wanted not in self._stills and self._held:
            return None
        if wanted not in self._stills:
            self._stills[wanted] = None
            bridge().run(
                lambda job: _still(wanted),
                lambda picture: self._keep(wanted, picture),
                failed=lambda error: None,  # the tile says so by its grey picture
                lane="gallery",
                key=wanted,
                owner=self,
            )
        return self._stills[wanted]

    def forget_waiting(self) -> None:
        """Other previews are wanted now: those that are not made yet are left."""
        for wanted in [one for one, picture in self._stills.items() if picture is None]:
            bridge().drop(wanted, "gallery")
            del self._stills[wanted]

    def film(self, wanted: Wanted) -> list[QImage]:
        """The frames that there are; it grows while `grew` tells.  Only one preview is made at a time."""
        if wanted in self._films:
            self._films.move_to_end(wanted)
            return self._films[wanted]
        if self._held:
            return []
        frames: list[QImage] = []
        self._films[wanted] = frames
        while len(self._films) > _KEPT_FILMS:
            self._films.popitem(last=False)
        self._job = bridge().run(
            lambda job: _film(wanted, job.report),
            lambda _: None,
            failed=lambda error: None,
            progress=lambda picture: self._grow(wanted, frames, picture),
            lane="moving",
            key="moving",
            owner=self,
        )
        return frames

    def stop(self) -> None:
        """Nobody looks at a moving preview any more; a half-made one is made anew next time."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        for wanted, frames in list(self._films.items()):
            if len(frames) < RATE * LONGEST // 2:
                del self._films[wanted]

    def _keep(self, wanted: Wanted, picture: QImage) -> None:
        self._stills[wanted] = picture
        self.arrived.emit(wanted)

    def _grow(self, wanted: Wanted, frames: list[QImage], picture: object) -> None:
        if isinstance(picture, QImage):
            frames.append(picture)
            self.grew.emit(wanted)


def _still(wanted: Wanted) -> QImage:
    painter = wanted.painter()
    template = bundled().template(wanted.template)
    return image_of(painter.paint(first_moment(template, painter.scene.composition)))


def _film(wanted: Wanted, report: Callable[[object], None]) -> None:
    painter = wanted.painter()
    for time in moments(painter.scene.composition.duration, RATE, LONGEST):
        report(image_of(painter.paint(time)))
