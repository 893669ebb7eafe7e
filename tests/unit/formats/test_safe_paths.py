from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.formats.safe_paths import inside, problem_of


@pytest.mark.parametrize("path", ["a.png", "media/صورة ١.jpg", "a/b/c.d", "..a/b..c"])
def test_ordinary_relative_paths_may_be_used(path: str) -> None:
    assert problem_of(path) is None


@pytest.mark.parametrize(
    "path",
    ["", "/etc/passwd", "../a", "a/../../b", "a/..", "C:/a", "c:a", "\\\\host\\a", "a\\..\\b", "a//b", "./a",
     "a/", "con", "a/NUL.txt", "a:b", "a\0b", "a\nb", "a.", "a ", "x" * 300, "a/" * 40 + "a"],
)  # fmt: skip
def test_paths_that_leave_the_folder_or_confuse_a_system_are_refused(path: str) -> None:
    assert problem_of(path) is not None


@given(st.text(st.sampled_from("./\\abC:\0 "), max_size=12))
def test_an_accepted_path_never_leaves_its_folder(path: str) -> None:
    root = Path("/project/media")
    if problem_of(path) is None:
        assert (root / path).is_relative_to(root)
        assert ".." not in Path(path).parts


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path / "secret")
    (folder / "own").write_text("x")
    assert inside(folder, "link") is None
    assert inside(folder, "own") == folder / "own"
