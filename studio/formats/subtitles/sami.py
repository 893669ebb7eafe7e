"""SAMI (.smi): `<SYNC Start=ms><P Class=ARCC>text`, shown until the next SYNC of its class.

Own reading: pysubs2 1.8 ends cues by a reading speed of its own instead of at the next SYNC.
"""

import re
from fractions import Fraction

from studio.formats.subtitles.cues import RawCue, subtitle_file
from studio.formats.subtitles.log import Log
from studio.formats.subtitles.markup import with_entities_read, without_tags
from studio.formats.subtitles.reading_options import ReadOptions
from studio.formats.subtitles.types import MendKind, SubtitleFile, SubtitleFormat

_SYNC = re.compile(r"<sync\s[^<>]*?start\s*=\s*[\"']?\s*(-?\d{1,12})[^<>]*>", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<p(?:\s[^<>]*?class\s*=\s*[\"']?([\w-]+)[^<>]*|\s[^<>]*)?>", re.IGNORECASE)
_TITLE = re.compile(r"<title>(.{0,1000}?)</title>", re.IGNORECASE | re.DOTALL)
_LANGUAGE = re.compile(r"\.([\w-]+)\s*\{[^{}]*?lang\s*:\s*([A-Za-z-]{2,12})", re.IGNORECASE)
_END = re.compile(r"</?(?:body|sami|sync|p)\s*>", re.IGNORECASE)


def read(text: str, where: str, log: Log, options: ReadOptions) -> SubtitleFile:
    """Of several languages in one file the first that is spoken is read, and the others are told.

    Raises InputError where there is no text.
    """
    syncs = list(_SYNC.finditer(text))
    shown: dict[str, list[RawCue]] = {}
    line, counted = 1, 0
    for index, sync in enumerate(syncs):
        end = syncs[index + 1].start() if index + 1 < len(syncs) else len(text)
        time = Fraction(int(sync[1]), 1000)
        line += text.count("\n", counted, sync.start())
        counted = sync.start()
        for name, source in _paragraphs(text[sync.end() : end]):
            cues = shown.setdefault(name, [])
            if cues and cues[-1].end is None:
                cues[-1].end = time
            said = _plain(source)
            if said.strip():
                cues.append(RawCue(time, None, said, line))
    languages = {match[1].lower(): match[2] for match in _LANGUAGE.finditer(text)}
    chosen = _chosen(shown, languages, options.language)
    for name, cues in shown.items():
        if name != chosen:
            for cue in cues:
                log.tell(MendKind.LEFT_OUT, line=cue.line, was=f"{name}: {cue.text}")
    title = _TITLE.search(text)
    return subtitle_file(
        shown.get(chosen, []),
        log,
        SubtitleFormat.SAMI,
        where,
        language=languages.get(chosen.lower(), "") or options.language,
        title=" ".join(title[1].split()) if title else "",
    )


def _paragraphs(source: str) -> list[tuple[str, str]]:
    """(class, text) of a SYNC's paragraphs."""
    marks = list(_PARAGRAPH.finditer(source))
    if not marks:
        return [("", source)]
    ends = [*(mark.start() for mark in marks[1:]), len(source)]
    return [(mark[1] or "", source[mark.end() : end]) for mark, end in zip(marks, ends, strict=True)]


def _plain(source: str) -> str:
    joined = " ".join(_END.sub("", source).split())
    return with_entities_read(without_tags(joined)).replace("\u00a0", " ")


def _chosen(shown: dict[str, list[RawCue]], languages: dict[str, str], wanted: str) -> str:
    spoken = [name for name, cues in shown.items() if cues]
    fitting = [name for name in spoken if wanted and languages.get(name.lower(), "").startswith(wanted)]
    return next(iter([*fitting, *spoken]), "")
