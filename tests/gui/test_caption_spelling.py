"""Spelling in the caption editor, with a small dictionary."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from studio.gui.actions import hub
from studio.gui.bridge import bridge
from studio.gui.captions.mode import CaptionMode
from studio.services.captions.findings import CueFault
from studio.services.captions.own_words import own_words
from studio.services.settings import Settings, save_settings
from tests.gui.captioned import captions_of, cue, texts
from tests.gui.conftest import WAIT

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
CUES = [cue(0.5, 3, "من الحوارر إلى"), cue(3.5, 6, "من زيد")]


@pytest.fixture
def mode(qtbot: QtBot, look: None, tmp_path: Path) -> Iterator[CaptionMode]:
    folder = tmp_path / "dictionaries"
    folder.mkdir()
    (folder / "ar.aff").write_text("SET UTF-8\nTRY ابتحدرسعقلمنهوي\n", encoding="utf-8")
    (folder / "ar.dic").write_text("3\nالحوار\nمن\nإلى\n", encoding="utf-8")
    save_settings(Settings(dictionaries_folder=str(folder)))
    with captions_of(qtbot, tmp_path, CUES) as mode:
        qtbot.waitUntil(lambda: bool(wrong(mode)), timeout=WAIT)
        yield mode


def wrong(mode: CaptionMode) -> list[str]:
    found = mode.editor.check.found
    return [one.values["place"] for _, one in found if one.fault is CueFault.SPELLING]


def popup(qtbot: QtBot) -> QMenu:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu), timeout=WAIT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_wrong_words_are_marked_and_mended_by_keyboard(qtbot: QtBot, mode: CaptionMode) -> None:
    assert wrong(mode) == ["الحوارر", "زيد"]
    table = mode.editor.table
    plain = table.grab().toImage()
    assert mode.editor.table.write(0)
    box = table.box
    assert box is not None
    assert [one.cursor.selectedText() for one in box.extraSelections()] == ["الحوارر"]
    cursor = box.textCursor()
    cursor.setPosition(5)
    box.setTextCursor(cursor)
    QTest.keyClick(box, KEY.Key_Return, Qt.KeyboardModifier.AltModifier)
    menu = popup(qtbot)
    assert menu.actions()[0].text() == "الحوار"
    QTest.keyClick(menu, KEY.Key_Return)
    assert box.text == "من الحوار إلى"
    assert not box.extraSelections()
    QTest.keyClick(box, KEY.Key_Escape)
    assert texts(mode)[0] == "من الحوار إلى"
    assert table.grab().toImage() != plain
    qtbot.waitUntil(lambda: wrong(mode) == ["زيد"], timeout=WAIT)
    qtbot.waitUntil(lambda: not bridge().busy, timeout=WAIT)


def test_a_word_is_ignored_in_the_film_or_kept_for_good(qtbot: QtBot, mode: CaptionMode) -> None:
    hub().trigger("captions.check")
    page = mode.editor.check
    number = next(at for at, (_, one) in enumerate(page.found) if one.values.get("place") == "زيد")
    page.view.setCurrentIndex(page.model.index(number, 1))
    QTest.mouseClick(page.learn_button, LEFT)
    assert own_words() == {"زيد"}
    qtbot.waitUntil(lambda: wrong(mode) == ["الحوارر"], timeout=WAIT)
    number = next(at for at, (_, one) in enumerate(page.found) if one.values.get("place") == "الحوارر")
    page.view.setCurrentIndex(page.model.index(number, 1))
    QTest.mouseClick(page.ignore_button, LEFT)
    assert wrong(mode) == []
    assert mode.editor.spelling.wrong("الحوارر") == ()
    assert own_words() == {"زيد"}
    qtbot.waitUntil(lambda: not bridge().busy, timeout=WAIT)


def test_a_folder_that_is_gone_is_told_and_stops_nothing(qtbot: QtBot, look: None, tmp_path: Path) -> None:
    save_settings(Settings(dictionaries_folder=str(tmp_path / "gone")))
    with captions_of(qtbot, tmp_path, CUES) as mode:
        hub().trigger("captions.check")
        page = mode.editor.check
        qtbot.waitUntil(lambda: page.no_dictionary.isVisible(), timeout=WAIT)
        assert "gone" in page.no_dictionary.toolTip()
        qtbot.waitUntil(lambda: not bridge().busy, timeout=WAIT)


def test_a_finding_offers_words_in_its_menu(qtbot: QtBot, mode: CaptionMode) -> None:
    hub().trigger("captions.check")
    page = mode.editor.check
    number = next(at for at, (_, one) in enumerate(page.found) if one.values.get("place") == "الحوارر")
    index = page.model.index(number, 1)
    page.view.setCurrentIndex(index)
    page.view.customContextMenuRequested.emit(page.view.visualRect(index).center())
    QTest.keyClick(popup(qtbot), KEY.Key_Return)
    assert texts(mode)[0] == "من الحوار إلى"
    qtbot.waitUntil(lambda: wrong(mode) == ["زيد"], timeout=WAIT)
    qtbot.waitUntil(lambda: not bridge().busy, timeout=WAIT)


def test_without_a_dictionary_it_says_so_and_where_one_is_looked_for(
    qtbot: QtBot, look: None, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    save_settings(Settings(dictionaries_folder=str(empty)))
    with captions_of(qtbot, tmp_path, CUES) as mode:
        hub().trigger("captions.check")
        page = mode.editor.check
        qtbot.waitUntil(lambda: page.no_dictionary.isVisible(), timeout=WAIT)
        assert str(empty) in page.no_dictionary.toolTip()
        assert wrong(mode) == []
        qtbot.waitUntil(lambda: not bridge().busy, timeout=WAIT)
