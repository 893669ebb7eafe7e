"""Reading font files from outside: is it a font, what faces has it, may it be handed on.

A font file is untrusted: its size is bounded, its directory of tables is checked before anything else reads
it, and HarfBuzz, which reads the rest, checks every table that it opens.
"""

import math
import stat
import struct
from pathlib import Path
from typing import Literal

import uharfbuzz as hb
from msgspec import Struct

from studio.base.errors import FontError
from studio.text.font_file import Axis, FaceSource

Embedding = Literal["installable", "editable", "preview", "restricted"]

MAX_FILE_BYTES = 64 * 2**20
"""Larger than any font that people have; a bound on what an untrusted file may cost."""

_SFNT_TAGS = (b"\x00\x01\x00\x00", b"OTTO", b"true")
_NEEDED_TABLES = ("head", "maxp", "cmap", "hhea", "hmtx")
_GLYPH_TABLES = (("glyf", "loca"), ("CFF ",), ("CFF2",), ("CBDT", "CBLC"), ("sbix",))
_HINT = "Use a TrueType or OpenType file (.ttf, .otf or .ttc); get it again if the download was cut short."
_MAX_AXES = 64
_MAX_AXIS = 32_000.0


class FaceInfo(Struct, frozen=True):
    """What a font file says about one of its faces.

    weight: 1 to 1000, 400 is regular.  embedding: what the font's fsType allows; "restricted" must not go
    into a project package.  The axes of a variable font are those of `source`.
    """

    source: FaceSource
    family: str
    weight: int
    italic: bool
    embedding: Embedding
    version: str = ""

    @property
    def weights(self) -> tuple[int, int] | None:
        """Lowest and highest weight of a variable font."""
        axis = self.source.axis("wght")
        return None if axis is None else (round(axis.minimum), round(axis.maximum))


def read_font_file(path: Path) -> tuple[FaceInfo, ...]:
    """Check a font file from outside and tell what faces it has (several in a collection).

    Raises FontError if it is no font, is cut short or lacks a table that text needs.
    """
    where = str(path)
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise FontError("This is no file.", "Name one font file.", where)
        if facts.st_size > MAX_FILE_BYTES:
            raise FontError(f"The font is larger than {MAX_FILE_BYTES // 2**20} MB.", _HINT, where)
        data = path.read_bytes()
    except OSError as error:
        message = f"The font file cannot be read ({error.strerror or error})."
        raise FontError(message, "Check its name and place.", where) from error
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
    return tuple(_face_info(path, data, index) for index in range(len(offsets)))


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


def _face_info(path: Path, data: bytes, index: int) -> FaceInfo:
    face = hb.Face(hb.Blob(data), index)
    if not face.glyph_count or not face.upem or not len(face.unicodes):
        raise FontError("The font file is damaged: it has no characters.", _HINT, str(path))
    weight, embedding, italic = 400, 0, False
    os2 = bytes(face.reference_table("OS/2").data)
    if len(os2) >= 64:
        weight, embedding, italic = *struct.unpack_from(">H2xH", os2, 4), bool(os2[63] & 1)
    return FaceInfo(
        source=FaceSource(path, index, _axes(face)),
        family=_plain(face.get_name(16) or face.get_name(1)) or path.stem,
        weight=weight if 1 <= weight <= 1000 else 400,
        italic=italic,
        embedding=_embedding(embedding),
        version=_plain(face.get_name(5)),
    )


def _plain(name: str | None) -> str:
    """A name of a stranger's file as people may be shown it: one short line."""
    return " ".join("".join(char if char.isprintable() else " " for char in name or "").split())[:100]


def _axes(face: hb.Face) -> tuple[Axis, ...]:
    axes = []
    for info in face.axis_infos[:_MAX_AXES]:
        values = (info.min_value, info.default_value, info.max_value)
        sane = all(math.isfinite(value) and abs(value) <= _MAX_AXIS for value in values)
        if sane and values[0] <= values[1] <= values[2] and values[0] < values[2]:
            axes.append(Axis(info.tag, *values))
    return tuple(axes)


def _embedding(fs_type: int) -> Embedding:
    """The most permissive of the bits that are set (OpenType: OS/2 fsType, bits 0 to 3).

    Fonts of which only bitmaps may be embedded (bit 9) count as restricted: we would embed outlines.
    """
    if fs_type & 0x200:
        return "restricted"
    if fs_type & 0x8:
        return "editable"
    if fs_type & 0x4:
        return "preview"
    return "restricted" if fs_type & 0x2 else "installable"
