"""A voice from a microphone: kept from its beginning to its end, measured, written as a file."""

import wave
from pathlib import Path

import miniaudio
import numpy as np
import pytest

from studio.media.recording import DeviceMicrophone, Hear, Recorder, write_voice
from studio.media.sound_device import NoDeviceError
from studio.services.sounds import bundled_sounds, heard, sound_length


class Spoken:
    """A microphone that hears what a test says."""

    def __init__(self) -> None:
        self.hear: Hear | None = None
        self.closed = False

    def say(self, level: float, frames: int = 4800) -> None:
        assert self.hear is not None
        self.hear(np.full(frames, round(level * 32767), np.int16).tobytes())

    def start(self, hear: Hear) -> None:
        self.hear = hear

    def stop(self) -> None:
        self.hear = None

    def close(self) -> None:
        self.closed = True


def test_only_the_take_is_kept_and_the_level_is_told_all_the_time() -> None:
    microphone = Spoken()
    recorder = Recorder(microphone)
    microphone.say(0.5)
    assert recorder.level() == pytest.approx(0.5, abs=0.01)
    assert recorder.level() == 0, "it was asked already"
    recorder.begin()
    microphone.say(0.25)
    microphone.say(0.25)
    assert recorder.seconds == pytest.approx(0.2)
    voice = recorder.end()
    microphone.say(0.9)
    assert len(voice) == 9600
    assert abs(int(voice[0]) - 8192) < 4
    recorder.begin()
    assert len(recorder.end()) == 0, "a new take begins empty"
    recorder.close()
    assert microphone.closed


def test_a_take_is_written_as_a_file_that_can_be_heard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HIWAR_CACHE_DIR", str(tmp_path / "cache"))
    voice = (8000 * np.sin(np.arange(48_000) / 20)).astype(np.int16)
    file = write_voice(tmp_path / "new folder" / "voice.wav", voice)
    with wave.open(str(file)) as read:
        assert (read.getframerate(), read.getnchannels(), read.getnframes()) == (48_000, 1, 48_000)
    assert sound_length(file) == 1
    assert heard(file).shape == (48_000, 2)


def test_silence_comes_from_the_null_device() -> None:
    recorder = Recorder(DeviceMicrophone([miniaudio.Backend.NULL]))
    assert recorder.level() >= 0
    recorder.close()


def test_a_machine_without_a_microphone_says_so() -> None:
    with pytest.raises(NoDeviceError):
        DeviceMicrophone([miniaudio.Backend.JACK])


def test_every_bundled_sound_can_be_heard_and_has_a_name_in_both_languages() -> None:
    sounds = bundled_sounds()
    assert [one.loop for one in sounds] == sorted((one.loop for one in sounds), reverse=True)
    for one in sounds:
        assert one.seconds > 0
        assert set(one.name) == {"ar", "en"}
        assert one.media.startswith("asset:sounds/")
