"""The sweep of a caption: colour that runs through each word as it is spoken, as in karaoke.

    word in time --its letters by what each takes to say--> parts, each in one direction --> an edge in px

Time is logical: parts follow each other as they are said.  Where the edge stands comes from the laid-out
letters, so it runs from right to left over Arabic and from left to right over Latin in the same line.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import accumulate, groupby

from msgspec import Struct

from studio.base.color import Rgba
from studio.model.animation import TextUnit
from studio.model.captions import Cue
from studio.scene.captions import TimedWord, timed_words
from studio.scene.display_list import GradientPaint
from studio.text.layout import ParagraphLayout
from studio.text.spoken_weight import DIGIT, HARAKA, pause_after
from studio.text.units import UnitBox

SOFT_EDGE = 0.12
"""em over which one colour goes into the other: a hard edge would jump from letter to letter."""
_MARK, _DIGIT = float(HARAKA), float(DIGIT)
_SIGN_WEIGHT = 0.3
"""What a sign (a comma, a quotation mark) takes of a letter's time where words have times of their own."""


class SweepPart(Struct, frozen=True):
    """Letters of a word that stand in one direction on one line, spoken in [start, end).

    glyphs: indexes in the layout.  edges: where the colour stands before the first letter, and after each, px
    in the layout's box, along the direction of reading.  shares: how much of the time has gone by then.
    """

    glyphs: tuple[int, ...]
    start: Fraction
    end: Fraction
    edges: tuple[float, ...]
    shares: tuple[float, ...]

    def level(self, time: Fraction) -> float:
        """How much of the part's time has gone by, 0 to 1."""
        if self.end <= self.start:
            return float(time >= self.start)
        return float(max(Fraction(0), min(Fraction(1), (time - self.start) / (self.end - self.start))))

    def edge(self, level: float) -> float:
        """Where the colour stands, px in the layout's box."""
        at = min(max(1, bisect_right(self.shares, level)), len(self.shares) - 1)
        first, last = self.shares[at - 1], self.shares[at]
        done = (level - first) / (last - first) if last > first else 1.0
        return self.edges[at - 1] + (self.edges[at] - self.edges[at - 1]) * min(1.0, done)

    def paint(self, level: float, swept: Rgba, rest: Rgba, x: float, size: float) -> GradientPaint:
        """The two colours over the part, its layout's box at x; size: px of the em."""
        first, last = self.edges[0], self.edges[-1]
        length = last - first or 1.0
        # At the start nothing has its colour, at the end all of it.
        soft = min(0.5, SOFT_EDGE * size / abs(length)) / 2
        done = (self.edge(level) - first) / length * (1 + 2 * soft) - soft
        stops = tuple(
            (max(0.0, min(1.0, at)), color)
            for at, color in ((0.0, swept), (done - soft, swept), (done + soft, rest), (1.0, rest))
        )
        if done - soft <= 0:
            stops = stops[1:]
        if done + soft >= 1:
            stops = stops[:-1]
        return GradientPaint("linear", x + first, 0.0, x + last, 0.0, stops)


def sweep_parts(cue: Cue, layout: ParagraphLayout) -> tuple[SweepPart, ...]:
    """The cue's words as parts, in the order of the text."""
    letters = layout.units(TextUnit.LETTER)
    glyphs = layout.glyphs_by_unit[TextUnit.LETTER]
    starts = [letter.start for letter in letters]
    found: list[SweepPart] = []
    for word in timed_words(cue):
        first, last = bisect_right(starts, word.first - 1), bisect_right(starts, word.last - 1)
        found += _parts_of(word, letters[first:last], glyphs, layout, timed=bool(cue.words))
    return tuple(found)


def _parts_of(
    word: TimedWord,
    letters: Sequence[UnitBox],
    glyphs: Sequence[tuple[int, ...]],
    layout: ParagraphLayout,
    *,
    timed: bool,
) -> Iterator[SweepPart]:
    text = layout.spec.text
    weights = {
        letter.index: letter_weight(text[letter.start : letter.end], timed=timed) for letter in letters
    }
    whole = sum(weights.values())
    passed = 0.0
    for _, group in groupby(letters, key=lambda letter: (letter.line, letter.rtl)):
        own = list(group)
        taken = sum(weights[letter.index] for letter in own)
        begins, ends = (
            word.start + (word.end - word.start) * Fraction(share / whole).limit_denominator(10_000)
            for share in (passed, passed + taken)
        )
        passed += taken
        inside = tuple(sorted({glyph for letter in own for glyph in glyphs[letter.index]}))
        if inside:
            shares = (0.0, *(at / taken for at in accumulate(weights[letter.index] for letter in own)))
            yield SweepPart(inside, begins, ends, _edges(own), shares)


def _edges(letters: Sequence[UnitBox]) -> tuple[float, ...]:
    """The edge before the first letter and after each; the outer ones take in ink that leaves the advance."""
    inks = [letter.box.united(letter.ink) for letter in letters]
    left, right = min(ink.x for ink in inks), max(ink.right for ink in inks)
    if letters[0].rtl:
        return (right, *(letter.box.x for letter in letters[:-1]), left)
    return (left, *(letter.box.right for letter in letters[:-1]), right)


def letter_weight(letter: str, *, timed: bool) -> float:
    """How long a letter with its marks takes to say, in letters.

    timed: the word has times of its own; else the silence after a comma or full stop is in its time.
    """
    weight = 0.0
    for char in letter:
        category = unicodedata.category(char)
        if category[0] == "M":
            weight += _MARK
        elif category == "Nd":
            weight += _DIGIT
        elif category[0] == "L":
            weight += 1.0
        else:
            weight += _SIGN_WEIGHT if timed else max(_SIGN_WEIGHT, float(pause_after(char)))
    return max(weight, _MARK)
