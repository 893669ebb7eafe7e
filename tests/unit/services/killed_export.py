"""Exports the film of `films` and kills its own process as soon as some segments are finished.

    python -m tests.unit.services.killed_export FOLDER HERE FINISHED

Run by test_resuming; before it dies it writes the numbers of all its child processes to FOLDER/children.
"""

import os
import signal
import sys
from pathlib import Path

import psutil

from studio.services.export import export
from studio.services.progress import Progress
from studio.services.render_workers import RenderWorkers
from tests.unit.services.films import whole_film


def main(folder: Path, here: bool, finished: int) -> None:
    film = whole_film(folder)

    def die_half_way(_progress: Progress) -> None:
        if len(list((folder / "store").glob("[!.]*.mp4"))) < finished:
            return
        children = psutil.Process().children(recursive=True)
        if any("ffmpeg" in child.name() for child in children):
            lines = [f"{child.pid} {child.create_time()} {child.name()}" for child in children]
            (folder / "children").write_text("\n".join(lines), encoding="utf-8")
            os.kill(os.getpid(), signal.SIGKILL)

    with RenderWorkers(2, here=here) as workers:
        export(film.request(folder), die_half_way, workers=workers)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] == "here", int(sys.argv[3]))
