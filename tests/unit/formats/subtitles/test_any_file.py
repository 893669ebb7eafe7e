"""Whatever a file holds, reading ends in cues that hold or in an InputError; nothing is lost in silence."""

import contextlib
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from studio.base.errors import InputError
from studio.formats.subtitles.reading import READERS, parse_subtitles
from studio.formats.subtitles.types import SubtitleFile, SubtitleFormat
from studio.formats.subtitles.writing import WRITERS, written
from studio.model.layers import MAX_CUES, CaptionLayer

FOLDER = Path(__file__).parents[3] / "subtitles"
SAMPLES = [
    path.read_bytes() for path in sorted(FOLDER.iterdir()) if path.suffix != ".json" and path.is_file()
]
SAMPLES += [
    path.read_bytes() for path in sorted(FOLDER.glob("*.json")) if not path.name.endswith(".json.json")
]
BITS = [
    *(b"\n", b"\r\n\r\n", b" --> ", b"00:00:01,000", b"<", b">", b"{", b"}", b"\\", b"&", b";", b"-", b"\0"),
    *(
        b"9" * 30,
        b"\xff",
        b"\xd8",
        "ا".encode(),
        b"{\\k",
        b"<00:",
        b"[00:01.00]",
        b'"words":',
        b"[",
        b"]",
        b":",
    ),
    *(
        b"WEBVTT",
        b'{"segments":[{"start":',
        b"NaN",
        b"1e999",
        b"null",
        b"<p begin='",
        b"<br/>",
        b"Dialogue: ",
    ),
]


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """A sample with pieces cut out, doubled and put in."""
    content = draw(st.sampled_from(SAMPLES))
    for _ in range(draw(st.integers(1, 6))):
        first, second = sorted(draw(st.tuples(*[st.integers(0, len(content))] * 2)))
        how = draw(st.sampled_from(["cut", "double", "put"]))
        if how == "cut":
            content = content[:first] + content[second:]
        elif how == "double":
            content = content[:second] + content[first:]
        else:
            content = content[:first] + draw(st.sampled_from(BITS)) + content[first:]
    return content


def assert_holds(found: SubtitleFile) -> None:
    assert 0 < len(found.cues) <= MAX_CUES
    assert CaptionLayer(id="captions", start=0, end=1, cues=found.cues).cues == found.cues
    assert [cue.start for cue in found.cues] == sorted(cue.start for cue in found.cues)
    for cue in found.cues:
        place = 0
        for word in cue.words:
            assert cue.start <= word.start <= word.end <= cue.end
            place = cue.text.index(word.text, place) + len(word.text)
    for form in WRITERS:
        assert written(found, form).content


@settings(max_examples=250, deadline=None)
@example(b'{result": {"transcription": [{"text": "\xd8"}]}', None)
@given(spoilt(), st.sampled_from([None, *READERS]))
def test_a_spoilt_file_is_read_or_refused_with_reason(content: bytes, form: SubtitleFormat | None) -> None:
    try:
        found = parse_subtitles(content, "x", form)
    except InputError:
        return
    assert_holds(found)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_read_or_refused_with_reason(content: bytes) -> None:
    try:
        found = parse_subtitles(content, "x.txt")
    except InputError:
        return
    assert_holds(found)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(-5000, 90_000_000),
            st.integers(-5000, 90_000_000),
            st.text("اب .", min_size=1, max_size=9),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_every_cue_with_text_comes_or_is_told(rows: list[tuple[int, int, str]]) -> None:
    def time(value: int) -> str:
        whole, rest = divmod(abs(value), 1000)
        return f"{'-' if value < 0 else ''}{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02},{rest:03}"

    blocks = [f"{number}\n{time(a)} --> {time(b)}\n{text}\n" for number, (a, b, text) in enumerate(rows, 1)]
    try:
        found = parse_subtitles("\n".join(blocks).encode(), "x.srt", SubtitleFormat.SRT)
    except InputError:
        return
    lost = [one for one in found.mended if one.is_loss]
    assert len(found.cues) + len(lost) >= len(rows)
    kept = [cue.text for cue in found.cues]
    for _, _, text in rows:
        plain = text.strip()
        assert not plain or plain in kept or any(plain in one.was for one in lost)


HEAD = "1\n00:00:01,000 --> 00:00:02,000\n"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.srt", f"{HEAD}{'كلمة ' * 2_000_000}", "too long for a caption"),
        ("x.txt", "كلمة " * 2_000_000, "at most 50,000"),
        ("x.srt", "x" * 10_000_000, "no time was found"),
        ("x.srt", "-->" * 3_000_000, "no time was found"),
        ("x.srt", "1:1" + " " * 3_000_000 + "-->", "no time was found"),
        ("x.json", "[" * 1_000_000, "no valid JSON"),
        ("x.ttml", "<tt>" + "<div>" * 5000, "nested too deeply"),
        ("x.ttml", '<!DOCTYPE tt [<!ENTITY % a SYSTEM "http://x.invalid/">%a;]><tt/>', "declares entities"),
    ],
    ids=["cue", "text", "line", "arrows", "spaces", "json", "xml", "dtd"],
)
def test_what_is_far_too_large_or_deep_is_refused(name: str, content: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse_subtitles(content.encode(), name)


def test_more_cues_than_a_project_takes_are_refused_with_both_numbers() -> None:
    block = "00:00:01,000 --> 00:00:02,000\nx\n\n"
    with pytest.raises(InputError, match="50,001 cues; at most 50,000"):
        parse_subtitles((block * 50_001).encode(), "x.srt")


def test_five_thousand_cues_keep_their_times() -> None:
    blocks = []
    for n in range(1, 5001):
        clock = f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}"
        blocks.append(f"{n}\n{clock},000 --> {clock},900\nسطر {n}\n")
    found = parse_subtitles("\n".join(blocks).encode(), "x.srt")
    assert [(cue.start, cue.end) for cue in found.cues] == [
        (Fraction(n), n + Fraction(9, 10)) for n in range(1, 5001)
    ]
    assert found.mended == ()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.srt", "1\n00:00:01,000 --> 00:00:02,000\nx" + "\t" * 1_000_000 + "x\n"),
        ("x.sbv", "0:00:01.000,0:00:02.000\nx\n" + "\t" * 30_000 + "\n0:00:03.000,0:00:04.000\ny\n"),
        ("x.smi", "<SAMI>" + "<title>" * 60_000 + "<SYNC Start=1><P>x"),
        ("x.smi", "<SAMI>" + "<SYNC Start=1><P>x\n" * 40_000),
    ],
    ids=["blanks in a text", "blanks as times", "titles without an end", "one place after another"],
)
def test_what_repeats_is_read_in_one_pass(name: str, content: str) -> None:
    """Read in the square of their length these would take hours, and the suite would not end."""
    with contextlib.suppress(InputError):  # of a cue that is too long
        assert parse_subtitles(content.encode(), name).cues


def test_a_number_that_is_too_long_is_called_so() -> None:
    with pytest.raises(InputError, match="a number is too long"):
        parse_subtitles(b'{"segments": [{"start": ' + b"9" * 5000 + b', "end": 1, "text": "x"}]}', "x.json")
