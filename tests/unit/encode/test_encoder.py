import hashlib
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.base.errors import EncodeError, OutputError
from studio.base.time import FrameRate
from studio.encode.encoder import SegmentEncoder
from studio.encode.segments import count_frames
from studio.model.export import ExportProfile
from tests.waiting import PATIENCE

Bgra = npt.NDArray[np.uint8]
MakeNoise = Callable[..., list[Bgra]]

RATE = FrameRate(30)
CHANNEL_ERROR = 3  # of 255, for a flat brand colour


def decoded_rgb(path: Path) -> list[npt.NDArray[np.float64]]:
    """Frames as a player shows them: chroma repeated, then the inverse of BT.709's formula."""
    frames = []
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            planes = [
                np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)[
                    :, : plane.width
                ]
                for plane in frame.planes
            ]
            y = (planes[0].astype(np.float64) - 16) / 219
            cb, cr = (
                (plane.astype(np.float64).repeat(2, 0).repeat(2, 1) - 128) / 224 for plane in planes[1:]
            )
            red, blue = y + 1.5748 * cr, y + 1.8556 * cb
            green = (y - 0.2126 * red - 0.0722 * blue) / 0.7152
            frames.append(np.clip(np.stack([red, green, blue], -1), 0, 1) * 255)
    return frames


def hashes(path: Path) -> list[str]:
    with av.open(str(path)) as container:
        return [
            hashlib.sha256(frame.to_ndarray().tobytes()).hexdigest() for frame in container.decode(video=0)
        ]


def flat(width: int, height: int, color: tuple[int, int, int]) -> Bgra:
    frame = np.full((height, width, 4), 255, np.uint8)
    frame[..., :3] = color[::-1]
    return frame


def encode(path: Path, frames: list[Bgra], profile: ExportProfile, rate: FrameRate = RATE) -> Path:
    height, width = frames[0].shape[:2]
    with SegmentEncoder(path, width, height, rate, profile) as encoder:
        for frame in frames:
            encoder.write(frame)
        return encoder.finish()


@settings(max_examples=25)
@given(
    color=st.tuples(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255)),
    size=st.sampled_from([(64, 48), (34, 18), (108, 192)]),
)
def test_a_flat_colour_is_kept_at_every_place(
    tmp_path_factory: pytest.TempPathFactory, color: tuple[int, int, int], size: tuple[int, int]
) -> None:
    profile = ExportProfile(id="test", name={"en": "Test"})
    path = encode(tmp_path_factory.mktemp("flat") / "a.mp4", [flat(*size, color)] * 3, profile)
    for frame in decoded_rgb(path):
        assert np.abs(frame - color).max() <= CHANNEL_ERROR


def test_a_flat_colour_is_kept_beside_moving_noise(tmp_path: Path, profile: ExportProfile) -> None:
    random, frames = np.random.default_rng(1), []
    for _ in range(20):
        frame = flat(128, 256, (0xC8, 0x3C, 0x1E))
        frame[96:160] = random.integers(0, 256, (64, 128, 4), dtype=np.uint8)
        frames.append(frame)
    for shown in decoded_rgb(encode(tmp_path / "a.mp4", frames, profile)):
        for rows in (shown[:64], shown[192:]):
            assert np.abs(rows - (0xC8, 0x3C, 0x1E)).max() <= CHANNEL_ERROR


@pytest.mark.parametrize("count", [1, 2, 3, 31])
@pytest.mark.parametrize("rate", [FrameRate(30), FrameRate(25), FrameRate(30000, 1001), FrameRate(60)])
def test_every_frame_is_there_at_its_exact_time(
    tmp_path: Path, profile: ExportProfile, noise: MakeNoise, count: int, rate: FrameRate
) -> None:
    path = encode(tmp_path / "a.mp4", noise(count), profile, rate)
    with av.open(str(path)) as container:
        found = []
        for frame in container.decode(video=0):
            assert frame.pts is not None
            assert frame.time_base is not None
            found.append(Fraction(frame.pts) * frame.time_base)
    assert found == [rate.time_of(n) for n in range(count)]


def test_a_segment_is_tagged_and_starts_with_a_closed_group(
    tmp_path: Path, profile: ExportProfile, noise: MakeNoise
) -> None:
    with av.open(str(encode(tmp_path / "a.mp4", noise(12), profile))) as container:
        context = container.streams.video[0].codec_context
        tags = (context.color_primaries, context.color_trc, context.colorspace, context.color_range)
        assert tags == (1, 1, 1, 1)
        assert context.pix_fmt == "yuv420p"
        first = next(container.demux(video=0))
        assert first.is_keyframe


def test_an_unchanged_frame_is_the_frame_before(
    tmp_path: Path, profile: ExportProfile, noise: MakeNoise
) -> None:
    first, second = noise(2)
    told = tmp_path / "told.mp4"
    with SegmentEncoder(told, 64, 48, RATE, profile) as encoder:
        encoder.write(first)
        encoder.write(first, ())
        encoder.write(second)
        encoder.write(second, ())
        assert encoder.frame_count == 4
        encoder.finish()
    assert (
        told.read_bytes()
        == encode(tmp_path / "all.mp4", [first, first, second, second], profile).read_bytes()
    )


def test_the_same_frames_make_the_same_bytes(
    tmp_path: Path, profile: ExportProfile, noise: MakeNoise
) -> None:
    first = encode(tmp_path / "first.mp4", noise(20), profile)
    second = encode(tmp_path / "second.mp4", noise(20), profile)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("quality", ["draft", "standard", "high"])
@pytest.mark.parametrize("speed", ["fast", "balanced", "small"])
def test_every_quality_and_speed_encodes(tmp_path: Path, noise: MakeNoise, quality: str, speed: str) -> None:
    profile = ExportProfile.model_validate(
        {"id": "test", "name": {"en": "Test"}, "quality": quality, "speed": speed}
    )
    assert len(hashes(encode(tmp_path / "a.mp4", noise(5), profile))) == 5


def test_better_quality_takes_more_bytes(tmp_path: Path, noise: MakeNoise) -> None:
    sizes = []
    for quality in ("draft", "standard", "high"):
        profile = ExportProfile.model_validate({"id": "t", "name": {"en": "T"}, "quality": quality})
        sizes.append(encode(tmp_path / f"{quality}.mp4", noise(10), profile).stat().st_size)
    assert sizes == sorted(set(sizes))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals")
def test_a_killed_encoder_is_an_error_and_leaves_nothing(
    tmp_path: Path, profile: ExportProfile, noise: MakeNoise
) -> None:
    frame = noise(1, 640, 480)[0]

    def encode_and_be_killed() -> None:
        with SegmentEncoder(tmp_path / "a.mp4", 640, 480, RATE, profile) as encoder:
            encoder.write(frame)
            psutil.Process(encoder.pid).send_signal(signal.SIGKILL)
            for _ in range(100):
                encoder.write(frame)
            encoder.finish()

    with pytest.raises(EncodeError, match="killed") as caught:
        encode_and_be_killed()
    assert caught.value.where.endswith("a.mp4")
    assert caught.value.exit_code == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals")
def test_an_encoder_ends_when_its_worker_is_killed(tmp_path: Path) -> None:
    code = """
import sys, time
from pathlib import Path
import numpy as np
from studio.base.time import FrameRate
from studio.encode.encoder import SegmentEncoder
from studio.encode.segments import count_frames
from studio.model.export import ExportProfile
from tests.waiting import PATIENCE
profile = ExportProfile(id="t", name={"en": "T"})
with SegmentEncoder(Path(sys.argv[1]), 64, 48, FrameRate(30), profile) as encoder:
    encoder.write(np.zeros((48, 64, 4), np.uint8))
    print(encoder.pid, flush=True)
    time.sleep(60)
"""
    command = [sys.executable, "-c", code, str(tmp_path / "a.mp4")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[3]) as worker:
        assert worker.stdout is not None
        encoder = psutil.Process(int(worker.stdout.readline()))
        worker.kill()
    _, alive = psutil.wait_procs([encoder], timeout=PATIENCE)
    assert not alive
    assert not (tmp_path / "a.mp4").exists()


def test_leaving_without_finishing_leaves_nothing(
    tmp_path: Path, profile: ExportProfile, noise: MakeNoise
) -> None:
    with SegmentEncoder(tmp_path / "a.mp4", 64, 48, RATE, profile) as encoder:
        encoder.write(noise(1)[0])
        pid = encoder.pid
    assert list(tmp_path.iterdir()) == []
    assert not psutil.pid_exists(pid)


def test_a_finished_segment_stays_when_its_successor_fails(
    tmp_path: Path, profile: ExportProfile, noise: MakeNoise
) -> None:
    path = encode(tmp_path / "a.mp4", noise(3), profile)
    before = path.read_bytes()
    with SegmentEncoder(path, 64, 48, RATE, profile) as encoder:
        encoder.write(noise(1)[0])
    assert path.read_bytes() == before


def test_a_disk_that_fills_is_named_and_nothing_is_left(
    small_disk: Path, profile: ExportProfile, noise: MakeNoise
) -> None:
    with pytest.raises(OutputError, match="disk is full") as caught:
        encode(small_disk / "a.mp4", noise(10, 640, 480) * 20, profile)
    assert caught.value.hint
    assert list(small_disk.iterdir()) == []


def test_a_missing_folder_is_bad_output(tmp_path: Path, profile: ExportProfile) -> None:
    with pytest.raises(OutputError, match="no such folder"):
        SegmentEncoder(tmp_path / "none" / "a.mp4", 64, 48, RATE, profile)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_bad_output(tmp_path: Path, profile: ExportProfile) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with pytest.raises(OutputError, match="cannot be written"):
            SegmentEncoder(tmp_path / "a.mp4", 64, 48, RATE, profile)
    finally:
        tmp_path.chmod(stat.S_IRWXU)


@pytest.mark.parametrize("name", ["a: b.mp4", "-a.mp4", "%03d.mp4"])
@pytest.mark.skipif(os.name == "nt", reason="Windows does not allow such names")
def test_a_segment_may_stand_in_a_folder_of_any_name(
    tmp_path: Path,
    profile: ExportProfile,
    noise: Callable[..., list[Bgra]],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = Path(name)
    folder.mkdir()
    with SegmentEncoder(folder / "segment.mp4", 64, 48, FrameRate(30), profile) as encoder:
        for frame in noise(2):
            encoder.write(frame)
        encoder.finish()
    assert count_frames(folder / "segment.mp4") == 2
