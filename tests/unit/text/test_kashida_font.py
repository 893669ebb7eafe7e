"""What fonts can do with a kashida, measured: the cards say it, ligatures are left whole."""

import pytest

from studio.text.font_file import FontFace
from studio.text.fonts import FontCatalog
from studio.text.kashida import legal_places
from studio.text.kashida_font import band, crossings, kashida_bar, kashida_capability

CATALOG = FontCatalog.bundled()
ABLE = [family.name for family in CATALOG.families() if family.kashida != "none"]
FACES = [(family.name, weight, family.kashida) for family in CATALOG.families() for weight in family.weights]


def face(family: str, weight: int = 400) -> FontFace:
    return CATALOG.face(family, weight)


@pytest.mark.parametrize(("family", "weight", "said"), FACES)
def test_the_font_card_says_what_is_measured(family: str, weight: int, said: str) -> None:
    assert kashida_capability(face(family, weight)) == said


def test_the_bundle_holds_every_kind_of_font() -> None:
    assert {said for _, _, said in FACES} == {"stretch", "swap", "none"}
    assert {"Amiri", "Cairo", "Noto Naskh Arabic"} <= set(ABLE)
    assert not {"Aref Ruqaa", "Noto Color Emoji"} & set(ABLE)


@pytest.mark.parametrize("family", ABLE)
def test_a_lam_alef_is_never_parted(family: str) -> None:
    """No rule is asked here: the font itself shows that the letters would change."""
    assert kashida_bar(face(family), "لا", 1, "ar") is None
    assert kashida_bar(face(family), "سلام", 2, "ar") is None


def test_ligatures_and_other_forms_of_a_font_are_left_whole() -> None:
    amiri, cairo = face("Amiri"), face("Cairo")
    for word in ("محمد", "بيت"):
        assert kashida_bar(amiri, word, 1, "ar") is None
        assert kashida_bar(cairo, word, 1, "ar") is not None
    assert kashida_bar(amiri, "تفتح", 1, "ar") is not None


def test_an_empty_tatweel_and_a_font_without_one_have_no_bar() -> None:
    for family in ("Aref Ruqaa", "Noto Color Emoji"):
        for place in legal_places("محمد"):
            assert kashida_bar(face(family), "محمد", place.position, "ar") is None


@pytest.mark.parametrize("family", ABLE)
def test_bars_meet_their_letters_at_one_height(family: str) -> None:
    """The edges of the bar are found again in the strokes of both letters beside it."""
    font = face(family)
    bar = kashida_bar(font, "سسس", 1, "ar") or kashida_bar(font, "صصص", 1, "ar")
    assert bar is not None
    top, bottom = band(font, bar.glyph_id) or (0.0, 0.0)
    assert 0.03 * font.upem < bottom - top < 0.3 * font.upem
    box = font.outline(bar.glyph_id).bounds
    for share in (0.3, 0.5, 0.7):
        ys = crossings(font.outline(bar.glyph_id), box.x + box.width * share)
        assert min(ys) == pytest.approx(top, abs=0.02 * font.upem)
        assert max(ys) == pytest.approx(bottom, abs=0.02 * font.upem)
