"""Limits of captions: changed in the settings or from the check, in force at once, reset, kept."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from studio.gui.i18n import translator
from studio.gui.preferences import Preferences
from studio.gui.settings.caption_limits import LimitsDialog
from studio.gui.settings.dialog import SettingsDialog
from studio.services.captions.limits import persons_limits
from studio.services.settings import load_settings
from tests.gui.captioned import captions_of, cue
from tests.gui.conftest import WAIT
from tests.gui.typing_keys import type_text

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def preferences(look: None) -> Preferences:
    found = Preferences()
    found.store.change(language="ar")
    return found


def typed(dialog: LimitsDialog, name: str, text: str) -> None:
    field = dialog.rows[name].field
    field.setFocus()
    field.selectAll()
    type_text(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_limits_of_each_language_are_typed_kept_and_reset(qtbot: QtBot, preferences: Preferences) -> None:
    dialog = LimitsDialog(preferences.store)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.isRightToLeft()
    assert not dialog.reset_button.isEnabled()
    typed(dialog, "line", "٣٦")
    typed(dialog, "longest", "٥٫٥")
    QTest.mouseClick(dialog.language.field.button("en"), LEFT)
    assert dialog.rows["line"].field.value == 42
    typed(dialog, "speed", "20")
    assert dialog.rows["hard_speed"].field.value == 20, "the highest speed is never below the comfortable one"
    stored = load_settings()[0].caption_limits
    assert (stored["ar"].line, stored["ar"].longest, stored["en"].speed) == (36, 5.5, 20)
    assert persons_limits().of("ar-JO").line == 36
    QTest.mouseClick(dialog.reset_button, LEFT)
    assert set(load_settings()[0].caption_limits) == {"ar"}
    assert dialog.rows["speed"].field.value == 15
    assert dialog.isVisible(), "Enter in a field does not close the dialog"


def test_the_settings_lead_to_them_and_say_what_was_changed(qtbot: QtBot, preferences: Preferences) -> None:
    settings = SettingsDialog(preferences.store)
    qtbot.addWidget(settings)
    settings.show()
    row = settings.row("caption_limits")
    assert row.hint.text() == "كما جاءت مع البرنامج."
    button = getattr(row, "field", None)
    assert isinstance(button, QAbstractButton)
    QTest.mouseClick(button, LEFT)
    dialog = next(one for one in settings.findChildren(LimitsDialog) if one.isVisible())
    qtbot.waitUntil(dialog.isActiveWindow, timeout=WAIT)
    typed(dialog, "lines", "1")
    dialog.accept()
    assert "العربية" in row.hint.text()


def test_the_check_goes_by_other_limits_at_once(
    qtbot: QtBot, preferences: Preferences, tmp_path: Path
) -> None:
    with captions_of(qtbot, tmp_path, [cue(0.5, 3.5, "الحوار يبدأ بالإصغاء")]) as mode:
        window = mode.space.window()
        window.preferences = preferences  # type: ignore[attr-defined]  # as the program's window has them
        mode.leave()
        mode.enter()
        page = mode.editor.check
        qtbot.waitUntil(lambda: not page.waits and page.looked > 0, timeout=WAIT)
        assert page.found == ()
        mode.editor.show_page("check")
        QTest.mouseClick(page.limits_button, LEFT)
        dialog = mode.dialog
        assert isinstance(dialog, LimitsDialog)
        qtbot.waitUntil(dialog.isActiveWindow, timeout=WAIT)
        assert dialog.chosen == "ar"
        typed(dialog, "line", "10")
        qtbot.waitUntil(lambda: [one.fault.value for _, one in page.found] == ["long-line"], timeout=WAIT)
        assert preferences.value.caption_limits["ar"].line == 10
        assert "10" in mode.editor.live.lines.text() or "١٠" in mode.editor.live.lines.text()
        translator().switch("en")
        assert dialog.windowTitle() == "Limits of captions"
        QTest.mouseClick(dialog.reset_button, LEFT)
        qtbot.waitUntil(lambda: page.found == (), timeout=WAIT)
        dialog.reject()
