"""Whole programs are timed from start to end, with the memory of all their processes."""

import sys
from pathlib import Path

import psutil
import pytest

from studio.base.errors import EncodeError
from studio.services.bench import child as module
from studio.services.bench.child import run_measured

MEBIBYTE = 1 << 20

TWO = f"""
import subprocess, sys
child = '''
import os, time
data = bytearray(60 * {MEBIBYTE})
time.sleep(0.3)
while not os.path.exists("SEEN"):
    time.sleep(0.01)
'''
subprocess.run([sys.executable, "-c", child], check=True)
print("done")
"""


def test_the_memory_of_children_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen, look = tmp_path / "seen", module._resident

    def resident(process: psutil.Process) -> int:
        size = look(process)
        if size > 60 * MEBIBYTE:
            seen.touch()  # it may end: however busy the machine is, somebody looked
        return size

    monkeypatch.setattr(module, "_resident", resident)
    run = run_measured([sys.executable, "-c", TWO.replace("SEEN", str(seen))], tmp_path, memory=True)
    assert run.output == "done"
    assert run.seconds >= 0.3
    assert run.peak_mib is not None
    assert run.peak_mib > 65


def test_a_program_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(EncodeError, match="failed") as caught:
        run_measured([sys.executable, "-c", "import sys; sys.exit('no such film')"], tmp_path)
    assert "no such film" in str(caught.value)


def test_our_program_keeps_its_segments_in_the_given_folder(tmp_path: Path) -> None:
    code = "import os; print(os.environ['HIWAR_CACHE_DIR'])"
    assert run_measured([sys.executable, "-c", code], tmp_path).output == str(tmp_path)
