"""Whole programs are timed from start to end, with the memory of all their processes."""

import sys
from pathlib import Path

import pytest

from studio.base.errors import EncodeError
from studio.services.bench.child import run_measured

MEBIBYTE = 1 << 20

TWO = f"""
import subprocess, sys, time
child = "import time; data = bytearray(60 * {MEBIBYTE}); time.sleep(0.8)"
subprocess.run([sys.executable, "-c", child], check=True)
print("done")
"""


def test_the_memory_of_children_counts(tmp_path: Path) -> None:
    run = run_measured([sys.executable, "-c", TWO], tmp_path, memory=True)
    assert run.output == "done"
    assert run.seconds >= 0.8
    assert run.peak_mib is not None
    assert run.peak_mib > 65


def test_a_program_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(EncodeError, match="failed") as caught:
        run_measured([sys.executable, "-c", "import sys; sys.exit('no such film')"], tmp_path)
    assert "no such film" in str(caught.value)


def test_our_program_keeps_its_segments_in_the_given_folder(tmp_path: Path) -> None:
    code = "import os; print(os.environ['HIWAR_CACHE_DIR'])"
    assert run_measured([sys.executable, "-c", code], tmp_path).output == str(tmp_path)
