"""Timing by tapping along: while the sound plays, each tap says that the next word, phrase or cue begins.

    tapping = begin_tapping(cues, "phrase", first=3)
    tapping = tapping.tap(12.4)      the phrase begins
    tapping = tapping.rest(14.0)     what is said is over; silence until the next tap
    tapping = tapping.undo()         the last tap, or rest, was wrong
    tapping.result()                 the cues with the times so far

A value: every step gives another one.  A finger comes later than the ear: `reaction` seconds are taken from
each tap, as many more of the film's as it plays faster.
"""

import re
from fractions import Fraction
from functools import cached_property
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from studio.base.errors import InputError
from studio.model.captions import Cue, Word
from studio.scene.captions import cue_text
from studio.services.captions.cues import Cues, Edited, arranged, bounded
from studio.services.captions.word_times import spread_words
from studio.text.spoken_weight import spoken_weight

TapUnit = Literal["word", "phrase", "cue"]

REACTION = Fraction(3, 20)
"""Seconds between hearing a beginning and tapping (150 ms: simple reactions to sound take 140 to 160 ms)."""
SLOWEST = Fraction(1, 5)
"""Seconds that a letter's worth is said in at most: an open end is no longer than that."""
MOST_OPEN = Fraction(6)
_SHORTEST = Fraction(1, 25)
_PHRASE_WORDS = 4
_PHRASE_END = re.compile(r"[.!?؟…۔,،;؛:]\W*$")


class TapTarget(Struct, frozen=True):
    """What one tap begins: words [first, last) of a cue."""

    cue: int
    first: int
    last: int
    text: str


class _Tap(Struct, frozen=True):
    """time: in the film, reaction taken off.  is_rest: nothing is said from here on."""

    time: Fraction
    is_rest: bool = False


class Tapping(Struct, frozen=True, dict=True):
    """cues: as they were.  taps: so far.  speed: film seconds in a second of playing."""

    cues: Cues
    targets: tuple[TapTarget, ...]
    reaction: Fraction = REACTION
    speed: Fraction = Fraction(1)
    taps: tuple[_Tap, ...] = ()

    @cached_property
    def _begun(self) -> int:
        return sum(not tap.is_rest for tap in self.taps)

    @property
    def next(self) -> TapTarget | None:
        """What the next tap begins; None: all is tapped."""
        return self.targets[self._begun] if self._begun < len(self.targets) else None

    @property
    def current(self) -> TapTarget | None:
        """What is being said since the last tap."""
        resting = bool(self.taps) and self.taps[-1].is_rest
        return self.targets[self._begun - 1] if self._begun and not resting else None

    @property
    def done(self) -> bool:
        return self.next is None

    def tap(self, time: Fraction) -> "Tapping":
        """The next one begins.  time: where the film stands; before the last tap (after seeking back), taps
        from there on are forgotten first."""
        time = self._heard(time)
        if self.taps and time < self.taps[-1].time:
            return self._back_to(time)._with(_Tap(time))
        return self if self.done else self._with(_Tap(time))

    def rest(self, time: Fraction) -> "Tapping":
        """What is being said is over."""
        time = self._heard(time)
        if self.current is None or time <= self.taps[-1].time:
            return self
        return self._with(_Tap(time, is_rest=True))

    def undo(self) -> "Tapping":
        """Without the last tap or rest."""
        return replace(self, taps=self.taps[:-1])

    def at_speed(self, speed: Fraction) -> "Tapping":
        """Raises InputError for a speed that is not above 0."""
        if speed <= 0:
            raise InputError("playing takes a speed above 0")
        return replace(self, speed=speed)

    def result(self) -> Edited:
        """The cues: those that were tapped have their times, chosen; the others are as they were."""
        spoken: dict[int, list[Word]] = {}
        for target, start, end in self._spans():
            spoken.setdefault(target.cue, []).extend(spread_words(target.text, start, end))
        pairs = [
            (_timed(cue, spoken[index]), True) if index in spoken else (cue, False)
            for index, cue in enumerate(self.cues)
        ]
        return arranged(_not_into_the_next(pairs))

    def _heard(self, time: Fraction) -> Fraction:
        return max(Fraction(0), time - self.reaction * self.speed)

    def _with(self, tap: _Tap) -> "Tapping":
        return replace(self, taps=(*self.taps, tap))

    def _back_to(self, time: Fraction) -> "Tapping":
        return replace(self, taps=tuple(tap for tap in self.taps if tap.time < time))

    def _spans(self) -> list[tuple[TapTarget, Fraction, Fraction]]:
        """Each target that was begun, and when it is said: until the next tap, no longer than it can take."""
        found: list[tuple[TapTarget, Fraction, Fraction]] = []
        for index, tap in enumerate(self.taps):
            if tap.is_rest:
                continue
            target, start = self.targets[len(found)], tap.time
            if found and found[-1][0].cue == target.cue:
                # A finger that bounces: what came before in the cue has its shortest time first.
                start = max(start, found[-1][2])
            end = tap.time + _longest(target.text)
            if index + 1 < len(self.taps):
                end = min(end, self.taps[index + 1].time)
            found.append((target, start, max(end, start + _SHORTEST)))
        return found


def begin_tapping(
    cues: Cues,
    unit: TapUnit = "phrase",
    first: int = 0,
    reaction: Fraction = REACTION,
    speed: Fraction = Fraction(1),
) -> Tapping:
    """Begins with cue `first`.  reaction: seconds, 0 to 1.  Raises InputError for a reaction out of range."""
    if not 0 <= reaction <= 1:
        raise InputError("a reaction takes between 0 and 1 second", "Most people take 0.15.")
    return Tapping(cues, tap_targets(cues, unit, first), reaction).at_speed(speed)


def tap_targets(cues: Cues, unit: TapUnit, first: int = 0) -> tuple[TapTarget, ...]:
    """What is tapped one by one: every word; phrases, to punctuation, a line's end or four words; cues."""
    found: list[TapTarget] = []
    for index, cue in enumerate(cues[first:], first):
        words = cue_text(cue).split()
        ends = _phrase_ends(cue_text(cue)) if unit == "phrase" else set(range(1, len(words) + 1))
        if unit == "cue":
            ends = {len(words)}
        begin = 0
        for end in sorted(ends):
            found.append(TapTarget(index, begin, end, " ".join(words[begin:end])))
            begin = end
    return tuple(found)


def _phrase_ends(text: str) -> set[int]:
    ends: set[int] = set()
    count = begun = 0
    for line in text.split("\n"):
        for word in line.split():
            count += 1
            if _PHRASE_END.search(word) or count - begun == _PHRASE_WORDS:
                ends.add(count)
                begun = count
        if count:
            ends.add(count)
            begun = count
    return ends


def _longest(text: str) -> Fraction:
    weight = sum((spoken_weight(word) for word in text.split()), start=Fraction(0))
    return min(MOST_OPEN, max(Fraction(1, 2), weight * SLOWEST))


def _timed(cue: Cue, words: list[Word]) -> Cue:
    """Words that were not tapped yet follow those that were, as fast as people speak."""
    said = cue_text(cue).split()
    rest = " ".join(said[len(words) :])
    end = words[-1].end
    if rest:
        words = [*words, *spread_words(rest, end, end + _longest(rest) / 2)]
        end = words[-1].end
    return cue.model_copy(update={"start": words[0].start, "end": end, "words": tuple(words)})


def _not_into_the_next(pairs: list[tuple[Cue, bool]]) -> list[tuple[Cue, bool]]:
    """A cue whose end was left open ends as a cue that was tapped later begins."""
    out = list(pairs)
    for index in range(len(out) - 1):
        cue, following = out[index][0], out[index + 1][0]
        if out[index][1] and out[index + 1][1] and cue.start < following.start < cue.end:
            out[index] = (bounded(cue, cue.start, following.start), True)
    return out
