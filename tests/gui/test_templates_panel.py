"""The templates panel: tiles of the film's shape, searched, applied by a press or Enter as one step."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from studio.base.paths import presets_dir
from studio.gui.document import Document
from studio.gui.i18n import translator
from studio.gui.theme.theme import theme
from studio.gui.workspace.inspector.template_words import draft_of
from studio.gui.workspace.panels.presets import PresetsPanel
from studio.gui.workspace.panels.templates import PanelTile, TemplatesPanel
from studio.gui.workspace.stage import Stage
from studio.presets.catalog import Catalog
from studio.services.edits.texts import texts_of
from studio.services.new_project import new_project
from studio.services.opening import Wishes
from studio.services.session import Session
from tests.gui.conftest import WAIT

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def stage(look: None, tmp_path: Path) -> Iterator[Stage]:
    folder = tmp_path / "film.hiwar"
    new_project("our-numbers", folder, Wishes(size="1:1", values={"hook": "كلمتي أنا"}))
    document = Document(Session.open(folder))
    yield Stage(document)
    document.close()


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    """A few templates, and one that is broken."""
    own = tmp_path / "presets" / "templates"
    own.mkdir(parents=True)
    for name in ("our-numbers", "pull-quote", "a-word-heals"):
        (own / f"{name}.toml").write_bytes((presets_dir() / "templates" / f"{name}.toml").read_bytes())
    (own / "broken.toml").write_text('id = "broken"\nkind = "song"\n', "utf-8")
    for kind in ("brands", "animations"):
        (own.parent / kind).symlink_to(presets_dir() / kind)
    return Catalog(own.parent)


@pytest.fixture
def panel(
    qtbot: QtBot, stage: Stage, catalog: Catalog, settle: Callable[[], None]
) -> Iterator[TemplatesPanel]:
    host = QMainWindow()
    qtbot.addWidget(host)
    found = TemplatesPanel(stage, catalog)
    host.setCentralWidget(found)
    host.resize(300, 620)
    host.show()
    host.activateWindow()
    qtbot.waitUntil(host.isActiveWindow, timeout=WAIT)
    found.set_active(True)
    settle()
    yield found
    host.close()


def tile(panel: TemplatesPanel, name: str) -> PanelTile:
    return next(one for one in panel.tiles if one.template.id == name)


def shown(panel: TemplatesPanel) -> list[str]:
    return [one.template.id for one in panel.tiles if one.isVisible()]


def words(stage: Stage) -> str:
    return "\n".join(one.text for one in texts_of(stage.composition))


def test_a_template_is_applied_by_a_press_with_the_films_words_as_one_step(
    panel: TemplatesPanel, stage: Stage, settle: Callable[[], None]
) -> None:
    before = stage.document.project
    assert tile(panel, "our-numbers").isChecked()
    QTest.mouseClick(tile(panel, "a-word-heals"), LEFT)
    settle()
    assert "كلمتي أنا" in words(stage)
    assert tile(panel, "a-word-heals").isChecked()
    assert not tile(panel, "our-numbers").isChecked()
    draft = draft_of(stage.document.project)
    assert draft is not None
    assert draft.value(("hook",)) == "كلمتي أنا", "its form is open again"
    assert stage.document.undo()
    assert stage.document.project == before


def test_enter_applies_and_arrows_move_in_reading_order(
    panel: TemplatesPanel, stage: Stage, settle: Callable[[], None]
) -> None:
    first, second = panel.tiles[0], panel.tiles[1]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Left)
    assert second.hasFocus(), "in Arabic the next tile is at the left"
    QTest.keyClick(second, Qt.Key.Key_Right)
    assert first.hasFocus()
    QTest.keyClick(first, Qt.Key.Key_End)
    last = panel.tiles[-1]
    assert last.hasFocus()
    QTest.keyClick(last, Qt.Key.Key_Return)
    settle()
    source = stage.document.project.source
    assert source is not None
    assert source.template == last.template.id


def test_words_and_kind_narrow_and_no_match_offers_to_clear(panel: TemplatesPanel) -> None:
    QTest.keyClicks(panel.search, "quote")
    assert shown(panel) == ["pull-quote"]
    QTest.keyClicks(panel.search, "zzz")
    assert shown(panel) == []
    assert panel.clear_button.isVisible()
    QTest.mouseClick(panel.clear_button, LEFT)
    assert len(shown(panel)) == 3
    QTest.mouseClick(panel.kinds.button("still"), LEFT)
    assert shown(panel) == ["pull-quote"]


def test_a_broken_template_is_grey_with_its_reason(panel: TemplatesPanel) -> None:
    (broken,) = panel.broken
    assert broken.isVisible()
    assert "kind" in broken.toolTip()


def test_tiles_follow_the_films_shape_and_the_windows_language(panel: TemplatesPanel) -> None:
    assert {one.wanted.format for one in panel.tiles} == {"1:1"}
    translator().switch("en")
    assert tile(panel, "pull-quote").text() == "Pull Quote"
    assert tile(panel, "pull-quote").wanted.language == "ar", "the film's own"


def test_a_tile_plays_under_the_pointer_unless_less_is_to_move(
    panel: TemplatesPanel, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    one = panel.tiles[0]
    one.setFocus(Qt.FocusReason.TabFocusReason)
    assert one.playing
    panel.search.setFocus()
    qtbot.waitUntil(lambda: not one.playing, timeout=WAIT)
    theme().choose("dark", reduced_motion=True)
    one.setFocus(Qt.FocusReason.TabFocusReason)
    assert not one.playing
    settle()


def test_motions_that_are_scrolled_away_are_not_painted(
    qtbot: QtBot, stage: Stage, settle: Callable[[], None]
) -> None:
    host = QMainWindow()
    qtbot.addWidget(host)
    panel = PresetsPanel(stage)
    host.setCentralWidget(panel)
    host.resize(300, 420)
    host.show()
    text = next(one.path for one in texts_of(stage.composition))
    stage.select([text])
    panel.set_active(True)
    settle()
    made = [one for one in panel.tiles if one.still is not None]
    unseen = [one for one in panel.tiles if one.still is None]
    assert made
    assert unseen
    assert all(one.visibleRegion().isEmpty() for one in unseen)
    theme().choose("dark", reduced_motion=True)
    QTest.mouseMove(made[0], QPoint(10, 10))
    made[0].play()
    assert not made[0].playing
    settle()
    host.close()
