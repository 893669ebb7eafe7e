"""The program ends as it should, whatever still works in it."""

import subprocess
import sys

from tests.gui.conftest import WAIT

_PROGRAM = """
import sys
from fractions import Fraction
from itertools import count

from PySide6.QtCore import QTimer

from studio.gui import app, bridge
from studio.gui.start.previews import Wanted
from studio.presets.catalog import bundled

bridge.CLOSE_SECONDS = app.END_SECONDS = 0.1
make, window, beginning = app.make_window, None, 3


def paint(id, job):
    bridge.bridge().deliver(job, began)
    for number in count():
        painter = Wanted(id, bundled().template(id).formats[0], "ar", 300).painter()
        painter.paint(Fraction(number % 20, 10))


def began():
    global beginning
    beginning -= 1
    if not beginning:
        print("all paint", flush=True)
        QTimer.singleShot(100, window, window.close)


def begin():
    global window
    window = make()
    for id in ("a-word-heals", "our-numbers", "one-number"):
        bridge.bridge().run(lambda job, id=id: paint(id, job), lambda _: None, lane=id)
    return window


app.make_window = begin
code = app.main()
sys.exit(code)
"""


def test_work_that_does_not_hear_of_the_end_does_not_abort_it() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _PROGRAM], capture_output=True, encoding="utf-8", timeout=WAIT / 1000
    )
    assert "all paint" in ended.stdout
    assert ended.stderr == ""
    assert ended.returncode == 0
