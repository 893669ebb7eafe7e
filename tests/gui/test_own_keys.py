"""Shortcuts of one's own: pressed into the page of shortcuts, in force at once and kept."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.gui.action_table import ACTIONS, action_of
from studio.gui.actions import hub
from studio.gui.dialogs.key_button import KeyButton
from studio.gui.dialogs.own_keys import keys_pressed, refusal
from studio.gui.dialogs.shortcuts import ShortcutsDialog
from studio.gui.i18n import translator
from studio.gui.main_window import MainWindow
from studio.services.settings import load_settings
from tests.gui.conftest import WAIT

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> ShortcutsDialog:
    assert hub().trigger("help.keys")
    found = window.findChild(ShortcutsDialog)
    assert found is not None
    return found


def button_of(page: ShortcutsDialog, id: str) -> KeyButton:
    found = page.key_button(id)
    assert found is not None
    return found


def give(page: ShortcutsDialog, id: str, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    """Clicks an action's keys and presses others."""
    QTest.mouseClick(button_of(page, id), Qt.MouseButton.LeftButton)
    assert button_of(page, id).waiting
    QTest.keyClick(button_of(page, id), key, held)


def test_other_keys_are_in_force_at_once_and_kept(
    qtbot: QtBot, window: MainWindow, page: ShortcutsDialog
) -> None:
    give(page, "view.lang", Qt.Key.Key_Y, CONTROL)
    assert button_of(page, "view.lang").text() == "Ctrl+Y"
    assert load_settings()[0].keys == {"view.lang": ("Ctrl+Y",)}
    page.close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT)
    QTest.keyClick(window, Qt.Key.Key_L, CONTROL | SHIFT)
    assert translator().language == "ar"
    QTest.keyClick(window, Qt.Key.Key_Y, CONTROL)
    qtbot.waitUntil(lambda: translator().language == "en", timeout=WAIT)
    window.preferences.store.change(keys={})


def test_who_had_the_keys_loses_them_which_is_said_and_taken_back(page: ShortcutsDialog) -> None:
    give(page, "view.lang", Qt.Key.Key_O, CONTROL)
    assert hub().keys_of("file.open") == ()
    assert action_of("file.open").name("ar") in page.note.text()
    QTest.mouseClick(page.undo_button, Qt.MouseButton.LeftButton)
    assert hub().keys_of("file.open") == ("Ctrl+O",)
    assert hub().keys_of("view.lang") == ("Ctrl+Shift+L",)
    assert load_settings()[0].keys == {}, "what is as the table has it is not kept"


def test_backspace_takes_keys_away_escape_does_not_and_all_come_back(page: ShortcutsDialog) -> None:
    give(page, "file.open", Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert page.isVisible()
    assert hub().keys_of("file.open") == ("Ctrl+O",)
    give(page, "file.open", Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier)
    assert hub().keys_of("file.open") == ()
    QTest.mouseClick(page.restore_button, Qt.MouseButton.LeftButton)
    assert hub().keys_of("file.open") == ("Ctrl+O",)
    assert page.restore_button.isHidden()


def test_keys_that_fields_or_the_system_need_are_refused_in_words(page: ShortcutsDialog) -> None:
    give(page, "file.open", Qt.Key.Key_O, Qt.KeyboardModifier.NoModifier)
    assert "Ctrl" in page.note.text()
    give(page, "file.open", Qt.Key.Key_O, CONTROL | Qt.KeyboardModifier.AltModifier)
    assert "النظام" in page.note.text()
    assert hub().keys_of("file.open") == ("Ctrl+O",)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_the_tables_own_keys_are_such_as_people_may_choose(action: object) -> None:
    entry = next(one for one in ACTIONS if one is action)
    assert not entry.keys or refusal(entry, entry.keys) is None


def test_a_press_on_an_arabic_keyboard_is_the_latin_key(qapp: QApplication) -> None:
    press = QKeyEvent(QKeyEvent.Type.KeyPress, 0x0633, CONTROL, "س")
    assert keys_pressed(press) == "Ctrl+S"
    assert keys_pressed(QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Control, CONTROL)) == ""
