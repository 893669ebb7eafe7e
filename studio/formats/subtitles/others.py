"""MicroDVD, MPL2 and TMPlayer: old formats that still lie about, read by pysubs2.

pysubs2 reads them right, but leaves out in silence the lines that it does not know: they are counted here.
"""

import re
from fractions import Fraction

import pysubs2
from pysubs2.exceptions import Pysubs2Error

from studio.base.errors import InputError
from studio.formats.subtitles import ass_text
from studio.formats.subtitles.cues import RawCue, subtitle_file
from studio.formats.subtitles.log import Log
from studio.formats.subtitles.markup import without_tags
from studio.formats.subtitles.reading_options import ReadOptions
from studio.formats.subtitles.types import MendKind, SubtitleFile, SubtitleFormat

LINES = {
    SubtitleFormat.MICRODVD: re.compile(r"\s*\{\s*\d+\s*\}\s*\{\s*\d+\s*\}.*"),
    SubtitleFormat.MPL2: re.compile(r"\s*\[\s*\d+\s*\]\s*\[\s*\d+\s*\].*"),
    SubtitleFormat.TMPLAYER: re.compile(r"\s*\d{1,2}:\d\d:\d\d:.*"),
}
_RATE = Fraction(25)
"""Frames a second of MicroDVD where neither the file nor anybody says it: most are of PAL films."""
_FIRST_RATE = re.compile(r"\{[01]?\}\{[01]?\}\s*(\d{2}(?:\.\d+)?)\s*$", re.MULTILINE)


def read(text: str, where: str, log: Log, options: ReadOptions, form: SubtitleFormat) -> SubtitleFile:
    """Raises InputError where pysubs2 finds nothing."""
    rate: float | None = None
    if form is SubtitleFormat.MICRODVD:
        told = _FIRST_RATE.search(text[:200])
        # pysubs2 reads the rate from the first line by itself.
        rate = float(options.rate or _RATE) if told is None or options.rate else None
    try:
        found = pysubs2.SSAFile.from_string(text, format_=form.value, fps=rate)
    except (Pysubs2Error, ValueError, IndexError, KeyError) as error:
        raise InputError(
            f"this file cannot be read as {form.value}", "Convert it to .srt first.", where
        ) from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and LINES[form].fullmatch(line) is None:
            log.tell(MendKind.LEFT_OUT, line=number, was=line.strip())
    raws = []
    for number, event in enumerate(found.events, 1):
        start, end = Fraction(event.start, 1000), Fraction(event.end, 1000)
        plain = without_tags(ass_text.parse(event.text, start, True).text)
        if plain.strip():
            raws.append(RawCue(start, end, plain, number))
    return subtitle_file(raws, log, form, where, language=options.language)
