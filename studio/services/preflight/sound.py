"""Findings that are heard: no sound, silence, too quiet; and sounds whose licence nobody wrote down."""

import tempfile
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from studio.base.cancellation import Cancellation
from studio.base.time import TimeRange
from studio.media.audio import SoundClip, SoundSettings, measure_loudness, render_sound
from studio.model.composition import Composition
from studio.model.project import ASSET, Project
from studio.scene.audio_plan import sound_clips
from studio.scene.findings import Finding
from studio.scene.resources import SceneResources

QUIET = -30.0
"""LUFS; bringing it to -14 raises noise by 16 dB and more."""
_SHORT = Fraction(3)
"""Seconds under which nobody misses sound."""


def sound_findings(
    composition: Composition, resources: SceneResources, cancellation: Cancellation
) -> Iterator[Finding]:
    """What is wrong with the sound as it is mixed, before the export brings it to its loudness.

    Raises MediaError, EncodeError, OutputError, Cancelled.
    """
    whole = TimeRange(Fraction(0), Fraction(composition.duration))
    clips = tuple(sound_clips(composition, resources, whole))
    if not clips:
        if composition.duration >= _SHORT:
            hint = "Add music or a voice, or leave it silent on purpose."
            yield Finding("no-sound", "", "The film has no sound.", hint, "note")
        return
    loudness = _loudness(clips, whole.duration, cancellation)
    if loudness is None:
        hint = "Look at the volume and the fades of its sounds."
        yield Finding("silent-sound", "", "Nothing is heard of the film's sounds.", hint)
    elif loudness < QUIET:
        yield Finding(
            "quiet-sound",
            "",
            f"The sound is very quiet ({loudness:.0f} LUFS); the export raises it, and its noise with it.",
            "Record it nearer or louder, or choose another.",
        )


def _loudness(clips: tuple[SoundClip, ...], duration: Fraction, cancellation: Cancellation) -> float | None:
    """LUFS; None for silence.  Kept, as sounds seldom change while words do."""
    marks = tuple(_mark(clip.path) for clip in clips)
    key = (repr(clips), duration, marks)
    if key not in _kept():
        _kept().clear()
        _kept()[key] = _measured(clips, duration, cancellation)
    return _kept()[key]


@lru_cache(maxsize=1)
def _kept() -> dict[object, float | None]:
    return {}


def _mark(path: Path) -> tuple[int, int]:
    try:
        facts = path.stat()
    except OSError:
        return 0, 0
    return facts.st_size, facts.st_mtime_ns


def _measured(clips: tuple[SoundClip, ...], duration: Fraction, cancellation: Cancellation) -> float | None:
    with tempfile.TemporaryDirectory(prefix="hiwar-sound-") as folder:
        mixed = Path(folder) / "sound.m4a"
        if render_sound(clips, duration, mixed, SoundSettings(loudness=None), cancellation) is None:
            return None
        return measure_loudness(mixed, cancellation).integrated


def licence_findings(project: Project, composition: Composition) -> Iterator[Finding]:
    """Sounds of people's own of which nobody has written down who made them and on what terms."""
    listed = {item.id: item for item in project.media}
    for media in dict.fromkeys(clip.media for clip in composition.audio):
        item = listed.get(media)
        if media.startswith(ASSET) or item is None or item.path.startswith(ASSET) or item.licence.strip():
            continue
        yield Finding(
            "no-licence",
            "",
            f"Nothing is said about the licence of the sound '{media}'.",
            "Write who made it and on what terms; places take films with unknown music down.",
            "note",
            about=media,
            asks="licence",
        )
