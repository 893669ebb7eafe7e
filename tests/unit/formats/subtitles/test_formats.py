"""What each format says in its own way: settings, styles, clocks, karaoke, head data."""

from fractions import Fraction

import pytest

from studio.base.errors import InputError
from studio.base.time import seconds
from studio.formats.subtitles.ass_text import escaped, parse
from studio.formats.subtitles.plain import LONGEST_CUE, cue_texts
from studio.formats.subtitles.punctuation import moved_punctuation
from studio.formats.subtitles.reading import parse_subtitles
from studio.formats.subtitles.reading_options import ReadOptions
from studio.formats.subtitles.sniffing import sniff
from studio.formats.subtitles.timed_lines import parse_timing
from studio.formats.subtitles.times import ass_time, lrc_time, parse_clock, sbv_time, srt_time, vtt_time
from studio.formats.subtitles.ttml_times import clock_of
from studio.formats.subtitles.types import MendKind, SubtitleFile, SubtitleFormat
from studio.formats.subtitles.writing import written
from studio.formats.subtitles.writing_parts import WriteOptions, needs_mark
from studio.model.captions import Cue, Word

S = SubtitleFormat


def read(text: str, form: SubtitleFormat, duration: Fraction | None = None) -> SubtitleFile:
    return parse_subtitles(text.encode(), f"x.{form.value}", form, ReadOptions(duration=duration))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("00:00:01,500", "1.5"),
        ("1:02:03.004", "3723.004"),
        ("01:02", "62"),
        ("0:1.5", "1.5"),
        ("00:00:01,5", "1.5"),
        ("00:00:01.123456", "1.123456"),
        ("-00:00:01,000", "-1"),
        ("100:00:00,000", "360000"),
        ("00 : 00 : 01 , 500", "1.5"),
    ],
)
def test_clocks_are_read(text: str, expected: str) -> None:
    assert parse_clock(text) == seconds(expected)


@pytest.mark.parametrize("text", ["", "12", "a:b", "1:2:3:4:5", "::", "1:"])
def test_what_is_no_clock_is_none(text: str) -> None:
    assert parse_clock(text) is None


def test_times_are_written_to_the_nearest_part() -> None:
    time = Fraction("3723.0045")
    assert (srt_time(time), vtt_time(time)) == ("01:02:03,005", "01:02:03.005")
    assert (sbv_time(time), ass_time(time), lrc_time(time)) == ("1:02:03.005", "1:02:03.00", "62:03.00")
    assert srt_time(Fraction("59.9996")) == "00:01:00,000"


@pytest.mark.parametrize(
    "line",
    ["نص عادي", "a -> b", "5 --> 6 tries", "--> هنا", "1 - 2", "http://x/?a=1:20", "من 10:30 إلى 11:30"],
)
def test_a_line_of_text_is_not_taken_for_times(line: str) -> None:
    assert parse_timing(line) is None


@pytest.mark.parametrize(
    ("rate", "text", "expected"),
    [
        ({"frameRate": "25"}, "00:00:01:05", "1.2"),
        ({"frameRate": "30", "frameRateMultiplier": "1000 1001"}, "30f", "1.001"),
        ({"tickRate": "10000000"}, "15000000t", "1.5"),
        ({"frameRate": "24"}, "12t", "0.5"),
        ({}, "1.5s", "1.5"),
        ({}, "1500ms", "1.5"),
        ({}, "2m", "120"),
        ({}, "1h", "3600"),
        ({}, "00:01:00.25", "60.25"),
    ],
)
def test_clocks_of_ttml(rate: dict[str, str], text: str, expected: str) -> None:
    assert clock_of(rate).seconds(text) == seconds(expected)


def test_webvtt_keeps_settings_identifiers_styles_regions_and_notes() -> None:
    source = (
        "WEBVTT - عنوان\nLanguage: ar\n\nREGION\nid:fred\nwidth:40%\n\nSTYLE\n::cue { color: red }\n\n"
        "NOTE\nملاحظة\n\nفاتحة\n00:00:01.000 --> 00:00:02.000 line:0 align:start\nنعم\n"
    )
    found = read(source, S.WEBVTT)
    assert written(found, S.WEBVTT).content == source
    assert found.hints.cues[0].identifier == "فاتحة"


def test_a_line_that_begins_in_latin_is_marked_for_webvtt_players_only_where_needed() -> None:
    assert needs_mark("Zoom هو برنامج")
    assert not any(map(needs_mark, ["هو Zoom", "Zoom is نعم here", "123 نعم", "\u200fZoom هو"]))
    cue = Cue(start=0, end=1, text="Zoom هو برنامج\nنعم")
    assert "&rlm;Zoom هو برنامج\nنعم" in written(SubtitleFile((cue,), "ar"), S.WEBVTT).content
    srt = written(SubtitleFile((cue,), "ar"), S.SRT, WriteOptions(direction_marks=True)).content
    assert "\u200fZoom" in srt
    assert "\u200f" not in written(SubtitleFile((cue,), "ar"), S.SRT).content


def test_ttml_says_the_direction_as_a_style() -> None:
    content = written(SubtitleFile((Cue(start=0, end=1, text="a < b"),), "ar"), S.TTML).content
    assert 'tts:direction="rtl"' in content
    assert "a &lt; b" in content


def test_ass_keeps_styles_of_the_file_and_mends_their_encoding() -> None:
    source = (
        "[Script Info]\nTitle: ت\n\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize, Encoding\n"
        "Style: Mine,Cairo,33,1\n\n"
        "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
        "Dialogue: 3,0:00:01.00,0:00:02.00,Mine,,0,0,0,,نعم\n"
    )
    content = written(read(source, S.ASS), S.ASS).content
    mine = next(line for line in content.split("\r\n") if line.startswith("Style: Mine,"))
    assert mine.startswith("Style: Mine,Cairo,33,")
    assert mine.endswith(",-1")
    assert "Dialogue: 3,0:00:01.00,0:00:02.00,Mine,,0,0,0,,نعم" in content


def test_karaoke_parts_of_words_are_whole_words() -> None:
    found = parse(r"{\k20}س{\k30}لام {\kf50}عليكم{\k10} {\k40}يا جماعة", Fraction(1), False)
    assert found.text == "سلام عليكم يا جماعة"
    assert found.syllables
    assert [(run.text, run.start, run.end) for run in found.runs][:2] == [
        ("س", 1, Fraction("1.2")),
        ("لام ", Fraction("1.2"), Fraction("1.5")),
    ]


@pytest.mark.parametrize("text", [r"a\Nb", r"{x}", r"\{", "\\", "a\nb", r"\h\n", "\\\u2060N", "{rlm}"])
def test_any_text_survives_an_event(text: str) -> None:
    assert parse(escaped(text), Fraction(0), False).text == text


def test_several_lines_of_one_time_are_one_line_of_lyrics() -> None:
    found = read("[00:01.00]السلام عليكم\n[00:01.00]Peace be upon you\n[00:03.00]\n", S.LRC)
    assert [(cue.start, cue.end, cue.text) for cue in found.cues] == [
        (seconds("1"), seconds("3"), "السلام عليكم\nPeace be upon you")
    ]


def test_lyrics_tell_that_an_overlap_was_lost() -> None:
    cues = (Cue(start=0, end=3, text="أ"), Cue(start=1, end=2, text="ب"))
    assert MendKind.OVERLAP_LOST in {one.kind for one in written(SubtitleFile(cues), S.LRC).told}


def test_sentences_become_cues_that_two_lines_can_hold() -> None:
    long = "هذه جملة طويلة جدا، " * 12
    pieces = cue_texts(f"قال د. أحمد نعم. {long}")
    assert pieces[0] == "قال د. أحمد نعم."
    assert all(len(piece) <= LONGEST_CUE for piece in pieces)
    assert " ".join(pieces).split() == f"قال د. أحمد نعم. {long}".split()


def test_plain_text_fills_the_duration_that_is_given() -> None:
    found = read("واحد. اثنان وثلاثة وأربعة وخمسة. ستة", S.TEXT, duration=Fraction(60))
    assert found.cues[0].start == 0
    assert found.cues[-1].end == 60


def test_a_transcript_has_a_line_for_every_sentence_and_speaker() -> None:
    cues = (
        Cue(start=0, end=1, text="السلام", speaker="ليلى"),
        Cue(start=1, end=2, text="عليكم.", speaker="ليلى"),
        Cue(start=2, end=3, text="وعليكم", speaker="علي"),
    )
    assert written(SubtitleFile(cues, "ar"), S.TEXT).content == "ليلى: السلام عليكم.\nعلي: وعليكم\n"


@pytest.mark.parametrize(
    ("line", "better"),
    [
        (".مرحبا بكم", "مرحبا بكم."),
        ("؟كيف الحال", "كيف الحال؟"),
        ("...ثم مضى", "...ثم مضى"),
        (".مرحبا بكم.", ".مرحبا بكم."),
        ("5. مرحبا", "5. مرحبا"),
        (".NET إطار", ".NET إطار"),
        ("- مرحبا\n- أهلا", "- مرحبا\n- أهلا"),
        ("مرحبا -\nأهلا -", "- مرحبا\n- أهلا"),
        ("مرحبا -", "مرحبا -"),
    ],
)
def test_only_what_is_sure_is_taken_for_moved_punctuation(line: str, better: str) -> None:
    assert moved_punctuation(line) == better


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("1\n00:00:01,000 --> 00:00:02,000\nx", S.SRT),
        ("WEBVTT\n", S.WEBVTT),
        ("[Script Info]\n", S.ASS),
        ("<tt xmlns=''/>", S.TTML),
        ("<SAMI>", S.SAMI),
        ("[ti:x]\n[00:01.00]x", S.LRC),
        ("{1}{2}x", S.MICRODVD),
        ("[10][20]x", S.MPL2),
        ("00:00:01:x", S.TMPLAYER),
        ("0:00:01.000,0:00:02.000\nx", S.SBV),
        ('{"segments": []}', S.WHISPER),
        ('{"schema": "hiwar-captions"}', S.WORDS),
        ("نص", None),
        ("{نص}", None),
    ],
)
def test_a_format_shows_by_its_text(text: str, form: SubtitleFormat | None) -> None:
    assert sniff(text) == form


def test_a_format_that_is_only_read_is_not_written() -> None:
    with pytest.raises(InputError, match="not written as 'whisper'"):
        written(SubtitleFile((Cue(start=0, end=1, text="x"),)), S.WHISPER)


def test_what_plain_formats_cannot_hold_is_told() -> None:
    cue = Cue(start=0, end=1, text="نعم", speaker="ليلى", words=(Word(text="نعم", start=0, end=1),))
    for form in (S.SRT, S.SBV):
        done = written(SubtitleFile((cue,), "ar"), form)
        assert "ليلى: نعم" in done.content
        assert {one.kind for one in done.told} == {MendKind.NOT_WRITTEN_WORDS, MendKind.SPEAKER_IN_TEXT}
        bare = written(SubtitleFile((cue,), "ar"), form, WriteOptions(speakers=False))
        assert "ليلى" not in bare.content
        assert MendKind.NOT_WRITTEN_SPEAKER in {one.kind for one in bare.told}


def test_lines_are_told_with_their_cue() -> None:
    found = read("1\n00:00:01,000 --> 00:00:02,000\nx\n\n2\n00:00:03.000 --> 00:00:04.000\n<i>y</i>\n", S.SRT)
    assert [(one.kind, one.line, one.cue) for one in found.mended] == [
        (MendKind.TIME_FORM, 6, 2),
        (MendKind.TAGS, 6, 2),
    ]
