"""Our own JSON of cues with word times: the one format that holds all that the studio knows of captions.

    {"schema": "hiwar-captions", "schema_version": 1, "language": "ar", "title": "…",
     "cues": [{"start": 1.5, "end": 3, "text": "…", "speaker": "…",
               "words": [{"text": "…", "start": 1.5, "end": 2}]}]}

Times are exact seconds: numbers, or fractions in text ("1/3").
"""

import json
from typing import Any

from studio.base.errors import InputError
from studio.formats.subtitles.cues import RawCue, RawWord, subtitle_file
from studio.formats.subtitles.json_data import list_at, parse_json, text_at, time_at
from studio.formats.subtitles.log import Log
from studio.formats.subtitles.reading_options import ReadOptions
from studio.formats.subtitles.types import MendKind, SubtitleFile, SubtitleFormat, WrittenSubtitles
from studio.formats.subtitles.writing_parts import WriteOptions
from studio.model.document import write_time

SCHEMA = "hiwar-captions"
VERSION = 1


def read(text: str, where: str, log: Log, options: ReadOptions) -> SubtitleFile:
    """Raises InputError for JSON of another kind, or of a later version."""
    data = parse_json(text, where)
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise InputError("this JSON file holds no captions of Hiwar Studio", "", where)
    if data.get("schema_version") != VERSION:
        raise InputError(
            f"this file is of version {data.get('schema_version')}, and this program knows version {VERSION}",
            "Update Hiwar Studio.",
            where,
        )
    raws = [_raw(number, one, log) for number, one in enumerate(list_at(data, "cues"), 1)]
    return subtitle_file(
        raws, log, SubtitleFormat.WORDS, where,
        language=text_at(data, "language") or options.language, title=text_at(data, "title"),
        overlaps_meant=True,
    )  # fmt: skip


def _raw(number: int, data: Any, log: Log) -> RawCue:
    words = []
    for one in list_at(data, "words"):
        text, start, end = text_at(one, "text"), time_at(one, "start"), time_at(one, "end")
        if text and start is not None and end is not None:
            words.append(RawWord(f" {text}", start, end))
        else:
            log.tell(MendKind.WORD_TIMES, line=number, was=text or str(one))
    text = text_at(data, "text") or "".join(word.text for word in words).strip()
    return RawCue(time_at(data, "start"), time_at(data, "end"), text, number, words, text_at(data, "speaker"))


def write(file: SubtitleFile, options: WriteOptions) -> WrittenSubtitles:
    """All that is known but the looks of other formats."""
    cues = []
    for cue in file.cues:
        table: dict[str, Any] = {"start": write_time(cue.start), "end": write_time(cue.end), "text": cue.text}
        if cue.speaker:
            table["speaker"] = cue.speaker
        if cue.words and options.words:
            table["words"] = [
                {"text": word.text, "start": write_time(word.start), "end": write_time(word.end)}
                for word in cue.words
            ]
        cues.append(table)
    head = {"schema": SCHEMA, "schema_version": VERSION, "language": file.language, "title": file.title}
    data = {key: value for key, value in head.items() if value != ""} | {"cues": cues}
    return WrittenSubtitles(json.dumps(data, ensure_ascii=False, indent=1) + "\n")
