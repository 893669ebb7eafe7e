"""Playing a film in the window: its finished sound as samples, and a count of the frames that were seen.

The sound is the very one of the export, mixed and brought to loudness by the same code and kept by the same
key: a film that was played exports without mixing again, and the other way round.
"""

import contextlib
from fractions import Fraction
from pathlib import Path

from msgspec import Struct

from studio.base.cancellation import Cancellation
from studio.base.paths import cache_dir
from studio.base.time import TimeRange
from studio.media.audio import SoundSettings, render_sound, sound_key
from studio.media.pcm import open_pcm, write_pcm
from studio.media.playback import Samples
from studio.model.composition import Composition
from studio.scene.audio_plan import has_solo, heard_audio, sound_clips
from studio.scene.film_sounds import heard_films
from studio.services.resources import ResourceList, open_resources

KEPT_BYTES = 1 << 30
"""How much decoded sound may take in the cache before the least lately used is removed."""


def audible(composition: Composition) -> tuple[object, ...]:
    """All that can be heard: sounds and films that are not muted; empty for a silent film.

    Equal for equal sound, so that it tells whether an edit was one of sound.
    """
    return (*heard_audio(composition), *heard_films(composition, alone=has_solo(composition)))


def film_sound(
    composition: Composition,
    listed: ResourceList,
    cancellation: Cancellation | None = None,
    store: Path | None = None,
) -> Samples | None:
    """What is heard of a whole film, as 48 kHz stereo samples on disk; None for silence.

    Takes seconds the first time.  store: where finished sounds are; None: the program's cache.
    Raises MediaError, EncodeError, OutputError, FontError, Cancelled.
    """
    whole = TimeRange(Fraction(0), composition.duration)
    clips = sound_clips(composition, open_resources(listed), whole)
    if not clips:
        return None
    folder = store if store is not None else cache_dir()
    settings = SoundSettings()
    name = sound_key(clips, composition.duration, settings)
    pcm = folder / "sound" / f"{name}.pcm"
    if not pcm.is_file():
        finished: Path | None = folder / "segments" / f"{name}.m4a"
        if finished is not None and not finished.is_file():
            finished.parent.mkdir(parents=True, exist_ok=True)
            finished = render_sound(clips, composition.duration, finished, settings, cancellation)
        pcm.parent.mkdir(parents=True, exist_ok=True)
        if finished is None:
            pcm.touch()
        else:
            write_pcm(finished, pcm, cancellation)
            _prune(pcm.parent, pcm)
    samples = open_pcm(pcm)
    return samples if len(samples) else None


def _prune(folder: Path, keep: Path) -> None:
    files = []
    for path in folder.glob("*.pcm"):
        with contextlib.suppress(OSError):
            state = path.stat()
            files.append((state.st_atime_ns, state.st_size, path))
    left = sum(size for _, size, _ in files)
    for _, size, path in sorted(files):
        if left <= KEPT_BYTES:
            return
        if path != keep:
            with contextlib.suppress(OSError):  # in use elsewhere
                path.unlink()
                left -= size


class FrameCount(Struct):
    """How playing goes: frames of the film that were shown in their time, and those that were left out."""

    painted: int = 0
    dropped: int = 0
    _last: int | None = None

    def begin(self) -> None:
        """It plays from another place."""
        self._last = None

    def show(self, frame: int, direction: int = 1) -> None:
        """A frame is on screen.  direction: 1 forwards, -1 backwards; a step against it is the loop's return,
        at which nothing is left out."""
        if frame == self._last:
            return
        if self._last is not None:
            self.dropped += max(0, (frame - self._last) * direction - 1)
        self.painted += 1
        self._last = frame
