"""Which cues of two languages are shown together.

A cue of the second track goes with each of the first that it overlaps by half of the shorter of both, else
with the one that it overlaps most.  Where cues of one language overlap each other, each has its own of the
other language: the one whose time is most like its own.
"""

from bisect import bisect_left
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from studio.model.captions import Cue
from studio.scene.cue_table import brief

_Pairs = list[tuple[int, int]]
"""Numbers of cues of the first track and of the second."""


def partners(firsts: Sequence[Cue], others: Sequence[Cue]) -> tuple[list[list[int]], list[Cue]]:
    """For each of the first track its cues of the second by number, in order; and those that have none.

    Both tracks in the order of time.
    """
    close, loose = _meeting(firsts, others)
    if _overlap(firsts) or _overlap(others):
        close, loose = _matched(firsts, others, close, loose)
    found: list[list[int]] = [[] for _ in firsts]
    paired: set[int] = set()
    for number, one in close:
        found[number].append(one)
        paired.add(one)
    nearest: dict[int, tuple[Fraction, int]] = {}
    for number, one in loose:
        common = _common(firsts[number], others[one])
        if one not in paired and (one not in nearest or common > nearest[one][0]):
            nearest[one] = (common, number)
    for one, (_, number) in nearest.items():
        found[number] = sorted([*found[number], one])
        paired.add(one)
    return found, [cue for one, cue in enumerate(others) if one not in paired]


def _meeting(firsts: Sequence[Cue], others: Sequence[Cue]) -> tuple[_Pairs, _Pairs]:
    """The cues that overlap by half of the shorter, and those that overlap by less."""
    close: _Pairs = []
    loose: _Pairs = []
    starts = [other.start for other in others]
    alive: list[int] = []
    coming = 0
    for number, cue in enumerate(firsts):
        begun = bisect_left(starts, cue.start, coming)
        alive = [one for one in (*alive, *range(coming, begun)) if others[one].end > cue.start]
        coming = begun
        for one in (*alive, *range(begun, bisect_left(starts, cue.end, begun))):
            other = others[one]
            common = _common(cue, other)
            if common > 0:
                half = 2 * common >= min(cue.end - cue.start, other.end - other.start)
                (close if half else loose).append((number, one))
    return close, loose


def _common(cue: Cue, other: Cue) -> Fraction:
    return min(cue.end, other.end) - max(cue.start, other.start)


def _overlap(cues: Sequence[Cue]) -> bool:
    return any(cue.end > following.start for cue, following in pairwise(cues))


def _matched(
    firsts: Sequence[Cue], others: Sequence[Cue], close: _Pairs, loose: _Pairs
) -> tuple[_Pairs, _Pairs]:
    """Of pairs those that are meant: where two cues of a language are shown together, each has its own of the
    other language, the one whose time is most like its own."""
    with_first: dict[int, list[int]] = {}
    with_other: dict[int, list[int]] = {}

    def likeness(pair: tuple[int, int]) -> float:
        cue, other = firsts[pair[0]], others[pair[1]]
        return float(_common(cue, other) / (max(cue.end, other.end) - min(cue.start, other.start)))

    def taken(pairs: _Pairs) -> _Pairs:
        kept = []
        for number, one in sorted(pairs, key=likeness, reverse=True):
            its, whose = with_first.setdefault(number, []), with_other.setdefault(one, [])
            alone = all(brief(others[one], others[other]) for other in its)
            if alone and all(brief(firsts[number], firsts[other]) for other in whose):
                its.append(one)
                whose.append(number)
                kept.append((number, one))
        return sorted(kept)

    kept = taken(close)
    paired = {one for _, one in kept}
    return kept, taken([pair for pair in loose if pair[1] not in paired])
