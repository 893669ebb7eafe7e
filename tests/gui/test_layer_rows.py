"""The rows of the layers: how they are marked, and their keys on any keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.gui.workspace.workspace import Workspace
from studio.services.edits.fields import field_value
from tests.gui.conftest import WAIT
from tests.gui.edited import film, workspace_of


@pytest.fixture
def space(qtbot: QtBot, look: None, tmp_path: Path) -> Iterator[Workspace]:
    layers = [{"type": "shape", "id": "ground"}, {"type": "text", "id": "words", "text": "حوار"}]
    with workspace_of(qtbot, tmp_path, film(layers)) as space:
        yield space


class Painted(QObject):
    """What of a widget has been painted anew."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.region = QRegion()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


def test_rows_are_painted_anew_in_their_whole_width(qtbot: QtBot, space: Workspace) -> None:
    """What was marked beside a name stayed so when nothing was chosen any more."""
    tree = space.layers.tree
    row = space.layers.item(("words",))
    assert row is not None
    space.stage.select([("words",)])
    QApplication.processEvents()
    painted = Painted(tree.viewport())
    space.stage.select(())
    beside = QPoint(tree.viewport().width() - 2, tree.visualItemRect(row).center().y())  # where it begins
    qtbot.waitUntil(lambda: painted.region.contains(beside), timeout=WAIT)


def test_letters_hide_and_lock_on_an_arabic_keyboard(space: Workspace) -> None:
    space.stage.select([("words",)])
    tree = space.layers.tree
    row = space.layers.item(("words",))
    assert row is not None
    tree.setCurrentItem(row)
    for letter, name in (("ا", "hidden"), ("م", "locked")):
        press = QKeyEvent(QKeyEvent.Type.KeyPress, ord(letter), Qt.KeyboardModifier.NoModifier, letter)
        QCoreApplication.sendEvent(tree, press)
        assert field_value(space.stage.composition, ("words",), (name,))
