"""Cyclic garbage waits for the event loop."""

import gc
import weakref
from pathlib import Path

from pytestqt.qtbot import QtBot

from studio.gui.app import create_application
from studio.gui.collecting import _OBJECTS, Collecting
from studio.gui.main_window import MainWindow
from studio.services.new_project import new_project
from studio.services.opening import Wishes
from tests.gui.conftest import WAIT


class Ring:
    """Knows itself: only a collection frees it."""

    def __init__(self) -> None:
        self.itself = self


def the_collecting() -> Collecting:
    collecting = create_application().findChild(Collecting)
    assert isinstance(collecting, Collecting)
    return collecting


def test_garbage_is_collected_from_the_event_loop_alone(look: None) -> None:
    collecting = the_collecting()
    assert not gc.isenabled()
    ring = weakref.ref(Ring())
    made: list[list[int]] = [[] for _ in range(_OBJECTS * 11 // 10)]  # what is freed meanwhile counts less
    assert ring() is not None, "whatever is made, nothing is collected within"
    assert collecting.collect_if_due()
    assert ring() is None
    assert made
    assert not collecting.collect_if_due()


def test_a_project_that_is_closed_is_collected_although_it_is_few_objects(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    folder = new_project("one-number", tmp_path / "film", Wishes()).folder
    window.open_project(folder)
    qtbot.waitUntil(lambda: window.document is not None, timeout=WAIT)
    collecting = the_collecting()
    collecting.collect_if_due()
    ring = weakref.ref(Ring())
    assert not collecting.collect_if_due()
    assert ring() is not None
    assert window.close_project()
    assert collecting.collect_if_due()
    assert ring() is None
