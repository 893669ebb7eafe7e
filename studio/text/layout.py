"""What text layout is given and what it gives: finished glyphs, their units, lines and ink."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NamedTuple

from msgspec import Struct

from studio.base.geometry import EMPTY_PATH, EMPTY_RECT, Affine, Path, Rect, join_paths
from studio.model.animation import TextUnit
from studio.text.bidi import Direction
from studio.text.font_file import EmojiPicture, FontFace
from studio.text.kashida_font import KashidaBar
from studio.text.kashida_outline import BarPart, bar_outline, stretched_outline
from studio.text.outlines import GlyphPart, group_outline
from studio.text.units import UnitBox, UnitNumbers, unite_letters

_MAX_CACHED_OUTLINES = 512


class Justification(Struct, frozen=True):
    """How lines are made to fill the box's width.

    method: "kashida" lengthens words, then widens spaces; "spaces" only widens spaces; "auto" widens spaces
    a little, and where that does not do, goes on as "kashida".  every_line: the last line of a paragraph too.
    share: how many of a line's words may be lengthened (one always may): more would make its grey uneven.
    longest: em, of one kashida; None takes the figure for the font's style.  space_growth: how much wider a
    space may become, in widths of its own.  A line that these cannot fill is left as it is.
    """

    method: Literal["kashida", "spaces", "auto"] = "kashida"
    every_line: bool = False
    share: float = 1 / 3
    longest: float | None = None
    space_growth: float = 1.0


class TextSpec(Struct, frozen=True):
    """All that the layout of a text depends on, beside the font catalogue.

    face: the primary face; what it lacks comes from others. size: em, canvas px.
    language: BCP 47. direction: None takes that of most words of each paragraph, then the language's.
    line_height: px from baseline to baseline; 0 takes the font's own; never less than ink needs.
    max_width: px; None breaks lines only where the text does. latin_scale: optical ratio of Latin to Arabic
    sizes. justification: fills the lines of a text that has a `max_width`; None leaves them ragged.
    least_space: em that a space between words has at least, whatever the font gives it.
    balance: lines of like length, broken where it makes sense.  sense: how much the latter counts beside it.
    """

    text: str
    face: FontFace
    size: float
    language: str = "ar"
    direction: Direction | None = None
    line_height: float = 0.0
    align: Literal["start", "center", "end"] = "start"
    max_width: float | None = None
    max_lines: int | None = None
    balance: bool = True
    sense: float = 1.0
    latin_scale: float = 1.0
    justification: Justification | None = None
    least_space: float = 0.0


class PlacedKashida(NamedTuple):
    """A lengthened join at the left of a glyph. position: where in the original text; length: px."""

    bar: KashidaBar
    position: int
    length: float


class PlacedGlyph(Struct, frozen=True):
    """A finished glyph. x, y: where its origin stands in the paragraph's box, y down; size: its em in px.

    start, end: the code points of the original text that it stands for. letter, group, word, line: the units
    it belongs to (a ligature: to its first letter), counted in reading order. kashida: the bar that ties it
    to the next letter; it is painted with this glyph (`bar_path`) and is a part of its letter.
    """

    face: FontFace
    glyph_id: int
    size: float
    x: float
    y: float
    advance: float
    start: int
    end: int
    letter: int
    group: int
    word: int
    line: int
    is_mark: bool
    is_color: bool
    rtl: bool
    kashida: PlacedKashida | None = None

    @property
    def bar_path(self) -> Path:
        """The bar of its kashida in the paragraph's box; empty where there is none."""
        if self.kashida is None:
            return EMPTY_PATH
        bar, _, length = self.kashida
        unit = self.size / self.face.upem
        left = self.x + bar.x * unit - length
        return bar_outline(bar, length / unit).transformed(Affine(a=unit, d=unit, e=left, f=self.y))

    @property
    def bar_ink(self) -> Rect:
        """The box of `bar_path`, quicker."""
        if self.kashida is None:
            return EMPTY_RECT
        bar, _, length = self.kashida
        unit = self.size / self.face.upem
        box = bar.ink
        right = self.x + (bar.x + bar.offset) * unit
        left, top = right - length + box.x * unit, self.y + (bar.y + box.y) * unit
        return Rect.from_edges(left, top, right + (box.right - bar.advance) * unit, top + box.height * unit)


class LineLayout(Struct, frozen=True):
    """A line. start, end: its code points of the original text. box: its advance by the line pitch."""

    start: int
    end: int
    baseline: float
    box: Rect
    ink: Rect
    direction: Direction


class MissingGlyph(Struct, frozen=True):
    """A cluster that no font has; it is left out of the picture. start, end: in the original text."""

    text: str
    start: int
    end: int
    codepoints: tuple[int, ...]


class PlacedPicture(Struct, frozen=True):
    """A colour glyph as a picture (PNG bytes in `picture.png`) and where it goes in the paragraph's box."""

    glyph_index: int
    picture: EmojiPicture
    box: Rect


@dataclass(frozen=True)
class ParagraphLayout:
    """A text, laid out in a box whose top left corner is (0, 0), y down.

    glyphs: line by line, in each from left to right. width: `max_width` if there is one, else
    `natural_width`, that of the longest line. ink: around all that is painted; it may leave the box.
    too_wide: a word does not fit in `max_width`. dropped_lines: lines beyond `max_lines`. missing: what no
    font has.
    """

    spec: TextSpec
    direction: Direction
    lines: tuple[LineLayout, ...]
    glyphs: tuple[PlacedGlyph, ...]
    width: float
    natural_width: float
    height: float
    line_pitch: float
    ink: Rect
    too_wide: bool
    dropped_lines: int
    missing: tuple[MissingGlyph, ...]
    _letters: Sequence[UnitBox] = field(compare=False)  # follows from the rest; made when it is asked for
    _numbers: UnitNumbers
    _outlines: dict[tuple[int, ...], Path] = field(default_factory=dict, compare=False, repr=False)
    _boxes: dict[TextUnit, tuple[UnitBox, ...]] = field(default_factory=dict, compare=False, repr=False)
    _unstretched: "ParagraphLayout | None" = field(default=None, compare=False, repr=False)
    kept: dict[type[Any], Any] = field(default_factory=dict, compare=False, repr=False)
    """What other modules worked out about this layout, by its type, so that it is worked out once."""

    @property
    def box(self) -> Rect:
        return Rect(0.0, 0.0, self.width, self.height)

    @property
    def unstretched(self) -> "ParagraphLayout":
        """The same before justification or stretching: without kashida, every space as the font has it."""
        return self if self._unstretched is None else self._unstretched.unstretched

    @property
    def numbers(self) -> UnitNumbers:
        """For each letter the group, word and line that it belongs to."""
        return self._numbers

    def units(self, unit: TextUnit) -> tuple[UnitBox, ...]:
        """All units of a kind in reading order; the index of each is its place."""
        found = self._boxes.get(unit)
        if found is None:
            found = self._boxes[unit] = self._unit_boxes(unit)
        return found

    def _unit_boxes(self, unit: TextUnit) -> tuple[UnitBox, ...]:
        match unit:
            case TextUnit.LETTER:
                return tuple(self._letters)
            case TextUnit.GROUP:
                return unite_letters(self._letters, self._numbers.groups)
            case TextUnit.WORD:
                return unite_letters(self._letters, self._numbers.words)
            case TextUnit.LINE:
                return tuple(
                    UnitBox(at, line.start, line.end, at, line.direction is Direction.RTL, line.box, line.ink)
                    for at, line in enumerate(self.lines)
                )
            case TextUnit.WHOLE:
                rtl = self.direction is Direction.RTL
                return (UnitBox(0, 0, len(self.spec.text), 0, rtl, self.box, self.ink),)

    def unit_of(self, glyph: PlacedGlyph, unit: TextUnit) -> int:
        """The index in `units(unit)` of the unit that a glyph belongs to."""
        match unit:
            case TextUnit.LETTER:
                return glyph.letter
            case TextUnit.GROUP:
                return glyph.group
            case TextUnit.WORD:
                return glyph.word
            case TextUnit.LINE:
                return glyph.line
            case TextUnit.WHOLE:
                return 0

    @cached_property
    def glyphs_by_unit(self) -> Mapping[TextUnit, tuple[tuple[int, ...], ...]]:
        """For each kind of unit, the indexes in `glyphs` of each unit's glyphs."""
        if self._unstretched is not None:
            return self._unstretched.glyphs_by_unit
        found: dict[TextUnit, tuple[tuple[int, ...], ...]] = {}
        for unit in TextUnit:
            lists: list[list[int]] = [[] for _ in self.units(unit)]
            for index, glyph in enumerate(self.glyphs):
                lists[self.unit_of(glyph, unit)].append(index)
            found[unit] = tuple(map(tuple, lists))
        return found

    def outline(self, glyph_indexes: Iterable[int] | None = None) -> Path:
        """The outlines of glyphs as one path in the paragraph's box (None: of all), colour glyphs left out.

        The glyphs of a joined group are united, so that joins have no seams however they are painted.
        Remembered by the glyphs asked for.
        """
        wanted = tuple(range(len(self.glyphs)) if glyph_indexes is None else glyph_indexes)
        found = self._outlines.get(wanted)
        if found is None:
            found = self._united(wanted)
            if len(self._outlines) >= _MAX_CACHED_OUTLINES:
                self._outlines.clear()
            self._outlines[wanted] = found
        return found

    def _united(self, wanted: tuple[int, ...]) -> Path:
        """Each joined group is one true union: what overlaps at its joins leaves no seam."""
        groups: dict[int, list[int]] = {}
        for index in wanted:
            glyph = self.glyphs[index]
            if not glyph.is_color:
                groups.setdefault(glyph.group, []).append(index)
        return join_paths(map(self._group_outline, groups.values())) if groups else EMPTY_PATH

    def _group_outline(self, indexes: Sequence[int]) -> Path:
        glyphs = [self.glyphs[index] for index in indexes]
        if self._unstretched is not None and not any(glyph.kashida for glyph in glyphs):
            before = [self._unstretched.glyphs[index] for index in indexes]
            moved = glyphs[0].x - before[0].x
            if not any(glyph.kashida for glyph in before) and _is_same_shape(glyphs, before, moved):
                return self._unstretched.outline(indexes).moved(moved, 0.0)
        return _group_outline(glyphs)

    def color_glyphs(self, glyph_indexes: Iterable[int] | None = None) -> tuple[PlacedPicture, ...]:
        """The colour glyphs (emoji) among `glyph_indexes` (None: all) as pictures with their boxes."""
        found = []
        for index in range(len(self.glyphs)) if glyph_indexes is None else glyph_indexes:
            glyph = self.glyphs[index]
            picture = glyph.face.emoji_picture(glyph.glyph_id) if glyph.is_color else None
            if picture is not None:
                unit = glyph.size / glyph.face.upem
                found.append(PlacedPicture(index, picture, scaled_rect(picture.box, unit, glyph.x, glyph.y)))
        return tuple(found)


def _is_same_shape(glyphs: Sequence[PlacedGlyph], before: Sequence[PlacedGlyph], moved: float) -> bool:
    return all(abs(one.x - other.x - moved) < 1e-6 for one, other in zip(glyphs, before, strict=True))


def _group_outline(glyphs: Sequence[PlacedGlyph]) -> Path:
    first = glyphs[0]
    unit = first.size / first.face.upem
    longer = next((glyph for glyph in glyphs if glyph.kashida is not None), None)
    kashida = longer.kashida if longer is not None else None
    after = tuple(kashida is not None and glyph.start < kashida.position for glyph in glyphs)
    length = kashida.length if kashida is not None else 0.0
    origin = first.x - length * after[0]
    # Places are whole font units but for rounding, so a hundredth makes equal groups equal.
    parts = tuple(
        GlyphPart(
            glyph.face,
            glyph.glyph_id,
            round((glyph.x - length * moves - origin) / unit, 2),
            round((glyph.y - first.y) / unit, 2),
            round(glyph.size / glyph.face.upem / unit, 6),
        )
        for glyph, moves in zip(glyphs, after, strict=True)
    )
    if longer is None or kashida is None:
        return group_outline(parts).transformed(Affine(a=unit, d=unit, e=first.x, f=first.y))
    letter = parts[glyphs.index(longer)]
    bar = BarPart(kashida.bar, round(letter.x + kashida.bar.x * letter.scale, 2), letter.y, letter.scale)
    return stretched_outline(parts, after, bar, length / unit, (unit, origin, first.y))


def scaled_rect(rect: Rect, by: float, x: float, y: float) -> Rect:
    """A box in font units, scaled and moved to the pen (x, y); an empty one stays empty."""
    if rect.is_empty:
        return EMPTY_RECT
    return Rect(rect.x * by + x, rect.y * by + y, rect.width * by, rect.height * by)
