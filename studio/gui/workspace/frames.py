"""Frames for the canvas: the engine's own, painted beside the window's thread; the latest wish wins.

    show(composition, time, scale) --one at a time--> Painted      wishes that come meanwhile: only the last

The scene is kept while the composition is the same value, so scrubbing costs what changed.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from studio.base.errors import StudioError
from studio.gui.bridge import Job, bridge
from studio.model.composition import Composition
from studio.scene.findings import Finding
from studio.scene.placed import Placed, placed_at
from studio.services.frame_stage import FrameStage
from studio.services.resources import ResourceList


@dataclass(frozen=True, slots=True)
class Wish:
    """What to see.  scale: device pixels per canvas pixel; draft: it is coarser than the canvas asked."""

    composition: Composition
    resources: ResourceList
    time: Fraction
    scale: float
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Painted:
    """A frame and what stands where on it.  findings: what the layout could not do well so far."""

    wish: Wish
    image: QImage
    placed: tuple[Placed, ...]
    findings: tuple[Finding, ...]


_KEPT_BYTES = 192 << 20
"""How much finished frames may take; the least lately seen go first."""


class FrameSource(QObject):
    """Paints what is wished for, one frame at a time; frames of the film as it is are kept."""

    painted = Signal(object)
    """A `Painted`."""
    failed = Signal(object)
    """A StudioError; the last good frame stays."""
    idle = Signal()
    """Nothing is being painted, and nothing waits."""

    def __init__(self, parent: QObject | None = None, lane: str = "preview") -> None:
        super().__init__(parent)
        self._lane = lane
        self._stage = FrameStage()
        self._next: Wish | None = None
        self._running = False
        self._overtaken = False
        self._kept: OrderedDict[tuple[Fraction, float], Painted] = OrderedDict()
        self._kept_bytes = 0
        self._kept_for: Composition | None = None

    @property
    def busy(self) -> bool:
        return self._running

    def show(self, wish: Wish) -> None:
        """Shows a kept frame at once, or paints it as soon as the frame at work is done; an earlier wish that
        waits is forgotten."""
        kept = self._kept.get((wish.time, wish.scale)) if wish.composition is self._kept_for else None
        if kept is not None and kept.wish.resources == wish.resources:
            self._kept.move_to_end((wish.time, wish.scale))
            self._next, self._overtaken = None, self._running
            self.painted.emit(replace(kept, wish=wish))
            return
        self._next = wish
        if not self._running:
            self._start()

    def _start(self) -> None:
        wish, self._next = self._next, None
        if wish is None:
            self.idle.emit()
            return
        self._running, self._overtaken = True, False
        bridge().run(self._work(wish), self._done, failed=self._fail, lane=self._lane, owner=self)

    def _work(self, wish: Wish) -> Callable[[Job[Painted]], Painted]:
        stage = self._stage

        def work(_job: Job[Painted]) -> Painted:
            pixels = stage.paint(wish.composition, wish.resources, wish.time, wish.scale)
            height, width = pixels.shape[:2]
            form = (
                QImage.Format.Format_ARGB32_Premultiplied if stage.transparent else QImage.Format.Format_RGB32
            )
            image = QImage(pixels.data, width, height, width * 4, form).copy()
            return Painted(wish, image, placed_at(stage.scene, wish.time), stage.findings)

        return work

    def _done(self, painted: Painted) -> None:
        self._running = False
        self._keep(painted)
        if not self._overtaken:  # a kept frame, wished for later, is on screen already
            self.painted.emit(painted)
        self._start()

    def _keep(self, painted: Painted) -> None:
        if painted.wish.composition is not self._kept_for:
            self._kept.clear()
            self._kept_bytes, self._kept_for = 0, painted.wish.composition
        key = (painted.wish.time, painted.wish.scale)
        old = self._kept.pop(key, None)
        self._kept_bytes -= 0 if old is None else old.image.sizeInBytes()
        self._kept[key] = painted
        self._kept_bytes += painted.image.sizeInBytes()
        while self._kept_bytes > _KEPT_BYTES and len(self._kept) > 1:
            _, gone = self._kept.popitem(last=False)
            self._kept_bytes -= gone.image.sizeInBytes()

    def _fail(self, error: StudioError) -> None:
        self._running = False
        self.failed.emit(error)
        self._start()
