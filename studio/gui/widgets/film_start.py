"""Where a film begins: a slider over its frames, its second as a number, and the frame that is chosen."""

import math
from fractions import Fraction
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QBoxLayout, QSlider, QVBoxLayout, QWidget

from studio.base.errors import StudioError
from studio.gui.bridge import bridge
from studio.gui.dialogs.fitted_picture import FittedPicture
from studio.gui.i18n import on_language, tr, translator
from studio.gui.pictures import image_of
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.number_field import NumberField
from studio.media.video_index import VideoIndex, video_index
from studio.services.thumbnails import file_thumbnail

_SETTLE_MS = 60
_PICTURE = (112, 72)
_PLACES = 1000
"""A start is a whole number of milliseconds."""


class FilmStart(QWidget):
    """Arrows go by a frame, Page Up and Page Down by a second, Home and End to the ends of the film.

    with_picture: shows the frame itself, one part under the other; else whoever hears `pictured` does.
    While nothing is known of the film it cannot be changed.
    """

    moved = Signal(object)
    """A person chose another start: seconds, a Fraction."""
    began = Signal()
    """The slider is held or the number dragged: until `ended` all is one change."""
    ended = Signal()
    pictured = Signal(QImage)
    """The frame at the start."""
    failed = Signal(object)
    """A StudioError: the film cannot be read."""

    def __init__(self, *, with_picture: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._film: Path | None = None
        self._index: VideoIndex | None = None
        self._start = Fraction(0)
        self._box = _PICTURE
        self._name = ""
        self.picture = FittedPicture(_PICTURE) if with_picture else None
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time runs from the left
        self.slider.valueChanged.connect(self._slid)
        self.slider.sliderPressed.connect(self.began)
        self.slider.sliderReleased.connect(self.ended)
        self.field = NumberField(minimum=0.0, step=0.1, decimals=3, unit=tr("unit.s"))
        self.field.value_changed.connect(self._typed)
        self.field.editing_began.connect(self.began)
        self.field.committed.connect(lambda _value: self.ended.emit())
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._line = QBoxLayout(down if with_picture else across)
        self._line.addWidget(self.slider, 1)
        self._line.addWidget(self.field)
        if with_picture:
            self._line.setAlignment(self.field, Qt.AlignmentFlag.AlignLeading)
        self._column: QBoxLayout = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        if self.picture is not None:
            self._column.addWidget(self.picture)
        self._column.addLayout(self._line)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._paint)
        self._can(False)
        theme().changed.connect(self._rescale)
        self._rescale()
        on_language(self, self.retranslate)

    def _rescale(self) -> None:
        for layout in (self._line, self._column):
            layout.setSpacing(px(8))
        self.field.setFixedWidth(px(88))
        self.slider.setMinimumSize(px(72), px(24))
        if self.picture is not None:
            self.picture.setFixedSize(px(_PICTURE[0]), px(_PICTURE[1]))

    def retranslate(self) -> None:
        self.field.unit = tr("unit.s")
        self.field.set_value(float(self._start))
        self._tell()

    def set_name(self, name: str) -> None:
        """What it is the start of, for screen readers."""
        self._name = name
        self._tell()

    def _tell(self) -> None:
        name = self._name or tr("film_start.name")
        at = translator().in_digits(f"{float(self._start):.2f}")
        self.slider.setAccessibleName(f"{name}: {at} {tr('unit.s')}")
        self.slider.setAccessibleDescription(tr("film_start.how"))
        self.slider.setToolTip(tr("film_start.how"))
        self.field.setAccessibleName(name)
        if self.picture is not None:
            self.picture.setAccessibleName(name)

    @property
    def start(self) -> Fraction:
        """Seconds of the film."""
        return self._start

    def set_film(self, film: Path | None, start: Fraction, box: tuple[int, int] = _PICTURE) -> None:
        """Another film, or none.  box: px that pictures of it fit into; nobody is told of this change."""
        self._start, self._box = start, box
        if film == self._film:
            self._show()
            self._paint()
            return
        self._film, self._index = film, None
        self._can(False)
        if film is not None:
            bridge().run(
                lambda _job: video_index(film),
                self._known,
                failed=self._unknown,
                key=("film-start", id(self)),
                lane="pictures",
                owner=self,
            )

    def set_start(self, start: Fraction) -> None:
        """Shows a start that was chosen elsewhere."""
        if start != self._start:
            self._start = start
            self._show()
            self._paint()

    def _known(self, index: VideoIndex) -> None:
        if index.path.absolute() != (self._film or Path()).absolute():
            return
        self._index = index
        second = max(1, round(index.count / max(float(index.duration), 0.001)))
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, max(0, index.count - 1))
            self.slider.setSingleStep(1)
            self.slider.setPageStep(second)
        self.field.maximum = float(index.time_of(index.count - 1))
        self._can(index.count > 1)
        self._show()
        self._paint()

    def _unknown(self, error: StudioError) -> None:
        self._can(False)
        self.failed.emit(error)

    def _can(self, can: bool) -> None:
        self.slider.setEnabled(can)
        self.field.setEnabled(can)

    def _show(self) -> None:
        index = self._index
        if index is None:
            return
        with QSignalBlocker(self.slider), QSignalBlocker(self.field):
            self.slider.setValue(index.frame_at(self._start))
            self.field.set_value(float(self._start))
        self._tell()

    def _slid(self, frame: int) -> None:
        if self._index is not None:
            # Up to the next millisecond, or the frame before would be shown.
            self._choose(Fraction(math.ceil(self._index.time_of(frame) * _PLACES), _PLACES))

    def _typed(self, value: float) -> None:
        self._choose(Fraction(round(value * _PLACES), _PLACES))

    def _choose(self, start: Fraction) -> None:
        if start != self._start:
            self._start = start
            self._show()
            self._settle.start()
            self.moved.emit(start)

    def _paint(self) -> None:
        film, start, box = self._film, self._start, self._box
        if film is None or self._index is None:
            return
        bridge().run(
            lambda _job: image_of(file_thumbnail(film, box, start)),
            self._painted,
            failed=self._unknown,
            key=("film-start", id(self)),
            lane="pictures",
            owner=self,
        )

    def _painted(self, image: QImage) -> None:
        if self.picture is not None:
            self.picture.set_image(image)
        self.pictured.emit(image)
