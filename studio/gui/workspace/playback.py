"""Playing: a clock says which frame belongs on screen now; frames that come too late are left out.

The frame is worked out from the time that has passed, never counted up, so nothing drifts.  With sound its
clock would lead (`sound_available`); without Qt's sound module films play silent, and the window says so.
"""

from fractions import Fraction
from functools import cache
from importlib.util import find_spec

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from studio.gui.workspace.stage import Stage

SPEEDS = (0.25, 0.5, 1.0, 1.5, 2.0)
_TICK_MS = 8


@cache
def sound_available() -> bool:
    """Whether Qt's sound module is installed (it is a package of its own, PySide6-Addons)."""
    return find_spec("PySide6.QtMultimedia") is not None


class Player(QObject):
    """Moves the playhead of a stage as time passes."""

    changed = Signal()
    """It plays or rests, loops, or has another speed now."""

    def __init__(self, stage: Stage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._from = 0
        self._speed = 1.0
        self._direction = 1
        self._moving = False
        self.loop = False
        stage.moved.connect(self._sought)

    @property
    def playing(self) -> bool:
        return self._timer.isActive()

    @property
    def speed(self) -> float:
        """Times the film's own; negative: backwards."""
        return self._speed * self._direction

    def set_speed(self, speed: float) -> None:
        """0.1 … 8 times the film's own; negative: backwards."""
        self._direction = -1 if speed < 0 else 1
        self._speed = min(8.0, max(0.1, abs(speed)))
        self._restart()
        self.changed.emit()

    def set_loop(self, loop: bool) -> None:
        self.loop = loop
        self.changed.emit()

    def toggle(self) -> None:
        if self.playing:
            self.pause()
        else:
            self.play()

    def play(self) -> None:
        """From the playhead; at the end of the range, from its beginning."""
        start, end = self._stage.range
        frame = self._stage.frame
        if self._direction > 0 and not start <= frame < end - 1:
            self._go(start)
        elif self._direction < 0 and not start < frame < end:
            self._go(end - 1)
        self._restart()
        self._timer.start()
        self.changed.emit()

    def pause(self) -> None:
        if self.playing:
            self._timer.stop()
            self.changed.emit()

    def faster(self, direction: int) -> None:
        """L and J: plays forwards or backwards; again, twice as fast."""
        if self.playing and direction == self._direction:
            self.set_speed(direction * min(8.0, self._speed * 2))
        else:
            self.set_speed(direction)
        self.play()

    def stop(self) -> None:
        """K: rests, at the film's own speed."""
        self.pause()
        self.set_speed(1.0)

    def _restart(self) -> None:
        self._from = self._stage.frame
        self._clock.start()

    def _sought(self) -> None:
        if self.playing and not self._moving:
            self._restart()

    def _go(self, frame: int) -> None:
        self._moving = True
        try:
            self._stage.seek(frame)
        finally:
            self._moving = False

    def _tick(self) -> None:
        passed = Fraction(self._clock.nsecsElapsed(), 1_000_000_000)
        frames = int(passed * self._stage.rate.fraction * Fraction(self._speed).limit_denominator(100))
        frame = self._from + self._direction * frames
        start, end = self._stage.range
        if start <= frame < end:
            self._go(frame)
        elif self.loop:
            self._go(start if self._direction > 0 else end - 1)
            self._restart()
        else:
            self._go(end - 1 if self._direction > 0 else start)
            self.pause()
