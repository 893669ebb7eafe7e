"""The film as it is while it is filled in: one frame by the engine, always the latest, never waited for."""

from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QElapsedTimer, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.base.errors import StudioError
from studio.gui.bridge import Job, bridge
from studio.gui.i18n import on_language, tr
from studio.gui.pictures import draw_rounded, image_of, moments
from studio.gui.theme.theme import px, theme
from studio.gui.wizard.draft import Draft, Path
from studio.gui.wizard.moments import first_moment, moment_of
from studio.services.opening import open_source
from studio.services.stills import Painter

WAIT = 120
"""Milliseconds after the last change until a new picture is asked for."""
RATE = 12
LONGEST = 60


class Shot(Struct, frozen=True):
    """What to paint: the draft at the moment of a place (None: the film's own), so many pixels wide."""

    draft: Draft
    place: Path | None
    width: int
    height: int

    def painter(self) -> Painter:
        """Raises StudioError for values that cannot stand."""
        opened = open_source(self.draft.template.id, self.draft.wishes())
        size = opened.composition.size
        scale = min(self.width / size.width, self.height / size.height)
        return Painter(opened.composition, opened.resources, max(scale, 0.05))

    def paint(self, job: "Job[QImage]") -> QImage:
        """The frame; raises StudioError, Cancelled."""
        painter = self.painter()
        job.cancellation.raise_if_cancelled()
        composition = painter.scene.composition
        if self.place is None:
            time = first_moment(self.draft.template, composition)
        else:
            row = self.place[1] if len(self.place) > 1 else 0
            time = moment_of(self.draft.template, composition, str(self.place[0]), int(row))
        return image_of(painter.paint(time))


class LivePicture(QWidget):
    """Shows the draft; while a new frame is made the last one stands, and after a mistake too."""

    failed = Signal(object)
    """The StudioError of a draft that cannot be shown; None once it can."""
    play_ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft: Draft | None = None
        self._place: Path | None = None
        self._image: QImage | None = None
        self._frames: list[QImage] = []
        self._playing = False
        self._clock = QElapsedTimer()
        self._asking = QTimer(self)
        self._asking.setSingleShot(True)
        self._asking.setInterval(WAIT)
        self._asking.timeout.connect(self._ask)
        self._beat = QTimer(self)
        self._beat.setInterval(1000 // RATE)
        self._beat.timeout.connect(self._tick)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(px(200), px(200)))
        theme().changed.connect(self.update)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self.setAccessibleName(tr("wizard.live"))

    @property
    def image(self) -> QImage | None:
        """The frame that is shown."""
        return self._image

    @property
    def waiting(self) -> bool:
        """Whether a newer frame is on its way."""
        return self._asking.isActive() or bridge().busy

    def show_draft(self, draft: Draft, place: Path | None) -> None:
        """Paints it soon, at the moment of a place; what was asked for before is dropped."""
        if draft.format != (self._draft.format if self._draft else None):
            self._image = None
        self._draft, self._place = draft, place
        self.stop()
        bridge().drop("live", "live")
        self._asking.start()

    def clear(self) -> None:
        """Nothing is shown any more, nothing is made."""
        self.stop()
        self._asking.stop()
        bridge().drop("live", "live")
        self._draft = self._image = None

    @property
    def playing(self) -> bool:
        return self._playing

    def play(self) -> None:
        """From the beginning, as frames come; at most a minute."""
        shot = self._shot()
        if shot is None:
            return
        frames: list[QImage] = []
        self._frames, self._playing = frames, True
        bridge().run(
            lambda job: _play(shot, job),
            lambda _: None,
            failed=lambda error: self.stop(),
            progress=lambda picture: frames.append(picture) if isinstance(picture, QImage) else None,
            key="live",
            lane="live",
            owner=self,
        )
        self._clock.start()
        self._beat.start()

    def stop(self) -> None:
        """Back to the moment."""
        if self._playing:
            self._playing = False
            self._beat.stop()
            self._frames = []
            bridge().drop("live", "live")
            self.play_ended.emit()
            self.update()

    def _tick(self) -> None:
        waits = bridge().busy
        if not waits and self._clock.elapsed() * RATE // 1000 >= len(self._frames):
            self.stop()
        self.update()

    def _shot(self) -> Shot | None:
        if self._draft is None:
            return None
        ratio = self.devicePixelRatioF()
        return Shot(self._draft, self._place, round(self.width() * ratio), round(self.height() * ratio))

    def _ask(self) -> None:
        shot = self._shot()
        if shot is not None:
            bridge().run(shot.paint, self._arrived, failed=self._refused, key="live", lane="live", owner=self)

    def _arrived(self, image: QImage) -> None:
        self._keep(image)
        self.failed.emit(None)

    def _refused(self, error: StudioError) -> None:
        self.failed.emit(error)
        shot = self._shot()
        if self._image is None and shot is not None and shot.draft.values:
            # Nothing good was ever shown: the samples at least, while what is wrong is mended.
            plain = replace(shot, draft=replace(shot.draft, values={}, rows={}))
            bridge().run(plain.paint, self._keep, failed=lambda _: None, key="live", lane="live", owner=self)

    def _keep(self, image: QImage) -> None:
        self._image = image
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._draft is not None:
            self._asking.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors = QPainter(self), theme().palette
        shown = self._image
        if self._playing and self._frames:
            index = self._clock.elapsed() * RATE // 1000
            shown = self._frames[min(index, len(self._frames) - 1)]
        if shown is None:
            painter.setPen(QColor(colors.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, tr("wizard.preparing"))
        else:
            scale = min(self.width() / shown.width(), self.height() / shown.height())
            area = QRectF(0, 0, shown.width() * scale, shown.height() * scale)
            area.moveCenter(QRectF(self.rect()).center())
            draw_rounded(painter, shown, area, px(4))
        painter.end()


def _play(shot: Shot, job: Job[None]) -> None:
    painter = shot.painter()
    for time in moments(painter.scene.composition.duration, RATE, LONGEST):
        job.report(image_of(painter.paint(Fraction(time))))
