import math
import os
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
import pytest

from studio.base.errors import MediaError
from studio.media.audio import SoundClip, SoundSettings, measure_loudness, render_sound, sound_key

MakeMedia = Callable[..., Path]

TONE = ("-f", "lavfi", "-i", "sine=440:r=48000:d=4", "-c:a", "pcm_s16le")
NOISE = ("-f", "lavfi", "-i", "anoisesrc=c=pink:a=0.4:r=44100:d=3:seed=7")
SILENCE = ("-f", "lavfi", "-i", "anullsrc=r=48000:cl=stereo", "-t", "2")
PIECES = (  # quiet with short, loud peaks: needs the limiter
    "-f",
    "lavfi",
    "-i",
    "aevalsrc='0.05*sin(440*2*PI*t)+0.8*lt(mod(t,0.5),0.05)*sin(900*2*PI*t)':s=48000:d=6",
)
AS_MIXED = SoundSettings(loudness=None)


def samples(path: Path) -> npt.NDArray[np.float32]:
    """(channels, samples) as a player hears them."""
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        assert stream.duration is not None
        decoded = np.concatenate([frame.to_ndarray() for frame in container.decode(stream)], axis=1)
        return decoded[:, : stream.duration]


def level(path: Path, start: float, end: float) -> float:
    return float(np.abs(samples(path)[:, round(start * 48_000) : round(end * 48_000)]).max())


def clip(path: Path, start: str = "0", duration: str = "4", **more: Any) -> SoundClip:
    return SoundClip(path, Fraction(start), Fraction(duration), **more)


@pytest.mark.parametrize("seconds", ["4", "60/29", "100.1/24", "0.5"])
def test_the_sound_is_exact_to_a_sample(tmp_path: Path, make_media: MakeMedia, seconds: str) -> None:
    top, _, bottom = seconds.partition("/")
    duration = Fraction(top) / Fraction(bottom or "1")
    out = render_sound([clip(make_media("a.wav", *TONE))], duration, tmp_path / "out.m4a")
    assert out is not None
    with av.open(str(out)) as container:
        stream = container.streams.audio[0]
        assert (stream.codec_context.sample_rate, stream.codec_context.channels) == (48_000, 2)
        assert stream.duration == round(duration * 48_000)


def test_nothing_to_hear_makes_no_file(tmp_path: Path, make_media: MakeMedia) -> None:
    silence = make_media("a.wav", *SILENCE)
    assert render_sound([], Fraction(4), tmp_path / "out.m4a") is None
    assert render_sound([clip(silence)], Fraction(4), tmp_path / "out.m4a") is None
    assert render_sound([clip(silence, start="5")], Fraction(4), tmp_path / "out.m4a") is None
    assert [path.name for path in tmp_path.iterdir()] == ["a.wav"]


@pytest.mark.parametrize("source", [TONE, NOISE, PIECES])
def test_the_loudness_is_reached_within_half_a_unit(
    tmp_path: Path, make_media: MakeMedia, source: tuple[str, ...]
) -> None:
    path = make_media("a.wav", *source)
    out = render_sound([clip(path, loop=True, duration="8")], Fraction(8), tmp_path / "out.m4a")
    assert out is not None
    found = measure_loudness(out)
    assert abs(found.integrated + 14) <= 0.5
    assert found.true_peak <= -0.9


def test_a_clip_sounds_at_its_time_and_no_longer(tmp_path: Path, make_media: MakeMedia) -> None:
    tone = make_media("a.wav", *TONE)
    out = render_sound([clip(tone, start="1", duration="1")], Fraction(3), tmp_path / "out.m4a", AS_MIXED)
    assert out is not None
    assert level(out, 0, 0.9) < 0.01
    assert level(out, 1.1, 1.9) > 0.05
    assert level(out, 2.1, 3) < 0.01


def test_a_short_clip_is_looped_only_when_asked(tmp_path: Path, make_media: MakeMedia) -> None:
    tone = make_media("a.wav", "-f", "lavfi", "-i", "sine=440:r=48000:d=0.5")
    once = render_sound([clip(tone)], Fraction(4), tmp_path / "once.m4a", AS_MIXED)
    looped = render_sound([clip(tone, loop=True)], Fraction(4), tmp_path / "looped.m4a", AS_MIXED)
    assert once is not None
    assert looped is not None
    assert level(once, 1, 4) < 0.01
    assert all(level(looped, second / 4, second / 4 + 0.25) > 0.05 for second in range(15))


def test_a_clip_begins_where_it_is_told_in_its_file(tmp_path: Path, make_media: MakeMedia) -> None:
    late = make_media("a.wav", *TONE, "-af", "volume=enable='lt(t,2)':volume=0")
    out = render_sound([clip(late, source_start=Fraction(2))], Fraction(1), tmp_path / "out.m4a", AS_MIXED)
    assert out is not None
    assert level(out, 0.1, 0.3) > 0.05


def test_gain_is_in_decibels_and_fades_reach_silence(tmp_path: Path, make_media: MakeMedia) -> None:
    tone = make_media("a.wav", *TONE)
    plain = render_sound([clip(tone)], Fraction(4), tmp_path / "plain.m4a", AS_MIXED)
    softer = render_sound(
        [clip(tone, gain=-6.0, fade_in=Fraction(1), fade_out=Fraction(1))],
        Fraction(4),
        tmp_path / "softer.m4a",
        AS_MIXED,
    )
    assert plain is not None
    assert softer is not None
    assert abs(20 * math.log10(level(softer, 1.5, 2.5) / level(plain, 1.5, 2.5)) + 6) < 0.3
    assert level(softer, 0, 0.05) < level(softer, 1.5, 2.5) / 5
    assert level(softer, 3.95, 4) < level(softer, 1.5, 2.5) / 5


def test_the_same_plan_makes_the_same_bytes(tmp_path: Path, make_media: MakeMedia) -> None:
    clips = [clip(make_media("a.wav", *TONE)), clip(make_media("b.mp3", *NOISE), start="0.5")]
    first = render_sound(clips, Fraction(4), tmp_path / "first.m4a")
    second = render_sound(clips, Fraction(4), tmp_path / "second.m4a")
    assert first is not None
    assert second is not None
    assert first.read_bytes() == second.read_bytes()
    assert b"Lavf" not in first.read_bytes()


def test_the_key_follows_content_settings_and_length(tmp_path: Path, make_media: MakeMedia) -> None:
    a, other = make_media("a.wav", *TONE), make_media("b.wav", *NOISE)
    copy = tmp_path / "copy.wav"
    copy.write_bytes(a.read_bytes())
    key = sound_key([clip(a)], Fraction(4), SoundSettings())
    assert key == sound_key([clip(copy)], Fraction(4), SoundSettings())
    assert key != sound_key([clip(other)], Fraction(4), SoundSettings())
    assert key != sound_key([clip(a)], Fraction(5), SoundSettings())
    assert key != sound_key([clip(a)], Fraction(4), SoundSettings(kbps=96))


def test_silence_is_measured_as_endlessly_quiet(make_media: MakeMedia) -> None:
    found = measure_loudness(make_media("a.wav", *SILENCE))
    assert found.integrated == -math.inf
    assert found.true_peak == -math.inf


def test_a_file_without_sound_is_refused(tmp_path: Path, make_media: MakeMedia) -> None:
    mute = make_media("a.mp4", "-f", "lavfi", "-i", "testsrc=size=64x48:d=1")
    with pytest.raises(MediaError, match="no sound"):
        render_sound([clip(mute)], Fraction(1), tmp_path / "out.m4a")
    with pytest.raises(MediaError, match="no sound"):
        measure_loudness(mute)


@pytest.mark.parametrize("name", ["a: b", "-a", "%03d"])
@pytest.mark.skipif(os.name == "nt", reason="Windows does not allow such names")
def test_sound_may_stand_in_files_of_any_name(
    tmp_path: Path, make_media: MakeMedia, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    make_media("tone.wav", *TONE).rename(tmp_path / f"{name}.wav")
    monkeypatch.chdir(tmp_path)
    clip = SoundClip(Path(f"{name}.wav"), Fraction(0), Fraction(1))
    made = render_sound([clip], Fraction(1), Path(f"{name}.m4a"))
    assert made is not None
    assert measure_loudness(made).integrated == pytest.approx(-14, abs=0.5)
