"""Work in threads: results in the window's thread, stale ones dropped, threads ended."""

import threading
import time
import weakref
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from studio.base.errors import StudioError
from studio.gui.bridge import Bridge, Job
from tests.gui.conftest import WAIT


def _given(number: int, job: Job[int]) -> int:
    return number


@pytest.fixture
def bridge(qtbot: QtBot) -> Iterator[Bridge]:
    bridge = Bridge()
    yield bridge
    bridge.close()


def test_a_result_comes_in_the_windows_thread(qtbot: QtBot, bridge: Bridge, qapp: QObject) -> None:
    found: list[tuple[int, bool, bool]] = []
    main = threading.get_ident()
    bridge.run(
        lambda job: threading.get_ident(),
        lambda worker: found.append((7, worker != main, QThread.currentThread() == qapp.thread())),
    )
    qtbot.waitUntil(lambda: bool(found), timeout=WAIT)
    assert found == [(7, True, True)]


def _run_and_look_away(bridge: Bridge, number: int, done: Callable[[int], object]) -> None:
    """Its work is done; the window has not looked yet."""
    others = set(threading.enumerate())
    bridge.run(partial(_given, number), done, key="picture")
    for thread in set(threading.enumerate()) - others:
        thread.join(WAIT / 1000)


def test_the_bridge_is_busy_until_a_result_is_handed_over(qtbot: QtBot, bridge: Bridge) -> None:
    found: list[int] = []
    _run_and_look_away(bridge, 7, found.append)
    assert found == []
    assert bridge.busy
    qtbot.waitUntil(lambda: not bridge.busy, timeout=WAIT)
    assert found == [7]


@pytest.mark.parametrize("way", ["another", "dropped", "closed"])
def test_a_stale_result_that_is_on_its_way_never_arrives(qtbot: QtBot, bridge: Bridge, way: str) -> None:
    found: list[int] = []
    _run_and_look_away(bridge, 1, found.append)
    match way:
        case "another":
            bridge.run(partial(_given, 2), found.append, key="picture")
        case "dropped":
            bridge.drop("picture")
        case _:
            bridge.close()
            assert not bridge.busy
    qtbot.waitUntil(lambda: not bridge.busy, timeout=WAIT)
    assert found == ([2] if way == "another" else [])


def test_a_later_job_of_a_key_takes_the_place_of_the_earlier(qtbot: QtBot, bridge: Bridge) -> None:
    found: list[int] = []
    began, go = threading.Event(), threading.Event()

    def slow(job: Job[int]) -> int:
        began.set()
        go.wait(WAIT / 1000)
        return 1

    bridge.run(slow, found.append, key="picture")
    assert began.wait(WAIT / 1000)
    for number in range(2, 6):
        bridge.run(partial(_given, number), found.append, key="picture")
    go.set()
    qtbot.waitUntil(lambda: not bridge.busy and bool(found), timeout=WAIT)
    assert found == [5]


def test_what_nobody_waits_for_any_more_is_given_back(qtbot: QtBot, bridge: Bridge) -> None:
    found: list[int] = []
    given_back: list[tuple[int, int]] = []
    begun, hold = threading.Event(), threading.Event()

    def held(_job: Job[int]) -> int:
        begun.set()
        hold.wait(WAIT / 1000)
        return 1

    def give_back(made: int) -> None:
        given_back.append((made, threading.get_ident()))

    bridge.run(held, found.append, key="a", unwanted=give_back)
    begun.wait(WAIT / 1000)
    bridge.run(partial(_given, 2), found.append, key="a", unwanted=give_back)
    hold.set()
    qtbot.waitUntil(lambda: bool(found), timeout=WAIT)
    assert found == [2]
    assert given_back == [(1, threading.get_ident())]


def test_errors_come_as_words(qtbot: QtBot, bridge: Bridge) -> None:
    def fails(job: Job[None]) -> None:
        raise StudioError("full", "make room")

    found: list[StudioError] = []
    bridge.run(fails, lambda _: None, failed=found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=WAIT)
    assert found[0].hint == "make room"
    with qtbot.waitSignal(bridge.error, timeout=WAIT):
        bridge.run(fails, lambda _: None)


def test_nothing_is_delivered_to_an_owner_that_is_gone(qtbot: QtBot, bridge: Bridge) -> None:
    found: list[int] = []
    owner = QObject()
    go = threading.Event()
    bridge.run(lambda job: go.wait(WAIT / 1000), lambda _: found.append(1), owner=owner)
    with qtbot.waitSignal(owner.destroyed, timeout=WAIT):
        owner.deleteLater()
    go.set()
    qtbot.waitUntil(lambda: not bridge.busy, timeout=WAIT)
    assert found == []


def test_cancelled_work_stops_when_it_asks(qtbot: QtBot, bridge: Bridge) -> None:
    found: list[object] = []

    def endless(job: Job[None]) -> None:
        while True:
            job.cancellation.raise_if_cancelled()
            time.sleep(0.005)

    bridge.run(endless, found.append)
    bridge.close()
    assert not bridge.busy
    assert found == []


def test_progress_is_told_in_order_before_the_result(qtbot: QtBot, bridge: Bridge) -> None:
    found: list[object] = []

    def work(job: Job[str]) -> str:
        for share in range(5):
            job.report(share)
        return "done"

    bridge.run(work, found.append, progress=found.append)
    qtbot.waitUntil(lambda: found[-1:] == ["done"], timeout=WAIT)
    assert found == [0, 1, 2, 3, 4, "done"]


def test_threads_end_when_there_is_no_work(qtbot: QtBot, bridge: Bridge) -> None:
    before = threading.active_count()
    for lane in ("a", "b", "c"):
        bridge.run(lambda job: None, lambda _: None, lane=lane)
    qtbot.waitUntil(lambda: threading.active_count() <= before, timeout=WAIT)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_bug_in_work_reaches_the_hook_and_the_lane_goes_on(
    qtbot: QtBot, bridge: Bridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[object] = []
    monkeypatch.setattr(threading, "excepthook", lambda arguments: caught.append(arguments.exc_type))
    found: list[int] = []
    bridge.run(lambda job: 1 // 0, lambda _: None)
    qtbot.waitUntil(lambda: bool(caught), timeout=WAIT)
    bridge.run(lambda job: 2, found.append)
    qtbot.waitUntil(lambda: found == [2], timeout=WAIT)
    assert caught == [ZeroDivisionError]


def test_an_error_in_a_handler_is_not_lost(qtbot: QtBot, bridge: Bridge) -> None:
    with capture_exceptions() as caught:
        bridge.run(lambda job: 0, lambda value: 1 // value)
        qtbot.waitUntil(lambda: bool(caught), timeout=WAIT)
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]


class Part(QWidget):
    """A part of the window that is its own, without a parent."""

    def hear(self, _what: object) -> None:
        """Takes a result."""


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize(
    "end", ["done", "reporting", "failing", "cancelled", "replaced", "never begun", "bug"]
)
def test_what_only_work_still_knew_is_destroyed_in_the_windows_thread(
    qtbot: QtBot, bridge: Bridge, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    monkeypatch.setattr(threading, "excepthook", lambda _arguments: None)
    began, go, died_in = threading.Event(), threading.Event(), list[str]()
    part = Part()
    gone = weakref.ref(part, lambda _: died_in.append(threading.current_thread().name))

    def work(job: Job[int], part: Part = part) -> int:
        began.set()
        assert go.wait(WAIT / 1000)
        match end:
            case "reporting":
                job.report(part.hear)
            case "failing":
                raise StudioError("full", "make room")
            case "bug":
                raise ZeroDivisionError(part)
        return 7

    if end == "never begun":
        bridge.run(lambda job: go.wait(WAIT / 1000), lambda _: None)
    job = bridge.run(work, part.hear, failed=part.hear, progress=part.hear, key="part", owner=part)
    del work, part
    if end == "never begun":
        bridge.drop("part")
    else:
        assert began.wait(WAIT / 1000)
    if end == "cancelled":
        job.cancel()
    elif end == "replaced":
        bridge.run(partial(_given, 1), lambda _: None, key="part")
    del job
    go.set()
    qtbot.waitUntil(lambda: gone() is None, timeout=WAIT)
    assert died_in == [threading.main_thread().name]
