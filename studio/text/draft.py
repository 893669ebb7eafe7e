"""A text that is being mended: every edit knows where in the original its characters came from."""

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct


class Fault(StrEnum):
    """What can be wrong with a text, by kind."""

    PRESENTATION_FORM = "presentation-form"
    VISUAL_ORDER = "visual-order"
    STRAY_CONTROL = "stray-control"
    NORMALIZATION = "normalization"
    MARK_ORDER = "mark-order"
    DOUBLED_MARK = "doubled-mark"
    ORPHAN_MARK = "orphan-mark"
    LOOK_ALIKE = "look-alike"
    TATWEEL = "tatweel"


class Change(Struct, frozen=True):
    """What was changed. start, end: code points of the original text (equal where something was put in).

    why: one sentence. confidence: 1 where there is no doubt.
    """

    fault: Fault
    start: int
    end: int
    before: str
    after: str
    why: str
    confidence: float = 1.0


class Edit(Struct, frozen=True):
    """Code points [start, end) of the text as it is now become `after`."""

    start: int
    end: int
    after: str
    fault: Fault
    why: str


class Draft:
    """text: as it is now. changes: so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.changes: list[Change] = []
        self._origin = [(index, index + 1) for index in range(len(text))]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where in the original the code points [start, end) of the text came from."""
        places = self._origin[start:end]
        if places:
            return min(first for first, _ in places), max(last for _, last in places)
        place = self._origin[start][0] if start < len(self._origin) else self._end()
        return place, place

    def _end(self) -> int:
        return max((last for _, last in self._origin), default=0)

    def apply(self, edits: Sequence[Edit]) -> bool:
        """Make edits that do not overlap, in ascending order. Returns whether anything changed."""
        pieces: list[str] = []
        origin: list[tuple[int, int]] = []
        done = 0
        for edit in edits:
            pieces += [self.text[done : edit.start], edit.after]
            origin += self._origin[done : edit.start]
            place = self.origin(edit.start, edit.end)
            before = self.text[edit.start : edit.end]
            if len(before) == len(edit.after):
                origin += self._origin[edit.start : edit.end]
            else:
                origin += [place] * len(edit.after)
            done = edit.end
            self.changes.append(Change(edit.fault, *place, before, edit.after, edit.why))
        self.text = "".join([*pieces, self.text[done:]])
        self._origin = origin + self._origin[done:]
        return bool(edits)

    def reorder(self, start: int, order: Sequence[int], after: str, why: str, confidence: float) -> None:
        """Put the characters from `start` on into another order; `after` is what they read then."""
        end = start + len(order)
        place = self.origin(start, end)
        before = self.text[start:end]
        self._origin[start:end] = [self._origin[start + index] for index in order]
        self.text = self.text[:start] + after + self.text[end:]
        self.changes.append(Change(Fault.VISUAL_ORDER, *place, before, after, why, confidence))
