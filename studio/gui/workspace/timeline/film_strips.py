"""Pictures along films on the timeline: what is seen where, made in a thread and kept by file and moment."""

import math
from collections import OrderedDict
from fractions import Fraction
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath

from studio.base.errors import StudioError
from studio.gui.bridge import Job, bridge
from studio.gui.pictures import image_of
from studio.gui.theme.theme import px
from studio.gui.workspace.stage import Stage
from studio.gui.workspace.timeline.scale import TimeScale
from studio.media.images import is_image
from studio.media.video_index import video_index
from studio.model.layers import Clip, VideoLayer
from studio.scene.video_time import source_time
from studio.services.edits.paths import LayerPath, node_at
from studio.services.thumbnails import file_thumbnail

_BOX = (160, 96)
"""px within which a picture fits."""
_KEPT = 512
_GROUND = 0.6
"""How strong the pictures are: names and waves are read over them."""


class ShownFilm(Struct, frozen=True):
    """A film in a bar.  zero: the composition's time at which the film's layer begins."""

    layer: VideoLayer
    zero: Fraction


def film_of(node: object, start: Fraction) -> ShownFilm | None:
    """The film that a bar shows: a film's layer, or the first in a clip; start: the bar's."""
    if isinstance(node, VideoLayer):
        return ShownFilm(node, start)
    if isinstance(node, Clip):
        for layer in node.source.layers:
            if isinstance(layer, VideoLayer) and not layer.hidden:
                return ShownFilm(layer, start + layer.start)
    return None


class FilmStrips(QObject):
    """Asked by painters; says when another picture is there."""

    arrived = Signal()

    def __init__(self, stage: Stage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._kept: OrderedDict[tuple[Path, Fraction], QImage | None] = OrderedDict()
        self._known: dict[Path, tuple[Fraction, float] | None] = {}
        """Length in seconds and width by height of each file; None: being read, or not to be read."""
        self._reading: set[Path] = set()

    def paint(
        self, painter: QPainter, rect: QRectF, path: LayerPath, start: Fraction, scale: TimeScale, width: int
    ) -> bool:
        """Fills a bar's rectangle with the film that it shows; whether there is one that can be read.

        start: of the bar.  width: px of the lanes that are seen.
        """
        film = film_of(node_at(self._stage.composition, path), start)
        if film is None:
            return False
        file = self._stage.document.resources().media.get(film.layer.media)
        facts = None if file is None else self._facts(file)
        if file is None or facts is None:
            return file in self._reading
        length, ratio = facts
        tile = max(8.0, rect.height() * ratio)
        step = _power_of_two(tile / scale.pixels * float(film.layer.speed))
        shape = QPainterPath()
        shape.addRoundedRect(rect.adjusted(1, 1, -1, -1), px(4), px(4))
        painter.save()
        painter.setClipPath(shape)
        painter.setOpacity(_GROUND)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        first = max(0, int(-rect.left() / tile))
        for number in range(first, math.ceil((min(rect.right(), width) - rect.left()) / tile)):
            left = rect.left() + number * tile
            local = Fraction(scale.time_of(left)) - film.zero
            moment = source_time(film.layer, length, max(Fraction(0), local))
            if moment is None:
                break
            picture = self._picture(file, Fraction(math.floor(moment / step)) * step)
            if picture is not None:
                painter.drawImage(QRectF(left, rect.top(), tile, rect.height()), picture)
        painter.restore()
        return True

    def _facts(self, file: Path) -> tuple[Fraction, float] | None:
        if file in self._known:
            return self._known[file]
        self._known[file] = None
        self._reading.add(file)

        def work(_job: Job[tuple[Fraction, float] | None]) -> tuple[Fraction, float] | None:
            if is_image(file):
                return None
            try:
                index = video_index(file)
            except StudioError:
                return None  # the canvas says what is wrong
            return index.duration, index.width / index.height

        def done(facts: tuple[Fraction, float] | None) -> None:
            self._known[file] = facts
            self._reading.discard(file)
            self.arrived.emit()

        bridge().run(work, done, lane="thumbnails", owner=self)
        return None

    def _picture(self, file: Path, moment: Fraction) -> QImage | None:
        key = (file, moment)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        self._kept[key] = None
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)

        def keep(image: QImage) -> None:
            self._kept[key] = image
            self.arrived.emit()

        bridge().run(
            lambda _job: image_of(file_thumbnail(file, _BOX, moment)),
            keep,
            failed=lambda _error: None,
            key=("strip", key),
            lane="thumbnails",
            owner=self,
        )
        return None


def _power_of_two(seconds: float) -> Fraction:
    """At least so many seconds, so that zooming meets the same moments again."""
    return Fraction(2) ** max(-3, math.ceil(math.log2(max(seconds, 1e-6))))
