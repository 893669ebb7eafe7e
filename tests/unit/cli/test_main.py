"""The entry point in a frozen program, which is started again for each of its workers."""

import multiprocessing
import sys

import pytest

from studio.cli.__main__ import main


def test_a_frozen_program_does_a_workers_work_before_it_reads_the_command_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def work() -> None:
        raise SystemExit("worker")

    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "argv", ["studio", "--multiprocessing-fork"])
    monkeypatch.setattr(multiprocessing, "freeze_support", work)
    with pytest.raises(SystemExit, match="worker"):
        main()
