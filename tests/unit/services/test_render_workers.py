"""How many segments are rendered at once: never more than the machine bears."""

import os

import psutil
import pytest

from studio.services.render_workers import choose_count


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four cores and 8 GB, of which 3 GB are free."""

    class Memory:
        available = 3 << 30

    monkeypatch.setattr(psutil, "virtual_memory", Memory)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: range(4), raising=False)


@pytest.mark.usefixtures("machine")
@pytest.mark.parametrize(("wanted", "chosen"), [(None, 4), (1, 1), (3, 3), (64, 4)])
def test_no_more_workers_than_cores_and_memory_bear(wanted: int | None, chosen: int) -> None:
    assert choose_count(wanted) == chosen


def test_there_is_always_one(monkeypatch: pytest.MonkeyPatch) -> None:
    class Memory:
        available = 1 << 20

    monkeypatch.setattr(psutil, "virtual_memory", Memory)
    assert choose_count() == choose_count(8) == 1
