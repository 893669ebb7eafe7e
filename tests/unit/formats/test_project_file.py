import errno
import json
from pathlib import Path
from typing import Any

import pytest

from studio.base.errors import DocumentError, InputError, OutputError
from studio.formats.document_file import SourceData
from studio.formats.project_file import load_project, parse_project, save_project
from studio.model.project import Project


def _data(**more: Any) -> dict[str, Any]:
    composition = {"size": {"width": 16, "height": 16}, "duration": 1, "layers": more.pop("layers", [])}
    return {"schema": "hiwar-project", "schema_version": 1, "compositions": [composition], **more}


def _image(media: str) -> dict[str, Any]:
    return {"type": "image", "id": "photo", "media": media}


PROJECT = Project.model_validate(
    _data(name="حوار", media=[{"id": "photo", "path": "media/photo.png"}], layers=[_image("photo")])
)


def test_a_project_is_saved_to_a_folder_and_opened_from_it(tmp_path: Path) -> None:
    file = save_project(PROJECT, tmp_path / "film.hiwar")
    assert file == tmp_path / "film.hiwar" / "project.json"
    opened = load_project(tmp_path / "film.hiwar")
    assert opened.project == PROJECT
    assert opened.folder == tmp_path / "film.hiwar"
    assert load_project(file) == opened


def test_a_project_is_saved_to_a_single_file_that_people_can_read(tmp_path: Path) -> None:
    file = save_project(PROJECT, tmp_path / "project.json")
    assert "حوار" in file.read_text(encoding="utf-8")
    assert json.loads(file.read_bytes())["schema_version"] == 1
    assert load_project(file).project == PROJECT


def test_a_save_that_fails_keeps_the_last_good_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "film.hiwar"
    save_project(PROJECT, folder)

    def refuse(*_: object) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError):
        save_project(PROJECT.model_copy(update={"name": "new"}), folder)
    assert load_project(folder).project == PROJECT
    assert [path.name for path in folder.iterdir()] == ["project.json"]


@pytest.mark.parametrize("path", ["../a.png", "/etc/passwd", "C:/a.png", "asset:../../secret", "a\\b.png"])
def test_media_outside_the_project_are_a_mistake(path: str) -> None:
    data = _data(media=[{"id": "a", "path": path}], fonts=[{"path": path}])
    with pytest.raises(DocumentError) as caught:
        parse_project(SourceData(data))
    assert [mistake.path for mistake in caught.value.mistakes] == ["media.0.path", "fonts.0.path"]


def test_media_that_do_not_exist_are_a_mistake_with_did_you_mean() -> None:
    data = _data(media=[{"id": "photo", "path": "a.png"}], layers=[_image("foto")])
    with pytest.raises(DocumentError, match=r"layers\.0\.media: .*did you mean 'photo'"):
        parse_project(SourceData(data))


def test_the_file_of_media_is_found_and_never_outside(tmp_path: Path) -> None:
    save_project(PROJECT, tmp_path / "film.hiwar")
    opened = load_project(tmp_path / "film.hiwar")
    with pytest.raises(InputError, match="missing"):
        opened.file_of("photo")
    media = tmp_path / "film.hiwar" / "media"
    media.mkdir()
    (tmp_path / "secret.png").write_bytes(b"x")
    (media / "photo.png").symlink_to(tmp_path / "secret.png")
    with pytest.raises(InputError):
        opened.file_of("photo")
    (media / "photo.png").unlink()
    (media / "photo.png").write_bytes(b"x")
    assert opened.file_of("photo") == media / "photo.png"
    with pytest.raises(InputError, match="did you mean 'photo'"):
        opened.file_of("foto")
    with pytest.raises(InputError):
        opened.file_of("asset:../pyproject.toml")


def test_a_missing_project_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        load_project(tmp_path / "none.hiwar")
