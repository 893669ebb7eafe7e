"""An export that was killed goes on where it was."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from studio.services.export import export
from studio.services.render_workers import RenderWorkers
from tests.unit.services.films import frame_hashes, whole_film
from tests.waiting import PATIENCE, wait_until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")


def still_running(children: str) -> list[str]:
    """Of "pid time name" lines those whose process lives (zombies have ended)."""
    alive = []
    for line in children.splitlines():
        pid, created, _ = line.split(" ", 2)
        try:
            process = psutil.Process(int(pid))
            ended = process.status() == psutil.STATUS_ZOMBIE
            if process.create_time() == float(created) and not ended:
                alive.append(line)
        except psutil.NoSuchProcess:
            continue
    return alive


@pytest.mark.slow
@pytest.mark.parametrize("here", ["here", "elsewhere"])
def test_a_killed_export_goes_on_where_it_was(tmp_path: Path, here: str) -> None:
    store = tmp_path / "store"
    killed = subprocess.run(
        [sys.executable, "-m", "tests.unit.services.killed_export", str(tmp_path), here, "2"],
        cwd=Path(__file__).parents[3],
        env={**os.environ, "HIWAR_CACHE_DIR": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        timeout=2 * PATIENCE,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    children = (tmp_path / "children").read_text(encoding="utf-8")
    assert "ffmpeg" in children
    assert here == "here" or "python" in children, "workers were at work"
    assert wait_until(lambda: not still_running(children)), "no worker and no encoder outlives the export"
    assert not (tmp_path / "film.mp4").exists()

    finished = {path: path.stat() for path in store.glob("[!.]*.mp4")}
    assert finished
    film = whole_film(tmp_path)
    with RenderWorkers(2) as workers:
        again = export(film.request(tmp_path), workers=workers)
        fresh = export(film.request(tmp_path, "fresh", store=tmp_path / "other"), workers=workers)
    assert again.kept == len(finished)
    assert again.rendered == fresh.rendered - len(finished) > 0
    for path, before in finished.items():
        now = path.stat()
        assert (now.st_ino, now.st_size) == (before.st_ino, before.st_size), "not written again"
    assert frame_hashes(again.output) == frame_hashes(fresh.output)
