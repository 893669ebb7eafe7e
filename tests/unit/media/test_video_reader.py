"""Every frame of awkward films is the very one that belongs to its time, whatever was asked for before."""

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.base.errors import MediaError
from studio.media.ffmpeg import run
from studio.media.video_frames import FrameShaper
from studio.media.video_index import VideoIndex, video_index
from studio.media.video_reader import VideoReader
from tests.unit.media.videos import BFRAMES, HLG, INTERLACED, OPEN_GOP, TONE, VFR, film, number_of, remuxed

FRAMES = 40


def turned(degrees: int) -> Callable[[Path], Path]:
    """Recorded lying, to be shown upright, as phones do."""
    lying = {90: "transpose=cclock", 180: "hflip,vflip", 270: "transpose=clock"}[degrees]

    def make(path: Path) -> Path:
        flat = film(path.with_name("flat.mp4"), filters=f"{lying},format=yuv420p")
        return remuxed(flat, path, before=("-display_rotation", str(-degrees)))

    return make


MAKERS: dict[str, Callable[[Path], Path]] = {
    "b-frames.mp4": film,
    "open-gop.mp4": lambda path: film(path, *OPEN_GOP),
    "open-gop.mkv": lambda path: film(path, *OPEN_GOP),
    "turned-90.mp4": turned(90),
    "turned-180.mp4": turned(180),
    "turned-270.mp4": turned(270),
    "varying.mp4": lambda path: film(path, *BFRAMES, "-fps_mode", "passthrough", filters=VFR),
    "odd.webm": lambda path: film(path, "-c:v", "libvpx-vp9", "-crf", "15", "-g", "12", size=(63, 47)),
    "wide-pixels.mp4": lambda path: film(path, size=(32, 48), filters="setsar=2/1,format=yuv420p"),
    "hlg.mp4": lambda path: film(path, filters=HLG),
    "late.ts": lambda path: film(path, *BFRAMES, "-output_ts_offset", "1.5", sound=TONE),
    "late.mkv": lambda path: film(path, *BFRAMES, "-output_ts_offset", "1.5", sound=TONE),
    "moving.avi": lambda path: film(path, "-c:v", "mpeg4", "-q:v", "2", "-bf", "2", "-g", "12"),
    "intra.mov": lambda path: film(path, "-c:v", "prores_ks"),
    "interlaced.mp4": lambda path: film(path, *INTERLACED),
    "hidden.webm": lambda path: film(
        path, "-c:v", "libvpx", "-g", "12", "-b:v", "1M", "-lag-in-frames", "16"
    ),
}


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], VideoIndex]:
    made: dict[str, Path] = {}

    def index(name: str) -> VideoIndex:
        if name not in made:
            made[name] = MAKERS[name](tmp_path_factory.mktemp("film") / name)
        return video_index(made[name])

    return index


def shown(reader: VideoReader, shaper: FrameShaper, number: int) -> int:
    index = reader.index
    return number_of(shaper.bgra(reader.frame(number), index.width, index.height))


@pytest.mark.parametrize("name", MAKERS)
def test_every_frame_is_found_and_upright(films: Callable[[str], VideoIndex], name: str) -> None:
    index = films(name)
    reader, shaper = VideoReader(index), FrameShaper(index)
    assert index.count == FRAMES
    assert [shown(reader, shaper, number) for number in range(FRAMES)] == list(range(FRAMES))
    reader.close()


@pytest.mark.parametrize("name", MAKERS)
@given(order=st.lists(st.integers(0, FRAMES - 1), min_size=1, max_size=12))
@settings(max_examples=4)
def test_a_frame_has_the_same_pixels_in_any_order_of_asking(
    films: Callable[[str], VideoIndex], name: str, order: list[int]
) -> None:
    index = films(name)
    asked, fresh, shaper = VideoReader(index), VideoReader(index), FrameShaper(index)
    expected = {number: shaper.bgra(fresh.frame(number), 32, 24).tobytes() for number in sorted(set(order))}
    for number in order:
        assert shaper.bgra(asked.frame(number), 32, 24).tobytes() == expected[number]
    asked.close()
    fresh.close()


def test_the_frame_of_a_time_is_the_one_whose_interval_holds_it(films: Callable[[str], VideoIndex]) -> None:
    index = films("varying.mp4")
    times = [index.time_of(number) for number in range(index.count)]
    assert len({later - time for time, later in pairwise(times)}) > 1, "it does vary"
    for number, time in enumerate(times):
        after = times[number + 1] if number + 1 < len(times) else index.duration
        assert index.frame_at(time) == index.frame_at((time + after) / 2) == number
    assert index.frame_at(Fraction(-1)) == 0
    assert index.frame_at(index.duration + 100) == index.count - 1


def test_times_that_a_container_rounds_still_meet_their_frames(films: Callable[[str], VideoIndex]) -> None:
    """Matroska counts in milliseconds: the frame at 2/30 s says 67 ms."""
    index = films("open-gop.mkv")
    assert [index.frame_at(Fraction(number, 30)) for number in range(FRAMES)] == list(range(FRAMES))


def test_a_film_cut_without_recoding_begins_at_its_cut(
    films: Callable[[str], VideoIndex], tmp_path: Path
) -> None:
    """Frames before the cut are in the file to decode from, but are not shown (edit list)."""
    whole = films("b-frames.mp4")
    index = video_index(remuxed(whole.path, tmp_path / "cut.mp4", before=("-ss", "0.5")))
    reader, shaper = VideoReader(index), FrameShaper(index)
    assert [shown(reader, shaper, number) for number in range(index.count)] == list(range(15, FRAMES))
    assert shown(reader, shaper, 3) == 18
    reader.close()


def test_size_and_length_are_those_that_are_seen(films: Callable[[str], VideoIndex]) -> None:
    for name in ("turned-90.mp4", "wide-pixels.mp4", "b-frames.mp4"):
        assert (films(name).width, films(name).height) == (64, 48)
    assert films("odd.webm").width == 63
    assert films("b-frames.mp4").duration == Fraction(FRAMES, 30)
    assert films("hlg.mp4").is_hdr
    assert films("late.ts").has_sound


def test_bad_files_are_told_with_what_to_do(tmp_path: Path) -> None:
    sound = tmp_path / "sound.m4a"
    run([*TONE[:-1], "sine=440:d=0.2", str(sound)])
    words, empty, cut = tmp_path / "words.mp4", tmp_path / "empty.mp4", tmp_path / "cut.mp4"
    words.write_text("no film")
    empty.touch()
    cut.write_bytes(film(tmp_path / "whole.mp4").read_bytes()[:1500])
    started = tmp_path / "started.mp4"
    quick = film(tmp_path / "quick.mp4", *BFRAMES, "-movflags", "+faststart").read_bytes()
    started.write_bytes(quick[: len(quick) * 2 // 3])
    huge = tmp_path / "huge.mkv"
    run(["-f", "lavfi", "-t", "0.04", "-i", "color=black:s=7680x4320", "-c:v", "mjpeg", str(huge)])
    cover = tmp_path / "cover.mp3"
    run(
        [
            *("-f", "lavfi", "-i", "sine=440:d=0.2", "-f", "lavfi", "-t", "0.04", "-i", "color=red:s=16x16"),
            *("-map", "0", "-map", "1", "-c:v", "png", "-disposition:v", "attached_pic", str(cover)),
        ]
    )
    for path in (sound, words, empty, cut, started, huge, cover, tmp_path / "none.mp4"):
        with pytest.raises(MediaError) as caught:
            video_index(path)
        assert caught.value.message
        assert caught.value.hint


def test_what_is_damaged_inside_leaves_the_frame_before(
    films: Callable[[str], VideoIndex], tmp_path: Path
) -> None:
    whole = films("b-frames.mp4").path.read_bytes()
    middle = len(whole) // 2
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(whole[:middle] + bytes(400) + whole[middle + 400 :])
    index = video_index(broken)
    reader, shaper = VideoReader(index), FrameShaper(index)
    for number in range(index.count):
        assert shaper.bgra(reader.frame(number), 32, 24).shape == (24, 32, 4)
    reader.close()
