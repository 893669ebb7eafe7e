"""A contact sheet of a film file, whoever made it."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer
from av.video.frame import VideoFrame

from studio.base.errors import MediaError
from studio.media.probe import open_media, probe
from studio.render.rasterizer import Pixels
from studio.services.output_place import check_place
from studio.services.stills import Sheet, middles

SUFFIXES = frozenset({".mp4", ".mov", ".m4v", ".webm", ".mkv", ".avi"})
"""Names of files that are films, not projects."""


def film_sheet(film: Path, output: Path, count: int = 12, width: int = 1600) -> None:
    """Frames at even distances, in reading order from the left, on one picture `width` px wide.

    Raises MediaError for what is no film or is damaged, InputError, OutputError.
    """
    check_place(output, "picture")
    info = probe(film)
    if info.video is None or not info.duration:
        raise MediaError("there are no moving pictures in this file", "Choose a film.", str(film))
    sheet = Sheet(count, info.video.width / info.video.height, width)
    turns = info.video.rotation // 90
    with open_media(film) as container:
        for index, frame in enumerate(_frames(container, middles(info.duration, count), film)):
            sheet.put(index, _small(frame, sheet, turns))
    sheet.save(output)


def _frames(container: InputContainer, times: list[Fraction], film: Path) -> Iterator[VideoFrame]:
    for time in times:
        yield frame_near(container, time, film)


def frame_near(container: InputContainer, time: Fraction, film: Path) -> VideoFrame:
    """The frame of a film that is on screen at `time` (seconds from its start).  Raises MediaError."""
    first = Fraction(container.start_time or 0, av.time_base)
    container.seek(int((first + time) * av.time_base))
    shown: VideoFrame | None = None
    for frame in container.decode(container.streams.video[0]):
        if shown is not None and frame.time > first + time:
            break
        shown = frame
    if shown is None:
        raise MediaError("this film is damaged: a frame cannot be read", "Copy it again.", str(film))
    return shown


def _small(frame: VideoFrame, sheet: Sheet, turns: int) -> Pixels:
    width, height = sheet.cell_width, sheet.cell_height
    if turns % 2:
        width, height = height, width
    pixels = frame.to_ndarray(format="bgra", width=width, height=height)
    return np.ascontiguousarray(np.rot90(pixels, -turns)).astype(np.uint8, copy=False)
