"""What ships with the studio: licences beside it, sounds at their loudness, pictures at their size."""

import json
from collections.abc import Mapping
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from studio.base.paths import assets_dir

SOUNDS = assets_dir() / "sounds"
PICTURES = assets_dir() / "pictures"
SOUND_LIST: dict[str, dict[str, object]] = json.loads((SOUNDS / "sounds.json").read_text("utf-8"))
PICTURE_LIST: dict[str, dict[str, str]] = json.loads((PICTURES / "pictures.json").read_text("utf-8"))
BEDS = [name for name, about in SOUND_LIST.items() if about["loop"]]
SHORT = [name for name, about in SOUND_LIST.items() if not about["loop"]]
RATE = 48_000

Wave = NDArray[np.float64]


def sound_file(name: str) -> Path:
    return SOUNDS / str(SOUND_LIST[name]["file"])


def decoded(name: str) -> Wave:
    with av.open(sound_file(name)) as container:
        stream = container.streams.audio[0]
        assert (stream.rate, stream.channels) == (RATE, 2)
        resampler = av.AudioResampler("fltp", "stereo", RATE)
        parts = [
            part.to_ndarray() for frame in container.decode(stream) for part in resampler.resample(frame)
        ]
    return np.concatenate(parts, axis=1).astype(np.float64)


def loudness(sound: Wave) -> float:
    """Integrated, in LUFS: ITU-R BS.1770-4, its two filters applied as frequency responses at 48 kHz."""
    turn = np.exp(-2j * np.pi * np.fft.rfftfreq(sound.shape[1]))
    shelf = (1.53512485958697 - 2.69169618940638 * turn + 1.19839281085285 * turn**2) / (
        1 - 1.69065929318241 * turn + 0.73248077421585 * turn**2
    )
    high_pass = (1 - 2 * turn + turn**2) / (1 - 1.99004745483398 * turn + 0.99007225036621 * turn**2)
    weighted = np.fft.irfft(np.fft.rfft(sound) * shelf * high_pass, sound.shape[1])
    step, size = RATE // 10, RATE * 4 // 10
    power = np.array(
        [
            (weighted[:, at : at + size] ** 2).mean(axis=1).sum()
            for at in range(0, sound.shape[1] - size, step)
        ]
    )
    heard = power[-0.691 + 10 * np.log10(power + 1e-12) > -70]
    gate = -0.691 + 10 * np.log10(heard.mean()) - 10
    return float(-0.691 + 10 * np.log10(heard[-0.691 + 10 * np.log10(heard) > gate].mean()))


@pytest.mark.parametrize("kind", ["icons", "pictures", "sounds"])
def test_licence_is_beside_the_assets(kind: str) -> None:
    texts = [file.read_text("utf-8") for file in (assets_dir() / kind).glob("LICENSE*")]
    assert len(texts) == 1
    assert "MIT License" in texts[0] or "CC0 1.0 Universal" in texts[0]


def test_lists_name_exactly_the_files_that_are_there() -> None:
    assert {sound_file(name).name for name in SOUND_LIST} == {
        file.name for file in SOUNDS.iterdir() if file.suffix in (".opus", ".wav")
    }
    assert {f"{name}.jpg" for name in PICTURE_LIST} == {file.name for file in PICTURES.glob("*.jpg")}
    abouts: list[Mapping[str, object]] = [*SOUND_LIST.values(), *PICTURE_LIST.values()]
    for about in abouts:
        assert about["ar"]
        assert about["en"]


def test_sounds_are_stored_compactly() -> None:
    assert sum(file.stat().st_size for file in SOUNDS.iterdir()) < 4_000_000


@pytest.mark.parametrize("name", BEDS)
def test_bed_is_a_whole_number_of_bars_long(name: str) -> None:
    beats = decoded(name).shape[1] / RATE / 60 * float(str(SOUND_LIST[name]["bpm"]))
    assert beats / 4 == pytest.approx(round(beats / 4), abs=1e-4)
    assert 32 <= decoded(name).shape[1] / RATE <= 64


@pytest.mark.parametrize("name", BEDS)
def test_bed_is_at_its_loudness_and_does_not_clip(name: str) -> None:
    sound = decoded(name)
    assert loudness(sound) == pytest.approx(-18, abs=0.5)
    assert np.abs(sound).max() < 10 ** (-1 / 20)
    assert np.abs(sound.mean()) < 1e-3


@pytest.mark.parametrize("name", BEDS)
def test_bed_loops_without_a_click(name: str) -> None:
    sound = decoded(name)
    steps = np.abs(np.diff(sound, axis=1)).max(axis=0)
    seam = np.abs(sound[:, 0] - sound[:, -1]).max()
    assert seam < np.quantile(steps, 0.999)
    tenth = RATE // 10  # nothing fades: the end is as loud as the rest
    ends = [np.sqrt((part**2).mean()) for part in (sound[:, :tenth], sound[:, -tenth:])]
    assert min(ends) > 0.3 * np.sqrt((sound**2).mean())


@pytest.mark.parametrize("name", SHORT)
def test_short_sound_starts_and_ends_at_nothing(name: str) -> None:
    sound = decoded(name)
    assert sound.shape[1] < RATE
    assert np.abs(sound[:, 0]).max() < 1e-3
    assert np.abs(sound[:, -1]).max() < 1e-3
    assert 0.2 < np.abs(sound).max() < 10 ** (-1 / 20)


@pytest.mark.parametrize("name", PICTURE_LIST)
def test_picture_opens_at_its_size_and_stays_small(name: str) -> None:
    file = PICTURES / f"{name}.jpg"
    assert file.stat().st_size < 350_000
    with Image.open(file, formats=["JPEG"]) as picture:
        assert picture.size == (1600, 2000)
        assert picture.mode == "RGB"
        picture.load()
