"""Cuts of a real film are found, and movement and dissolves are none."""

from fractions import Fraction
from pathlib import Path

import pytest

from studio.base.cancellation import Cancellation, Cancelled
from studio.base.errors import MediaError
from studio.media.ffmpeg import run
from studio.services.captions.scene_cuts import scene_cuts

SHOTS = (
    "testsrc=s=128x72:r=25:d=1[a];mandelbrot=s=128x72:r=25,trim=duration=1[b];"
    "color=white:s=128x72:r=25:d=1[c];[a][b][c]concat=n=3"
)


def film(path: Path, graph: str) -> Path:
    run(["-filter_complex", graph, "-c:v", "libx264", "-preset", "ultrafast", "-t", "3", "-y", str(path)])
    return path


def test_cuts_are_found_on_their_frames(tmp_path: Path) -> None:
    assert scene_cuts(film(tmp_path / "shots.mp4", SHOTS)) == (Fraction(1), Fraction(2))


def test_dissolves_and_movement_are_no_cuts(tmp_path: Path) -> None:
    graph = (
        "color=black:s=128x72:r=25:d=2[a];testsrc=s=128x72:r=25:d=2[b];"
        "[a][b]xfade=transition=fade:duration=1:offset=1"
    )
    assert scene_cuts(film(tmp_path / "fade.mp4", graph)) == ()


def test_looking_can_be_stopped_and_sound_has_no_cuts(tmp_path: Path) -> None:
    sound = tmp_path / "sound.m4a"
    run(["-f", "lavfi", "-i", "sine=d=1", "-c:a", "aac", "-y", str(sound)])
    with pytest.raises(MediaError, match="no pictures"):
        scene_cuts(sound)
    asked = Cancellation()
    asked.cancel()
    with pytest.raises(Cancelled):
        scene_cuts(film(tmp_path / "shots.mp4", SHOTS), asked)
