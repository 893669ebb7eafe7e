"""Writing as a pen does: strokes along the writing direction, dots and harakat when it comes back for them.

One pen writes the whole text in the order of reading at an even speed: time goes by as ink does.

    body of a group | body of the next … | dots, then harakat of the word (or group, or line) | …

A group that is being written is painted whole and seen as far as the pen has come
(`studio.scene.writing.pen_field`), so the edges of its letters are those of their outlines.
"""

import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from studio.base.geometry import EMPTY_RECT, Affine, Rect
from studio.model.animation import TextUnit
from studio.scene.display_list import Operation, Revealed, RevealField
from studio.scene.drawing import as_one, bounds_of
from studio.scene.writing.content import TextContent
from studio.scene.writing.paint import Level, glyph_operations
from studio.scene.writing.pen_field import Ink, PenStrokes, StrokeKind, pen_strokes
from studio.scene.writing.shared import chunks_of, levels_of
from studio.text.layout import PlacedGlyph, scaled_rect
from studio.text.shaping import glyph_facts
from studio.text.stages import Chunk

SOFT = 2.0
"""px of the pen's way over which ink appears."""

_LIFT = 0.1  # em of way that setting the pen down anew costs
_PICTURE = 0.5  # em of way that a colour glyph costs
_NEVER = np.float32(1e9)
_FROM_LEFT = frozenset("جحخچݗݘݮݯݲݼڃڄڅڇڿځڂ")
"""Letters that a hand begins at the left of their heads."""


class Drawn(Struct, frozen=True, eq=False):
    """A group of glyphs and when the pen is at it, px of its way; its bodies are drawn when it has `turned`.

    field: None for what only fades in.
    """

    glyphs: tuple[int, ...]
    begin: float
    turned: float
    end: float
    field: RevealField | None


class PenPlan(Struct, frozen=True, eq=False):
    """All that the pen writes, in order of beginning; `length` of its whole way, px."""

    groups: tuple[Drawn, ...]
    length: float


class Penned(Struct, frozen=True):
    """A text of which the pen has written the share `progress`, 0 … 1; see `PenPlan` for `marks`."""

    content: TextContent
    marks: TextUnit
    progress: float

    @property
    def standing(self) -> TextContent | None:
        """Strokes in part are no glyphs."""
        return None

    def operations(self, transform: Affine, opacity: float) -> Sequence[Operation]:
        """What is seen under a map of the canvas and an opacity."""
        plan = pen_plan(self.content, self.marks)
        at = self.progress * plan.length
        done = tuple(glyph for group in plan.groups if group.end <= at for glyph in group.glyphs)
        begun = [group for group in plan.groups if group.begin < at < group.end]
        content, grounds = _apart(self.content)
        reached = (*done, *(glyph for group in begun for glyph in _reached(content, group, at)))
        found: list[Operation] = []
        for level in levels_of(self.content):
            if grounds is not None and reached and level != "fill":
                found += glyph_operations(grounds, reached, transform, 1.0, None, level)
            if done:
                found += glyph_operations(content, done, transform, 1.0, None, level)
            for group in begun:
                found += _partly(content, group, at, transform, level)
        return as_one(found, opacity)


@lru_cache(maxsize=32)
def _apart(content: TextContent) -> tuple[TextContent, TextContent | None]:
    """The letters without the grounds and underlines of their spans, and these alone where there are any.

    A pen does not draw a ground: it grows by the letters that the pen has come to.
    """
    if not any(span.below for span in content.spans):
        return content, None
    letters = content.with_spans(tuple(replace(span, below=()) for span in content.spans))
    bare = replace(
        content.paint, fill=None, stroke=None, shadow=None, glow=None, long_shadow=None, texture=()
    )
    spans = tuple(replace(span, fill=None, above=()) for span in content.spans)
    return letters, TextContent(content.layout, content.x, content.y, bare, spans)


def _reached(content: TextContent, group: Drawn, at: float) -> tuple[int, ...]:
    """The glyphs of the letters of a group that the pen has come to, by its way along the bodies."""
    glyphs = content.layout.glyphs
    letters = sorted({glyphs[index].letter for index in group.glyphs})
    share = min(1.0, (at - group.begin) / max(1e-6, group.turned - group.begin))
    there = frozenset(letters[: math.ceil(share * len(letters))])
    return tuple(index for index in group.glyphs if glyphs[index].letter in there)


def _partly(
    content: TextContent, group: Drawn, at: float, transform: Affine, level: Level | None
) -> Sequence[Operation]:
    if group.field is None:
        share = (at - group.begin) / (group.end - group.begin)
        return glyph_operations(content, group.glyphs, transform, share, None, level)
    whole = glyph_operations(content, group.glyphs, transform, 1.0, None, level)
    if not whole:
        return ()
    bounds = bounds_of(whole).intersected(transform.apply_rect(group.field.bounds))
    return (Revealed(whole, bounds, group.field, at, SOFT, transform),)


@lru_cache(maxsize=32)
def pen_plan(content: TextContent, marks: TextUnit) -> PenPlan:
    """The pen's way through a text.

    marks: GROUP, WORD or LINE: after which of these the pen goes back for dots and harakat.
    """
    pending = [_Pending(content, chunk) for chunk in chunks_of(content) if chunk.glyphs]
    pen = 0.0
    for _, together in groupby(pending, key=lambda one: one.unit(marks)):
        several = list(together)
        for one in several:
            pen = one.write(pen, later=False)
        for one in several:
            pen = one.write(pen, later=True)
    groups = sorted((one.drawn() for one in pending), key=lambda one: one.begin)
    return PenPlan(tuple(groups), pen + SOFT)


class _Pending:
    """A chunk to be written: when the pen comes to each of its strokes."""

    def __init__(self, content: TextContent, chunk: Chunk) -> None:
        layout = content.layout
        self._content = content
        self._chunk = chunk
        self._first = layout.glyphs[chunk.glyphs[0]]
        self._size = self._first.size
        self._begins: dict[int, float] = {}
        self._begin, self._turned, self._end = -1.0, 0.0, 0.0
        outline = content.path(chunk.glyphs)
        self._strokes: PenStrokes | None = None
        if not outline.is_empty:
            letter = layout.units(TextUnit.LETTER)[chunk.first]
            own = [layout.glyphs[index] for index in chunk.glyphs]
            first = (glyph for glyph in chunk.glyphs if layout.glyphs[glyph].letter == chunk.first)
            bases = tuple(glyph for glyph in first if not layout.glyphs[glyph].is_mark)
            ink = Ink(
                outline,
                self._size,
                chunk.rtl,
                content.path(bases),
                layout.spec.text[letter.start] in _FROM_LEFT,
                tuple(_harakat(own, content)),
                content.paint.overhang,
                content.paint.knock_out is not None,
            )
            found = pen_strokes(ink)
            self._strokes = found if found.strokes else None  # ink finer than the grid comes as a picture

    def unit(self, unit: TextUnit) -> tuple[int, int]:
        """What the chunk belongs to; chunks of one unit follow one another."""
        if unit is TextUnit.GROUP:
            return self._chunk.first, 0
        return self._content.layout.unit_of(self._first, unit), 1

    def write(self, pen: float, *, later: bool) -> float:
        """Puts the strokes that come at once, or later, on the pen's way; gives the way so far."""
        if self._strokes is None:
            if later:
                return pen
            self._begin, self._end = pen, pen + _PICTURE * self._size
            return self._end
        for stroke in self._strokes.strokes:
            if (stroke.kind is not StrokeKind.BODY) is later:
                self._begins[stroke.number] = pen
                self._begin = pen if self._begin < 0 else self._begin
                pen += stroke.length + _LIFT * self._size
                self._end = pen + SOFT
        if not later:
            self._turned = pen
        return pen

    def drawn(self) -> Drawn:
        if self._strokes is None:
            return Drawn(self._chunk.glyphs, self._begin, self._end, self._end, None)
        strokes = self._strokes
        begins = np.full(len(strokes.strokes) + 1, _NEVER, np.float32)  # part -1 is the last: never reached
        for number, begin in self._begins.items():
            begins[number] = begin
        values = begins[strokes.part] + strokes.way
        field = RevealField(values, strokes.x, strokes.y, strokes.cell)
        return Drawn(self._chunk.glyphs, max(0.0, self._begin), self._turned, self._end, field)


def _harakat(glyphs: Iterable[PlacedGlyph], content: TextContent) -> Iterator[Rect]:
    """Around each glyph that stands for a combining mark (dots that a font keeps apart do not)."""
    text = content.layout.spec.text
    for glyph in glyphs:
        if glyph.is_mark and unicodedata.combining(text[glyph.start]):
            unit = glyph.size / glyph.face.upem
            ink = glyph_facts(glyph.face, glyph.glyph_id).ink
            box = EMPTY_RECT if ink.is_empty else scaled_rect(ink, unit, glyph.x, glyph.y)
            yield box.moved(content.x, content.y)
