"""Peaks against sounds whose samples are known."""

import wave
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.cancellation import Cancellation, Cancelled
from studio.base.errors import MediaError
from studio.media.peaks import STRETCH
from studio.services import waveforms
from studio.services.waveforms import Peaks, waveform

RATE = 48_000


def write(path: Path, samples: np.ndarray, channels: int = 1) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setparams((channels, 2, RATE, 0, "NONE", ""))
        file.writeframes(samples.astype("<i2").tobytes())
    return path


@pytest.fixture(autouse=True)
def empty_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waveforms, "_memory", waveforms._Memory())


def steps(path: Path) -> Path:
    """Ten seconds; in each, one sample up and one down: 1000, -500 in the first, then 2000, -1000 …"""
    samples = np.zeros(RATE * 10, np.int16)
    for second in range(10):
        samples[second * RATE + 24_000] = 1000 * (second + 1)
        samples[second * RATE + 36_000] = -500 * (second + 1)
    return write(path, samples)


def test_every_peak_is_found_at_its_time_at_every_zoom(tmp_path: Path) -> None:
    peaks = waveform(steps(tmp_path / "steps.wav"), store=tmp_path)
    assert peaks.seconds == 10
    assert [len(level) for level in peaks.levels] == [1875, 235, 30]
    for width in (1.0, 0.5, 0.05, 0.002):
        starts = np.arange(0, 10 - 1e-9, width)
        columns = peaks.between(starts, width) * 32768
        for second in range(10):
            high = int(np.argmax(np.where(starts >= second - 1e-9, columns[:, 1], -1) == 1000 * (second + 1)))
            low = int(np.argmax(columns[:, 0] == -500 * (second + 1)))
            # No level reaches further than a column and one of its own stretches.
            assert abs(starts[high] - (second + 0.5)) <= width + 0.35
            assert abs(starts[low] - (second + 0.75)) <= width + 0.35
            if width == 0.002:
                assert abs(starts[high] - (second + 0.5)) <= width + STRETCH / RATE


@given(st.floats(0, 9.5), st.floats(0.0005, 4))
def test_a_coarser_level_never_hides_a_peak(start: float, width: float) -> None:
    fine = _noise().between([start], 1e-4)
    coarse = _noise().between([start], width)
    assert coarse[0, 1] >= fine[0, 1]
    assert coarse[0, 0] <= fine[0, 0]


def _noise() -> Peaks:
    finest = np.random.default_rng(7).integers(-9000, 9000, (1875, 2)).astype(np.int16)
    finest.sort(axis=1)
    return Peaks(waveforms._levels(finest), RATE * 10)


def test_before_and_after_a_sound_it_is_still(tmp_path: Path) -> None:
    loud = np.full(RATE, 20_000)
    peaks = waveform(write(tmp_path / "loud.wav", loud), store=tmp_path)
    columns = peaks.between([-1.0, 0.2, 1.5, 40.0], 0.5)
    assert columns[[0, 2, 3]].tolist() == [[0, 0]] * 3
    assert columns[1, 1] == pytest.approx(20_000 / 32768)


def test_both_channels_count_and_other_rates_are_brought_to_one(tmp_path: Path) -> None:
    stereo = np.zeros((RATE, 2), np.int16)
    stereo[1000:2000, 1] = -12_000
    peaks = waveform(write(tmp_path / "stereo.wav", stereo, 2), store=tmp_path)
    assert peaks.between([0.0], 1.0)[0].tolist() == [pytest.approx(-12_000 / 32768), 0]
    path = tmp_path / "slow.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(np.full(32_000, 8000, "<i2").tobytes())
    assert float(waveform(path, store=tmp_path).seconds) == pytest.approx(2, abs=0.01)


def test_peaks_are_kept_on_disk_by_content_and_a_broken_file_is_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = steps(tmp_path / "steps.wav")
    first = waveform(source, store=tmp_path)
    (kept,) = (tmp_path / "waveforms").glob("*.peaks")
    monkeypatch.setattr(waveforms, "_memory", waveforms._Memory())
    copy = tmp_path / "copy.wav"
    copy.write_bytes(source.read_bytes())
    with monkeypatch.context() as only_disk:
        only_disk.setattr(waveforms, "read_peaks", None)
        again = waveform(copy, store=tmp_path)
    assert all((a == b).all() for a, b in zip(first.levels, again.levels, strict=True))
    kept.write_bytes(kept.read_bytes()[:-7])
    monkeypatch.setattr(waveforms, "_memory", waveforms._Memory())
    assert waveform(source, store=tmp_path).seconds == 10
    assert kept.stat().st_size > 7000


def test_memory_is_bounded_and_what_was_asked_for_last_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = waveforms._Memory()
    one = Peaks(waveforms._levels(np.zeros((1000, 2), np.int16)), 256_000)
    monkeypatch.setattr(waveforms, "MEMORY_BYTES", one.size * 3)
    for name in "abcd":
        memory.put(name, one)
        memory.get("a")
    assert [name for name in "abcd" if memory.get(name) is not None] == ["a", "c", "d"]


def test_reading_can_be_cancelled_and_says_what_cannot_be_read(tmp_path: Path) -> None:
    stopped = Cancellation()
    stopped.cancel()
    with pytest.raises(Cancelled):
        waveform(steps(tmp_path / "steps.wav"), stopped, tmp_path)
    assert not list(tmp_path.glob("waveforms/*"))
    words = tmp_path / "words.wav"
    words.write_text("no sound")
    with pytest.raises(MediaError) as caught:
        waveform(words, store=tmp_path)
    assert caught.value.hint


def test_an_empty_sound_has_no_peaks(tmp_path: Path) -> None:
    peaks = waveform(write(tmp_path / "empty.wav", np.zeros(0)), store=tmp_path)
    assert peaks.seconds == Fraction(0)
    assert peaks.between([0.0, 1.0], 0.5).tolist() == [[0, 0], [0, 0]]
