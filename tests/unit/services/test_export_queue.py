"""The queue of exports with real films: events, pause, cancel, retry, order, size limit, stills."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import psutil
import pytest

from studio.base.errors import InputError
from studio.media.images import image_info
from studio.model.composition import CanvasSize, Composition
from studio.services import export_queue as module
from studio.services.export import ExportRequest, ExportResult
from studio.services.export_queue import Event, ExportQueue, FilmExport, JobState, StillExport
from studio.services.progress import Progress
from studio.services.resources import ResourceList
from studio.services.size_limit import tried_smaller
from tests.unit.services.films import (
    PROFILE,
    RATE,
    SECONDS,
    WIDTH,
    Film,
    composition,
    text_layer,
    whole_film,
)
from tests.waiting import PATIENCE, wait_until

Wanted = Callable[[Event], bool]


class Heard:
    """Events in their order."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._change = threading.Condition()
        self._once: list[tuple[Wanted, Callable[[Event], object]]] = []

    def __call__(self, event: Event) -> None:
        due = [one for one in self._once if one[0](event)]
        self._once = [one for one in self._once if one not in due]
        for _, act in due:
            act(event)
        with self._change:
            self.events.append(event)
            self._change.notify_all()

    def once(self, wanted: Wanted, act: Callable[[Event], object]) -> None:
        """At the first event that is wanted, in the thread that tells it: the film is exactly there."""
        self._once.append((wanted, act))

    def wait_for(self, wanted: Wanted) -> Event:
        with self._change:
            assert self._change.wait_for(lambda: any(map(wanted, self.events)), PATIENCE)
            return next(event for event in self.events if wanted(event))

    def wait_for_state(self, identifier: int, state: JobState) -> Event:
        return self.wait_for(lambda event: event.job.id == identifier and event.job.state is state)

    def told(self) -> list[str]:
        return [event.what for event in self.events if event.what != "progress"]


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def queue(heard: Heard) -> Iterator[ExportQueue]:
    queue = ExportQueue(heard, workers=1)
    yield queue
    queue.close()


@pytest.fixture
def film(tmp_path: Path) -> Film:
    return whole_film(tmp_path)


def short(folder: Path, name: str) -> FilmExport:
    """A film of a tenth of a second."""
    film = Film(composition([text_layer(name)], duration=0.1), ResourceList())
    return FilmExport(name, film.request(folder, name))


def painting(beyond: float = 0) -> Wanted:
    """A film is at work, and more than this share of it is painted."""
    return lambda event: event.what == "progress" and event.job.share > beyond


def worker_niceness() -> list[int]:
    found = []
    for child in psutil.Process().children():
        with contextlib.suppress(psutil.Error):  # it has ended meanwhile
            if "spawn_main" in " ".join(child.cmdline()):
                found.append(int(child.nice()))
    return found


def frames_in(path: Path) -> int:
    with av.open(str(path)) as container:
        return sum(1 for _ in container.decode(video=0))


def test_films_and_stills_are_made_one_after_another_by_other_processes(
    queue: ExportQueue, heard: Heard, film: Film, tmp_path: Path
) -> None:
    niceness: list[int] = []
    heard.once(painting(), lambda _: niceness.extend(worker_niceness()))
    first = queue.add(FilmExport("الفيلم", film.request(tmp_path)))
    still = StillExport("إطار", film.composition, film.resources, tmp_path / "still.png", Fraction(1))
    second = queue.add(still)
    assert queue.is_busy
    assert queue.wait_until_idle(PATIENCE)
    assert niceness
    assert psutil.Process().nice() not in niceness, "the window goes first"
    assert [event.job.id for event in heard.events if event.what == "done"] == [first, second]
    assert [what for what in heard.told() if what != "added"] == ["started", "done"] * 2
    assert frames_in(tmp_path / "film.mp4") == SECONDS * RATE
    assert image_info(tmp_path / "still.png").width == WIDTH
    shares = [event.job.share for event in heard.events if event.job.id == first and event.what == "progress"]
    assert all(0 <= share <= 1 for share in shares)
    done = queue.job(first)
    assert done.result is not None
    assert done.result.rendered > 3
    assert done.share == queue.share == 1
    queue.clear()
    assert queue.jobs == ()


def test_a_paused_film_begins_no_segment_and_is_finished_later(
    queue: ExportQueue, heard: Heard, film: Film, tmp_path: Path
) -> None:
    heard.once(painting(), lambda event: queue.pause(event.job.id))
    job = queue.add(FilmExport("film", film.request(tmp_path)))
    heard.wait_for_state(job, JobState.PAUSED)
    assert not queue.is_busy
    segments = tmp_path / "store"
    assert wait_until(lambda: list(segments.glob("[!.]*.mp4")))  # the segment at work is finished
    count, quiet = -1, 0
    while quiet < 5:
        now = len(list(segments.glob("[!.]*.mp4")))
        count, quiet = now, quiet + 1 if now == count else 0
        time.sleep(0.1)
    assert 0 < count < 7
    assert not (tmp_path / "film.mp4").exists()
    queue.resume(job)
    assert queue.wait_until_idle(PATIENCE)
    assert queue.job(job).state is JobState.DONE
    assert frames_in(tmp_path / "film.mp4") == SECONDS * RATE
    assert "resumed" in heard.told()


def test_cancelling_ends_all_processes_keeps_segments_and_can_be_tried_again(
    queue: ExportQueue, heard: Heard, film: Film, tmp_path: Path
) -> None:
    heard.once(painting(0.3), lambda event: queue.pause(event.job.id))
    heard.once(lambda event: event.what == "paused", lambda event: queue.cancel(event.job.id))
    job = queue.add(FilmExport("film", film.request(tmp_path)))
    heard.wait_for_state(job, JobState.CANCELLED)
    assert queue.wait_until_idle(PATIENCE)
    assert not (tmp_path / "film.mp4").exists()
    assert not list(tmp_path.rglob("*.part"))
    queue.retry(job)
    assert queue.wait_until_idle(PATIENCE)
    result = queue.job(job).result
    assert result is not None
    assert result.kept > 0
    assert frames_in(tmp_path / "film.mp4") == SECONDS * RATE


def test_a_failure_says_why_and_the_next_job_goes_on(
    queue: ExportQueue, heard: Heard, film: Film, tmp_path: Path
) -> None:
    (tmp_path / "bed.wav").write_text("this is no sound", encoding="utf-8")
    broken = queue.add(FilmExport("broken", film.request(tmp_path, "broken")))
    good = queue.add(short(tmp_path, "good"))
    assert queue.wait_until_idle(PATIENCE)
    failed = queue.job(broken)
    assert failed.state is JobState.FAILED
    assert failed.error is not None
    assert failed.error.hint
    assert "broken.mp4" in failed.report
    assert queue.job(good).state is JobState.DONE


def test_what_nobody_foresaw_is_a_failure_with_a_report(
    queue: ExportQueue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def wrong(*_: object) -> ExportResult:
        raise ZeroDivisionError("seven")

    monkeypatch.setattr(module, "export", wrong)
    job = queue.add(short(tmp_path, "film"))
    assert queue.wait_until_idle(PATIENCE)
    failed = queue.job(job)
    assert failed.error is not None
    assert "not foreseen" in failed.error.message
    assert "ZeroDivisionError: seven" in failed.report
    assert "not foreseen" in caplog.text


class Stepped:
    """In place of exports: each waits until it is let through."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun: list[str] = []
        self.gate = threading.Semaphore(0)
        monkeypatch.setattr(module, "render_still", self.still)

    def still(self, *wanted: object) -> None:
        output = wanted[2]
        assert isinstance(output, Path)
        self.begun.append(output.stem)
        assert self.gate.acquire(timeout=PATIENCE)


def still(folder: Path, name: str) -> StillExport:
    return StillExport(name, composition([]), ResourceList(), folder / f"{name}.png")


def test_jobs_change_places_wait_and_leave(
    queue: ExportQueue, heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stepped = Stepped(monkeypatch)
    ids = {name: queue.add(still(tmp_path, name)) for name in "abcdef"}
    heard.wait_for_state(ids["a"], JobState.RUNNING)
    queue.move(ids["e"], 1)
    queue.pause(ids["b"])
    queue.cancel(ids["c"])
    queue.remove(ids["d"])
    queue.remove(ids["a"])
    assert [job.export.name for job in queue.jobs] == ["a", "e", "b", "c", "f"]
    for _ in range(3):
        stepped.gate.release()
    assert queue.wait_until_idle(PATIENCE)
    assert stepped.begun == ["a", "e", "f"]
    assert queue.job(ids["b"]).state is JobState.PAUSED
    queue.resume(ids["b"])
    stepped.gate.release()
    assert queue.wait_until_idle(PATIENCE)
    assert stepped.begun[-1] == "b"
    queue.clear()
    assert queue.jobs == ()


def test_nobody_sees_an_idle_queue_before_everything_was_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []

    def tell(event: Event) -> None:
        if event.what == "done":
            waiting.start()
            waiting.join(0.2)
            order.append("told")

    queue = ExportQueue(tell, workers=1)
    waiting = threading.Thread(target=lambda: order.append(f"idle: {queue.wait_until_idle(PATIENCE)}"))
    stepped = Stepped(monkeypatch)
    queue.add(still(tmp_path, "a"))
    stepped.gate.release()
    assert wait_until(lambda: len(order) == 2)
    queue.close()
    waiting.join()
    assert order == ["told", "idle: True"]


def test_that_it_runs_and_that_it_pauses_is_one_step(
    queue: ExportQueue, heard: Heard, film: Film, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A film that ended in between would be paused for ever."""
    change, between = queue._update, []

    def slow_change(identifier: int, what: module.What, **changes: object) -> None:
        if what == "paused":
            other = threading.Thread(target=lambda: queue.jobs)
            other.start()
            other.join(0.2)
            between.append(not other.is_alive())
        change(identifier, what, **changes)

    monkeypatch.setattr(queue, "_update", slow_change)
    pausing = threading.Thread(target=lambda: queue.pause(queue.jobs[0].id))
    heard.once(painting(), lambda _: pausing.start())
    job = queue.add(FilmExport("film", film.request(tmp_path)))
    heard.wait_for_state(job, JobState.PAUSED)
    queue.cancel(job)
    assert queue.wait_until_idle(PATIENCE)
    pausing.join()
    assert between == [False]


def test_two_jobs_do_not_write_one_file(
    queue: ExportQueue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stepped = Stepped(monkeypatch)
    queue.add(still(tmp_path, "a"))
    with pytest.raises(InputError, match="in the queue already"):
        queue.add(still(tmp_path, "a"))
    stepped.gate.release()
    assert queue.wait_until_idle(PATIENCE)
    queue.add(still(tmp_path, "a"))
    stepped.gate.release()
    assert queue.wait_until_idle(PATIENCE)


def test_a_film_that_is_too_large_is_made_again_smaller(
    queue: ExportQueue, film: Film, tmp_path: Path
) -> None:
    limited = PROFILE.model_copy(update={"max_megabytes": 0.09, "segment_seconds": 3.0})
    job = queue.add(FilmExport("film", film.request(tmp_path, profile=limited)))
    assert queue.wait_until_idle(PATIENCE)
    done = queue.job(job)
    assert done.state is JobState.DONE
    assert (tmp_path / "film.mp4").stat().st_size <= 90_000
    assert done.warnings == ()


def test_smaller_films_are_coarser_first_then_have_fewer_pixels(tmp_path: Path) -> None:
    large = Film(composition([], size={"width": 1080, "height": 1920}), ResourceList())
    tried: list[ExportRequest] = list(tried_smaller(large.request(tmp_path)))
    assert [(one.profile.quality, one.profile.short_side) for one in tried] == [
        ("draft", None),
        ("draft", 540),
        ("draft", 360),
    ]


def test_closing_in_the_middle_leaves_nothing_running(tmp_path: Path) -> None:
    heard = Heard()
    queue = ExportQueue(heard, workers=1)
    turning = {"keyframes": [{"time": 0, "value": 0}, {"time": 60, "value": 7200}]}
    layer = text_layer("حوار", transform={"rotation": turning})
    queue.add(FilmExport("film", Film(composition([layer], duration=60), ResourceList()).request(tmp_path)))
    queue.add(short(tmp_path, "other"))
    heard.wait_for(painting())
    queue.close()
    assert not (tmp_path / "film.mp4").exists()
    assert not (tmp_path / "other.mp4").exists()
    with pytest.raises(RuntimeError):
        queue.add(short(tmp_path, "third"))


def test_time_left_is_told_by_the_pace_of_frames_not_of_starting(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    pace = module._Pace()
    pace.told(Progress("render", 0, 100))
    now = 20.0  # so long it takes until workers run
    assert pace.told(Progress("render", 1, 100)).left is None
    now = 21.0
    assert pace.told(Progress("render", 11, 100)).left == pytest.approx(8.9)


def test_a_film_that_is_joined_has_all_its_frames() -> None:
    empty = ResourceList()
    size = CanvasSize(width=64, height=64)
    still = StillExport(
        "إطار", Composition(id="main", size=size, duration=Fraction(1)), empty, Path("still.png")
    )
    job = module.Job(1, still, JobState.RUNNING, Progress("join", 0, 1))
    assert job.share == 1.0
