"""Colours of films come out as they were meant: matrices, ranges, HDR, alpha."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.media.ffmpeg import run
from studio.media.tone_map import HLG, PQ, toned
from studio.media.video_frames import FrameShaper
from studio.media.video_index import video_index
from studio.media.video_reader import VideoReader

COLOR = (200, 136, 30)
"""Blue, green, red."""

X264 = ("-c:v", "libx264", "-crf", "1")
HALF = "format=rgba,geq=r=30:g=136:b=200:a='if(lt(X,32),255,128)',"


def coded(matrix: str, limits: str, layout: str, tags: str = "") -> str:
    """Filters that make Y'CbCr of it."""
    return (
        f"scale=out_color_matrix={matrix}:out_range={limits},format={layout}{tags and ',setparams=' + tags}"
    )


CASES: dict[str, tuple[str, tuple[str, ...]]] = {
    "hd.mp4": (coded("bt709", "tv", "yuv444p", "colorspace=bt709:range=tv"), X264),
    "full.mp4": (coded("bt709", "pc", "yuv444p", "colorspace=bt709:range=pc"), X264),
    "sd.mp4": (coded("bt601", "tv", "yuv444p", "colorspace=smpte170m:range=tv"), X264),
    "untold.mp4": (coded("bt601", "tv", "yuv444p"), X264),
    "wide.mp4": (coded("bt2020", "tv", "yuv444p10le", "colorspace=bt2020nc:range=tv"), X264),
    "motion.mov": (coded("bt601", "pc", "yuvj444p"), ("-c:v", "mjpeg", "-q:v", "1")),
    "rgb.mov": ("format=rgb24", ("-c:v", "qtrle")),
    "alpha.webm": (HALF + coded("bt601", "tv", "yuva420p"), ("-c:v", "libvpx-vp9", "-crf", "5")),
    "alpha.mov": (HALF + coded("bt709", "tv", "yuva444p10le"), ("-c:v", "prores_ks")),
}


def first(path: Path, filters: str, coding: tuple[str, ...]) -> NDArray[np.uint8]:
    picture = "color=0x1E88C8:s=64x48:r=10,format=gbrp"
    run(["-f", "lavfi", "-t", "0.2", "-i", picture, "-vf", filters, *coding, str(path)])
    index = video_index(path)
    reader = VideoReader(index)
    pixels = np.array(FrameShaper(index).bgra(reader.frame(0), 64, 48))
    reader.close()
    return pixels


@pytest.mark.parametrize("name", CASES)
def test_a_flat_colour_keeps_its_value(tmp_path: Path, name: str) -> None:
    pixels = first(tmp_path / name, *CASES[name])
    assert np.abs(pixels[24, 4, :3].astype(int) - COLOR).max() <= 3
    assert pixels[24, 4, 3] == 255
    if name.startswith("alpha"):
        assert abs(int(pixels[24, 48, 3]) - 128) <= 2


@pytest.mark.parametrize(("transfer", "tag"), [(HLG, "arib-std-b67"), (PQ, "smpte2084")])
def test_grey_stays_and_highlights_are_still_told_apart(tmp_path: Path, transfer: int, tag: str) -> None:
    tags = f"colorspace=bt2020nc:color_primaries=bt2020:color_trc={tag}:range=tv"
    ramp = f"scale=256:48,format=yuv420p10le,geq=lum='64+876*X/255':cb=512:cr=512,setparams={tags}"
    path = tmp_path / "ramp.mp4"
    run(["-f", "lavfi", "-t", "0.2", "-i", "color=black:s=256x48:r=10", "-vf", ramp, *X264, str(path)])
    index = video_index(path)
    reader = VideoReader(index)
    green = FrameShaper(index).bgra(reader.frame(0), 256, 48)[24, :, 1].astype(int)
    reader.close()
    assert (np.diff(green) >= -1).all(), "brighter is never darker"
    wanted = toned(np.linspace(0, 1, 256)[:, None].repeat(3, axis=1), transfer)[:, 1] * 255
    assert np.abs(green - wanted).max() <= 3
    white = {HLG: 0.75, PQ: 0.58}[transfer]
    assert 215 <= green[round(white * 255)] <= 240, "diffuse white is bright, with room above"


def test_tones_never_leave_what_can_be_shown() -> None:
    colors = np.random.default_rng(1).random((500, 3))
    for transfer in (PQ, HLG):
        out = toned(colors, transfer)
        assert out.min() >= 0
        assert out.max() <= 1


def one_after_another(folder: Path, first: tuple[str, ...], second: tuple[str, ...]) -> Path:
    """A film that changes on its way: two of a second, the second a second later."""
    joined = folder / "joined.ts"
    with joined.open("wb") as file:
        for start, kind in ((0, first), (1, second)):
            part = folder / f"{start}.ts"
            coded = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", *kind[1:])
            run(["-f", "lavfi", "-i", kind[0], *coded, "-output_ts_offset", str(start), str(part)])
            file.write(part.read_bytes())
    return joined


@pytest.mark.parametrize("extra", [(), ("-x264-params", "interlaced=1")])
@pytest.mark.parametrize(("before", "after"), [("128x96", "320x240"), ("320x240", "128x96")])
def test_a_film_that_changes_its_size_keeps_that_of_its_start(
    tmp_path: Path, extra: tuple[str, ...], before: str, after: str
) -> None:
    parts = [(f"color=0x1E88C8:s={size}:r=10:d=1", *extra) for size in (before, after)]
    index = video_index(one_after_another(tmp_path, parts[0], parts[1]))
    reader, shaper = VideoReader(index), FrameShaper(index)
    for number in (0, index.count - 2, 0):
        pixels = shaper.bgra(reader.frame(number), index.width, index.height)
        assert abs(pixels[..., :3].astype(int) - COLOR).max() <= 6
    reader.close()


def test_a_film_that_grows_beyond_what_can_be_read_stays_as_it_was(tmp_path: Path) -> None:
    small, giant = ("testsrc=s=64x64:r=25:d=1",), ("color=s=6000x4000:r=2:d=1",)
    index = video_index(one_after_another(tmp_path, small, giant))
    reader = VideoReader(index)
    assert reader.frame(index.count - 1).width == 64
    reader.close()
