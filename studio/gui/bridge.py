"""Work in threads, results as calls in the window's thread.

    bridge().run(lambda job: load(path, job), done=self.show, key="load", owner=self)

A lane is one thread, so what is in it comes one after another; lanes run beside each other.  A later job with
the same key takes the place of an earlier one, whose result is dropped: what is shown is never stale.
Threads end by themselves when there is nothing more to do.

Threads that do work never are the last to know a part of the window: it would be destroyed in them, which Qt
does not bear.  So a job lets go of all that it knows in the window's thread, once its own is through with it.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Hashable
from functools import cache, partial
from types import TracebackType
from typing import Generic, TypeVar, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from shiboken6 import isValid

from studio.base.cancellation import Cancellation, Cancelled
from studio.base.errors import StudioError

T = TypeVar("T")

CLOSE_SECONDS = 2.0
"""That closing waits for all threads together, while the window stands still."""
_LINGER_SECONDS = 0.2


class Job(Generic[T]):
    """One piece of work.  It asks `cancellation` often, and may `report` on the way."""

    def __init__(
        self,
        bridge: "Bridge",
        work: "Callable[[Job[T]], T]",
        done: Callable[[T], object],
        failed: Callable[[StudioError], object] | None,
        progress: Callable[[object], object] | None,
        owner: QObject | None,
        unwanted: Callable[[T], object] | None,
        place: tuple[str, Hashable],
    ) -> None:
        self.cancellation = Cancellation()
        self.place = place
        """Its lane and key."""
        self._bridge = bridge
        self._work: Callable[[Job[T]], T] | None = work
        self._done: Callable[[T], object] | None = done
        self._failed = failed
        self._progress = progress
        self._owner = owner
        self._unwanted = unwanted
        self._outcome: Callable[[], object] | None = None
        self._else: Callable[[], object] | None = None

    def cancel(self) -> None:
        """Nothing of it is delivered any more; its work stops when it asks."""
        self.cancellation.cancel()

    @property
    def wanted(self) -> bool:
        """Whether somebody still waits for it."""
        return not self.cancellation.cancelled and (self._owner is None or isValid(self._owner))

    def report(self, value: object) -> None:
        """From the work: hands something to `progress`, in the window's thread.  Raises Cancelled."""
        if not self.wanted:
            raise Cancelled
        if self._progress is not None:
            self._bridge.deliver(cast("Job[object]", self), partial(self._tell, value))

    def run(self) -> None:
        """In its thread: does the work, and keeps what came of it for `finish`."""
        try:
            if self.wanted and self._work is not None:
                result = self._work(self)
                self._outcome = partial(self._succeed, result)
                self._else = None if self._unwanted is None else partial(self._unwanted, result)
        except Cancelled:
            return
        except StudioError as error:
            self._outcome = partial(self._fail, error)

    def finish(self) -> None:
        """In the window's thread, when `run` is over: hands over what came of it, lets go of all."""
        try:
            outcome = self._outcome if self.wanted else self._else
            if outcome is not None:
                outcome()
        finally:
            self._work = self._done = self._failed = self._progress = self._owner = None
            self._unwanted = self._outcome = self._else = None

    def _tell(self, value: object) -> None:
        if self._progress is not None:
            self._progress(value)

    def _succeed(self, result: T) -> None:
        if self._done is not None:
            self._done(result)

    def _fail(self, error: StudioError) -> None:
        if self._failed is not None:
            self._failed(error)
        else:
            self._bridge.error.emit(error)


class _Lane:
    """Jobs that run one after another, in a thread that lives while there are any."""

    def __init__(self, name: str, over: Callable[[Job[object]], None]) -> None:
        """over: called in the thread when it is through with a job, whatever became of it."""
        self.name = name
        self._over = over
        self._lock = threading.Lock()
        self._more = threading.Condition(self._lock)
        self._closed = False
        self._waiting: deque[tuple[Hashable, Job[object]]] = deque()
        self._running: tuple[Hashable, Job[object]] | None = None
        self._thread: threading.Thread | None = None

    def add(self, key: Hashable, job: Job[object], *, next: bool) -> None:
        with self._lock:
            if key is not None:
                self._drop(key)
            if next:
                self._waiting.appendleft((key, job))
            else:
                self._waiting.append((key, job))
            if self._thread is None or not self._thread.is_alive():
                self._begin()
            else:
                self._more.notify()

    def _begin(self) -> None:
        self._thread = threading.Thread(target=self._work, name=f"window-{self.name}", daemon=True)
        self._thread.start()

    def drop(self, key: Hashable) -> None:
        with self._lock:
            self._drop(key)

    def _drop(self, key: Hashable) -> None:
        for other, job in (*self._waiting, *([self._running] if self._running else [])):
            if other == key:
                job.cancel()

    def close(self) -> threading.Thread | None:
        """Cancels all; the thread that still ends."""
        with self._lock:
            for _, job in (*self._waiting, *([self._running] if self._running else [])):
                job.cancel()
            self._waiting.clear()
            self._closed = True
            self._more.notify()
            return self._thread

    @property
    def busy(self) -> bool:
        with self._lock:
            return bool(self._waiting) or self._running is not None

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._waiting and not self._closed:
                    # Frames come one after another: a thread for each would cost more than many a frame.
                    self._more.wait(_LINGER_SECONDS)
                if not self._waiting:
                    # Decided under the lock, so a job that comes now starts a thread of its own.
                    self._running = self._thread = None
                    return
                self._running = self._waiting.popleft()
                job = self._running[1]
            with _BugsTold():
                job.run()
            self._over(job)
            with self._lock:
                self._running = None


class _BugsTold:
    """What nobody expected goes to the hook for threads, as if it had ended this one, which goes on."""

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if kind is not None:
            threading.excepthook(threading.ExceptHookArgs((kind, error, trace, threading.current_thread())))
        return True


class Bridge(QObject):
    """Between work in threads and the window.  One for the program: `bridge()`."""

    error = Signal(object)
    """A StudioError of a job that has no use for it: the window says it."""
    _arrived = Signal()
    """Something is on the way.  What it is goes beside the signal: no thread of Qt's holds it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[str, _Lane] = {}
        self._ending: list[threading.Thread] = []
        self._lock = threading.RLock()  # collecting garbage in the middle may drop work
        self._on_the_way: deque[tuple[Job[object], Callable[[], object] | None]] = deque()
        self._arrived.connect(self._call)

    def run(
        self,
        work: Callable[[Job[T]], T],
        done: Callable[[T], object],
        *,
        failed: Callable[[StudioError], object] | None = None,
        progress: Callable[[object], object] | None = None,
        key: Hashable = None,
        lane: str = "work",
        owner: QObject | None = None,
        unwanted: Callable[[T], object] | None = None,
        next: bool = False,
    ) -> Job[T]:
        """Has `work` done in a lane; `done`, `failed` and `progress` are called in the window's thread.

        key: takes the place of earlier work of the lane with it.  owner: when it is destroyed, nothing is
        delivered.  unwanted: is given what was made although nobody waits for it any more, in the window's
        thread: to close it.  next: before what waits already.
        """
        job = Job(self, work, done, failed, progress, owner, unwanted, (lane, key))
        if key is not None:
            self._drop_on_the_way(lambda other: other.place == job.place)
        if lane not in self._lanes:
            self._lanes[lane] = _Lane(lane, partial(self.deliver, call=None))
        self._lanes[lane].add(key, cast("Job[object]", job), next=next)
        return job

    def drop(self, key: Hashable, lane: str = "work") -> None:
        """Nobody waits for the work of that key any more."""
        if lane in self._lanes:
            self._lanes[lane].drop(key)
        self._drop_on_the_way(lambda job: job.place == (lane, key))

    @property
    def busy(self) -> bool:
        """Whether any work waits or runs, or something of it has not been handed over yet."""
        # The lanes first: what they made is on the way before they are at rest.
        if any(lane.busy for lane in self._lanes.values()):
            return True
        with self._lock:
            return any(job.wanted for job, _ in self._on_the_way)

    def deliver(self, job: "Job[object]", call: Callable[[], object] | None) -> None:
        """From any thread: `call` is made in the window's thread, if the job is still wanted then.

        None: the job is over, and is finished there.
        """
        with self._lock:
            self._on_the_way.append((job, call))
        self._arrived.emit()

    def _drop_on_the_way(self, unwanted: "Callable[[Job[object]], bool]") -> None:
        """Work that is done, whose results the window has not taken yet, is as stale as what still runs."""
        with self._lock:
            for job in filter(unwanted, [job for job, _ in self._on_the_way]):
                job.cancel()

    def close(self) -> None:
        """Cancels all work and waits a little for the threads; afterwards work can begin anew."""
        lanes, self._lanes = list(self._lanes.values()), {}
        self._ending += [thread for lane in lanes if (thread := lane.close()) is not None]
        self.wait_for_end(CLOSE_SECONDS)
        self._drop_on_the_way(lambda _job: True)

    def wait_for_end(self, seconds: float) -> bool:
        """Waits for the threads of work that was cancelled by `close`; whether all have ended."""
        until = time.monotonic() + seconds
        for thread in self._ending:
            thread.join(max(0.0, until - time.monotonic()))
        self._ending = [thread for thread in self._ending if thread.is_alive()]
        return not self._ending

    def _call(self) -> None:
        with self._lock:
            job, call = self._on_the_way.popleft()
        if call is None:
            job.finish()
        elif job.wanted:
            call()


@cache
def bridge() -> Bridge:
    """The program's one bridge.  First called in the window's thread."""
    return Bridge()


def announce(about: QObject, words: str) -> None:
    """Has a screen reader say something that happened: saved, undone, exported."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(about, words))
