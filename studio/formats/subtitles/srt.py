"""SubRip (.srt): a number, a line of times, lines of text, an empty line.

Own reading: pysubs2 1.8 was measured on the same files and drops, without a word, what follows an empty line
inside a text, cues without hours or with negative times, and text before the first time.
"""

import re
from collections.abc import Sequence

from msgspec import Struct

from studio.base.digits import to_digits
from studio.formats.subtitles.cues import RawCue, refuse_too_many, subtitle_file
from studio.formats.subtitles.log import Log
from studio.formats.subtitles.markup import ENTITY, escaped, with_entities_read, without_tags
from studio.formats.subtitles.reading_options import ReadOptions
from studio.formats.subtitles.timed_lines import Timing, parse_timing, tell_timing
from studio.formats.subtitles.times import plain_line, srt_time
from studio.formats.subtitles.types import (
    CueHint,
    MendKind,
    SubtitleFile,
    SubtitleFormat,
    WrittenSubtitles,
)
from studio.formats.subtitles.writing_parts import WriteOptions, lines_for_players, plain_cues

FORM = re.compile(r"\d\d:[0-5]\d:[0-5]\d,\d{3} --> \d\d:[0-5]\d:[0-5]\d,\d{3}(?:\s|$)")
_NUMBER = re.compile(r"\d{1,9}")


class _Stamp(Struct, frozen=True):
    line: int
    timing: Timing


def read(text: str, where: str, log: Log, options: ReadOptions) -> SubtitleFile:
    """Raises InputError where there is no cue."""
    lines = text.split("\n")
    stamps = [_Stamp(n, timing) for n, line in enumerate(lines) if (timing := parse_timing(line)) is not None]
    refuse_too_many(len(stamps), where)
    raws: list[RawCue] = []
    expected: int | None = None
    first_line = _number_line(lines, stamps[0].line, 0, None) if stamps else 0
    _tell_head(lines[: first_line if first_line is not None else stamps[0].line], log)
    for index, stamp in enumerate(stamps):
        previous = stamps[index - 1].line + 1 if index else 0
        number_line = _number_line(lines, stamp.line, previous, expected)
        number = (
            None if number_line is None else int(to_digits(plain_line(lines[number_line]).strip(), "latn"))
        )
        expected = _tell_number(number, expected, stamp.line + 1, log)
        if index and (stamp.line if number_line is None else number_line) > 0:
            before = lines[(stamp.line if number_line is None else number_line) - 1]
            if before.strip():
                log.tell(MendKind.NO_GAP, line=stamp.line + 1, was=before.strip())
        end = len(lines)
        if index + 1 < len(stamps):
            following = stamps[index + 1].line
            next_number = _number_line(lines, following, stamp.line + 1, expected)
            end = following if next_number is None else next_number
        tell_timing(lines[stamp.line], stamp.timing, stamp.line + 1, log, FORM)
        raws.append(_raw(lines[stamp.line + 1 : end], stamp, log))
    return subtitle_file(raws, log, SubtitleFormat.SRT, where, language=options.language)


def _number_line(lines: Sequence[str], stamp: int, after: int, expected: int | None) -> int | None:
    """The line that holds the cue's number: right before the times, or with an empty line between if it is
    the number that comes next."""
    if stamp - 1 >= after and _is_number(lines[stamp - 1]):
        return stamp - 1
    apart = stamp - 2 >= after and not lines[stamp - 1].strip() and _is_number(lines[stamp - 2])
    if apart and (stamp - 2 == after or not lines[stamp - 3].strip()):
        number = int(to_digits(plain_line(lines[stamp - 2]).strip(), "latn"))
        if expected is None or number == expected:
            return stamp - 2
    return None


def _is_number(line: str) -> bool:
    return _NUMBER.fullmatch(plain_line(line).strip()) is not None


def _tell_number(number: int | None, expected: int | None, line: int, log: Log) -> int:
    """Returns the number that should come next."""
    if number is None:
        log.tell(MendKind.NUMBERING, line=line, was="", became="" if expected is None else str(expected))
        return (expected or 1) + 1
    if expected is not None and number != expected:
        log.tell(MendKind.NUMBERING, line=line, was=str(number), became=str(expected))
    return number + 1


def _tell_head(lines: Sequence[str], log: Log) -> None:
    said = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if said:
        log.tell(MendKind.LEFT_OUT, line=said[0][0], was="\n".join(line.strip() for _, line in said))


def _raw(lines: Sequence[str], stamp: _Stamp, log: Log) -> RawCue:
    written = "\n".join(lines).strip("\n")
    plain = without_tags(written)
    hint = CueHint(settings=stamp.timing.settings)
    if plain != written:
        log.tell(MendKind.TAGS, line=stamp.line + 1, was=written, became=plain)
        hint = CueHint(settings=stamp.timing.settings, marked_up=written)
    if ENTITY.search(plain):
        read_plain = with_entities_read(plain)
        log.tell(MendKind.ENTITIES, line=stamp.line + 1, was=plain, became=read_plain)
        plain = read_plain
    return RawCue(stamp.timing.start, stamp.timing.end, plain, stamp.line + 1, hint=hint)


def write(file: SubtitleFile, options: WriteOptions) -> WrittenSubtitles:
    """Numbers from 1, CRLF, the speaker's name before the text."""
    cues, told = plain_cues(file, options)
    blocks = []
    for number, cue in enumerate(cues, 1):
        hint = file.hint(number - 1)
        settings = f"  {hint.settings}" if file.format is SubtitleFormat.SRT and hint.settings else ""
        times = f"{srt_time(cue.start)} --> {srt_time(cue.end)}{settings}"
        blocks.append(f"{number}\n{times}\n{lines_for_players(escaped(cue.text), options)}\n")
    return WrittenSubtitles("\n".join(blocks).replace("\n", "\r\n"), told)
