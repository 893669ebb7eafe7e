from pathlib import Path

import pytest

from studio.base import paths


def test_data_is_found_at_the_top_of_the_source_tree() -> None:
    top = Path(__file__).resolve().parents[3]
    assert paths.assets_dir() == top / "assets"
    assert paths.presets_dir() == top / "presets"
    assert paths.data_dir("resources").is_dir()


def test_data_of_an_installed_wheel_is_found_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "_data" / "assets").mkdir(parents=True)
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path)
    assert paths.assets_dir() == tmp_path / "_data" / "assets"


def test_data_of_a_frozen_program_is_found_where_it_was_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    assert paths.presets_dir() == tmp_path / "presets"


def test_cache_folder_follows_the_environment_at_every_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("first", "second"):
        monkeypatch.setenv("HIWAR_CACHE_DIR", str(tmp_path / name / "deep"))
        assert paths.cache_dir() == tmp_path / name / "deep"
        assert paths.cache_dir().is_dir()


def test_tests_keep_out_of_the_cache_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    in_tests = paths.cache_dir()
    monkeypatch.delenv("HIWAR_CACHE_DIR")
    monkeypatch.setattr(Path, "mkdir", lambda *arguments, **options: None)
    assert paths.cache_dir() != in_tests
