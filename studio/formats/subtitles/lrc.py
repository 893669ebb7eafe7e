"""Lyrics (.lrc): `[mm:ss.xx]text`, several times before one text, `<mm:ss.xx>` before words, `[offset:ms]`.

A line is shown until the next one comes; a time without text takes the line away.
"""

import re
from fractions import Fraction

from msgspec import Struct, field

from studio.formats.subtitles.cues import RawCue, RawWord, subtitle_file
from studio.formats.subtitles.log import Log
from studio.formats.subtitles.reading_options import ReadOptions
from studio.formats.subtitles.times import is_rounded, lrc_time, plain_line
from studio.formats.subtitles.types import (
    Mended,
    MendKind,
    StyleHints,
    SubtitleFile,
    SubtitleFormat,
    WrittenSubtitles,
)
from studio.formats.subtitles.writing_parts import (
    WriteOptions,
    lines_for_players,
    named,
    with_word_times,
)

_CLOCK = r"[-−]?\d{1,4}:\d{1,2}(?:[.:]\d{1,3})?"
_STAMP = re.compile(rf"\s*\[({_CLOCK})\]")
_WORD_STAMP = re.compile(rf"<({_CLOCK})>")
TAG = re.compile(r"\s*\[([a-zA-Z#]+):(.*)\]\s*")
_NAMES = {"ti": "title", "la": "language"}


class _Line(Struct):
    start: Fraction
    text: str
    number: int
    runs: list[RawWord] = field(default_factory=list)


def read(text: str, where: str, log: Log, options: ReadOptions) -> SubtitleFile:
    """Raises InputError where there is no timed line."""
    info: dict[str, str] = {}
    lines: list[_Line] = []
    for number, line in enumerate(text.split("\n"), 1):
        plain = plain_line(line)
        stamps, body = _stamps(line, plain)
        if stamps:
            for stamp in stamps:
                shown, runs = _enhanced(body, stamp)
                lines.append(_Line(stamp, shown, number, runs))
            continue
        tag = TAG.fullmatch(line)
        if tag is not None:
            info[tag[1].lower()] = tag[2].strip()
        elif line.strip() and lines:
            log.tell(MendKind.BLANK_LINE, line=number, was=line.strip())
            lines[-1].text += f"\n{line.strip()}"
        elif line.strip():
            log.tell(MendKind.LEFT_OUT, line=number, was=line.strip())
    offset = _offset(info.get("offset", ""))
    raws = _raws(lines, offset, _length(info.get("length", "")))
    language = info.get("la", "") or options.language
    hints = StyleHints(info={key: value for key, value in info.items() if key not in _NAMES})
    return subtitle_file(
        raws, log, SubtitleFormat.LRC, where, language=language, title=info.get("ti", ""), hints=hints
    )


def _stamps(line: str, plain: str) -> tuple[list[Fraction], str]:
    """The times before a line's text, and the text as it stands."""
    # Marks of direction are only in `line`: the text is what follows as many closing brackets.
    found: list[Fraction] = []
    place = 0
    while (match := _STAMP.match(plain, place)) is not None:
        found.append(_clock(match[1]))
        place = match.end()
    return found, line.split("]", len(found))[-1] if found else line


def _clock(text: str) -> Fraction:
    sign = -1 if text[0] in "-−" else 1
    minutes, rest = text.lstrip("-−").split(":", 1)
    whole, _, digits = rest.replace(":", ".").partition(".")
    return sign * (int(minutes) * 60 + int(whole) + Fraction(int(digits or 0), 10 ** len(digits)))


def _enhanced(body: str, start: Fraction) -> tuple[str, list[RawWord]]:
    """Text without word times, and the runs that they begin."""
    plain = plain_line(body) if not body.isascii() else body
    if _WORD_STAMP.search(plain) is None:
        return body.strip(), []
    pieces = re.split(r"<([^<>]*)>", body)
    parts = [pieces[0]]
    runs = [RawWord(pieces[0], start, start)] if pieces[0].strip() else []
    for stamp, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if re.fullmatch(_CLOCK, plain_line(stamp)) is None:
            parts.append(f"<{stamp}>{piece}")
            continue
        at = _clock(plain_line(stamp))
        if runs:
            runs[-1].end = at
        runs.append(RawWord(piece, at, at))
        parts.append(piece)
    return re.sub(" {2,}", " ", "".join(parts)).strip(), runs


def _offset(text: str) -> Fraction:
    """Seconds by which all comes earlier."""
    match = re.fullmatch(r"\s*([+-]?\d{1,8})\s*(?:ms)?\s*", plain_line(text))
    return Fraction(int(match[1]), 1000) if match else Fraction(0)


def _length(text: str) -> Fraction | None:
    plain = plain_line(text).strip()
    return _clock(plain) if re.fullmatch(_CLOCK, plain) else None


def _raws(lines: list[_Line], offset: Fraction, length: Fraction | None) -> list[RawCue]:
    """Lines of one time are one cue; each stays until the next."""
    ordered = sorted(lines, key=lambda line: line.start)
    merged: list[_Line] = []
    for line in ordered:
        if merged and merged[-1].start == line.start and merged[-1].text and line.text:
            merged[-1].text += f"\n{line.text}"
            if line.runs:
                line.runs[0].text = f" {line.runs[0].text}"
            merged[-1].runs += line.runs
        else:
            merged.append(line)
    raws = []
    for index, line in enumerate(merged):
        if not line.text.strip():
            continue
        following = merged[index + 1].start if index + 1 < len(merged) else length
        last = line.runs[-1] if line.runs else None
        end = following
        if last is not None and not last.text.strip():  # a time behind the last word
            end = last.start if end is None else min(end, max(last.start, line.start))
        for run in line.runs:
            run.start -= offset
            run.end -= offset
        if last is not None and last.text.strip():
            last.end = last.start if end is None else end - offset
        shown_end = None if end is None else end - offset
        raws.append(RawCue(line.start - offset, shown_end, line.text, line.number, line.runs))
    return raws


def write(file: SubtitleFile, options: WriteOptions) -> WrittenSubtitles:
    """One line a cue, and an empty one where nothing follows at once.  Times are rounded to hundredths; of
    cues that overlap, the first goes when the second comes."""
    lines = []
    if file.title:
        lines.append(f"[ti:{' '.join(file.title.split())}]")
    if file.language:
        lines.append(f"[la:{file.language}]")
    own = file.format is SubtitleFormat.LRC
    info = file.hints.info if own else {}
    lines += [f"[{key}:{value}]" for key, value in info.items() if key not in ("offset", "ti", "la")]
    told: list[Mended] = []
    for number, cue in enumerate(file.cues, 1):
        text = named(cue) if options.speakers else named(cue.model_copy(update={"speaker": ""}))
        if cue.speaker:
            kind = MendKind.SPEAKER_IN_TEXT if options.speakers else MendKind.NOT_WRITTEN_SPEAKER
            told.append(Mended(kind, cue=number, was=cue.speaker))
        following = file.cues[number] if number < len(file.cues) else None
        if any(is_rounded(time, 100) for time in (cue.start, cue.end)):
            told.append(Mended(MendKind.ROUNDED, cue=number, became=lrc_time(cue.start)))
        if following is not None and following.start < cue.end:
            told.append(Mended(MendKind.OVERLAP_LOST, cue=number, became=lrc_time(following.start)))
        if cue.words and options.words:
            text = text[: len(text) - len(named(cue.model_copy(update={"speaker": ""})))] + with_word_times(
                cue, lambda time: f"<{lrc_time(time)}>", str
            )
        lines += _stamped(lines_for_players(text, options), lrc_time(cue.start))
        if following is None or following.start > cue.end:
            lines.append(f"[{lrc_time(cue.end)}]")
    return WrittenSubtitles("\n".join(lines) + "\n", tuple(told))


def _stamped(text: str, start: str) -> list[str]:
    """Lines of one cue, each with its time; the time that words have reached is said again in every line."""
    lines = []
    reached = ""
    for line in text.split("\n"):
        again = reached if reached and _WORD_STAMP.match(line) is None else ""
        lines.append(f"[{start}]{again}{line}")
        stamps = _WORD_STAMP.findall(line)
        reached = f"<{stamps[-1]}>" if stamps else reached
    return lines
