"""Opening a subtitle file for use: read, its language found, its texts mended, its words timed."""

import re
from fractions import Fraction
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from studio.formats.document_file import read_bytes
from studio.formats.subtitles.decoding import MAX_BYTES
from studio.formats.subtitles.reading import parse_subtitles, read_subtitles
from studio.formats.subtitles.reading_options import ReadOptions
from studio.formats.subtitles.types import Mended, MendKind, SubtitleFile, SubtitleFormat
from studio.model.captions import Cue
from studio.services.captions.sidecar import language_in_name
from studio.services.captions.text_mending import mended_texts, with_punctuation_moved
from studio.services.captions.word_times import with_word_times
from studio.text.latin_words import latin_language
from studio.text.look_alikes import guess_language


class OpenOptions(Struct, frozen=True):
    """language: BCP 47, where it is known.  form: the format; None: as the file shows.  duration: seconds
    that a text without times is spread over.  rate: frames a second of MicroDVD.

    mend: frozen letters, stray marks.  punctuation: also move marks that stand at a line's wrong end.
    word_times: give every word a time, also where the file has none.  encoding: of the file, where the one
    that it seems to have is wrong; empty: as it shows.
    """

    language: str = ""
    form: SubtitleFormat | None = None
    duration: Fraction | None = None
    rate: Fraction | None = None
    mend: bool = True
    punctuation: bool = False
    word_times: bool = False
    encoding: str = ""


def open_subtitles(path: Path, options: OpenOptions | None = None) -> SubtitleFile:
    """A subtitle file as it can be used.  What was mended is in it.

    Raises InputError for what cannot be read; the message says why.
    """
    asked = options or OpenOptions()
    reading = ReadOptions(asked.language, asked.duration, asked.rate)
    if asked.encoding:
        text = read_bytes(path, MAX_BYTES).decode(asked.encoding, "replace")
        file = parse_subtitles(text.encode("utf-8"), str(path), asked.form, reading)
        file = replace(file, encoding=asked.encoding)
    else:
        file = read_subtitles(path, asked.form, reading)
    if asked.language:
        file = replace(file, language=asked.language)
    file = replace(file, language=_language(file, path))
    if asked.mend:
        file = mended_texts(file)
    if asked.punctuation:
        file = with_punctuation_moved(file)
    return _with_words(file, asked.word_times)


def _language(file: SubtitleFile, path: Path) -> str:
    """By what the file says, else its name (`film.ar.srt`), else its letters and little words."""
    known = _tag(file.language) or language_in_name(path.name)
    if known:
        return known
    sample = "\n".join(cue.text for cue in file.cues[:400])
    arabic = len(re.findall("[\u0620-\u06ff\ufb50-\ufdff\ufe70-\ufefc]", sample))
    latin = len(re.findall("[A-Za-z]", sample))
    if arabic * 2 > latin:
        return guess_language(sample[:20_000]) or "ar"
    return latin_language(sample[:20_000])


def film_language(file: SubtitleFile, otherwise: str) -> str:
    """The language of a film that has these captions alone: theirs; `en` for Latin letters of an unknown
    one, because it is read from the left; `otherwise` where there are no letters."""
    if file.language:
        return file.language
    return (
        "en"
        if any(char.isascii() and char.isalpha() for cue in file.cues for char in cue.text)
        else otherwise
    )


def _tag(language: str) -> str:
    """A language tag in BCP 47's form (ar-SA), empty for what is none."""
    tag = language.strip().replace("_", "-")
    return tag if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", tag) else ""


def _with_words(file: SubtitleFile, everywhere: bool) -> SubtitleFile:
    """Phrases with one time shared among their words; with `everywhere` times for all words."""
    cues: list[Cue] = []
    told: list[Mended] = []
    for number, cue in enumerate(file.cues, 1):
        if not cue.words and not everywhere:
            cues.append(cue)
            continue
        timed = with_word_times(cue)
        cues.append(timed)
        if cue.words and timed is not cue:
            phrases = " · ".join(word.text for word in cue.words if len(word.text.split()) > 1)
            told.append(Mended(MendKind.PHRASES, cue=number, was=phrases[:300]))
    return file.with_cues(tuple(cues), *told)
