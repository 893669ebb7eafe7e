"""Word times from speech recognition: JSON of the Whisper family.

    openai-whisper   {"text", "language", "segments": [{"start", "end", "text", "words": [{"word", …}]}]}
    whisperx         the same; words without a time (numbers), "speaker" of segments and words
    faster-whisper   a list of segments, or {"segments", "info": {"language"}}; words may be arrays
    whisper.cpp      {"result": {"language"}, "transcription": [{"offsets": {"from", "to"}, "tokens"}]}

Times of openai-whisper and whisperx are seconds, of whisper.cpp milliseconds.  A token of whisper.cpp may be
a part of a letter's bytes; words are put together from their bytes.
"""

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from studio.base.errors import InputError
from studio.formats.subtitles.cues import RawCue, RawWord, subtitle_file
from studio.formats.subtitles.json_data import list_at, parse_json, text_at, time_at
from studio.formats.subtitles.log import Log
from studio.formats.subtitles.reading_options import ReadOptions
from studio.formats.subtitles.times import to_millisecond
from studio.formats.subtitles.types import MendKind, SubtitleFile, SubtitleFormat

_SPECIAL = re.compile(r"\[_[^\]]*\]|<\|[^|]*\|>")


def read(text: str, where: str, log: Log, options: ReadOptions) -> SubtitleFile:
    """Raises InputError for JSON of another kind, or without text."""
    return read_data(parse_json(text, where), where, log, options)


def read_data(data: Any, where: str, log: Log, options: ReadOptions) -> SubtitleFile:
    """The same of JSON that is parsed already.  where: the file, for messages.  Raises InputError."""
    raws: list[RawCue]
    language = ""
    if isinstance(data, dict) and isinstance(data.get("transcription"), list):
        raws = [_cpp_segment(one, log, number) for number, one in _tables(data["transcription"])]
        language = text_at(data.get("result"), "language")
    else:
        segments = data if isinstance(data, list) else list_at(data, "segments", "chunks", "word_segments")
        raws = [_segment(one, log, number) for number, one in _tables(segments)]
        if isinstance(data, dict):
            language = text_at(data, "language") or text_at(data.get("info"), "language")
    if not raws:
        raise InputError(
            "this JSON file holds no speech recognition that is known",
            "It is read from openai-whisper, whisperx, faster-whisper and whisper.cpp.",
            where,
        )
    return subtitle_file(
        raws, log, SubtitleFormat.WHISPER, where, language=_tag(language) or options.language
    )


_NAMES = {"arabic": "ar", "english": "en", "french": "fr", "persian": "fa", "urdu": "ur", "hebrew": "he",
          "turkish": "tr", "kurdish": "ku", "german": "de", "spanish": "es"}  # fmt: skip


def _tag(language: str) -> str:
    """openai-whisper may write the language's name in English."""
    name = language.strip().lower()
    return _NAMES.get(name, name if re.fullmatch(r"[a-z]{2,3}(?:-[a-z0-9]+)*", name) else "")


def _tables(segments: list[Any]) -> list[tuple[int, dict[str, Any]]]:
    return [(number, one) for number, one in enumerate(segments, 1) if isinstance(one, dict)]


def _segment(data: dict[str, Any], log: Log, number: int) -> RawCue:
    start, end = time_at(data, "start"), time_at(data, "end")
    stamp = data.get("timestamp")
    if start is None and isinstance(stamp, list) and len(stamp) == 2:  # transformers' pipeline
        pair = {"start": stamp[0], "end": stamp[1]}
        start, end = time_at(pair, "start"), time_at(pair, "end")
    words = [_word(one) for one in list_at(data, "words")]
    text = text_at(data, "text", "word").strip()
    if not text:
        text = "".join(word for word, _, _ in words).strip()
    speaker = text_at(data, "speaker")
    runs = _timed(words, start, end, log, number)
    if start is None and runs:
        start = runs[0].start
    if end is None and runs:
        end = runs[-1].end
    if start is not None and end is not None and runs:
        # Words are timed more finely than segments; a segment that begins late would cut its first word.
        start, end = min(start, runs[0].start), max(end, runs[-1].end)
    return RawCue(start, end, text, 0, runs, speaker)


def _word(data: Any) -> tuple[str, Fraction | None, Fraction | None]:
    """(text, start, end) of a word: a table, or faster-whisper's tuple (start, end, word, probability)."""
    if isinstance(data, list) and len(data) >= 3 and isinstance(data[2], str):
        pair = {"start": data[0], "end": data[1]}
        return data[2], time_at(pair, "start"), time_at(pair, "end")
    return text_at(data, "word", "text"), time_at(data, "start"), time_at(data, "end")


def _timed(
    words: Sequence[tuple[str, Fraction | None, Fraction | None]],
    start: Fraction | None,
    end: Fraction | None,
    log: Log,
    number: int,
) -> list[RawWord]:
    """Words with times; those without (whisperx gives none to numbers) share the gap that they stand in."""
    runs: list[RawWord] = []
    waiting: list[str] = []
    reached = start
    joined = not any(text[:1].isspace() for text, _, _ in words[1:])  # whisperx writes words without spaces

    def place(until: Fraction | None) -> None:
        if not waiting or reached is None or until is None:
            waiting.clear()
            return
        log.tell(MendKind.WORD_TIMES, cue=number, was=" ".join(waiting).strip())
        length = sum(map(len, waiting)) or 1
        at = min(reached, until)
        gap = until - at
        passed = 0
        for text in waiting:
            begins = at + gap * passed / length
            passed += len(text)
            runs.append(RawWord(text, to_millisecond(begins), to_millisecond(at + gap * passed / length)))
        waiting.clear()

    for text, begins, ends in words:
        spaced = f" {text}" if joined else text
        if begins is None:
            waiting.append(spaced)
            continue
        place(begins)
        ends = begins if ends is None else ends
        runs.append(RawWord(spaced, begins, ends))
        reached = ends
    place(end)
    return runs


def _whole(text: str) -> str:
    """Bytes that were kept apart, as letters again; what is still no letter becomes U+FFFD."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _cpp_segment(data: dict[str, Any], log: Log, number: int) -> RawCue:
    offsets = data.get("offsets")
    start, end = time_at(offsets, "from", 1000), time_at(offsets, "to", 1000)
    text = _whole(text_at(data, "text")).strip()
    runs: list[RawWord] = []
    for token in list_at(data, "tokens"):
        piece = text_at(token, "text")
        if not piece or _SPECIAL.fullmatch(piece.strip()):
            continue
        times = token.get("offsets")
        begins, ends = time_at(times, "from", 1000), time_at(times, "to", 1000)
        if begins is None or ends is None:
            continue
        if runs and not piece[:1].isspace():
            runs[-1].text += piece
            runs[-1].end = max(runs[-1].end, ends)
        else:
            runs.append(RawWord(piece, begins, ends))
    for run in runs:
        run.text = _whole(run.text)
    if "\ufffd" in text and "\ufffd" not in "".join(run.text for run in runs) and runs:
        text = "".join(run.text for run in runs).strip()
    lost = [run.text for run in runs if "\ufffd" in run.text]
    if lost:
        runs = _aligned(text, runs)
        log.tell(MendKind.WORD_TIMES, cue=number, was=text)
    return RawCue(start, end, text, 0, runs)


def _aligned(text: str, runs: list[RawWord]) -> list[RawWord]:
    """The words of `text` with the times of the runs, where there are as many; else none: they are spread
    later."""
    words = text.split()
    if len(words) != len(runs):
        return []
    return [RawWord(f" {word}", run.start, run.end) for word, run in zip(words, runs, strict=True)]
