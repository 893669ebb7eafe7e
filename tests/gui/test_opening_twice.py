"""A project that is opened in a hurry, twice or after another, is open once, and nobody is locked out."""

from collections.abc import Callable
from pathlib import Path

from studio.gui.main_window import MainWindow
from studio.services.project_lock import holder_of
from tests.gui.small_project import open_small

Settle = Callable[[], None]


def made(folder: Path) -> tuple[Path, Path]:
    """A project's folder, and its JSON file."""
    folder.mkdir()
    document = open_small(folder)
    document.close()
    return document.path, document.session.file


def test_a_double_click_opens_a_project_once(window: MainWindow, tmp_path: Path, settle: Settle) -> None:
    project, file = made(tmp_path / "a")
    window.open_project(project)
    window.open_project(project)
    settle()
    assert window.document is not None
    assert window.document.path == project
    window.close_project()
    assert holder_of(file) is None
    window.open_project(project)
    settle()
    assert window.document is not None, "and again, later"


def test_another_project_opened_in_a_hurry_leaves_the_first_to_others(
    window: MainWindow, tmp_path: Path, settle: Settle
) -> None:
    (first, file), (second, _) = made(tmp_path / "a"), made(tmp_path / "b")
    window.open_project(first)
    window.open_project(second)
    settle()
    assert window.document is not None
    assert window.document.path == second
    assert holder_of(file) is None
    window.open_project(first)
    settle()
    assert window.document.path == first


def test_back_to_the_first_in_a_hurry(window: MainWindow, tmp_path: Path, settle: Settle) -> None:
    (first, _), (second, file) = made(tmp_path / "a"), made(tmp_path / "b")
    for project in (first, second, first):
        window.open_project(project)
    settle()
    assert window.document is not None
    assert window.document.path == first
    assert holder_of(file) is None
