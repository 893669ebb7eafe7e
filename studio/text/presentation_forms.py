"""Arabic presentation forms (U+FB50 to U+FDFF, U+FE70 to U+FEFF): letters frozen in one joined shape.

Unicode keeps them for old programs only; text is written in letters, which take their shapes when drawn. The
table is Unicode's own: each form's compatibility decomposition names its letters and its shape.
"""

import unicodedata
from enum import StrEnum
from functools import cache

from msgspec import Struct

_BLOCKS = (range(0xFB50, 0xFE00), range(0xFE70, 0xFF00))

PHRASES = frozenset("\ufdfa\ufdfb\ufdfc\ufdfd")
"""Signs that stand for a phrase or a currency: ﷺ ﷻ ﷼ ﷽. People write them on purpose."""


class Form(StrEnum):
    """The shape of a letter by its neighbours, by the names of OpenType's features."""

    ISOLATED = "isol"
    INITIAL = "init"
    MEDIAL = "medi"
    FINAL = "fina"

    @property
    def joins_next(self) -> bool:
        """Whether it reaches out to the letter after it (on its left)."""
        return self in (Form.INITIAL, Form.MEDIAL)

    @property
    def joins_previous(self) -> bool:
        """Whether it reaches out to the letter before it (on its right)."""
        return self in (Form.MEDIAL, Form.FINAL)


_TAGS = {
    "<isolated>": Form.ISOLATED,
    "<initial>": Form.INITIAL,
    "<medial>": Form.MEDIAL,
    "<final>": Form.FINAL,
}


class PresentationForm(Struct, frozen=True):
    """What a presentation form stands for: its letters in logical order, and their joined shape.

    A form of a mark alone (U+FE70 to U+FE7F, U+FC5E to U+FC63) has `is_mark`; its letters are the marks,
    without the space or the tatweel that Unicode puts under them.
    """

    letters: str
    form: Form
    is_mark: bool = False


@cache
def presentation_forms() -> dict[str, PresentationForm]:
    """Every presentation form that stands for letters or marks, by its character."""
    found = {}
    for block in _BLOCKS:
        for code in block:
            tag, _, letters = unicodedata.decomposition(chr(code)).partition(" ")
            if tag in _TAGS:
                plain = "".join(chr(int(one, 16)) for one in letters.split())
                marks = plain.lstrip(" \u0640")
                is_mark = bool(marks) and all(unicodedata.combining(mark) for mark in marks)
                found[chr(code)] = PresentationForm(marks if is_mark else plain, _TAGS[tag], is_mark)
    return found


def has_presentation_forms(text: str) -> bool:
    """Whether a text holds any frozen shape, signs for phrases not counted."""
    forms = presentation_forms()
    return any(char in forms and char not in PHRASES for char in text)
