"""What Start takes when it is dropped, and the manual inside the window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.gui.actions import hub
from studio.gui.crash import CrashDialog
from studio.gui.dialogs.shortcuts import ShortcutsDialog
from studio.gui.i18n import LANGUAGES, translator
from studio.gui.main_window import MainWindow
from studio.gui.manual.pages import TOPICS, manual_in
from studio.gui.manual.viewer import ManualViewer
from tests.gui.conftest import WAIT
from tests.gui.small_project import small_project


def drop(window: MainWindow, *files: Path) -> bool:
    """Drags files over Start and lets go; whether they were taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    buttons, keys, action = (
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.DropAction.CopyAction,
    )
    enter = QDragEnterEvent(QPoint(40, 40), action, data, buttons, keys)
    enter.ignore()
    QApplication.sendEvent(window.start, enter)
    if enter.isAccepted():
        QApplication.sendEvent(window.start, QDropEvent(QPointF(40, 40), action, data, buttons, keys))
    return enter.isAccepted()


def test_a_dropped_project_opens(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    assert drop(window, small_project(tmp_path))
    qtbot.waitUntil(lambda: window.document is not None, timeout=WAIT)


def test_dropped_pictures_become_a_film(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, rest: Callable[[], None]
) -> None:
    photo = tmp_path / "شاي.png"
    Image.new("RGB", (90, 160), (10, 90, 60)).save(photo)
    assert drop(window, photo)
    qtbot.waitUntil(lambda: window.document is not None, timeout=WAIT)
    document = window.document
    assert document is not None
    assert document.name == "شاي"
    assert document.is_dirty, "it has no place of its own yet"
    rest()


def test_a_dropped_sheet_begins_a_batch(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    sheet = tmp_path / "rows.csv"
    sheet.write_text("title\n", "utf-8")
    with qtbot.waitSignal(window.dropping.sheet, timeout=WAIT) as taken:
        assert drop(window, sheet)
    assert taken.args == [sheet]


def test_what_begins_nothing_is_not_taken_and_a_lone_subtitle_file_says_what_it_needs(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    assert not drop(window, tmp_path / "letter.docx")
    words = tmp_path / "film.srt"
    words.write_text("1\n00:00:00,000 --> 00:00:01,000\nأهلًا\n", "utf-8")
    assert drop(window, words)
    qtbot.waitUntil(lambda: "أفلت الفيلم" in window.toast.hint.text(), timeout=WAIT)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manual_has_the_same_sections_in_both_languages(language: str) -> None:
    manual = manual_in("ar" if language == "ar" else "en")
    assert len(manual.headings) == len(manual_in("en").headings)
    places = [manual.section(topic) for topic in TOPICS]
    assert places == [manual_in("en").section(topic) for topic in TOPICS]
    assert len(set(places)) == len(TOPICS), "each topic has a section of its own"
    assert "<div" not in manual.text
    assert "|" not in manual.text.replace("||", "")


def test_f1_opens_the_manual_at_the_screen_one_is_in(qtbot: QtBot, window: MainWindow) -> None:
    assert hub().trigger("help.manual")
    viewer = window.actions_of_window.manual
    assert isinstance(viewer, ManualViewer)
    qtbot.waitUntil(viewer.isVisible, timeout=WAIT)
    assert viewer.sections.currentRow() == manual_in("ar").section("start")
    assert "أول فيلم" in viewer.page.toPlainText()
    viewer.show_topic("export")
    bar = viewer.page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() > 0, timeout=WAIT)
    translator().switch("en")
    assert "A first film" in viewer.page.toPlainText()
    assert viewer.sections.currentRow() == manual_in("en").section("export"), "it stays where it was"
    viewer.search.setText("timeline")
    assert viewer.find_next()
    viewer.search.setText("nowhere to be found")
    assert not viewer.find_next()
    viewer.close()


@pytest.mark.parametrize(("kind", "topic"), [("shortcuts", "workspace"), ("crash", "safety")])
def test_f1_opens_the_manual_in_shortcuts_and_in_the_report_of_a_crash(
    qtbot: QtBot, window: MainWindow, kind: str, topic: str
) -> None:
    crash = kind == "crash"
    dialog = CrashDialog("report", True, window) if crash else ShortcutsDialog(hub(), window)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow, timeout=WAIT)
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    viewer = dialog.help.viewer
    assert viewer is not None
    qtbot.waitUntil(viewer.isVisible, timeout=WAIT)
    assert viewer.sections.currentRow() == manual_in("ar").section(topic)
    viewer.close()
    dialog.close()


def test_the_manual_shows_its_pictures_and_no_others(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.png"
    Image.new("RGB", (8, 8)).save(secret)
    viewer = ManualViewer(window)
    qtbot.addWidget(viewer)
    viewer.show_topic("start")
    shown = viewer.page.loadResource(2, QUrl("pictures/start-ar-dark-1366x768.webp"))
    assert isinstance(shown, QImage)
    assert 100 < shown.width() <= viewer.page.viewport().width()
    for name in (secret.as_uri(), "../README.md", f"../../{secret}", "https://example.org/x.png"):
        assert not isinstance(viewer.page.loadResource(2, QUrl(name)), QImage)
    viewer.close()
