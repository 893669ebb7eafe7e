"""A picture for each clip on the timeline, made in a thread and kept while the clip is the same value."""

from collections import OrderedDict

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from studio.gui.bridge import Job, bridge
from studio.gui.pictures import image_of
from studio.gui.workspace.stage import Stage
from studio.model.layers import Clip
from studio.services.edits.paths import LayerPath, node_at
from studio.services.thumbnails import clip_composition, film_thumbnail

_BOX = (160, 96)
"""px within which a picture fits: sharp at twice the lane's height."""
_KEPT = 256


class ClipPictures(QObject):
    """Asked by painters; says when another picture is there."""

    arrived = Signal()

    def __init__(self, stage: Stage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._kept: OrderedDict[int, tuple[Clip, QImage | None]] = OrderedDict()

    def picture(self, path: LayerPath) -> QImage | None:
        """The middle of a clip; None while it is being made, or if it cannot be."""
        clip = node_at(self._stage.composition, path)
        if not isinstance(clip, Clip):
            return None
        found = self._kept.get(id(clip))
        if found is not None and found[0] is clip:
            return found[1]
        self._kept[id(clip)] = (clip, None)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        film, resources = self._stage.composition, self._stage.document.resources()

        def work(_job: Job[QImage]) -> QImage:
            alone = clip_composition(film, clip)
            return image_of(film_thumbnail(alone, resources, _BOX, clip.duration / 2))

        bridge().run(
            work,
            lambda image: self._keep(clip, image),
            failed=lambda _error: None,  # the canvas says what cannot be painted
            key=("clip", path),
            lane="thumbnails",
            owner=self,
        )
        return None

    def _keep(self, clip: Clip, image: QImage) -> None:
        self._kept[id(clip)] = (clip, image)
        self.arrived.emit()
