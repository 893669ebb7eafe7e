"""Small segments, made by the real encoder."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from studio.base.time import FrameRate
from studio.encode.encoder import SegmentEncoder
from studio.encode.mux import Segment
from studio.model.export import ExportProfile

Bgra = npt.NDArray[np.uint8]
MakeSegment = Callable[..., Segment]


@pytest.fixture
def profile() -> ExportProfile:
    return ExportProfile(id="test", name={"en": "Test"})


@pytest.fixture
def noise() -> Callable[[int, int, int], list[Bgra]]:
    """noise(count, width, height): frames that no two of which are alike."""

    def make(count: int, width: int = 64, height: int = 48) -> list[Bgra]:
        random = np.random.default_rng(count)
        return [random.integers(0, 256, (height, width, 4), dtype=np.uint8) for _ in range(count)]

    return make


@pytest.fixture
def make_segment(tmp_path: Path, profile: ExportProfile, noise: Callable[[int], list[Bgra]]) -> MakeSegment:
    """make_segment(name, frames, rate): a segment of noise."""

    def make(name: str, frames: int, rate: FrameRate | None = None) -> Segment:
        path = tmp_path / name
        with SegmentEncoder(path, 64, 48, rate or FrameRate(30), profile) as encoder:
            for frame in noise(frames):
                encoder.write(frame)
            encoder.finish()
        return Segment(path, frames)

    return make


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte, where one can be made."""
    if sys.platform != "linux":
        pytest.skip("only Linux makes a disk of memory")
    place = tmp_path / "small-disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting takes more rights than these tests have")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)
