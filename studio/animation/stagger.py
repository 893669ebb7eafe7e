"""Who moves when: the turns of units, and how far each has come.

unit 0  |####|            turn 0
unit 1    |####|          turn 1: one step later
unit 2      |####|        turn 2
        <-> step
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import groupby

from studio.animation.noise import hash_unit
from studio.model.animation import Order


@lru_cache(maxsize=512)
def turns(count: int, order: Order, seed: int = 0) -> tuple[int, ...]:
    """The turn of each unit, counted in steps from 0; units are numbered in reading order.

    reading, reverse and random are permutations of 0 … count - 1.  center starts in the middle and edges at
    both ends, and there the two units that are equally far take their turn together.
    """
    if order is Order.REVERSE:
        return tuple(count - 1 - index for index in range(count))
    if order is Order.RANDOM:
        ranked = sorted(range(count), key=lambda index: (hash_unit(seed, index), index))
        places = [0] * count
        for turn, index in enumerate(ranked):
            places[index] = turn
        return tuple(places)
    if order is Order.EDGES:
        return tuple(min(index, count - 1 - index) for index in range(count))
    if order is Order.CENTER:
        last = (count - 1) // 2
        return tuple(last - min(index, count - 1 - index) for index in range(count))
    return tuple(range(count))


def in_reading_order(places: Sequence[int], groups: Sequence[int]) -> tuple[int, ...]:
    """The same turns, dealt out anew within each group so that its units move in reading order.

    groups: the group of each unit; a group's units follow one another.
    """
    found: list[int] = []
    for _, members in groupby(range(len(places)), key=groups.__getitem__):
        found += sorted(places[index] for index in members)
    return tuple(found)


def step_between(turns: Sequence[int], stagger: Fraction, limit: Fraction) -> Fraction:
    """Seconds from one turn to the next: `stagger`, or less where all turns together would exceed `limit`."""
    last = max(turns, default=0)
    return stagger if last * stagger <= limit else limit / last
