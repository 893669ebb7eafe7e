"""From Start to a film: by clicking and typing, as the flow of the manual says."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from studio.formats.project_file import load_project
from studio.gui.actions import hub
from studio.gui.brand.tile import BrandTile
from studio.gui.bridge import Job
from studio.gui.i18n import translator
from studio.gui.main_window import MainWindow
from studio.gui.start.previews import Previews, Wanted
from studio.gui.start.tile import TemplateTile
from studio.gui.widgets.text_box import TextBox
from studio.gui.wizard.draft import Draft
from studio.gui.wizard.live import Shot
from studio.gui.wizard.picture_choice import PictureChoice
from tests.gui.conftest import WAIT, WorkspaceStub
from tests.gui.typing_keys import type_text

LEFT = Qt.MouseButton.LeftButton


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, LEFT, pos=widget.rect().center())


def tile(window: MainWindow, id: str) -> TemplateTile:
    return next(one for one in window.start.gallery.tiles if one.template.id == id)


def arrived(previews: Previews, wanted: Wanted) -> bool:
    return previews.still(wanted) is not None


def box(window: MainWindow, name: str) -> TextBox:
    found = window.wizard.findChild(TextBox, f"value:{name}")
    assert isinstance(found, TextBox)
    return found


def shown(window: MainWindow) -> QImage:
    image = window.wizard.live.image
    assert image is not None
    return image.copy()


def test_a_film_is_made_by_clicks_and_typing(
    qtbot: QtBot, window: MainWindow, rest: Callable[[], None], tmp_path: Path
) -> None:
    photo = tmp_path / "صورة.jpg"
    Image.new("RGB", (320, 240), (200, 30, 30)).save(photo)
    live = window.wizard.live
    clicks = 0

    click(tile(window, "a-word-heals"))
    clicks += 1
    assert window.pages.currentWidget() is window.wizard
    qtbot.waitUntil(lambda: live.image is not None, timeout=WAIT)
    first = shown(window)

    hook = box(window, "hook")
    assert hook.placeholderText().startswith("كلمة تجرح"), "the sample is shown until something is typed"
    click(hook)
    with qtbot.waitSignal(live.failed, timeout=WAIT, check_params_cb=lambda error: error is None):
        type_text(hook, "حوار يبني")
    assert shown(window) != first, "the film beside it shows the words"
    assert window.wizard.draft is not None
    assert window.wizard.draft.value(("hook",)) == "حوار يبني"

    click(window.wizard.next_button)
    clicks += 1
    assert window.wizard.step == 1
    rest()
    before = shown(window)
    picture = window.wizard.findChild(PictureChoice, "value:hook_picture")
    assert isinstance(picture, PictureChoice)
    with qtbot.waitSignal(picture.chosen, timeout=WAIT):
        picture.tile.dropped.emit(photo)  # a drop costs no click
    qtbot.waitUntil(lambda: not live.waiting and shown(window) != before, timeout=WAIT)

    click(window.wizard.next_button)
    clicks += 1
    assert window.wizard.step == 2
    brand = window.wizard.findChild(BrandTile, "brand:salam-light")
    assert isinstance(brand, BrandTile)
    click(brand)
    clicks += 1
    click(window.wizard.next_button)
    clicks += 1
    qtbot.waitUntil(lambda: window.document is not None, timeout=WAIT)

    assert isinstance(window.workspace, WorkspaceStub)
    assert window.workspace.played, "a new film plays at once"
    assert window.pages.currentWidget() is window.workspace
    folder = tmp_path / "projects" / "حوار يبني.hiwar"
    project = load_project(folder).project
    assert project.source is not None
    assert project.source.values["hook"] == "حوار يبني"
    names = {media.id: media.path for media in project.media}
    (copy,) = names.values()
    with Image.open(folder / copy) as copied:
        assert copied.size == (320, 240)
    assert project.compositions[0].look.palette.bg.upper() != "#002527", "the other brand"
    assert clicks <= 6

    assert hub().trigger("file.close")
    rest()
    assert window.pages.currentWidget() is window.start
    assert [one.project.name for one in window.start.recent.buttons] == ["حوار يبني"]
    click(window.start.recent.buttons[0])
    qtbot.waitUntil(lambda: window.document is not None, timeout=WAIT)
    assert window.document is not None
    assert window.document.path == folder


def test_samples_make_a_film_in_one_press(qtbot: QtBot, window: MainWindow, rest: Callable[[], None]) -> None:
    click(tile(window, "one-number"))
    click(window.wizard.skip_button)
    qtbot.waitUntil(lambda: window.document is not None, timeout=WAIT)
    rest()


def test_back_loses_nothing(window: MainWindow, rest: Callable[[], None]) -> None:
    window.begin_film("our-numbers", "9:16", "ar")
    type_text(box(window, "hook"), "سؤال")
    window.wizard.next()
    window.wizard.next()
    click(window.wizard.back_button)
    click(window.wizard.back_button)
    assert box(window, "hook").text == "سؤال"
    click(window.wizard.back_button)
    assert window.pages.currentWidget() is window.start
    rest()


def test_rows_are_added_and_taken_away_within_their_bounds(
    window: MainWindow, rest: Callable[[], None]
) -> None:
    window.begin_film("our-numbers", "9:16", "ar")
    assert window.wizard.words is not None
    figures = window.wizard.words.lists["figures"]

    def rows() -> int:
        assert window.wizard.draft is not None
        return window.wizard.draft.row_count("figures")

    count = rows()
    click(figures.add_button)
    assert rows() == count + 1
    assert sum(place[2] == "value" for place in figures.fields) == count + 1
    for _ in range(count + 1):
        figures.removed.emit("figures", 0)
    assert rows() == figures.parameter.minimum
    rest()


def test_a_picture_of_earlier_words_never_comes_after_newer_ones(
    qtbot: QtBot, window: MainWindow, rest: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    window.begin_film("a-word-heals", "9:16", "ar")
    live = window.wizard.live
    qtbot.waitUntil(lambda: live.image is not None and not live.waiting, timeout=WAIT)
    painted: list[tuple[Draft, QImage]] = []
    begun, goes_on = threading.Event(), threading.Event()

    def slow(shot: Shot, job: Job[QImage]) -> QImage:
        begun.set()
        assert goes_on.wait(WAIT / 1000)
        painted.append((shot.draft, QImage(9, 16, QImage.Format.Format_RGB32)))
        return painted[-1][1]

    monkeypatch.setattr(Shot, "paint", slow)
    came: list[Draft] = []
    live.failed.connect(lambda _: came.extend(draft for draft, image in painted if image is live.image))
    type_text(box(window, "hook"), "حوار")
    qtbot.waitUntil(begun.is_set, timeout=WAIT)
    type_text(box(window, "hook"), " يبني")
    goes_on.set()
    qtbot.waitUntil(lambda: bool(came) and not live.waiting, timeout=WAIT)
    assert {draft.value(("hook",)) for draft in came} == {"حوار يبني"}


def test_a_text_that_is_too_long_is_told_and_the_film_stands(qtbot: QtBot, window: MainWindow) -> None:
    window.begin_film("a-word-heals", "9:16", "ar")
    qtbot.waitUntil(lambda: window.wizard.live.image is not None, timeout=WAIT)
    hook = box(window, "hook")
    with qtbot.waitSignal(
        window.wizard.live.failed, timeout=WAIT, check_params_cb=lambda error: error is not None
    ):
        type_text(hook, "كلمة " * 8)
    assert hook.property("wrong") is True
    assert window.wizard.error.text()
    assert window.wizard.live.image is not None, "the last good picture stays"
    window.wizard.go_to(window.wizard.pages.count() - 1)
    qtbot.waitUntil(lambda: not window.wizard.next_button.isEnabled(), timeout=WAIT)


def test_the_gallery_narrows_down_and_says_when_nothing_matches(window: MainWindow) -> None:
    gallery = window.start.gallery
    everything = len(gallery.tiles)
    click(window.start.goals["still"])
    assert 0 < len(gallery.tiles) < everything
    assert {one.template.kind for one in gallery.tiles} == {"still"}
    type_text(window.start.search, "اقتباس")
    assert [one.template.id for one in gallery.tiles] == ["pull-quote"]
    window.start.search.clear()
    type_text(window.start.search, "pull quote")
    assert [one.template.id for one in gallery.tiles] == ["pull-quote"], "either language finds it"
    type_text(window.start.search, "zzz")
    assert gallery.tiles == []
    assert gallery.empty.isVisible()
    click(gallery.clear_button)
    assert len(gallery.tiles) == everything
    assert window.start.search.text() == ""


def test_a_tile_plays_under_the_pointer_and_rests_without_it(qtbot: QtBot, window: MainWindow) -> None:
    one = tile(window, "pull-quote")
    with qtbot.waitSignal(window.start.gallery.previews.grew, timeout=WAIT):
        QTest.mouseMove(one, one.rect().center())
        one.setFocus(Qt.FocusReason.TabFocusReason)
    assert one.playing
    window.start.search.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.mouseMove(window.start.search, QPoint(4, 4))
    qtbot.waitUntil(lambda: one.underMouse() or not one.playing, timeout=WAIT)


@pytest.mark.parametrize("size", ["9:16", "16:9"])
def test_previews_are_shown_in_the_size_that_was_chosen(qtbot: QtBot, window: MainWindow, size: str) -> None:
    previews = window.start.gallery.previews
    click(window.start.gallery.formats.button(size))
    width, height = (int(part) for part in size.split(":"))
    for one in window.start.gallery.tiles[:2]:
        qtbot.waitUntil(partial(arrived, previews, one.wanted), timeout=WAIT)
        picture = previews.still(one.wanted)
        assert picture is not None
        assert picture.width() / picture.height() == pytest.approx(width / height, rel=0.02)


def test_the_language_switches_live_and_mirrors(qtbot: QtBot, window: MainWindow) -> None:
    start = window.start
    assert start.isRightToLeft()
    search_at = start.search.mapTo(window, QPoint(0, 0)).x()
    button = start.language_button
    assert button.text() == "English"
    click(button)
    assert translator().language == "en"
    assert not start.isRightToLeft()
    QTest.qWait(1)
    assert start.search.mapTo(window, QPoint(0, 0)).x() < search_at
    assert start.goals["film"].text() == "Film"
    assert {one.text() for one in start.gallery.tiles} >= {"Pull Quote", "A Word Heals"}
    assert window.preferences.value.language == "en", "and it is kept"
    click(button)
    assert start.goals["film"].text() == "فيلم"


def test_switching_the_language_in_the_wizard_keeps_what_was_typed(window: MainWindow) -> None:
    window.begin_film("a-word-heals", "9:16", "ar")
    type_text(box(window, "hook"), "حوار")
    assert hub().trigger("view.lang")
    assert box(window, "hook").text == "حوار"
    assert window.wizard.draft is not None
    assert window.wizard.draft.language == "ar", "the film's language is its own"
    assert window.wizard.next_button.text() == "Next"
    buttons = window.wizard.findChildren(QPushButton)
    assert all(not any("\u0600" <= c <= "\u06ff" for c in one.text()) for one in buttons if one.isVisible())
