"""Parts of the window follow the settings, which do not keep them."""

import weakref

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from studio.gui.settings.nearby import follow_settings
from studio.services.settings import Settings, SettingsStore


class Part(QObject):
    """Notes what it is told."""

    def __init__(self, heard: list[bool]) -> None:
        super().__init__()
        self.heard = heard

    def hear(self, settings: Settings) -> None:
        self.heard.append(settings.light_copies)


@pytest.mark.parametrize("way", ["forgotten", "destroyed"])
def test_a_part_is_told_while_it_is_there(qapp: QApplication, way: str) -> None:
    store = SettingsStore()
    heard: list[bool] = []
    part = Part(heard)
    follow_settings(store, part.hear)
    wanted = store.value.light_copies
    store.change(light_copies=not wanted)
    assert heard == [not wanted]
    if way == "destroyed":
        delete(part)
    else:
        gone = weakref.ref(part)
        del part
        assert gone() is None
    store.change(light_copies=wanted)
    assert heard == [not wanted]
