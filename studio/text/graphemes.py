"""Extended grapheme clusters (UAX #29 of Unicode 15.0): what a reader takes for one character.

A letter with its harakat, an emoji with its skin tone, a flag: never to be cut, and one step of the cursor.
"""

from functools import lru_cache

from studio.text.unicode_data import grapheme_classes

_BREAKS_AROUND = frozenset({"CR", "LF", "Control"})
_EXTENDS = frozenset({"Extend", "ZWJ", "SpacingMark"})
_HANGUL_JOINS = frozenset(
    {
        ("L", "L"), ("L", "V"), ("L", "LV"), ("L", "LVT"),  # GB6
        ("LV", "V"), ("LV", "T"), ("V", "V"), ("V", "T"),  # GB7
        ("LVT", "T"), ("T", "T"),  # GB8
    }
)  # fmt: skip


@lru_cache(maxsize=1024)
def grapheme_boundaries(text: str) -> tuple[int, ...]:
    """All cluster boundaries of `text` in code points, from 0 to len(text); empty for empty text."""
    if not text:
        return ()
    if text.isascii() and "\r" not in text:
        return tuple(range(len(text) + 1))
    classes = grapheme_classes(text)
    boundaries = [0]
    regional_indicators = 0  # that stand in a row before the current place
    pictograph_open = joined_pictograph = False  # after ExtPict Extend*, after ExtPict Extend* ZWJ
    for index in range(1, len(classes)):
        before, after = classes[index - 1], classes[index]
        regional_indicators = regional_indicators + 1 if before == "Regional_Indicator" else 0
        joined_pictograph = pictograph_open and before == "ZWJ"
        pictograph_open = before == "ExtPict" or (pictograph_open and before == "Extend")
        if before in _BREAKS_AROUND or after in _BREAKS_AROUND:
            is_boundary = (before, after) != ("CR", "LF")  # GB3 to GB5
        else:
            is_boundary = not (
                after in _EXTENDS  # GB9, GB9a
                or before == "Prepend"  # GB9b
                or (before, after) in _HANGUL_JOINS
                or (joined_pictograph and after == "ExtPict")  # GB11
                or (after == "Regional_Indicator" and regional_indicators % 2)  # GB12, GB13
            )
        if is_boundary:
            boundaries.append(index)
    boundaries.append(len(text))
    return tuple(boundaries)
