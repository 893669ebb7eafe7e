"""One face of one font file, through HarfBuzz: coverage, metrics, outlines, colour pictures.

Nothing here needs fontTools or Qt.  A face is opened when something is first asked of it; it travels to
other processes as its path.
"""

import hashlib
import struct
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import uharfbuzz as hb
from msgspec import Struct
from msgspec.structs import replace

from studio.base.errors import FontError
from studio.base.geometry import Path as Outline
from studio.base.geometry import Rect


class Axis(Struct, frozen=True):
    """An axis of a variable font: its four-letter tag (`wght`, `wdth` …) and range."""

    tag: str
    minimum: float
    default: float
    maximum: float

    def clamped(self, value: float) -> float:
        return min(self.maximum, max(self.minimum, value))


class FaceSource(Struct, frozen=True):
    """Where a face is: a file, the face's number in a collection, the axes of a variable font.

    variations: where it is set on its axes, those that are not at their default.
    """

    path: Path
    index: int = 0
    axes: tuple[Axis, ...] = ()
    variations: tuple[tuple[str, float], ...] = ()

    def axis(self, tag: str) -> Axis | None:
        return next((axis for axis in self.axes if axis.tag == tag), None)

    def at(self, settings: Mapping[str, float]) -> "FaceSource":
        """The same face at other places of its axes; values are clamped, axes that it lacks passed over."""
        if not self.axes:
            return self
        places = ((axis, axis.clamped(settings.get(axis.tag, axis.default))) for axis in self.axes)
        set_ones = tuple((axis.tag, value) for axis, value in places if value != axis.default)
        return replace(self, variations=set_ones)


class EmojiPicture(Struct, frozen=True):
    """A colour glyph as a picture.

    png: the file's bytes.  ppem: the size in pixels per em that it was drawn for.  box: where it stands,
    in font units from the pen, y down.
    """

    png: bytes
    ppem: int
    box: Rect


_LARGEST_PICTURE = 1024


class _OutlinePen:
    """Collects a HarfBuzz outline, turned upside down: font units have y up, a canvas has y down."""

    def __init__(self) -> None:
        self.verbs: list[str] = []
        self.coords: list[float] = []

    def _add(self, verb: str, points: tuple[tuple[float, float], ...]) -> None:
        self.verbs.append(verb)
        for x, y in points:
            self.coords += (x, 0.0 - y)

    def moveTo(self, *points: tuple[float, float]) -> None:  # names of the pen protocol
        self._add("M", points)

    def lineTo(self, *points: tuple[float, float]) -> None:
        self._add("L", points)

    def qCurveTo(self, *points: tuple[float, float]) -> None:
        self._add("Q", points)

    def curveTo(self, *points: tuple[float, float]) -> None:
        self._add("C", points)

    def closePath(self) -> None:
        self._add("Z", ())


class FontFace:
    """A face that text can be set in.  All measures are font units (`upem` to the em).

    Faces are equal when their `key` is: the hash of the file's content (with number and weight), so it may
    stand in the key of a rendered segment.
    """

    def __init__(self, source: FaceSource, family: str, weight: int, *, italic: bool = False) -> None:
        self.source = source
        self.family = family
        self.weight = weight
        self.italic = italic
        self._key = ""
        self._hb_face: hb.Face | None = None
        self._hb_font: hb.Font | None = None
        self._characters: frozenset[int] | None = None
        self._outlines: dict[int, Outline] = {}
        self._pictures: dict[int, EmojiPicture | None] = {}

    def __repr__(self) -> str:
        return f"FontFace({self.family!r}, {self.weight}, {self.source.path.name!r})"

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, FontFace) and self.key == other.key)

    def __hash__(self) -> int:
        return hash(self.key)

    def __reduce__(self) -> tuple[object, ...]:
        return (open_face, (self.source, self.family, self.weight, self.italic))

    @property
    def key(self) -> str:
        """Content hash: 32 hexadecimal digits of BLAKE2b, then number and axes where they matter."""
        if not self._key:
            digest = hashlib.blake2b(self.source.path.read_bytes(), digest_size=16).hexdigest()
            index = f"#{self.source.index}" if self.source.index else ""
            axes = "".join(f"@{tag}={value:g}" for tag, value in self.source.variations)
            self._key = digest + index + axes
        return self._key

    @property
    def hb_face(self) -> hb.Face:
        if self._hb_face is None:
            try:
                # Read, not mapped: a file that is replaced while a film is made must not end the process.
                blob = hb.Blob(self.source.path.read_bytes())
            except OSError as error:
                raise FontError(
                    "The font file cannot be read.", "Is it still there?", str(self.source.path)
                ) from error
            self._hb_face = hb.Face(blob, self.source.index)
        return self._hb_face

    @property
    def hb_font(self) -> hb.Font:
        """The shared HarfBuzz font, at a scale of one unit per font unit.  Do not change its scale."""
        if self._hb_font is None:
            font = hb.Font(self.hb_face)
            if self.source.variations:
                font.set_variations(dict(self.source.variations))
            self._hb_font = font
        return self._hb_font

    @property
    def upem(self) -> int:
        return int(self.hb_face.upem)

    @property
    def ascent(self) -> int:
        """Height above the baseline as the font gives it (positive).  Ink may rise above it."""
        return int(self.hb_font.get_font_extents("ltr").ascender)

    @property
    def descent(self) -> int:
        """Depth below the baseline as the font gives it (positive).  Ink may reach below it."""
        return -int(self.hb_font.get_font_extents("ltr").descender)

    @property
    def characters(self) -> frozenset[int]:
        """All codepoints that the font has glyphs for."""
        if self._characters is None:
            self._characters = frozenset(self.hb_face.unicodes)
        return self._characters

    def covers(self, codepoint: int) -> bool:
        return codepoint in self.characters

    def outline(self, glyph: int) -> Outline:
        """The outline in font units, y down, origin at the pen.  Empty for spaces and colour glyphs."""
        found = self._outlines.get(glyph)
        if found is None:
            pen = _OutlinePen()
            self.hb_font.draw_glyph_with_pen(glyph, pen)
            found = Outline("".join(pen.verbs), tuple(pen.coords))
            self._outlines[glyph] = found
        return found

    def glyph_extents(self, glyph: int) -> Rect:
        """The ink box in font units, y down, origin at the pen."""
        extents = self.hb_font.get_glyph_extents(glyph)
        if extents is None:
            return Rect(0.0, 0.0, 0.0, 0.0)
        return Rect(extents.x_bearing, -extents.y_bearing, extents.width, -extents.height)

    def is_mark_glyph(self, glyph: int) -> bool:
        """Whether the font says that the glyph is a mark, which stands on another (GDEF)."""
        try:
            return bool(self.hb_face.get_layout_glyph_class(glyph) == hb.OTLayoutGlyphClass.MARK)
        except ValueError:  # a class that does not exist, in a damaged font
            return False

    def is_color_glyph(self, glyph: int) -> bool:
        """Whether the glyph is a picture, to be drawn by `emoji_picture` and not as an outline."""
        return self.emoji_picture(glyph) is not None

    def emoji_picture(self, glyph: int) -> EmojiPicture | None:
        """The PNG of a colour glyph (tables CBDT or sbix), the largest that the font has; else None."""
        if not self.hb_face.has_color_png:
            return None
        if glyph not in self._pictures:
            blob = self.hb_font.get_glyph_color_png(glyph)
            data = bytes(blob.data) if blob else b""
            self._pictures[glyph] = self._picture(glyph, data) if is_small_png(data) else None
        return self._pictures[glyph]

    def _picture(self, glyph: int, png: bytes) -> EmojiPicture:
        box = self.glyph_extents(glyph)
        pixels = struct.unpack_from(">I", png, 16)[0]  # the width in the IHDR chunk
        ppem = round(pixels * self.upem / box.width) if box.width else self.upem
        return EmojiPicture(png, ppem, box)


def is_small_png(data: bytes) -> bool:
    """Whether this is a PNG file of at most 1024 px a side; a stranger's font may hold anything."""
    if len(data) < 33 or data[:8] != b"\x89PNG\r\n\x1a\n":
        return False
    width, height = (int(side) for side in struct.unpack_from(">II", data, 16))  # in the IHDR chunk
    return 0 < width <= _LARGEST_PICTURE and 0 < height <= _LARGEST_PICTURE


@lru_cache(maxsize=512)
def open_face(source: FaceSource, family: str, weight: int, italic: bool = False) -> FontFace:
    """The one FontFace of this process for a source, so that outlines are cached once."""
    return FontFace(source, family, weight, italic=italic)
