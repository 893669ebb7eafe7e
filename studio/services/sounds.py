"""Music and short sounds to put under a film: those of the program, and how any sound is heard."""

import hashlib
import json
from fractions import Fraction
from functools import cache
from pathlib import Path

from msgspec import Struct

from studio.base.cancellation import Cancellation
from studio.base.errors import MediaError
from studio.base.paths import assets_dir, cache_dir
from studio.media.images import digest
from studio.media.pcm import open_pcm, write_pcm
from studio.media.playback import Samples
from studio.media.probe import probe
from studio.model.project import ASSET

LONGEST_HEARD = 1800
"""Seconds of a file that may be listened to before it is chosen."""


class BundledSound(Struct, frozen=True):
    """media: how a film names it.  loop: a bed of music that goes round; else a short sound."""

    id: str
    media: str
    file: Path
    name: dict[str, str]
    loop: bool
    seconds: Fraction


@cache
def bundled_sounds() -> tuple[BundledSound, ...]:
    """All of them, beds of music first."""
    folder = assets_dir() / "sounds"
    listed = json.loads((folder / "sounds.json").read_text("utf-8"))
    found = []
    for id, facts in listed.items():
        file = folder / facts["file"]
        found.append(
            BundledSound(
                id,
                f"{ASSET}sounds/{facts['file']}",
                file,
                {language: facts[language] for language in ("ar", "en")},
                facts["loop"],
                sound_length(file),
            )
        )
    return tuple(sorted(found, key=lambda one: not one.loop))


def sound_length(file: Path) -> Fraction:
    """Seconds of a file's sound.  Raises MediaError for what cannot be heard."""
    info = probe(file)
    if info.audio is None:
        raise MediaError("there is no sound in this file", "Choose another.", str(file))
    return info.duration or Fraction(0)


def heard(file: Path, cancellation: Cancellation | None = None) -> Samples:
    """A file's sound as samples, kept in the cache.

    Raises MediaError for what cannot be heard or is too long to be listened to, OutputError, Cancelled.
    """
    if sound_length(file) > LONGEST_HEARD:
        raise MediaError("this sound is too long", "Choose one of at most half an hour.", str(file))
    name = hashlib.blake2b(f"heard {digest(file)}".encode(), digest_size=16).hexdigest()
    pcm = cache_dir() / "sound" / f"{name}.pcm"
    if not pcm.is_file():
        pcm.parent.mkdir(parents=True, exist_ok=True)
        write_pcm(file, pcm, cancellation)
    return open_pcm(pcm)
