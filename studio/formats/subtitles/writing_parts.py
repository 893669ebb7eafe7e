"""What the writers share: text that fits a format, what it has no place for, lines set right in players."""

import re
import unicodedata
from collections.abc import Callable
from fractions import Fraction

from msgspec import Struct, field

from studio.base.languages import is_rtl
from studio.formats.subtitles.ass_look import AssLook
from studio.formats.subtitles.types import Mended, MendKind, SubtitleFile
from studio.model.captions import Cue

RLM = "\u200f"
_BLANK_LINES = re.compile(r"\n[ \t]*(?=\n)")


class WriteOptions(Struct, frozen=True):
    """words: write the times of words where the format has a place for them.

    direction_marks: a right-to-left mark before lines that begin with a number or a Latin word, for players
    that take a line's direction from its first letter.  Formats that can say it in another way (WebVTT as an
    entity, ASS in a comment, TTML as a style) always do; SRT, SBV, LRC and text hold it as a character, only
    when asked for.
    speakers: put the speaker's name before the text where the format has no place for it.
    look: of ASS.
    """

    words: bool = True
    direction_marks: bool = False
    speakers: bool = True
    look: AssLook = field(default_factory=AssLook)


def cue_text(cue: Cue) -> str:
    """The cue's text as lines without empty ones; its words where it has no text."""
    text = cue.text or " ".join(word.text for word in cue.words)
    return _BLANK_LINES.sub("", text).strip("\n")


def named(cue: Cue) -> str:
    """The text with the speaker's name before it."""
    return f"{cue.speaker}: {cue_text(cue)}" if cue.speaker else cue_text(cue)


def plain_cues(file: SubtitleFile, options: WriteOptions) -> tuple[list[Cue], tuple[Mended, ...]]:
    """Cues for a format that has text and times alone, and what that costs."""
    told = []
    cues = []
    for number, cue in enumerate(file.cues, 1):
        text = cue_text(cue)
        if cue.speaker and options.speakers:
            text = named(cue)
            told.append(Mended(MendKind.SPEAKER_IN_TEXT, cue=number, was=cue.speaker))
        elif cue.speaker:
            told.append(Mended(MendKind.NOT_WRITTEN_SPEAKER, cue=number, was=cue.speaker))
        if cue.words and options.words:
            told.append(Mended(MendKind.NOT_WRITTEN_WORDS, cue=number, was=str(len(cue.words))))
        cues.append(Cue.model_construct(start=cue.start, end=cue.end, text=text))
    return cues, tuple(told)


def needs_mark(line: str) -> bool:
    """Whether a line that is Arabic for the most part would be set from the left by its first letter."""
    first = next(
        (bidi for char in line if (bidi := unicodedata.bidirectional(char)) in ("L", "R", "AL")), None
    )
    if first != "L":
        return False
    right = sum(unicodedata.bidirectional(char) in ("R", "AL") for char in line)
    left = sum(unicodedata.bidirectional(char) == "L" for char in line)
    return right > left


def lines_for_players(text: str, options: WriteOptions, mark: str = RLM) -> str:
    """The text with `mark` before each line that needs it, if marks are asked for."""
    if not options.direction_marks or text.isascii():
        return text
    return "\n".join(mark + line if needs_mark(line) else line for line in text.split("\n"))


def is_right_to_left(file: SubtitleFile) -> bool:
    """By its language, or, where it is not known, by most of its letters."""
    if file.language:
        return is_rtl(file.language)
    sample = "".join(cue_text(cue) for cue in file.cues[:200])
    right = sum(unicodedata.bidirectional(char) in ("R", "AL") for char in sample)
    return right > sum(unicodedata.bidirectional(char) == "L" for char in sample)


Gap = Callable[[Fraction], str]


def with_word_times(cue: Cue, stamp: Gap, escape: Callable[[str], str]) -> str:
    """The text with `stamp(time)` before each word, and after one that ends before the next begins.

    The text itself stays as it is: words are found in it one after the other.
    """
    text = cue_text(cue)
    parts: list[str] = []
    cursor = 0
    reached = cue.start
    for word in cue.words:
        place = text.find(word.text.strip(), cursor)
        if place < 0:
            continue
        parts.append(escape(text[cursor:place]))
        if word.start != reached:
            parts.append(stamp(word.start))
        cursor = place + len(word.text.strip())
        parts.append(escape(text[place:cursor]))
        reached = word.end
        if word.end < cue.end:
            parts.append(stamp(word.end))
    parts.append(escape(text[cursor:]))
    return "".join(parts)
