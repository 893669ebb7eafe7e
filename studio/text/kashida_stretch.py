"""Words drawn longer: finished layouts with other lengths of bars and spaces, quick enough for every frame.

Nothing is shaped anew.  A line's letters keep their order; those beyond a bar or a space are shifted, by the
letter that they belong to, so that a mark or an overhang goes with its letter wherever its ink stands.
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import overload

from msgspec import Struct
from msgspec.structs import replace

from studio.base.geometry import EMPTY_RECT, Rect
from studio.model.animation import TextUnit
from studio.text.bidi import Direction
from studio.text.kashida_outline import MAX_LENGTH
from studio.text.kashida_words import WordKashida, stretchable_words
from studio.text.layout import LineLayout, ParagraphLayout, PlacedGlyph, PlacedKashida
from studio.text.units import UnitBox

_SPACE = 0.01
"""px between two letters' boxes that make a space of them."""


def stretched(layout: ParagraphLayout, amounts: Mapping[int, float]) -> ParagraphLayout:
    """The layout with some words drawn longer: {index of the word: px}, on top of what they are.

    Glyphs and units keep their number, order and indexes, lines their places, so what was worked out for the
    layout by index holds for this one; it can be called anew for every frame.  Alignment holds: the line
    grows to where it is not anchored, and may leave the box.  An amount below 0 is taken as 0; a word's bar
    gets `MAX_LENGTH` em at most.  Words that cannot be lengthened (`stretchable_words`) stay as they are.
    At 0 a word looks exactly as without; from there on it grows evenly: there is no shortest bar.
    """
    able = stretchable_words(layout)
    bars = {word: amount for word, amount in amounts.items() if amount > 0 and word in able}
    return respaced(layout, bars, {}) if bars else layout


class _Line(Struct, frozen=True):
    """letters: from left to right.  spaces: the letters that have a space at their left."""

    letters: tuple[int, ...]
    spaces: frozenset[int]
    glyphs: range


def line_glyphs(layout: ParagraphLayout, line: int) -> range:
    """The indexes of a line's glyphs."""
    return _lines(layout)[line].glyphs


def count_spaces(layout: ParagraphLayout, line: int) -> int:
    """How many spaces of a line can be widened."""
    return len(_lines(layout)[line].spaces)


def space_width(layout: ParagraphLayout, line: int) -> float:
    """px of all spaces of a line together."""
    parts = _lines(layout)[line]
    boxes = [layout.units(TextUnit.LETTER)[letter].box for letter in parts.letters]
    return sum(
        max(0.0, box.x - before.right) for before, box in pairwise(boxes)
    )  # fmt: skip


def _lines(layout: ParagraphLayout) -> tuple[_Line, ...]:
    found = layout.kept.get(_Line)
    if found is None:
        found = tuple(_arranged(layout))
        layout.kept[_Line] = found
    lines: tuple[_Line, ...] = found
    return lines


def _arranged(layout: ParagraphLayout) -> Iterator[_Line]:
    members: list[list[UnitBox]] = [[] for _ in layout.lines]
    for letter in layout.units(TextUnit.LETTER):
        members[letter.line].append(letter)
    first = 0
    for number, letters in enumerate(members):
        letters.sort(key=lambda letter: letter.box.x + letter.box.width / 2)
        spaces = frozenset(
            letter.index for before, letter in pairwise(letters) if letter.box.x - before.box.right > _SPACE
        )
        last = first
        while last < len(layout.glyphs) and layout.glyphs[last].line == number:
            last += 1
        yield _Line(tuple(letter.index for letter in letters), spaces, range(first, last))
        first = last


def respaced(
    layout: ParagraphLayout,
    bars: Mapping[int, float],
    spaces: Mapping[int, float],
    width: float | None = None,
) -> ParagraphLayout:
    """The layout with bars longer by {word: px} and each space of a line wider by {line: px}, or narrower.

    Words must be of `stretchable_words`; see `stretched`.  width: another width of its box, px, in which the
    lines that there are get aligned anew.
    """
    before, room = layout, 0.0 if width is None else width - layout.width
    able = stretchable_words(layout) if bars else {}
    lines, glyphs = list(layout.lines), list(layout.glyphs)
    shifts: dict[int, tuple[float, float]] = {}
    bar_inks: dict[int, Rect] = {}
    moved = set(range(len(lines))) if room else {able[word].line for word in bars} | set(spaces)
    for number in sorted(moved):
        longer: dict[int, tuple[WordKashida, float]] = {}  # by the letter that has the bar
        for word, amount in bars.items():
            one = able[word]
            if one.line == number:
                grown = _limited(glyphs[one.glyph], amount)
                longer[glyphs[one.glyph].letter] = (one, grown)
        _shift_line(layout, number, longer, spaces.get(number, 0.0), room, shifts)
        for one, amount in longer.values():
            glyph = glyphs[one.glyph]
            old = glyph.kashida.length if glyph.kashida is not None else 0.0
            glyphs[one.glyph] = replace(
                glyph, kashida=PlacedKashida(one.bar, one.place.position, old + amount)
            )
        for index in _lines(layout)[number].glyphs:
            glyph = glyphs[index]
            if shifts[glyph.letter][1]:
                glyphs[index] = glyph = _moved(glyph, shifts[glyph.letter][1])
            if glyph.kashida is not None:
                bar_inks[glyph.letter] = glyph.bar_ink
        lines[number] = _grown_line(layout, number, shifts, bar_inks)
    ink = EMPTY_RECT
    for line in lines:
        ink = ink.united(line.ink)
    natural = max(line.box.width for line in lines)
    if width is not None:
        layout = dataclasses.replace(
            layout, spec=replace(layout.spec, max_width=width), width=width, too_wide=natural > width + _SPACE
        )
    return dataclasses.replace(
        layout,
        lines=tuple(lines),
        glyphs=tuple(glyphs),
        natural_width=natural,
        ink=ink,
        _letters=_ShiftedLetters(before, shifts, bar_inks),
        _outlines={},
        _boxes={},
        _unstretched=before,
        kept={key: value for key, value in layout.kept.items() if key in (WordKashida, _Line)},
    )


def _limited(glyph: PlacedGlyph, amount: float) -> float:
    have = glyph.kashida.length if glyph.kashida is not None else 0.0
    return max(0.0, min(amount, MAX_LENGTH * glyph.size - have))


def _moved(glyph: PlacedGlyph, by: float) -> PlacedGlyph:
    """`replace` takes several times as long."""
    return PlacedGlyph(
        glyph.face, glyph.glyph_id, glyph.size, glyph.x + by, glyph.y, glyph.advance, glyph.start, glyph.end,
        glyph.letter, glyph.group, glyph.word, glyph.line, glyph.is_mark, glyph.is_color, glyph.rtl,
        glyph.kashida,
    )  # fmt: skip


def _shift_line(
    layout: ParagraphLayout,
    number: int,
    longer: Mapping[int, tuple[WordKashida, float]],
    space: float,
    room: float,
    shifts: dict[int, tuple[float, float]],
) -> None:
    """Note for each letter of a line by how much the left edge of its box moves, and its glyphs."""
    parts = _lines(layout)[number]
    total = sum(amount for _, amount in longer.values()) + space * len(parts.spaces)
    shift = (room - total) * _anchor(layout)
    for letter in parts.letters:
        if letter in parts.spaces:
            shift += space
        left = shift
        if letter in longer:
            shift += longer[letter][1]
        shifts[letter] = (left, shift)


def _anchor(layout: ParagraphLayout) -> float:
    """What share of a line's growth goes to the left."""
    if layout.spec.align == "center":
        return 0.5
    at_left = (layout.spec.align == "start") == (layout.direction is Direction.LTR)
    return 0.0 if at_left else 1.0


def _grown_line(
    layout: ParagraphLayout,
    number: int,
    shifts: Mapping[int, tuple[float, float]],
    bar_inks: Mapping[int, Rect],
) -> LineLayout:
    line = layout.lines[number]
    letters = layout.units(TextUnit.LETTER)
    order = _lines(layout)[number].letters
    if not order:
        return line
    left = line.box.x + shifts[order[0]][0]
    right = line.box.right + shifts[order[-1]][1]
    edges = []
    for letter in order:
        ink = letters[letter].ink
        if not ink.is_empty:
            shift = shifts[letter][1]
            edges.append((ink.x + shift, ink.right + shift))
    edges += [(bar_inks[letter].x, bar_inks[letter].right) for letter in order if letter in bar_inks]
    ink = line.ink
    if edges:
        bars = [bar_inks[letter] for letter in order if letter in bar_inks]
        top, bottom = min([ink.y, *(bar.y for bar in bars)]), max([ink.bottom, *(bar.bottom for bar in bars)])
        ink = Rect.from_edges(min(edges)[0], top, max(right for _, right in edges), bottom)
    box = Rect.from_edges(left, line.box.y, right, line.box.bottom)
    return LineLayout(line.start, line.end, line.baseline, box, ink, line.direction)


class _ShiftedLetters(Sequence[UnitBox]):
    """The letters' boxes of a respaced layout, made when they are first asked for."""

    def __init__(
        self,
        layout: ParagraphLayout,
        shifts: Mapping[int, tuple[float, float]],
        bar_inks: Mapping[int, Rect],
    ) -> None:
        self._layout, self._shifts, self._bar_inks = layout, shifts, bar_inks
        self._made: tuple[UnitBox, ...] | None = None

    @property
    def _all(self) -> tuple[UnitBox, ...]:
        if self._made is None:
            self._made = tuple(map(self._shifted, self._layout.units(TextUnit.LETTER)))
        return self._made

    def _shifted(self, letter: UnitBox) -> UnitBox:
        left, shift = self._shifts.get(letter.index, (0.0, 0.0))
        if left == shift == 0.0 and letter.index not in self._bar_inks:
            return letter
        box = Rect(letter.box.x + left, letter.box.y, letter.box.width + shift - left, letter.box.height)
        ink = letter.ink if letter.ink.is_empty else letter.ink.moved(shift, 0.0)
        ink = ink.united(self._bar_inks.get(letter.index, EMPTY_RECT))
        return UnitBox(letter.index, letter.start, letter.end, letter.line, letter.rtl, box, ink)

    @overload
    def __getitem__(self, index: int) -> UnitBox: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[UnitBox, ...]: ...
    def __getitem__(self, index: int | slice) -> UnitBox | tuple[UnitBox, ...]:
        return self._all[index]

    def __len__(self) -> int:
        return len(self._layout.units(TextUnit.LETTER))
