import pickle
import struct
from pathlib import Path

import pytest
import uharfbuzz as hb

from resources.tools.measure_fonts import measured_capabilities, measured_kashida
from studio.base.errors import FontError
from studio.base.paths import assets_dir
from studio.text.coverage import needs_glyph
from studio.text.font_file import FontFace
from studio.text.font_reading import read_font_file
from studio.text.fonts import EMOJI_FAMILY, FontCatalog, FontFamily, nearest_weight
from studio.text.justification import LONGEST

CATALOG = FontCatalog.bundled()
TEXT_FAMILIES = [family for family in CATALOG.families() if family.name != EMOJI_FAMILY]
ARABIC = "ءآأؤإئابةتثجحخدذرزسشصضطظعغـفقكلمنهوىي" + "".join(map(chr, range(0x64B, 0x653))) + "؟،؛٪"
DIGITS = "٠١٢٣٤٥٦٧٨٩"
LATIN = "".join(map(chr, range(0x20, 0x7F))) + "éèêàçôöüß«»“”‘’–—…©"
# What a family lacks of the above; everything else must be there.
QAHIRI = "".join(map(chr, range(0x64B, 0x653))) + "#$&*+<=>@^`|~éèêàçôöüß©"  # a display face without marks
LACKS = {"reem-kufi": "٪", "markazi-text": "٪", "qahiri": QAHIRI}

FACES = [  # each weight of each family; the ends of the variable ones
    (family, weight)
    for family in TEXT_FAMILIES
    for weight in family.weights
    if not family.axes or weight in (min(family.weights), max(family.weights))
]


def family_name(family: object) -> str:
    return family.slug if isinstance(family, FontFamily) else str(family)


def covering(family: FontFamily, weight: int, text: str) -> str:
    """The characters of the text that no part of the family has."""
    primary = CATALOG.face(family.name, weight)
    found = {char: CATALOG.fallback(char, primary) for char in text}
    return "".join(char for char, face in found.items() if face is None or face.family != family.name)


def shape(face: FontFace, text: str) -> list[int]:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(face.hb_font, buffer)
    return [info.codepoint for info in buffer.glyph_infos]


def test_the_families_and_emoji_are_bundled() -> None:
    assert len(TEXT_FAMILIES) == 22
    assert {family.style for family in TEXT_FAMILIES} >= {
        "naskh",
        "nastaliq",
        "ruqaa",
        "kufi",
        "sans",
        "hand",
    }
    assert {family.style for family in CATALOG.families()} <= set(LONGEST), (
        "each style has its longest kashida"
    )
    assert CATALOG.family(EMOJI_FAMILY).capabilities == {"emoji"}


def test_the_bundle_stays_small() -> None:
    total = sum(path.stat().st_size for path in (assets_dir() / "fonts").rglob("*") if path.is_file())
    assert total < 12_000_000


@pytest.mark.parametrize("family", CATALOG.families(), ids=family_name)
def test_every_family_has_its_licence_and_its_files(family: FontFamily) -> None:
    assert family.license_file is not None
    text = family.license_file.read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert "Copyright" in text or family.name == "Tajawal"
    assert {400} <= set(family.weights)
    named = {source.path for sources in family.weights.values() for source in sources}
    assert set(family.license_file.parent.glob("*.ttf")) == named


@pytest.mark.parametrize(("family", "weight"), FACES, ids=family_name)
def test_every_face_is_sound_and_says_its_name_and_weight(family: FontFamily, weight: int) -> None:
    for source in family.weights[weight]:
        (info,) = read_font_file(source.path)
        assert info.family == family.name
        assert info.source.axes == family.axes
        low, high = info.weights or (info.weight, info.weight)
        assert low <= weight <= high
        assert info.embedding == "installable"


@pytest.mark.parametrize(("family", "weight"), FACES, ids=family_name)
def test_every_face_covers_arabic_digits_and_latin(family: FontFamily, weight: int) -> None:
    lacking = covering(family, weight, ARABIC + DIGITS + LATIN)
    assert lacking == LACKS.get(family.slug, "")


@pytest.mark.parametrize("family", CATALOG.families(), ids=family_name)
def test_capabilities_are_those_that_the_files_have(family: FontFamily) -> None:
    assert family.capabilities == set(measured_capabilities(family))
    assert family.kashida == measured_kashida(family)


@pytest.mark.parametrize(("family", "weight"), FACES, ids=family_name)
def test_outlines_are_drawn_with_y_down(family: FontFamily, weight: int) -> None:
    face = CATALOG.face(family.name, weight)
    latin = CATALOG.fallback("H", face)
    assert latin is not None
    for drawn, text in ((face, "حوار"), (latin, "Hxg")):
        glyphs = shape(drawn, text)
        assert 0 not in glyphs
        drawn_ones = [glyph for glyph in glyphs if drawn.outline(glyph).verbs]
        assert len(drawn_ones) >= 3  # nastaliq has empty ones that only move the others
        for glyph in drawn_ones:
            path = drawn.outline(glyph)
            box = drawn.glyph_extents(glyph)
            assert path.verbs.startswith("M")
            assert path.verbs.endswith("Z")
            assert path.bounds.expanded(2).contains(box)
    capital = latin.glyph_extents(shape(latin, "H")[0])
    assert capital.y < -0.4 * latin.upem
    assert abs(capital.bottom) < 0.05 * latin.upem
    assert face.ascent > 0
    assert face.descent > 0


@pytest.mark.parametrize("family", TEXT_FAMILIES, ids=family_name)
def test_arabic_letters_join_and_latin_is_kerned(family: FontFamily) -> None:
    face = CATALOG.face(family.name)
    forms = {*shape(face, "ببب")}
    assert len(forms - set(shape(face, "ب"))) >= 3, "initial, medial and final form differ"
    latin = CATALOG.fallback("AVTo", face)
    assert latin is not None
    assert advance(latin, "AV") <= advance(latin, "A") + advance(latin, "V")


def advance(face: FontFace, text: str) -> int:
    return sum(face.hb_font.get_glyph_h_advance(glyph) for glyph in shape(face, text))


@pytest.mark.parametrize(("family", "weight"), FACES, ids=family_name)
def test_marks_stand_on_their_letters_and_never_part_a_word(family: FontFamily, weight: int) -> None:
    face = CATALOG.face(family.name, weight)
    if "vocalised" not in family.capabilities:
        return
    for marks in ("َ", "ِ", "ُ", "ً", "ٍ", "ٌ", "ْ", "ّ", "َّ", "ِّ", "ُّ", "ًّ", "ٍّ", "ٌّ", "ٰ"):
        buffer = hb.Buffer()
        buffer.add_str(f"ن{marks}د")
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.guess_segment_properties()
        hb.shape(face.hb_font, buffer)
        placed = [
            place
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
            if 0 < info.cluster <= len(marks)
        ]
        assert placed
        assert all(place.x_advance == 0 for place in placed), marks
        assert all((place.x_offset, place.y_offset) != (0, 0) for place in placed), marks


@pytest.mark.parametrize(
    ("wanted", "available", "expected"),
    [
        (400, [400, 700], 400),
        (500, [400, 700], 400),
        (500, [700, 800], 700),
        (450, [400, 500], 500),
        (600, [400, 700], 700),
        (900, [400, 700], 700),
        (300, [400, 700], 400),
        (350, [200, 400], 200),
        (300, [200, 300], 300),
        (100, [400], 400),
    ],
)
def test_the_nearest_weight_is_that_of_css(wanted: int, available: list[int], expected: int) -> None:
    assert nearest_weight(wanted, available) == expected
    assert nearest_weight(wanted, reversed(available)) == expected


def test_a_face_is_the_same_object_each_time_and_equal_after_pickling() -> None:
    face = CATALOG.face("Cairo", 800)
    assert CATALOG.face("cairo", 800) is face
    again = pickle.loads(pickle.dumps(face))
    assert again == face
    assert hash(again) == hash(face)
    assert face != CATALOG.face("Cairo", 700)
    fresh = FontFace(face.source, face.family, face.weight)
    assert fresh == face
    assert len(face.key) == 32


def test_an_unknown_family_is_answered_with_the_nearest_names() -> None:
    with pytest.raises(FontError) as caught:
        CATALOG.family("Tajwal")
    assert "Tajawal" in caught.value.hint
    assert caught.value.exit_code == 2


def test_a_family_is_found_by_slug_and_any_capitals() -> None:
    assert CATALOG.family("ibm-plex-sans-arabic") is CATALOG.family("IBM PLEX Sans  Arabic")


@pytest.mark.parametrize("cluster", ["ٹ", "ڑ", "ے", "ں", "ںِ"])
def test_letters_that_tajawal_lacks_come_from_a_like_family(cluster: str) -> None:
    tajawal = CATALOG.face("Tajawal", 500)
    face = CATALOG.fallback(cluster, tajawal)
    assert face is not None
    assert face.family == "Vazirmatn"
    assert 0 not in shape(face, cluster)


def test_a_letter_and_its_marks_come_from_one_font() -> None:
    face = CATALOG.fallback("\u0628\u06e1\u06da", CATALOG.face("Cairo"))
    assert face is not None
    assert face.covers(0x06E1)
    assert face.covers(0x06DA)
    assert face.covers(0x0628)


def test_the_primary_font_keeps_what_it_covers() -> None:
    face = CATALOG.face("Amiri", 700)
    for cluster in (
        "ب",
        "بِّ",
        "A",
        "é",
        "e\u0301",
        " ",
        "\u00a0",
        "\u2009",
        "5",
        "٥",
        "ا\u200d",
        "\u2067",
        "\n",
    ):
        assert CATALOG.fallback(cluster, face) is face, ascii(cluster)


@pytest.mark.parametrize(
    "cluster", ["😀", "👍", "👍🏽", "❤️", "1️⃣", "🇯🇴", "🇵🇸", "👨‍👩‍👧", "✅", "⭐", "❤️‍🔥", "👩🏽‍🏫", "🕊️"]
)
def test_emoji_come_from_the_emoji_font_as_one_picture(cluster: str) -> None:
    for name in ("Cairo", "Noto Sans Arabic"):
        face = CATALOG.fallback(cluster, CATALOG.face(name, 700))
        assert face is not None
        assert face.family == EMOJI_FAMILY
        glyphs = [glyph for glyph in shape(face, cluster) if face.is_color_glyph(glyph)]
        assert len(glyphs) == 1
        picture = face.emoji_picture(glyphs[0])
        assert picture is not None
        assert picture.png.startswith(b"\x89PNG")
        assert struct.unpack_from(">II", picture.png, 16) == (136, 128)
        assert picture.ppem == 109
        assert picture.box.width == pytest.approx(136 / 109 * face.upem, abs=2)
        assert picture.box.height == pytest.approx(128 / 109 * face.upem, abs=2)
        assert picture.box.y < 0 < picture.box.bottom


def test_the_text_selector_and_digits_do_not_ask_for_pictures() -> None:
    face = CATALOG.face("Noto Sans Arabic")
    for cluster in ("5", "#", "©", "÷"):
        assert CATALOG.fallback(cluster, face) is face
        assert face.emoji_picture(shape(face, cluster)[0]) is None


def test_every_emoji_of_the_list_is_one_picture() -> None:
    face = CATALOG.face(EMOJI_FAMILY)
    listed = (assets_dir() / "fonts" / "noto-color-emoji" / "emoji.txt").read_text(encoding="utf-8")
    clusters = [one for line in listed.splitlines() if line[0] != "#" for one in line.split()[1:]]
    assert len(clusters) > 500
    wrong = [one for one in clusters if sum(map(face.is_color_glyph, shape(face, one))) != 1]
    assert not wrong


@pytest.mark.parametrize("sign", "←→↑↓✓≈≠≤≥∞−")
def test_arrows_and_signs_are_text_in_every_family(sign: str) -> None:
    for family in TEXT_FAMILIES:
        face = CATALOG.fallback(sign, CATALOG.face(family.name, 700))
        assert face is not None
        assert face.family != EMOJI_FAMILY


def test_what_no_bundled_font_has_is_told_and_not_drawn() -> None:
    assert CATALOG.fallback("漢", CATALOG.face("Cairo")) is None
    assert CATALOG.fallback("ᚠ", CATALOG.face("Amiri")) is None


def test_invisible_characters_need_no_glyph() -> None:
    assert not any(map(needs_glyph, map(ord, "\u200c\u200d\u200e\u200f\u061c\u2066\u2069\ufe0f\u00ad\n\t")))
    assert all(map(needs_glyph, map(ord, "ب A5٥\u064e😀")))


def test_the_chain_starts_with_the_family_and_ends_with_emoji() -> None:
    for family in TEXT_FAMILIES:
        chain = CATALOG.fallback_chain(family.name)
        assert chain[0] == family.name
        assert chain[-1] == EMOJI_FAMILY
        assert len(chain) == len(set(chain))


def bundled_file(family: str) -> Path:
    return CATALOG.face(family).source.path


def test_a_text_file_with_a_fonts_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.ttf"
    path.write_text("This is a letter, not a font. " * 50, encoding="utf-8")
    with pytest.raises(FontError, match="not a font") as caught:
        CATALOG.with_file(path)
    assert caught.value.hint
    assert caught.value.where == str(path)


@pytest.mark.parametrize("part", [0.0, 0.0001, 0.001, 0.01, 0.3, 0.9, 0.999])
def test_a_truncated_font_is_refused(tmp_path: Path, part: float) -> None:
    data = bundled_file("Cairo").read_bytes()
    path = tmp_path / "cut.ttf"
    path.write_bytes(data[: int(len(data) * part)])
    with pytest.raises(FontError):
        read_font_file(path)


def test_a_font_without_a_needed_table_is_refused_by_its_name(tmp_path: Path) -> None:
    data = bundled_file("Cairo").read_bytes()
    path = tmp_path / "less.ttf"
    path.write_bytes(data.replace(b"cmap", b"pamc", 1).replace(b"glyf", b"fylg", 1))
    with pytest.raises(FontError, match="cmap, glyf or CFF"):
        read_font_file(path)


def test_a_web_font_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "web.woff2"
    path.write_bytes(b"wOF2" + bytes(100))
    with pytest.raises(FontError, match="web font"):
        read_font_file(path)
    with pytest.raises(FontError):
        read_font_file(tmp_path / "none.ttf")


def own_font(path: Path, *, family: str, fs_type: int) -> None:
    from fontTools.ttLib import TTFont

    font = TTFont(bundled_file("Cairo"), recalcTimestamp=False)
    font["OS/2"].fsType = fs_type
    font["name"].setName(family, 1, 3, 1, 0x409)
    font.save(path)


def test_a_persons_own_font_joins_the_catalogue(tmp_path: Path) -> None:
    path = tmp_path / "own.ttf"
    own_font(path, family="Our Own", fs_type=2)
    catalog = CATALOG.with_file(path)
    family = catalog.family("our own")
    assert family.embedding == "restricted"
    assert catalog.face("Our Own", 700).source.path == path
    ours = catalog.fallback("ٹ", CATALOG.with_file(path).face("Our Own"))
    assert ours is not None
    assert catalog.fallback_chain("Cairo")[-1] == "Our Own"
    with pytest.raises(FontError):
        CATALOG.family("Our Own")


def test_a_variable_font_has_all_its_weights(tmp_path: Path) -> None:
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib.tables.TupleVariation import TupleVariation

    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap({65: "A"})
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((0, 700))
    pen.lineTo((100, 700))
    pen.lineTo((100, 0))
    pen.closePath()
    empty = TTGlyphPen(None).glyph()
    builder.setupGlyf({".notdef": empty, "A": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "A": (500, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Stretchy", "styleName": "Regular"})
    builder.setupOS2(usWeightClass=400)
    builder.setupPost()
    builder.setupFvar([("wght", 300, 400, 900, "Weight")], [])
    deltas = [(0, 0), (0, 0), (200, 0), (200, 0), (0, 0), (0, 0), (0, 0), (0, 0)]
    builder.setupGvar({".notdef": [], "A": [TupleVariation({"wght": (0, 1, 1)}, deltas)]})
    path = tmp_path / "variable.ttf"
    builder.save(path)

    catalog = CATALOG.with_file(path)
    assert sorted(catalog.family("Stretchy").weights) == [300, 400, 500, 600, 700, 800, 900]
    regular, black = catalog.face("Stretchy", 400), catalog.face("Stretchy", 900)
    assert regular.outline(1).bounds.width == 100
    assert black.outline(1).bounds.width == 300
    assert regular != black
