"""`studio captions check`, `time`, `shift`, `stretch`, `sync`, `snap`, `recognise`: answers, exit codes.

The command line is run in this process: only what is asked for is loaded, and once.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from studio.cli.app import run
from tests.cli.conftest import Answer

GOOD = """1
00:00:01,000 --> 00:00:04,000
نبدأ الحوار بالإنصات

2
00:00:05,000 --> 00:00:08,000
ثم نسأل ونفهم
"""
POOR = """1
00:00:01,000 --> 00:00:04,000
وصلت الرسالة إلى
كل الناس

2
00:00:03,500 --> 00:00:08,000
ثم نسأل, ونفهم
"""
Studio = Callable[..., Answer]


@pytest.fixture
def studio(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Studio:
    """The command line, here."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # it sets its own

    def call(*arguments: str) -> Answer:
        capsys.readouterr()
        code = run(list(arguments))
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return call


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HIWAR_CONFIG_DIR", str(tmp_path / "config"))
    (tmp_path / "good.srt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "poor.srt").write_text(POOR, encoding="utf-8")
    return tmp_path


def test_check_is_found_under_caption_too(studio: Studio, files: Path) -> None:
    assert studio("caption", "check", str(files / "good.srt")).code == 0
    assert studio("caption", "check", str(files / "poor.srt")).code == 1


def test_check_tells_what_is_wrong_and_ends_with_1(studio: Studio, files: Path) -> None:
    assert studio("captions", "check", "good.srt").code == 0
    answer = studio("captions", "check", "poor.srt")
    assert answer.code == 1
    assert "Overlap" in answer.out
    assert "[Break lines anew]" in answer.out
    arabic = studio("captions", "check", "poor.srt", "--tell", "ar")
    assert "تداخل" in arabic.out
    found = studio("captions", "check", "poor.srt", "--json").json()["findings"]
    assert {one["kind"] for one in found} == {"overlap", "bad-break", "latin-punctuation"}
    assert all(one["ar"] and one["en"] and one["cue"] in (1, 2) for one in found)


def test_check_mends_into_another_file(studio: Studio, files: Path) -> None:
    answer = studio("captions", "check", "poor.srt", "--mend", "-o", "better.srt")
    assert answer.code == 0
    assert studio("captions", "check", "better.srt").code == 0
    text = (files / "better.srt").read_text(encoding="utf-8")
    assert "ثم نسأل، ونفهم" in text
    assert "00:00:01,000 --> 00:00:03,500" in text


def test_limits_are_the_persons_own(studio: Studio, files: Path) -> None:
    (files / "limits.toml").write_text("[ar]\nline = 12\n", encoding="utf-8")
    assert studio("captions", "check", "good.srt", "--limits", "limits.toml").code == 1
    assert studio("captions", "check", "good.srt", "--set", "hard-speed=5", "--set", "speed=4").code == 1
    assert studio("captions", "check", "good.srt", "--dictionaries", ".").err.startswith("Warning: spelling")


def test_times_are_shifted_stretched_and_synced(studio: Studio, files: Path) -> None:
    def starts(*arguments: str) -> list[float]:
        assert studio("captions", *arguments).code == 0
        (files / "out.json").replace(files / "read.json")
        data = json.loads((files / "read.json").read_text(encoding="utf-8"))
        return [cue["start"] for cue in data["cues"]]

    assert starts("shift", "good.srt", "1.5", "-o", "out.json") == [2.5, 6.5]
    assert starts("shift", "good.srt", "-o", "out.json", "--", "-0.5") == [0.5, 4.5]
    assert starts("shift", "good.srt", "2", "--from", "2", "-o", "out.json") == [1, 7]
    assert starts("stretch", "good.srt", "--by", "2", "-o", "out.json") == [2, 10]
    assert starts("stretch", "good.srt", "--fps", "25:23.976", "-o", "out.json") == [1.043, 5.214]
    assert starts("sync", "good.srt", "#1=2", "#2=1:10", "-o", "out.json") == [2, 70]
    assert starts("snap", "good.srt", "--frames", "--fps", "24", "-o", "out.json") == [1, 5]
    assert starts("time", "good.srt", "-o", "out.json") == [1, 5]
    words = json.loads((files / "read.json").read_text(encoding="utf-8"))["cues"][0]["words"]
    assert [word["text"] for word in words] == ["نبدأ", "الحوار", "بالإنصات"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "none.srt"],
        ["check", "good.srt", "--mend"],
        ["check", "good.srt", "-o", "x.srt"],
        ["check", "good.srt", "--set", "sped=3"],
        ["check", "good.srt", "--limits", "good.srt"],
        ["check", "good.srt", "--tell", "fr"],
        ["check", "good.srt", "--mend", "-o", "x.docx"],
        ["shift", "good.srt", "soon", "-o", "x.srt"],
        ["shift", "good.srt", "-o", "x.srt", "--", "-5"],
        ["stretch", "good.srt", "-o", "x.srt"],
        ["stretch", "good.srt", "--fps", "25", "-o", "x.srt"],
        ["stretch", "good.srt", "--fps", "25:1e400", "-o", "x.srt"],
        ["stretch", "good.srt", "--fps", "1e999999999:25", "-o", "x.srt"],
        ["stretch", "good.srt", "--fps", "25:0.001", "-o", "x.srt"],
        ["check", "good.srt", "--duration", "inf"],
        ["check", "good.srt", "--duration", "nan"],
        ["sync", "good.srt", "#7=3", "-o", "x.srt"],
        ["sync", "good.srt", "5", "-o", "x.srt"],
        ["snap", "good.srt", "-o", "x.srt"],
        ["shift", "good.srt", "1", "-o", "good.srt"],
        ["check", "poor.srt", "--mend", "-o", "poor.srt"],
        ["snap", "good.srt", "--speech", "none.mp4", "-o", "x.srt"],
        ["recognise", "none.mp4", "--model", ".", "-o", "x.srt"],
        ["recognise", "none.mp4", "--model", ".", "-o", "x.docx"],
    ],
)  # fmt: skip
def test_bad_input_is_told_and_nothing_is_written(studio: Studio, files: Path, arguments: list[str]) -> None:
    answer = studio("captions", *arguments)
    assert answer.code == 2
    assert "Error" in answer.err
    assert "Traceback" not in answer.err
    assert not list(files.glob("x.*"))
