from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from studio.base.errors import MediaError
from studio.media.audio import SoundClip, SoundSettings, render_sound
from studio.media.ffmpeg import SAMPLE_RATE
from studio.media.pcm import open_pcm, write_pcm

MakeMedia = Callable[..., Path]


def test_the_finished_sound_has_each_sample_at_its_place(tmp_path: Path, make_media: MakeMedia) -> None:
    clicks = make_media(
        "a.wav", "-f", "lavfi", "-i", "aevalsrc='0.9*lt(mod(t,1),0.01)*sin(900*2*PI*t)':s=48000:d=4"
    )
    duration = Fraction(7, 2)
    made = render_sound(
        [SoundClip(clicks, Fraction(0), duration)], duration, tmp_path / "a.m4a", SoundSettings(loudness=None)
    )
    assert made is not None
    samples = open_pcm(write_pcm(made, tmp_path / "a.pcm"))
    assert samples.shape == (168_000, 2)
    loud = np.abs(samples[:, 0].astype(int)) > 9000
    for second in range(1, 4):
        near = loud[second * SAMPLE_RATE - 4800 : second * SAMPLE_RATE + 4800]
        assert abs(int(np.argmax(near)) - 4800) < 48 * 2  # milliseconds


def test_what_has_no_sound_is_named(tmp_path: Path, make_media: MakeMedia) -> None:
    film = make_media("a.mp4", "-f", "lavfi", "-i", "testsrc=d=0.2:s=64x64")
    with pytest.raises(MediaError):
        write_pcm(film, tmp_path / "a.pcm")
    assert not list(tmp_path.glob("*.pcm*"))
    assert not list(tmp_path.glob(".*"))


def test_an_empty_file_is_silence(tmp_path: Path) -> None:
    (tmp_path / "a.pcm").touch()
    assert open_pcm(tmp_path / "a.pcm").shape == (0, 2)
