"""SubViewer as YouTube writes it (.sbv): `0:00:01.000,0:00:02.000`, lines of text, an empty line."""

import re

from studio.formats.subtitles.cues import RawCue, subtitle_file
from studio.formats.subtitles.log import Log
from studio.formats.subtitles.markup import without_tags
from studio.formats.subtitles.reading_options import ReadOptions
from studio.formats.subtitles.times import TIME, parse_clock, plain_line, sbv_time, srt_time
from studio.formats.subtitles.types import (
    CueHint,
    MendKind,
    SubtitleFile,
    SubtitleFormat,
    WrittenSubtitles,
)
from studio.formats.subtitles.writing_parts import WriteOptions, lines_for_players, plain_cues

_STRICT = re.compile(r"\d+:[0-5]\d:[0-5]\d\.\d{3},\d+:[0-5]\d:[0-5]\d\.\d{3}")
_LONGEST_STAMP = 200
_BEFORE_COMMA = r"[-−]?\s*(?:\d{1,9}:)?\d{1,9}:\d{1,9}(?:\.\d{0,9})?"
_STAMP = re.compile(rf"\s*({_BEFORE_COMMA})\s*[,،]\s*({TIME})\s*")


def stamp_in(line: str) -> re.Match[str] | None:
    """The two times that a line consists of."""
    line = line.strip()
    return _STAMP.fullmatch(line) if len(line) <= _LONGEST_STAMP else None


def read(text: str, where: str, log: Log, options: ReadOptions) -> SubtitleFile:
    """Raises InputError where there is no cue."""
    raws: list[RawCue] = []
    body: list[str] = []
    bodies: list[list[str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        plain = plain_line(line)
        stamp = stamp_in(plain)
        if stamp is None:
            if bodies:
                body.append(line)
            elif line.strip():
                log.tell(MendKind.LEFT_OUT, line=number, was=line.strip())
            continue
        start, end = parse_clock(stamp[1]), parse_clock(stamp[2])
        if not _STRICT.fullmatch(line) and start is not None and end is not None and min(start, end) >= 0:
            kind = MendKind.TIME_FORM if plain == line else MendKind.TIME_DIGITS
            log.tell(kind, line=number, was=line.strip(), became=f"{srt_time(start)} --> {srt_time(end)}")
        raws.append(RawCue(start, end, "", number))
        body = []
        bodies.append(body)
    for raw, lines in zip(raws, bodies, strict=True):
        written = "\n".join(lines).strip("\n")
        raw.text = without_tags(written.replace("[br]", "\n"))
        if raw.text != written and "[br]" not in written:
            log.tell(MendKind.TAGS, line=raw.line, was=written, became=raw.text)
            raw.hint = CueHint(marked_up=written)
    return subtitle_file(raws, log, SubtitleFormat.SBV, where, language=options.language)


def write(file: SubtitleFile, options: WriteOptions) -> WrittenSubtitles:
    """The speaker's name stands before the text."""
    cues, told = plain_cues(file, options)
    blocks = [
        f"{sbv_time(cue.start)},{sbv_time(cue.end)}\n{lines_for_players(cue.text, options)}\n" for cue in cues
    ]
    return WrittenSubtitles("\n".join(blocks), told)
