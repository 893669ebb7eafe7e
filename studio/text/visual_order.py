"""Text that was stored as it is seen, from the left, and the way back to the order in which it is read.

Programs without Arabic support are fed such text, and it comes back by copy and paste, from old files and
from PDFs. It gives itself away: forms that join do not fit their neighbours when read forwards (a final form
begins a word), teh marbuta begins words, the article stands at their end.

The way back is UAX #9 once more, which is its own inverse for nearly all lines; several readings are tried,
and one is *sure* when drawing it gives the very line again.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from msgspec import Struct

from studio.text.bidi import Direction, resolve_levels, visual_order
from studio.text.isolation import isolate_neutral_spans
from studio.text.joining import joining_types
from studio.text.legacy import LegacyOptions, Marks, mirrored_characters, to_legacy
from studio.text.presentation_forms import PHRASES, PresentationForm, presentation_forms
from studio.text.unicode_data import bidi_classes

SURE_ENOUGH = 0.6
"""The confidence from which a line is turned; below it, it is only told."""

_PARTED = 0.5  # how much letters count that do not join though they could
_UNVERIFIED = 0.75  # factor on the confidence of a reading that does not give the line again
_TATWEEL = "\u0640"
_ARABIC_WORD = re.compile("[ء-غف-يٱ-ۓە]{2,}")
_REVERSED_WORDS = frozenset(("يف", "ىلع", "ىلإ", "يتلا", "يذلا", "اذه", "كلذ", "نيب", "ذنم"))
"""Little words read from their ends, which then are no words."""

_ENDS_NO_LINE = frozenset(".،؛؟!?,;:…)]}»")
_RTL = frozenset({"R", "AL"})


class Evidence(Struct, frozen=True):
    """How much speaks against reading a text forwards, and against reading it backwards."""

    forwards: float = 0.0
    backwards: float = 0.0

    def __add__(self, other: "Evidence") -> "Evidence":
        return Evidence(self.forwards + other.forwards, self.backwards + other.backwards)

    @property
    def is_visual(self) -> bool:
        return self.forwards > self.backwards

    @property
    def confidence(self) -> float:
        """From 0 (as much for one as for the other) to 1 (all for visual order)."""
        total = self.forwards + self.backwards
        return max(0.0, (self.forwards - self.backwards) / total) if total else 0.0


class Reading(Struct, frozen=True):
    """order: indexes of the line's characters in reading order. text: those, brackets turned. sure: drawn
    again, it gives the line."""

    order: tuple[int, ...]
    text: str
    sure: bool

    def confidence(self, evidence: Evidence) -> float:
        return evidence.confidence * (1.0 if self.sure else _UNVERIFIED)


def evidence_of(line: str) -> Evidence:
    """What a line tells about its order: by its forms if it has any, else by its words."""
    by_forms = _by_forms(line)
    return by_forms if by_forms.forwards or by_forms.backwards else _by_words(line)


def _by_forms(line: str) -> Evidence:
    letters = [char for char in line if not unicodedata.combining(char)]
    forms = [_form(char) for char in letters]
    if not any(forms):
        return Evidence()
    edge = (False, False)
    kinds = [edge, *(_reach(char, form) for char, form in zip(letters, forms, strict=True)), edge]
    against_forwards = against_backwards = 0.0
    for index, (first, second) in enumerate(pairwise(kinds)):
        pair = "".join(letters[max(0, index - 1) : index + 1])
        if _TATWEEL in pair and any(map(_form, pair)):  # a form beside a tatweel is meant to join to it
            first, second = ((True, True) if one == (None, None) else one for one in (first, second))
        against_forwards += _clash(first[1], second[0])
        against_backwards += _clash(second[1], first[0])
    for one, other in pairwise(forms):
        if one is not None and other is not None:
            against_forwards += _PARTED * _are_parted(one, other)
            against_backwards += _PARTED * _are_parted(other, one)
    return Evidence(against_forwards, against_backwards)


def _are_parted(first: PresentationForm, second: PresentationForm) -> bool:
    """Whether two forms do not join though their letters do: they need a non-joiner, which is rare."""
    if first.is_mark or second.is_mark or first.form.joins_next or second.form.joins_previous:
        return False
    return joining_types(first.letters[-1])[0] == "D" and joining_types(second.letters[0])[0] in "DR"


def _form(char: str) -> PresentationForm | None:
    return None if char in PHRASES else presentation_forms().get(char)


def _reach(char: str, form: PresentationForm | None) -> tuple[bool | None, bool | None]:
    """Whether a character reaches out to the one before it and the one after it; None: it may."""
    if form is not None:
        return form.form.joins_previous, form.form.joins_next
    return (False, False) if joining_types(char)[0] == "U" else (None, None)


def _clash(one: bool | None, other: bool | None) -> bool:
    return one is not None and other is not None and one != other


def _by_words(line: str) -> Evidence:
    """Plain letters: where the article and teh marbuta stand, and little words read from their ends.

    Only what no word of right order has makes a line suspect (many end in `لا`: أهلا وسهلا), and a single
    sign of it is not enough to turn a line.
    """
    plain = "".join(form.letters if (form := _form(char)) else char for char in line)
    sure = likely = against_backwards = 0
    for word in _ARABIC_WORD.findall("".join(char for char in plain if not unicodedata.combining(char))):
        sure += word in _REVERSED_WORDS or (len(word) > 2 and word[0] == "ة")
        likely += len(word) > 3 and word.endswith(("لا", "لاو", "لاب", "لاك", "لاف"))
        against_backwards += word[::-1] in _REVERSED_WORDS or (len(word) > 2 and word[-1] == "ة")
        against_backwards += len(word) > 3 and word.startswith(("ال", "وال", "بال", "كال", "فال", "لل"))
    if not sure:
        return Evidence(0, against_backwards)
    return Evidence(2 * sure + likely, against_backwards + 1)


def still_visual(text: str) -> bool:
    """Whether a turned line would be taken for one in visual order again, by its forms or its words."""
    return _by_forms(text).is_visual or _by_words(text).is_visual


def is_turnable(line: str) -> bool:
    """Whether anything in a line runs from right to left."""
    return not _RTL.isdisjoint(bidi_classes(line))


def logical_reading(line: str) -> Reading:
    """The most likely reading order of a line that is stored in visual order."""
    return max(_readings(line), key=lambda rated: rated[0])[1]


def _readings(line: str) -> Iterator[tuple[tuple[bool, ...], Reading]]:
    by_marks: tuple[Marks, ...] = ("after", "before")
    for base, isolate, marks in product((Direction.RTL, Direction.LTR), (True, False), by_marks):
        order = _order(line, base, isolate, marks)
        text = "".join(char for _, char in order)
        options = LegacyOptions(shape=False, marks=marks, isolate=isolate)
        sure = to_legacy(text, options).text == line or _displayed(text) == line
        reading = Reading(tuple(index for index, _ in order), text, sure)
        starts_well = not text or text.lstrip()[:1] not in _ENDS_NO_LINE
        bare = unicodedata.combining(text[:1] or "x") == 0 and " " not in _bases_of_marks(text)
        yield (bare, sure, starts_well, base is Direction.RTL, isolate, marks == "after"), reading


def _bases_of_marks(text: str) -> set[str]:
    return {before for before, char in pairwise(text) if unicodedata.combining(char)}


def _order(line: str, base: Direction, isolate: bool, marks: Marks) -> list[tuple[int, str]]:
    """(index in the line, character, brackets turned) in reading order."""
    if isolate:
        isolated = isolate_neutral_spans(line, base)
        text, origin, inserted = isolated.text, isolated.to_original, frozenset(isolated.inserted)
    else:
        text, origin, inserted = line, tuple(range(len(line))), frozenset[int]()
    levels = resolve_levels(text, base).levels
    cells = [cell for cell in _cells(text, marks) if cell[0] not in inserted]
    cell_levels = [levels[cell[0]] for cell in cells]
    found: list[tuple[int, str]] = []
    for number in visual_order(cell_levels):
        rtl = cell_levels[number] % 2 == 1
        for index in cells[number]:
            char = mirrored_characters().get(text[index], text[index]) if rtl else text[index]
            found.append((origin[index], char))
    return found


def _cells(text: str, marks: Marks) -> Iterator[Sequence[int]]:
    """Indexes of each letter, then of its marks in reading order."""
    waiting: list[int] = []
    cell: list[int] = []
    for index, char in enumerate(text):
        if not unicodedata.combining(char):
            if marks == "before":
                yield [index, *reversed(waiting)]
                waiting = []
                continue
            if cell:
                yield cell
            cell = [index]
        elif marks == "before":
            waiting.append(index)
        elif cell:
            cell.append(index)
        else:
            yield [index]
    if cell:
        yield cell
    for index in waiting:
        yield [index]


def _displayed(text: str) -> str:
    """What python-bidi, where most such text comes from, makes of a line."""
    if any("\ud800" <= char <= "\udfff" for char in text):
        return ""  # it takes no lone surrogates
    from bidi import get_display

    return str(get_display(text))
