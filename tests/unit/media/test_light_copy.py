"""A light copy of any film has the same frames at the same times; else there is none."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.base.cancellation import Cancellation, Cancelled
from studio.media.light_copy import agrees, copy_size, longest_gap, write_light_copy
from studio.media.video_frames import FrameShaper
from studio.media.video_index import VideoIndex, video_index
from studio.media.video_reader import VideoReader
from tests.unit.media.test_video_reader import MAKERS
from tests.unit.media.videos import film, number_of, remuxed


def cut(path: Path) -> Path:
    """Its first eleven frames are in the file, but an edit list hides them, as phones' own trimming does."""
    whole = film(path.with_name("whole.mp4"))
    return remuxed(whole, path, before=("-ss", "0.367"))


@pytest.mark.parametrize(("name", "make"), [*MAKERS.items(), ("cut.mp4", cut)], ids=[*MAKERS, "cut.mp4"])
def test_every_frame_of_a_copy_is_the_films_own(
    name: str, make: Callable[[Path], Path], tmp_path: Path
) -> None:
    index = video_index(make(tmp_path / name))
    said: list[float] = []
    copy = tmp_path / "copy.part"
    write_light_copy(index, copy, progress=said.append)
    made = video_index(copy)
    assert made.count == index.count
    assert numbers(made) == numbers(index)
    assert longest_gap(made) <= 15 * float(max(made.time_of(n + 1) - made.time_of(n) for n in range(20)))
    assert said == sorted(said)


def numbers(index: VideoIndex) -> list[int]:
    reader, shaper = VideoReader(index), FrameShaper(index)
    try:
        return [
            number_of(shaper.bgra(reader.frame(number), index.width, index.height))
            for number in range(index.count)
        ]
    finally:
        reader.close()


def test_another_film_or_half_a_copy_does_not_agree(tmp_path: Path) -> None:
    index = video_index(film(tmp_path / "film.mp4"))
    assert not agrees(index, film(tmp_path / "shorter.mp4", frames=39))
    assert not agrees(index, film(tmp_path / "slower.mp4", rate="25"))
    copy = tmp_path / "copy.mp4"
    write_light_copy(index, copy)
    assert agrees(index, copy)
    half = tmp_path / "half.mp4"
    half.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    assert not agrees(index, half)
    assert not agrees(index, tmp_path / "none.mp4")


def test_copies_are_small_and_even(tmp_path: Path) -> None:
    large = video_index(film(tmp_path / "large.mp4", frames=2, size=(1282, 1442), filters="format=yuv420p"))
    assert copy_size(large) == (720, 810)
    assert copy_size(video_index(film(tmp_path / "small.mp4", frames=2))) == (64, 48)


CLEAR: dict[str, tuple[str, tuple[str, ...]]] = {
    "clear.mov": ("format=argb", ("-c:v", "qtrle")),
    "prores.mov": ("format=yuva444p10le", ("-c:v", "prores_ks")),
    "clear.webm": ("format=yuva420p", ("-c:v", "libvpx-vp9", "-crf", "5", "-b:v", "0")),
}
"""Films whose right half is half transparent."""


@pytest.mark.parametrize("name", CLEAR)
def test_a_film_with_transparency_keeps_it_in_its_copy(name: str, tmp_path: Path) -> None:
    layout, coding = CLEAR[name]
    half = "format=gbrap,geq=r='r(X,Y)':g='g(X,Y)':b='b(X,Y)':a='if(gte(X,W/2),128,255)'"
    index = video_index(film(tmp_path / name, *coding, frames=20, filters=f"{half},{layout}"))
    assert index.has_alpha
    copy = tmp_path / "copy.part"
    write_light_copy(index, copy)
    made = video_index(copy)
    assert made.has_alpha
    assert numbers(made) == numbers(index)
    assert longest_gap(made) < 2 / 30, "every frame is a key frame"
    first, last = pixels_of(index, 7), pixels_of(made, 7)
    assert np.abs(first.astype(int) - last).mean() < 3
    assert last[24, 8, 3] >= 254
    assert abs(int(last[24, 56, 3]) - 128) <= 2
    opaque = film(tmp_path / "opaque.mp4", frames=20)
    assert not agrees(index, opaque), "a copy without transparency is none"


def pixels_of(index: VideoIndex, number: int) -> NDArray[np.uint8]:
    reader = VideoReader(index)
    try:
        return np.array(FrameShaper(index).bgra(reader.frame(number), index.width, index.height))
    finally:
        reader.close()


def test_copying_can_be_cancelled(tmp_path: Path) -> None:
    index = video_index(film(tmp_path / "film.mp4"))
    with pytest.raises(Cancelled):
        write_light_copy(index, tmp_path / "copy.mp4", Cancellation(lambda: True))
