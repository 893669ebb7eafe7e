"""The settings dialog: everything is in force at once, and there at the next start."""

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from studio.gui.i18n import translator
from studio.gui.preferences import Preferences
from studio.gui.settings.dialog import SettingsDialog
from studio.gui.settings.rows import ChoiceRow, FolderRow, ListRow, NumberRow
from studio.gui.theme.theme import theme
from studio.services.settings import load_settings
from tests.gui.conftest import WAIT
from tests.gui.typing_keys import type_text

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def dialog(qtbot: QtBot, look: None) -> SettingsDialog:
    preferences = Preferences()
    preferences.store.change(language="ar", scheme="dark")
    found = SettingsDialog(preferences.store)
    qtbot.addWidget(found)
    found.show()
    return found


def choice(dialog: SettingsDialog, name: str) -> ChoiceRow:
    return cast("ChoiceRow", dialog.row(name))


def test_a_dialog_opens_over_the_middle_of_its_window(qtbot: QtBot, look: None) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(40, 30, 720, 700)
    window.show()
    dialog = SettingsDialog(Preferences().store, window)
    dialog.show()
    assert abs(dialog.frameGeometry().center().x() - window.frameGeometry().center().x()) <= 8
    assert dialog.screen().availableGeometry().contains(dialog.frameGeometry())


def test_the_language_switches_and_mirrors_the_dialog_at_once(qtbot: QtBot, dialog: SettingsDialog) -> None:
    assert dialog.windowTitle() == "الإعدادات"
    assert dialog.isRightToLeft()
    QTest.mouseClick(choice(dialog, "language").field.button("en"), LEFT)
    assert dialog.windowTitle() == "Settings"
    assert not dialog.isRightToLeft()
    assert load_settings()[0].language == "en"


def test_the_look_changes_at_once_and_is_kept(qtbot: QtBot, dialog: SettingsDialog) -> None:
    QTest.mouseClick(choice(dialog, "scheme").field.button("light"), LEFT)
    assert theme().palette.name == "light"
    QTest.mouseClick(choice(dialog, "scheme").field.button("high-contrast"), LEFT)
    assert theme().palette.name == "contrast"
    assert load_settings()[0].scheme == "high-contrast"


def test_digits_of_the_window_are_chosen(qtbot: QtBot, dialog: SettingsDialog) -> None:
    QTest.mouseClick(choice(dialog, "digits").field.button("latn"), LEFT)
    assert translator().number(25) == "25"
    QTest.mouseClick(choice(dialog, "digits").field.button("arab"), LEFT)
    assert translator().number(25) == "٢٥"


def test_the_scale_grows_the_dialog_within_the_screen(qtbot: QtBot, dialog: SettingsDialog) -> None:
    field = cast("QComboBox", cast("ListRow", dialog.row("scale")).field)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_End)
    field.activated.emit(field.currentIndex())
    assert theme().scale == 2.0
    room = dialog.screen().availableGeometry()
    qtbot.waitUntil(lambda: dialog.width() <= room.width() and dialog.height() <= room.height(), timeout=WAIT)


def test_numbers_and_folders_are_stored(
    qtbot: QtBot, dialog: SettingsDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = cast("NumberRow", dialog.row("autosave_seconds")).field
    number.setFocus()
    number.selectAll()
    type_text(number, "١٢")
    QTest.keyClick(number, Qt.Key.Key_Return)
    assert dialog.isVisible(), "Enter in a field does not close the dialog"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    folder = cast("FolderRow", dialog.row("exports_folder"))
    QTest.mouseClick(folder.choose_button, LEFT)
    stored = load_settings()[0]
    assert stored.autosave_seconds == 12
    assert stored.exports_folder == str(tmp_path)
    assert folder.field.text() == str(tmp_path)
    QTest.mouseClick(folder.reset_button, LEFT)
    assert load_settings()[0].exports_folder == ""


def test_arrows_choose_in_reading_order(qtbot: QtBot, dialog: SettingsDialog) -> None:
    field = choice(dialog, "reduced_motion").field
    QTest.keyClick(field, Qt.Key.Key_Left)  # onwards, in Arabic
    assert load_settings()[0].reduced_motion == "on"
    assert theme().motion == 0


def _field_of(row: object) -> QWidget:
    field = getattr(row, "field", None)
    assert isinstance(field, QWidget)
    return field


def test_every_field_has_a_name_in_both_languages(qtbot: QtBot, dialog: SettingsDialog) -> None:
    for language in ("ar", "en"):
        translator().switch(language)
        for section in dialog.sections:
            for row in section.rows:
                assert row.label.text()
                assert _field_of(row).accessibleName() == row.label.text()
