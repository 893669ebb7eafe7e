"""A moment of the film as a picture, and a slider that chooses it: for the cover and for stills."""

from fractions import Fraction

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QSizePolicy, QSlider, QVBoxLayout, QWidget

from studio.base.errors import StudioError
from studio.gui.bridge import Job, bridge
from studio.gui.dialogs.fitted_picture import FittedPicture
from studio.gui.dialogs.measures import clock
from studio.gui.dialogs.parts import Words
from studio.gui.i18n import on_language, tr
from studio.gui.pictures import image_of
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
        self._picture = FittedPicture(_BOX)
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
