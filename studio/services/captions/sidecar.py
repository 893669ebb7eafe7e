"""Names of subtitle files beside a film, as players and platforms look for them.

players, YouTube   film.ar.srt      Facebook   film.ar_AR.srt
"""

import re
from enum import StrEnum
from pathlib import Path

from msgspec.structs import replace

from studio.base.errors import InputError
from studio.base.languages import primary_language
from studio.base.time import TimeRange
from studio.formats.subtitles.types import CueHint, SubtitleFile, SubtitleFormat
from studio.formats.subtitles.writing import ENDINGS
from studio.model.captions import Cue


class Platform(StrEnum):
    """Where a subtitle file is for."""

    PLAYER = "player"
    YOUTUBE = "youtube"
    FACEBOOK = "facebook"


_LOCALES = {
    "ar": "ar_AR", "en": "en_US", "fr": "fr_FR", "fa": "fa_IR", "ur": "ur_PK", "he": "he_IL", "tr": "tr_TR",
    "de": "de_DE", "es": "es_ES", "ku": "ku_TR", "ckb": "cb_IQ", "ps": "ps_AF", "it": "it_IT",
    "pt": "pt_BR", "ru": "ru_RU", "id": "id_ID",
}  # fmt: skip
"""Facebook's locale codes by language; Arabic has ar_AR for every country."""
_TAKES = {
    Platform.PLAYER: frozenset(ENDINGS),
    Platform.YOUTUBE: frozenset({SubtitleFormat.SRT, SubtitleFormat.WEBVTT, SubtitleFormat.SBV,
                                 SubtitleFormat.TTML, SubtitleFormat.LRC}),
    Platform.FACEBOOK: frozenset({SubtitleFormat.SRT}),
}  # fmt: skip
_TAGGED = re.compile(r".+[._-](?P<tag>[a-z]{2,3}(?:[-_][A-Z]{2}|[-_][A-Z][a-z]{3})?)\.[A-Za-z0-9]{2,6}")
_KNOWN = frozenset(
    {
        *_LOCALES,
        "apc",
        "arz",
        "ary",
        "ms",
        "bn",
        "hi",
        "am",
        "so",
        "sw",
        "zh",
        "ja",
        "ko",
        "nl",
        "sv",
        "pl",
        "uk",
    }
)


def sidecar_path(
    film: Path, language: str, form: SubtitleFormat, platform: Platform = Platform.PLAYER
) -> Path:
    """The name of the subtitle file of a film, beside it.

    language: BCP 47; empty leaves it out where the platform allows it.  Raises InputError for a format that
    the platform does not take, or without a language that it needs.
    """
    if form not in _TAKES[platform]:
        taken = ", ".join(sorted(one.value for one in _TAKES[platform]))
        raise InputError(f"{platform.value} does not take {form.value} files", f"It takes: {taken}.")
    if platform is Platform.FACEBOOK:
        locale = _LOCALES.get(primary_language(language)) if language else None
        if locale is None:
            raise InputError(
                f"Facebook needs the language in the file's name, and '{language}' is none that it knows",
                "Give the language, such as ar or en.",
            )
        tag = locale
    else:
        tag = language
    middle = f".{tag}" if tag else ""
    return film.with_name(f"{film.stem}{middle}{ENDINGS[form]}")


def language_in_name(name: str) -> str:
    """The language that a file's name tells (`film.ar.srt`, `film.ar_AR.srt`); empty where it tells none."""
    match = _TAGGED.fullmatch(name)
    if match is None:
        return ""
    tag = match["tag"].replace("_", "-")
    primary = primary_language(tag)
    if primary not in _KNOWN:
        return ""
    return primary if tag == _LOCALES.get(primary, "").replace("_", "-") else tag


def within(file: SubtitleFile, span: TimeRange) -> SubtitleFile:
    """The cues seen in a stretch of the film, in its own time.  Words of cut cues lose their times."""
    cues: list[Cue] = []
    hints: list[CueHint] = []
    for number, cue in enumerate(file.cues):
        start, end = max(cue.start, span.start), min(cue.end, span.end)
        if start >= end:
            continue
        words = tuple(
            word.model_copy(update={"start": word.start - span.start, "end": word.end - span.start})
            for word in cue.words
            if start == cue.start and end == cue.end
        )
        text = cue.text or " ".join(word.text for word in cue.words)
        times = {"start": start - span.start, "end": end - span.start}
        cues.append(cue.model_copy(update={**times, "words": words, "text": text}))
        hints.append(file.hint(number))
    return replace(file, cues=tuple(cues), hints=replace(file.hints, cues=tuple(hints)))
