"""Mend text that other programs have spoilt, and tell every change.

    presentation forms  ->  letters                 ﻣﺮﺣﺒﺎ   مرحبا
    visual order        ->  reading order           ابحرم   مرحبا
    look-alikes         ->  the language's letters  کتاب    كتاب (in Arabic)
    stray controls, doubled marks, marks without a letter  ->  gone
    spelling of marks   ->  NFC

Mending goes round until nothing changes any more, so what was mended once stays as it is. Text without
faults is never touched; what may be meant (a tatweel run, a lone Latin letter, a doubtful order) is told, not
changed.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from studio.base.languages import primary_language
from studio.text.bidi import split_paragraphs
from studio.text.draft import Change, Draft, Edit, Fault
from studio.text.graphemes import grapheme_boundaries
from studio.text.joining import joining_types
from studio.text.look_alikes import guess_language, latin_inside_words, look_alikes
from studio.text.presentation_forms import PHRASES, PresentationForm, presentation_forms
from studio.text.stray_controls import stray_controls
from studio.text.visual_order import (
    SURE_ENOUGH,
    Evidence,
    evidence_of,
    is_turnable,
    logical_reading,
    still_visual,
)

__all__ = ["Change", "Fault", "MendOptions", "Mended", "mend"]

_ROUNDS = 16
_ZWNJ, _ZWJ, _TATWEEL = "\u200c", "\u200d", "\u0640"
_SEPARATORS = "\n\r\x1c\x1d\x1e\x85\u2029"
_BASMALA = "\ufdfd"
_ALLAH = "\ufdf2"
_ALEFS = frozenset("ا\ufe8d\ufe8e")
_BASMALA_TEXT = "بسم الله الرحمن الرحيم"
_HARAKAT = frozenset(map(chr, (*range(0x064B, 0x0653), 0x0670)))
_VOWELS = frozenset(map(chr, range(0x064B, 0x0651)))
_SHADDA = "\u0651"
_LAM_ALEF = frozenset(map(chr, range(0xFEF5, 0xFEFD)))
_TATWEEL_RUN = re.compile("\u0640{2,}")


class MendOptions(Struct, frozen=True):
    """language: BCP 47, for look-alikes; None guesses it, and leaves them where nothing decides.

    phrases: write ﷺ ﷻ ﷼ ﷽ out in letters. tatweel: remove tatweel that only decorates.
    """

    language: str | None = None
    phrases: bool = False
    tatweel: bool = False


class Mended(Struct, frozen=True):
    """text: mended. changes: in the order they were made. notes: what was seen and left, `after` being what
    it might become. language: the one whose letters were taken, None where none was known."""

    text: str
    changes: tuple[Change, ...]
    notes: tuple[Change, ...]
    language: str | None


_DEFAULTS = MendOptions()


def mend(text: str, options: MendOptions = _DEFAULTS) -> Mended:
    """`text` without the faults that copying, old programs and wrong keyboards leave. Any string is valid."""
    draft = Draft(text)
    language = options.language
    doubtful: dict[tuple[int, int], Change] = {}
    for _ in range(_ROUNDS):
        before = draft.text
        draft.apply(list(_mark_forms(draft.text)))
        for told in _turn(draft):
            doubtful.setdefault((told.start, told.end), told)
        draft.apply(list(_letters(draft.text, options)))
        language = options.language or guess_language(draft.text)
        if language is not None:
            draft.apply(list(look_alikes(draft.text, language)))
        primary = None if language is None else primary_language(language)
        draft.apply(list(stray_controls(draft.text, primary)))
        draft.apply(list(_normalized(draft.text)))
        draft.apply(list(_marks(draft.text)))
        if options.tatweel:
            draft.apply(list(_tatweel(draft.text)))
        if draft.text == before:
            break
    notes = [*doubtful.values(), *_notes(draft, options)]
    return Mended(draft.text, tuple(draft.changes), tuple(notes), language)


def _mark_forms(text: str) -> Iterator[Edit]:
    """Marks that are presentation forms, first, so that they count as marks from here on."""
    forms = presentation_forms()
    for index, char in enumerate(text):
        form = forms.get(char)
        if form is not None and form.is_mark:
            yield Edit(
                index, index + 1, form.letters, Fault.PRESENTATION_FORM, "a mark that stands by itself"
            )


def _turn(draft: Draft) -> list[Change]:
    """Turn the lines that are in visual order; returns what is too doubtful to be turned.

    A line that tells nothing by itself goes with those that do, if they agree.
    """
    silent: list[tuple[int, str]] = []
    agreed = True
    turned = Evidence()
    doubtful = []
    for start, end in split_paragraphs(draft.text):
        line = draft.text[start:end].rstrip(_SEPARATORS)
        if not is_turnable(line):
            continue
        own = evidence_of(line)
        agreed = agreed and own.backwards <= own.forwards
        if not own.forwards and not own.backwards:
            silent.append((start, line))
        elif own.is_visual:
            told = _turn_line(draft, start, line, own)
            if told is None:
                turned += own
            else:
                doubtful.append(told)
    if turned.is_visual and agreed:
        doubtful += filter(None, [_turn_line(draft, start, line, turned) for start, line in silent])
    return doubtful


def _turn_line(draft: Draft, start: int, line: str, evidence: Evidence) -> Change | None:
    """Turn a line, or tell that it may have to be turned."""
    reading = logical_reading(line)
    if reading.text == line:
        return None
    confidence = round(reading.confidence(evidence), 2)
    if confidence >= SURE_ENOUGH and not still_visual(reading.text):
        why = "the line was in the order in which it is seen, from the left"
        draft.reorder(start, reading.order, reading.text, why, confidence)
        return None
    place = draft.origin(start, start + len(line))
    why = "this line may be in the order in which it is seen"
    return Change(Fault.VISUAL_ORDER, *place, line, reading.text, why, confidence)


def _letters(text: str, options: MendOptions) -> Iterator[Edit]:
    """Presentation forms become letters; joiners keep those joined shapes that the letters would lose, but
    not in a line whose order is in doubt."""
    forms = presentation_forms()
    doubtful = {
        index
        for start, end in split_paragraphs(text)
        if evidence_of(text[start:end].rstrip(_SEPARATORS)).is_visual
        for index in range(start, end)
    }
    visible = [index for index, char in enumerate(text) if not unicodedata.combining(char)]
    neighbours: dict[int, tuple[int | None, int | None]] = {}
    if any(char in forms for char in text):
        around = zip([None, *visible[:-1]], visible, [*visible[1:], None], strict=True)
        neighbours = {index: (before, after) for before, index, after in around}
    for index, char in enumerate(text):
        form = forms.get(char)
        if char == _BASMALA and options.phrases:
            yield Edit(index, index + 1, _BASMALA_TEXT, Fault.PRESENTATION_FORM, "a sign for a phrase")
        elif form is None or (char in PHRASES and not options.phrases):
            continue
        elif char in PHRASES:
            yield Edit(index, index + 1, form.letters, Fault.PRESENTATION_FORM, "a sign for a phrase")
        else:
            before, after = neighbours[index]
            sure = index not in doubtful
            first = _ZWJ if sure and form.form.joins_previous and _joins_nothing(text, before) else ""
            if char == _ALLAH and before == index - 1 and text[before] in _ALEFS:
                # Many old fonts draw it without its alef, so it was often typed before it.
                yield Edit(
                    index,
                    index + 1,
                    form.letters[1:],
                    Fault.PRESENTATION_FORM,
                    "letters frozen in a ligature",
                )
                continue
            why = "a letter frozen in one shape" if len(form.letters) == 1 else "letters frozen in a ligature"
            end = len(text) if after is None else after
            marks = text[index + 1 : end]
            if char in _LAM_ALEF and marks:
                letters = _with_marks(form.letters, marks)
                yield Edit(index, end, first + letters, Fault.PRESENTATION_FORM, why)
            else:
                yield Edit(index, index + 1, first + form.letters, Fault.PRESENTATION_FORM, why)
            joiner = _joiner_after(text, form, after) if sure else ""
            if joiner:
                kept = "parts letters that do not join" if joiner == _ZWNJ else "keeps the shape that it had"
                yield Edit(end, end, joiner, Fault.PRESENTATION_FORM, kept)


def _with_marks(lam_alef: str, marks: str) -> str:
    """Marks on a lam-alef belong to the lam, but to an alef with hamza its own vowel, which comes last."""
    lam, alef = lam_alef[0], lam_alef[1]
    if alef not in "أإ" or _SHADDA in marks:
        return lam + marks + alef
    vowels = [index for index, mark in enumerate(marks) if mark in _VOWELS]
    split = vowels[-1] if vowels else len(marks)
    return lam + marks[:split] + alef + marks[split:]


def _joins_nothing(text: str, index: int | None) -> bool:
    """Whether there is nothing here that a letter beside it joins to: a space, a sign, an end."""
    if index is None:
        return True
    return text[index] not in presentation_forms() and joining_types(text[index])[0] == "U"


def _joiner_after(text: str, form: PresentationForm, after: int | None) -> str:
    if form.form.joins_next:
        return _ZWJ if _joins_nothing(text, after) and (after is None or text[after] != _ZWNJ) else ""
    if after is None or joining_types(form.letters[-1])[0] != "D":
        return ""
    following = presentation_forms().get(text[after])
    if following is None or text[after] in PHRASES or following.form.joins_previous:
        return ""
    return _ZWNJ if joining_types(following.letters[0])[0] in "DR" else ""


def _normalized(text: str) -> Iterator[Edit]:
    """What is not in Unicode's normal form NFC: letters with their marks composed, marks in one order."""
    if unicodedata.is_normalized("NFC", text):
        return
    edits = []
    for start, end in pairwise(grapheme_boundaries(text)):
        cluster = text[start:end]
        normal = unicodedata.normalize("NFC", cluster)
        if normal != cluster:
            same_marks = len(normal) == len(cluster) and sorted(normal) == sorted(cluster)
            fault = Fault.MARK_ORDER if same_marks else Fault.NORMALIZATION
            why = "marks in another order than Unicode's" if same_marks else "not in Unicode's normal form"
            edits.append(Edit(start, end, normal, fault, why))
    trial = Draft(text)
    trial.apply(edits)
    if unicodedata.is_normalized("NFC", trial.text):
        yield from edits
    else:  # composed across clusters
        normal = unicodedata.normalize("NFC", text)
        yield Edit(0, len(text), normal, Fault.NORMALIZATION, "not in Unicode's normal form")


def _marks(text: str) -> Iterator[Edit]:
    """Harakat that are doubled on a letter or stand on none."""
    seen: set[str] = set()
    on_nothing = True
    for index, char in enumerate(text):
        if not unicodedata.combining(char):
            seen = set()
            on_nothing = char.isspace() and char not in "\u00a0\u202f"
            continue
        if char in _HARAKAT:
            if on_nothing:
                yield Edit(index, index + 1, "", Fault.ORPHAN_MARK, f"{_mark(char)} without a letter")
            elif char in seen:
                yield Edit(index, index + 1, "", Fault.DOUBLED_MARK, f"{_mark(char)} twice on one letter")
        seen.add(char)


def _mark(char: str) -> str:
    return unicodedata.name(char).removeprefix("ARABIC ").lower()


def _tatweel(text: str) -> Iterator[Edit]:
    """Tatweel between letters that join without it; one that carries a mark stays."""
    types = joining_types(text)
    for match in re.finditer("\u0640+", text):
        start, end = match.span()
        before, after = types[start - 1 : start], types[end : end + 1]
        joins = before and before[0] in "DLT" and after and after[0] in "DR"
        if joins:
            yield Edit(start, end, "", Fault.TATWEEL, "tatweel for decoration")


def _notes(draft: Draft, options: MendOptions) -> Iterator[Change]:
    text = draft.text
    for match in _TATWEEL_RUN.finditer(text):
        place = draft.origin(*match.span())
        why = "a run of tatweel; stretched letters look better and are found by search"
        yield Change(Fault.TATWEEL, *place, match.group(), "", why, 0.5)
    for index in latin_inside_words(text):
        why = "a single Latin letter or sign inside an Arabic word"
        place = draft.origin(index, index + 1)
        after = "ا" if text[index] in "lI|" else ""
        yield Change(Fault.LOOK_ALIKE, *place, text[index], after, why, 0.5)
    for start, end in pairwise(grapheme_boundaries(text)):
        if len(_VOWELS.intersection(text[start:end])) > 1:
            place = draft.origin(start, end)
            yield Change(
                Fault.DOUBLED_MARK, *place, text[start:end], text[start:end], "two vowels on one letter", 0.5
            )
    if not options.phrases:
        for index, char in enumerate(text):
            if char in PHRASES:
                place = draft.origin(index, index + 1)
                after = presentation_forms()[char].letters if char != _BASMALA else _BASMALA_TEXT
                yield Change(
                    Fault.PRESENTATION_FORM,
                    *place,
                    char,
                    after,
                    "a sign for a phrase; few fonts have it",
                    0.5,
                )
