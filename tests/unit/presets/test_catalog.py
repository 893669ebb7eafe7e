from pathlib import Path

import pytest

from studio.base.errors import DocumentError, InputError
from studio.base.paths import presets_dir
from studio.presets.catalog import Catalog, bundled, load_template


def test_every_bundled_preset_can_be_read() -> None:
    catalog = bundled()
    assert [catalog.brand(name).id for name in catalog.ids("brands")] == list(catalog.ids("brands"))
    assert [catalog.export(name).id for name in catalog.ids("exports")] == list(catalog.ids("exports"))
    assert list(catalog.animations()) == list(catalog.ids("animations"))
    assert [catalog.template(name).id for name in catalog.ids("templates")] == list(catalog.ids("templates"))


def test_an_unknown_preset_is_told_with_did_you_mean_and_the_list() -> None:
    with pytest.raises(InputError, match="no brand kit 'hiwar-drak'") as caught:
        bundled().brand("hiwar-drak")
    assert caught.value.hint.startswith("did you mean 'hiwar-dark'?")
    assert "farah-light" in caught.value.hint


def test_a_preset_is_read_once() -> None:
    catalog = Catalog()
    assert catalog.brand("hiwar-dark") is catalog.brand("hiwar-dark")


def test_the_id_of_a_preset_is_its_files_name(tmp_path: Path) -> None:
    (tmp_path / "brands").mkdir()
    text = (presets_dir() / "brands" / "hiwar-dark.toml").read_text(encoding="utf-8")
    (tmp_path / "brands" / "ours.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match="'ours'"):
        Catalog(tmp_path).brand("ours")
    assert Catalog(tmp_path).ids("exports") == ()
    with pytest.raises(InputError) as caught:
        Catalog(tmp_path).export("draft")
    assert "none at all" in caught.value.hint


def test_a_template_may_be_given_by_its_path(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(
        'id = "mine"\nkind = "still"\nname = { ar = "س" }\nnote = { ar = "س" }\nparameters = []\n[body]\n',
        encoding="utf-8",
    )
    assert load_template(file).id == "mine"
    assert Catalog(tmp_path).design() == bundled().design()
    with pytest.raises(InputError, match="no such file"):
        load_template(tmp_path / "none.toml")
    with pytest.raises(InputError, match="no template"):
        load_template("no-such-template")
