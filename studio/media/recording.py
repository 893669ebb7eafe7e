"""A voice from the microphone, through miniaudio: 48 kHz, one channel, 16 bit; and how loud it is."""

import contextlib
import threading
import wave
import weakref
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Protocol

import miniaudio
import numpy as np
from numpy.typing import NDArray

from studio.base.files import output_errors, part_of
from studio.media.ffmpeg import SAMPLE_RATE
from studio.media.sound_device import APP_NAME, device_errors, system_backends

PERIOD_MS = 40
LONGEST_SECONDS = 1800
"""A take ends by itself then: half an hour is 173 MB."""

Voice = NDArray[np.int16]
"""(frames,): 48 kHz, one channel."""

Hear = Callable[[bytes], object]
"""Takes samples of 16 bit; called in the device's thread."""


class Microphone(Protocol):
    """Something that hears."""

    def start(self, hear: Hear) -> None: ...

    def stop(self) -> None: ...

    def close(self) -> None: ...


class DeviceMicrophone:
    """The system's microphone.

    Raises NoDeviceError where there is none.  Opening may take a moment: not in the window's thread.
    """

    def __init__(self, backends: list[miniaudio.Backend] | None = None) -> None:
        with device_errors():
            device = miniaudio.CaptureDevice(
                miniaudio.SampleFormat.SIGNED16,
                1,
                SAMPLE_RATE,
                PERIOD_MS,
                backends=backends or system_backends(),
                app_name=APP_NAME,
            )
        self._device = device
        self._closed = weakref.finalize(self, device.close)

    def start(self, hear: Hear) -> None:
        """Raises NoDeviceError when it does not start."""

        def listen() -> Generator[None, bytes, None]:
            while True:
                hear(bytes((yield)))

        samples = listen()
        next(samples)
        with device_errors():
            self._device.start(samples)

    def stop(self) -> None:
        with contextlib.suppress(miniaudio.MiniaudioError):  # gone, so it is still
            self._device.stop()

    def close(self) -> None:
        self._closed()


class Recorder:
    """Takes, one after another.  The level is told before a take too, so that it can be set."""

    def __init__(self, microphone: Microphone) -> None:
        """Hears from now on.  Raises NoDeviceError."""
        self._microphone = microphone
        self._lock = threading.Lock()
        self._parts: list[bytes] = []
        self._frames = 0
        self._keeping = False
        self._peak = 0.0
        microphone.start(self._hear)

    @property
    def recording(self) -> bool:
        return self._keeping

    @property
    def seconds(self) -> float:
        """How long the take is by now."""
        return self._frames / SAMPLE_RATE

    def level(self) -> float:
        """The loudest moment since it was asked last: 0 … 1, linear; 1 is too loud."""
        with self._lock:
            peak, self._peak = self._peak, 0.0
        return peak

    def begin(self) -> None:
        """A new take; what was kept before is gone."""
        with self._lock:
            self._parts, self._frames, self._keeping = [], 0, True

    def end(self) -> Voice:
        """The take."""
        with self._lock:
            self._keeping = False
            return np.frombuffer(b"".join(self._parts), np.int16)

    def close(self) -> None:
        self._keeping = False
        self._microphone.stop()
        self._microphone.close()

    def _hear(self, samples: bytes) -> None:
        found = np.frombuffer(samples, np.int16)
        if not len(found):
            return
        peak = min(1.0, float(np.abs(found.astype(np.int32)).max()) / 32767)
        with self._lock:
            self._peak = max(self._peak, peak)
            if self._keeping and self._frames < LONGEST_SECONDS * SAMPLE_RATE:
                self._parts.append(samples)
                self._frames += len(found)


def write_voice(path: Path, voice: Voice) -> Path:
    """A take as a WAV file, which appears whole or not at all.  Raises OutputError."""
    with output_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with part_of(path) as part, wave.open(str(part), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(SAMPLE_RATE)
            file.writeframes(voice.astype("<i2").tobytes())
    return path
