"""Real keys on a Latin, an Arabic and a double layout, in a real window under a virtual X server."""

import json
import os
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.waiting import PATIENCE

TOOLS = ("Xvfb", "xdotool", "setxkbmap")
missing = [tool for tool in TOOLS if shutil.which(tool) is None]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="a virtual X server is a thing of Linux"),
    pytest.mark.skipif(bool(missing), reason=f"not installed here: {', '.join(missing)}"),
]
ROOT = Path(__file__).resolve().parents[2]
KEY_K, KEY_E = "45", "26"
"""X11 codes of the keys that a US keyboard calls K and E."""


class Screen:
    """A screen of its own and the window on it."""

    def __init__(self, folder: Path) -> None:
        reading, writing = os.pipe()
        arguments = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x720x24", "-nolisten", "tcp"]
        self._server = subprocess.Popen(
            arguments, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(writing)
        with os.fdopen(reading) as number:
            self.environment = {
                **os.environ,
                "DISPLAY": f":{number.readline().strip()}",
                "QT_QPA_PLATFORM": "xcb",
                "HIWAR_CONFIG_DIR": str(folder / "config"),
                "HIWAR_DATA_DIR": str(folder / "data"),
                "PYTHONPATH": str(ROOT),
            }
        program = str(Path(__file__).with_name("layouts_program.py"))
        self._window = subprocess.Popen(
            [sys.executable, program, str(folder / "projects")],
            env=self.environment,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        self.places: dict[str, object] = {}
        self._told: queue.Queue[dict[str, object]] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.wait_for("window")
        # Without a window manager nobody else gives it the keyboard.
        self.run("xdotool", "windowfocus", str(self.places["window"]))

    def _read(self) -> None:
        assert self._window.stdout is not None
        for line in self._window.stdout:
            told = json.loads(line)
            if "window" in told:
                self.places = told  # once more whenever something moves
            self._told.put(told)

    def run(self, *command: str) -> None:
        subprocess.run(command, env=self.environment, check=True, timeout=PATIENCE, stdout=subprocess.DEVNULL)

    def press(self, *keys: str) -> None:
        """Keys by their code, so that they are the same on every layout; or by name."""
        self.run("xdotool", "key", *keys)

    def click(self, place: str) -> None:
        found = self.places[place]
        assert isinstance(found, list)
        self.run("xdotool", "mousemove", *map(str, found), "click", "1")

    def wait_for(self, name: str, value: object = None) -> dict[str, object]:
        """The next thing told of that name (and value)."""
        while True:
            told = self._told.get(timeout=PATIENCE)
            if name in told and value in (None, told[name]):
                return told

    def close(self) -> None:
        for process in (self._window, self._server):
            process.terminate()
            process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        if self._window.stdout is not None:
            self._window.stdout.close()


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    screen = Screen(tmp_path)
    yield screen
    screen.close()


def test_shortcuts_and_letters_on_every_layout(screen: Screen) -> None:
    for layout in ("us", "ara", "ara,us", "us,ara"):
        screen.run("setxkbmap", layout)
        screen.press(f"ctrl+{KEY_K}")
        screen.wait_for("shown", "palette")
        screen.press("Escape")
    screen.run("setxkbmap", "ara")
    screen.click("search")
    screen.press(KEY_E)
    screen.wait_for("searched", "ث")
    screen.press("BackSpace")
    screen.wait_for("searched", "")
    screen.click("tile")
    screen.wait_for("page", 1)
