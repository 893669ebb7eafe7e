"""Writing as a typewriter does, in joined forms: what is written stands where it will stand in the end.

By letters, the letters so far are shaped as if nothing followed (`studio.text.stages`); the newest one opens
softly from where it joins, the ones before it already have the shapes that it gives them.  By larger units,
whose shapes do not depend on what follows, each unit fades in.
"""

import math
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from msgspec import Struct

from studio.base.geometry import Affine, Rect, rect_path
from studio.model.animation import TextUnit
from studio.scene.display_list import FillPath, Operation, Revealed, RevealField
from studio.scene.drawing import as_one, bounds_of
from studio.scene.writing.content import TextContent
from studio.scene.writing.paint import Level, glyph_operations
from studio.scene.writing.shared import chunks_of, levels_of
from studio.text.layout import PlacedGlyph
from studio.text.stages import Chunk, reading_end, stage, with_glyphs

_FIELD_CELLS = 16  # an em
_SOFT = 0.25  # em over which the edge of a coming letter fades
_CURSOR_WIDTH, _CURSOR_GAP = 0.05, 0.05  # em
_CURSOR_ABOVE, _CURSOR_BELOW = 0.75, 0.2  # em from the baseline


class Typed(Struct, frozen=True):
    """A text of which `count` units of kind `unit` are written.

    newest: how far (0 … 1) the last ones of these have come, the newest last; the units before are there.
    cursor: whether a bar shows where the next one comes.
    """

    content: TextContent
    unit: TextUnit
    count: int
    newest: tuple[float, ...]
    cursor: bool

    @property
    def standing(self) -> TextContent | None:
        """What is written, as plain glyphs."""
        return written(self.content, self._letter_count)

    @property
    def _letter_count(self) -> int:
        """How many letters the units that are written have."""
        letters = self.content.layout.units(TextUnit.LETTER)
        units = self.content.layout.units(self.unit)
        end = units[self.count - 1].end if self.count else 0
        return bisect_left(letters, end, key=lambda letter: letter.start)

    def operations(self, transform: Affine, opacity: float) -> Sequence[Operation]:
        """What is seen under a map of the canvas and an opacity."""
        found = self._letters(transform) if self.unit is TextUnit.LETTER else self._units(transform)
        if self.cursor and (bar := self._cursor(transform)) is not None:
            found.append(bar)
        return as_one(found, opacity)

    def _letters(self, transform: Affine) -> list[Operation]:
        share = self.newest[-1] if self.newest else 1.0
        if share >= 1 or self.count == 0:
            return _painted(written(self.content, self.count), transform)
        current = _chunk_at(self.content, self.count - 1)
        before = written(self.content, current.first)
        coming = _coming(self.content, current, self.count - current.first)
        if share <= 0:
            return _painted(before, transform)
        at = share * (coming.width + coming.soft)
        found: list[Operation] = []
        for level in levels_of(self.content):
            found += _painted(before, transform, level)
            if whole := tuple(_painted(coming.content, transform, level)):
                bounds = bounds_of(whole).intersected(transform.apply_rect(coming.field.bounds))
                found.append(Revealed(whole, bounds, coming.field, at, coming.soft, transform))
        return found

    def _units(self, transform: Affine) -> list[Operation]:
        by_unit = self.content.layout.glyphs_by_unit[self.unit]
        settled = self.count - len(self.newest)
        found: list[Operation] = []
        if there := tuple(glyph for glyphs in by_unit[:settled] for glyph in glyphs):
            found += glyph_operations(self.content, there, transform, 1.0)
        for glyphs, share in zip(by_unit[settled : self.count], self.newest, strict=True):
            if glyphs:
                found += glyph_operations(self.content, glyphs, transform, share)
        return found

    def _cursor(self, transform: Affine) -> Operation | None:
        content, layout = self.content, self.content.layout
        letters = layout.units(TextUnit.LETTER)
        if content.paint.fill is None or not letters:
            return None
        count = self._letter_count
        chunk = _chunk_at(content, max(0, count - 1))
        end = reading_end(layout, chunk, count - chunk.first)
        size = layout.spec.size
        width, gap = max(2.0, _CURSOR_WIDTH * size), _CURSOR_GAP * size
        left = end - gap - width if chunk.rtl else end + gap
        baseline = layout.lines[letters[chunk.first].line].baseline
        box = Rect.from_edges(
            left, baseline - _CURSOR_ABOVE * size, left + width, baseline + _CURSOR_BELOW * size
        ).moved(content.x, content.y)
        return FillPath(rect_path(box), content.paint.fill, transform)


def _painted(content: TextContent, transform: Affine, level: Level | None = None) -> list[Operation]:
    glyphs = tuple(range(len(content.layout.glyphs)))  # named: spans' grounds belong to these alone
    return list(glyph_operations(content, glyphs, transform, 1.0, None, level)) if glyphs else []


def _chunk_at(content: TextContent, letter: int) -> Chunk:
    return next(chunk for chunk in chunks_of(content) if letter < chunk.end)


@lru_cache(maxsize=64)
def written(content: TextContent, count: int) -> TextContent:
    """The text with its first `count` letters only, in the shapes that they have so far."""
    glyphs: list[PlacedGlyph] = []
    for chunk in chunks_of(content):
        if chunk.first >= count:
            break
        glyphs += stage(content.layout, chunk, count - chunk.first)
    return content.with_layout(with_glyphs(content.layout, glyphs))


class _Coming(Struct, frozen=True, eq=False):
    """Letters of one chunk, the last of which comes: it is `width` px wide, and the field grows along it."""

    content: TextContent
    field: RevealField
    width: float
    soft: float


@lru_cache(maxsize=64)
def _coming(content: TextContent, chunk: Chunk, count: int) -> _Coming:
    """The first `count` letters of a chunk, the last of them opening softly from where it joins."""
    layout = content.layout
    shown = content.with_layout(with_glyphs(layout, stage(layout, chunk, count)))
    size = layout.spec.size
    cell = size / _FIELD_CELLS
    forward = -1 if chunk.rtl else 1
    begin = end = reading_end(layout, chunk, count)
    bases = [glyph for glyph in shown.layout.glyphs if not glyph.is_mark]
    if own := [glyph.advance for glyph in bases if glyph.letter == chunk.first + count - 1]:
        begin = end - forward * max(own)
    elif bases:  # it is the last part of a ligature
        begin = end - forward * (bases[0] if chunk.rtl else bases[-1]).advance / 2
    box = shown.layout.ink.moved(content.x, content.y).expanded(content.paint.overhang + cell)
    width, height = math.ceil(box.width / cell) + 1, math.ceil(box.height / cell) + 1
    past = forward * (box.x + (np.arange(width) + 0.5) * cell - content.x - begin)
    if count == 1:
        past -= past.min()  # nothing is there yet that it could join
    values = np.broadcast_to(past.astype(np.float32), (height, width)).copy()
    # Ink may go beyond the advance (tails do), and must be there in the end.
    reach = max(abs(end - begin), float(past.max()))
    return _Coming(shown, RevealField(values, box.x, box.y, cell), reach, _SOFT * size)
