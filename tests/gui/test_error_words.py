"""Errors in the window's language: the table follows the code, gaps are kept, the rest stays as it is."""

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import studio
from studio.base.errors import MediaError, OutputError
from studio.base.paths import data_dir
from studio.gui.dialogs.error_words import in_window_language, words_of_error
from studio.gui.dialogs.report import report_on, without_paths
from studio.gui.i18n import isolated, translator

FILES = sorted((data_dir("resources") / "translations").glob("errors*.toml"))
TABLE = [row for file in FILES for row in tomllib.loads(file.read_text("utf-8"))["sentence"]]


@pytest.fixture(autouse=True)
def in_arabic() -> Iterator[None]:
    translator().switch("ar", "auto")
    yield
    translator().switch("ar", "auto")


def spoken() -> set[str]:
    """Every string of the code, `{}` where something is put in."""
    found: set[str] = set()
    for file in Path(next(iter(studio.__path__))).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= {node.value, re.sub(r"{\w+}", "{}", node.value)}
            elif isinstance(node, ast.JoinedStr):
                parts = (one.value if isinstance(one, ast.Constant) else "{}" for one in node.values)
                found.add("".join(str(part) for part in parts))
    return found


COMPOSED = {
    "this project is open in another window",
    "Give the film a name in it.",
    "Give the picture a name in it.",
    "Give the film a name.",
}
"""Sentences that the code puts together from several strings."""


def test_every_sentence_of_the_table_is_one_of_the_program() -> None:
    said = spoken() | COMPOSED
    unknown = [row["en"] for row in TABLE if row["en"] not in said]
    assert unknown == []


def test_no_sentence_stands_twice() -> None:
    words = [row["en"] for row in TABLE]
    assert sorted({one for one in words if words.count(one) > 1}) == []


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["en"][:40])
def test_translations_put_in_only_what_there_is(row: dict[str, str]) -> None:
    gaps = row["en"].count("{}")
    for words in (row["ar"], row.get("window", "")):
        used = {int(field) for _, field, _, _ in string.Formatter().parse(words) if field is not None}
        assert used <= set(range(gaps))
    assert any("\u0600" <= letter <= "\u06ff" for letter in row["ar"])


def test_gaps_are_kept_and_isolated_and_numbers_are_in_the_window_digits() -> None:
    said = in_window_language("this picture is too large (30000 x 20 pixels)")
    assert "٣٠٠٠٠ × ٢٠" in said
    assert "\u2068tea.png\u2069" in in_window_language("the file of media 'tea.png' is missing")


@pytest.mark.parametrize("path", ["/أفلام/film.mp4", "~/أفلام", "D:\\أفلام\\film.mp4"])
def test_a_path_stands_from_the_left_whatever_its_script(path: str) -> None:
    assert f"\u2066{path}\u2069" in in_window_language(f"the file of media '{path}' is missing")
    assert isolated("أفلام/film.mp4") == "\u2068أفلام/film.mp4\u2069", "a name keeps its own order"


def test_an_error_is_a_message_and_a_hint_as_sentences() -> None:
    error = OutputError("the disk is full", "Free some space or choose another disk, then start again.")
    assert words_of_error(error)[0] == "القرص ممتلئ."
    translator().switch("en")
    assert words_of_error(error)[0] == "The disk is full."
    assert "start again" not in words_of_error(error)[1], "the window's words, not the command line's"


def test_no_part_of_the_window_shows_an_error_in_the_command_lines_words() -> None:
    gui = Path(studio.__file__).parent / "gui"
    raw = re.compile(r"\berror\.(message|hint)\b")
    found = [file.name for file in sorted(gui.rglob("*.py")) if raw.search(file.read_text("utf-8"))]
    assert found == ["error_words.py"]


def test_what_the_table_lacks_is_said_in_english() -> None:
    assert words_of_error(MediaError("the moon is full", "")) == ("The moon is full.", "")


# In parts: no text of the repository holds a path of a machine.
HOME, USERS = "/" + "home", "C:\\" + "Users"


@pytest.mark.parametrize(
    "path",
    [f"{HOME}/amal/films/سرّي.mp4", f"{USERS}\\amal\\film.mp4", "~/amal/x.png", "/media/amal/my film 2.mp4"],
)
def test_reports_name_no_paths_of_people(path: str) -> None:
    said = report_on(MediaError("this file is empty", "Copy it again.", path))
    for private in ("amal", "سرّي", "my film"):
        assert private not in said
    assert "this file is empty" in said


def test_reports_keep_paths_of_the_program() -> None:
    here = Path(next(iter(studio.__path__))) / "gui" / "app.py"
    assert "<program>/studio/gui/app.py" in without_paths(f'File "{here}", line 3')
    assert without_paths("16/9 at 30/s and/or a: b") == "16/9 at 30/s and/or a: b"
