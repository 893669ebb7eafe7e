"""Awkward films: every frame carries its own number, so that a test can tell which one it is given.

The number stands in the upper half as eight bars from the left, the lowest bit first, white for 1; the lower
half is grey on the left and black on the right.  Turned or mirrored films give another number.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.media.ffmpeg import run

BITS = 8
WIDTH, HEIGHT = 64, 48

_BARS = (
    "geq=lum='if(lt(Y,H/2),16+219*mod(floor(N/pow(2,floor(X*8/W))),2),if(lt(X,W/2),126,16))':cb=128:cr=128"
)

_PLAIN = ("-c:v", "libx264", "-preset", "ultrafast", "-g", "12", "-crf", "12")
BFRAMES = (*_PLAIN, "-bf", "3", "-x264-params", "scenecut=0:b-adapt=0")
OPEN_GOP = (*_PLAIN, "-bf", "3", "-x264-params", "scenecut=0:open-gop=1:b-adapt=0:min-keyint=12")
INTERLACED = (*_PLAIN, "-flags", "+ildct+ilme", "-x264-params", "tff=1")
TONE = ("-f", "lavfi", "-i", "sine=440:r=48000")

VFR = "setpts='(N+floor(N/3)*2)/30/TB',format=yuv420p"
"""Filters: every third frame lasts three times as long."""

HLG = (
    "format=yuv420p10le,setparams=color_primaries=bt2020:color_trc=arib-std-b67:colorspace=bt2020nc:range=tv"
)
"""Filters: ten bits, tagged as HLG."""


def source(frames: int = 40, rate: str = "30", width: int = WIDTH, height: int = HEIGHT) -> tuple[str, ...]:
    """ffmpeg's input: numbered frames."""
    picture = f"color=black:s={width}x{height}:r={rate},format=yuv444p,{_BARS}"
    return ("-f", "lavfi", "-t", str(frames / _rate(rate)), "-i", picture)


def _rate(rate: str) -> float:
    over, _, under = rate.partition("/")
    return float(over) / float(under or 1)


def film(
    path: Path,
    *coding: str,
    frames: int = 40,
    rate: str = "30",
    size: tuple[int, int] = (WIDTH, HEIGHT),
    filters: str = "format=yuv420p",
    sound: tuple[str, ...] = (),
) -> Path:
    """A numbered film.  coding: of picture and container, by default H.264 with B-frames.

    sound: an input of ffmpeg.
    """
    length = ("-t", str(frames / _rate(rate)))
    run(
        [
            *source(frames, rate, *size),
            *sound,
            *("-vf", filters),
            *(coding or BFRAMES),
            *(length if sound else ()),
            *("-fflags", "+bitexact", "-map_metadata", "-1"),
            str(path),
        ]
    )
    return path


def remuxed(source: Path, path: Path, *options: str, before: tuple[str, ...] = ()) -> Path:
    """The same packets in another file."""
    run([*before, "-i", str(source), "-c", "copy", *options, str(path)])
    return path


def number_of(pixels: NDArray[np.uint8]) -> int:
    """The number that a frame (BGRA, as seen) carries; -1 where its lower half is not as it should be."""
    height, width = pixels.shape[:2]
    luma = pixels[..., :3].astype(np.float64).mean(axis=2)

    def at(x: float, y: float) -> float:
        left, top = int(x * width), int(y * height)
        return float(luma[max(0, top - 1) : top + 2, max(0, left - 1) : left + 2].mean())

    if not (90 < at(0.25, 0.75) < 165 and at(0.75, 0.75) < 60):
        return -1
    return sum((at((bit + 0.5) / BITS, 0.25) > 110) << bit for bit in range(BITS))
