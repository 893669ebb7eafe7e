"""Settings of the process: made before anything heavy is imported, and never over the user's own."""

import os
import sys

import pytest

from studio.base.process import prepare_process


def test_settings_are_made_for_this_process_and_those_it_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", {})
    prepare_process()
    assert os.environ["PYDANTIC_DISABLE_PLUGINS"] == "__all__"
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"


def test_what_the_user_has_set_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", {"OPENBLAS_NUM_THREADS": "4"})
    prepare_process()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "4"


def test_a_program_without_a_console_may_still_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    prepare_process()
    for stream in (sys.stdout, sys.stderr):
        stream.write("حوار")
        stream.close()


@pytest.mark.parametrize("before", ["", "/opt/lib"])
def test_a_frozen_program_keeps_its_libraries_to_itself(monkeypatch: pytest.MonkeyPatch, before: str) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "environ", {"LD_LIBRARY_PATH": "_internal", "LD_LIBRARY_PATH_ORIG": before})
    prepare_process()
    assert os.environ.get("LD_LIBRARY_PATH", "") == before
    assert os.environ["PYINSTALLER_RESET_ENVIRONMENT"] == "1"
