"""Variable families: any weight within the range, and whatever other axes the family has."""

import pickle

import pytest

from studio.base.paths import assets_dir
from studio.text.font_file import FontFace
from studio.text.fonts import FontCatalog

CATALOG = FontCatalog.bundled()
VARIABLE = [family for family in CATALOG.families() if family.axes]


def stem(face: FontFace) -> float:
    glyph = face.hb_font.get_nominal_glyph(ord("ا"))
    assert glyph
    return face.outline(glyph).bounds.width


@pytest.mark.parametrize("family", VARIABLE, ids=lambda family: family.slug)
def test_every_weight_between_the_ends_can_be_had(family: object) -> None:
    name = getattr(family, "name", "")
    low, high = min(CATALOG.family(name).weights), max(CATALOG.family(name).weights)
    middle = (low + high) // 2 + 17
    stems = [stem(CATALOG.face(name, weight)) for weight in (low, middle, high)]
    assert stems[0] < stems[1] < stems[2]
    assert CATALOG.face(name, middle).weight == middle
    assert CATALOG.face(name, 1000).weight == high
    assert CATALOG.face(name, 1).weight == low


def test_another_axis_changes_the_letters_and_is_clamped() -> None:
    plain = CATALOG.face("Readex Pro", 400)
    wide = CATALOG.face("Readex Pro", 400, axes={"HEXP": 100})
    beyond = CATALOG.face("Readex Pro", 400, axes={"HEXP": 1e9, "NONE": 5})
    glyph = plain.hb_font.get_nominal_glyph(ord("ح"))
    assert glyph
    assert wide.hb_font.get_glyph_h_advance(glyph) > 1.1 * plain.hb_font.get_glyph_h_advance(glyph)
    assert beyond == wide != plain
    assert CATALOG.face("Cairo", 400, axes={"HEXP": 100}) is CATALOG.face("Cairo", 400)


def test_places_on_axes_are_in_the_key_and_travel_to_other_processes() -> None:
    face = CATALOG.face("Readex Pro", 555, axes={"HEXP": 40})
    assert face.key.endswith("@wght=555@HEXP=40")
    again = pickle.loads(pickle.dumps(face))
    assert again == face
    assert stem(again) == stem(face)
    assert CATALOG.face("Readex Pro", 400).key.isalnum(), "at the defaults it is the file's own hash"


def test_latin_beside_a_variable_face_stands_at_the_same_places() -> None:
    arabic = CATALOG.face("Readex Pro", 650, axes={"HEXP": 30})
    latin = CATALOG.fallback("A", arabic)
    assert latin is not None
    assert latin.source.path.name == "readex-pro-latin.ttf"
    assert latin.source.variations == arabic.source.variations


def test_latin_words_come_whole_from_one_file() -> None:
    for family in VARIABLE:
        faces = {CATALOG.fallback(letter, CATALOG.face(family.name)) for letter in "AazZWords"}
        assert len(faces) == 1


def test_what_was_added_takes_less_than_six_megabytes() -> None:
    slugs = (*(family.slug for family in VARIABLE), "lalezar", "noto-nastaliq-urdu", "qahiri", "rakkas")
    files = [file for slug in slugs for file in (assets_dir() / "fonts" / slug).glob("*")]
    assert sum(file.stat().st_size for file in files) < 6_000_000
