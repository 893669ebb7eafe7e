"""Listening to a file before it is chosen: decoded in a thread, played through the sound card."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from studio.base.errors import StudioError
from studio.gui.bridge import Job, bridge
from studio.media.ffmpeg import SAMPLE_RATE
from studio.media.playback import DeviceStream, Samples, SoundPlayer, Stream
from studio.media.sound_device import NoDeviceError
from studio.services.sounds import heard

_TICK_MS = 100


def open_device() -> Stream:
    """The sound card.  Raises NoDeviceError."""
    return DeviceStream()


class Listener(QObject):
    """One sound at a time."""

    changed = Signal()
    """What is heard is another, or nothing."""
    failed = Signal(object)
    """A StudioError: the file cannot be heard."""
    missing = Signal()
    """There is no sound card here."""

    def __init__(self, parent: QObject | None = None, device: Callable[[], Stream] = open_device) -> None:
        super().__init__(parent)
        self._open = device
        self.player = SoundPlayer()
        self.file: Path | None = None
        """What is heard, or about to be."""
        self._length = Fraction(0)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)

    def toggle(self, file: Path) -> None:
        """Plays a file from its beginning; the one that is heard stops."""
        if file == self.file:
            self.stop()
            return
        self.stop()
        self.file = file
        bridge().run(
            lambda job: self._load(file, job),
            self._begin,
            failed=self._refuse,
            key="listen",
            lane="listening",
            owner=self,
        )
        self.changed.emit()

    def _load(self, file: Path, job: Job[tuple[Samples, Stream | None]]) -> tuple[Samples, Stream | None]:
        samples = heard(file, job.cancellation)
        if self.player.has_device:
            return samples, None
        try:
            return samples, self._open()
        except NoDeviceError:
            return samples, None

    def _begin(self, loaded: tuple[Samples, Stream | None]) -> None:
        samples, stream = loaded
        if stream is not None:
            self.player.connect(stream)
        if not self.player.has_device:
            self.stop()
            self.missing.emit()
            return
        self._length = Fraction(len(samples), SAMPLE_RATE)
        self.player.load(samples)
        self.player.play(Fraction(0), (Fraction(0), self._length))
        self._timer.start()
        self.changed.emit()

    def _refuse(self, error: StudioError) -> None:
        self.stop()
        self.failed.emit(error)

    def _tick(self) -> None:
        if self.player.time() >= self._length:
            self.stop()

    def stop(self) -> None:
        """Silence."""
        bridge().drop("listen", "listening")
        self._timer.stop()
        self.player.pause()
        if self.file is not None:
            self.file = None
            self.changed.emit()

    def close(self) -> None:
        """Silence, and the sound card is free again."""
        self.stop()
        self.player.close()
