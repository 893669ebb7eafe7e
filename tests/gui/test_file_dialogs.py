"""Qt's own file dialog, where a system has none: in the window's words and look, where folders are."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from studio.gui.actions import hub
from studio.gui.export.places import to_open, to_save
from studio.gui.i18n import translator
from studio.gui.main_window import MainWindow
from tests.gui.conftest import WAIT


@pytest.fixture
def asking(qtbot: QtBot, window: MainWindow) -> QFileDialog:
    """The dialog that asks for a project; the folder of projects is not there yet."""
    assert hub().trigger("file.open")
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(dialog.property("dressed")), timeout=WAIT)
    return dialog


def test_all_its_words_are_the_windows_language(asking: QFileDialog) -> None:
    words = [
        *(label.text() for label in asking.findChildren(QLabel) if label.isVisible()),
        *(button.text() for button in asking.findChildren(QPushButton) if button.isVisible()),
        *(button.toolTip() for button in asking.findChildren(QToolButton) if button.isVisible()),
    ]
    latin = [one for one in words if any("a" <= letter.lower() <= "z" for letter in one)]
    assert words
    assert latin == []
    asking.close()


def test_it_begins_in_a_folder_that_is_there_and_keeps_lists_of_endings_to_itself(
    asking: QFileDialog, window: MainWindow
) -> None:
    assert not window.projects.exists()
    assert Path(asking.directory().absolutePath()) == window.projects.parent
    kinds = asking.findChild(QComboBox, "fileTypeCombo")
    assert kinds is not None
    assert "*." not in kinds.currentText()
    asking.close()


def test_its_icons_are_the_windows_and_large_enough(asking: QFileDialog) -> None:
    for name in ("backButton", "toParentButton", "newFolderButton"):
        button = asking.findChild(QToolButton, name)
        assert button is not None
        assert button.property("look") == "tool"
        assert min(button.width(), button.height()) >= 24
    asking.close()


def test_words_that_qt_has_no_arabic_for_are_english_again_in_english(window: MainWindow) -> None:
    translate = QApplication.translate
    assert translate("QFileDialog", "Files of &type:") != "Files of &type:"
    assert translate("QFileDialog", "&Open") != "&Open"
    translator().switch("en")
    assert translate("QFileDialog", "Files of &type:") == "Files of &type:"


def test_folders_to_begin_in(tmp_path: Path) -> None:
    assert to_open(tmp_path / "none" / "at all") == str(tmp_path)
    place = tmp_path / "new" / "film.hiwar"
    assert to_save(place) == str(place)
    assert place.parent.is_dir()
    assert not place.exists()
    (tmp_path / "file").write_text("", "utf-8")
    assert to_save(tmp_path / "file" / "film.hiwar"), "that it cannot be made is told when it is written"
