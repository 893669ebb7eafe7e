"""`studio check`: what a project lacks, by words, as JSON, and by its exit code."""

import json
from pathlib import Path

import pytest

from studio.cli.app import run
from studio.formats.project_file import save_project
from studio.model.composition import Composition
from studio.model.project import Project


def project(folder: Path, words: str, *, color: str = "#FFFFFF") -> Path:
    """A silent film of one text, two seconds long."""
    style = {"size": 60, "color": color, "align": "center"}
    place = {"area": "canvas", "anchor": "center", "width": 200}
    layer = {"type": "text", "id": "title", "text": words, "style": style, "place": place}
    composition = Composition.model_validate(
        {"size": {"width": 270, "height": 480}, "duration": 2, "background": "#000000", "layers": [layer]}
    )
    path = folder / "film.hiwar"
    save_project(Project(compositions=(composition,)), path)
    return path


def test_a_good_film_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(project(tmp_path, "حوار")), "--strict", "--quick"]) == 0
    assert capsys.readouterr().out == "Nothing found.\n"


def test_what_is_found_is_said_with_place_and_help(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    film = project(tmp_path, "مرحبا, أهلا")
    assert run(["check", str(film), "--quick"]) == 0
    said = capsys.readouterr().out
    assert "Latin punctuation" in said
    assert "(title at 1.0 s)" in said
    assert "1 warning" in said
    assert run(["check", str(film), "--quick", "--strict"]) == 1


def test_json_tells_everything_a_machine_needs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(project(tmp_path, "حوار", color="#222222")), "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["findings"]
    assert found["kind"] == "low-contrast"
    assert (found["level"], found["layer"], found["can_be_fixed"]) == ("warning", "title", False)


def test_a_place_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(tmp_path / "nothing.hiwar")]) == 2
    assert "Error" in capsys.readouterr().err
