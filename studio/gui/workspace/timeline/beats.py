"""Beats of the music on the timeline: listened for in a thread, shown as faint ticks, snapped to."""

import math
from collections.abc import Callable, Collection, Iterator, Mapping
from fractions import Fraction

import numpy as np
from PySide6.QtCore import QLineF, QObject, QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPen

from studio.base.time import FrameRate
from studio.gui.bridge import Job, bridge
from studio.gui.theme.theme import px
from studio.gui.workspace.stage import Stage
from studio.gui.workspace.timeline.rows import Bar, TimeRow
from studio.gui.workspace.timeline.scale import TimeScale
from studio.media.rhythm import Values
from studio.services.beats import beats
from studio.services.edits.paths import LayerPath
from studio.services.resources import open_resources

_LANE = "beats"
_TICK = 6
"""px: how high a tick is."""
_CLOSEST = 5
"""px between ticks; nearer ones are every second, fourth … beat."""
_NONE = np.zeros(0)


class Beats(QObject):
    """Asked by painters and tools; says when more is known."""

    arrived = Signal()

    def __init__(self, stage: Stage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._kept: dict[str, Values] = {}
        self._jobs: dict[str, Job[Values]] = {}
        self.lengths: Callable[[], Mapping[str, Fraction]] = dict
        """Seconds of media, as far as they are known: for loops."""
        self.measure: Callable[[str], object] = lambda _media: None
        """Has the length of a media found out."""

    def of(self, media: str) -> Values:
        """Seconds of a sound's beats in its file; none while it is listened to."""
        key = self._key(media)
        if key not in self._kept:
            self._kept[key] = _NONE
            listed = self._stage.document.resources()
            self._jobs[key] = bridge().run(
                lambda job: beats(open_resources(listed).path_of(media), job.cancellation),
                lambda found: self._keep(key, found),
                failed=lambda _error: None,  # missing media are named where they are seen
                key=(_LANE, key),
                lane=_LANE,
                owner=self,
            )
        return self._kept[key]

    def listen(self, rows: Collection[TimeRow]) -> None:
        """Learns the beats of all sounds, also of those whose lanes are not seen: they are snapped to."""
        for sound in (bar.sound for row in rows for bar in row.bars):
            if sound is not None and not sound.film and not sound.silent:
                self.of(sound.media)
                if sound.loop:
                    self.measure(sound.media)

    def times(self, rows: Collection[TimeRow], without: Collection[LayerPath] = ()) -> frozenset[Fraction]:
        """When there are beats, to whole frames, seconds of the composition.  without: what is dragged."""
        bars = (bar for row in rows for bar in row.bars if bar.path not in without)
        return frozenset(time for bar in bars for time in self.of_bar(bar))

    def of_bar(self, bar: Bar) -> tuple[Fraction, ...]:
        """The beats of a sound within its bar, to whole frames, in the composition; a film has none."""
        sound = bar.sound
        if sound is None or sound.film or sound.silent:
            return ()
        found, rate = self.of(sound.media), self._stage.rate
        length = self.lengths().get(sound.media) if sound.loop else None
        return tuple(_within(found, bar, rate, length)) if len(found) else ()

    def close(self) -> None:
        """Nothing more is listened to."""
        for job in self._jobs.values():
            job.cancel()
        self._jobs.clear()

    def _key(self, media: str) -> str:
        items = (item for item in self._stage.document.project.media if item.id == media)
        return next((f"{media} {item.digest or item.path}" for item in items), media)

    def _keep(self, key: str, found: Values) -> None:
        self._kept[key] = found
        self._jobs.pop(key, None)
        if len(found):
            self.arrived.emit()


def _within(found: Values, bar: Bar, rate: FrameRate, looped: Fraction | None) -> Iterator[Fraction]:
    """looped: seconds of the file, where it is repeated."""
    assert bar.sound is not None
    start, length = float(bar.start), float(bar.end - bar.start)
    local = (found - float(bar.sound.source_start)) / float(bar.sound.speed)
    turn = 0.0 if looped is None else float(looped - bar.sound.source_start)
    if turn > 0:
        turns = np.arange(math.ceil(length / turn)) * turn
        local = (local[local >= 0][None, :] + turns[:, None]).ravel()
    for time in local[(local >= 0) & (local < length)]:
        yield rate.time_of(round((start + time) * float(rate.fraction)))


def paint_beats(painter: QPainter, rect: QRectF, times: Collection[Fraction], scale: TimeScale) -> None:
    """Faint ticks at the foot of a bar; those too near each other to be told apart are thinned."""
    if not times:
        return
    places = np.array([scale.x_of(time) for time in times])
    gap = float(np.median(np.diff(places))) if len(places) > 1 else _CLOSEST
    step = 1
    while gap * step < _CLOSEST and step < len(places):
        step *= 2
    painter.setPen(QPen(QColor(255, 255, 255, 150), 1))
    bottom = rect.bottom() - 1
    seen = [x for x in places[::step].tolist() if rect.left() <= x <= rect.right()]
    painter.drawLines([QLineF(x, bottom - px(_TICK), x, bottom) for x in seen])
