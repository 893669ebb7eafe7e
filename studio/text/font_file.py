"""One face of one font file, through HarfBuzz: coverage, metrics, outlines, colour pictures.

Nothing here needs fontTools or Qt.  A face is opened when something is first asked of it; it travels to
other processes as its path.
"""

import hashlib
import struct
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import uharfbuzz as hb

from studio.base.errors import FontError
from studio.base.geometry import Path as Outline
from studio.base.geometry import Rect

Embedding = Literal["installable", "editable", "preview", "restricted"]

MAX_FILE_BYTES = 64 * 2**20
"""Larger than any font that people have; a bound on what an untrusted file may cost."""

_SFNT_TAGS = (b"\x00\x01\x00\x00", b"OTTO", b"true")
_NEEDED_TABLES = ("head", "maxp", "cmap", "hhea", "hmtx")
_GLYPH_TABLES = (("glyf", "loca"), ("CFF ",), ("CFF2",), ("CBDT", "CBLC"), ("sbix",))
_HINT = "Use a TrueType or OpenType file (.ttf, .otf or .ttc); get it again if the download was cut short."


@dataclass(frozen=True, slots=True)
class FaceSource:
    """Where a face is: a file, the face's number in a collection, and the weight set on a variable font."""

    path: Path
    index: int = 0
    variable_weight: int | None = None


@dataclass(frozen=True, slots=True)
class FaceInfo:
    """What a font file says about one of its faces.

    weight: 1 to 1000, 400 is regular.  weights: lowest and highest weight of a variable font.
    embedding: what the font's fsType allows; "restricted" must not go into a project package.
    """

    source: FaceSource
    family: str
    weight: int
    italic: bool
    embedding: Embedding
    weights: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class EmojiPicture:
    """A colour glyph as a picture.

    png: the file's bytes.  ppem: the size in pixels per em that it was drawn for.  box: where it stands,
    in font units from the pen, y down.
    """

    png: bytes
    ppem: int
    box: Rect


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
        """Content hash: 32 hexadecimal digits of BLAKE2b, then number and weight where they matter."""
        if not self._key:
            digest = hashlib.blake2b(self.source.path.read_bytes(), digest_size=16).hexdigest()
            index = f"#{self.source.index}" if self.source.index else ""
            weight = f"@{self.source.variable_weight}" if self.source.variable_weight else ""
            self._key = digest + index + weight
        return self._key

    @property
    def hb_face(self) -> hb.Face:
        if self._hb_face is None:
            try:
                blob = hb.Blob.from_file_path(self.source.path)
            except (OSError, hb.HarfBuzzError) as error:
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
            if self.source.variable_weight is not None:
                font.set_variations({"wght": float(self.source.variable_weight)})
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
            self._pictures[glyph] = self._picture(glyph, data) if data[:4] == b"\x89PNG" else None
        return self._pictures[glyph]

    def _picture(self, glyph: int, png: bytes) -> EmojiPicture:
        box = self.glyph_extents(glyph)
        pixels = struct.unpack_from(">I", png, 16)[0]  # the width in the IHDR chunk
        ppem = round(pixels * self.upem / box.width) if box.width else self.upem
        return EmojiPicture(png, ppem, box)


@lru_cache(maxsize=512)
def open_face(source: FaceSource, family: str, weight: int, italic: bool = False) -> FontFace:
    """The one FontFace of this process for a source, so that outlines are cached once."""
    return FontFace(source, family, weight, italic=italic)


def read_font_file(path: Path) -> tuple[FaceInfo, ...]:
    """Check a font file from outside and tell what faces it has (several in a collection).

    Raises FontError if it is no font, is cut short or lacks a table that text needs.
    """
    where = str(path)
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise FontError(f"The font is larger than {MAX_FILE_BYTES // 2**20} MB.", _HINT, where)
        data = path.read_bytes()
    except OSError as error:
        raise FontError(f"The font file cannot be read ({error.strerror}).", "", where) from error
    if data[:4] in (b"wOFF", b"wOF2"):
        raise FontError("This is a web font (WOFF).", "Use the .ttf or .otf file of the same font.", where)
    try:
        offsets = _face_offsets(data)
        for offset in offsets:
            _check_tables(data, offset, where)
    except struct.error as error:
        raise FontError("The font file is cut short.", _HINT, where) from error
    if not offsets:
        raise FontError("This is not a font file.", _HINT, where)
    return tuple(_face_info(path, index) for index in range(len(offsets)))


def _face_offsets(data: bytes) -> tuple[int, ...]:
    if data[:4] in _SFNT_TAGS:
        return (0,)
    if data[:4] == b"ttcf":
        count = min(struct.unpack_from(">I", data, 8)[0], 256)
        return struct.unpack_from(f">{count}I", data, 12)
    return ()


def _check_tables(data: bytes, start: int, where: str) -> None:
    """Check the table directory: every table inside the file, and none missing that text needs."""
    count = struct.unpack_from(">H", data, start + 4)[0]
    tables: dict[str, int] = {}
    for number in range(count):
        tag, _, offset, length = struct.unpack_from(">4sIII", data, start + 12 + 16 * number)
        if offset + length > len(data):
            raise FontError("The font file is cut short.", _HINT, where)
        tables[tag.decode("latin-1")] = offset
    missing = [tag for tag in _NEEDED_TABLES if tag not in tables]
    if not any(all(tag in tables for tag in tags) for tags in _GLYPH_TABLES):
        missing.append("glyf or CFF")
    if missing:
        raise FontError(f"The font lacks what text needs: {', '.join(missing)}.", _HINT, where)
    if struct.unpack_from(">I", data, tables["head"] + 12)[0] != 0x5F0F3CF5:  # magicNumber
        raise FontError("The font file is damaged.", _HINT, where)


def _face_info(path: Path, index: int) -> FaceInfo:
    source = FaceSource(path, index)
    face = hb.Face(hb.Blob.from_file_path(path), index)
    if not face.glyph_count or not face.upem or not len(face.unicodes):
        raise FontError("The font file is damaged: it has no characters.", _HINT, str(path))
    weight, embedding, italic = 400, 0, False
    os2 = bytes(face.reference_table("OS/2").data)
    if len(os2) >= 64:
        weight, embedding, italic = *struct.unpack_from(">H2xH", os2, 4), bool(os2[63] & 1)
    axis = next((axis for axis in face.axis_infos if axis.tag == "wght"), None)
    return FaceInfo(
        source=source,
        family=face.get_name(16) or face.get_name(1) or path.stem,
        weight=weight if 1 <= weight <= 1000 else 400,
        italic=italic,
        embedding=_embedding(embedding),
        weights=(round(axis.min_value), round(axis.max_value)) if axis else None,
    )


def _embedding(fs_type: int) -> Embedding:
    """The most permissive of the bits that are set (OpenType: OS/2 fsType, bits 0 to 3)."""
    if fs_type & 0x8:
        return "editable"
    if fs_type & 0x4:
        return "preview"
    return "restricted" if fs_type & 0x2 else "installable"
