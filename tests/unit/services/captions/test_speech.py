"""Speech is found by its energy, beside noise, in quiet recordings, over two hours in little memory."""

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from studio.media.ffmpeg import SAMPLE_RATE
from studio.media.peaks import STRETCH
from studio.services.captions.speech import speech_spans
from studio.services.waveforms import Peaks


def sound(*parts: tuple[float, float], noise_db: float = -60, length: float = 10, gain: float = 0.3) -> Peaks:
    """Syllables (4 a second) in the parts given, over noise."""
    generator = np.random.default_rng(7)
    count = round(length * SAMPLE_RATE / STRETCH)
    times = np.arange(count) * STRETCH / SAMPLE_RATE
    level = np.full(count, 10 ** (noise_db / 20)) * generator.uniform(0.7, 1, count)
    for start, end in parts:
        inside = (times >= start) & (times < end)
        level[inside] += gain * (0.15 + 0.85 * np.abs(np.sin(np.pi * 4 * (times[inside] - start))))
    return peaks(level)


def peaks(level: NDArray[np.float64]) -> Peaks:
    high = np.clip(level * 32767, 0, 32767).astype(np.int16)
    return Peaks((np.stack([-high, high], axis=1),), len(level) * STRETCH)


def near(found: Fraction, wanted: float) -> bool:
    return abs(float(found) - wanted) < 0.12


def test_speech_is_found_where_it_is() -> None:
    for noise in (-70, -45, -32):
        spans = speech_spans(sound((1, 3), (5, 8.5), noise_db=noise))
        assert len(spans) == 2, noise
        assert near(spans[0].start, 1)
        assert near(spans[0].end, 3)
        assert near(spans[1].start, 5)
        assert near(spans[1].end, 8.5)


def test_quiet_speech_counts_beside_quieter_noise() -> None:
    assert len(speech_spans(sound((2, 4), noise_db=-70, gain=0.01))) == 1


def test_short_silences_within_words_are_speech_and_clicks_are_not() -> None:
    assert len(speech_spans(sound((1, 2), (2.2, 3)))) == 1
    assert not speech_spans(sound((4, 4.03)))


def test_silence_and_a_steady_hum_are_no_speech() -> None:
    assert not speech_spans(sound(noise_db=-90))
    assert not speech_spans(peaks(np.full(2000, 0.2)))
    assert not speech_spans(Peaks((np.zeros((0, 2), np.int16),), 0))


def test_two_hours_are_found_whole() -> None:
    parts = [(float(start), start + 3.0) for start in range(0, 7200, 20)]
    spans = speech_spans(sound(*parts, length=7200))
    assert len(spans) == len(parts)
