"""Ctrl-C: the program ends soon, says so, and keeps what is finished."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import PROGRAM, MakeProject, Studio, text_layer

PATIENCE = 60  # seconds; a bound for a machine that is very busy, not a measurement

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to whole consoles only")


def moving(text: str) -> dict[str, object]:
    """A layer whose every frame differs, so that a film of it takes a while."""
    keys = [{"time": 0, "value": 0}, {"time": 60, "value": 7200}]
    return text_layer(text, transform={"rotation": {"keyframes": keys}})


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_render_keeps_finished_segments(
    studio: Studio,
    make_project: MakeProject,
    environment: dict[str, str],
    place: Path,
    number: signal.Signals,
) -> None:
    project = make_project(60, [moving("حوار"), moving("كلام")])
    segments = Path(environment["HIWAR_CACHE_DIR"]) / "segments"
    process = subprocess.Popen(
        [*PROGRAM, "render", str(project), "--workers", "1"],
        cwd=place,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        if finished(segments):
            break
        time.sleep(0.02)
    process.send_signal(number)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130, said
    assert "Stopped." in said
    assert "Traceback" not in said
    kept = len(finished(segments))
    assert 0 < kept < 24
    assert list(place.glob("*.mp4")) == list(place.glob(".*")) == []
    again = studio("render", project, "--range", "0-10", "--json").json()
    assert again["segments"]["kept"] >= min(kept, 4) - 1


def finished(segments: Path) -> list[Path]:
    return [path for path in segments.glob("*") if not path.name.startswith(".")]


def test_a_render_stopped_at_its_very_beginning_says_so(
    make_project: MakeProject, environment: dict[str, str], place: Path
) -> None:
    project = make_project(60, [moving("حوار")])
    process = subprocess.Popen(
        [*PROGRAM, "render", str(project), "--json"],
        cwd=place,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    assert process.stderr is not None
    first = process.stderr.readline()  # the first line of progress: the workers are starting
    assert "Rendering" in first
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does it: to the whole group
    out, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130, said
    assert json.loads(out)["cancelled"] is True
    assert "Traceback" not in said
