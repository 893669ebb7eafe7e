"""Own brand kits: made, changed, deleted and brought back, handed on, taken in; hostile files are refused."""

import shutil
import zipfile
from pathlib import Path

import pytest

from studio.base.errors import DocumentError, InputError, OutputError
from studio.base.paths import assets_dir
from studio.formats.brand_file import BRAND_NAME, kit_bytes
from studio.formats.package import PackageLimits
from studio.formats.project_file import load_project
from studio.formats.safe_paths import problem_of
from studio.model.brand import BrandKit, Palette
from studio.presets.catalog import bundled
from studio.services.brand_sharing import export_brand, import_brand
from studio.services.brands import (
    Brand,
    add_font,
    add_logo,
    all_brands,
    delete_brand,
    find_brand,
    free_brand_id,
    make_from_logo,
    own_folder,
    save_brand,
)
from studio.services.edits.looks import brand_of, bring_brand, with_brand
from studio.services.new_project import new_project
from studio.services.opening import Wishes, open_source
from tests.unit.services.logos import two_colors


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HIWAR_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    return two_colors(tmp_path / "our logo.PNG")


@pytest.fixture
def nour(logo: Path) -> Brand:
    return make_from_logo("Nour نور", logo)[0]


def has_logo(brand: Brand) -> bool:
    """Whether all logos of a kit, one at least, are there."""
    files = [brand.logo_file(logo) for logo in brand.kit.look.logos]
    return bool(files) and all(file is not None and file.is_file() for file in files)


def test_a_logo_makes_a_dark_and_a_light_kit_with_names_in_both_languages(logo: Path) -> None:
    dark, light = make_from_logo("Nour", logo)
    assert (dark.id, light.id) == ("nour-dark", "nour-light")
    assert dark.kit.name == {"ar": "Nour داكن", "en": "Nour dark"}
    assert has_logo(dark)
    again = make_from_logo("Nour", logo)
    assert again[0].id == "nour-2-dark"


def test_an_arabic_name_is_kept_and_its_id_is_latin(logo: Path) -> None:
    dark, _ = make_from_logo("جمعية نور", logo)
    assert dark.id == "brand-dark"
    assert dark.kit.name["ar"] == "جمعية نور داكن"


@pytest.mark.parametrize("name", bundled().ids("brands"))
def test_a_kit_is_written_as_it_is_read(name: str, tmp_path: Path) -> None:
    kit = bundled().brand(name).model_copy(update={"id": "own-kit"})
    assert save_brand(kit).kit == find_brand("own-kit").kit
    assert (own_folder() / "own-kit" / BRAND_NAME).read_bytes() == kit_bytes(kit)


def test_own_kits_stand_before_the_bundled_ones(nour: Brand) -> None:
    listed = all_brands().brands
    assert [one.is_own for one in listed][:3] == [True, True, False]
    assert len(listed) == 2 + len(bundled().ids("brands"))


def test_a_kit_that_is_not_there_is_told_with_what_was_meant(nour: Brand) -> None:
    with pytest.raises(InputError) as told:
        find_brand("nuor-dark")
    assert "nour-dark" in told.value.hint


def test_every_mistake_of_a_kit_edited_by_hand_is_told_at_once_and_the_others_go_on(nour: Brand) -> None:
    assert nour.folder is not None
    text = (nour.folder / BRAND_NAME).read_text("utf-8")
    text = text.replace("logo.png", "gone.png").replace("El Messiri", "Nobody Sans")
    (nour.folder / BRAND_NAME).write_text(text, "utf-8")
    (nour.folder / "fonts").mkdir()
    (nour.folder / "fonts" / "broken.ttf").write_bytes(b"no font")
    shelf = all_brands()
    error = shelf.broken["nour-dark"]
    assert isinstance(error, DocumentError)
    assert [one.path for one in error.mistakes] == [
        "look.type.display.family", "look.logos.0.media", "fonts/broken.ttf",
    ]  # fmt: skip
    assert error.mistakes[0].line is not None
    assert "nour-light" in [one.id for one in shelf.brands]


def test_bundled_kits_are_neither_changed_nor_deleted() -> None:
    with pytest.raises(InputError, match="comes with the program"):
        save_brand(bundled().brand("hiwar-dark"))
    with pytest.raises(InputError, match="comes with the program"):
        delete_brand("hiwar-dark")


def test_a_deleted_kit_can_be_brought_back_with_its_files(nour: Brand) -> None:
    before = find_brand(nour.id)
    gone = delete_brand(nour.id)
    with pytest.raises(InputError):
        find_brand(nour.id)
    assert gone.restore() == before
    assert has_logo(before)


def test_a_kit_comes_through_one_file_with_its_logo_and_font(nour: Brand, tmp_path: Path) -> None:
    font = next((assets_dir() / "fonts" / "cairo").glob("*.ttf"))
    add_font(nour, font)
    file = export_brand(nour, tmp_path / "nour")
    assert file.name == "nour.hiwarbrand"
    delete_brand(nour.id)
    came = import_brand(file)
    assert came.id == nour.id
    assert came.kit == nour.kit
    assert [one.name for one in came.fonts] == [font.name.lower()] or len(came.fonts) == 1
    assert import_brand(file).id == "nour-dark-2", "the other stays as it is"


def test_the_same_kit_gives_the_same_bytes(nour: Brand, tmp_path: Path) -> None:
    first, second = (export_brand(nour, tmp_path / name).read_bytes() for name in "ab")
    assert first == second


def hostile(path: Path, members: dict[str, bytes], kit: Brand) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            BRAND_NAME, kit_bytes(kit.kit.model_copy(update={"look": bundled().brand("hiwar-dark").look}))
        )
        for name, content in members.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize("name", ["../evil.png", "/evil.png", "a\\b.png", "con.png", "fonts/run.exe"])
def test_a_hostile_file_is_refused_and_leaves_nothing(name: str, nour: Brand, tmp_path: Path) -> None:
    file = hostile(tmp_path / "evil.hiwarbrand", {name: b"x"}, nour)
    before = sorted(own_folder().rglob("*"))
    with pytest.raises(InputError):
        import_brand(file)
    assert sorted(own_folder().rglob("*")) == before
    assert not (tmp_path / "evil.png").exists()


def test_a_file_that_swells_is_stopped(nour: Brand, tmp_path: Path) -> None:
    file = tmp_path / "bomb.hiwarbrand"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(BRAND_NAME, kit_bytes(nour.kit))
        archive.writestr("logo.png", bytes(4 << 20))
    with pytest.raises(InputError, match="swells"):
        import_brand(file, PackageLimits(ratio=50, ratio_from_bytes=1 << 20))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"\x00" * 300])
def test_what_is_no_kit_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "x.hiwarbrand"
    file.write_bytes(content)
    with pytest.raises(InputError):
        import_brand(file)


def test_a_kit_without_brand_toml_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.hiwarbrand"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("logo.png", b"x")
    with pytest.raises(InputError, match=r"there is no brand\.toml"):
        import_brand(file)


def test_a_template_is_made_with_an_own_kit_its_logo_and_font(
    nour: Brand, logo: Path, tmp_path: Path
) -> None:
    add_font(nour, next((assets_dir() / "fonts" / "cairo").glob("*.ttf")))
    opened = open_source("myth-and-fact", Wishes(samples=True, brand=nour.id))
    assert opened.composition.look.palette == nour.kit.look.palette
    name = opened.composition.look.logos[0].media
    assert opened.resources.media[name].is_file()
    assert len(opened.resources.fonts) == 1
    made = new_project("myth-and-fact", tmp_path / "film", Wishes(brand=nour.id))
    loaded = load_project(made.folder)
    assert loaded.file_of(name).is_file()
    assert (made.folder / loaded.project.fonts[0].path).is_file()
    again = open_source(str(made.folder), Wishes(brand=nour.id))
    assert again.resources.media[name].is_file()


def test_a_kit_is_applied_to_a_film_as_one_value(nour: Brand, tmp_path: Path) -> None:
    made = new_project("pull-quote", tmp_path / "film", Wishes())
    project = made.project
    changed = with_brand(project, bring_brand(nour, made.folder))
    look = changed.compositions[0].look
    assert look.palette == nour.kit.look.palette
    assert look.logos[0].media in {item.id for item in changed.media}
    assert (made.folder / next(i.path for i in changed.media if i.id == look.logos[0].media)).is_file()
    assert brand_of(look, all_brands().brands) == nour
    assert with_brand(changed, bring_brand(nour, made.folder)) == changed, "twice is once"


def test_a_logo_is_added_and_a_change_keeps_the_files(nour: Brand, logo: Path) -> None:
    more = add_logo(nour, logo)
    assert [one.media for one in more.kit.look.logos] == ["logo.png", "logo-2.png"]
    look = more.kit.look.model_copy(update={"palette": Palette()})
    saved = save_brand(more.kit.model_copy(update={"look": look}))
    assert has_logo(saved)


def test_a_kit_that_cannot_be_written_whole_changes_nothing(nour: Brand) -> None:
    assert nour.folder is not None
    before = (nour.folder / BRAND_NAME).read_bytes()
    shutil.rmtree(nour.folder / "fonts", ignore_errors=True)
    look = nour.kit.look.model_copy(
        update={
            "type": nour.kit.look.type.model_copy(
                update={"text": nour.kit.look.type.text.model_copy(update={"family": "Nobody"})}
            )
        }
    )
    with pytest.raises(DocumentError, match="Nobody"):
        save_brand(nour.kit.model_copy(update={"look": look}))
    assert (nour.folder / BRAND_NAME).read_bytes() == before
    assert [one for one in own_folder().iterdir() if one.name.startswith(".")] == []


@pytest.mark.parametrize("wanted", ["con", "con.x", "NUL", "lpt1.a.b", "nour.", "Nour-Dark", "com1-2"])
def test_an_id_can_name_a_folder_on_every_system_beside_the_others(wanted: str, nour: Brand) -> None:
    found = free_brand_id(wanted)
    assert problem_of(found) is None
    assert found.casefold() != nour.id
    assert BrandKit(id=found, name=nour.kit.name, look=nour.kit.look).id == found


def test_a_kit_stays_where_its_new_form_cannot_take_its_place(
    nour: Brand, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def failing(path: Path, target: Path) -> Path:
        if path.name.endswith(".part"):
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OutputError):
        save_brand(nour.kit.model_copy(update={"note": {"ar": "جديد", "en": "new"}}))
    assert find_brand(nour.id).kit == nour.kit
    assert [one.name for one in own_folder().iterdir() if one.name.startswith(".")] == []


def test_a_mistake_is_told_of_the_file_that_was_given(tmp_path: Path) -> None:
    file = tmp_path / "deep.toml"
    file.write_text("a=" + "{a=" * 3000 + "1" + "}" * 3000, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        import_brand(file)
    assert caught.value.where == str(file)
