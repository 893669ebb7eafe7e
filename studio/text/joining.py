"""Which letters join (Unicode 9.2): joined groups, the parts of a word that are one stroke.

دار     د | ا | ر          three groups: these letters join only to the one before them
سلام    سلا | م            two groups: alef does not join to the left
می‌خواهم  می | خو | ا | هم  a zero width non-joiner parts letters that would join
"""

from functools import cache, lru_cache

from studio.text import joining_table
from studio.text.unicode_data import PropertyLookup

_JOINS_FORWARD = frozenset("DLC")
_JOINS_BACKWARD = frozenset("DRC")


@cache
def _lookup() -> PropertyLookup:
    return PropertyLookup(joining_table.RANGES, joining_table.DEFAULT)


def joining_types(text: str) -> list[str]:
    """Joining_Type of each code point: D, R, L (which sides join), C (causes joining), T (transparent), U."""
    return list(map(_lookup().__getitem__, text))


@lru_cache(maxsize=1024)
def joins_before(text: str) -> frozenset[int]:
    """Indexes of the code points that join to the letter before them; transparent marks count for nothing."""
    found = []
    last = "U"
    for index, joining_type in enumerate(joining_types(text)):
        if joining_type == "T":
            continue
        if joining_type in _JOINS_BACKWARD and last in _JOINS_FORWARD:
            found.append(index)
        last = joining_type
    return frozenset(found)
