"""How long an export will take and what it will weigh, by the pace measured at earlier exports here.

    frames still to be made  x  pixels  /  pixels a second     -> seconds
    frames of the film       x  pixels  x  bytes a pixel       -> bytes (and its sound)

Finished segments in the store count for the size and not for the time.
"""

import json
from pathlib import Path

from msgspec import Struct

from studio.base.errors import OutputError
from studio.base.files import write_file
from studio.base.paths import cache_dir
from studio.base.time import FrameRange
from studio.encode.segments import SegmentStore
from studio.media.images import digest
from studio.model.composition import Composition
from studio.model.export import ExportProfile
from studio.scene.audio_plan import sound_clips
from studio.services.export import output_size
from studio.services.resources import ResourceList, contents, open_resources
from studio.services.segment_plan import plan_segments

_FIRST_GUESS = {"draft": (110e6, 0.0010), "standard": (200e6, 0.0013), "high": (180e6, 0.0020)}
"""Pixels a second and bytes a pixel by quality, before anything was measured (measured on two cores:
films of animated text over photos)."""

_START_SECONDS = 1.5
"""Workers start, the film is planned, joined and checked."""

_NEWEST_WEIGHT = 0.5
"""How much the last measurement counts against all before it."""


class Pace(Struct, frozen=True):
    """pixels_per_second: painted and encoded by all workers together.  bytes_per_pixel: of the film's
    pictures."""

    pixels_per_second: float
    bytes_per_pixel: float


class Estimate(Struct, frozen=True):
    """size: pixels.  seconds: of work; bytes: of the file.  kept: the share of frames that is finished."""

    size: tuple[int, int]
    seconds: float
    bytes: float
    kept: float


def estimate(
    composition: Composition, resources: ResourceList, profile: ExportProfile, store: Path | None = None
) -> Estimate:
    """What an export of the whole film will take and weigh.  store: of segments, None: the program's.

    Raises MediaError, FontError, InputError, as the export would.
    """
    size = output_size(composition, profile)
    opened = open_resources(resources)
    frames = FrameRange(0, composition.frame_count)
    kept = SegmentStore(store if store is not None else cache_dir() / "segments")
    planned = plan_segments(
        composition, profile, size, lambda media: digest(opened.path_of(media)), frames, contents(resources)
    )
    missing = sum(
        len(segment.frames) for segment in planned if not kept.has(segment.key, len(segment.frames))
    )
    pace, pixels = pace_of(profile), size[0] * size[1]
    times = frames.times(composition.rate_exact)
    heard = bool(sound_clips(composition, opened, times))
    sound = float(times.duration) * profile.audio_kbps * 125 if heard else 0.0
    return Estimate(
        size,
        _START_SECONDS + missing * pixels / pace.pixels_per_second,
        len(frames) * pixels * pace.bytes_per_pixel + sound,
        1 - missing / len(frames),
    )


def pace_of(profile: ExportProfile) -> Pace:
    """The measured pace of a profile's quality, else a first guess."""
    measured = _read().get(profile.quality)
    return measured if measured is not None else Pace(*_FIRST_GUESS[profile.quality])


def learn(
    profile: ExportProfile,
    size: tuple[int, int],
    rendered_frames: int,
    frames: int,
    seconds: float,
    bytes: int,
) -> None:
    """Takes a finished export into account.  rendered_frames: those that were not kept from before."""
    pixels = size[0] * size[1]
    before = pace_of(profile)
    speed, weight = before.pixels_per_second, before.bytes_per_pixel
    if rendered_frames >= frames / 4 and seconds > _START_SECONDS:
        speed = _mixed(rendered_frames * pixels / (seconds - _START_SECONDS / 2), speed)
    if frames:
        weight = _mixed(bytes / (frames * pixels), weight)
    table = _read() | {profile.quality: Pace(speed, weight)}
    rows = {name: [pace.pixels_per_second, pace.bytes_per_pixel] for name, pace in table.items()}
    try:
        write_file(_file(), json.dumps(rows).encode())
    except OutputError:
        return  # an estimate that cannot be kept is guessed again


def _mixed(new: float, old: float) -> float:
    return _NEWEST_WEIGHT * new + (1 - _NEWEST_WEIGHT) * old


def _file() -> Path:
    return cache_dir() / "export-pace.json"


def _read() -> dict[str, Pace]:
    try:
        rows = json.loads(_file().read_bytes())
        found = {str(name): Pace(float(row[0]), float(row[1])) for name, row in rows.items()}
    except (OSError, ValueError, TypeError, AttributeError, LookupError):
        return {}  # not measured yet, or written by another version
    return {name: pace for name, pace in found.items() if pace.pixels_per_second > 0 < pace.bytes_per_pixel}
