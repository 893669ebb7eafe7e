"""Edits, saves and autosaves projects in processes that are killed at random moments.

    python -m tests.unit.services.killed_edits FOLDER COUNT SEED

FOLDER/<number>/ then holds, for each of COUNT processes: film.hiwar, data (the program's own folder) and log,
in which a line stands for each step that was finished.  Run by test_killed_edits; needs fork, so that fifty
processes start in a moment.
"""

import multiprocessing
import os
import random
import signal
import sys
import time
from functools import partial
from pathlib import Path

from studio.formats.project_file import save_project
from studio.model.project import Project
from studio.services.edits.layers import rename
from studio.services.edits.paths import in_composition
from studio.services.session import Session


def film(step: int) -> Project:
    """The project after so many edits."""
    layers = [{"type": "text", "id": "text", "text": "حوار " * 40, "name": str(step)}]
    composition = {"size": {"width": 1080, "height": 1920}, "duration": 5, "layers": layers}
    return Project.model_validate({"name": "film", "compositions": [composition]})


def step_of(project: Project) -> int:
    return int(project.compositions[0].layers[0].name)


def work(folder: Path, ready: "multiprocessing.synchronize.Event") -> None:
    """Edits without end: an autosave after each edit, a save after every seventh."""
    os.environ["HIWAR_DATA_DIR"] = str(folder / "data")
    # What the system has taken outlives a killed process; flushing to the disk is against power cuts.
    os.fsync = lambda fd: None
    log = os.open(folder / "log", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    session = Session.open(folder / "film.hiwar").session
    project, step, edits = film(0), 0, 0
    ready.set()
    while True:
        step, edits = step + 1, edits + 1
        project = in_composition(project, "main", partial(rename, path=("text",), name=str(step)))
        session.autosave(project, edits)
        os.write(log, f"autosaved {step}\n".encode())
        if step % 7 == 0:
            session.save(project)
            os.write(log, f"saved {step}\n".encode())
            edits = 0


def main(root: Path, count: int, seed: int) -> None:
    moments = random.Random(seed)
    context = multiprocessing.get_context("fork")
    for number in range(count):
        folder = root / str(number)
        folder.mkdir(parents=True)
        save_project(film(0), folder / "film.hiwar")
        ready = context.Event()
        process = context.Process(target=work, args=(folder, ready))
        process.start()
        ready.wait()
        lines, late = moments.randint(0, 25), moments.uniform(0.0, 0.01)
        while (folder / "log").read_bytes().count(b"\n") < lines:
            time.sleep(0.0005)
        time.sleep(late)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
