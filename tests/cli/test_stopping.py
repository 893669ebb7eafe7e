"""Ctrl-C: the program ends soon, says so, and keeps what is finished."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import PROGRAM, MakeProject, Studio, text_layer
from tests.waiting import PATIENCE, wait_until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to whole consoles only")


LONG = 240  # seconds of film, 96 segments: far from its end when the first of them is there


def moving(text: str) -> dict[str, object]:
    """A layer whose every frame differs, so that a film of it takes a while."""
    keys = [{"time": 0, "value": 0}, {"time": LONG, "value": 120 * LONG}]
    return text_layer(text, transform={"rotation": {"keyframes": keys}})


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_render_keeps_finished_segments(
    studio: Studio,
    make_project: MakeProject,
    environment: dict[str, str],
    place: Path,
    number: signal.Signals,
) -> None:
    project = make_project(LONG, [moving("حوار"), moving("كلام")])
    segments = Path(environment["HIWAR_CACHE_DIR"]) / "segments"
    process = subprocess.Popen(
        [*PROGRAM, "render", str(project), "--workers", "1"],
        cwd=place,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    wait_until(lambda: process.poll() is not None or finished(segments))
    process.send_signal(number)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130, said
    assert "Stopped." in said
    assert "Traceback" not in said
    kept = len(finished(segments))
    assert 0 < kept < 96
    assert list(place.glob("*.mp4")) == list(place.glob(".*")) == []
    again = studio("render", project, "--range", "0-10", "--json").json()
    assert again["segments"]["kept"] >= min(kept, 4) - 1


def finished(segments: Path) -> list[Path]:
    return [path for path in segments.glob("*") if not path.name.startswith(".")]


def test_a_render_stopped_at_its_very_beginning_says_so(
    make_project: MakeProject, environment: dict[str, str], place: Path
) -> None:
    project = make_project(LONG, [moving("حوار")])
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


def test_a_stopped_batch_keeps_what_is_made_and_goes_on_from_there(
    environment: dict[str, str], place: Path, studio: Studio
) -> None:
    rows = "".join(f"الحوار {number},ليلى\n" for number in range(60))
    (place / "rows.csv").write_text(f"quote,speaker\n{rows}", "utf-8")
    arguments = ["batch", "pull-quote", "rows.csv", "-o", "out", "--size", "1:1", "--name", "{row}"]
    process = subprocess.Popen(
        [*PROGRAM, *arguments],
        cwd=place,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    ledger = place / "out" / ".hiwar-batch.json"
    wait_until(lambda: process.poll() is not None or ledger.is_file())
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130, said
    assert "the same command goes on from there" in said
    noted = json.loads(ledger.read_text("utf-8"))
    assert 0 < len(noted) < 60
    assert all((place / "out" / name).is_file() for name in noted)
    assert [one.name for one in (place / "out").iterdir() if one.suffix != ".png"] == [ledger.name]
    few = (place / "rows.csv").read_text("utf-8").splitlines()[: 1 + 3]
    (place / "rows.csv").write_text("\n".join(few), "utf-8")
    again = studio(*arguments, "--json").json()
    states = {Path(one["output"]).name: one["state"] for one in again["made"]}
    assert states == {name: "kept" if name in noted else "made" for name in states}
