import time
from fractions import Fraction
from types import SimpleNamespace

import miniaudio
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.media import playback as module
from studio.media.ffmpeg import SAMPLE_RATE
from studio.media.playback import (
    CHANNELS,
    PERIOD_MS,
    PERIODS,
    DeviceStream,
    Fill,
    Pace,
    Passage,
    Samples,
    SilentStream,
    SoundPlayer,
)
from studio.media.sound_device import NoDeviceError
from tests.waiting import wait_until

WHOLE = (Fraction(0), Fraction(4))
LATENCY = PERIOD_MS * PERIODS / 1000


def ramp(seconds: int = 4) -> Samples:
    """Sound whose value tells its place: 6000 to a second."""
    values = np.arange(seconds * SAMPLE_RATE) // (SAMPLE_RATE // 6000)
    return np.repeat(values.astype(np.int16)[:, None], CHANNELS, axis=1)


class Card:
    """A stream that plays what it is told to, frame by frame; it hears what it plays."""

    def __init__(self, latency: int = 0) -> None:
        self.given = 0
        self.lost = False
        self.running = False
        self.refuses = False
        self._latency = latency
        self._fill: Fill | None = None

    def heard(self) -> int:
        return max(0, self.given - self._latency)

    def start(self, fill: Fill) -> None:
        if self.refuses:
            raise NoDeviceError("taken")
        self._fill, self.running = fill, True

    def stop(self) -> None:
        self.running = False

    def close(self) -> None:
        self.stop()

    def play(self, frames: int) -> Samples:
        assert self._fill is not None
        sound = np.frombuffer(self._fill(frames), np.int16).reshape(-1, CHANNELS)
        self.given += frames
        return sound


@pytest.fixture
def card() -> Card:
    return Card()


@pytest.fixture
def player(card: Card) -> SoundPlayer:
    made = SoundPlayer(card)
    made.load(ramp())
    return made


def test_sound_comes_from_the_moment_that_is_asked_for(card: Card, player: SoundPlayer) -> None:
    player.play(Fraction(1), WHOLE)
    sound = card.play(SAMPLE_RATE)
    assert sound[SAMPLE_RATE // 2, 0] == 9000
    assert player.time() == 2
    assert player.pause() == 2
    assert not card.running
    assert player.time() == 2


def test_a_new_place_is_shown_until_its_sound_is_heard() -> None:
    card = Card(latency=4800)
    player = SoundPlayer(card)
    player.load(ramp())
    player.play(Fraction(0), WHOLE)
    card.play(9600)
    assert player.time() == Fraction(1, 10)
    player.play(Fraction(2), WHOLE)
    assert player.time() == 2
    card.play(4800)
    assert player.time() == 2
    card.play(4800)
    assert player.time() == Fraction(21, 10)


def test_a_loop_is_exact_to_a_sample(card: Card, player: SoundPlayer) -> None:
    player.play(Fraction(3, 2), (Fraction(1), Fraction(2)), loop=True)
    sound = card.play(2 * SAMPLE_RATE)
    half = SAMPLE_RATE // 2
    assert sound[half - 1, 0] == 11_999
    assert sound[half, 0] == 6000
    assert np.array_equal(sound[half : half + 100], sound[half + SAMPLE_RATE : half + SAMPLE_RATE + 100])
    assert player.time() == Fraction(3, 2)


def test_the_end_holds_in_silence(card: Card, player: SoundPlayer) -> None:
    player.play(Fraction(7, 2), WHOLE)
    sound = card.play(SAMPLE_RATE)
    assert sound[SAMPLE_RATE // 2 - 1, 0] > 0
    assert not sound[SAMPLE_RATE // 2 :].any()
    assert player.time() == 4


def test_twice_as_fast_is_heard_at_twice_the_pitch(card: Card, player: SoundPlayer) -> None:
    player.play(Fraction(0), WHOLE, speed=Fraction(2))
    assert card.play(SAMPLE_RATE)[SAMPLE_RATE // 2, 0] == 6000
    assert player.time() == 2


@pytest.mark.parametrize("speed", [Fraction(-1), Fraction(4), Fraction(1, 8)])
def test_what_cannot_be_listened_to_is_silent(card: Card, player: SoundPlayer, speed: Fraction) -> None:
    player.play(Fraction(2), WHOLE, speed=speed)
    assert not card.play(4800).any()
    assert player.time() == 2 + speed / 10


def test_muted_and_quieter(card: Card, player: SoundPlayer) -> None:
    player.play(Fraction(2), WHOLE)
    player.volume = 0.5
    assert card.play(4800)[-1, 0] == pytest.approx(6300, abs=2)
    player.muted = True
    assert not card.play(4800).any()


def test_a_device_that_goes_leaves_the_film_playing(card: Card, player: SoundPlayer) -> None:
    told: list[bool] = []
    player.on_lost = lambda: told.append(True)
    player.play(Fraction(1), WHOLE)
    card.play(SAMPLE_RATE)
    card.lost = True
    first = player.time()
    assert told == [True]
    assert not player.has_device
    assert 2 <= first < Fraction(21, 10)
    assert wait_until(lambda: player.time() > first)
    assert told == [True]
    player.close()


def test_a_device_that_does_not_start_is_told(card: Card, player: SoundPlayer) -> None:
    told: list[bool] = []
    player.on_lost = lambda: told.append(True)
    card.refuses = True
    player.play(Fraction(1), WHOLE)
    assert told == [True]
    assert player.playing
    assert not player.has_device


def test_another_device_goes_on_where_the_first_was(card: Card, player: SoundPlayer) -> None:
    player.play(Fraction(0), WHOLE)
    card.play(SAMPLE_RATE)
    other = Card()
    player.connect(other)
    assert not card.running
    assert other.play(4800)[-1, 0] == pytest.approx(6600, abs=2)


def test_the_silent_stream_is_the_clock_of_the_system() -> None:
    now = [0]
    stream = SilentStream(lambda: now[0])
    player = SoundPlayer(stream)
    player.play(Fraction(1), WHOLE)
    now[0] += 500_000_000
    assert player.time() == Fraction(3, 2)
    player.pause()
    now[0] += 500_000_000
    assert player.time() == Fraction(3, 2)
    player.play(player.time(), WHOLE)
    now[0] += 250_000_000
    assert player.time() == Fraction(7, 4)


@given(
    st.fractions(0, 4, max_denominator=1000),
    st.fractions(-4, 4, max_denominator=100),
    st.booleans(),
    st.lists(st.integers(0, 10_000), max_size=20),
)
def test_the_time_never_leaves_what_is_played(
    start: Fraction, speed: Fraction, loop: bool, steps: list[int]
) -> None:
    passage = Passage(0, start, speed, (Fraction(1), Fraction(3)), loop)
    heard = 0
    for step in steps:
        heard += step
        assert 1 <= passage.time(heard) <= 3


@given(
    st.lists(st.floats(0, 0.004), min_size=100, max_size=100),
    st.floats(0.999, 1.001),
)
def test_the_pace_of_a_card_is_followed_whatever_its_wakeups(late: list[float], speed: float) -> None:
    """A card whose quartz is a thousandth off, asked late by up to 4 ms: never 10 ms wrong."""
    period = SAMPLE_RATE * PERIOD_MS // 1000
    pace, given = Pace(), 0
    for _ in range(PERIODS):
        pace.asked(10.0, given)
        given += period
    for number, delay in enumerate(late):
        now = 10.0 + (number + 1) * PERIOD_MS / 1000 / speed + delay
        pace.asked(now, given)
        given += period
        true = (now - 10.0) * speed * SAMPLE_RATE
        assert abs(pace.heard(now) - true) < 0.010 * SAMPLE_RATE


@pytest.fixture
def null_device() -> DeviceStream:
    return DeviceStream([miniaudio.Backend.NULL])


def test_a_real_stream_is_heard_at_the_pace_of_the_system(null_device: DeviceStream) -> None:
    player = SoundPlayer(null_device)
    player.load(ramp())
    began = time.monotonic()
    player.play(Fraction(0), WHOLE)
    times = [player.time()]

    def heard() -> bool:
        times.append(player.time())
        return times[-1] > Fraction(1, 2)

    assert wait_until(heard)
    assert times[-1] <= time.monotonic() - began
    assert times == sorted(times)
    assert null_device.given > 0
    rested = player.pause()
    time.sleep(0.1)
    assert player.time() == rested
    player.play(rested, WHOLE)
    assert wait_until(lambda: player.time() > rested)
    player.close()


def test_a_device_that_stops_asking_is_lost(
    null_device: DeviceStream, monkeypatch: pytest.MonkeyPatch
) -> None:
    player = SoundPlayer(null_device)
    player.play(Fraction(0), WHOLE)
    assert wait_until(lambda: player.time() > 0)
    monkeypatch.setattr("studio.media.playback._GONE", -1.0)
    before = player.time()
    assert not player.has_device
    monkeypatch.undo()
    assert wait_until(lambda: player.time() > before)
    player.close()


def test_a_device_is_not_lost_when_the_whole_program_stood_still(
    null_device: DeviceStream, monkeypatch: pytest.MonkeyPatch
) -> None:
    player = SoundPlayer(null_device)
    player.play(Fraction(0), WHOLE)
    assert wait_until(lambda: player.time() > 0)
    null_device._device.stop_callback = None
    null_device._device.stop()  # it asks no more, and does not tell
    began = now = time.monotonic() + 60
    monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: now))
    assert not null_device.lost
    while not null_device.lost:
        now += 0.25
    assert 1 < now - began < 2
    player.close()


def test_no_device_is_an_answer() -> None:
    with pytest.raises(NoDeviceError):
        DeviceStream([miniaudio.Backend.JACK])
