"""What hands do without thinking: Tab to the next value, Space to play, F9 for the canvas alone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from studio.gui.actions import hub
from studio.gui.dialogs.frame import StudioDialog
from studio.gui.i18n import translator
from studio.gui.main_window import MainWindow, make_workspace
from studio.gui.theme.theme import theme
from studio.gui.widgets.segments import Segments
from studio.gui.workspace.exporting import window_queue
from studio.gui.workspace.layer_names import kind_of, layer_name
from studio.gui.workspace.workspace import Workspace
from studio.model.layers import TextLayer
from studio.presets.catalog import bundled
from studio.presets.instantiate import instantiate
from studio.services.edits.paths import walk
from tests.gui.conftest import WAIT
from tests.gui.small_project import open_small


@pytest.fixture
def space(qtbot: QtBot, window: MainWindow, tmp_path: Path, rest: Callable[[], None]) -> Iterator[Workspace]:
    """A small tall film, open in the window of 1366x690."""
    window.make_workspace = make_workspace
    window.show_document(open_small(tmp_path))
    space = window.workspace
    assert isinstance(space, Workspace)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT)
    rest()
    yield space
    window_queue().close()
    window_queue.cache_clear()


def test_the_keyboard_begins_on_the_canvas(space: Workspace) -> None:
    assert QApplication.focusWidget() is space.canvas.view


def test_without_panels_the_canvas_has_the_whole_window(space: Workspace) -> None:
    before = space.canvas.width()
    hub().trigger("view.bare")
    QApplication.processEvents()
    assert space.canvas.width() > before
    assert space.canvas.width() >= space.width() - 8, "nothing stands beside it"
    hub().trigger("view.bare")
    QApplication.processEvents()
    assert abs(space.canvas.width() - before) <= 8
    assert space.timeline.isVisible()


def test_a_panel_that_is_asked_for_comes_back(space: Workspace) -> None:
    hub().trigger("view.bare")
    hub().trigger("help.check")
    assert space.preflight.isVisible()
    assert space.rail.isVisible()


def test_findings_of_the_frame_lead_to_the_preflight(space: Workspace) -> None:
    space.status.findings.click()
    assert space.preflight.isVisible()


def test_tab_goes_from_value_to_value(window: MainWindow) -> None:
    tile = next(one for one in window.start.gallery.tiles if one.template.id == "a-word-heals")
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton, pos=tile.rect().center())
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == "value:hook"
    QTest.keyClick(focus, Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == "value:hook_word", "its switch comes after it"


@pytest.mark.parametrize("id", bundled().ids("templates"))
def test_parts_of_templates_have_arabic_names(look: None, id: str) -> None:
    assert translator().language == "ar"
    composition = instantiate(bundled().template(id), {}, use_samples=True)
    for path, node in walk(composition):
        name = layer_name(node)
        assert not name.isascii() or kind_of(node) == "image", path


def test_sample_words_are_in_the_films_language(space: Workspace) -> None:
    translator().switch("en")
    hub().trigger("insert.text")
    added = space.stage.composition.layers[-1]
    assert isinstance(added, TextLayer)
    assert not added.text.isascii(), "an Arabic film is written in Arabic, whatever the window speaks"


def test_a_dialog_that_grows_stays_on_the_screen(qtbot: QtBot, look: None) -> None:
    dialog = StudioDialog(400)
    dialog.body.addWidget(QLabel("حوار"))
    dialog.ready()
    qtbot.addWidget(dialog)
    room = dialog.screen().availableGeometry()
    dialog.show()
    dialog.move(room.right() - dialog.width(), room.bottom() - dialog.height())
    theme().choose("dark", scale=1.5, reduced_motion=False)
    qtbot.waitUntil(lambda: room.contains(dialog.geometry()), timeout=WAIT)


def test_the_first_screen_leads_everywhere(window: MainWindow) -> None:
    for id in ("file.caption", "file.open", "file.batch", "file.settings"):
        button = window.start.findChild(QToolButton, f"button:{id}")
        assert isinstance(button, QToolButton)
        assert button.isVisible(), id
        assert button.isEnabled(), id


def test_segments_keep_their_words_in_a_narrow_place(qtbot: QtBot, look: None) -> None:
    segments = Segments()
    qtbot.addWidget(segments)
    segments.setMinimumWidth(1)  # as in a part of the window that must do with less
    segments.set_options([(name, name, "") for name in ("None", "Kashida", "Spaces", "Automatic")])
    segments.show()
    wide = segments.sizeHint().width()
    segments.resize(wide - 40, 40)
    QApplication.processEvents()
    assert segments.sizeHint().width() <= wide - 40
    segments.resize(wide + 40, 40)
    QApplication.processEvents()
    assert segments.sizeHint().width() == wide
