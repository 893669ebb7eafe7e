"""Which keys are chosen, and what can be done with them.  Commands and mouse share it."""

from collections.abc import Callable, Iterable
from fractions import Fraction

from PySide6.QtCore import QObject, Signal

from studio.gui.workspace.stage import Stage
from studio.gui.workspace.timeline.key_rows import KeyLane, key_lanes
from studio.model.composition import Composition
from studio.services.editing import StepName
from studio.services.edits.keyframes import (
    Key,
    easing_of,
    keys_of,
    move_keys,
    remove_keys,
    segment_key,
    set_easing,
    stretch_keys,
    stretched_time,
)
from studio.services.edits.paths import LayerPath, node_at
from studio.services.edits.together import is_locked


class KeyChoice(QObject):
    """The chosen keys of the one layer that is selected; none of any other."""

    changed = Signal()

    def __init__(self, stage: Stage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._path: LayerPath | None = None
        self._keys: frozenset[Key] = frozenset()
        stage.selected.connect(self._follow)
        stage.edited.connect(self._follow)

    @property
    def path(self) -> LayerPath | None:
        """The layer whose keys can be chosen."""
        return self._stage.current

    @property
    def keys(self) -> frozenset[Key]:
        return self._keys

    def lanes(self) -> tuple[KeyLane, ...]:
        """The key lanes that are shown."""
        path = self.path
        return () if path is None else tuple(key_lanes(self._stage.composition, path))

    @property
    def span(self) -> tuple[Fraction, Fraction] | None:
        """The first and last time of the chosen keys (of the layer); None unless they differ."""
        times = sorted({key.time for key in self._keys})
        return (times[0], times[-1]) if len(times) > 1 else None

    def choose(self, keys: Iterable[Key]) -> None:
        """Chooses these and no others; what does not exist is left out."""
        found = frozenset(keys) & self._all()
        self._path = self.path
        if found != self._keys:
            self._keys = found
            self.changed.emit()

    def toggle(self, key: Key) -> None:
        self.choose(self._keys ^ {key})

    def choose_all(self) -> None:
        """Every key of the layer."""
        self.choose(self._all())

    def choose_at(self, frame: int) -> None:
        """The keys that stand on a frame of the film."""
        rate = self._stage.rate
        self.choose(
            lane.key(mark)
            for lane in self.lanes()
            for mark in lane.marks
            if rate.first_frame_from(lane.seconds(mark)) == frame
        )

    def _all(self) -> frozenset[Key]:
        path = self.path
        if path is None or not self._stage.exists(path):
            return frozenset()
        return frozenset(keys_of(node_at(self._stage.composition, path)))

    def _follow(self) -> None:
        kept = self._keys & self._all() if self._path == self.path else frozenset()
        if kept != self._keys:
            self._keys = kept
            self.changed.emit()

    # edits

    def move(self, by: Fraction, base: Composition | None = None, keys: frozenset[Key] | None = None) -> None:
        """The chosen keys so much later.

        base, keys: the composition that a drag began with, and the keys as they were then.
        """
        keys = self._keys if keys is None else keys
        after = frozenset(Key(key.field, key.time + by) for key in keys)
        self._do(
            "step.keys-move", keys, lambda one, path: move_keys(base or one, path, keys, by), after, base
        )

    def stretch(
        self,
        about: Fraction,
        factor: Fraction,
        base: Composition | None = None,
        keys: frozenset[Key] | None = None,
    ) -> None:
        """The keys' distances from a time (of the layer), times a factor, on whole frames."""
        keys = self._keys if keys is None else keys
        grid = 1 / self._stage.rate.fraction
        after = frozenset(Key(key.field, stretched_time(key.time, about, factor, grid)) for key in keys)

        def change(one: Composition, path: LayerPath) -> Composition:
            return stretch_keys(base or one, path, keys, about, factor, grid)

        self._do("step.keys-stretch", keys, change, after, base)

    def stretch_by(self, frames: int) -> None:
        """The last chosen key so many frames later, the first one stays, those between keep their share."""
        span = self.span
        if span is not None:
            length = span[1] - span[0]
            wanted = length + frames / self._stage.rate.fraction
            if wanted > 0:
                self.stretch(span[0], wanted / length)

    def remove(self) -> None:
        """The chosen keys go; what no longer changes keeps the value of its first key."""
        keys = self._keys
        self._do("step.keys-delete", keys, lambda one, path: remove_keys(one, path, keys), frozenset())

    def easing(self) -> str | None:
        """The curve at the chosen keys; None where they differ or none is chosen."""
        path, film = self.path, self._stage.composition
        if path is None or not self._keys:
            return None
        found = {easing_of(film, path, segment_key(film, path, key)) for key in self._keys}
        return next(iter(found)) if len(found) == 1 else None

    def set_easing(self, easing: str) -> None:
        """Another curve at the chosen keys."""
        film, keys = self._stage.composition, self._keys

        def change(one: Composition, path: LayerPath) -> Composition:
            return set_easing(one, path, {segment_key(film, path, key) for key in keys}, easing)

        self._do("step.easing", keys, change, keys)

    def _do(
        self,
        name: str,
        keys: frozenset[Key],
        change: Callable[[Composition, LayerPath], Composition],
        after: frozenset[Key],
        base: Composition | None = None,
    ) -> None:
        """One step of undo.  after: the keys that are chosen then."""
        path, before = self.path, self._keys
        if path is None or not keys or is_locked(self._stage.composition, path):
            return
        merge = None if base is not None else (name, path, frozenset(key.field for key in keys))
        self._keys = after
        step = StepName(name, {"count": len(keys)})
        self._stage.edit(step, lambda one: change(one, path), merge)
        self._keys &= self._all()
        if self._keys != before:
            self.changed.emit()
