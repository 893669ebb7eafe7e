"""Cyclic garbage waits for the event loop."""

import gc
import weakref

from studio.gui.app import create_application
from studio.gui.collecting import _OBJECTS, Collecting


class Ring:
    """Knows itself: only a collection frees it."""

    def __init__(self) -> None:
        self.itself = self


def test_garbage_is_collected_from_the_event_loop_alone(look: None) -> None:
    collecting = create_application().findChild(Collecting)
    assert isinstance(collecting, Collecting)
    assert not gc.isenabled()
    ring = weakref.ref(Ring())
    made: list[list[int]] = [[] for _ in range(_OBJECTS + 1)]
    assert ring() is not None, "whatever is made, nothing is collected within"
    assert collecting.collect_if_due()
    assert ring() is None
    assert made
    assert not collecting.collect_if_due()
