"""Nothing is lost: autosaves, recovery on Start, a report in place of a crash, saving at the end."""

import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from studio.base.errors import OutputError
from studio.formats.project_file import load_project
from studio.gui import crash
from studio.gui.actions import hub
from studio.gui.bridge import bridge
from studio.gui.crash import CrashDialog, guard
from studio.gui.document import Document
from studio.gui.i18n import tr
from studio.gui.main_window import MainWindow
from studio.gui.start.recent import RecoveryCard
from studio.model.project import Project
from studio.services.editing import StepName
from studio.services.new_project import new_project
from studio.services.open_sessions import recoveries
from studio.services.opening import Wishes
from studio.services.session import Session
from tests.gui.conftest import WAIT
from tests.gui.small_project import picture

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return new_project("one-number", tmp_path / "film", Wishes()).folder


def named(project: Project, name: str) -> Project:
    return project.model_copy(update={"name": name})


def opened(window: MainWindow, folder: Path, qtbot: QtBot) -> Document:
    window.open_project(folder)
    qtbot.waitUntil(lambda: window.document is not None, timeout=WAIT)
    assert window.document is not None
    return window.document


def rename(document: Document, name: str) -> None:
    document.do(StepName("step.recover"), named(document.project, name))


def test_undo_and_redo_are_enabled_as_there_is_something(
    qtbot: QtBot, window: MainWindow, folder: Path
) -> None:
    document = opened(window, folder, qtbot)
    assert not hub().trigger("edit.undo")
    rename(document, "first")
    assert window.isWindowModified()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert document.project.name == "film"
    assert not window.isWindowModified()
    QTest.keyClick(
        window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert document.project.name == "first"


def test_a_project_is_saved_and_packed_to_be_handed_on(
    qtbot: QtBot, window: MainWindow, folder: Path, tmp_path: Path
) -> None:
    document = opened(window, folder, qtbot)
    rename(document, "packed name")
    hub().trigger("file.pack")
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    assert not document.is_dirty
    package = tmp_path / "handed on.hiwarz"
    dialog.fileSelected.emit(str(package))
    dialog.close()
    qtbot.waitUntil(package.exists, timeout=WAIT)
    qtbot.waitUntil(
        lambda: tr("window.packed", name=package.name) in window.toast.message.text(), timeout=WAIT
    )
    with zipfile.ZipFile(package) as packed:
        assert "packed name" in packed.read("project.json").decode()


@pytest.mark.parametrize("kind", ["project", "picture"])
def test_open_takes_projects_and_files_that_begin_one(
    qtbot: QtBot, window: MainWindow, folder: Path, tmp_path: Path, kind: str
) -> None:
    chosen = folder / "project.json" if kind == "project" else picture(tmp_path / "tea.png", (180, 90, 30))
    hub().trigger("file.open")
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.filesSelected.emit([str(chosen)])
    dialog.close()
    qtbot.waitUntil(lambda: window.document is not None, timeout=WAIT)
    assert window.document is not None
    assert (window.document.path == folder) == (kind == "project")


def test_saving_writes_the_file_and_says_so(qtbot: QtBot, window: MainWindow, folder: Path) -> None:
    document = opened(window, folder, qtbot)
    rename(document, "saved name")
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert load_project(folder).project.name == "saved name"
    assert window.toast.isVisible()
    assert window.toast.message.text() == tr("window.saved")


def test_closing_the_window_saves(qtbot: QtBot, window: MainWindow, folder: Path) -> None:
    rename(opened(window, folder, qtbot), "at the end")
    window.close()
    assert load_project(folder).project.name == "at the end"
    assert recoveries() == []


def test_work_is_put_aside_by_itself_and_never_over_the_file(
    qtbot: QtBot, window: MainWindow, folder: Path
) -> None:
    document = opened(window, folder, qtbot)
    before = (folder / "project.json").read_bytes()
    rename(document, "not saved")
    document.autosave()
    aside = folder / ".project.json.autosave"
    qtbot.waitUntil(aside.exists, timeout=WAIT)
    assert (folder / "project.json").read_bytes() == before


def crashed(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a program that was killed leaves behind: a note, a lock and an autosave of a dead process."""
    found = Session.open(folder)
    found.session.autosave(named(found.project, name), 3)
    for module in ("studio.services.open_sessions", "studio.services.project_lock"):
        monkeypatch.setattr(f"{module}.is_running", lambda pid, started: False)


def test_recovered_work_is_offered_and_opened(
    qtbot: QtBot, window: MainWindow, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashed(folder, "recovered", monkeypatch)
    window.show_start()
    card = window.start.findChild(RecoveryCard)
    assert isinstance(card, RecoveryCard)
    QTest.mouseClick(card.recovered_button, LEFT)
    qtbot.waitUntil(lambda: window.document is not None, timeout=WAIT)
    assert window.document is not None
    assert window.document.project.name == "recovered"
    assert window.document.is_dirty, "it is offered as a change, and undo goes back to what was saved"
    window.document.undo()
    assert window.document.project.name == "film"


def test_a_double_click_recovers_work_once(
    window: MainWindow, folder: Path, monkeypatch: pytest.MonkeyPatch, settle: Callable[[], None]
) -> None:
    crashed(folder, "recovered", monkeypatch)
    window.show_start()
    card = window.start.findChild(RecoveryCard)
    assert isinstance(card, RecoveryCard)
    refused: list[object] = []
    monkeypatch.setattr(window, "fail", refused.append)
    for _ in range(2):
        QTest.mouseClick(card.recovered_button, LEFT)
    settle()
    assert window.document is not None
    assert refused == []


def test_recovered_work_can_be_declined(
    window: MainWindow, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashed(folder, "unwanted", monkeypatch)
    window.show_start()
    card = window.start.findChild(RecoveryCard)
    assert isinstance(card, RecoveryCard)
    QTest.mouseClick(card.discard_button, LEFT)
    assert recoveries() == []
    assert load_project(folder).project.name == "film"


def test_what_cannot_be_opened_is_said_in_words(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.open_project(tmp_path / "nothing.hiwar")
    qtbot.waitUntil(window.toast.isVisible, timeout=WAIT)
    assert window.toast.message.text()
    assert window.pages.currentWidget() is window.start


@pytest.fixture
def guarded(window: MainWindow) -> Iterator[None]:
    before = sys.excepthook, threading.excepthook
    guard().install()
    yield
    sys.excepthook, threading.excepthook = before


def report(qtbot: QtBot) -> CrashDialog:
    def found() -> CrashDialog | None:
        widgets = QApplication.topLevelWidgets()
        return next((one for one in widgets if isinstance(one, CrashDialog) and one.isVisible()), None)

    qtbot.waitUntil(lambda: found() is not None, timeout=WAIT)
    dialog = found()
    assert dialog is not None
    return dialog


def test_a_bug_shows_a_report_and_the_work_is_put_aside(
    qtbot: QtBot,
    window: MainWindow,
    folder: Path,
    guarded: None,
    capsys: pytest.CaptureFixture[str],
) -> None:
    document = opened(window, folder, qtbot)
    rename(document, "in danger")
    error = ZeroDivisionError("a bug")
    sys.excepthook(ZeroDivisionError, error, None)
    dialog = report(qtbot)
    assert (folder / ".project.json.autosave").exists()
    assert not dialog.details.isVisible(), "a traceback is shown to nobody who did not ask for it"
    QTest.mouseClick(dialog.details_button, LEFT)
    assert dialog.details.isVisible()
    QTest.mouseClick(dialog.copy_button, LEFT)
    assert "ZeroDivisionError: a bug" in QGuiApplication.clipboard().text()
    assert "Hiwar Studio" in QGuiApplication.clipboard().text()
    QTest.mouseClick(dialog.go_on_button, LEFT)
    assert window.document is document, "the window goes on"
    assert "a bug" in capsys.readouterr().err


@pytest.mark.parametrize("why", [OutputError("the disk is full"), AssertionError("another bug")])
def test_a_report_says_that_work_could_not_be_put_aside(
    qtbot: QtBot,
    window: MainWindow,
    guarded: None,
    caplog: pytest.LogCaptureFixture,
    why: Exception,
) -> None:
    tries: list[int] = []

    def fail() -> None:
        tries.append(len(tries))
        raise why

    guard().on_crash(fail)
    try:
        sys.excepthook(ZeroDivisionError, ZeroDivisionError("a bug"), None)
    finally:
        guard().forget(fail)
    dialog = report(qtbot)
    assert tr("crash.unsafe") in {label.text() for label in dialog.findChildren(QLabel)}
    assert tries == [0]
    assert "a bug" in dialog.report
    assert str(why) in caplog.text
    dialog.accept()


def test_a_bug_in_the_report_itself_is_written_and_not_reported_again(
    window: MainWindow,
    guarded: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    made: list[int] = []

    def broken(*_arguments: object) -> None:
        made.append(len(made))
        raise LookupError("no such word")

    monkeypatch.setattr(crash, "CrashDialog", broken)
    sys.excepthook(ZeroDivisionError, ZeroDivisionError("a bug"), None)
    assert made == [0]
    assert "a bug" in capsys.readouterr().err
    assert "no such word" in caplog.text


def test_a_report_that_went_with_its_window_does_not_hide_the_next(
    qtbot: QtBot, window: MainWindow, guarded: None, capsys: pytest.CaptureFixture[str]
) -> None:
    sys.excepthook(ZeroDivisionError, ZeroDivisionError("first"), None)
    delete(report(qtbot))
    sys.excepthook(ZeroDivisionError, ZeroDivisionError("second"), None)
    dialog = report(qtbot)
    assert "second" in dialog.report
    dialog.accept()


def test_a_bug_in_a_thread_shows_one_report(
    qtbot: QtBot, window: MainWindow, guarded: None, rest: Callable[[], None], capsys: object
) -> None:
    for _ in range(3):
        bridge().run(lambda job: 1 // 0, lambda _: None)
    dialog = report(qtbot)
    rest()
    qtbot.wait(20)
    assert sum(isinstance(one, CrashDialog) for one in QApplication.topLevelWidgets()) == 1
    dialog.accept()


@pytest.mark.parametrize("reported", [False, True])
def test_ending_the_program_from_outside_saves(tmp_path: Path, folder: Path, reported: bool) -> None:
    """SIGTERM, as a system that shuts down sends it; also while the report of a bug is open."""
    program = (
        "import sys; from PySide6.QtCore import QTimer; from studio.gui import app, main_window;"
        "from studio.services.editing import StepName;"
        "shown = main_window.MainWindow.show_document\n"
        "def show(self, document):\n"
        "    shown(self, document)\n"
        "    project = document.project.model_copy(update={'name': 'ended'})\n"
        "    document.do(StepName('step.recover'), project)\n"
        f"    {reported} and sys.excepthook(ZeroDivisionError, ZeroDivisionError('a bug'), None)\n"
        "    print('ready', flush=True)\n"
        "main_window.MainWindow.show_document = show\n"
        "main_window.make_workspace = lambda document: main_window.QWidget()\n"
        "app.QApplication.activeWindow = lambda: None  # another program's is\n"
        "sys.exit(app.main(sys.argv[1]))"
    )
    window = subprocess.Popen(
        [sys.executable, "-c", program, str(folder)], stdout=subprocess.PIPE, encoding="utf-8"
    )
    with window:
        assert window.stdout is not None
        assert window.stdout.readline() == "ready\n"
        window.terminate()
        try:
            assert window.wait(WAIT / 1000) == 0
        finally:
            window.kill()
    assert load_project(folder).project.name == "ended"


def test_opening_past_the_card_says_where_unsaved_work_is(
    qtbot: QtBot, window: MainWindow, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashed(folder, "unsaved", monkeypatch)
    document = opened(window, folder, qtbot)
    assert document.project.name == "film"
    assert window.toast.isVisible()
    assert window.toast.message.text() == tr("window.unsaved_kept")
    assert [one.why for one in document.session.versions()] == ["unsaved"]
