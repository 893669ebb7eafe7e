"""Where a clip that is brought to a time of a track comes to stand.

free       time enough there, or behind the last clip: exactly there
occupied   at the nearer edge of the clip that is in its way: in the gap there if that has room, else
           between the two, and what comes later moves on
"""

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from studio.model.layers import Clip, Gap, TrackItem, Transition


class Landing(Struct, frozen=True):
    """start: when the clip will begin, in the track's time.  occupied: something was in its way.

    index: of the gap that it is put into, or of the item that it is put before.  in_gap: which of both.
    """

    start: Fraction
    index: int
    in_gap: bool
    occupied: bool = False


def landing(items: Sequence[TrackItem], duration: Fraction, time: Fraction) -> Landing:
    """Where among the items of a track a clip so long lands that is brought to `time` (at least 0)."""
    spans = _spans(items)
    end = spans[-1][1] if spans else Fraction(0)
    for index, (begins, ends, item, number) in enumerate(spans):
        is_last = index == len(spans) - 1
        if isinstance(item, Gap) and begins <= time and (time + duration <= ends or is_last):
            return Landing(time, number, True)
    if time >= end:
        return Landing(time, len(items), False)
    at = next(
        index
        for index, (begins, ends, item, _) in enumerate(spans)
        if isinstance(item, Clip) and ends > time and begins < time + duration
    )
    begins, ends, _, number = spans[at]
    if abs(begins - time) <= abs(ends - time):
        before = spans[at - 1] if at else None
        if before is not None and isinstance(before[2], Gap) and before[1] - before[0] >= duration:
            return Landing(begins - duration, before[3], True, True)
        return Landing(begins, number, False, True)
    after = spans[at + 1] if at + 1 < len(spans) else None
    if after is not None and isinstance(after[2], Gap) and after[1] - after[0] >= duration:
        return Landing(ends, after[3], True, True)
    return Landing(ends, number + 1, False, True)


def placed(items: Sequence[TrackItem], clip: Clip, time: Fraction) -> list[TrackItem]:
    """The items with a clip put in where it lands; gaps may be empty until they are tidied."""
    where = landing(items, clip.duration, time)
    before, rest = list(items[: where.index]), list(items[where.index :])
    begins = sum((one.duration for one in before if not isinstance(one, Transition)), Fraction(0))
    if where.in_gap:
        gap = rest.pop(0)
        left = gap.duration - (where.start - begins) - clip.duration
        return [*before, empty(where.start - begins), clip, empty(max(Fraction(0), left)), *rest]
    if rest and isinstance(rest[0], Transition):
        rest = rest[1:]  # what it joined is parted now
    elif before and rest and isinstance(before[-1], Transition):
        before.pop()
    return [*before, empty(where.start - begins), clip, *rest]


def empty(duration: Fraction) -> Gap:
    """A gap that may be of no length until the items are tidied."""
    return Gap.model_construct(kind="gap", duration=duration)


def _spans(items: Sequence[TrackItem]) -> list[tuple[Fraction, Fraction, Clip | Gap, int]]:
    """What takes time: begin, end, item, index."""
    found: list[tuple[Fraction, Fraction, Clip | Gap, int]] = []
    at = Fraction(0)
    for index, item in enumerate(items):
        if not isinstance(item, Transition):
            found.append((at, at + item.duration, item, index))
            at += item.duration
    return found
