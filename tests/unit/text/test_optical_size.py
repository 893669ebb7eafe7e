import pytest

from studio.base.paths import assets_dir
from studio.presets.catalog import bundled
from studio.text.font_file import FaceSource, open_face
from studio.text.fonts import EMOJI_FAMILY, FontCatalog
from studio.text.optical_size import OpticalSize, optical_size

CATALOG = FontCatalog.bundled()
FAMILIES = [family.name for family in CATALOG.families() if family.name != EMOJI_FAMILY]
DESIGN = bundled().design().fonts


def measured(family: str) -> OpticalSize:
    face = CATALOG.face(family)
    return optical_size(face, CATALOG.fallback("x", face))


@pytest.mark.parametrize("family", FAMILIES)
def test_measured_sizes_are_those_that_the_design_gives_each_family(family: str) -> None:
    size, given = measured(family), DESIGN[family]
    # Letters that stand alone look larger in nastaliq than those in its sloping words.
    sloping = CATALOG.family(family).style == "nastaliq"
    assert size.k == pytest.approx(given.k, abs=0.16 if sloping else 0.1)
    assert size.r == pytest.approx(given.r, abs=0.11 if sloping else 0.07)


def test_cairo_is_the_measure_of_all() -> None:
    assert measured("Cairo").k == 1


def test_sloping_words_ask_for_higher_lines_and_level_ones_do_not() -> None:
    assert measured("Noto Nastaliq Urdu").line > 0.8
    assert measured("Cairo").line == measured("Vazirmatn").line == 0


def test_a_font_without_arabic_or_latin_is_set_as_it_is() -> None:
    emoji = open_face(FaceSource(assets_dir() / "fonts/noto-color-emoji/noto-color-emoji.ttf"), "Emoji", 400)
    assert optical_size(emoji) == OpticalSize()
    assert optical_size(CATALOG.face("Cairo"), None).r == 1
