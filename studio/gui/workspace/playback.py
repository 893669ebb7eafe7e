"""Playing: the sound's clock says which frame belongs on screen now; frames that come too late are left out.

    SoundPlayer.time() --frame_at--> playhead --FrameSource, latest wins--> picture

The frame is asked of the clock, never counted up, so nothing drifts.  A film without sound, and a machine
without a sound card, follow the system's clock in the same way.
"""

from fractions import Fraction

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from studio.gui.workspace.film_sound import FilmSound
from studio.gui.workspace.frames import Painted
from studio.gui.workspace.stage import Stage
from studio.services.playback import FrameCount

SPEEDS = (0.25, 0.5, 1.0, 1.5, 2.0)
_TICK_MS = 8


class Player(QObject):
    """Moves the playhead of a stage as time passes."""

    changed = Signal()
    """It plays or rests, loops, is mute, has sound, or has another speed now."""

    def __init__(self, stage: Stage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self.sound = FilmSound(stage, self)
        self.sound.changed.connect(self.changed)
        self.count = FrameCount()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._speed = Fraction(1)
        self._direction = 1
        self._moving = False
        self.loop = False
        stage.moved.connect(self._sought)
        stage.ranged.connect(self._restart)

    @property
    def playing(self) -> bool:
        return self._timer.isActive()

    @property
    def speed(self) -> float:
        """Times the film's own; negative: backwards."""
        return float(self._speed * self._direction)

    @property
    def muted(self) -> bool:
        return self.sound.player.muted

    def set_muted(self, muted: bool) -> None:
        self.sound.player.muted = muted
        self.changed.emit()

    def set_speed(self, speed: float) -> None:
        """0.1 … 8 times the film's own; negative: backwards."""
        self._direction = -1 if speed < 0 else 1
        self._speed = min(Fraction(8), max(Fraction(1, 10), Fraction(abs(speed)).limit_denominator(100)))
        self._restart()
        self.changed.emit()

    def set_loop(self, loop: bool) -> None:
        self.loop = loop
        self._restart()
        self.changed.emit()

    def toggle(self) -> None:
        if self.playing:
            self.pause()
        else:
            self.play()

    def play(self) -> None:
        """From the playhead; at the end of the range, from its beginning."""
        self.sound.open_device()
        if not self.playing:
            self.count = FrameCount()
        start, end = self._stage.range
        frame = self._stage.frame
        if self._direction > 0 and not start <= frame < end - 1:
            self._go(start)
        elif self._direction < 0 and not start < frame < end:
            self._go(end - 1)
        self._timer.start()
        self._restart()
        self.changed.emit()

    def pause(self) -> None:
        if self.playing:
            self._timer.stop()
            self.sound.player.pause()
            self.changed.emit()

    def faster(self, direction: int) -> None:
        """L and J: plays forwards or backwards; again, twice as fast."""
        if self.playing and direction == self._direction:
            self.set_speed(float(direction * min(Fraction(8), self._speed * 2)))
        else:
            self.set_speed(direction)
        self.play()

    def stop(self) -> None:
        """K: rests, at the film's own speed."""
        self.pause()
        self.set_speed(1.0)

    def close(self) -> None:
        """Ends playing and lets the sound card go."""
        self.pause()
        self.sound.close()

    def note_shown(self, painted: Painted) -> None:
        """A frame is on screen: counted while it plays."""
        if self.playing and self._speed <= 1:  # at twice the speed frames are left out on purpose
            self.count.show(self._stage.rate.frame_at(painted.wish.time), self._direction)

    def _restart(self) -> None:
        if not self.playing:
            return
        start, end = self._stage.range
        rate = self._stage.rate
        self.count.begin()
        self.sound.player.play(
            self._stage.time,
            (rate.time_of(start), rate.time_of(end)),
            speed=self._speed * self._direction,
            loop=self.loop,
        )

    def _sought(self) -> None:
        if not self._moving:
            self._restart()

    def _go(self, frame: int) -> None:
        self._moving = True
        try:
            self._stage.seek(frame)
        finally:
            self._moving = False

    def _tick(self) -> None:
        start, end = self._stage.range
        now = self.sound.player.time()
        frame = self._stage.rate.frame_at(now)
        self._go(min(max(start, frame), end - 1))
        over = frame >= end if self._direction > 0 else now <= self._stage.rate.time_of(start)
        if over and not self.loop:
            self.pause()
