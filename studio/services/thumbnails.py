"""Small pictures of films, clips and files, kept on disk by what they show.

A thumbnail is named by a hash of all that decides it (document, media contents, fonts, engine, size), so it
is never out of date: what changed has another name.
"""

import contextlib
import hashlib
import os
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np

from studio.base.errors import StudioError
from studio.base.paths import cache_dir
from studio.base.time import FrameRange
from studio.encode.images import write_jpeg, write_png
from studio.media.images import digest, is_image, load_image
from studio.media.video_frames import FrameShaper
from studio.media.video_index import VideoIndex, video_index
from studio.media.video_reader import VideoReader
from studio.model.composition import Composition
from studio.model.export import ExportProfile
from studio.model.layers import Clip
from studio.render.rasterizer import Pixels
from studio.services.resources import ResourceList, contents, open_resources
from studio.services.segment_plan import segment_key
from studio.services.stills import Painter, still_time, straight_alpha

MOST_BYTES = 512 << 20
_PROFILE = ExportProfile(id="thumbnail", name={})
_QUALITY = 88


def film_thumbnail(
    composition: Composition, resources: ResourceList, box: tuple[int, int], time: Fraction | None = None
) -> Pixels:
    """A moment of a composition, as large as fits into `box` (width, height px).  time: None for its cover.

    Gives (height, width, 4) BGRA, alpha premultiplied.  Raises MediaError, FontError, InputError.
    """
    moment = still_time(composition) if time is None else time
    return film_thumbnails(composition, resources, box, [moment])[0]


def film_thumbnails(
    composition: Composition, resources: ResourceList, box: tuple[int, int], times: Sequence[Fraction]
) -> list[Pixels]:
    """Several moments; the scene is laid out once, and only if one of them is not kept yet."""
    scale = min(box[0] / composition.size.width, box[1] / composition.size.height)
    size = (max(1, round(composition.size.width * scale)), max(1, round(composition.size.height * scale)))
    used = contents(resources)
    opened = open_resources(resources)
    rate = composition.rate_exact
    painter: Painter | None = None
    made = []
    for time in times:
        frame = max(0, min(rate.frame_at(time), composition.frame_count - 1))
        frames = FrameRange(frame, frame + 1)
        key = segment_key(
            composition, frames, _PROFILE, size, lambda media: digest(opened.path_of(media)), used
        )
        kept = _kept(key)
        if kept is None:
            painter = painter or Painter(composition, resources, scale)
            kept = painter.paint(rate.time_of(frame)).copy()
            _keep(key, kept, opaque=not painter.transparent)
            if not painter.transparent:
                kept[..., 3] = 255
        made.append(kept)
    return made


def clip_composition(composition: Composition, clip: Clip) -> Composition:
    """A clip of a track as a composition of its own, for its thumbnails."""
    changes = {
        "duration": clip.duration,
        "background": clip.source.background or composition.background,
        "layers": clip.source.layers,
        "audio": (),
        "markers": (),
        "still_at": None,
    }
    return composition.model_copy(update=changes)


def file_thumbnail(path: Path, box: tuple[int, int], time: Fraction | None = None) -> Pixels:
    """A picture or film file, as large as fits into `box`; never enlarged.

    time: of a film; None: a tenth of the way in, where it has begun.
    Raises MediaError for what is neither or cannot be read.
    """
    words = f"{digest(path)} {box} {time}".encode()
    key = hashlib.blake2b(words, digest_size=20).hexdigest()
    kept = _kept(key)
    if kept is not None:
        return kept
    if is_image(path):
        loaded = load_image(path, box)
        _keep(key, loaded.pixels, opaque=not loaded.has_alpha)
        return loaded.pixels
    pixels = _film_frame(path, box, time)
    _keep(key, pixels, opaque=True)
    return pixels


def film_moments(
    path: Path, box: tuple[int, int], seconds: Fraction, rate: int, start: Fraction = Fraction(0)
) -> Iterator[Pixels]:
    """A film file from `start` on, as it moves: so many frames a second for so many seconds, each as large as
    fits into `box`.  Raises MediaError."""
    index = video_index(path)
    width, height = _within(index, box)
    reader, shaper = VideoReader(index), FrameShaper(index)
    try:
        for number in range(max(1, int(min(seconds, index.duration - start) * rate))):
            frame = reader.frame(index.frame_at(start + Fraction(number, rate)))
            yield np.array(shaper.bgra(frame, width, height))
    finally:
        reader.close()


def _within(index: VideoIndex, box: tuple[int, int]) -> tuple[int, int]:
    scale = min(1.0, box[0] / index.width, box[1] / index.height)
    return max(1, round(index.width * scale)), max(1, round(index.height * scale))


def _film_frame(path: Path, box: tuple[int, int], time: Fraction | None) -> Pixels:
    index = video_index(path)
    width, height = _within(index, box)
    number = index.frame_at(index.duration / 10 if time is None else time)
    reader = VideoReader(index)
    try:
        pixels = np.array(FrameShaper(index).bgra(reader.frame(number), width, height))
    finally:
        reader.close()
    if index.has_alpha:  # over black, as thumbnails of films are opaque
        pixels[..., :3] = (pixels[..., :3].astype(np.uint16) * pixels[..., 3:] // 255).astype(np.uint8)
        pixels[..., 3] = 255
    return pixels


def _folder() -> Path:
    folder = cache_dir() / "thumbnails"
    with contextlib.suppress(OSError):
        folder.mkdir(exist_ok=True)
    return folder


def _kept(key: str) -> Pixels | None:
    for suffix in (".jpg", ".png"):
        path = _folder() / f"{key}{suffix}"
        if path.is_file():
            with contextlib.suppress(StudioError):
                pixels = np.array(load_image(path).pixels)
                with contextlib.suppress(OSError):
                    os.utime(path)
                return pixels
    return None


def _keep(key: str, pixels: Pixels, *, opaque: bool) -> None:
    # A thumbnail that cannot be kept is made again; whoever wants to see it does not wait for the disk.
    with contextlib.suppress(StudioError, OSError):
        if opaque:
            write_jpeg(_folder() / f"{key}.jpg", pixels, quality=_QUALITY)
        else:
            write_png(_folder() / f"{key}.png", straight_alpha(pixels), opaque=False)


def prune_thumbnails(most_bytes: int = MOST_BYTES) -> int:
    """Removes those used longest ago until at most `most_bytes` are left; gives how many bytes were freed."""
    found = []
    for path in _folder().glob("*"):  # nothing where there is no such folder
        with contextlib.suppress(OSError):
            status = path.stat()
            found.append((status.st_mtime, status.st_size, path))
    total, freed = sum(size for _, size, _ in found), 0
    for _, size, path in sorted(found):
        if total - freed <= most_bytes:
            break
        with contextlib.suppress(OSError):
            path.unlink()
            freed += size
    return freed
