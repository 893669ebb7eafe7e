"""Beats are found where they are, to a frame; what has no pulse has none; they are found once."""

import wave
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.base.cancellation import Cancellation, Cancelled
from studio.base.errors import MediaError
from studio.base.paths import assets_dir
from studio.services import beats as module
from studio.services.beats import beats

RATE = 48_000


def sound(path: Path, samples: NDArray[np.float64]) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes((np.clip(samples, -1, 1) * 32_000).astype("<i2").tobytes())
    return path


def drum(bpm: float, seconds: float = 12) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Strokes over a soft tone, and their times."""
    random = np.random.default_rng(7)
    time = np.arange(round(seconds * RATE)) / RATE
    samples = 0.05 * np.sin(2 * np.pi * 220 * time) + random.normal(0, 0.01, len(time))
    strokes = np.arange(0.4, seconds - 0.3, 60 / bpm)
    for stroke in strokes:
        at = round(stroke * RATE)
        samples[at : at + 4800] += 0.6 * random.normal(0, 1, 4800) * np.exp(-np.arange(4800) / 900)
    return samples, strokes


@pytest.mark.parametrize("bpm", [72, 96, 120, 140])
def test_every_stroke_of_a_drum_is_a_beat(bpm: float, tmp_path: Path) -> None:
    samples, strokes = drum(bpm)
    found = beats(sound(tmp_path / "drum.wav", samples), store=tmp_path)
    assert len(found) == len(strokes)
    assert np.abs(found - strokes).max() < 1 / 60


def test_tones_noise_and_speech_have_no_beats(tmp_path: Path) -> None:
    random = np.random.default_rng(3)
    time = np.arange(12 * RATE) / RATE
    speech, at = random.normal(0, 0.005, len(time)), 0.2
    while at < 11:
        length = random.uniform(0.08, 0.3)
        first, count = round(at * RATE), round(length * RATE)
        speech[first : first + count] += random.normal(0, 0.3, count) * np.hanning(count)
        at += length + random.uniform(0.02, 0.5)
    for number, samples in enumerate(
        (0.3 * np.sin(2 * np.pi * 300 * time), random.normal(0, 0.1, len(time)), np.zeros(len(time)), speech)
    ):
        assert len(beats(sound(tmp_path / f"{number}.wav", samples), store=tmp_path)) == 0
    assert len(beats(assets_dir() / "sounds" / "chime.wav", store=tmp_path)) == 0


def test_bundled_music_has_the_tempo_that_it_was_made_in(tmp_path: Path) -> None:
    found = beats(assets_dir() / "sounds" / "steady-hope.opus", store=tmp_path)
    assert 60 / np.diff(found).mean() == pytest.approx(100, abs=1)


def test_beats_are_listened_for_once_and_half_a_file_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = sound(tmp_path / "drum.wav", drum(100)[0])
    first = beats(file, store=tmp_path)
    (kept,) = (tmp_path / "waveforms").iterdir()
    with monkeypatch.context() as patch:
        patch.delattr(module, "read_beats")
        assert np.array_equal(beats(file, store=tmp_path), first)
    kept.write_bytes(kept.read_bytes()[:-3])
    assert np.array_equal(beats(file, store=tmp_path), first)
    monkeypatch.setattr(module, "MOST_KEPT", 1)
    beats(assets_dir() / "sounds" / "chime.wav", store=tmp_path)
    assert not kept.exists()


def test_listening_can_be_cancelled_and_refuses_what_is_no_sound(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        beats(sound(tmp_path / "drum.wav", drum(100)[0]), Cancellation(lambda: True), tmp_path)
    (tmp_path / "no.wav").write_bytes(b"no")
    with pytest.raises(MediaError):
        beats(tmp_path / "no.wav", store=tmp_path)
