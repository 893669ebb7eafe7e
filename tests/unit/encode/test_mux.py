import hashlib
import os
import stat
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import psutil
import pytest
from msgspec.structs import replace

from studio.base.cancellation import Cancellation, Cancelled
from studio.base.errors import EncodeError, MediaError, OutputError
from studio.base.time import FrameRate
from studio.encode.check import check_film
from studio.encode.mux import Segment, join
from studio.media.ffmpeg import run

MakeSegment = Callable[..., Segment]

RATE = FrameRate(30)
SIZE = (64, 48)


def hashes(path: Path) -> list[str]:
    with av.open(str(path)) as container:
        return [
            hashlib.sha256(frame.to_ndarray().tobytes()).hexdigest() for frame in container.decode(video=0)
        ]


def times(path: Path) -> list[Fraction]:
    found = []
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            assert frame.pts is not None
            assert frame.time_base is not None
            found.append(frame.pts * Fraction(frame.time_base))
    return found


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """Two seconds of a tone as AAC."""
    path = tmp_path / "sound.m4a"
    tone = ["-f", "lavfi", "-i", "sine=440:r=48000:d=2", "-ac", "2"]
    run([*tone, "-c:a", "aac", "-flags:a", "+bitexact", "-fflags", "+bitexact", str(path)])
    return path


@pytest.mark.parametrize("rate", [RATE, FrameRate(25), FrameRate(30000, 1001), FrameRate(60)])
def test_a_joined_film_has_exactly_the_frames_of_its_segments(
    tmp_path: Path, make_segment: MakeSegment, rate: FrameRate
) -> None:
    # One and two frames long: such segments come without reordered frames.
    counts = (1, 20, 2, 37, 3, 1)
    segments = [make_segment(f"{n}.mp4", count, rate) for n, count in enumerate(counts)]
    film = tmp_path / "film.mp4"
    report = join(segments, None, film, SIZE, rate)
    assert report.ok
    assert report.path == film
    assert hashes(film) == [frame for segment in segments for frame in hashes(segment.path)]
    assert times(film) == [rate.time_of(frame) for frame in range(sum(counts))]


@pytest.mark.parametrize("frames", [30, 45, 59, 60])
def test_sound_never_makes_a_film_longer(
    tmp_path: Path, make_segment: MakeSegment, sound: Path, frames: int
) -> None:
    film = tmp_path / "film.mp4"
    report = join([make_segment("a.mp4", frames)], sound, film, SIZE, RATE)
    assert report.duration == RATE.time_of(frames)
    assert report.audio_duration is not None
    assert 0 <= report.duration - report.audio_duration < Fraction(1, 40)
    with av.open(str(film)) as container:
        assert container.duration is not None
        assert abs(container.duration - 1_000_000 * report.duration) <= 1


def test_the_sound_is_copied_and_starts_with_the_film(
    tmp_path: Path, make_segment: MakeSegment, sound: Path
) -> None:
    film = tmp_path / "film.mp4"
    join([make_segment("a.mp4", 60)], sound, film, SIZE, RATE)
    with av.open(str(film)) as joined, av.open(str(sound)) as source:
        assert joined.streams.audio[0].start_time == 0
        ours = [bytes(packet) for packet in joined.demux(audio=0) if packet.size]
        theirs = [bytes(packet) for packet in source.demux(audio=0) if packet.size]
    assert ours == theirs[: len(ours)]
    assert len(theirs) - len(ours) <= 1


def test_a_film_says_nothing_about_when_and_where_it_was_made(
    tmp_path: Path, make_segment: MakeSegment, sound: Path
) -> None:
    film = tmp_path / "film.mp4"
    join([make_segment("a.mp4", 20)], sound, film, SIZE, RATE)
    data = film.read_bytes()
    assert not [word for word in (b"Lavf", b"Lavc", b"x264", b"ffmpeg") if word in data]
    with av.open(str(film)) as container:
        assert "creation_time" not in container.metadata
    twin = tmp_path / "twin.mp4"
    join([make_segment("a.mp4", 20)], sound, twin, SIZE, RATE)
    assert twin.read_bytes() == data


def test_a_film_is_tagged_in_its_container_too_and_starts_fast(
    tmp_path: Path, make_segment: MakeSegment
) -> None:
    film = tmp_path / "film.mp4"
    report = join([make_segment("a.mp4", 20)], None, film, SIZE, RATE)
    assert report.fast_start
    # ISO/IEC 23091-2 code points 1 (BT.709) for primaries, transfer and matrix; limited range.
    assert b"colrnclx" + bytes((0, 1, 0, 1, 0, 1, 0)) in film.read_bytes()


def test_segments_that_do_not_fit_each_other_are_refused(tmp_path: Path, make_segment: MakeSegment) -> None:
    segments = [make_segment("a.mp4", 5), make_segment("b.mp4", 5, FrameRate(25))]
    with pytest.raises(EncodeError, match="differently") as caught:
        join(segments, None, tmp_path / "film.mp4", SIZE, RATE)
    assert caught.value.where.endswith("b.mp4")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.mp4", "b.mp4"]


def test_a_segment_with_too_few_frames_is_refused(tmp_path: Path, make_segment: MakeSegment) -> None:
    short = replace(make_segment("a.mp4", 5), frames=6)
    with pytest.raises(EncodeError, match="5 frames instead of 6"):
        join([short], None, tmp_path / "film.mp4", SIZE, RATE)


def test_a_broken_segment_leaves_the_old_film_in_place(tmp_path: Path, make_segment: MakeSegment) -> None:
    film = tmp_path / "film.mp4"
    segment = make_segment("a.mp4", 5)
    join([segment], None, film, SIZE, RATE)
    before = film.read_bytes()
    broken = tmp_path / "b.mp4"
    broken.write_bytes(segment.path.read_bytes()[:300])
    with pytest.raises(MediaError):
        join([segment, Segment(broken, 5)], None, film, SIZE, RATE)
    assert film.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.mp4", "b.mp4", "film.mp4"]


def test_cancelling_leaves_nothing(tmp_path: Path, make_segment: MakeSegment) -> None:
    segment, cancellation = make_segment("a.mp4", 5), Cancellation()
    cancellation.cancel()
    with pytest.raises(Cancelled):
        join([segment], None, tmp_path / "film.mp4", SIZE, RATE, cancellation)
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp4"]


def test_a_disk_that_fills_is_named_and_nothing_is_left(small_disk: Path, make_segment: MakeSegment) -> None:
    segment = make_segment("a.mp4", 150)
    segments = [segment] * (psutil.disk_usage(str(small_disk)).total // segment.path.stat().st_size + 1)
    with pytest.raises(OutputError, match="disk is full"):
        join(segments, None, small_disk / "film.mp4", SIZE, RATE)
    assert list(small_disk.iterdir()) == []


def test_a_missing_folder_is_bad_output(tmp_path: Path, make_segment: MakeSegment) -> None:
    with pytest.raises(OutputError, match="no such folder"):
        join([make_segment("a.mp4", 2)], None, tmp_path / "none" / "film.mp4", SIZE, RATE)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_bad_output(tmp_path: Path, make_segment: MakeSegment) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(OutputError, match="cannot be written"):
        join([make_segment("a.mp4", 2)], None, folder / "film.mp4", SIZE, RATE)


def test_a_checked_film_reports_every_mistake_at_once(tmp_path: Path, make_segment: MakeSegment) -> None:
    segment = make_segment("a.mp4", 20)
    report = check_film(segment.path, 21, (64, 50), RATE, audio=True)
    text = "\n".join(report.mistakes)
    for part in ("20 frames instead of 21", "64x48 pixels instead of 64x50", "no sound", "index"):
        assert part in text
    with pytest.raises(EncodeError, match="20 frames"):
        report.raise_if_wrong()


def test_a_film_at_another_rate_or_without_tags_is_found_out(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    source = ["-f", "lavfi", "-i", "testsrc=size=64x48:rate=25:d=1", "-pix_fmt", "yuv420p"]
    run([*source, "-movflags", "+faststart", str(path)])
    report = check_film(path, 25, SIZE, RATE, audio=False)
    assert report.mistakes == ("frames are not at their times", "it is not tagged as BT.709")


def test_a_good_film_has_no_mistakes(tmp_path: Path, make_segment: MakeSegment, sound: Path) -> None:
    film = tmp_path / "film.mp4"
    join([make_segment("a.mp4", 20), make_segment("b.mp4", 20)], sound, film, SIZE, RATE)
    report = check_film(film, 40, SIZE, RATE, audio=True)
    assert report.ok
    assert report.bytes == film.stat().st_size
    assert report.sample_rate == 48_000


@pytest.mark.parametrize("name", ["film: one.mp4", "-film %d.mp4", "concat:a|b.mp4", "حوار.mp4", "a\nb.mp4"])
@pytest.mark.skipif(os.name == "nt", reason="Windows does not allow such names")
def test_a_film_may_have_any_name_that_the_system_allows(
    tmp_path: Path, make_segment: MakeSegment, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    segment = make_segment("segment.mp4", 3)
    assert join([Segment(Path(segment.path.name), 3)], None, Path(name), SIZE, RATE).ok
    assert check_film(Path(name), 3, SIZE, RATE, audio=False).ok


def test_what_the_muxer_refuses_is_not_told_of_the_segments(
    tmp_path: Path, make_segment: MakeSegment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.encode.mux.film_options", lambda _scale, *, notes: {"movflags": "+nonsense"})
    with pytest.raises(OutputError) as caught:
        join([make_segment("segment.mp4", 3)], None, tmp_path / "film.mp4", SIZE, RATE)
    assert caught.value.where == str(tmp_path / "film.mp4")
