"""The fixtures of tests/conftest.py catch what they are there to catch."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CONFTEST = Path(__file__).resolve().parents[1] / "conftest.py"

LEAKY = """
import subprocess, sys, threading, time

def test_leaves_a_thread():
    threading.Thread(target=time.sleep, args=(600,), name="forgotten", daemon=True).start()

def test_leaves_a_process():
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])

def test_ends_what_it_starts():
    thread = threading.Thread(target=time.sleep, args=(0.05,))
    thread.start()
    subprocess.run([sys.executable, "-c", ""], check=True)
"""


def test_a_test_that_leaves_something_running_fails(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(
        CONFTEST.read_text(encoding="utf-8").replace("GRACE_SECONDS = 120.0", "GRACE_SECONDS = 1.0")
    )
    pytester.makepyfile(LEAKY)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=3, errors=2)
    result.stdout.fnmatch_lines(["*threads left running: *forgotten*", "*processes left running: *"])
