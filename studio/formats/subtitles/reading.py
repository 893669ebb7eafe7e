"""Reading a subtitle file of any format."""

import re
from collections.abc import Callable
from pathlib import Path

from studio.base.errors import InputError
from studio.formats.document_file import read_bytes
from studio.formats.subtitles import ass, lrc, others, plain, sami, sbv, srt, ttml, webvtt, whisper, word_json
from studio.formats.subtitles.decoding import MAX_BYTES, decoded
from studio.formats.subtitles.log import Log
from studio.formats.subtitles.markup import with_entities_read
from studio.formats.subtitles.reading_options import ReadOptions
from studio.formats.subtitles.sniffing import promised, sniff
from studio.formats.subtitles.types import MendKind, SubtitleFile, SubtitleFormat

Reader = Callable[[str, str, Log, ReadOptions], SubtitleFile]


def _other(form: SubtitleFormat) -> Reader:
    return lambda text, where, log, options: others.read(text, where, log, options, form)


READERS: dict[SubtitleFormat, Reader] = {
    SubtitleFormat.SRT: srt.read,
    SubtitleFormat.WEBVTT: webvtt.read,
    SubtitleFormat.ASS: ass.read,
    SubtitleFormat.SBV: sbv.read,
    SubtitleFormat.TTML: ttml.read,
    SubtitleFormat.LRC: lrc.read,
    SubtitleFormat.TEXT: plain.read,
    SubtitleFormat.WORDS: word_json.read,
    SubtitleFormat.WHISPER: whisper.read,
    SubtitleFormat.SAMI: sami.read,
    **{form: _other(form) for form in others.LINES},
}
"""A format and what reads it."""


def read_subtitles(
    path: Path, form: SubtitleFormat | None = None, options: ReadOptions | None = None
) -> SubtitleFile:
    """A subtitle file.  form: what it is; None: as it shows by itself.

    Raises InputError for what is missing, no text, of no known format, empty or too large.
    """
    return parse_subtitles(read_bytes(path, MAX_BYTES), str(path), form, options)


_ESCAPED_TIMES = re.compile(r"(?m)^\s*\d[\d:.,]*\s*--&gt;\s*\d[\d:.,]*\s*$")
"""Copied out of a web page's source: all of it is read as the page shows it."""


def parse_subtitles(
    content: bytes, name: str, form: SubtitleFormat | None = None, options: ReadOptions | None = None
) -> SubtitleFile:
    """The same of a file's bytes.  name: for messages, and for what its ending promises."""
    log = Log()
    text, encoding = decoded(content, name, log)
    expected = promised(name)
    shown = sniff(text)
    if shown is None and _ESCAPED_TIMES.search(text):
        log.tell(MendKind.ENTITIES, was="--&gt;", became="-->")
        text = with_entities_read(text)
        shown = sniff(text)
    chosen = form or shown
    if chosen is None:
        if expected not in (None, SubtitleFormat.TEXT):
            raise InputError(
                f"no time was found in this {expected.value} file",
                "If it is plain text, give it the ending .txt.",
                name,
            )
        chosen = SubtitleFormat.TEXT
    if chosen is not SubtitleFormat.WHISPER:  # it alone puts parts of characters together
        text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    same = {SubtitleFormat.WHISPER, SubtitleFormat.WORDS}
    if form is None and expected is not None and chosen != expected and not {chosen, expected} <= same:
        log.tell(MendKind.FORMAT, was=expected.value, became=chosen.value)
    found = READERS[chosen](text, name, log, options or ReadOptions())
    return SubtitleFile(
        found.cues, found.language, found.title, found.format, found.hints, found.mended, encoding
    )
