"""Text of cues that other programs have spoilt: frozen letters, reversed lines, stray marks of direction.

The text package mends; here is decided what it is asked to, so that 5,000 clean cues cost nothing: frozen
letters bring all of its repairs, marks and joiners only that one, and clean text none.
"""

import re

from msgspec.structs import replace

from studio.formats.subtitles.punctuation import moved_punctuation
from studio.formats.subtitles.types import Mended, MendKind, SubtitleFile
from studio.model.captions import Cue
from studio.text.draft import Draft, Fault
from studio.text.mending import MendOptions, mend
from studio.text.presentation_forms import has_presentation_forms
from studio.text.stray_controls import stray_controls

_SUSPICIOUS = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufb50-\ufdff\ufe70-\ufeff]")
_MAX_TEXT = 1000


def mended_texts(file: SubtitleFile) -> SubtitleFile:
    """The file with mended texts, and what was mended.  Marks that matter stay: ZWNJ between letters that
    would join, ZWJ in emoji, a mark of direction without which the order would be another."""
    cues: list[Cue] = []
    told: list[Mended] = []
    language = file.language or None
    for number, cue in enumerate(file.cues, 1):
        if _SUSPICIOUS.search(cue.text) is None:
            cues.append(cue)
            continue
        text, kind, turned = _mended(cue.text, language)
        if text == cue.text or not text.strip() or len(text) > _MAX_TEXT:
            cues.append(cue)
            continue
        told.append(Mended(kind, cue=number, was=cue.text, became=text))
        changed, lost = _with_text(cue, text, turned)
        if lost:
            told.append(Mended(MendKind.WORDS_LOST, cue=number, was=str(len(cue.words))))
        cues.append(changed)
    return file.with_cues(tuple(cues), *told) if told else file


def _mended(text: str, language: str | None) -> tuple[str, MendKind, bool]:
    """The mended text, what was wrong, and whether lines were turned around."""
    if has_presentation_forms(text):
        found = mend(text, MendOptions(language))
        turned = any(change.fault is Fault.VISUAL_ORDER for change in found.changes)
        return found.text, MendKind.LETTERS, turned
    draft = Draft(text)
    draft.apply(list(stray_controls(text, language)))
    return draft.text, MendKind.DIRECTION, False


def _with_text(cue: Cue, text: str, turned: bool) -> tuple[Cue, bool]:
    """The cue with another text; its words follow where they are the same words in the same order."""
    if not cue.words:
        return cue.model_copy(update={"text": text}), False
    before, after = cue.text.split(), text.split()
    counts = [len(word.text.split()) for word in cue.words]
    if turned or len(before) != len(after) or sum(counts) != len(after):
        return cue.model_copy(update={"text": text, "words": ()}), True
    words = []
    place = 0
    for word, count in zip(cue.words, counts, strict=True):
        said = " ".join(after[place : place + count])
        place += count
        words.append(word.model_copy(update={"text": said}))
    return cue.model_copy(update={"text": text, "words": tuple(words)}), False


def with_punctuation_moved(file: SubtitleFile) -> SubtitleFile:
    """The file with marks that stand at a line's wrong end moved to where they belong."""
    cues: list[Cue] = []
    told = [one for one in file.mended if one.kind is not MendKind.PUNCTUATION]
    for number, cue in enumerate(file.cues, 1):
        text = moved_punctuation(cue.text)
        if text == cue.text:
            cues.append(cue)
            continue
        changed, lost = _with_text(cue, text, False)
        cues.append(changed)
        told.append(Mended(MendKind.PUNCTUATION_MOVED, cue=number, was=cue.text, became=text))
        if lost:
            told.append(Mended(MendKind.WORDS_LOST, cue=number, was=str(len(cue.words))))
    return replace(file, cues=tuple(cues), mended=tuple(told))
