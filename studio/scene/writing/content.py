"""A text that is laid out: fitted to its box, at its place, with its outlines at hand."""

import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from studio.base.geometry import EMPTY_PATH, Path, join_paths
from studio.model.animation import TextUnit
from studio.model.style import TextStyle
from studio.scene.context import Context
from studio.scene.display_list import Operation
from studio.scene.writing.decoration_paints import DecorationPaint
from studio.scene.writing.decorations import Drawn, decoration, knock_out_ground
from studio.scene.writing.knots import Outlines, make_knots
from studio.scene.writing.parts import GlyphPiece, Silhouette, SpanPaint, glyph_pieces, silhouettes
from studio.scene.writing.style import TextPaint
from studio.scene.writing.sweep import swept
from studio.scene.written import written_text
from studio.text.bidi import Direction
from studio.text.fitting import Fitted, fit_paragraph
from studio.text.kashida_stretch import stretched
from studio.text.layout import ParagraphLayout

_JOIN = 0.1
"""em above the baseline: the middle of the stroke that joins Arabic letters, about which they bend."""

_MAX_CACHED = 512

SLACK = 0.5
"""px by which a box may be too small and still hold what was measured for it."""


class TextContent(Struct, frozen=True, eq=False, dict=True):
    """A laid-out text, where its box's top left corner stands on the canvas, and its paints."""

    layout: ParagraphLayout
    x: float
    y: float
    paint: TextPaint
    spans: tuple[SpanPaint, ...] = ()
    _paths: dict[tuple[int, ...] | None, Path] = field(default_factory=dict)
    _letters: dict[TextUnit, tuple[tuple[int, ...], ...]] = field(default_factory=dict)
    _stretched: "list[tuple[object, TextContent]]" = field(default_factory=list)
    _made_of: dict[Path, tuple[Path, ...]] = field(default_factory=dict)
    _kept: dict[str, tuple[Operation, ...]] = field(default_factory=dict)
    _silhouettes: dict[tuple[int, ...] | None, tuple[Silhouette, ...]] = field(default_factory=dict)
    _decorations: dict[tuple[object, ...], Drawn] = field(default_factory=dict)

    def path(self, glyphs: tuple[int, ...] | None = None) -> Path:
        """The united outline of some glyphs (None: of all) in canvas coordinates."""
        found = self._paths.get(glyphs)
        if found is None:
            if len(self._paths) >= _MAX_CACHED:
                self._paths.clear()
                self._made_of.clear()
            found = self._paths[glyphs] = self._composed(glyphs)
        return found

    def _composed(self, glyphs: tuple[int, ...] | None) -> Path:
        """One outline of the outlines of joined groups, which are kept: while units come to rest, others are
        put together in every frame."""
        groups: dict[int, list[int]] = {}
        for index in range(len(self.layout.glyphs)) if glyphs is None else glyphs:
            groups.setdefault(self.layout.glyphs[index].group, []).append(index)
        if len(groups) <= 1:
            return self.layout.outline(glyphs).moved(self.x, self.y)
        parts = tuple(part for its in groups.values() if not (part := self.path(tuple(its))).is_empty)
        whole = join_paths(parts)
        if len(parts) > 1:
            self._made_of[whole] = parts
        return whole

    def stretched(self, amounts: Mapping[int, float]) -> "TextContent":
        """The text with some words longer: {word: px}; the last one is kept."""
        key = tuple(amounts.items())
        if self._stretched and self._stretched[0][0] == key:
            return self._stretched[0][1]
        made = self.with_layout(stretched(self.layout, amounts))
        # Glyphs and units keep their indexes, so what is known by index holds there too.
        made._letters.update(self._letters)
        for name in ("letter_groups", "harakat"):
            made.__dict__[name] = getattr(self, name)
        self._stretched[:] = [(key, made)]
        return made

    @cached_property
    def has_below(self) -> bool:
        """Whether something is painted below the fill of its glyphs."""
        paint = self.paint
        stroked = paint.stroke is not None and paint.stroke_width > 0
        light = paint.shadow is not None or paint.glow is not None or paint.long_shadow is not None
        return stroked or light or paint.knock_out is not None or bool(self.spans)

    @cached_property
    def letter_groups(self) -> tuple[int, ...]:
        """The joined group of each letter."""
        starts = [group.start for group in self.layout.units(TextUnit.GROUP)]
        letters = self.layout.units(TextUnit.LETTER)
        return tuple(bisect_right(starts, letter.start) - 1 for letter in letters)

    def letters_of(self, unit: TextUnit) -> tuple[tuple[int, ...], ...]:
        """For each unit of a kind, its letters."""
        found = self._letters.get(unit)
        if found is None:
            letters = self.layout.units(TextUnit.LETTER)
            starts = [one.start for one in self.layout.units(unit)]
            lists: list[list[int]] = [[] for _ in starts]
            for letter in letters:
                lists[bisect_right(starts, letter.start) - 1].append(letter.index)
            found = self._letters[unit] = tuple(map(tuple, lists))
        return found

    @cached_property
    def outlines(self) -> Outlines:
        """The outlines as letters bend them."""
        layout = self.layout
        letters = layout.units(TextUnit.LETTER)
        em = layout.spec.size
        centers = []
        for letter in letters:
            box = letter.ink if letter.box.is_empty else letter.box
            join = layout.lines[letter.line].baseline - _JOIN * em
            centers.append((box.center.x + self.x, join + self.y))
        knots = make_knots(centers, self.letter_groups, em)
        bodies = [self.path(glyphs) for glyphs in layout.glyphs_by_unit[TextUnit.GROUP]]
        marks = [
            (layout.outline((index,)).bounds.moved(self.x, self.y), layout.glyphs[index].letter)
            for index in self.harakat
        ]
        return Outlines(knots, bodies, marks, self._made_of)

    @cached_property
    def harakat(self) -> frozenset[int]:
        """The glyphs that stand for combining marks alone.  (Dots of letters may be mark glyphs too.)"""
        text, glyphs = self.layout.spec.text, self.layout.glyphs
        return frozenset(
            index
            for index, glyph in enumerate(glyphs)
            if glyph.is_mark
            and all(unicodedata.category(char) == "Mn" for char in text[glyph.start : glyph.end])
        )

    @cached_property
    def pieces(self) -> tuple[tuple[GlyphPiece, ...], ...]:
        """For each glyph its parts that spans may paint apart."""
        return glyph_pieces(self.layout)

    def silhouettes(self, glyphs: tuple[int, ...] | None) -> tuple[Silhouette, ...]:
        """The outlines of some glyphs (None: of all) in the colours that spans give them."""
        if glyphs not in self._silhouettes:
            self._silhouettes[glyphs] = silhouettes(
                self.layout,
                self.pieces,
                self.spans,
                range(len(self.layout.glyphs)) if glyphs is None else glyphs,
                self.paint.fill,
                self.path,
                (self.x, self.y),
                textured=bool(self.paint.texture),
            )
        return self._silhouettes[glyphs]

    def decoration(self, number: int, paint: DecorationPaint, glyphs: tuple[int, ...] | None) -> Drawn:
        """What a decoration of a span (by its number) paints with some glyphs, in canvas coordinates."""
        key = (number, paint, glyphs)
        if key not in self._decorations:
            span = self.spans[number]
            made = decoration(self.layout, lambda unit: span.holds(unit.start), paint, self.letters(glyphs))
            self._decorations[key] = Drawn(made.path.moved(self.x, self.y), made.line)
        return self._decorations[key]

    def knock_out_ground(self, glyphs: tuple[int, ...] | None) -> Path:
        """The ground that some glyphs are cut out of, in canvas coordinates."""
        paint = self.paint.knock_out
        if paint is None:
            return EMPTY_PATH
        key = (paint, glyphs)
        if key not in self._decorations:
            made = knock_out_ground(self.layout, paint, self.letters(glyphs))
            self._decorations[key] = Drawn(made.moved(self.x, self.y))
        return self._decorations[key].path

    def long_shadow(self, glyphs: tuple[int, ...] | None) -> Path:
        """What some glyphs pass over on the way of their long shadow, in canvas coordinates."""
        way = self.paint.long_shadow
        if way is None:
            return EMPTY_PATH
        groups: dict[int, list[int]] = {}
        for index in range(len(self.layout.glyphs)) if glyphs is None else glyphs:
            groups.setdefault(self.layout.glyphs[index].group, []).append(index)
        parts = []
        for group in groups.values():
            key = (way, its := tuple(group))
            if key not in self._decorations:
                self._decorations[key] = Drawn(swept(self.path(its), way.dx, way.dy, simple=True))
            parts.append(self._decorations[key].path)
        return join_paths(parts)

    def letters(self, glyphs: tuple[int, ...] | None) -> frozenset[int] | None:
        """The letters that some glyphs belong to; None for all."""
        if glyphs is None:
            return None
        return frozenset(piece.letter for index in glyphs for piece in self.pieces[index])

    def with_spans(self, spans: tuple[SpanPaint, ...]) -> "TextContent":
        """The same text with other spans of the same ranges and fills; outlines are shared."""
        return replace(self, spans=spans, _kept={}, _decorations={})

    def with_layout(self, layout: ParagraphLayout) -> "TextContent":
        """Other glyphs in the same place and paints."""
        kept = {name: getattr(self, name) for name in self.__struct_fields__ if not name.startswith("_")}
        return TextContent(**{**kept, "layout": layout})

    @property
    def forward(self) -> int:
        return -1 if self.layout.direction is Direction.RTL else 1


def fit_text(text: str, style: TextStyle, width: float, height: float | None, context: Context) -> Fitted:
    """The text at the largest size, from the designed one down to its smallest, at which the box holds it.

    Where even the smallest needs more lines than designed, it gets them: words are never left out.
    """
    spec, smallest = context.text_spec(written_text(text, style, context), style)
    fonts = context.resources.fonts
    fitted = fit_paragraph(spec, fonts, width + SLACK, height, smallest)
    if fitted.layout.dropped_lines:
        fitted = fit_paragraph(replace(spec, max_lines=None), fonts, width + SLACK, height, smallest)
        if height is None:
            fitted = fit_paragraph(
                replace(
                    spec, max_lines=None, size=smallest, line_height=spec.line_height * smallest / spec.size
                ),
                fonts,
                width + SLACK,
                None,
                smallest,
            )
    return fitted
