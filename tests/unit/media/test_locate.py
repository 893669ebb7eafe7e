"""Which file a media reference means."""

from pathlib import Path

import pytest

from studio.base.errors import MediaError
from studio.base.paths import assets_dir
from studio.media.locate import locate


def test_an_id_is_looked_up_among_the_projects_files(tmp_path: Path) -> None:
    photo = tmp_path / "photo.png"
    photo.write_bytes(b"x")
    assert locate("photo", {"photo": photo}) == photo


def test_an_asset_path_is_a_bundled_file() -> None:
    sound = next((assets_dir() / "sounds").glob("*.opus"))
    assert locate(f"asset:sounds/{sound.name}", {}) == sound.resolve()


@pytest.mark.parametrize(
    "name", ["asset:../pyproject.toml", "asset:/etc/hostname", "asset:sounds/../../LICENSE"]
)
def test_no_path_leads_out_of_the_assets(name: str) -> None:
    with pytest.raises(MediaError, match="out of the assets"):
        locate(name, {})


def test_unknown_ids_and_missing_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="no media called 'photo'"):
        locate("photo", {})
    with pytest.raises(MediaError, match="missing"):
        locate("photo", {"photo": tmp_path / "photo.png"})
