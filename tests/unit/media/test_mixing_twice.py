"""The same file twice in one film, with everything alike."""

from fractions import Fraction
from pathlib import Path

from studio.base.paths import assets_dir
from studio.media.audio import SoundClip, render_sound
from studio.media.probe import probe


def test_a_sound_that_is_there_twice_is_mixed(tmp_path: Path) -> None:
    clip = SoundClip(assets_dir() / "sounds" / "chime.wav", Fraction(0), Fraction(1))
    made = render_sound([clip, clip], Fraction(1), tmp_path / "twice.m4a")
    assert made is not None
    assert probe(made).audio is not None
