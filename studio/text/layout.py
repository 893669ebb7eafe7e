"""What text layout is given and what it gives: finished glyphs, their units, lines and ink."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from studio.base.geometry import EMPTY_PATH, EMPTY_RECT, Affine, Path, Rect, join_paths
from studio.model.animation import TextUnit
from studio.text.bidi import Direction
from studio.text.font_file import EmojiPicture, FontFace
from studio.text.outlines import GlyphPart, group_outline
from studio.text.units import UnitBox, UnitNumbers, unite_letters

_MAX_CACHED_OUTLINES = 512


@dataclass(frozen=True, slots=True)
class TextSpec:
    """All that the layout of a text depends on, beside the font catalogue.

    face: the primary face; what it lacks comes from others. size: em, canvas px.
    language: BCP 47. direction: None takes the first strong character of each paragraph, then the language.
    line_height: px from baseline to baseline; 0 takes the font's own; never less than ink needs.
    max_width: px; None breaks lines only where the text does. latin_scale: optical ratio of Latin to Arabic
    sizes.
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
    latin_scale: float = 1.0


@dataclass(frozen=True, slots=True)
class PlacedGlyph:
    """A finished glyph. x, y: where its origin stands in the paragraph's box, y down; size: its em in px.

    start, end: the code points of the original text that it stands for. letter, group, word, line: the units
    it belongs to (a ligature: to its first letter), counted in reading order.
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


@dataclass(frozen=True, slots=True)
class LineLayout:
    """A line. start, end: its code points of the original text. box: its advance by the line pitch."""

    start: int
    end: int
    baseline: float
    box: Rect
    ink: Rect
    direction: Direction


@dataclass(frozen=True, slots=True)
class MissingGlyph:
    """A cluster that no font has; it is left out of the picture. start, end: in the original text."""

    text: str
    start: int
    end: int
    codepoints: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PlacedPicture:
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
    _letters: tuple[UnitBox, ...]
    _numbers: UnitNumbers
    _outlines: dict[tuple[int, ...], Path] = field(default_factory=dict, compare=False, repr=False)

    @property
    def box(self) -> Rect:
        return Rect(0.0, 0.0, self.width, self.height)

    def units(self, unit: TextUnit) -> tuple[UnitBox, ...]:
        """All units of a kind in reading order; the index of each is its place."""
        return self._units[unit]

    @cached_property
    def _units(self) -> Mapping[TextUnit, tuple[UnitBox, ...]]:
        lines = tuple(
            UnitBox(index, line.start, line.end, index, line.direction is Direction.RTL, line.box, line.ink)
            for index, line in enumerate(self.lines)
        )
        whole = UnitBox(
            0, 0, len(self.spec.text), 0, self.direction is Direction.RTL, self.box, self.ink
        )  # fmt: skip
        return {
            TextUnit.LETTER: self._letters,
            TextUnit.GROUP: unite_letters(self._letters, self._numbers.groups),
            TextUnit.WORD: unite_letters(self._letters, self._numbers.words),
            TextUnit.LINE: lines,
            TextUnit.WHOLE: (whole,),
        }

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
        groups: dict[int, list[PlacedGlyph]] = {}
        for index in wanted:
            glyph = self.glyphs[index]
            if not glyph.is_color:
                groups.setdefault(glyph.group, []).append(glyph)
        return join_paths(map(_group_outline, groups.values())) if groups else EMPTY_PATH

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


def _group_outline(glyphs: Sequence[PlacedGlyph]) -> Path:
    first = glyphs[0]
    unit = first.size / first.face.upem
    # Places are whole font units but for rounding, so a hundredth makes equal groups equal.
    parts = tuple(
        GlyphPart(
            glyph.face,
            glyph.glyph_id,
            round((glyph.x - first.x) / unit, 2),
            round((glyph.y - first.y) / unit, 2),
            round(glyph.size / glyph.face.upem / unit, 6),
        )
        for glyph in glyphs
    )
    return group_outline(parts).transformed(Affine(a=unit, d=unit, e=first.x, f=first.y))


def scaled_rect(rect: Rect, by: float, x: float, y: float) -> Rect:
    """A box in font units, scaled and moved to the pen (x, y); an empty one stays empty."""
    if rect.is_empty:
        return EMPTY_RECT
    return Rect(rect.x * by + x, rect.y * by + y, rect.width * by, rect.height * by)
