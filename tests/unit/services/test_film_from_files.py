"""Films begun with files: real videos, subtitle files and pictures, looked at as frames."""

import json
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from studio.base.errors import InputError
from studio.media.ffmpeg import run
from studio.model.layers import CaptionLayer, Clip, TrackLayer, VideoLayer
from studio.services.film_from_files import film_from_files, sorted_files
from studio.services.resources import ResourceList
from studio.services.session import Session
from studio.services.stills import Painter

SRT = "1\n00:00:00,200 --> 00:00:00,900\nأهلًا بكم\n\n2\n00:00:09,000 --> 00:00:10,000\nبعد النهاية\n"


def video(path: Path, width: int = 108, height: int = 192, frames: int = 25) -> Path:
    """A green film, a second long at 25 frames a second."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=25)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for _ in range(frames):
            frame = av.VideoFrame.from_ndarray(np.full((height, width, 3), (20, 160, 40), np.uint8))
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def picture(path: Path, size: tuple[int, int] = (300, 200)) -> Path:
    Image.new("RGB", size, (200, 40, 20)).save(path)
    return path


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (("a.hiwar", "b.png"), "project"),
        (("a.CSV", "b.mp4"), "sheet"),
        (("a.mp4", "a.srt", "b.png"), "film"),
        (("a.srt",), "film"),
        (("a.txt",), "unknown"),
        (("a.mp4", "a.json"), "film"),
        (("a.JPG",), "pictures"),
        (("a.docx",), "unknown"),
        ((), "unknown"),
    ],
)
def test_files_are_known_by_their_endings(names: tuple[str, ...], kind: str) -> None:
    assert sorted_files(map(Path, names)).kind == kind


def test_a_video_with_captions_becomes_a_film_in_its_own_shape(tmp_path: Path) -> None:
    srt = tmp_path / "film.srt"
    srt.write_text(SRT, "utf-8")
    begun = film_from_files([video(tmp_path / "film.mp4"), srt])
    composition = begun.project.compositions[0]
    assert (composition.size.width, composition.size.height) == (1080, 1920)
    assert composition.rate.numerator == 25
    assert composition.duration == 1
    film, captions = composition.layers
    assert isinstance(film, VideoLayer)
    assert isinstance(captions, CaptionLayer)
    assert [cue.text for cue in captions.cues] == ["أهلًا بكم"], "what begins after the end is left out"
    resources = ResourceList(dict(begun.files))
    pixels = Painter(composition, resources, 0.2).paint(Fraction(1, 2))
    blue, green, red, _ = pixels[20, 100]
    assert green > 120 > max(blue, red), "the film is seen"


def test_english_captions_make_an_english_film_whatever_the_window_speaks(tmp_path: Path) -> None:
    srt = tmp_path / "film.srt"
    for said in ("Welcome to all of you", "Zoom"):
        srt.write_text(SRT.partition("أ")[0] + said, "utf-8")
        begun = film_from_files([video(tmp_path / "film.mp4"), srt], "ar")
        assert begun.project.compositions[0].language == "en"


def test_what_is_said_and_word_times_come_with_a_video(tmp_path: Path) -> None:
    film = video(tmp_path / "film.mp4")
    said, words = tmp_path / "said.txt", tmp_path / "words.json"
    said.write_text("أهلًا بكم. كيف حالكم؟", "utf-8")
    one = {"start": 0.1, "end": 0.9, "text": "أهلًا", "words": [{"word": "أهلًا", "start": 0.1, "end": 0.9}]}
    words.write_text(json.dumps({"language": "ar", "segments": [one]}), "utf-8")
    for file, texts in ((said, ["أهلًا بكم.", "كيف حالكم؟"]), (words, ["أهلًا"])):
        captions = film_from_files([film, file]).project.compositions[0].layers[1]
        assert isinstance(captions, CaptionLayer)
        assert [cue.text for cue in captions.cues] == texts
        assert captions.cues[-1].end <= 1


def test_several_videos_come_one_after_another(tmp_path: Path) -> None:
    begun = film_from_files([video(tmp_path / "a.mp4"), video(tmp_path / "b.mp4", 192, 108)])
    (track,) = begun.project.compositions[0].layers
    assert isinstance(track, TrackLayer)
    assert begun.project.compositions[0].duration == 2
    assert sorted(begun.files) == ["video-1", "video-2"]


def test_pictures_become_a_film_in_their_shape(tmp_path: Path) -> None:
    begun = film_from_files([picture(tmp_path / "a.png"), picture(tmp_path / "b.jpg", (320, 200))])
    composition = begun.project.compositions[0]
    assert (composition.size.width, composition.size.height) == (1920, 1080)
    (track,) = composition.layers
    assert isinstance(track, TrackLayer)
    assert sum(isinstance(item, Clip) for item in track.items) == 2
    assert composition.duration == 8
    pixels = Painter(composition, ResourceList(dict(begun.files)), 0.1).paint(Fraction(2))
    assert tuple(pixels[50, 90][:3]) == (20, 40, 200)


def test_it_opens_as_a_project_with_copies_of_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HIWAR_DATA_DIR", str(tmp_path / "data"))
    begun = film_from_files([picture(tmp_path / "صورة.png")])
    opened = Session.new(begun.project, begun.files)
    try:
        assert opened.missing == ()
        assert opened.project.name == "صورة"
        assert (opened.session.folder / opened.project.media[0].path).is_file()
    finally:
        opened.session.close()


@pytest.mark.parametrize("name", ["only.srt", "words.docx"])
def test_what_begins_nothing_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(SRT, "utf-8")
    with pytest.raises(InputError) as error:
        film_from_files([tmp_path / name])
    assert error.value.hint


def test_a_film_is_as_long_as_its_pictures_whatever_its_container_says(tmp_path: Path) -> None:
    """Its times begin after 28 hours, and its sound is longer."""
    source = ["-f", "lavfi", "-i", "testsrc=s=64x64:r=10:d=1", "-f", "lavfi", "-i", "sine=440:d=1.5"]
    late = tmp_path / "late.mkv"
    run([*source, "-output_ts_offset", "100000", str(late)])
    (made,) = film_from_files([late]).project.compositions
    assert made.duration == 1


def test_more_than_a_film_can_hold_is_told(tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    Image.new("RGB", (8, 8)).save(picture)
    with pytest.raises(InputError, match="too many"):
        film_from_files([picture] * 5100)
