"""`studio caption`: one command from a video and its subtitle file to a captioned film."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import av
import pytest

from studio.media.ffmpeg import run
from tests.cli.conftest import PROGRAM, Studio
from tests.waiting import PATIENCE, wait_until

SRT = "1\n00:00:00,100 --> 00:00:00,900\nحوار مفتوح\n\n2\n00:00:00,800 --> 00:00:05,000\nلكل الناس\n"


@pytest.fixture
def video(place: Path) -> Path:
    return recorded(place / "phone.mp4", 1, "216x384")


@pytest.fixture
def subtitles(place: Path) -> Path:
    path = place / "phone.srt"
    path.write_text(SRT, "utf-8")
    return path


def recorded(path: Path, seconds: int, size: str) -> Path:
    picture = f"testsrc2=s={size}:r=30:d={seconds}"
    sound = f"sine=r=48000:d={seconds}"
    coding = ("-c:v", "libx264", "-preset", "ultrafast", "-g", "30", "-pix_fmt", "yuv420p", "-c:a", "aac")
    run(["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound, *coding, str(path)])
    return path


def test_one_command_captions_a_video(studio: Studio, video: Path, subtitles: Path) -> None:
    answer = studio("caption", video.name, subtitles.name, "--json", "--sidecar", "vtt")
    assert answer.code == 0, answer.err
    told = answer.json()
    film = video.with_name("phone-captioned.mp4")
    assert (told["width"], told["height"], told["frames"]) == (216, 384, 30)
    assert told["sound"] == {"codec": "aac", "copied": True}
    assert told["style"] == "word-pill"
    assert told["sidecars"] == ["phone-captioned.ar.vtt"]
    assert film.with_name("phone-captioned.ar.vtt").read_text("utf-8").startswith("WEBVTT")
    with av.open(str(film)) as container:
        assert container.streams.video[0].frames == 30
    again = studio("caption", video.name, subtitles.name, "-o", "again.mp4", "--style", "word-color")
    assert again.code == 0
    assert "sound copied" in again.out
    assert "Made again.mp4" in again.out


def test_what_was_mended_is_told(studio: Studio, video: Path, subtitles: Path) -> None:
    subtitles.write_bytes(SRT.encode("windows-1256"))
    answer = studio("caption", video.name, subtitles.name, "--tell", "ar")
    assert answer.code == 0
    assert "windows-1256" in answer.err.lower()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["phone.mp4"], "no captions"),
        (["phone.srt"], "no video"),
        (["phone.srt", "phone.mp4"], "second"),
        (["phone.mp4", "none.srt"], "no such file"),
        (["none.mp4", "phone.srt"], "no such file"),
        (["phone.mp4", "phone.srt", "--style", "word-pil"], "word-pil"),
        (["phone.mp4", "phone.srt", "--position", "fot"], "did you mean 'foot'"),
        (["phone.mp4", "phone.srt", "--lang", "no language"], "no language"),
        (["phone.mp4", "phone.srt", "--sidecar", "doc"], "doc"),
        (["phone.mp4", "phone.srt", "--range", "9-10"], "no frame"),
        (["phone.mp4", "phone.srt", "-o", "phone.mp4"], "the film itself"),
        (["phone.mp4", "phone.srt", "--second-lang", "en"], "--second"),
    ],
)
def test_what_cannot_be_used_is_told_and_nothing_is_written(
    studio: Studio, video: Path, subtitles: Path, place: Path, arguments: list[str], words: str
) -> None:
    before = {path.name: path.read_bytes() for path in place.iterdir()}
    answer = studio("caption", *arguments, "--json")
    assert answer.code == 2, answer.err
    error = answer.error()
    assert words in f"{error['message']} {error['hint']} {error['where']}"
    assert {path.name: path.read_bytes() for path in place.iterdir()} == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to whole consoles only")
def test_ctrl_c_stops_it_and_the_same_command_goes_on(
    studio: Studio, environment: dict[str, str], place: Path, subtitles: Path
) -> None:
    video = recorded(place / "long.mp4", 30, "360x640")
    process = subprocess.Popen(
        [*PROGRAM, "caption", video.name, subtitles.name, "--workers", "1"],
        cwd=place,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    segments = Path(environment["HIWAR_CACHE_DIR"]) / "segments"
    wait_until(lambda: process.poll() is not None or list(segments.glob("[!.]*.mp4")))
    os.kill(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130, said
    assert "the same command goes on" in said
    assert not list(place.glob("long-captioned.mp4"))
    again = studio("caption", video.name, subtitles.name, "--json")
    assert again.code == 0, again.err
    assert again.json()["segments"]["kept"] >= 1


def test_a_sidecar_of_a_stretch_has_its_times(studio: Studio, video: Path, subtitles: Path) -> None:
    subtitles.write_text(
        "1\n00:00:00,000 --> 00:00:00,400\nأول\n\n2\n00:00:00,300 --> 00:00:00,800\nثان\n", "utf-8"
    )
    assert studio("caption", video.name, subtitles.name, "--range", "0.5-1", "--sidecar", "srt").code == 0
    written = video.with_name("phone-captioned.ar.srt").read_text("utf-8").split("\n")
    assert written[:3] == ["1", "00:00:00,000 --> 00:00:00,300", "ثان"]
