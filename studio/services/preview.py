"""Frames of one composition, for scrubbing: finished ones are kept by memory, stale wishes are dropped.

show(time) --a wish that waits is replaced--> worker thread --kept? else painted--> deliver(frame)
                                                   idle: frames around it are painted ahead
"""

import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from studio.base.errors import StudioError
from studio.model.composition import Composition
from studio.render.rasterizer import Pixels
from studio.services.frame_stage import FrameStage
from studio.services.resources import ResourceList

CACHE_BYTES = 256 << 20
"""How much finished frames may take."""


class FrameCache:
    """Finished frames by key; the least lately used go first.  For several threads."""

    def __init__(self, most_bytes: int = CACHE_BYTES) -> None:
        self._most = most_bytes
        self._kept: OrderedDict[object, Pixels] = OrderedDict()
        self._users: dict[int, int] = {}
        self._bytes = 0
        self._lock = threading.Lock()

    @property
    def bytes(self) -> int:
        return self._bytes

    def get(self, key: object) -> Pixels | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def has(self, key: object) -> bool:
        with self._lock:
            return key in self._kept

    def put(self, key: object, pixels: Pixels) -> None:
        """The same pixels under several keys are counted once."""
        with self._lock:
            self._drop(key)
            self._kept[key] = pixels
            count = self._users.get(id(pixels), 0)
            self._users[id(pixels)] = count + 1
            self._bytes += 0 if count else pixels.nbytes
            while self._bytes > self._most and len(self._kept) > 1:
                self._drop(next(iter(self._kept)))

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self._users.clear()
            self._bytes = 0

    def _drop(self, key: object) -> None:
        old = self._kept.pop(key, None)
        if old is not None:
            self._users[id(old)] -= 1
            if not self._users[id(old)]:
                del self._users[id(old)]
                self._bytes -= old.nbytes


class PreviewRenderer:
    """Frames of one composition at one scale; scene and painter stay warm.  Not for several threads at once.

    scale: output px per canvas px.  cache: shared with others if wished.
    Raises FontError, MediaError, InputError (too large), also later, while frames are painted.
    """

    def __init__(
        self,
        composition: Composition,
        resources: ResourceList,
        scale: float = 1.0,
        cache: FrameCache | None = None,
        stage: FrameStage | None = None,
    ) -> None:
        self.composition = composition
        self.resources = resources
        self.scale = scale
        self._stage = stage if stage is not None else FrameStage()
        self._cache = cache if cache is not None else FrameCache()
        self._stage.prepare(composition, resources)
        self._own = object()
        self._last: tuple[object, Pixels] | None = None

    def number(self, time: Fraction) -> int:
        """The frame that is on screen at `time`, within the film."""
        frame = self.composition.rate_exact.frame_at(time)
        return max(0, min(frame, self.composition.frame_count - 1))

    def is_kept(self, time: Fraction) -> bool:
        return self._cache.has((self._own, self.number(time)))

    def frame(self, time: Fraction) -> Pixels:
        """The frame on screen at `time` (seconds): (height, width, 4) BGRA, not to be written to; alpha is
        premultiplied, or ignored where the composition has a ground."""
        number = self.number(time)
        kept = self._cache.get((self._own, number))
        if kept is not None:
            return kept
        moment = self.composition.rate_exact.time_of(number)
        drawn = self._stage.prepare(self.composition, self.resources).display_list(moment)
        if self._last is not None and self._last[0] == drawn:
            pixels = self._last[1]  # nothing moved: the very same picture
        else:
            painted = self._stage.paint(self.composition, self.resources, moment, self.scale)
            pixels = painted.copy()
            pixels.setflags(write=False)
        self._last = (drawn, pixels)
        self._cache.put((self._own, number), pixels)
        return pixels


@dataclass(frozen=True, slots=True)
class Shown:
    """A frame that was wished for.  token: of the wish; time: of the frame."""

    token: object
    time: Fraction
    pixels: Pixels


@dataclass(frozen=True, slots=True)
class _Wish:
    composition: Composition
    resources: ResourceList
    scale: float
    time: Fraction
    token: object


class PreviewWorker:
    """A thread that paints what was wished for last.

    deliver, failed: called in that thread, with the token of the wish; a wish that a later one has overtaken
    is never delivered.
    """

    def __init__(
        self,
        deliver: Callable[[Shown], None],
        failed: Callable[[object, StudioError], None],
        cache: FrameCache | None = None,
    ) -> None:
        self._deliver = deliver
        self._failed = failed
        self._cache = cache if cache is not None else FrameCache()
        self._stage = FrameStage()
        self._renderer: PreviewRenderer | None = None
        self._wake = threading.Condition()
        self._wish: _Wish | None = None
        self._ahead: deque[Fraction] = deque()
        self._ended = False
        self._thread = threading.Thread(target=self._work, name="preview", daemon=True)
        self._thread.start()

    def show(
        self,
        composition: Composition,
        resources: ResourceList,
        time: Fraction,
        scale: float = 1.0,
        token: object = None,
    ) -> None:
        """Wishes for a frame; one that still waits is dropped, and what was to be painted ahead."""
        with self._wake:
            self._wish = _Wish(composition, resources, scale, time, token)
            self._ahead.clear()
            self._wake.notify_all()

    def ahead(self, times: Iterable[Fraction]) -> None:
        """Frames of the composition shown last to paint and keep while nothing else is wished for."""
        with self._wake:
            self._ahead = deque(times)
            self._wake.notify_all()

    def close(self) -> None:
        with self._wake:
            self._ended = True
            self._wake.notify_all()
        self._thread.join()

    def _work(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._ended or self._wish is not None or self._ahead)
                if self._ended:
                    return
                wish, self._wish = self._wish, None
                time = None if wish is not None or not self._ahead else self._ahead.popleft()
            if wish is not None:
                self._serve(wish)
            elif time is not None and self._renderer is not None:
                try:
                    self._renderer.frame(time)
                except StudioError:  # told when it is really wished for
                    with self._wake:
                        self._ahead.clear()

    def _serve(self, wish: _Wish) -> None:
        try:
            renderer = self._renderer
            if (
                renderer is None
                or renderer.composition is not wish.composition
                or renderer.resources != wish.resources
                or renderer.scale != wish.scale
            ):
                renderer = self._renderer = PreviewRenderer(
                    wish.composition, wish.resources, wish.scale, self._cache, self._stage
                )
            pixels = renderer.frame(wish.time)
        except StudioError as error:
            self._failed(wish.token, error)
            return
        with self._wake:
            overtaken = self._wish is not None or self._ended
        if not overtaken:
            self._deliver(Shown(wish.token, wish.time, pixels))
