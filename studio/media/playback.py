"""The film's sound, heard: the clock that pictures follow.

    device --asks for samples--> SoundPlayer --hands over--> heard a little later
                                     |
    time(): what is heard now <------+        pictures ask for it, and are left out when they are late

Two streams have one interface: `DeviceStream` counts what a sound card plays, `SilentStream` is the system's
clock, for machines without sound and for a card that is taken away while the film plays.
"""

import contextlib
import threading
import time
import weakref
from collections.abc import Callable, Generator
from fractions import Fraction
from typing import Protocol

import miniaudio
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from studio.media.ffmpeg import SAMPLE_RATE
from studio.media.sound_device import APP_NAME, NoDeviceError, device_errors, system_backends

CHANNELS = 2
SLOWEST_HEARD, FASTEST_HEARD = Fraction(1, 4), Fraction(2)
"""Speeds at which sound is heard, its pitch moved as on a tape; others, and backwards, are silent."""

PERIOD_MS, PERIODS = 30, 3
"""The device's buffer: a painter may hold the interpreter for two periods, and a new place is heard within
three.  Well inside the 45 ms early and 125 ms late at which people notice (ITU-R BT.1359)."""

_SETTLED = 6  # calls in which a device fills its buffer; after them its pace is followed
_FOLLOW = 0.05  # share of a call's deviation that is believed: wake-ups jitter, cards do not
_UNDERRUN = 0.1  # seconds: more than jitter
_GONE = 1.5  # seconds without a call: the device is no more
_AWAY = 0.5  # seconds in which nobody looked: all of the program stood still, and the device with it
_RAMP = 240  # samples over which sound begins, so that it does not click

Samples = NDArray[np.int16]
"""(frames, 2): 48 kHz stereo."""

Fill = Callable[[int], bytes]
"""Gives so many frames of sound."""


class Stream(Protocol):
    """Something that plays frames, or seems to, at a steady pace."""

    @property
    def given(self) -> int:
        """Frames handed over since it was made: a new passage begins here."""
        ...

    @property
    def lost(self) -> bool: ...

    def heard(self) -> int:
        """Frames that have been heard; never fewer than before."""
        ...

    def start(self, fill: Fill) -> None: ...

    def stop(self) -> None: ...

    def close(self) -> None: ...


class SilentStream:
    """The system's clock, with the interface of a sound card."""

    lost = False

    def __init__(self, now: Callable[[], int] = time.monotonic_ns) -> None:
        self._now = now
        self._before = 0
        self._began: int | None = None

    @property
    def given(self) -> int:
        return self.heard()

    def heard(self) -> int:
        passed = 0 if self._began is None else self._now() - self._began
        return self._before + passed * SAMPLE_RATE // 1_000_000_000

    def start(self, fill: Fill) -> None:
        if self._began is None:
            self._began = self._now()

    def stop(self) -> None:
        self._before, self._began = self.heard(), None

    def close(self) -> None:
        self.stop()


class Pace:
    """How many frames a device has played, from the moments at which it asked for more.

    It asks when there is room in its buffer: at first at once, then as fast as it plays.  So from its first
    call on the system's clock tells what is heard, mended slowly by how the calls come.
    """

    def __init__(self) -> None:
        self._calls = 0
        self._first = self._origin = self._reference = 0.0

    def asked(self, now: float, given: int) -> None:
        """The device asks at `now` (seconds), after `given` frames."""
        origin = now - given / SAMPLE_RATE
        if self._calls == 0:
            self._first = self._origin = self._reference = origin
        elif self._calls < _SETTLED:
            self._origin = self._reference = min(self._origin, origin)
        elif abs(origin - self._origin) > _UNDERRUN:
            self._origin = origin
        else:
            self._origin += _FOLLOW * (origin - self._origin)
        self._calls += 1

    def heard(self, now: float) -> float:
        """Frames since the first call."""
        if self._calls == 0:
            return 0.0
        return (now - self._first - (self._origin - self._reference)) * SAMPLE_RATE


class DeviceStream:
    """The system's sound card, through miniaudio.

    backends: None: the system's own, in the order in which they are likely to work.
    Raises NoDeviceError.  Opening may take a moment: not in the window's thread.
    """

    def __init__(self, backends: list[miniaudio.Backend] | None = None) -> None:
        with device_errors():
            device = miniaudio.PlaybackDevice(
                miniaudio.SampleFormat.SIGNED16,
                CHANNELS,
                SAMPLE_RATE,
                PERIOD_MS,
                callback_periods=PERIODS,
                backends=backends or system_backends(),
                app_name=APP_NAME,
            )
        self._device = device
        # The card's own thread must not outlive the program.
        self._closed = weakref.finalize(self, device.close)
        self._lock = threading.Lock()
        self._given = self._heard = self._base = 0
        self._pace = Pace()
        self._asked = self._looked = 0.0
        self._running = self._stopped_by_itself = False

    @property
    def given(self) -> int:
        return self._given

    @property
    def lost(self) -> bool:
        """Whether it stopped by itself, or has not asked for sound for long although the program went on."""
        now = time.monotonic()
        if now - self._looked > _AWAY:
            with self._lock:
                self._asked = now
        self._looked = now
        silent = self._running and now - self._asked > _GONE
        return self._stopped_by_itself or silent

    def heard(self) -> int:
        with self._lock:
            if self._running:
                now = self._base + int(self._pace.heard(time.monotonic()))
                self._heard = max(self._heard, min(now, self._given))
            return self._heard

    def start(self, fill: Fill) -> None:
        """Raises NoDeviceError when the device does not start."""
        if self._running:
            return
        with self._lock:
            # What was handed over before and not heard is gone.
            self._heard = self._base = self._given
            self._pace, self._asked = Pace(), time.monotonic()
            self._running, self._stopped_by_itself = True, False
        self._device.stop_callback = self._stopped
        samples = self._samples(fill)
        next(samples)
        try:
            with device_errors():
                self._device.start(samples)
        except NoDeviceError:
            self._running = False
            raise

    def stop(self) -> None:
        self._running = False
        with contextlib.suppress(miniaudio.MiniaudioError):  # gone, so it is still
            self._device.stop()

    def close(self) -> None:
        self._running = False
        self._closed()

    def _stopped(self) -> None:
        self._stopped_by_itself = self._running

    def _samples(self, fill: Fill) -> Generator[bytes, int, None]:
        frames = yield b""
        while True:
            with self._lock:
                self._asked = time.monotonic()
                self._pace.asked(self._asked, self._given - self._base)
            samples = fill(frames)
            with self._lock:
                self._given += frames
            frames = yield samples


class Passage(Struct, frozen=True):
    """What is played from one frame of a stream on.

    begins: that frame.  start: seconds of the film there.  within: [start, end) that is played; the end
    holds, or with `loop` the beginning follows.
    """

    begins: int
    start: Fraction
    speed: Fraction
    within: tuple[Fraction, Fraction]
    loop: bool

    def time(self, heard: int) -> Fraction:
        """Seconds of the film when so many frames of the stream have been heard."""
        first, end = self.within
        now = self.start + self.speed * Fraction(max(0, heard - self.begins), SAMPLE_RATE)
        if self.loop and not first <= now < end:
            return first + (now - first) % (end - first)
        return min(max(now, first), end)

    def sound(self, samples: Samples, given: int, frames: int) -> NDArray[np.float32]:
        """What is handed over after `given` frames of the stream: (frames, 2)."""
        out = np.zeros((frames, CHANNELS), np.float32)
        if not SLOWEST_HEARD <= self.speed <= FASTEST_HEARD:
            return out
        first, end = (float(one * SAMPLE_RATE) for one in self.within)
        passed = given - self.begins + np.arange(frames, dtype=np.float64)
        at = float(self.start * SAMPLE_RATE) + passed * float(self.speed)
        if self.loop:
            at = np.where((at >= first) & (at < end), at, first + (at - first) % (end - first))
        below = np.floor(at).astype(np.int64)
        heard = (passed >= 0) & (at >= first) & (at < end) & (below >= 0) & (below < len(samples))
        left = np.minimum(below[heard], len(samples) - 1)
        right = np.minimum(left + 1, len(samples) - 1)
        part = (at[heard] - left).astype(np.float32)[:, None]
        out[heard] = samples[left] * (1 - part) + samples[right] * part
        if given - self.begins < _RAMP:
            out *= np.clip(passed / _RAMP, 0, 1).astype(np.float32)[:, None]
        return out


class SoundPlayer:
    """Plays a film's sound from any moment, and tells which moment is heard.

    Without a device, or before `connect`, time passes in silence.  For one thread; the device's own asks for
    samples.
    """

    def __init__(self, stream: Stream | None = None) -> None:
        self._stream: Stream = stream if stream is not None else SilentStream()
        self._lock = threading.Lock()
        self._samples: Samples = np.zeros((0, CHANNELS), np.int16)
        self._passage = Passage(0, Fraction(0), Fraction(1), (Fraction(0), Fraction(1)), False)
        self._playing = False
        self.volume = 1.0
        """0 … 1, linear."""
        self.muted = False
        self.on_lost: Callable[[], object] | None = None
        """Called by `time` when the device has gone while the film played; it goes on in silence."""

    @property
    def playing(self) -> bool:
        return self._playing

    @property
    def has_device(self) -> bool:
        """Whether anything can be heard."""
        return not isinstance(self._stream, SilentStream)

    @property
    def has_sound(self) -> bool:
        """Whether the film has any."""
        return len(self._samples) > 0

    def load(self, samples: Samples | None) -> None:
        """The film's sound, also while it plays; None: it has none."""
        self._samples = samples if samples is not None else np.zeros((0, CHANNELS), np.int16)

    def connect(self, stream: Stream) -> None:
        """Plays through another stream from now on."""
        now, old = self.time(), self._stream
        self._stream = stream
        old.close()
        if self._playing:
            self._begin(now, self._passage.within, self._passage.speed, self._passage.loop)

    def play(
        self,
        start: Fraction,
        within: tuple[Fraction, Fraction],
        *,
        speed: Fraction = Fraction(1),
        loop: bool = False,
    ) -> None:
        """From `start` (seconds), also in the middle of playing.

        within: [start, end) of what is played.  speed: times the film's own; negative: backwards.
        """
        self._begin(start, within, speed, loop)

    def pause(self) -> Fraction:
        """Rests; the moment that was heard last."""
        now = self.time()
        self._playing = False
        self._stream.stop()
        with self._lock:
            self._passage = Passage(self._stream.given, now, Fraction(1), (now, now), False)
        return now

    def time(self) -> Fraction:
        """Seconds of the film that are heard now; on a new place, until its sound is heard, that place."""
        if self._playing and self._stream.lost:
            self._lose()
        with self._lock:
            passage = self._passage
        return passage.time(self._stream.heard()) if self._playing else passage.start

    def close(self) -> None:
        self._playing = False
        self._stream.close()

    def _begin(self, start: Fraction, within: tuple[Fraction, Fraction], speed: Fraction, loop: bool) -> None:
        loop = loop and within[1] > within[0]
        with self._lock:
            self._passage = Passage(self._stream.given, start, speed, within, loop)
        self._playing = True
        try:
            self._stream.start(self._fill)
        except NoDeviceError:
            self._lose()

    def _lose(self) -> None:
        with self._lock:
            passage = self._passage
        now = passage.time(self._stream.heard())
        old, self._stream = self._stream, SilentStream()
        old.close()
        self._begin(now, passage.within, passage.speed, passage.loop)
        if self.on_lost is not None:
            self.on_lost()

    def _fill(self, frames: int) -> bytes:
        """In the device's thread."""
        with self._lock:
            sound = self._passage.sound(self._samples, self._stream.given, frames)
        volume = 0.0 if self.muted else min(1.0, max(0.0, self.volume))
        samples: Samples = np.rint(sound * volume).astype(np.int16)
        return samples.tobytes()
