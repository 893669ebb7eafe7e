"""Where the film of a layer begins is chosen in the inspector: one step for a drag, none for a picture."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.gui.workspace.inspector.film_start_editor import FilmStartEditor
from studio.gui.workspace.inspector.form import LayerForm
from studio.gui.workspace.workspace import Workspace
from studio.model.project import Media
from studio.services.edits.fields import field_value
from tests.gui.edited import film, workspace_of
from tests.gui.settling import settle
from tests.unit.media.videos import film as film_file

LAYERS: list[dict[str, Any]] = [
    {"type": "image", "id": "slot", "media": "walk", "place": {"width": 400, "height": 300}},
    {"type": "video", "id": "video", "media": "walk", "source_start": 1, "place": {"width": 90}},
    {"type": "image", "id": "photo", "media": "tea", "place": {"width": 90, "height": 90}},
]


@pytest.fixture
def space(qtbot: QtBot, look: None, tmp_path: Path) -> Iterator[Workspace]:
    """A film of forty frames, 30 a second, in a picture's place and as a video."""
    (tmp_path / "film.hiwar" / "media").mkdir(parents=True)
    film_file(tmp_path / "film.hiwar" / "media" / "walk.mp4")
    project = film(LAYERS)
    media = (*project.media, Media(id="walk", path="media/walk.mp4"))
    with workspace_of(qtbot, tmp_path, project.model_copy(update={"media": media})) as space:
        yield space


def editor_of(qtbot: QtBot, space: Workspace, id: str) -> FilmStartEditor:
    space.stage.select([(id,)])
    settle(qtbot)
    form = space.inspector.form
    assert isinstance(form, LayerForm)
    editor = form.row("source_start").editor
    assert isinstance(editor, FilmStartEditor)
    settle(qtbot)
    return editor


def start_of(space: Workspace, id: str) -> Any:
    return field_value(space.stage.composition, (id,), ("source_start",))


@pytest.mark.parametrize("id", ["slot", "video"])
def test_the_start_is_chosen_by_arrows_and_taken_back(qtbot: QtBot, space: Workspace, id: str) -> None:
    editor, before = editor_of(qtbot, space, id), start_of(space, id)
    slider = editor.start.slider
    assert slider.isVisible()
    assert slider.isEnabled()
    assert slider.value() == 30 * before
    picture = editor.start.picture
    assert picture is not None
    assert picture.image is not None, "the frame at the start is seen"
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert 30 * before < 30 * start_of(space, id) < 30 * before + 2
    assert slider.value() == 30 * before + 1
    space.stage.document.undo()
    assert start_of(space, id) == before
    assert slider.value() == 30 * before
    settle(qtbot)


def test_a_number_is_typed_and_a_reset_begins_at_the_beginning(qtbot: QtBot, space: Workspace) -> None:
    field = editor_of(qtbot, space, "slot").start.field
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "0.5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert start_of(space, "slot") == Fraction(1, 2)
    form = space.inspector.form
    assert isinstance(form, LayerForm)
    dot = form.row("source_start").dot
    assert dot.isVisible()
    dot.click()
    assert start_of(space, "slot") == 0
    settle(qtbot)


def test_a_picture_begins_nowhere(qtbot: QtBot, space: Workspace) -> None:
    assert not editor_of(qtbot, space, "photo").isVisible()
