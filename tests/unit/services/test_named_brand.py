"""A brand kit by its name or by a file that holds one, which stays where it is."""

import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from studio.base.errors import DocumentError, InputError
from studio.base.paths import assets_dir
from studio.base.time import FrameRate
from studio.formats.brand_file import BRAND_NAME
from studio.services.brand_sharing import export_brand
from studio.services.brands import Brand, add_font, all_brands, make_from_logo
from studio.services.burning.captions import CaptionWishes, captions_for
from studio.services.named_brand import named_brand
from studio.services.opening import Wishes, open_source
from tests.unit.services.logos import two_colors


@pytest.fixture
def brand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Brand:
    """A kit of the person's own."""
    monkeypatch.setenv("HIWAR_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("HIWAR_CACHE_DIR", str(tmp_path / "cache"))
    (made,) = make_from_logo("Nour", two_colors(tmp_path / "logo.png"), ("light",))
    return made


def test_a_kit_is_found_by_its_name(brand: Brand) -> None:
    assert named_brand("nour-light").kit == brand.kit
    assert named_brand("hiwar-dark").folder is None


def test_a_kit_is_taken_from_a_file_with_its_logos_and_is_not_kept(brand: Brand, tmp_path: Path) -> None:
    file = export_brand(brand, tmp_path / "nour.hiwarbrand")
    assert brand.folder is not None
    shutil.move(brand.folder, tmp_path / "kit")
    for wish in (file, tmp_path / "kit", tmp_path / "kit" / BRAND_NAME):
        found = named_brand(str(wish))
        assert found.kit == brand.kit
        look, logos = found.for_film()
        assert [one.media for one in look.logos] == list(logos)
        assert all(one.is_file() for one in logos.values())
    assert [one.id for one in all_brands().brands if one.is_own] == []


def test_a_kit_in_a_file_is_painted_with(brand: Brand, tmp_path: Path) -> None:
    file = export_brand(brand, tmp_path / "nour.hiwarbrand")
    opened = open_source("pull-quote", Wishes(samples=True, brand=str(file)))
    assert opened.composition.look.palette == brand.kit.look.palette
    again = open_source("pull-quote", Wishes(samples=True, brand=str(file)))
    assert again.resources == opened.resources


def test_a_text_file_of_another_name_is_a_kit_too(brand: Brand, tmp_path: Path) -> None:
    assert brand.folder is not None
    text = (brand.folder / BRAND_NAME).read_text("utf-8")
    file = tmp_path / "mine.toml"
    file.write_text(text.partition("[[look.logos]]")[0], "utf-8")
    assert named_brand(str(file)).kit.look.palette == brand.kit.look.palette


@pytest.mark.parametrize("wish", ["nuor-light", "none.hiwarbrand", "none.toml", "bad.hiwarbrand", "folder"])
def test_what_is_no_kit_is_told(brand: Brand, tmp_path: Path, wish: str) -> None:
    (tmp_path / "bad.hiwarbrand").write_bytes(b"no package")
    (tmp_path / "folder").mkdir()
    where = wish if wish.startswith("nuor") else str(tmp_path / wish)
    with pytest.raises(InputError) as caught:
        named_brand(where)
    assert caught.value.hint


def test_mistakes_in_a_file_are_told_with_their_lines(brand: Brand, tmp_path: Path) -> None:
    file = tmp_path / "bad.toml"
    file.write_text("id = 'x'\nnope = 1\n", "utf-8")
    with pytest.raises(DocumentError) as caught:
        named_brand(str(file))
    assert str(file) in caught.value.where


def test_captions_over_a_film_take_an_own_kit_with_its_fonts(brand: Brand, tmp_path: Path) -> None:
    font = next(iter(sorted((assets_dir() / "fonts").rglob("*.ttf"))))
    add_font(brand, font)
    subtitles = tmp_path / "film.srt"
    subtitles.write_text("1\n00:00:00,000 --> 00:00:01,000\nحوار\n", "utf-8")
    made = captions_for(
        subtitles,
        CaptionWishes(brand=brand.id),
        film=tmp_path / "film.mp4",
        size=(1080, 1920),
        rate=FrameRate(30),
        duration=Fraction(2),
    )
    assert made.composition.look.palette == brand.kit.look.palette
    assert [one.name for one in made.resources.fonts] == [font.name]
