"""Font files are untrusted: whatever is in them, they are used or refused, never more."""

import math
import os
import random
import struct
import sys
from pathlib import Path

import pytest

from studio.base.errors import FontError
from studio.base.paths import assets_dir
from studio.text.font_check import check_font
from studio.text.font_file import is_small_png
from studio.text.font_reading import MAX_FILE_BYTES, read_font_file
from studio.text.fonts import FontCatalog
from studio.text.paragraph import TextSpec, layout_paragraph

FONTS = assets_dir() / "fonts"
SMALL = ("qahiri/qahiri-400.ttf", "rakkas/rakkas-400.ttf", "readex-pro/readex-pro-arabic.ttf")
"""A plain one, one with many lookups, a variable one."""


def damaged(data: bytes, dice: random.Random) -> bytes:
    """The file cut short, or with bits turned over, most of them in its directory and headers."""
    if dice.random() < 0.15:
        return data[: dice.randrange(len(data))]
    broken = bytearray(data)
    reach = min(700, len(data)) if dice.random() < 0.4 else len(data)
    for _ in range(dice.choice((1, 3, 10, 100))):
        at = dice.randrange(reach)
        if dice.random() < 0.5:
            broken[at] ^= 1 << dice.randrange(8)
        else:
            broken[at : at + 4] = bytes([dice.choice((0, 0x7F, 0x80, 0xFF))]) * len(broken[at : at + 4])
    return bytes(broken)


@pytest.mark.parametrize("name", SMALL)
def test_a_damaged_font_is_used_or_refused_and_nothing_else(name: str, tmp_path: Path) -> None:
    data = (FONTS / name).read_bytes()
    dice = random.Random(name)
    used, refusals = 0, list[FontError]()
    path = tmp_path / "broken.ttf"
    for _ in range(40):
        path.write_bytes(damaged(data, dice))
        try:
            check_font(path, "حوار")
            catalog = FontCatalog.bundled().with_file(path)
        except FontError as error:
            refusals.append(error)
            continue
        own = next(family for family in catalog.families() if not family.is_bundled)
        spec = TextSpec("الحِوارُ Abc سلام ١٢٣", catalog.face(own.name, 650), 60.0, "ar", line_height=80.0)
        outline = layout_paragraph.__wrapped__(spec, catalog).outline()
        assert all(map(math.isfinite, outline.coords))
        used += 1
    assert all(error.message and error.exit_code == 2 for error in refusals)
    assert len(refusals) > 5
    assert used > 5


def test_a_font_of_a_huge_size_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.ttf"
    with path.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    with pytest.raises(FontError, match="larger than 64 MB"):
        read_font_file(path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes in folders")
def test_what_is_no_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.ttf")
    for path in (tmp_path / "pipe.ttf", tmp_path):
        with pytest.raises(FontError, match="no file"):
            read_font_file(path)


def test_a_collection_that_counts_too_many_faces_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "many.ttc"
    path.write_bytes(b"ttcf" + struct.pack(">III", 0x10000, 0xFFFFFFFF, 12) + bytes(64))
    with pytest.raises(FontError):
        read_font_file(path)


def test_names_in_a_font_cannot_move_the_cursor(tmp_path: Path) -> None:
    from fontTools.ttLib import TTFont

    font = TTFont(FONTS / "qahiri/qahiri-400.ttf", recalcTimestamp=False)
    for code in (1, 16):
        font["name"].setName("Evil\x1b[2J\n" + "x" * 300, code, 3, 1, 0x409)
    path = tmp_path / "evil.ttf"
    font.save(path)
    (info,) = read_font_file(path)
    assert info.family.isprintable()
    assert len(info.family) <= 100


@pytest.mark.parametrize(
    ("fs_type", "embedding"),
    [
        (0, "installable"),
        (2, "restricted"),
        (4, "preview"),
        (8, "editable"),
        (12, "editable"),
        (0x200, "restricted"),
    ],
)
def test_the_embedding_licence_is_the_most_permissive_of_its_bits(
    fs_type: int, embedding: str, tmp_path: Path
) -> None:
    data = bytearray((FONTS / "qahiri/qahiri-400.ttf").read_bytes())
    count = struct.unpack_from(">H", data, 4)[0]
    for number in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, 12 + 16 * number)
        if tag == b"OS/2":
            struct.pack_into(">H", data, offset + 8, fs_type)
    path = tmp_path / "licensed.ttf"
    path.write_bytes(data)
    assert read_font_file(path)[0].embedding == embedding


def test_a_glyph_class_that_does_not_exist_is_no_mark(tmp_path: Path) -> None:
    from fontTools.ttLib import TTFont

    font = TTFont(FONTS / "tajawal/tajawal-400.ttf", recalcTimestamp=False)
    name = font.getBestCmap()[ord("ح")]
    font["GDEF"].table.GlyphClassDef.classDefs[name] = 5
    path = tmp_path / "classless.ttf"
    font.save(path)
    catalog = FontCatalog.bundled().with_file(path)
    layout = layout_paragraph.__wrapped__(
        TextSpec("ح", catalog.face("Tajawal", 400), 60.0, "ar", line_height=80.0), catalog
    )
    assert len(layout.glyphs) == 1


@pytest.mark.parametrize(
    "png", [b"\x89PNG", b"\x89PNG\r\n\x1a\n" + bytes(8) + b"\xff\xff\xff\xff" * 8, b"GIF89a"]
)
def test_pictures_of_glyphs_that_are_none_or_huge_are_left_out(png: bytes) -> None:
    assert not is_small_png(png)


def test_every_face_of_a_collection_is_read(tmp_path: Path) -> None:
    from fontTools.ttLib import TTCollection, TTFont

    collection = TTCollection()
    collection.fonts = [
        TTFont(FONTS / f"tajawal/tajawal-{weight}.ttf", recalcTimestamp=False) for weight in (400, 700)
    ]
    path = tmp_path / "both.ttc"
    collection.save(path)
    faces = read_font_file(path)
    assert [(face.source.index, face.family, face.weight) for face in faces] == [
        (0, "Tajawal", 400),
        (1, "Tajawal", 700),
    ]
    catalog = FontCatalog.bundled().with_file(path)
    regular, bold = catalog.face("Tajawal", 400), catalog.face("Tajawal", 700)
    assert regular.source.path == bold.source.path == path
    alef = bold.hb_font.get_nominal_glyph(ord("ا"))
    assert alef
    assert bold.outline(alef).bounds.width > regular.outline(alef).bounds.width
    assert regular.key != bold.key


def test_an_opentype_font_with_cubic_outlines_is_drawn(tmp_path: Path) -> None:
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.t2CharStringPen import T2CharStringPen

    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap({65: "A"})
    pen = T2CharStringPen(600, None)
    pen.moveTo((0, 0))
    pen.curveTo((0, 400), (100, 700), (300, 700))
    pen.lineTo((300, 0))
    pen.closePath()
    shape = pen.getCharString()
    builder.setupCFF("Curvy-Regular", {}, {".notdef": shape, "A": shape}, {})
    builder.setupHorizontalMetrics({".notdef": (600, 0), "A": (600, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Curvy", "styleName": "Regular"})
    builder.setupOS2(usWeightClass=400)
    builder.setupPost()
    path = tmp_path / "curvy.otf"
    builder.save(path)
    (info,) = read_font_file(path)
    assert info.family == "Curvy"
    outline = FontCatalog.bundled().with_file(path).face("Curvy").outline(1)
    assert "C" in outline.verbs
    assert outline.bounds.height == 700
