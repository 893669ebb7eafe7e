"""Texts of cues are mended as `studio shape --mend` does it, and only where something is wrong."""

import pytest

from studio.formats.subtitles.types import MendKind, SubtitleFile
from studio.model.captions import Cue, Word
from studio.services.captions.text_mending import mended_texts, with_punctuation_moved


def mended(text: str, *words: str) -> tuple[Cue, list[MendKind]]:
    timed = tuple(Word(text=word, start=index, end=index + 1) for index, word in enumerate(words))
    cue = Cue(start=0, end=10, text=text, words=timed)
    found = mended_texts(SubtitleFile((cue,), "ar"))
    return found.cues[0], [one.kind for one in found.mended]


@pytest.mark.parametrize("text", ["مرحبا بكم", "Zoom, نعم", "كتاب ی", "👩\u200d💻 نعم", "\u200fZoom برنامج"])
def test_a_text_with_nothing_stray_is_left_alone(text: str) -> None:
    cue, kinds = mended(text)
    assert cue.text == text
    assert kinds == []


def test_words_follow_their_text() -> None:
    cue, kinds = mended("\u200fمرحبا\u200f بكم", "\u200fمرحبا\u200f", "بكم")
    assert cue.text == "مرحبا بكم"
    assert [word.text for word in cue.words] == ["مرحبا", "بكم"]
    assert [word.start for word in cue.words] == [0, 1]
    assert kinds == [MendKind.DIRECTION]


def test_words_of_a_line_that_was_turned_are_dropped_and_told() -> None:
    # In the order in which it is seen, from the left, with frozen shapes.
    cue, kinds = mended("ﻢﻜﺑ ﺎﺒﺣﺮﻣ", "ﻢﻜﺑ", "ﺎﺒﺣﺮﻣ")
    assert cue.text == "مرحبا بكم"
    assert cue.words == ()
    assert kinds == [MendKind.LETTERS, MendKind.WORDS_LOST]


def test_punctuation_is_moved_when_asked_for() -> None:
    cue = Cue(start=0, end=2, text=".مرحبا بكم\nنعم", words=(Word(text=".مرحبا", start=0, end=1),
              Word(text="بكم", start=1, end=2), Word(text="نعم", start=2, end=2)))  # fmt: skip
    found = with_punctuation_moved(SubtitleFile((cue,), "ar"))
    assert found.cues[0].text == "مرحبا بكم.\nنعم"
    assert [word.text for word in found.cues[0].words] == ["مرحبا", "بكم.", "نعم"]
    assert [one.kind for one in found.mended] == [MendKind.PUNCTUATION_MOVED]
