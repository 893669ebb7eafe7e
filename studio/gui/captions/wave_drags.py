"""What dragging on the wave does to cues: from the cues as they were when the drag began."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from studio.gui.captions.desk import CueDesk
from studio.model.captions import Cue, Word
from studio.services.captions.cues import Cues, Edited, bounded, moved
from studio.services.captions.word_times import with_word_times

Grip = Literal["start", "end", "move", "word"]

SHORTEST = Fraction(1, 10)
"""Seconds that a cue keeps when its edge is dragged."""
_SHORTEST_WORD = Fraction(1, 25)


class Held(Struct, frozen=True):
    """What the mouse holds.  word: whose beginning is dragged."""

    row: int
    grip: Grip
    word: int = 0


class CueDrag:
    """One drag.  `by`: seconds from where it began.  Cues stop at their neighbours."""

    def __init__(self, desk: CueDesk, held: Held, rows: Sequence[int]) -> None:
        """rows: what moves together; edges and words are those of `held` alone."""
        self._desk, self.held = desk, held
        self.second = desk.index_of(held.row) < 0
        second = desk.second
        self._base: Cues = second.cues if self.second and second is not None else desk.cues
        self._index = desk.index_of(held.row, second=self.second)
        indexes = (desk.index_of(row, second=self.second) for row in rows)
        self._moving = tuple(sorted({index for index in indexes if index >= 0} | {self._index}))

    @property
    def cue(self) -> Cue:
        return self._base[self._index]

    def places(self) -> tuple[Fraction, ...]:
        """The times that go along and may snap, at the beginning of the drag."""
        cue = self.cue
        match self.held.grip:
            case "start":
                return (cue.start,)
            case "end":
                return (cue.end,)
            case "word":
                return (with_word_times(cue).words[self.held.word].start,)
            case _:
                return (cue.start, cue.end)

    def to(self, by: Fraction) -> None:
        """Shows what letting go here would do."""
        step = {"move": "step.cue-move", "word": "step.cue-word"}.get(self.held.grip, "step.cue-times")
        self._desk.edit(step, lambda _: self._changed(by), second=self.second, choose=False)

    def _changed(self, by: Fraction) -> Edited:
        if self.held.grip == "move":
            return self._moved(by)
        cues = list(self._base)
        cues[self._index] = self._pulled(by)
        return Edited(tuple(cues), (self._index,))

    def _moved(self, by: Fraction) -> Edited:
        """As far as those that stay leave room, so that the order stays."""
        base, moving = self._base, frozenset(self._moving)
        for index in self._moving:
            if index == 0 or index - 1 not in moving:
                before = base[index - 1].end if index > 0 else Fraction(0)
                by = max(by, min(before, base[index].start) - base[index].start)
            after = base[index + 1].start if index + 1 < len(base) else None
            if index + 1 not in moving and after is not None:
                by = min(by, max(after, base[index].end) - base[index].end)
        return Edited(
            tuple(moved(cue, by) if index in moving else cue for index, cue in enumerate(base)),
            self._moving,
        )

    def _pulled(self, by: Fraction) -> Cue:
        cue, index = self.cue, self._index
        if self.held.grip == "start":
            least = min(self._base[index - 1].end, cue.start) if index > 0 else Fraction(0)
            return bounded(cue, max(least, min(cue.start + by, cue.end - SHORTEST)), cue.end)
        if self.held.grip == "end":
            following = self._base[index + 1].start if index + 1 < len(self._base) else None
            end = max(cue.end + by, cue.start + SHORTEST)
            return bounded(cue, cue.start, end if following is None else min(end, max(following, cue.end)))
        return with_word_moved(cue, self.held.word, by)


def with_word_moved(cue: Cue, number: int, by: Fraction) -> Cue:
    """A word begins so much later, and the one before it ends there if it touched it."""
    words = list(with_word_times(cue).words)
    word = words[number]
    least = words[number - 1].start + _SHORTEST_WORD if number else cue.start
    start = max(least, min(word.start + by, word.end - _SHORTEST_WORD))
    if not least <= start < word.end:
        return cue
    if number and (words[number - 1].end >= word.start or words[number - 1].end > start):
        before = words[number - 1]
        words[number - 1] = Word(text=before.text, start=before.start, end=start)
    words[number] = Word(text=word.text, start=start, end=word.end)
    return cue.model_copy(update={"words": tuple(words)})


def nearest(places: Iterable[Fraction], targets: Sequence[Fraction], reach: Fraction) -> Fraction | None:
    """By how much something has to move so that one of its places stands on a target; None: none is near."""
    ways = [target - place for place in places for target in targets if abs(target - place) <= reach]
    return min(ways, key=abs, default=None)
