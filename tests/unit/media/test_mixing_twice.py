"""The same file twice in one film, with everything alike; and very many sounds."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from studio.base.paths import assets_dir
from studio.media import audio
from studio.media.audio import SoundClip, SoundSettings, render_sound
from studio.media.ffmpeg import SAMPLE_RATE, run
from studio.media.pcm import open_pcm, write_pcm
from studio.media.probe import probe


def test_a_sound_that_is_there_twice_is_mixed(tmp_path: Path) -> None:
    clip = SoundClip(assets_dir() / "sounds" / "chime.wav", Fraction(0), Fraction(1))
    made = render_sound([clip, clip], Fraction(1), tmp_path / "twice.m4a")
    assert made is not None
    assert probe(made).audio is not None


def test_very_many_sounds_are_heard_each_at_its_time_and_no_command_is_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lengths: list[int] = []

    def measured(arguments: Sequence[str], **more: object) -> str:
        lengths.append(sum(len(one) + 3 for one in arguments))
        return run(arguments, **more)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(audio, "run", measured)
    click = tmp_path / "click.wav"
    run(["-f", "lavfi", "-i", "aevalsrc=0.5*sin(900*2*PI*t):s=48000:d=0.01", str(click)])
    # Twice what is mixed at once, and then some; not in the order of their times.
    times = [Fraction(at * 7 % 60, 20) for at in range(150)]
    clips = [SoundClip(click, time, Fraction(1, 100)) for time in times]
    made = render_sound(clips, Fraction(3), tmp_path / "many.m4a", SoundSettings(loudness=None))
    assert made is not None
    assert max(lengths) < 32_767, "what Windows takes"
    loud = np.abs(open_pcm(write_pcm(made, tmp_path / "many.pcm"))[:, 0].astype(int)) > 6000
    for at in range(60):
        near = loud[at * SAMPLE_RATE // 20 : at * SAMPLE_RATE // 20 + SAMPLE_RATE // 100]
        assert near.any(), at
    assert not loud[SAMPLE_RATE // 40 :: SAMPLE_RATE // 20].any()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["click.wav", "many.m4a", "many.pcm"]
