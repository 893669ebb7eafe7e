"""Frames for the canvas: the engine's own, painted beside the window's thread; the latest wish wins.

    show(composition, time, scale) --one at a time--> Painted      wishes that come meanwhile: only the last

The scene is kept while the composition is the same value, so scrubbing costs what changed; frames are kept
beyond edits, so that undo finds what was on screen before.
"""

from collections.abc import Callable, Hashable
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from studio.base.errors import StudioError
from studio.gui.bridge import Job, bridge
from studio.model.composition import Composition
from studio.scene.findings import Finding
from studio.scene.placed import Placed, placed_at
from studio.services.frame_stage import FrameStage
from studio.services.preview import FrameCache
from studio.services.resources import ResourceList


class Wish(Struct, frozen=True):
    """What to see.  scale: device pixels per canvas pixel; draft: it is coarser than the canvas asked.

    light: films by their light copies, where there are any.
    """

    composition: Composition
    resources: ResourceList
    time: Fraction
    scale: float
    draft: bool = False
    light: bool = False


class Painted(Struct, frozen=True):
    """A frame and what stands where on it.  findings: what the layout could not do well so far."""

    wish: Wish
    image: QImage
    placed: tuple[Placed, ...]
    findings: tuple[Finding, ...]
    light: bool = False
    """Films may be shown by their light copies: the true picture is another."""


class FrameSource(QObject):
    """Paints what is wished for, one frame at a time; frames that were painted are kept."""

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
        self.kept = FrameCache[Painted](lambda painted: painted.image.sizeInBytes())

    @property
    def busy(self) -> bool:
        return self._running

    def show(self, wish: Wish) -> None:
        """Shows a kept frame at once, or paints it as soon as the frame at work is done; an earlier wish that
        waits is forgotten."""
        kept = self.kept.get(_key(wish, light=False))
        if kept is None and wish.light:
            kept = self.kept.get(_key(wish, light=True))
        if kept is not None and kept.wish.resources == wish.resources:
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
            pixels = stage.paint(wish.composition, wish.resources, wish.time, wish.scale, light=wish.light)
            height, width = pixels.shape[:2]
            form = (
                QImage.Format.Format_ARGB32_Premultiplied if stage.transparent else QImage.Format.Format_RGB32
            )
            image = QImage(pixels.data, width, height, width * 4, form).copy()
            return Painted(wish, image, placed_at(stage.scene, wish.time), stage.findings, stage.light)

        return work

    def _done(self, painted: Painted) -> None:
        self._running = False
        self.kept.put(_key(painted.wish, light=painted.light), painted)
        if not self._overtaken:  # a kept frame, wished for later, is on screen already
            self.painted.emit(painted)
        self._start()

    def _fail(self, error: StudioError) -> None:
        self._running = False
        self.failed.emit(error)
        self._start()


def _key(wish: Wish, *, light: bool) -> Hashable:
    """The composition by identity: what is kept holds it, so the number is of no other while it is kept."""
    return id(wish.composition), wish.time, wish.scale, light
