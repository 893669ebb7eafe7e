"""From what stands in a file to cues that hold: the repairs that all formats share.

    raw cues -> text trimmed, empty ones told -> starts in order -> ends after starts -> words inside cues

Times that contradict themselves are mended by what is nearest to what was said: a cue without a usable
end stays as long as it takes to read, but not into the next one.
"""

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction

from msgspec import Struct, field

from studio.base.errors import InputError
from studio.formats.subtitles.log import Log
from studio.formats.subtitles.punctuation import moved_punctuation
from studio.formats.subtitles.times import LONGEST, reading_seconds, srt_time, to_millisecond
from studio.formats.subtitles.types import CueHint, MendKind, StyleHints, SubtitleFile, SubtitleFormat
from studio.model.captions import Cue, Word
from studio.model.layers import MAX_CUES

MAX_TEXT = 1000
MAX_WORD = 200
MAX_SPEAKER = 200
LONGEST_TEXT = 100_000
"""Characters of one cue; what is longer is no caption that somebody forgot to split."""

_EDGES = re.compile(r"(?<![ \t])[ \t]*\n[ \t]*")  # from the first blank on, so that long runs take no time


class RawWord(Struct):
    """Words may be parts of words, or several: `joined_words` makes them whole."""

    text: str
    start: Fraction
    end: Fraction


class RawCue(Struct):
    """A cue as it stands.  start, end: seconds, None where they cannot be read.  line: where it begins."""

    start: Fraction | None
    end: Fraction | None
    text: str
    line: int = 0
    words: list[RawWord] = field(default_factory=list)
    speaker: str = ""
    hint: CueHint = field(default_factory=CueHint)


def refuse_too_many(count: int, where: str) -> None:
    """Raises InputError where a file has more cues than a project takes."""
    if count > MAX_CUES:
        raise InputError(
            f"the file has {count:,} cues; at most {MAX_CUES:,} are taken",
            "Split it into several files.",
            where,
        )


def subtitle_file(
    raws: Sequence[RawCue],
    log: Log,
    form: SubtitleFormat,
    where: str = "",
    *,
    language: str = "",
    title: str = "",
    hints: StyleHints | None = None,
    encoding: str = "utf-8",
    overlaps_meant: bool = False,
) -> SubtitleFile:
    """The file of these cues, mended.  overlaps_meant: the format shows several cues at once.

    Raises InputError where nothing is left to show, or too much.
    """
    refuse_too_many(len(raws), where)
    for raw in raws:
        _refuse_endless(raw, where)
    kept = [raw for raw in raws if _with_text(raw, log)]
    kept = [part for raw in kept for part in _of_bounded_length(raw, log)]
    refuse_too_many(len(kept), where)
    _give_starts(kept, log)
    kept = [raw for raw in kept if _within_a_day(raw, log)]
    _put_in_order(kept, log)
    _give_ends(kept, log)
    if not kept:
        raise InputError("there is nothing to show in this file", "Does it have text and times?", where)
    if not overlaps_meant:
        _note_overlaps(kept, log)
    cues = tuple(_cue(raw, log) for raw in kept)
    for number, cue in enumerate(cues, 1):
        better = moved_punctuation(cue.text)
        if better != cue.text:
            log.tell(
                MendKind.PUNCTUATION, line=kept[number - 1].line, cue=number, was=cue.text, became=better
            )
    base = hints or StyleHints()
    any_hints = any(raw.hint != _NO_HINT for raw in kept)
    found = StyleHints(
        base.styles,
        base.css,
        base.regions,
        base.info,
        base.notes,
        tuple(raw.hint for raw in kept) if any_hints else (),
    )
    told = log.told([raw.line for raw in kept])
    return SubtitleFile(cues, language, title, form, found, told, encoding)


_NO_HINT = CueHint()


def trimmed(text: str) -> str:
    """Without spaces at the ends of lines and without empty lines at either end; tabs become spaces."""
    if "\t" in text:
        text = text.replace("\t", " ")
    return _EDGES.sub("\n", text).strip(" \n")


def _with_text(raw: RawCue, log: Log) -> bool:
    text = trimmed(raw.text)
    if not _is_seen(text):
        times = " --> ".join(
            srt_time(time) for time in (raw.start, raw.end) if time is not None and time >= 0
        )
        log.tell(MendKind.EMPTY, line=raw.line, was=f"{times} {text}".strip())
        return False
    if "\n\n" in text:
        text = re.sub("\n{2,}", "\n", text)
        log.tell(MendKind.BLANK_LINE, line=raw.line, was=raw.text, became=text)
    elif text != raw.text.strip("\n"):
        log.tell(MendKind.SPACES, line=raw.line, was=raw.text, became=text)
    raw.text = text
    if len(raw.speaker) > MAX_SPEAKER:
        log.tell(MendKind.LEFT_OUT, line=raw.line, was=raw.speaker)
        raw.speaker = raw.speaker[:MAX_SPEAKER]
    return True


def _is_seen(text: str) -> bool:
    return bool(text.translate(_UNSEEN).strip())


_UNSEEN = dict.fromkeys(
    map(ord, "\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\ufeff\u2060")
)


def _refuse_endless(raw: RawCue, where: str) -> None:
    if len(raw.text) > LONGEST_TEXT and len(raw.text.strip()) > LONGEST_TEXT:
        raise InputError(
            f"line {raw.line} begins a cue of {len(raw.text):,} characters, too long for a caption",
            "Is this a subtitle file? Its line ends may be missing.",
            where,
        )


def _of_bounded_length(raw: RawCue, log: Log) -> Iterable[RawCue]:
    """The cue, or parts of at most `MAX_TEXT` characters that share its time by their length."""
    if len(raw.text) <= MAX_TEXT:
        return [raw]
    parts = _pieces(raw.text, MAX_TEXT)
    log.tell(MendKind.SPLIT, line=raw.line, was=str(len(raw.text)), became=str(len(parts)))
    if raw.words:
        log.tell(MendKind.WORDS_LOST, line=raw.line, was=str(len(raw.words)))
    whole = sum(map(len, parts))
    start, end = raw.start, raw.end
    if start is None or end is None or end <= start:
        start = start if start is not None else Fraction(0)
        end = start + reading_seconds(whole)
    found = []
    passed = 0
    for part in parts:
        begins = to_millisecond(start + (end - start) * passed / whole)
        passed += len(part)
        ends = to_millisecond(start + (end - start) * passed / whole)
        found.append(RawCue(begins, ends, part, raw.line, [], raw.speaker, raw.hint))
    return found


def _pieces(text: str, length: int) -> list[str]:
    """Parts of at most `length` characters, cut after a sentence, a line end or a space if there is one."""
    parts = []
    while len(text) > length:
        head = text[:length]
        cuts = [match.end() for match in re.finditer(r"[.!?؟…۔]\s|\n", head)]
        cut = cuts[-1] if cuts and cuts[-1] > length // 2 else head.rfind(" ") + 1
        cut = cut if cut > length // 4 else length
        parts.append(text[:cut].strip())
        text = text[cut:].strip()
    return [part for part in (*parts, text) if part]


def _give_starts(raws: list[RawCue], log: Log) -> None:
    """Cues whose times cannot be read follow the one before them."""
    previous = Fraction(0)
    for raw in raws:
        if raw.start is None:
            long = reading_seconds(len(raw.text))
            raw.start = previous if raw.end is None else max(min(previous, raw.end), raw.end - long)
            became = srt_time(max(raw.start, Fraction(0)))
            log.tell(MendKind.TIME_UNREADABLE, line=raw.line, was=raw.text, became=became)
            if raw.end is None:
                raw.end = raw.start + long
        previous = max(previous, raw.start if raw.end is None else raw.end)


def _within_a_day(raw: RawCue, log: Log) -> bool:
    start, end = raw.start, raw.end
    if start is None:
        return False
    if start >= LONGEST or (start < 0 and end is not None and end <= 0):
        log.tell(MendKind.TOO_LATE if start >= 0 else MendKind.LEFT_OUT, line=raw.line, was=raw.text)
        return False
    if start < 0:
        log.tell(MendKind.NEGATIVE, line=raw.line, was=f"-{srt_time(-start)}", became=srt_time(Fraction(0)))
        raw.start = Fraction(0)
    if end is not None and end > LONGEST:
        log.tell(MendKind.TOO_LATE, line=raw.line, was=srt_time(end), became=srt_time(LONGEST))
        raw.end = LONGEST
    return True


def _put_in_order(raws: list[RawCue], log: Log) -> None:
    latest = Fraction(-1)
    ordered = True
    for raw in raws:
        start = _known(raw.start)
        if start < latest:
            log.tell(MendKind.ORDER, line=raw.line, was=srt_time(start))
            ordered = False
        latest = max(latest, start)
    if not ordered:
        raws.sort(key=lambda raw: _known(raw.start))


def _give_ends(raws: list[RawCue], log: Log) -> None:
    starts = [_known(raw.start) for raw in raws]
    for index, raw in enumerate(raws):
        start = starts[index]
        if raw.end is not None and raw.end > start:
            continue
        end = start + reading_seconds(len(raw.text))
        following = next((time for time in starts[index + 1 : index + 20] if time > start), None)
        if following is not None:
            end = min(end, following)
        if raw.end is None:
            kind, was = MendKind.END_MISSING, srt_time(start)
        elif raw.end == start:
            kind, was = MendKind.NO_DURATION, srt_time(start)
        else:
            kind = MendKind.END_BEFORE_START
            was = f"{srt_time(start)} --> {srt_time(max(raw.end, Fraction(0)))}"
        raw.end = min(end, LONGEST)
        log.tell(kind, line=raw.line, was=was, became=f"{srt_time(start)} --> {srt_time(raw.end)}")


def _note_overlaps(raws: list[RawCue], log: Log) -> None:
    latest = Fraction(0)
    for number, raw in enumerate(raws, 1):
        if _known(raw.start) < latest:
            was = f"{srt_time(_known(raw.start))} < {srt_time(latest)}"
            log.tell(MendKind.OVERLAP, line=raw.line, cue=number, was=was)
        latest = max(latest, _known(raw.end))


def _known(time: Fraction | None) -> Fraction:
    return Fraction(0) if time is None else time


def _cue(raw: RawCue, log: Log) -> Cue:
    start, end = _known(raw.start), _known(raw.end)
    words = _words(raw, start, end, log) if raw.words else ()
    return Cue(start=start, end=end, text=raw.text, words=words, speaker=raw.speaker)


def _words(raw: RawCue, start: Fraction, end: Fraction, log: Log) -> tuple[Word, ...]:
    """Words that stand in the text one after the other, inside the cue's time, none before the one before."""
    words = []
    cursor = 0
    latest = start
    for one in joined_words(raw.words):
        place = raw.text.find(one.text, cursor)
        if place < 0 or len(one.text) > MAX_WORD:
            log.tell(MendKind.WORD_TIMES, line=raw.line, was=one.text)
            continue
        cursor = place + len(one.text)
        begins, ends = one.start, one.end
        if not latest <= begins <= ends <= end:
            begins = min(max(begins, latest), end)
            ends = min(max(ends, begins), end)
            was = f"{one.text} {_spoken(one.start)} --> {_spoken(one.end)}"
            became = f"{srt_time(begins)} --> {srt_time(ends)}"
            log.tell(MendKind.WORD_TIMES, line=raw.line, was=was, became=became)
        latest = begins
        words.append(Word(text=one.text, start=begins, end=ends))
    return tuple(words)


def _spoken(time: Fraction) -> str:
    return srt_time(time) if time >= 0 else f"-{srt_time(-time)}"


def joined_words(runs: Sequence[RawWord]) -> list[RawWord]:
    """Whole words of timed runs: what no space parts is one word, from its first run's start to its last's
    end.  Arabic is sung in syllables, but its letters belong together.  A run of several words stays one,
    but for what ends the word before it."""
    words: list[RawWord] = []
    open_word = False
    for run in runs:
        text, start = run.text, run.start
        if not text.strip():
            open_word = open_word and not text
            continue
        if open_word and not text[0].isspace():
            head = text.split(maxsplit=1)[0]
            rest = text[len(head) :]
            if rest.strip():  # the head's share of the run, none where it is punctuation alone
                letters = sum(map(str.isalnum, text))
                share = Fraction(sum(map(str.isalnum, head)), letters) if letters else Fraction(0)
                start += (run.end - run.start) * share
            ends = start if rest.strip() else run.end
            words[-1] = RawWord(words[-1].text + head, words[-1].start, max(words[-1].end, ends))
            text = rest
        if text.strip():
            words.append(RawWord(text.strip(), start, run.end))
        open_word = not run.text[-1].isspace()
    return words
