"""A film in a tile: it moves under the pointer or the keyboard, and stands still otherwise."""

from fractions import Fraction
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QImage, QPixmap

from studio.gui.bridge import Job, bridge
from studio.gui.pictures import image_of
from studio.gui.theme.theme import theme
from studio.gui.widgets.drop_tile import DropTile
from studio.services.thumbnails import film_moments

RATE = 12
"""Frames a second."""
_SECONDS = Fraction(3)
_BEGINS = frozenset({QEvent.Type.Enter, QEvent.Type.FocusIn})
_ENDS = frozenset({QEvent.Type.Leave, QEvent.Type.FocusOut, QEvent.Type.Hide})


class MovingFilm(QObject):
    """Of one tile.  Its frames are read when they are first wanted; with less motion, never."""

    def __init__(self, tile: DropTile) -> None:
        super().__init__(tile)
        self._tile = tile
        self._film: Path | None = None
        self._size = (0, 0)
        self._start = Fraction(0)
        self._still: QPixmap | None = None
        self._frames: list[QPixmap] = []
        self._at = 0
        self._whole = False
        self._job: Job[None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(1000 // RATE)
        self._timer.timeout.connect(self._next)
        tile.installEventFilter(self)

    @property
    def playing(self) -> bool:
        return self._timer.isActive()

    def set_film(
        self, film: Path | None, size: tuple[int, int] = (0, 0), start: Fraction = Fraction(0)
    ) -> None:
        """Another film, or none.  size: px that its frames fit into.  start: seconds from which it moves."""
        self._stop()
        self._film, self._size, self._start, self._still = film, size, start, None
        self._frames, self._whole = [], False

    def set_still(self, still: QPixmap) -> None:
        """What is shown at rest."""
        self._still = still
        if self._tile.hasFocus() or self._tile.underMouse():
            self._play()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _BEGINS:
            self._play()
        elif event.type() in _ENDS:
            self._stop()
        return False

    def _play(self) -> None:
        film, size, start = self._film, self._size, self._start
        if film is None or self.playing or not theme().motion:
            return
        self._at = 0
        self._timer.start()
        if self._whole or self._job is not None:
            return

        def work(job: Job[None]) -> None:
            for pixels in film_moments(film, size, _SECONDS, RATE, start):
                job.report(image_of(pixels))

        self._job = bridge().run(
            work,
            self._end,
            failed=lambda _error: self._stop(),  # the still says what is wrong
            progress=self._take,
            lane="pictures",
            owner=self,
        )

    def _end(self, _none: None) -> None:
        self._whole, self._job = True, None

    def _take(self, image: object) -> None:
        if isinstance(image, QImage):
            self._frames.append(QPixmap.fromImage(image))

    def _next(self) -> None:
        if not theme().motion:
            self._stop()
        elif self._frames:
            self._tile.set_picture(self._frames[self._at % len(self._frames)])
            self._at += 1

    def _stop(self) -> None:
        if self.playing:
            self._timer.stop()
            self._tile.set_picture(self._still)
        if not self._whole:
            if self._job is not None:
                self._job.cancel()
            self._job, self._frames = None, []
