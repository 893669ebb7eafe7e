"""Worker processes that end or fail: told in words that help, and what is finished stays."""

import sys
import threading
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import cast

import psutil
import pytest
from PIL import Image

from studio.base.cancellation import Cancellation
from studio.base.errors import EncodeError, MediaError
from studio.base.time import FrameRange
from studio.services.export import export
from studio.services.progress import Progress
from studio.services.render_job import Job
from studio.services.render_workers import RenderWorkers
from studio.services.resources import ResourceList
from tests.unit.services.films import Film, composition, text_layer
from tests.unit.services.killed_worker import Deadly
from tests.waiting import PATIENCE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes end otherwise on Windows")


@pytest.fixture
def film() -> Film:
    """Long enough that work is waiting when something happens: 40 segments."""
    turning = {"keyframes": [{"time": 0, "value": 0}, {"time": 20, "value": 3600}]}
    return Film(
        composition([text_layer("حوار", transform={"rotation": turning})], duration=20), ResourceList()
    )


def when_painting(action: Callable[[], None]) -> Callable[[Progress], None]:
    """A report of progress that acts once, when the first frames are painted."""
    done: list[Progress] = []

    def report(progress: Progress) -> None:
        if progress.done and not done:
            done.append(progress)
            action()

    return report


def kill_a_worker() -> None:
    """Kill one of the two, and wait until the other has been ended too: then the pool knows that it broke."""
    workers = [child for child in psutil.Process().children() if "spawn_main" in " ".join(child.cmdline())]
    workers[0].kill()
    _, alive = psutil.wait_procs(workers, PATIENCE)
    assert not alive


def test_a_worker_that_was_killed_is_told_and_segments_stay(film: Film, tmp_path: Path) -> None:
    with (
        RenderWorkers(2, here=False) as workers,
        pytest.raises(EncodeError, match="ended unexpectedly") as caught,
    ):
        export(film.request(tmp_path), when_painting(kill_a_worker), workers=workers)
    assert "finished segments are kept" in caught.value.hint
    finished = len(list((tmp_path / "store").glob("[!.]*.mp4")))
    with RenderWorkers(1) as workers:
        again = export(film.request(tmp_path), workers=workers)
    assert again.kept == finished


def test_a_worker_that_ends_after_cancelling_is_no_error(film: Film, tmp_path: Path) -> None:
    cancellation = Cancellation()

    def stop() -> None:
        cancellation.cancel()
        kill_a_worker()

    with RenderWorkers(2, here=False) as workers:
        result = export(film.request(tmp_path), when_painting(stop), cancellation, workers)
    assert result.cancelled


def test_a_worker_that_is_killed_while_it_asks_keeps_nobody_waiting(tmp_path: Path) -> None:
    workers = RenderWorkers(1, here=False)
    future = workers.submit(cast(Job, Deadly()), FrameRange(0, 1), tmp_path / "a.mp4")
    with pytest.raises(BrokenProcessPool):
        future.result(PATIENCE)
    leaving = threading.Thread(target=workers.__exit__, args=(None, None, None), daemon=True)
    leaving.start()
    leaving.join(PATIENCE)
    assert not leaving.is_alive()


@pytest.mark.parametrize("here", [True, False])
def test_an_error_in_a_worker_keeps_its_words(tmp_path: Path, here: bool) -> None:
    """A picture whose header is whole and whose pixels are not fails when it is painted, not before."""
    path = tmp_path / "cut.png"
    Image.effect_noise((300, 300), 90).save(path)
    path.write_bytes(path.read_bytes()[:30_000])
    layer = {"type": "image", "id": "photo", "media": "photo"}
    film = Film(composition([layer], duration=1), ResourceList({"photo": path}))
    with RenderWorkers(2, here=here) as workers, pytest.raises(MediaError) as caught:
        export(film.request(tmp_path), workers=workers)
    assert caught.value.message
    assert caught.value.hint
    assert caught.value.where == str(path)
    assert not list(tmp_path.rglob("*.part"))
