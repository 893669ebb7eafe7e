"""The sound of the film on the stage, kept ready for playing: mixed in a thread when something of it changes,
and the sound card, opened when the film is first played."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from studio.base.errors import StudioError
from studio.gui.bridge import Job, bridge
from studio.gui.workspace.stage import Stage
from studio.media.playback import DeviceStream, Samples, SoundPlayer, Stream
from studio.media.sound_device import NoDeviceError
from studio.services.playback import audible, film_sound

SETTLE_MS = 400
"""After the last change, so that a drag along the timeline mixes once."""
_LANE = "sound"


class FilmSound(QObject):
    """Owns the player of the sound; what it plays is always the stage's film, or soon."""

    changed = Signal()
    """The film's sound is there or gone, or the sound card."""

    def __init__(self, stage: Stage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._made_for: object = None
        self._asked_for_device = False
        self.player = SoundPlayer()
        self.player.on_lost = self._lost
        self.destroyed.connect(_closing(self.player))
        self.device_missing = False
        """Whether a sound card was looked for in vain, or has gone."""
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._mix)
        stage.edited.connect(self._changed)
        self._changed()

    @property
    def is_silent(self) -> bool:
        """Whether the film has sound that cannot be heard here."""
        return self.player.has_sound and self.device_missing

    def open_device(self) -> None:
        """Opens the sound card, once, if the film has sound; again after it has gone."""
        if self._asked_for_device or not audible(self._stage.composition):
            return
        self._asked_for_device = True
        bridge().run(self._open, self._opened, lane="sound card", owner=self)

    def close(self) -> None:
        """Nothing is heard any more."""
        self._settle.stop()
        bridge().drop(id(self), _LANE)
        self.player.close()

    def _open(self, _job: Job[Stream | None]) -> Stream | None:
        try:
            return DeviceStream()
        except NoDeviceError:
            return None

    def _opened(self, stream: Stream | None) -> None:
        self.device_missing = stream is None
        if stream is not None:
            self.player.connect(stream)
        self.changed.emit()

    def _lost(self) -> None:
        self.device_missing, self._asked_for_device = True, False
        self.changed.emit()

    def _changed(self) -> None:
        self._settle.start()

    def _mix(self) -> None:
        film, listed = self._stage.composition, self._stage.document.resources()
        sounds = audible(film)
        heard = (sounds, film.duration)
        if heard == self._made_for:
            return
        self._made_for = heard
        if not sounds:
            self._load(None)
            return
        bridge().run(
            lambda job: film_sound(film, listed, job.cancellation),
            self._load,
            failed=self._unusable,
            key=id(self),
            lane=_LANE,
            owner=self,
        )

    def _unusable(self, _error: StudioError) -> None:
        # Missing media are named where they are seen; the film plays without.
        self._load(None)

    def _load(self, samples: Samples | None) -> None:
        self.player.load(samples)
        self.changed.emit()


def _closing(player: SoundPlayer) -> Callable[..., None]:
    # Without a reference to the object that is being destroyed.
    return lambda *_: player.close()
