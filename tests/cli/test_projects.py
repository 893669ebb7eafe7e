"""`studio new`, and rendering what it made."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Studio


def test_a_new_project_holds_its_pictures_and_can_be_moved(
    studio: Studio, make_template: Callable[..., Path], picture: Path, place: Path
) -> None:
    answer = studio("new", make_template(), "mine", "--set", "photo=photo.png", "--set", "title=أهلا")
    assert answer.code == 0, answer.err
    assert "studio render mine.hiwar" in answer.out
    picture.unlink()
    shutil.move(place / "mine.hiwar", place / "moved.hiwar")
    answer = studio("still", "moved.hiwar", "--scale", "0.1", "-o", "a.png")
    assert answer.code == 0, answer.err
    project = json.loads((place / "moved.hiwar" / "project.json").read_text(encoding="utf-8"))
    assert project["source"]["values"]["title"] == "أهلا"
    assert [one["path"].startswith("media/") for one in project["media"]] == [True]


def test_a_project_of_a_bundled_template_is_rendered_in_another_size_and_language(
    studio: Studio, place: Path
) -> None:
    assert studio("new", "one-number", "mine").code == 0
    answer = studio("still", "mine.hiwar", "--size", "16:9", "--lang", "en", "--scale", "0.1", "--json")
    assert answer.code == 0, answer.err
    facts = answer.json()
    assert facts["output"] == "mine-16x9-en.png"
    assert (facts["width"], facts["height"]) == (192, 108)


def test_a_place_that_is_not_empty_is_left_alone(
    studio: Studio, make_template: Callable[..., Path], place: Path
) -> None:
    (place / "mine.hiwar").mkdir()
    (place / "mine.hiwar" / "notes.txt").write_text("keep me", encoding="utf-8")
    assert studio("new", make_template(), "mine").code == 2
    assert [path.name for path in (place / "mine.hiwar").iterdir()] == ["notes.txt"]


def test_a_mistaken_value_makes_no_folder(
    studio: Studio, make_template: Callable[..., Path], place: Path
) -> None:
    assert studio("new", make_template(), "mine", "--set", "title=").code == 2
    assert studio("new", make_template(), "missing/mine").code == 2
    assert [path.name for path in place.iterdir()] == ["tiny.toml"]


def test_a_project_without_a_template_has_no_other_size(
    studio: Studio, place: Path, make_project: Callable[..., Path]
) -> None:
    answer = studio("still", make_project(1), "--size", "16:9")
    assert answer.code == 2
    assert "template" in answer.err


def test_a_file_that_stands_where_a_folder_should_be_is_named(studio: Studio, place: Path) -> None:
    (place / "rows.csv").write_text("a,b\n", encoding="utf-8")
    for command in (
        ["new", "one-number", "rows.csv/x"],
        ["new", "one-number", "rows.csv/x/y"],
        ["still", "one-number", "--samples", "-o", "rows.csv/x.png"],
        ["batch", "one-number", "rows.csv", "-o", "rows.csv/x"],
        ["demo", "rows.csv/x"],
        ["demo", "rows.csv"],
    ):
        answer = studio(*command, "--json")
        assert answer.code == 2, answer.err
        assert answer.error()["message"] == "what should be a folder is a file", command
        assert answer.error()["where"] == "rows.csv", command
    answer = studio("check", "rows.csv/x.json", "--json")
    assert answer.code == 2
    assert answer.error()["message"] == "there is no such file"
    assert [path.name for path in place.iterdir()] == ["rows.csv"]
