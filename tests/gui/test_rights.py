"""Alt text and licences are written where the film and its files are, as steps that can be taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.gui.workspace.inspector.film import FilmForm
from studio.gui.workspace.inspector.media_editor import MediaEditor
from studio.gui.workspace.workspace import Workspace
from tests.gui.edited import film, settled, workspace_of

PHOTO = {"type": "image", "id": "photo", "media": "tea", "place": {"width": 400, "height": 300}}


@pytest.fixture
def space(qtbot: QtBot, look: None, tmp_path: Path) -> Iterator[Workspace]:
    with workspace_of(qtbot, tmp_path, film([PHOTO])) as found:
        yield found


def test_alt_text_is_written_in_the_films_settings(qtbot: QtBot, space: Workspace) -> None:
    space.stage.select(())
    form = space.inspector.findChild(FilmForm)
    assert isinstance(form, FilmForm)
    form.alt.setFocus()
    QTest.keyClicks(form.alt, "A cup of tea")
    assert space.stage.composition.alt == "A cup of tea"
    space.stage.document.undo()
    assert space.stage.composition.alt == ""
    assert form.alt.text == ""


def test_a_licence_is_written_beside_the_file(qtbot: QtBot, space: Workspace) -> None:
    space.stage.select((("photo",),))
    editor = space.inspector.findChildren(MediaEditor)[0]
    assert editor.licence.isVisibleTo(space.inspector)
    QTest.keyClicks(editor.licence, "CC BY, Sara")
    item = next(one for one in space.stage.document.project.media if one.id == "tea")
    assert item.licence == "CC BY, Sara"
    space.media.view.choose("tea")
    assert space.media.licence.text() == "CC BY, Sara"
    space.stage.document.undo()
    settled(qtbot, space)
    assert (editor.licence.text(), space.media.licence.text()) == ("", "")
