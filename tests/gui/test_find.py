"""Finding and replacing in the window: by keys and by clicks, in both languages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.gui.actions import hub
from studio.gui.i18n import WindowLanguage, translator
from studio.gui.workspace.workspace import Workspace
from studio.model.layers import TextLayer
from studio.services.edits.paths import node_at
from tests.gui.conftest import WAIT
from tests.gui.edited import LEFT, film, settled, workspace_of
from tests.gui.typing_keys import type_text


@pytest.fixture
def space(qtbot: QtBot, look: None, tmp_path: Path) -> Iterator[Workspace]:
    layers: list[dict[str, Any]] = [
        {
            "type": "text",
            "id": "late",
            "text": "الحِوار حياة",
            "start": 1,
            "spans": [{"find": "الحوار", "color": "accent"}],
        },
        {"type": "text", "id": "title", "text": "حوار وحوار", "end": 1},
        {"type": "caption", "id": "cues", "cues": [{"start": 0, "end": 2, "text": "هذا حوارنا"}]},
    ]
    with workspace_of(qtbot, tmp_path, film(layers)) as space:
        yield space


def text_of(space: Workspace, id: str) -> str:
    node = node_at(space.stage.composition, (id,))
    assert isinstance(node, TextLayer)
    return node.text


@pytest.mark.parametrize(("language", "none"), [("ar", "لا نتائج"), ("en", "No match")])
def test_words_are_found_shown_and_marked(
    qtbot: QtBot, space: Workspace, language: WindowLanguage, none: str
) -> None:
    translator().switch(language)
    qtbot.waitUntil(space.canvas.view.isVisible, timeout=WAIT)
    space.canvas.view.setFocus()
    QTest.keyClick(space.canvas.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    bar = space.canvas.find_bar
    assert bar.isVisible()
    assert bar.field.hasFocus()
    type_text(bar.field, "حوار")
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert space.stage.selection == (("late",),)
    assert len(bar.hits) == 5, "two layers, the cue, and the film's name"
    assert 10 <= space.stage.frame < 20, "the playhead is where it can be seen"
    settled(qtbot, space)
    boxes = space.canvas.found.boxes()
    assert len(boxes) == 1
    middle = boxes[0].boundingRect().center()
    placed = space.canvas.view.placed_layer(("late",))
    assert placed is not None
    assert placed.contains(space.canvas.view.to_canvas(middle))
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert space.stage.selection == (("title",),)
    QTest.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert space.stage.selection == (("late",),)
    bar.field.selectAll()
    type_text(bar.field, "قطار")
    QTest.mouseClick(bar.following, LEFT)
    qtbot.waitUntil(lambda: bar.count.text() == none, timeout=WAIT)
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert space.canvas.view.hasFocus()
    assert space.canvas.found.boxes() == ()


def test_all_places_are_replaced_as_one_step(qtbot: QtBot, space: Workspace) -> None:
    space.canvas.view.setFocus()
    QTest.keyClick(space.canvas.view, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    bar = space.canvas.find_bar
    type_text(bar.field, "حوار")
    QTest.keyClick(bar.field, Qt.Key.Key_Tab)
    bar.by.setFocus()
    type_text(bar.by, "نقاش")
    QTest.mouseClick(bar.all, LEFT)
    assert text_of(space, "late") == "النقاش حياة"
    assert text_of(space, "title") == "نقاش ونقاش"
    late = node_at(space.stage.composition, ("late",))
    assert isinstance(late, TextLayer)
    assert late.spans[0].find == "النقاش", "the accent stays with the word"
    assert space.stage.document.project.name == "فيلم النقاش"
    assert "٥" in bar.told.text()
    assert hub().trigger("edit.undo")
    assert text_of(space, "late") == "الحِوار حياة"
    assert space.stage.document.project.name == "فيلم الحوار"


def test_places_are_replaced_one_by_one(qtbot: QtBot, space: Workspace) -> None:
    assert hub().trigger("edit.replace")
    bar = space.canvas.find_bar
    type_text(bar.field, "حوار")
    type_text(bar.by, "حوارات")
    QTest.keyClick(bar.by, Qt.Key.Key_Return)  # shows the first
    QTest.keyClick(bar.by, Qt.Key.Key_Return)  # replaces it; the new word is not found again
    assert text_of(space, "late") == "الحوارات حياة"
    assert bar.current is not None
    assert bar.current.place.path == ("title",)
    QTest.mouseClick(bar.one, LEFT)
    assert text_of(space, "title") == "حوارات وحوار"
    assert bar.current.start == 8


def test_options_make_a_difference(qtbot: QtBot, space: Workspace) -> None:
    assert hub().trigger("edit.find")
    bar = space.canvas.find_bar
    type_text(bar.field, "الحوار")
    bar.go(1)
    assert len(bar.hits) == 2, "in the layer and in the film's name"
    bar.choices["exact_marks"].trigger()
    assert [hit.place.kind for hit in bar.hits] == ["film"]


def test_what_grew_too_long_is_told_and_nothing_changes(qtbot: QtBot, space: Workspace) -> None:
    assert hub().trigger("edit.replace")
    bar = space.canvas.find_bar
    type_text(bar.field, "حوار")
    bar.by.setText("ح" * 32_000)
    QTest.mouseClick(bar.all, LEFT)
    assert bar.told.isVisible()
    assert text_of(space, "title") == "حوار وحوار"
