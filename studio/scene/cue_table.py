"""Cues in time: which are shown together, and in which slot each of them stands for as long as it is seen.

    slot 1       |---- b ----|             a cue takes the lowest slot that is free when it begins, and keeps
    slot 0   |---- a ----|  |--- c ---|    it until it goes; c begins where a has gone, while b stays above

Players agree on this: what is on screen keeps its place, and what comes later is put into the first room that
is free (libass; WebVTT where cues "snap to lines").  Slots are found by times alone, before anything is
laid out, so that a frame in the middle of a film needs no look at all that came before it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

MOST_TOGETHER = 6
"""Cues that are shown at once at most; one that begins while so many are on screen is not shown.  (Of two
lines each, three or four have room in the safe area; nobody reads more.)"""
BRIEF = Fraction(21, 100)
"""Seconds: a cue that outlasts the next one's beginning by no more goes when that comes, instead of standing
in its way for the blink of an eye (mpv's `sub-fix-timing` has this figure, and the next)."""
SEEN_BEFORE = Fraction(2, 5)
"""Seconds that a cue is seen at least before it gives way so."""
LONG = Fraction(12)
"""Seconds: a cue that stays longer is a sign that stands while captions come and go under it."""


class Timed(Protocol):
    """What is shown in [start, end)."""

    @property
    def start(self) -> Fraction: ...

    @property
    def end(self) -> Fraction: ...


T = TypeVar("T", bound=Timed)


def brief(one: Timed, other: Timed) -> bool:
    """Whether the two overlap so little, if at all, that the one that began first gives way."""
    first, later = (one, other) if (one.start, one.end) <= (other.start, other.end) else (other, one)
    return later.start >= first.end or later.start >= _yields(first)


def _yields(cue: Timed) -> Fraction:
    """From when on a cue gives way to one that begins."""
    return max(cue.end - BRIEF, cue.start + SEEN_BEFORE)


class CueTable(Generic[T]):
    """Cues, or blocks of them, by time.  Finding those of a moment costs the same for ten and for ten
    thousand.

    gives_way: of two that overlap, whether the first goes when the second begins; None: where they overlap
    for a moment only (`brief`).
    """

    def __init__(self, cues: Sequence[T], gives_way: Callable[[T, T], bool] | None = None) -> None:
        self.cues: tuple[T, ...] = tuple(sorted(cues, key=lambda cue: (cue.start, cue.end)))
        self._starts = [cue.start for cue in self.cues]
        self._ends = [cue.end for cue in self.cues]
        self._yielding: dict[int, int] = {}
        for index, end in enumerate(self._ends[:-1]):
            if self._starts[index + 1] < end:
                other = self._followed(index, gives_way)
                if other is not None:
                    self._yielding[index] = other
                    self._ends[index] = self._starts[other]
        self._slots: list[int | None] = []
        self._together: list[tuple[int, ...]] = []
        self._before: list[int | None] = []
        self._after: list[int | None] = []
        self._take_slots()

    def _followed(self, index: int, gives_way: Callable[[T, T], bool] | None) -> int | None:
        """The one that a cue which overlaps others goes for."""
        cue, starts = self.cues[index], self._starts
        if gives_way is None:
            other = bisect_left(starts, _yields(cue), index + 1)
            return other if other < len(starts) and starts[other] < cue.end else None
        for other in range(index + 1, bisect_left(starts, cue.end, index + 1)):
            if gives_way(cue, self.cues[other]):
                return other
        return None

    def _take_slots(self) -> None:
        there: list[int] = []
        last: dict[int, int] = {}
        for index, start in enumerate(self._starts):
            there = [one for one in there if self._ends[one] > start]
            taken = {self._slots[one] for one in there}
            slot = next((free for free in range(MOST_TOGETHER) if free not in taken), None)
            self._slots.append(slot)
            self._before.append(None if slot is None else last.get(slot))
            self._after.append(None)
            if slot is not None:
                if slot in last:
                    self._after[last[slot]] = index
                last[slot] = index
                there.insert(slot, index)  # all lower ones are taken
            self._together.append(tuple(there))

    def at(self, time: Fraction) -> tuple[int, ...]:
        """The numbers of those that are shown at `time`, the lowest slot first."""
        index = bisect_right(self._starts, time) - 1
        return tuple(one for one in self._together[index] if time < self._ends[one]) if index >= 0 else ()

    def shown_in(self, start: Fraction, end: Fraction) -> tuple[int, ...]:
        """The numbers of what is shown in [start, end), in order."""
        first = bisect_right(self._starts, start)
        coming = range(first, max(first, bisect_left(self._starts, end)))
        return (*sorted(self.at(start)), *(one for one in coming if self._slots[one] is not None))

    def slot(self, index: int) -> int | None:
        """Where the cue stands, counted from the first place; None: too many were there already, and it is
        not shown."""
        return self._slots[index]

    def end(self, index: int) -> Fraction:
        """When the cue goes: at its end, or when it gives way."""
        return self._ends[index]

    def yields_to(self, index: int) -> int | None:
        """The one that a cue gives way to."""
        return self._yielding.get(index)

    def is_long(self, index: int) -> bool:
        return self._ends[index] - self._starts[index] > LONG

    def there_first(self, index: int) -> tuple[int, ...]:
        """Those in lower slots that are shown when the cue begins: one in each."""
        slot = self._slots[index]
        return () if not slot else self._together[index][:slot]

    def below(self, index: int) -> tuple[int, ...]:
        """Those in lower slots by which the cue's place is found, so that it need not move: all that are
        shown with it, also later ones; of one that stays long, those that were there first."""
        slot = self._slots[index]
        if not slot or self.is_long(index):
            return self.there_first(index)
        lower = range(slot)
        with_it = self.shown_in(self._starts[index], self._ends[index])
        return tuple(one for one in with_it if self._slots[one] in lower)

    def long_above(self, index: int) -> tuple[int, ...]:
        """Those that stay long, in higher slots, and were there first: their places do not depend on it."""
        slot = self._slots[index]
        if slot is None:
            return ()
        return tuple(one for one in self._together[index][slot + 1 :] if self.is_long(one))

    def neighbours(self, index: int) -> tuple[int | None, int | None]:
        """The one before and the one after it in the same slot."""
        return self._before[index], self._after[index]

    def follows(self, index: int, fade: Fraction) -> bool:
        """Whether another cue stood in its slot so shortly before that fading would blink."""
        before = self._before[index]
        return before is not None and self._starts[index] - self._ends[before] <= fade

    def is_followed(self, index: int, fade: Fraction) -> bool:
        """Whether another cue comes into its slot so shortly after it that fading would blink."""
        after = self._after[index]
        return after is not None and self._starts[after] - self._ends[index] <= fade

    def opacity(self, index: int, time: Fraction, fade: Fraction, frame: Fraction) -> float:
        """Fades over `fade` seconds at the cue's ends, but not where another cue follows or precedes it so
        closely that the box would blink.  `frame`: seconds; the first and the last frame are already seen."""
        seen = Fraction(1)
        if fade > 0:
            if not self.follows(index, fade):
                seen = min(seen, (time - self._starts[index] + frame) / fade)
            if not self.is_followed(index, fade):
                seen = min(seen, (self._ends[index] - time) / fade)
        return float(max(Fraction(0), seen))


def without_slot(cues: Sequence[Timed]) -> tuple[int, ...]:
    """The numbers, as they are given, of cues that are not shown because too many others are."""
    if not any(one.end > other.start for one, other in pairwise(cues)):
        return ()  # the usual case, and quickly told: 5,000 cues are checked while one types
    order = sorted(range(len(cues)), key=lambda number: (cues[number].start, cues[number].end))
    table = CueTable(cues)
    return tuple(sorted(number for index, number in enumerate(order) if table.slot(index) is None))
