"""Frames for the canvas: the engine's own, painted beside the window's thread; the latest wish wins.

    show(composition, time, scale) --one at a time--> Painted      wishes that come meanwhile: only the last

The scene is kept while the composition is the same value, so scrubbing costs what changed.
"""

from collections.abc import Callable
from dataclasses import dataclass
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


class FrameSource(QObject):
    """Paints what is wished for, one frame at a time."""

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

    @property
    def busy(self) -> bool:
        return self._running

    def show(self, wish: Wish) -> None:
        """Paints this as soon as the frame at work is done; an earlier wish that waits is forgotten."""
        self._next = wish
        if not self._running:
            self._start()

    def _start(self) -> None:
        wish, self._next = self._next, None
        if wish is None:
            self.idle.emit()
            return
        self._running = True
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
        self.painted.emit(painted)
        self._start()

    def _fail(self, error: StudioError) -> None:
        self._running = False
        self.failed.emit(error)
        self._start()
