"""What makes the window quick, counted and not timed: styling, forms, tiles, buttons; and what a walk of the
screens for wrong sides can see."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from studio.gui.actions import action_button, hub
from studio.gui.i18n import translator
from studio.gui.main_window import MainWindow, make_workspace
from studio.gui.theme.theme import theme
from studio.gui.workspace.inspector.section import Section
from studio.gui.workspace.rail import LEAST, Rail
from studio.gui.workspace.workspace import Workspace
from studio.model.composition import Composition
from studio.services.edits.fields import set_field
from tests.gui.conftest import WAIT
from tests.gui.reading import astray
from tests.gui.small_project import open_small


class Events(QObject):
    """Counts events of the whole program by kind."""

    def __init__(self) -> None:
        super().__init__()
        self.count: Counter[QEvent.Type] = Counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count[event.type()] += 1
        return False


@pytest.fixture
def events(qapp: QApplication) -> Iterator[Events]:
    found = Events()
    qapp.installEventFilter(found)
    yield found
    qapp.removeEventFilter(found)


@pytest.fixture
def space(qtbot: QtBot, window: MainWindow, tmp_path: Path, rest: Callable[[], None]) -> Iterator[Workspace]:
    """The workspace, its text chosen, at rest."""
    window.make_workspace = make_workspace
    window.show_document(open_small(tmp_path))
    found = window.workspace
    assert isinstance(found, Workspace)
    qtbot.waitUntil(lambda: found.canvas.view.painted is not None, timeout=WAIT)
    found.stage.select([("title",)])
    rest()
    yield found
    window.show_start()


def geometries(space: Workspace) -> list[tuple[str, int, int, int, int]]:
    return [
        (type(one).__name__, one.x(), one.y(), one.width(), one.height())
        for one in space.findChildren(QWidget)
        if one.isVisible()
    ]


def test_a_style_sheet_is_applied_to_each_widget_no_more_than_twice(space: Workspace, events: Events) -> None:
    events.count.clear()
    theme().choose("light")
    assert events.count[QEvent.Type.StyleChange] <= 2.5 * len(QApplication.allWidgets())


def settled(qtbot: QtBot, space: Workspace) -> list[tuple[str, int, int, int, int]]:
    """The geometries once they stand still: layouts ask each other anew over several rounds of events."""
    found = geometries(space)
    still = 0
    while still < 3:
        qtbot.wait(30)
        now = geometries(space)
        still = still + 1 if now == found else 0
        found = now
    return found


def test_other_colours_move_nothing(qtbot: QtBot, space: Workspace) -> None:
    before = settled(qtbot, space)
    for scheme in ("light", "contrast", "dark"):
        theme().choose(scheme)
        assert settled(qtbot, space) == before


def test_rows_of_a_closed_group_are_made_when_it_opens(space: Workspace) -> None:
    form = space.inspector.form
    assert form is not None
    section = form.findChild(Section, "section:group.more")
    assert isinstance(section, Section)
    assert not section.is_open
    assert section.rows.count() == 0
    section.heading.click()
    assert section.rows.count() > 5
    shown = form.row("opacity").editor
    space.stage.edit("step.field", lambda film: set_field(film, ("title",), ("opacity",), 0.25))
    assert shown is form.row("opacity").editor, "edits make no new rows"


def test_a_letter_is_shown_in_its_own_row_alone(space: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    form = space.inspector.form
    assert form is not None
    shown: list[str] = []
    for spec in form._specs:
        if spec.group != "more":
            note = partial(_note, shown, spec.dotted, form.row(*spec.path).editor.show_value)
            monkeypatch.setattr(form.row(*spec.path).editor, "show_value", note)
    space.stage.edit("step.text", lambda film: set_field(film, ("title",), ("text",), "سلا"))
    assert shown == ["text"]
    form.row("text").editor.changed.emit("سلام")
    assert shown == ["text", "text"]
    space.stage.document.undo()
    assert shown[2:] == ["text"]


def _with_words(words: str, film: Composition) -> Composition:
    return set_field(film, ("title",), ("text",), words)


def _note(shown: list[str], name: str, show: Callable[[object], None], value: object) -> None:
    shown.append(name)
    show(value)


def test_motion_tiles_wait_until_nobody_types(qtbot: QtBot, space: Workspace) -> None:
    space.show_panel("presets")
    tiles = space.presets.tiles
    qtbot.waitUntil(lambda: any(tile.still is not None for tile in tiles), timeout=WAIT)
    asked = [tile._asked for tile in tiles]
    for words in ("س", "سل", "سلا", "سلام"):
        space.stage.edit("step.text", partial(_with_words, words))
        space.presets.repaint()
        QApplication.processEvents()
        assert all(tile._asked in (None, before) for tile, before in zip(tiles, asked, strict=True))
    qtbot.waitUntil(lambda: any(tile._asked not in (None, *asked) for tile in tiles), timeout=WAIT)


def test_a_button_follows_its_own_action_alone(
    qtbot: QtBot, look: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = QObject()
    for id in ("edit.undo", "edit.redo"):
        hub().bind(id, lambda: None, owner=owner)
    hub().set_project_open(True)
    button = action_button("edit.undo")
    qtbot.addWidget(button)
    names: list[str] = []
    monkeypatch.setattr(button, "setAccessibleName", names.append)
    hub().set_enabled("edit.redo", False)
    assert names == []
    hub().set_enabled("edit.undo", False)
    assert names
    assert not button.isEnabled()
    monkeypatch.undo()
    hub().release(owner)
    hub().set_project_open(False)
    assert button.isHidden()


def test_a_low_rail_keeps_the_rest_in_a_menu(qtbot: QtBot, look: None) -> None:
    names = [("layers", "stack-2"), ("templates", "layout-grid"), ("presets", "wave-sine"),
             ("brand", "palette"), ("media", "photo")]  # fmt: skip
    rail = Rail(names)
    qtbot.addWidget(rail)
    rail.resize(rail.sizeHint())
    rail.show()
    assert rail.more.isHidden()
    assert not any(button.isHidden() for button in rail.buttons.values())
    rail.resize(rail.width(), rail.minimumSizeHint().height())
    seen = [id for id, button in rail.buttons.items() if not button.isHidden()]
    assert seen == ["layers", "templates"]
    assert len(seen) + 1 == LEAST
    in_menu = [id for id, entry in rail.entries.items() if entry.isVisible()]
    assert in_menu == ["presets", "brand", "media"]
    rail.show_chosen("media")
    assert rail.more.isChecked()
    chosen: list[str] = []
    rail.chosen.connect(chosen.append)
    rail.entries["brand"].trigger()
    assert chosen == ["brand"]
    assert all(rail.rect().contains(one.geometry()) for one in rail.findChildren(QWidget) if one.isVisible())


def test_the_walk_sees_words_at_the_wrong_side_and_uneven_margins(qtbot: QtBot, look: None) -> None:
    translator().switch("ar")
    host = QWidget()
    qtbot.addWidget(host)
    column = QVBoxLayout(host)
    column.addWidget(QLabel("film.mp4"))
    column.addWidget(QLabel("فيلم"))
    host.resize(400, 200)
    host.show()
    assert [one for one in astray(host) if "film.mp4" in one] == astray(host) != []
    column.setContentsMargins(4, 4, 16, 4)
    assert any("margins 4 and 16" in one for one in astray(host))
