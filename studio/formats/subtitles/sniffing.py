"""Which format a text is in: by what stands in it, then by the file's name."""

import re
from pathlib import PurePath

from studio.formats.subtitles import others, sbv
from studio.formats.subtitles.timed_lines import parse_timing
from studio.formats.subtitles.times import plain_line
from studio.formats.subtitles.types import SubtitleFormat

EXTENSIONS = {
    ".srt": SubtitleFormat.SRT,
    ".vtt": SubtitleFormat.WEBVTT,
    ".webvtt": SubtitleFormat.WEBVTT,
    ".ass": SubtitleFormat.ASS,
    ".ssa": SubtitleFormat.ASS,
    ".sbv": SubtitleFormat.SBV,
    ".ttml": SubtitleFormat.TTML,
    ".dfxp": SubtitleFormat.TTML,
    ".xml": SubtitleFormat.TTML,
    ".lrc": SubtitleFormat.LRC,
    ".txt": SubtitleFormat.TEXT,
    ".md": SubtitleFormat.TEXT,
    ".json": SubtitleFormat.WORDS,
    ".smi": SubtitleFormat.SAMI,
    ".sami": SubtitleFormat.SAMI,
}
"""What a name promises; `.sub` may be several."""

_LOOKED_AT = 4000
"""Lines: what a file is shows at its beginning."""
_LRC_STAMP = re.compile(r"\s*\[\d{1,4}:\d{1,2}(?:[.:]\d{1,3})?\]")


def sniff(text: str) -> SubtitleFormat | None:
    """The format that a text shows by itself; None where it has no times at all."""
    start = text[:2000].lstrip()
    lowered = start.lower()
    if start.startswith("WEBVTT"):
        return SubtitleFormat.WEBVTT
    if lowered.startswith(("[script info]", "[v4", "[events]")) or re.search(
        r"(?m)^Dialogue:", text[:200_000]
    ):
        return SubtitleFormat.ASS
    if lowered.startswith(("<?xml", "<tt")) or re.match(r"<\w+:tt[\s>]|<!doctype tt", lowered):
        return SubtitleFormat.TTML
    if lowered.startswith(("<sami", "<!-- sami")):
        return SubtitleFormat.SAMI
    if start.startswith("{") and re.match(r'\{\s*"', start):
        return SubtitleFormat.WORDS if '"hiwar-captions"' in start else SubtitleFormat.WHISPER
    if re.match(r"\[\s*(?:\{|\[)", start):
        return SubtitleFormat.WHISPER
    return _by_lines(text)


def _by_lines(text: str) -> SubtitleFormat | None:
    counts: dict[SubtitleFormat, int] = {}
    for line in text.split("\n", _LOOKED_AT)[:_LOOKED_AT]:
        found = _of_line(line[:400])
        if found is not None:
            counts[found] = counts.get(found, 0) + 1
            if counts[found] >= 5:
                break
    return max(counts, key=lambda form: counts[form]) if counts else None


def _of_line(line: str) -> SubtitleFormat | None:
    if parse_timing(line) is not None:
        return SubtitleFormat.SRT
    plain = plain_line(line)
    if sbv.stamp_in(plain):
        return SubtitleFormat.SBV
    if _LRC_STAMP.match(plain):
        return SubtitleFormat.LRC
    return next((form for form, pattern in others.LINES.items() if pattern.fullmatch(plain)), None)


def promised(name: str) -> SubtitleFormat | None:
    """The format that a file's name promises; None for names that promise none."""
    return EXTENSIONS.get(PurePath(name).suffix.lower())
