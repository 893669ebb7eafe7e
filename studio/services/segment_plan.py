"""Where a film is cut into segments, and under which key each is kept.

Cuts depend on the film alone, never on the machine: any number of workers makes the same segments.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from itertools import pairwise
from pathlib import Path
from typing import Any

from msgspec import Struct

from studio import __version__
from studio.base.paths import assets_dir, presets_dir
from studio.base.time import FrameRange
from studio.media.ffmpeg import ffmpeg_path
from studio.model.composition import Composition
from studio.model.document import as_json
from studio.model.export import ExportProfile
from studio.model.layers import TrackLayer
from studio.scene.restrict import restricted
from studio.scene.track_time import spans_of

_ENGINE = ("base", "model", "animation", "text", "media", "scene", "render", "encode")
"""Packages whose code decides what a frame looks like."""

LIBRARIES = (
    *("Babel", "PySide6-Essentials", "Pillow", "av", "fonttools", "hijridate"),
    *("numpy", "skia-pathops", "uharfbuzz"),
)
"""Libraries whose code does."""


class PlannedSegment(Struct, frozen=True):
    """frames: of the whole film; key: hexadecimal, the same only for the same pictures."""

    index: int
    frames: FrameRange
    key: str


def cut_points(composition: Composition, segment_seconds: float) -> list[int]:
    """Frames at which segments begin, and the film's end: at scene changes where they are, and evenly
    between.

    No segment is longer than about 1.5 times, or (but for short films) shorter than half of
    `segment_seconds`.
    """
    total = composition.frame_count
    rate = composition.rate_exact
    wanted = max(1, round(segment_seconds * float(rate.fraction)))
    changes = {0, total}
    for layer in composition.layers:
        if isinstance(layer, TrackLayer):
            spans, _ = spans_of(layer)
            changes |= {rate.first_frame_from(layer.start + span.start) for span in spans}
    marks = [0]
    for frame in sorted(change for change in changes if 0 < change < total):
        if frame - marks[-1] >= wanted // 2 and total - frame >= wanted // 2:
            marks.append(frame)
    marks.append(total)
    cuts = [0]
    for start, end in pairwise(marks):
        pieces = max(1, round((end - start) / wanted))
        cuts += [start + (end - start) * piece // pieces for piece in range(1, pieces + 1)]
    return cuts


def plan_segments(
    composition: Composition,
    profile: ExportProfile,
    size: tuple[int, int],
    digest_of: Callable[[str], str],
    wanted: FrameRange | None = None,
    resources: Sequence[str] = (),
) -> list[PlannedSegment]:
    """The film's segments (those within `wanted` frames; the first and last cut to it).

    size: output pixels.  digest_of: the content digest of a media reference.  resources: digests of what else
    the project brings along, such as fonts.
    """
    cuts = cut_points(composition, profile.segment_seconds)
    wanted = wanted if wanted is not None else FrameRange(0, composition.frame_count)
    planned: list[PlannedSegment] = []
    for start, end in pairwise(cuts):
        start, end = max(start, wanted.start), min(end, wanted.end)
        if start < end:
            frames = FrameRange(start, end)
            key = segment_key(composition, frames, profile, size, digest_of, resources)
            planned.append(PlannedSegment(len(planned), frames, key))
    return planned


def segment_key(
    composition: Composition,
    frames: FrameRange,
    profile: ExportProfile,
    size: tuple[int, int],
    digest_of: Callable[[str], str],
    resources: Sequence[str] = (),
) -> str:
    """A hash of all that decides the segment's pictures and their encoding."""
    seen = as_json(restricted(composition, frames.times(composition.rate_exact)))
    content = {
        "engine": engine_fingerprint(),
        "document": seen,
        "frames": [frames.start, frames.end],
        "size": size,
        "encoding": [profile.container, profile.quality, profile.speed],
        "media": {media: digest_of(media) for media in sorted(set(media_in(seen)))},
        "resources": list(resources),
    }
    data = json.dumps(content, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=20).hexdigest()


def media_in(data: Any) -> Iterable[str]:
    """The media references in a document's plain data."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "media" and isinstance(value, str):
                yield value
            else:
                yield from media_in(value)
    elif isinstance(data, list):
        for value in data:
            yield from media_in(value)


@cache
def engine_fingerprint() -> str:
    """A hash of what makes pictures beside the document: our code and design, the libraries that paint, shape
    and convert, and the encoder (segments of two encoders do not join)."""
    digest = hashlib.blake2b(f"{__version__} {sys.byteorder}".encode(), digest_size=16)
    for library in LIBRARIES:
        digest.update(f"{library} {_facts_of(library)}".encode())
    encoder = Path(ffmpeg_path())
    digest.update(f"{encoder.name} {encoder.stat().st_size}".encode())
    package = Path(__file__).resolve().parent.parent
    files = [path for part in _ENGINE for path in sorted((package / part).rglob("*.py"))]
    files += [presets_dir() / "design.toml", *sorted((presets_dir() / "animations").glob("*.toml"))]
    files += [assets_dir() / "icons" / "icons.json", *sorted((assets_dir() / "fonts").rglob("font.toml"))]
    for path in files:
        if path.is_file():  # a frozen program carries its sources too, for this
            digest.update(path.name.encode() + path.read_bytes())
    for path in sorted((assets_dir() / "fonts").rglob("*.ttf")):
        digest.update(f"{path.name} {path.stat().st_size}".encode())
    return digest.hexdigest()


def _facts_of(library: str) -> str:
    """What its package says of it, the version included, as it stands; parsed, each would take 2 ms."""
    try:
        return distribution(library).read_text("METADATA") or ""
    except PackageNotFoundError:  # run from a tree without an installed package
        return ""
