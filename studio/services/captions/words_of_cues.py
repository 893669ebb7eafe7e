"""What can be seen in the words of cues at a glance: digits, and what may need mending."""

import re
from collections import Counter
from collections.abc import Iterable

from studio.base.digits import DigitSystem
from studio.model.captions import Cue
from studio.scene.captions import cue_text
from studio.scene.written import digit_systems

__all__ = ["DigitSystem", "has_look_alikes", "is_spoilt", "most_common", "systems_in", "usual_digits"]

_DIGIT = re.compile(r"\d")
_SPOILT = re.compile(
    "[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufb50-\ufdff\ufe70-\ufeff]"  # forms, controls
    "|(?:^|\\s)[\u064b-\u0652\u0670]|([\u064b-\u0652\u0670])\\1"  # marks without a letter, or twice
)
_ALIKE = re.compile("[\u0620-\u06ff]\\s?[,;?]|[ک-ھۀہیے]")  # Latin punctuation, letters that look alike


def is_spoilt(text: str) -> bool:
    """Whether old programs may have spoilt the text: letter forms, invisible signs, marks in wrong places."""
    return _SPOILT.search(text) is not None


def has_look_alikes(text: str) -> bool:
    """Whether letters or punctuation of another language may stand in the text."""
    return _ALIKE.search(text) is not None


def systems_in(text: str) -> set[DigitSystem]:
    """The kinds of digits of a text, but for addresses and the like."""
    return digit_systems(text) if _DIGIT.search(text) else set()


def most_common(systems: Iterable[set[DigitSystem]]) -> DigitSystem | None:
    """The kind of digits that most texts with digits have; None: there are none."""
    counts = Counter(system for one in systems for system in one)
    return counts.most_common(1)[0][0] if counts else None


def usual_digits(cues: Iterable[Cue]) -> DigitSystem | None:
    """The same of cues."""
    return most_common(systems_in(cue_text(cue)) for cue in cues)
