"""Speech recognition: a process of its own, cancelled at once, offline, with plain words for what is missing.

The class `WhisperModel` is a stand-in (see `stand_ins`); all before and behind it is real: the film's sound,
the process, the pipe, the cues.
"""

import struct
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from studio.base.cancellation import Cancellation, Cancelled
from studio.base.errors import InputError, MediaError, StudioError
from studio.formats.subtitles.cues import RawWord
from studio.media.ffmpeg import run
from studio.services.captions.limits import ARABIC
from studio.services.captions.recognition import model_folder
from studio.services.captions.recognition.child import read_sound
from studio.services.captions.recognition.cueing import cues_of_words
from studio.services.captions.recognition.model_folder import open_model
from studio.services.captions.recognition.recognise import RecogniseOptions, recognise
from studio.services.progress import Progress
from tests.unit.services.captions.cue_examples import holds


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "said.m4a"
    run(["-f", "lavfi", "-i", "sine=220:d=8", "-c:a", "aac", "-y", str(path)])
    return path


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent / "stand_ins"))


def model(folder: Path, name: str = "small") -> Path:
    path = folder / name
    path.mkdir()
    kind = b"WhisperSpec\0"
    (path / "model.bin").write_bytes(struct.pack("<IH", 6, len(kind)) + kind + bytes(64))
    for file in ("config.json", "tokenizer.json", "vocabulary.json"):
        (path / file).write_text("{}", encoding="utf-8")
    return path


@pytest.mark.usefixtures("library")
def test_what_is_said_becomes_cues_with_word_times(sound: Path, tmp_path: Path) -> None:
    told: list[Progress] = []
    found = recognise(sound, RecogniseOptions(model(tmp_path), "ar"), report=told.append)
    assert holds(found.cues)
    assert found.language == "ar"
    said = [word for cue in found.cues for word in cue.text.split()]
    assert said[:3] == ["أهلا", "بكم.", "نبدأ"]
    assert said[-2:] == ["ثم", "نسأل"]
    assert [word.text for word in found.cues[0].words] == found.cues[0].text.split()
    assert [one.stage for one in told][:2] == ["sound", "model"]
    assert told[-1].share == 1


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("name", ["slow", "endless"])
def test_cancelling_ends_it_within_a_second_while_it_loads_and_while_it_listens(
    sound: Path, tmp_path: Path, name: str
) -> None:
    asked = Cancellation()

    def stop(progress: Progress) -> None:
        if progress.stage == ("model" if name == "slow" else "listen"):
            asked.cancel()

    with pytest.raises(Cancelled):
        recognise(sound, RecogniseOptions(model(tmp_path, name)), asked, stop)


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    ("name", "language", "words"),
    [
        ("hungry", "", "not enough memory"),
        ("broken", "", "could not be used"),
        ("english", "ar", "English only"),
        ("silent", "", "nobody was heard"),
        ("small", "xx", "does not know the language"),
        ("calling-home", "", "no connection"),
    ],
)
def test_what_goes_wrong_in_the_library_is_said_plainly(
    sound: Path, tmp_path: Path, name: str, language: str, words: str
) -> None:
    with pytest.raises(StudioError, match=words) as failed:
        recognise(sound, RecogniseOptions(model(tmp_path, name), language))
    assert failed.value.hint


@pytest.mark.usefixtures("library")
def test_what_is_no_model_is_said_plainly(tmp_path: Path) -> None:
    def refused(folder: Path | None) -> str:
        with pytest.raises(InputError) as failed:
            open_model(folder)
        assert failed.value.hint
        return failed.value.message

    assert "no model" in refused(None)
    assert "no such folder" in refused(tmp_path / "none")
    whole = model(tmp_path)
    assert open_model(whole).bytes == (whole / "model.bin").stat().st_size
    assert "this is a file" in refused(whole / "model.bin")
    for name, said in [
        ("a.pt", "openai-whisper"),
        ("ggml-a.bin", "whisper.cpp"),
        ("m.safetensors", "Hugging"),
    ]:
        other = tmp_path / f"other-{name}"
        other.mkdir()
        assert "model.bin is missing" in refused(other)
        (other / name).write_bytes(b"x")
        assert said in refused(other)
    (whole / "config.json").write_text("{", encoding="utf-8")
    assert "damaged" in refused(whole)
    (whole / "tokenizer.json").unlink()
    assert "tokenizer.json is missing" in refused(whole)
    kind = b"TransformerSpec\0"
    (whole / "model.bin").write_bytes(struct.pack("<IH", 6, len(kind)) + kind)
    assert "TransformerSpec" in refused(whole)
    (whole / "model.bin").write_bytes(b"<html>")
    assert "not of speech recognition" in refused(whole)


def test_without_the_extra_it_says_how_to_get_it(
    sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_folder, "find_spec", lambda _name: None)
    with pytest.raises(InputError, match="not installed") as refused:
        recognise(sound, RecogniseOptions(model(tmp_path)))
    assert "faster-whisper" in refused.value.hint


@pytest.mark.usefixtures("library")
def test_a_model_larger_than_memory_is_refused_before_it_is_loaded(
    sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_folder, "_MORE_BYTES", 1 << 60)
    with pytest.raises(StudioError, match="memory"):
        recognise(sound, RecogniseOptions(model(tmp_path)))


@pytest.mark.usefixtures("library")
def test_a_film_without_sound_is_refused(tmp_path: Path) -> None:
    silent = tmp_path / "silent.mp4"
    run(["-f", "lavfi", "-i", "color=c=gray:s=64x64:d=1", "-c:v", "libx264", "-y", str(silent)])
    with pytest.raises(MediaError, match="no sound"):
        recognise(silent, RecogniseOptions(model(tmp_path)))
    with pytest.raises(MediaError, match="no such file"):
        recognise(tmp_path / "none.mp4", RecogniseOptions(tmp_path / "small"))


def test_sound_is_heard_as_whisper_hears_it(sound: Path) -> None:
    samples = read_sound(sound)
    assert samples.dtype == np.float32
    assert abs(len(samples) - 8 * 16_000) < 2_000
    assert 0.05 < float(np.abs(samples).max()) <= 1


def said(*words: tuple[str, float, float]) -> list[RawWord]:
    return [RawWord(text, Fraction(str(start)), Fraction(str(end))) for text, start, end in words]


def test_cues_end_at_pauses_and_parts_of_words_are_joined() -> None:
    cues = cues_of_words(said((" أه", 0, 0.2), ("لا", 0.2, 0.4), (" بكم", 0.5, 1), (" نبدأ", 2, 2.5)), ARABIC)
    assert [cue.text for cue in cues] == ["أهلا بكم", "نبدأ"]
    assert (cues[0].start, cues[0].end) == (Fraction(0), Fraction("1.25"))


def test_long_speech_is_divided_by_sense_into_what_fits() -> None:
    text = "الحوار الصادق يبدأ من الإنصات إلى الآخر، لا من انتظار دورنا في الكلام، ثم نسأل ونفهم "
    words = (text * 3).split()
    cues = cues_of_words(
        said(*((f" {word}", n * 0.5, n * 0.5 + 0.45) for n, word in enumerate(words))), ARABIC
    )
    assert holds(cues)
    assert " ".join(" ".join(cue.text.split()) for cue in cues).split() == words
    for cue in cues:
        assert max(map(len, cue.text.split("\n"))) <= 42
        assert cue.text.count("\n") <= 1
        assert cue.end - cue.start <= 8


def test_times_out_of_order_are_put_right() -> None:
    assert holds(cues_of_words(said((" a", 2, 1), (" b", 1, 3), (" c", 0, 0)), ARABIC))
    assert cues_of_words([], ARABIC) == ()
