"""Frames for the window: the export's own, kept by memory, stale wishes dropped."""

import threading
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.errors import MediaError, StudioError
from studio.model.composition import Composition
from studio.render.rasterizer import Pixels
from studio.services.frame_stage import FrameStage
from studio.services.preview import FrameCache, PreviewRenderer, PreviewWorker, Shown
from studio.services.resources import ResourceList
from studio.services.stills import Painter
from tests.unit.services.films import RATE, SECONDS, composition, text_layer, whole_film


def test_previewed_frames_are_those_of_stills_in_any_order(tmp_path: Path) -> None:
    film = whole_film(tmp_path)
    renderer = PreviewRenderer(film.composition, film.resources, 0.5)
    painter = Painter(film.composition, film.resources, 0.5)
    for time in (Fraction(2), Fraction(1, 3), Fraction(5, 2), Fraction(2), Fraction(99)):
        moment = Fraction(renderer.number(time), RATE)
        assert np.array_equal(renderer.frame(time), painter.paint(moment))
    assert renderer.is_kept(Fraction(1, 3))
    assert not renderer.is_kept(Fraction(1, 2))


def test_a_frame_that_is_asked_for_again_is_not_painted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    renderer = PreviewRenderer(composition([text_layer("حوار", end=1)]), ResourceList())
    painted: list[Fraction] = []
    paint = FrameStage.paint

    def counted(
        stage: FrameStage, film: Composition, listed: ResourceList, time: Fraction, scale: float
    ) -> Pixels:
        painted.append(time)
        return paint(stage, film, listed, time, scale)

    monkeypatch.setattr(FrameStage, "paint", counted)
    first = renderer.frame(Fraction(1, 2))
    assert renderer.frame(Fraction(1, 2)) is first
    assert renderer.frame(Fraction(16, 30)) is first, "nothing moved between them"
    renderer.frame(Fraction(2))
    assert len(painted) == 2
    with pytest.raises(ValueError, match="read-only"):
        first[0, 0, 0] = 1


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 40)), max_size=40), st.integers(10, 80))
def test_the_cache_never_holds_more_than_it_may(puts: list[tuple[int, int]], most: int) -> None:
    cache = FrameCache(most)
    for key, size in puts:
        cache.put(key, np.zeros((1, size, 1), np.uint8))
        assert cache.get(key) is not None
        assert cache.bytes <= max(most, size)
    cache.clear()
    assert cache.bytes == 0


def test_one_picture_under_many_keys_is_counted_once() -> None:
    cache = FrameCache(100)
    pixels = np.zeros((1, 60, 1), np.uint8)
    for key in range(5):
        cache.put(key, pixels)
    assert cache.bytes == 60
    assert all(cache.has(key) for key in range(5))
    cache.put(5, np.zeros((1, 90, 1), np.uint8))
    assert cache.bytes == 90


class Slow:
    """Painting that waits to be let through."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.gate = threading.Semaphore(0)
        self.begun = threading.Semaphore(0)
        self.painted: list[Fraction] = []
        frame = PreviewRenderer.frame

        def slow(renderer: PreviewRenderer, time: Fraction) -> Pixels:
            self.begun.release()
            assert self.gate.acquire(timeout=30)
            self.painted.append(time)
            return frame(renderer, time)

        monkeypatch.setattr(PreviewRenderer, "frame", slow)


def test_the_latest_wish_wins_and_stale_frames_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = Slow(monkeypatch)
    shown: list[Shown] = []
    done = threading.Event()

    def deliver(one: Shown) -> None:
        shown.append(one)
        done.set()

    film = composition([text_layer("حوار")])
    worker = PreviewWorker(deliver, lambda *_: None)
    worker.show(film, ResourceList(), Fraction(0), token=0)
    assert slow.begun.acquire(timeout=30)
    for number in range(1, 20):
        worker.show(film, ResourceList(), Fraction(number, 10), token=number)
    slow.gate.release()
    slow.gate.release()
    assert done.wait(30)
    worker.close()
    assert slow.painted == [0, Fraction(19, 10)]
    assert [one.token for one in shown] == [19]


def test_frames_are_painted_ahead_while_nothing_is_wished_for(tmp_path: Path) -> None:
    film = whole_film(tmp_path)
    cache = FrameCache()
    delivered = threading.Event()
    worker = PreviewWorker(lambda _: delivered.set(), lambda *_: None, cache)
    worker.show(film.composition, film.resources, Fraction(0), 0.25)
    assert delivered.wait(30)
    before = cache.bytes
    times = [Fraction(number, RATE) for number in range(0, SECONDS * RATE, 10)]
    worker.ahead(times)
    while not all(worker._renderer is not None and worker._renderer.is_kept(time) for time in times):
        threading.Event().wait(0.01)
    worker.close()
    assert cache.bytes > before


def test_a_film_that_cannot_be_painted_is_told_and_the_next_one_is_shown() -> None:
    told: list[tuple[object, StudioError]] = []
    shown: list[Shown] = []
    change = threading.Semaphore(0)

    def deliver(one: Shown) -> None:
        shown.append(one)
        change.release()

    def failed(token: object, error: StudioError) -> None:
        told.append((token, error))
        change.release()

    worker = PreviewWorker(deliver, failed)
    broken = composition([{"type": "image", "id": "photo", "media": "none"}])
    worker.show(broken, ResourceList(), Fraction(0), token="broken")
    assert change.acquire(timeout=30)
    worker.show(composition([text_layer("حوار")]), ResourceList(), Fraction(0), token="good")
    assert change.acquire(timeout=30)
    worker.close()
    assert [(token, type(error)) for token, error in told] == [("broken", MediaError)]
    assert [one.token for one in shown] == ["good"]
