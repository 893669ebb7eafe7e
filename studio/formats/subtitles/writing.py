"""Writing subtitles in any format."""

from collections.abc import Callable

from studio.base.errors import InputError
from studio.formats.subtitles import ass_writing, lrc, plain, sbv, srt, ttml, webvtt, word_json
from studio.formats.subtitles.types import SubtitleFile, SubtitleFormat, WrittenSubtitles
from studio.formats.subtitles.writing_parts import WriteOptions

Writer = Callable[[SubtitleFile, WriteOptions], WrittenSubtitles]

WRITERS: dict[SubtitleFormat, Writer] = {
    SubtitleFormat.SRT: srt.write,
    SubtitleFormat.WEBVTT: webvtt.write,
    SubtitleFormat.ASS: ass_writing.write,
    SubtitleFormat.SBV: sbv.write,
    SubtitleFormat.TTML: ttml.write,
    SubtitleFormat.LRC: lrc.write,
    SubtitleFormat.TEXT: plain.write,
    SubtitleFormat.WORDS: word_json.write,
}
"""A format and what writes it."""

ENDINGS = {
    SubtitleFormat.SRT: ".srt",
    SubtitleFormat.WEBVTT: ".vtt",
    SubtitleFormat.ASS: ".ass",
    SubtitleFormat.SBV: ".sbv",
    SubtitleFormat.TTML: ".ttml",
    SubtitleFormat.LRC: ".lrc",
    SubtitleFormat.TEXT: ".txt",
    SubtitleFormat.WORDS: ".json",
}


def written(
    file: SubtitleFile, form: SubtitleFormat, options: WriteOptions | None = None
) -> WrittenSubtitles:
    """The file in another format, and what that had no place for.

    Raises InputError for a format that is only read.
    """
    writer = WRITERS.get(form)
    if writer is None:
        known = ", ".join(one.value for one in WRITERS)
        raise InputError(f"subtitles are not written as '{form.value}'", f"There is: {known}.")
    return writer(file, options or WriteOptions())
