"""Which part of which glyph a span colours: whole glyphs, halves of a ligature, or only the marks."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from math import inf

from msgspec import Struct

from studio.base.geometry import EMPTY_PATH, EMPTY_RECT, Path, Rect, join_paths, rect_path
from studio.model.animation import TextUnit
from studio.scene.display_list import PaintValue
from studio.scene.writing.decoration_paints import DecorationPaint
from studio.text.carets import component_edges
from studio.text.layout import ParagraphLayout, PlacedGlyph
from studio.text.matching import is_haraka
from studio.text.outlines import intersected, subtracted

BASE = -1
"""The number of the paint that no span changes."""

_PRECISION = 8.0


class SpanPaint(Struct, frozen=True, eq=False):
    """A span whose places and colours are known.

    ranges: code points of the text, [start, end).  fill: its paint over a box, None as the text's.
    over: what a gradient runs across; None: the whole range.  below: in painting order; above: over the fill.
    """

    ranges: tuple[tuple[int, int], ...]
    letters: bool
    marks: bool
    fill: Callable[[Rect], PaintValue | None] | None = None
    over: TextUnit | None = None
    below: tuple[DecorationPaint, ...] = ()
    above: tuple[DecorationPaint, ...] = ()

    def holds(self, start: int) -> bool:
        """Whether the letter that begins at a code point is in the span."""
        return self.range_at(start) is not None

    def range_at(self, start: int) -> int | None:
        """Which of the ranges (in order, not overlapping) holds the letter that begins at a code point."""
        at = bisect_right(self.ranges, start, key=lambda one: one[0]) - 1
        return at if at >= 0 and start < self.ranges[at][1] else None


class GlyphPiece(Struct, frozen=True):
    """A glyph, or what of a ligature belongs to one of its letters: from `left` to `right`, px from the
    paragraph's box (infinite where the glyph is not cut)."""

    glyph: int
    letter: int
    is_haraka: bool
    left: float = -inf
    right: float = inf

    @property
    def is_whole(self) -> bool:
        return self.left == -inf and self.right == inf


def glyph_pieces(layout: ParagraphLayout) -> tuple[tuple[GlyphPiece, ...], ...]:
    """For each glyph its pieces, in reading order."""
    return tuple(_pieces(layout, index, glyph) for index, glyph in enumerate(layout.glyphs))


def _pieces(layout: ParagraphLayout, index: int, glyph: PlacedGlyph) -> tuple[GlyphPiece, ...]:
    text = layout.spec.text
    haraka = glyph.is_mark and any(map(is_haraka, text[glyph.start : glyph.end]))
    letters = _letters_of(layout, glyph)
    if len(letters) < 2:
        return (GlyphPiece(index, glyph.letter, haraka),)
    unit = glyph.size / glyph.face.upem
    if glyph.is_mark:
        # A mark on a ligature shares its cluster: it belongs to the letter that it stands over.
        box = layout.outline((index,)).bounds
        boxes = [layout.units(TextUnit.LETTER)[letter].box for letter in letters]
        nearest = min(
            range(len(letters)), key=lambda at: _distance(box.center.x, boxes[at].x, boxes[at].right)
        )
        return (GlyphPiece(index, letters[nearest], haraka),)
    edges = component_edges(
        glyph.face, glyph.glyph_id, len(letters), glyph.advance / unit, rtl=glyph.rtl
    )  # fmt: skip
    return tuple(
        GlyphPiece(index, letter, False, glyph.x + left * unit, glyph.x + right * unit)
        for letter, (left, right) in zip(letters, edges, strict=True)
    )


def _distance(x: float, left: float, right: float) -> float:
    return max(left - x, 0.0, x - right)


def _letters_of(layout: ParagraphLayout, glyph: PlacedGlyph) -> list[int]:
    """The letters that a glyph stands for; several for a ligature."""
    units = layout.units(TextUnit.LETTER)
    letters = [glyph.letter]
    while (after := letters[-1] + 1) < len(units) and units[after].start < glyph.end:
        if units[after].line != glyph.line:
            break
        letters.append(after)
    return letters


class ColouredPart(Struct, frozen=True):
    """An outline in one paint; `path` lies within the silhouette that holds it."""

    path: Path
    paint: PaintValue


class Silhouette(Struct, frozen=True):
    """An outline in the text's own paint or (`paint`) another, of which parts have other colours."""

    path: Path
    paint: PaintValue | None
    own: bool
    """Whether it has the text's own paint (with its texture)."""
    parts: tuple[ColouredPart, ...] = ()


def silhouettes(
    layout: ParagraphLayout,
    pieces: Sequence[Sequence[GlyphPiece]],
    spans: Sequence[SpanPaint],
    glyphs: Sequence[int],
    base: PaintValue | None,
    outline: Callable[[tuple[int, ...]], Path],
    origin: tuple[float, float],
    *,
    textured: bool = False,
) -> tuple[Silhouette, ...]:
    """The glyphs in their colours: plain outlines where a joined group has one paint, and one silhouette
    with coloured parts for all groups that have several.

    outline: of some glyphs, on the canvas.  origin: of the paragraph's box there.  textured: the text's own
    paint is more than `base`.
    """
    paints = _Paints(layout, spans, origin)
    groups: dict[int, list[int]] = {}
    for index in glyphs:
        if not layout.glyphs[index].is_color:
            groups.setdefault(layout.glyphs[index].group, []).append(index)
    plain: dict[int, list[int]] = {}
    mixed: list[int] = []
    for members in groups.values():
        found = {paints.number(piece) for index in members for piece in pieces[index]}
        if len(found) == 1:
            plain.setdefault(found.pop(), []).extend(members)
        else:
            mixed += members
    out = []
    for number in sorted(plain):
        own = number == BASE
        path = outline(tuple(plain[number]))
        out.append(Silhouette(path, base if own else paints.value(number), own))
    if mixed:
        own_marks = None if textured else base
        its = [pieces[index] for index in mixed]
        parts = tuple(_parts(layout, its, paints, own_marks, outline, origin))
        out.append(Silhouette(outline(tuple(mixed)), base, True, parts))
    return tuple(out)


class _Paints:
    """Numbers the paints of spans, one for each unit that a gradient runs across."""

    def __init__(
        self, layout: ParagraphLayout, spans: Sequence[SpanPaint], origin: tuple[float, float]
    ) -> None:
        self._layout, self._spans, self._origin = layout, spans, origin
        self._numbers: dict[tuple[int, int], int] = {}
        self._values: list[PaintValue | None] = []

    def number(self, piece: GlyphPiece) -> int:
        unit = self._layout.units(TextUnit.LETTER)[piece.letter]
        for index in range(len(self._spans) - 1, -1, -1):
            span = self._spans[index]
            wanted = span.marks if piece.is_haraka else span.letters
            if span.fill is None or not wanted or (held := span.range_at(unit.start)) is None:
                continue
            across = held if span.over is None else _unit_across(self._layout, span.over, piece)
            key = (index, across)
            if key not in self._numbers:
                self._numbers[key] = len(self._values)
                box = _ink(self._layout, span, across).moved(*self._origin)
                self._values.append(span.fill(box))
            return self._numbers[key]
        return BASE

    def value(self, number: int) -> PaintValue | None:
        return self._values[number]


def _unit_across(layout: ParagraphLayout, over: TextUnit, piece: GlyphPiece) -> int:
    if over is TextUnit.LETTER:
        return piece.letter
    return layout.unit_of(layout.glyphs[piece.glyph], over)


def _ink(layout: ParagraphLayout, span: SpanPaint, across: int) -> Rect:
    if span.over is not None:
        unit = layout.units(span.over)[across]
        return unit.box if unit.ink.is_empty else unit.ink
    first, last = span.ranges[across]
    ink = EMPTY_RECT
    letters = layout.units(TextUnit.LETTER)
    begin = bisect_left(letters, first, key=lambda unit: unit.start)
    for unit in letters[begin : bisect_left(letters, last, key=lambda unit: unit.start)]:
        ink = ink.united(unit.ink)
    return ink


def _parts(
    layout: ParagraphLayout,
    pieces: Sequence[Sequence[GlyphPiece]],
    paints: _Paints,
    base: PaintValue | None,
    outline: Callable[[tuple[int, ...]], Path],
    origin: tuple[float, float],
) -> list[ColouredPart]:
    """Letters first, then marks (also those of the text's own colour), so that a mark that touches its
    letter keeps its shape."""
    letters: dict[int, list[tuple[int, Path]]] = {}  # of each letter: paint and outline of its bodies
    marks: dict[int, list[Path]] = {}
    for piece in (piece for glyph in pieces for piece in glyph):
        number, path = paints.number(piece), piece_outline(piece, outline, origin)
        if piece.is_haraka:
            marks.setdefault(number, []).append(path)
        else:
            letters.setdefault(piece.letter, []).append((number, path))
    bodies: dict[int, list[Path]] = {}
    for letter, its in letters.items():
        around = [*letters.get(letter - 1, ()), *letters.get(letter + 1, ())]
        for number, path in its:
            if number == BASE:
                continue
            for other, beside in around:
                if other != number:
                    path = _parted(path, beside, layout.spec.size)
            bodies.setdefault(number, []).append(path)
    out = []
    for found in (bodies, marks):
        for number in sorted(found):
            paint = base if number == BASE else paints.value(number)
            if paint is not None:
                out.append(ColouredPart(join_paths(found[number]), paint))
    return out


_JOIN_WIDTH, _JOIN_HEIGHT = 0.3, 0.5
"""em: a larger overlap of two letters is no join, but one letter over the other."""
_END = 0.03
"""em by which letters may reach beyond their join: where they do, one stands on the other."""


def _parted(path: Path, beside: Path, em: float) -> Path:
    """A letter without what of it reaches beyond the middle of its join with the next one: two colours meet
    in an upright line, not along the end that a letter hides inside its neighbour."""
    if not path.bounds.intersects(beside.bounds):
        return path
    shared = intersected(path, beside, _PRECISION).bounds
    if shared.is_empty or shared.width > _JOIN_WIDTH * em or shared.height > _JOIN_HEIGHT * em:
        return path
    around = shared.expanded(1)
    at_right = path.bounds.center.x > beside.bounds.center.x
    right_one, left_one = (path, beside) if at_right else (beside, path)
    ends = max(shared.x - right_one.bounds.x, left_one.bounds.right - shared.right)
    if ends > _END * em:
        return path
    left, right = (around.x, shared.center.x) if at_right else (shared.center.x, around.right)
    hidden = rect_path(Rect.from_edges(left, around.y, right, around.bottom))
    return subtracted(path, hidden, _PRECISION)


def piece_outline(
    piece: GlyphPiece, outline: Callable[[tuple[int, ...]], Path], origin: tuple[float, float]
) -> Path:
    """The outline of a piece on the canvas."""
    whole = outline((piece.glyph,))
    if piece.is_whole or whole.is_empty:
        return whole
    box = whole.bounds.expanded(4)
    left, right = max(box.x, piece.left + origin[0]), min(box.right, piece.right + origin[0])
    if left >= right:
        return EMPTY_PATH
    band = rect_path(Rect.from_edges(left, box.y, right, box.bottom))
    return intersected(whole, band, _PRECISION)
