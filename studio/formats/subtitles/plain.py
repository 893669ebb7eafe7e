"""Plain text (.txt): sentences become cues without times of their own.

A sentence that fits two lines of 42 characters is one cue; a longer one is cut after a comma, or at a space.
Times follow the reading speed, or share a duration by their length.
"""

import re
from fractions import Fraction

from studio.formats.subtitles.cues import RawCue, refuse_too_many, subtitle_file
from studio.formats.subtitles.log import Log
from studio.formats.subtitles.reading_options import ReadOptions
from studio.formats.subtitles.times import reading_seconds, to_millisecond
from studio.formats.subtitles.types import MendKind, SubtitleFile, SubtitleFormat, WrittenSubtitles
from studio.formats.subtitles.writing_parts import WriteOptions, lines_for_players, plain_cues

LONGEST_CUE = 84
"""Characters: two lines of 42 (STYLE section 7)."""
_SENTENCE_END = re.compile(r"(?<=[.!?؟…۔])[»”\"')\]]*\s+")
_CLAUSE_END = re.compile(r"[،,؛;:–—]\s")
_ABBREVIATION = re.compile(r"(?:^|\s)(?:[\u0621-\u064aA-Za-z]{1,2}|Mrs|etc|vol)\.$")


def read(text: str, where: str, log: Log, options: ReadOptions) -> SubtitleFile:
    """Raises InputError where there are no words, or too many."""
    pieces: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if stripped:
            pieces += [(number, piece) for piece in cue_texts(stripped)]
            refuse_too_many(len(pieces), where)
    weights = [reading_seconds(len(piece)) for _, piece in pieces]
    whole = sum(weights, start=Fraction(0))
    scale = Fraction(1) if options.duration is None or not whole else options.duration / whole
    raws = []
    passed = Fraction(0)
    for (number, piece), weight in zip(pieces, weights, strict=True):
        start, end = to_millisecond(passed * scale), to_millisecond((passed + weight) * scale)
        passed += weight
        raws.append(RawCue(start, end, piece, number))
    if raws:
        log.tell(MendKind.SPREAD, was=str(len(raws)), became=f"{float(passed * scale):.1f}")
    return subtitle_file(raws, log, SubtitleFormat.TEXT, where, language=options.language)


def cue_texts(line: str) -> list[str]:
    """A line of text as cues: sentences, and parts of sentences that are too long."""
    found = []
    for sentence in _sentences(line):
        start = 0
        while len(sentence) - start > LONGEST_CUE:
            cut = start + _cut(sentence[start : start + LONGEST_CUE + 1])
            found.append(sentence[start:cut].strip())
            start = cut
        found.append(sentence[start:].strip())
    return [piece for piece in found if piece]


def _sentences(line: str) -> list[str]:
    sentences: list[str] = []
    start = 0
    for match in _SENTENCE_END.finditer(line):
        so_far = line[start : match.start()]
        if _ABBREVIATION.search(so_far[-8:]):
            continue
        sentences.append(line[start : match.end()].strip())
        start = match.end()
    return [*sentences, line[start:].strip()]


def _cut(text: str) -> int:
    """Where the beginning of a long sentence is cut: after a comma not too near, else at the last space."""
    commas = [match.end() for match in _CLAUSE_END.finditer(text) if match.end() > LONGEST_CUE // 3]
    if commas:
        return commas[-1]
    space = text.rfind(" ")
    return space + 1 if space > 0 else LONGEST_CUE


def write(file: SubtitleFile, options: WriteOptions) -> WrittenSubtitles:
    """A transcript: cues that end a sentence end a line; the speaker's name where another begins to speak."""
    lines: list[str] = []
    open_line = ""
    speaker = ""
    cues, _ = plain_cues(file, WriteOptions(words=False, speakers=False))
    for cue, source in zip(cues, file.cues, strict=True):
        if source.speaker != speaker and options.speakers:
            lines += [open_line] if open_line else []
            speaker = source.speaker
            open_line = f"{speaker}: " if speaker else ""
        text = " ".join(cue.text.split())
        glue = "" if not open_line or open_line.endswith(" ") else " "
        open_line += glue + text
        if text[-1:] in ".!?؟…۔":
            lines.append(open_line)
            open_line = ""
    lines += [open_line] if open_line else []
    return WrittenSubtitles("\n".join(lines_for_players(line, options) for line in lines) + "\n")
