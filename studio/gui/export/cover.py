"""A moment of the film as a picture, and a slider that chooses it: for the cover and for stills."""

from fractions import Fraction

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QVBoxLayout, QWidget

from studio.base.errors import StudioError
from studio.gui.bridge import Job, bridge
from studio.gui.dialogs.measures import clock
from studio.gui.dialogs.parts import Words
from studio.gui.i18n import on_language, tr
from studio.gui.pictures import draw_rounded, fill_rounded, image_of
from studio.gui.theme.icons import draw_icon
from studio.gui.theme.theme import px, theme
from studio.model.composition import Composition
from studio.services.frame_stage import FrameStage
from studio.services.resources import ResourceList
from studio.services.stills import still_time

_SETTLE_MS = 60
_BOX = (208, 240)


class CoverPicture(QWidget):
    """Paints the chosen moment in a thread; the last picture stays until the next is there."""

    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._composition: Composition | None = None
        self._resources = ResourceList()
        self._stage = FrameStage()
        self._picture = _Picture()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time runs from the left
        self.slider.valueChanged.connect(self._slid)
        self.told = Words("small")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._picture, 1)
        self._column.addWidget(self.slider)
        self._column.addWidget(self.told)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._paint)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        theme().changed.connect(self._rescale)
        self._rescale()
        on_language(self, self.retranslate)

    def _rescale(self) -> None:
        self._column.setSpacing(px(8))
        self.setFixedWidth(px(_BOX[0]))
        self._picture.setMinimumHeight(px(_BOX[1]))

    def show_film(self, composition: Composition, resources: ResourceList, at: Fraction | None) -> None:
        """at: the moment to begin with; None: the film's own still."""
        self._composition, self._resources = composition, resources
        rate = composition.rate_exact
        time = still_time(composition) if at is None else at
        self.slider.blockSignals(True)
        self.slider.setRange(0, composition.frame_count - 1)
        self.slider.setPageStep(max(1, composition.frame_count // 10))
        self.slider.setValue(min(rate.frame_at(time), composition.frame_count - 1))
        self.slider.blockSignals(False)
        self.retranslate()
        self._paint()

    @property
    def time(self) -> Fraction:
        """The chosen moment, seconds."""
        if self._composition is None:
            return Fraction(0)
        return self._composition.rate_exact.time_of(self.slider.value())

    @property
    def image(self) -> QImage | None:
        return self._picture.image

    def retranslate(self) -> None:
        words = tr("export.moment", time=clock(float(self.time)))
        self.told.setText(words)
        self.slider.setAccessibleName(words)
        self._picture.setAccessibleName(tr("export.preview"))

    def _slid(self) -> None:
        self.retranslate()
        self._settle.start()
        self.moved.emit()

    def _paint(self) -> None:
        composition, resources, time, stage = self._composition, self._resources, self.time, self._stage
        if composition is None:
            return
        room = self._picture.size().expandedTo(QSize(px(_BOX[0]), px(_BOX[1]))) * self.devicePixelRatioF()
        wide, high = room.width() / composition.size.width, room.height() / composition.size.height
        scale = min(1.0, wide, high)

        def work(_job: Job[QImage]) -> QImage:
            return image_of(stage.paint(composition, resources, time, scale))

        bridge().run(work, self._show, failed=self._failed, key=id(self), lane="cover", owner=self)

    def _show(self, image: QImage) -> None:
        self._picture.set_image(image)

    def _failed(self, _error: StudioError) -> None:
        self._picture.set_image(None)  # the findings say what is missing


class _Picture(QWidget):
    """A picture fitted into its place, or a sign that there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.image: QImage | None = None

    def set_image(self, image: QImage | None) -> None:
        self.image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = self.rect().toRectF()
        if self.image is None:
            fill_rounded(painter, area, px(8), theme().palette.field)
            sign = area.adjusted(0, 0, 0, 0)
            sign.setSize(QSize(px(32), px(32)).toSizeF())
            sign.moveCenter(area.center())
            draw_icon(painter, "photo", sign, theme().palette.muted)
        else:
            ratio = min(area.width() / self.image.width(), area.height() / self.image.height())
            place = area.adjusted(0, 0, 0, 0)
            place.setWidth(self.image.width() * ratio)
            place.setHeight(self.image.height() * ratio)
            place.moveCenter(area.center())
            draw_rounded(painter, self.image, place, px(4))
        painter.end()
