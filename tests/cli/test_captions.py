"""`studio captions`: shown and converted files, what is told, exit codes."""

import json
from pathlib import Path

from tests.cli.conftest import Studio

FILE = """1
٠٠:٠٠:٠١,٠٠٠ --> 00:00:03,000
مرحبًا بكم في <i>برنامجنا</i>

2
00:00:04,000 --> 00:00:05,500
Zoom هو برنامج للحوار
"""


def test_show_lists_cues_and_tells_what_was_mended(studio: Studio, place: Path) -> None:
    (place / "a.srt").write_text(FILE, encoding="utf-8")
    answer = studio("captions", "show", "a.srt")
    assert answer.code == 0
    assert answer.out.splitlines()[0] == "srt, utf-8, ar, 2 cues"
    assert "00:00:01.000  00:00:03.000  مرحبًا بكم في برنامجنا" in answer.out
    assert "Arabic-Indic digits in times" in answer.err
    assert "[line 2, cue 1]" in answer.err
    arabic = studio("captions", "show", "a.srt", "--tell", "ar")
    assert "أرقام عربية في التوقيت" in arabic.err


def test_show_answers_machines(studio: Studio, place: Path) -> None:
    (place / "a.srt").write_text(FILE, encoding="utf-8")
    found = studio("captions", "show", "a.srt", "--json").json()
    assert found["language"] == "ar"
    assert found["cues"][1] == {"start": 4, "end": 5.5, "text": "Zoom هو برنامج للحوار"}
    assert [(one["kind"], one["line"]) for one in found["told"]] == [("time-digits", 2), ("tags", 2)]


def test_convert_writes_what_the_ending_says(studio: Studio, place: Path) -> None:
    (place / "a.srt").write_text(FILE, encoding="utf-8")
    answer = studio("captions", "convert", "a.srt", "b.vtt", "--spread-words")
    assert answer.code == 0
    content = (place / "b.vtt").read_text("utf-8")
    assert content.startswith("WEBVTT\nLanguage: ar\n\n00:00:01.000 --> 00:00:03.000\nمرحبًا<00:00:01.")
    assert "&rlm;Zoom" in content
    assert studio("captions", "convert", "b.vtt", "c.ass").code == 0
    assert r"{\frz180\frx180\fry180}{\kf" in (place / "c.ass").read_text("utf-8")
    lost = studio("captions", "convert", "c.ass", "d.srt", "--json").json()
    assert "not-written-words" in {one["kind"] for one in lost["told"]}


def test_convert_into_a_folder_names_the_file_for_a_platform(studio: Studio, place: Path) -> None:
    (place / "a.srt").write_text(FILE, encoding="utf-8")
    (place / "out").mkdir()
    done = studio("captions", "convert", "a.srt", "out", "--for", "facebook", "--video", "film.mp4", "--json")
    assert Path(done.json()["path"]) == Path("out/film.ar_AR.srt")


def test_plain_text_is_spread_over_a_duration(studio: Studio, place: Path) -> None:
    (place / "a.txt").write_text("السلام عليكم. كيف حالكم اليوم؟", encoding="utf-8")
    assert studio("captions", "convert", "a.txt", "a.json", "--duration", "10").code == 0
    cues = json.loads((place / "a.json").read_text("utf-8"))["cues"]
    assert (cues[0]["start"], cues[-1]["end"]) == (0, 10)
    assert studio("captions", "convert", "a.txt", "a.srt", "--duration", "soon").code == 2


def test_what_cannot_be_used_is_said_with_a_hint(studio: Studio, place: Path) -> None:
    (place / "a.srt").write_text(FILE, encoding="utf-8")
    (place / "p.srt").write_bytes(b"\x89PNG\r\n\x1a\n")
    for arguments, said in (
        (("show", "none.srt"), "there is no such file"),
        (("show", "p.srt"), "a picture (PNG)"),
        (("show", "a.srt", "--from", "doc"), "no subtitle format 'doc'"),
        (("show", "a.srt", "--tell", "fr"), "not told in 'fr'"),
        (("convert", "a.srt", "b.doc"), "not written as '.doc'"),
        (("convert", "a.srt", "none/b.vtt"), "there is no such folder"),
        (("convert", "a.srt", ".", "--for", "moon"), "no place 'moon'"),
    ):
        answer = studio("captions", *arguments)
        assert answer.code == 2
        assert said in answer.err
    assert studio("captions", "show", "p.srt", "--json").error()["hint"] == "Choose the subtitle file."
    assert sorted(path.name for path in place.iterdir()) == ["a.srt", "p.srt"]


def test_a_folder_that_is_not_there_yet_is_made_for_a_platform(studio: Studio, place: Path) -> None:
    (place / "a.srt").write_text(FILE, encoding="utf-8")
    done = studio("captions", "convert", "a.srt", "new/out", "--for", "facebook", "--video", "film.mp4")
    assert done.code == 0
    assert (place / "new/out/film.ar_AR.srt").is_file()


def test_shifting_earlier_takes_a_bare_minus(studio: Studio, place: Path) -> None:
    (place / "a.srt").write_text(FILE, encoding="utf-8")
    assert studio("captions", "shift", "a.srt", "-0.8", "-o", "b.srt").code == 0
    assert "00:00:00,200 --> 00:00:02,200" in (place / "b.srt").read_text("utf-8")
    assert studio("captions", "shift", "a.srt", "-o", "c.srt", "--", "-0:00.8").code == 0
    assert (place / "c.srt").read_bytes() == (place / "b.srt").read_bytes()


def test_words_are_not_timed_for_a_format_without_a_place_for_them(studio: Studio, place: Path) -> None:
    (place / "a.srt").write_text(FILE, encoding="utf-8")
    answer = studio("captions", "time", "a.srt", "-o", "b.srt")
    assert answer.code == 2
    assert ".json" in answer.err
    assert not (place / "b.srt").exists()


def test_no_subtitle_file_is_written_over_unless_it_is_forced(studio: Studio, place: Path) -> None:
    source, other = place / "a.srt", place / "b.srt"
    source.write_text(FILE, encoding="utf-8")
    other.write_text("somebody's work", encoding="utf-8")
    for target, said in (("a.srt", "the output is the input"), ("b.srt", "this file exists already")):
        answer = studio("captions", "convert", "a.srt", target)
        assert answer.code == 2
        assert said in answer.err
        assert "--force" in answer.err
    assert studio("captions", "convert", "a.srt", ".", "--video", "a.mp4").code == 0, "a.ar.srt is another"
    assert studio("captions", "convert", "a.ar.srt", ".").code == 2, "in a folder it would get its own name"
    assert source.read_text("utf-8") == FILE
    assert other.read_text("utf-8") == "somebody's work"
    assert studio("captions", "convert", "a.srt", "a.srt", "--force").code == 0
    assert source.read_text("utf-8").startswith("1\n00:00:01,000")
