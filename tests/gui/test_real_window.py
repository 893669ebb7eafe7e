"""One film in a real window, under a virtual X server, by mouse and keys alone, on an Arabic keyboard."""

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from studio.formats.project_file import load_project
from tests.waiting import PATIENCE, wait_until

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("Xvfb", "xdotool", "setxkbmap")
LIBRARIES = ("libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxcb-keysyms.so.1", "libxkbcommon-x11.so.0")
WORDS = "حوار يبني"
# Keys by their places on the board (X11's codes), as a hand finds them: P , H V space D F K D.
KEYS = "33 59 43 55 65 40 41 45 40"
SPACE, ESCAPE, KEY_T, CTRL_S, CTRL_Q = "65", "9", "28", "ctrl+39", "ctrl+24"


def _lacks(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return True
    return False


missing = [tool for tool in TOOLS if shutil.which(tool) is None]
missing += [library for library in LIBRARIES if _lacks(library)]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="a virtual X server is a thing of Linux"),
    pytest.mark.skipif(bool(missing), reason=f"not installed here: {', '.join(missing)} (see setup_env.py)"),
]


@pytest.fixture
def display(tmp_path: Path) -> Iterator[str]:
    """An X server of this test, with an Arabic keyboard."""
    read, write = os.pipe()
    log = (tmp_path / "xvfb.log").open("wb")
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[write],
        stdout=log,
        stderr=log,
    )
    os.close(write)
    try:
        with os.fdopen(read) as told:
            number = told.readline().strip()
        assert number, (tmp_path / "xvfb.log").read_text()
        name = f":{number}"
        subprocess.run(["setxkbmap", "ara"], env={**os.environ, "DISPLAY": name}, check=True)
        yield name
    finally:
        server.terminate()
        server.wait(PATIENCE)
        log.close()


def _stands_at(step: int, seen: dict[str, Any]) -> bool:
    return bool(seen.get("step") == step)


def _tells_of(name: str, after: int, seen: dict[str, Any]) -> bool:
    return name in seen["points"] and seen["beat"] > after


class Person:
    """Looks at the state of the window, moves the mouse and presses keys."""

    def __init__(self, display: str, state: Path) -> None:
        self._environment = {**os.environ, "DISPLAY": display}
        self._state = state

    def sees(self) -> dict[str, Any]:
        try:
            found: dict[str, Any] = json.loads(self._state.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {"page": None, "points": {}, "beat": -1}
        return found

    def waits(self, until: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        found: dict[str, Any] = {}

        def so() -> bool:
            found.update(seen=self.sees())
            return until(found["seen"])

        assert wait_until(so), found
        seen: dict[str, Any] = found["seen"]
        return seen

    def clicks(self, name: str) -> None:
        self._tool("mousemove", *self._place(name))
        self._tool("mousemove", *self._place(name), "click", "1")

    def _place(self, name: str) -> tuple[str, str]:
        """Where it stands once the window has told the same place again and again: pages settle."""
        seen = self.waits(partial(_tells_of, name, -1))
        still = 0
        while still < 3:
            before, seen = seen, self.waits(partial(_tells_of, name, seen["beat"]))
            still = still + 1 if seen["points"][name] == before["points"][name] else 0
        x, y = seen["points"][name]
        return str(x), str(y)

    def presses(self, keys: str) -> None:
        self._tool("key", "--delay", "40", *keys.split())

    def turns_to(self, window: int) -> None:
        self._tool("windowfocus", "--sync", str(window))

    def _tool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self._environment, check=True, timeout=PATIENCE)


@pytest.fixture
def program(display: str, tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    environment = {
        **os.environ,
        "DISPLAY": display,
        "HOME": str(tmp_path / "home"),
        "XDG_DOCUMENTS_DIR": str(tmp_path / "home" / "Documents"),
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C.UTF-8",
        **{f"HIWAR_{one}_DIR": str(tmp_path / one) for one in ("CONFIG", "DATA", "CACHE")},
    }
    environment["QT_QPA_PLATFORM"] = "xcb"
    log = (tmp_path / "program.log").open("wb")
    command = [sys.executable, str(ROOT / "tests/gui/real_window.py"), str(tmp_path / "state.json")]
    process = subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=log, stderr=log)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            process.wait(PATIENCE)
        log.close()


def test_a_film_is_made_played_and_saved_in_a_real_window(
    program: "subprocess.Popen[bytes]", display: str, tmp_path: Path
) -> None:
    person = Person(display, tmp_path / "state.json")
    window = person.waits(lambda seen: seen["page"] == "StartPage")["id"]
    person.turns_to(window)

    person.clicks("tile:a-word-heals")
    person.clicks("value:hook")
    person.presses(KEYS)
    for step in (0, 1, 2):
        person.waits(partial(_stands_at, step))
        person.clicks("next")
    seen = person.waits(lambda seen: seen["page"] == "Workspace" and seen["painted"])

    person.waits(lambda seen: seen["frame"] > 5)  # a new film plays
    person.clicks("canvas")
    person.presses(SPACE)
    rested = person.waits(lambda seen: not seen["playing"])["frame"]
    person.presses(SPACE)
    person.waits(lambda seen: seen["playing"] and seen["frame"] != rested)
    person.presses(SPACE)
    person.waits(lambda seen: not seen["playing"])

    layers = seen["layers"]
    person.presses(KEY_T)
    person.waits(lambda seen: seen["layers"] == layers + 1 and seen["dirty"])
    person.presses(ESCAPE)
    person.presses(CTRL_S)
    person.waits(lambda seen: not seen["dirty"])
    person.presses(CTRL_Q)
    assert program.wait(PATIENCE) == 0, (tmp_path / "program.log").read_text()

    (folder,) = (tmp_path / "home" / "Documents").rglob("*.hiwar")
    project = load_project(folder).project
    assert project.source is not None
    assert project.source.values["hook"] == WORDS
    assert len(project.compositions[0].layers) == layers + 1
    assert WORDS in (folder / "project.json").read_text(encoding="utf-8")
    log = (tmp_path / "program.log").read_text()
    assert "Traceback" not in log
    assert "Warning" not in log
