"""Light copies of films: the same frames at the same times, small and quick to decode from anywhere.

    film --ffmpeg, in the background--> H.264, a key frame every 15th, upright, SDR --compared--> a copy

A copy whose frames are not as many, or do not come at the same times, is none.

Films with transparency become ProRes 4444, whose every frame is a key frame: of what FFmpeg writes with alpha
it is read by any build and is small enough.  Measured on ProRes 4444 of 3840 x 2160 with noise in its alpha,
CPU time to decode a frame: the film 101 ms (5.9 MB a frame), its copy of 1280 x 720 10 ms (0.4 MB); MagicYUV
6 ms, but 0.9 MB; FFV1 26 ms; VP9's alpha takes a decoder beside FFmpeg's own.
"""

import math
import re
from collections.abc import Callable
from pathlib import Path

import ffmpeg
import numpy as np
from av.video.reformatter import Colorspace
from msgspec import Struct

from studio.base.cancellation import Cancellation
from studio.base.errors import MediaError
from studio.media.ffmpeg import FORMATS, PROTOCOLS, FfmpegProcess, file_argument
from studio.media.tone_map import cube_file
from studio.media.video_frames import matrix_of
from studio.media.video_index import VideoIndex, video_index
from studio.media.video_reader import VideoReader

SHORT_SIDE = 720
"""px of the copy's shorter side, or the film's own if that is less."""

_TOLERANCE = 0.002
"""Seconds that a frame's time may be off by rounding; compared with less than half of the shortest frame."""

_MATRIX_NAMES = {
    Colorspace.ITU709: "bt709",
    Colorspace.FCC: "fcc",
    Colorspace.ITU601: "smpte170m",
    Colorspace.SMPTE240M: "smpte240m",
    Colorspace.BT2020: "bt2020",
}

Progress = Callable[[float], object]
"""Told how much is done, 0 … 1."""


def copy_size(index: VideoIndex) -> tuple[int, int]:
    """The copy's width and height in px, both even, as the film is seen."""
    scale = min(1.0, SHORT_SIDE / min(index.width, index.height))
    return max(2, 2 * round(index.width * scale / 2)), max(2, 2 * round(index.height * scale / 2))


def write_light_copy(
    index: VideoIndex,
    output: Path,
    cancellation: Cancellation | None = None,
    progress: Progress | None = None,
) -> None:
    """Makes a film's light copy at `output`, an MP4 or MOV whatever its name is; at low priority.

    Raises MediaError for a film that cannot be copied frame by frame, EncodeError, OutputError, Cancelled;
    what is at `output` then is of no use.
    """
    if index.has_alpha and index.is_hdr:  # the cube of tones leaves no transparency
        raise MediaError(
            "an HDR film with transparency has no light copy", "It is shown as it is.", str(index.path)
        )
    asked = cancellation or Cancellation()
    width, height = copy_size(index)
    copy = _LightCopy(
        file_argument(index.path),
        file_argument(output),
        width,
        height,
        None if _is_rgb(index) else _MATRIX_NAMES[matrix_of(index.color, index.coded)],
        _is_rgb(index) or index.color.full_range or index.pixel_format.startswith("yuvj"),
        index.interlaced,
        file_argument(cube_file(index.color.transfer)) if index.is_hdr else None,
        index.has_alpha,
        _alpha_decoder(index) if index.has_alpha else None,
    )
    with FfmpegProcess(_arguments(copy), background=True) as process:

        def ask() -> bool:
            # Asked some times a second while ffmpeg works: the moment to say how far it is.
            done = re.findall(r"^frame=\s*(\d+)", process.log, re.MULTILINE)
            if progress is not None and done:
                progress(min(1.0, int(done[-1]) / index.count))
            return asked.cancelled

        process.finish(Cancellation(ask))
    if not agrees(index, output):
        raise MediaError(
            "this film cannot be copied frame by frame", "It is shown as it is.", str(index.path)
        )


def agrees(index: VideoIndex, copy: Path) -> bool:
    """Whether a file is a whole light copy: as many frames, each at its time, so that the same number means
    the same frame."""
    try:
        made = video_index(copy)
    except MediaError:
        return False
    if made.count != index.count or (made.width, made.height) != copy_size(index) or made.rotation:
        return False
    if made.has_alpha != index.has_alpha:
        return False
    if index.counted or index.count == 1:
        return True
    wanted = (index.pts - index.pts[0]) * float(index.tick)
    times = (made.pts - made.pts[0]) * float(made.tick)
    allowed = min(_TOLERANCE, float(np.diff(wanted).min()) * 0.45)
    return bool(np.abs(wanted - times).max() <= allowed)


def longest_gap(index: VideoIndex) -> float:
    """Seconds of the longest stretch without a key frame; infinite where there is no seeking at all."""
    if index.counted or not index.keys:
        return math.inf
    at = np.array([*(key.pts for key in index.keys), index.end])
    return float(np.diff(at).max()) * float(index.tick)


def _alpha_decoder(index: VideoIndex) -> str | None:
    reader = VideoReader(index)
    try:
        return reader.alpha_decoder()
    finally:
        reader.close()


def _is_rgb(index: VideoIndex) -> bool:
    return index.pixel_format.startswith(("rgb", "bgr", "gbr", "argb", "abgr", "pal8"))


class _LightCopy(Struct, frozen=True):
    """width, height: even px.  matrix: what the source's luma and chroma were made with, as ffmpeg calls it;
    None for RGB.  cube: a file of tones for HDR.  decoder: that reads the alpha, where FFmpeg's own does not.
    """

    source: str
    output: str
    width: int
    height: int
    matrix: str | None
    full_range: bool
    interlaced: bool
    cube: str | None
    alpha: bool = False
    decoder: str | None = None


_H264 = {
    "f": "mp4",
    "vcodec": "libx264",
    "preset": "superfast",
    "tune": "fastdecode",
    "crf": 22,
    "g": 15,
    "bf": 0,
}
_PRORES = {"f": "mov", "vcodec": "prores_ks", "profile:v": 4, "alpha_bits": 8, "qscale:v": 16}


def _arguments(copy: _LightCopy) -> list[str]:
    """The copy as an MP4 of H.264, or a MOV of ProRes; how far it is stands in the log as `frame=` after
    `-progress`."""
    decoder = {} if copy.decoder is None else {"c:v": copy.decoder}
    source = ffmpeg.input(copy.source, protocol_whitelist=PROTOCOLS, format_whitelist=FORMATS, **decoder)
    film = source.video
    if copy.interlaced:
        film = film.filter("yadif")
    read = {"in_range": "pc" if copy.full_range else "tv"}
    if copy.matrix is not None:
        read["in_color_matrix"] = copy.matrix
    written = {"out_color_matrix": "bt709", "out_range": "tv"}
    if copy.cube is None:
        film = film.filter("scale", copy.width, copy.height, flags="bilinear", **read, **written)
    else:
        film = film.filter("scale", copy.width, copy.height, flags="bilinear", out_range="pc", **read)
        film = film.filter("format", "gbrp10le").filter("lut3d", file=copy.cube).filter("scale", **written)
    film = film.filter("format", "yuva444p10le" if copy.alpha else "yuv420p").filter("setsar", 1)
    film = film.filter(
        "setparams", colorspace="bt709", color_primaries="bt709", color_trc="bt709", range="tv"
    )
    stream = film.output(
        copy.output,
        **(_PRORES if copy.alpha else _H264),
        # Each frame once, at its own time: no rate is made constant.
        fps_mode="passthrough",
        enc_time_base="1:90000",
        video_track_timescale=90_000,
        map_metadata=-1,
        progress="pipe:2",
        stats_period=0.25,
    )
    arguments: list[str] = ffmpeg.get_args(stream)
    return arguments
