"""SIGKILL at random moments of a session with autosave: the saved file opens, hardly anything is lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from studio.formats.project_file import load_project
from studio.services.open_sessions import recoveries
from studio.services.session import Session
from tests.unit.services.killed_edits import step_of

KILLS = 50


@pytest.mark.skipif(not hasattr(os, "fork"), reason="fifty processes take too long to start without fork")
def test_fifty_kills_lose_at_most_the_edit_that_was_being_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = [
        sys.executable,
        "-m",
        "tests.unit.services.killed_edits",
        str(tmp_path),
        str(KILLS),
        "20261122",
    ]
    subprocess.run(command, check=True, cwd=Path(__file__).parents[3])
    in_the_middle = 0
    for number in range(KILLS):
        folder = tmp_path / str(number)
        log = (folder / "log").read_text().split()
        autosaved = max(
            [int(step) for word, step in zip(log[::2], log[1::2], strict=True) if word == "autosaved"],
            default=0,
        )
        saved = max(
            [int(step) for word, step in zip(log[::2], log[1::2], strict=True) if word == "saved"], default=0
        )
        monkeypatch.setenv("HIWAR_DATA_DIR", str(folder / "data"))

        on_disk = step_of(load_project(folder / "film.hiwar").project)
        assert on_disk in (saved, saved + 7), "the last saved file opens"

        offered = recoveries()
        if on_disk >= autosaved:
            assert [step_of(one.project()) for one in offered] in ([], [on_disk + 1])
        else:
            (one,) = offered
            in_the_middle += 1
            assert step_of(one.project()) in (autosaved, autosaved + 1), "at most one edit is missing"
            assert one.name == "film"
            assert one.edits == step_of(one.project()) - on_disk
            opened = Session.recover(one)
            assert step_of(opened.project) >= autosaved
            opened.session.save(opened.project)
            opened.session.close()
            assert recoveries() == []
            assert step_of(load_project(folder / "film.hiwar").project) >= autosaved
    assert in_the_middle > KILLS // 3, "most were killed with something unsaved"
