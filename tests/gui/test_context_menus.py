"""Menus of what is under the pointer: it is chosen first, and what they offer is in the table of actions."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.base.geometry import Point
from studio.gui.action_table import action_of
from studio.gui.workspace.workspace import Workspace
from tests.gui.edited import film, workspace_of

MOUSE, KEYBOARD = QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard


def box(id: str, x: float) -> dict[str, object]:
    place = {"anchor": "center", "offset": [x, 0], "width": 200, "height": 200, "area": "canvas"}
    return {"type": "shape", "id": id, "place": place}


@pytest.fixture
def space(qtbot: QtBot, look: None, tmp_path: Path) -> Iterator[Workspace]:
    project = film([box("one", -300), box("two", 300)], (1000, 1000), language="en")
    with workspace_of(qtbot, tmp_path, project) as space:
        yield space
        if space.menus.menu is not None:
            space.menus.menu.close()


def ask(space: Workspace, widget: QWidget, at: QPoint, reason: QContextMenuEvent.Reason) -> set[str]:
    """Asks for a menu at a place; the ids in it."""
    QApplication.sendEvent(widget, QContextMenuEvent(reason, at, widget.mapToGlobal(at)))
    menu = space.menus.menu
    assert menu is not None
    assert menu.isVisible()
    return {one.objectName() for one in menu.actions() if one.objectName()}


def chosen(space: Workspace) -> list[str]:
    return [path[-1] for path in space.stage.selection]


def test_the_canvas_menu_is_of_what_is_under_the_pointer(space: Workspace) -> None:
    view = space.canvas.view
    space.stage.select([("one",)])
    at = view.to_widget(Point(800, 500)).toPoint()
    offered = ask(space, view, at, MOUSE)
    assert chosen(space) == ["two"]
    assert {"edit.del", "edit.copy", "layer.up"} <= offered
    assert all(action_of(id) for id in offered)
    space.stage.select([("one",), ("two",)])
    ask(space, view, at, MOUSE)
    assert chosen(space) == ["one", "two"], "all that is chosen stays so"
    space.stage.select([("one",)])
    ask(space, view, at, KEYBOARD)
    assert chosen(space) == ["one"], "the key asks for what is chosen"


def test_bars_of_the_timeline_have_a_menu_and_so_has_the_room_beside_them(space: Workspace) -> None:
    lanes = space.timeline.lanes
    found = lanes.bar_of(("two",))
    assert found is not None
    offered = ask(space, lanes, lanes.bar_rect(*found).center().toPoint(), MOUSE)
    assert chosen(space) == ["two"]
    assert {"time.split", "edit.del", "edit.gap", "layer.lock"} <= offered
    beside = ask(space, lanes, QPoint(lanes.width() - 4, lanes.ruler_height + 4), MOUSE)
    assert chosen(space) == []
    assert {"edit.paste", "time.marker"} <= beside
    assert "edit.del" not in beside


def test_rows_of_the_layers_have_a_menu(space: Workspace) -> None:
    tree = space.layers.tree
    space.stage.select([("one",)])
    row = space.layers.item(("one",))
    assert row is not None
    offered = ask(space, tree.viewport(), tree.visualItemRect(row).center(), MOUSE)
    assert {"edit.rename", "edit.dup", "layer.group"} <= offered
