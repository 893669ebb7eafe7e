"""What the check finds in cues: which, where, why in two languages, and what would surely mend it.

The sentences stand in `resources/translations/caption_check.toml`.  Levels are those of all findings (see
`studio.scene.findings`); `key` is of the same form, so that what a person ignores is kept in one place.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import Any, Literal

from msgspec import Struct, field

from studio.base.paths import data_dir
from studio.scene.findings import Finding, Level

CheckLanguage = Literal["ar", "en"]


class CueFault(StrEnum):
    """What can be wrong; the values name the sentences."""

    TOO_FAST = "too-fast"
    FAST = "fast"
    LONG_LINE = "long-line"
    MANY_LINES = "many-lines"
    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    GAP = "gap"
    OVERLAP = "overlap"
    NOT_SHOWN = "not-shown"
    ORDER = "order"
    OUTSIDE_FILM = "outside-film"
    BAD_BREAK = "bad-break"
    ORPHAN = "orphan"
    UNBALANCED = "unbalanced"
    STRAY_MARKS = "stray-marks"
    LATIN_PUNCTUATION = "latin-punctuation"
    MIXED_DIGITS = "mixed-digits"
    MISSING_GLYPH = "missing-glyph"
    SPELLING = "spelling"
    LOW_CONTRAST = "low-contrast"
    OUTSIDE_SAFE = "outside-safe"
    COVERED = "covered"
    CLIPPED = "clipped"


class MendWay(StrEnum):
    """How a finding is surely mended; the values name the buttons."""

    EXTEND = "extend"
    SHORTEN = "shorten"
    SPLIT = "split"
    REBREAK = "rebreak"
    TRIM = "trim"
    CLOSE = "close"
    SORT = "sort"
    TEXT = "text"
    DIGITS = "digits"


LEVELS: Mapping[CueFault, Level] = {
    CueFault.FAST: "note",
    CueFault.GAP: "note",
    CueFault.TOO_LONG: "note",
    CueFault.ORPHAN: "note",
    CueFault.UNBALANCED: "note",
    CueFault.MIXED_DIGITS: "note",
    CueFault.SPELLING: "note",
    CueFault.NOT_SHOWN: "block",
    CueFault.MISSING_GLYPH: "block",
    CueFault.CLIPPED: "block",
}
"""The rest are warnings."""


class CueFinding(Struct, frozen=True):
    """cue: its number from 0.  time: seconds, of the cue's start, in the cues' own time.  text: what it says.

    values: what is put into the sentence; `variant` names another sentence, where there are several.
    mend: what surely mends it, None where a person decides.
    """

    fault: CueFault
    cue: int
    time: Fraction
    text: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    mend: MendWay | None = None

    def __hash__(self) -> int:  # values are a table, which has none
        return hash((self.fault, self.cue, self.time, self.text))

    @property
    def level(self) -> Level:
        return LEVELS.get(self.fault, "warning")

    def key(self, composition: str, path: Sequence[str]) -> str:
        """Names the finding in a project, to be ignored; another text is another finding,
        and a word that is spelled wrong is one wherever it stands."""
        said = self.values["place"] if self.fault is CueFault.SPELLING else self.text
        one = Finding("caption-check", "", "", path=tuple(path), about=f"{self.fault.value} {said}")
        return one.key(composition)


@cache
def _words() -> dict[str, Any]:
    path = data_dir("resources") / "translations" / "caption_check.toml"
    return tomllib.loads(path.read_text("utf-8"))


def name_of(fault: CueFault, language: CheckLanguage = "en") -> str:
    """What a fault is called in lists."""
    return str(_words()["fault"][fault.value]["name"][language])


def why(finding: CueFinding, language: CheckLanguage = "en") -> str:
    """One sentence on what is wrong, with its figures."""
    sentences = _words()["fault"][finding.fault.value]
    variant = finding.values.get("variant")
    sentence = sentences[variant] if variant else sentences
    return str(sentence[language]).format(**finding.values)


def mend_name(way: MendWay, language: CheckLanguage = "en") -> str:
    """What mending it so is called, as a button and as a step that can be undone."""
    return str(_words()["mend"][way.value][language])


def by_fault(found: Iterable[CueFinding]) -> dict[CueFault, list[CueFinding]]:
    """The findings by what is wrong, in the order of the list of faults."""
    groups: dict[CueFault, list[CueFinding]] = {fault: [] for fault in CueFault}
    for one in found:
        groups[one.fault].append(one)
    return {fault: ones for fault, ones in groups.items() if ones}
