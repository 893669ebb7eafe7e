"""Letters apart and words longer: tracking and kashida at a moment of an animation.

Tracking puts room between letters that do not join; where letters join, the word's kashida takes it, if the
font can lengthen the word, and nothing does otherwise.  Lines grow from where they are aligned.
"""

from collections.abc import Sequence
from itertools import pairwise

from studio.animation.units import UnitState
from studio.model.animation import TextUnit
from studio.scene.writing.content import TextContent
from studio.text.bidi import Direction
from studio.text.kashida_words import stretchable_words

_MOST = 0.9
"""em of kashida that tracking asks of one word at most; a stretch may ask for more."""


def spread_out(
    content: TextContent, unit: TextUnit, states: Sequence[UnitState]
) -> tuple[TextContent, tuple[float, ...] | None]:
    """The text with its words as long as the states have them, and for each letter the px by which tracking
    moves it to the right (None: none is moved)."""
    if not any(state.tracking or state.stretch for state in states):
        return content, None
    layout, em = content.layout, content.layout.spec.size
    members = content.letters_of(unit)
    tracking = [0.0] * len(layout.units(TextUnit.LETTER))
    stretch = tracking.copy()
    for letters, state in zip(members, states, strict=True):
        for letter in letters:
            tracking[letter], stretch[letter] = state.tracking, state.stretch
    groups = content.letter_groups
    amounts: dict[int, float] = {}
    for word in stretchable_words(layout):
        its = content.letters_of(TextUnit.WORD)[word]
        joins = [second for first, second in pairwise(its) if groups[first] == groups[second]]
        inside = sum(max(0.0, tracking[letter]) for letter in joins)
        wanted = min(_MOST, inside) + max(0.0, max(stretch[letter] for letter in its))
        if wanted > 0:
            amounts[word] = wanted * em
    spread = content.stretched(amounts) if amounts else content
    if not any(tracking):
        return spread, None
    return spread, _shifts(content, tracking)


def _shifts(content: TextContent, tracking: Sequence[float]) -> tuple[float, ...]:
    layout, em, groups = content.layout, content.layout.spec.size, content.letter_groups
    letters = layout.units(TextUnit.LETTER)
    found = [0.0] * len(letters)
    for its in content.letters_of(TextUnit.LINE):
        order = sorted(its, key=lambda letter: letters[letter].box.center.x)
        at, last = 0.0, None
        for letter in order:
            if last is not None and groups[last] != groups[letter]:
                at += em * (tracking[last] + tracking[letter]) / 2
            found[letter], last = at, letter
        back = at * _share_to_the_left(content)
        for letter in order:
            found[letter] -= back
    return tuple(found)


def _share_to_the_left(content: TextContent) -> float:
    """How much of a line's growth goes to the left."""
    layout = content.layout
    if layout.spec.align == "center":
        return 0.5
    return 0.0 if (layout.spec.align == "start") == (layout.direction is Direction.LTR) else 1.0
