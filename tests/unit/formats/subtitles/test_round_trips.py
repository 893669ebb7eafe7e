"""What is written is read again as it was: every cue, time, text, and what more the format holds."""

import itertools
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.formats.subtitles.reading import parse_subtitles
from studio.formats.subtitles.types import SubtitleFile, SubtitleFormat
from studio.formats.subtitles.writing import WRITERS, written
from studio.model.captions import Cue, Word

S = SubtitleFormat
PIECES = st.sampled_from(
    [
        *"ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئپچژگکی",
        *"aZé09٠٩۵.,،؟!?:؛;-–—…«»()[]{}<>&#*_/\\|\"'=+%٪$@~^`",
        "\u064b", "\u064e", "\u0651", "\u0640",
        "\u200c", "\u200d", "\u200f", "\u200e", "\u2067", "\u2069", "\u061c",
        "👩\u200d💻", "🎉", "1️⃣", "❤️", "\u00a0", "\u2060", " ",
        "<i>", "</i>", "&amp;", "&lt;", "&rlm;", "{\\an8}", "\\N", "\\h", "\\n", "{rlm}",
        "<00:01.000>", "<v x>",
        "-->", "<3", "[br]", "NOTE", "WEBVTT", "STYLE",
    ]
)  # fmt: skip
LINES = st.lists(PIECES, min_size=1, max_size=14).map(lambda parts: "".join(parts).strip())


def is_seen(text: str) -> bool:
    hidden = "\u200c\u200d\u200e\u200f\u061c\u2060\u2067\u2069 \u00a0\n"
    return any(char not in hidden for char in text)


TEXTS = (
    st.lists(LINES.filter(is_seen), min_size=1, max_size=3)
    .map("\n".join)
    .filter(lambda text: len(text) < 900)
)


@st.composite
def cues(draw: st.DrawFn, step: int = 1) -> tuple[Cue, ...]:
    """In order of their starts, which may be the same; lengths in milliseconds, multiples of `step`."""
    found = []
    start = 0
    for _ in range(draw(st.integers(1, 5))):
        start += draw(st.integers(0, 4_000_000 // step)) * step
        length = draw(st.integers(1, 20_000 // step)) * step
        text = draw(TEXTS)
        found.append(Cue(start=Fraction(start, 1000), end=Fraction(start + length, 1000), text=text))
    return tuple(found)


def again(given_cues: tuple[Cue, ...], form: SubtitleFormat) -> SubtitleFile:
    content = written(SubtitleFile(given_cues, "ar", format=form), form).content
    return parse_subtitles(content.encode(), f"file.{form.value}", form)


def plain(found: tuple[Cue, ...]) -> list[tuple[Fraction, Fraction, str]]:
    return [(cue.start, cue.end, cue.text) for cue in found]


@pytest.mark.parametrize("form", [S.SRT, S.WEBVTT, S.TTML, S.WORDS])
@settings(max_examples=50, deadline=None)
@given(cues())
def test_every_cue_time_and_text_comes_back(form: SubtitleFormat, given_cues: tuple[Cue, ...]) -> None:
    assert plain(again(given_cues, form).cues) == plain(given_cues)


@settings(max_examples=60, deadline=None)
@given(cues(step=10))
def test_ass_gives_back_text_and_times_of_hundredths(given_cues: tuple[Cue, ...]) -> None:
    assert plain(again(given_cues, S.ASS).cues) == plain(given_cues)


@settings(max_examples=30, deadline=None)
@given(cues())
def test_ass_is_never_more_than_five_milliseconds_off_and_then_stays(given_cues: tuple[Cue, ...]) -> None:
    first = again(given_cues, S.ASS)
    in_order = sorted(first.cues, key=lambda cue: cue.text)
    for cue, found in zip(sorted(given_cues, key=lambda cue: cue.text), in_order, strict=True):
        if [one.text for one in given_cues].count(cue.text) == 1:
            assert abs(found.start - cue.start) <= Fraction(5, 1000)
            # A cue of less than a hundredth of a second lasts one.
            assert abs(found.end - cue.end) <= Fraction(15, 1000)
    assert plain(again(first.cues, S.ASS).cues) == plain(first.cues)


@settings(max_examples=60, deadline=None)
@given(cues(step=10).filter(lambda found: all("[" not in cue.text for cue in found)))
def test_sbv_gives_back_cues_whose_text_has_no_tags(given_cues: tuple[Cue, ...]) -> None:
    harmless = tuple(
        cue.model_copy(update={"text": cue.text.replace("<", "‹").replace("{", "(")}) for cue in given_cues
    )
    assert plain(again(harmless, S.SBV).cues) == plain(harmless)


WORDS = st.lists(
    st.text("ابتثجحدرسشعفقكلمنهويةىًَّabcXYZ019٣؟.،!", min_size=1, max_size=8).filter(str.isalnum),
    min_size=1,
    max_size=6,
)


@st.composite
def worded(draw: st.DrawFn) -> Cue:
    """A cue with a time for each word, with gaps between some, in hundredths of a second."""
    words = draw(WORDS)
    steps = draw(st.lists(st.integers(1, 90), min_size=2 * len(words), max_size=2 * len(words)))
    joined = [draw(st.booleans()) for _ in words]
    time = draw(st.integers(0, 5000))
    start = time
    timed = []
    for index, word in enumerate(words):
        if index and not joined[index]:
            time += steps[2 * index]
        begins = time
        time += steps[2 * index + 1]
        timed.append(Word(text=word, start=Fraction(begins, 100), end=Fraction(time, 100)))
    seams = [draw(st.sampled_from([" ", "\n"])) for _ in words[1:]]
    text = "".join(itertools.chain(*itertools.zip_longest(words, seams, fillvalue="")))
    return Cue(start=Fraction(start, 100), end=Fraction(time + 10, 100), text=text, words=tuple(timed))


@pytest.mark.parametrize("form", [S.WEBVTT, S.ASS, S.TTML, S.WORDS])
@settings(max_examples=30, deadline=None)
@given(worded())
def test_word_times_come_back(form: SubtitleFormat, cue: Cue) -> None:
    found = again((cue,), form).cues[0]
    assert plain((found,)) == plain((cue,))
    assert [word.text for word in found.words] == [word.text for word in cue.words]
    assert [(word.start, word.end) for word in found.words] == [(word.start, word.end) for word in cue.words]


@settings(max_examples=40, deadline=None)
@given(worded())
def test_lyrics_keep_the_times_of_words(cue: Cue) -> None:
    found = again((cue,), S.LRC).cues[0]
    assert " ".join(found.text.split()) == " ".join(cue.text.split())
    assert [(word.text, word.start) for word in found.words] == [
        (word.text, word.start) for word in cue.words
    ]


NAMES = (
    st.text("ابتلمن abXY.-", min_size=1, max_size=12).map(lambda name: " ".join(name.split())).filter(bool)
)


@pytest.mark.parametrize("form", [S.WEBVTT, S.ASS, S.TTML, S.WORDS])
@settings(max_examples=12, deadline=None)
@given(cues(step=10), NAMES)
def test_speakers_come_back(form: SubtitleFormat, given_cues: tuple[Cue, ...], name: str) -> None:
    spoken = tuple(cue.model_copy(update={"speaker": name}) for cue in given_cues)
    assert [cue.speaker for cue in again(spoken, form).cues] == [name] * len(spoken)


@pytest.mark.parametrize("form", WRITERS)
def test_every_writer_writes_a_cue_with_everything(form: SubtitleFormat) -> None:
    cue = Cue(start=1, end=3, text="السلام عليكم\nZoom", speaker="ليلى",
              words=(Word(text="السلام", start=1, end=2), Word(text="عليكم", start=2, end=3)))  # fmt: skip
    done = written(SubtitleFile((cue,), "ar", "عنوان"), form)
    assert "السلام" in done.content
    assert "ليلى" in done.content
    found = parse_subtitles(done.content.encode(), "x", form)
    assert "عليكم" in found.cues[0].text
