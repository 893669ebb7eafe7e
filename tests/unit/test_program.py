"""What `studio` is when a desktop starts it for a file, and when a person writes a command."""

from pathlib import Path

import pytest

from studio.__main__ import asks_for_window


def test_a_file_or_a_project_alone_is_the_windows(tmp_path: Path) -> None:
    project, film = tmp_path / "a film.hiwar", tmp_path / "phone.MP4"
    project.mkdir()
    film.touch()
    assert asks_for_window([])
    assert asks_for_window([str(project)])
    assert asks_for_window([str(film)])
    assert not asks_for_window([str(film), "--json"])
    assert not asks_for_window([str(tmp_path / "gone.hiwar")])


def test_a_command_stays_one_beside_a_folder_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "demo").mkdir()
    (tmp_path / "render").touch()
    assert not asks_for_window(["demo"])
    assert not asks_for_window(["render"])
