"""The preflight panel by mouse and keys: findings are shown, fixed, ignored, undone."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from studio.gui.document import Document
from studio.gui.i18n import translator
from studio.gui.preflight import panel as module
from studio.gui.preflight.panel import PreflightPanel
from studio.gui.preflight.row import FindingRow
from studio.gui.theme.theme import px
from studio.gui.workspace.stage import Stage
from studio.scene.findings import Finding
from studio.services.preflight.check import Film, preflight
from studio.services.session import Session
from tests.gui.conftest import WAIT
from tests.gui.edited import film, workspace_of
from tests.gui.small_project import small_project

LEFT = Qt.MouseButton.LeftButton
WORDS = "مرحبا, كيف الحال?"


@pytest.fixture
def document(look: None, tmp_path: Path) -> Iterator[Document]:
    opened = Document(Session.open(small_project(tmp_path, seconds=4, text=WORDS)))
    yield opened
    opened.close()


@pytest.fixture
def panel(qtbot: QtBot, document: Document, rest: Callable[[], None]) -> Iterator[PreflightPanel]:
    """The panel in a window, after its first look."""
    host = QMainWindow()
    qtbot.addWidget(host)
    panel = PreflightPanel(Stage(document, host))
    host.setCentralWidget(panel)
    host.resize(360, 700)
    with qtbot.waitSignal(panel.looked, timeout=WAIT):
        host.show()
    host.activateWindow()
    qtbot.waitUntil(host.isActiveWindow, timeout=WAIT)
    yield panel
    host.hide()
    rest()


def row_of(panel: PreflightPanel, kind: str) -> FindingRow:
    return next(row for row in panel.rows() if row.finding.kind == kind)


def press(row: FindingRow, name: str) -> None:
    QTest.mouseClick(row.buttons[name], LEFT)


def kinds(panel: PreflightPanel) -> list[str]:
    return [row.finding.kind for row in panel.rows()]


def text_of(document: Document) -> str:
    return str(document.project.compositions[0].layers[1].text)  # type: ignore[union-attr] # a text layer


def test_findings_stand_gravest_first_with_words_of_the_window(panel: PreflightPanel) -> None:
    order = {"block": 0, "warning": 1, "note": 2}
    levels = [order[row.finding.level] for row in panel.rows()]
    assert levels == sorted(levels)
    row = row_of(panel, "latin-punctuation")
    assert row.accessibleName().startswith("تحذير: في النص")
    translator().switch("en")
    assert "warning" in panel.summary.text()


def test_choosing_a_finding_shows_its_layer_and_moment(panel: PreflightPanel) -> None:
    stage = panel._stage
    QTest.mouseClick(row_of(panel, "latin-punctuation"), LEFT)
    assert stage.selection == (("title",),)
    assert stage.frame > 0


def test_the_keyboard_walks_the_findings(panel: PreflightPanel) -> None:
    rows = panel.rows()
    rows[0].setFocus()
    QTest.keyClick(rows[0], Qt.Key.Key_Down)
    assert rows[1].hasFocus()


def test_fix_is_one_step_that_can_be_undone(qtbot: QtBot, panel: PreflightPanel, document: Document) -> None:
    press(row_of(panel, "latin-punctuation"), "fix")
    assert text_of(document) == "مرحبا، كيف الحال؟"
    assert "latin-punctuation" not in kinds(panel), "gone at once"
    with qtbot.waitSignal(panel.looked, timeout=WAIT):
        assert document.undo()
    assert text_of(document) == WORDS
    assert "latin-punctuation" in kinds(panel), "and back"


def test_what_is_ignored_is_kept_in_the_project_and_shown_on_request(
    panel: PreflightPanel, document: Document
) -> None:
    press(row_of(panel, "latin-punctuation"), "ignore")
    assert len(document.project.ignored) == 1
    assert "latin-punctuation" not in kinds(panel)
    QTest.mouseClick(panel.with_ignored, LEFT)
    row = row_of(panel, "latin-punctuation")
    assert row.is_ignored
    assert "fix" not in row.buttons
    press(row, "restore")
    assert not document.project.ignored
    assert not row_of(panel, "latin-punctuation").is_ignored


def test_a_change_is_looked_at_by_itself(qtbot: QtBot, panel: PreflightPanel, document: Document) -> None:
    with qtbot.waitSignal(panel.looked, timeout=WAIT):
        panel.fix(row_of(panel, "latin-punctuation").finding)
    assert "latin-punctuation" not in kinds(panel)


def test_what_was_fixed_is_not_brought_back_by_an_older_look(
    qtbot: QtBot, panel: PreflightPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[Film] = []
    goes_on = threading.Event()

    def slow(film: Film, *arguments: Any, **more: Any) -> tuple[Finding, ...]:
        found = preflight(film, *arguments, **more)
        looks.append(film)
        goes_on.wait(WAIT / 1000)
        return found

    monkeypatch.setattr(module, "preflight", slow)
    panel.check()
    qtbot.waitUntil(lambda: len(looks) == 1, timeout=WAIT)
    shown: list[list[str]] = []
    panel.looked.connect(lambda: shown.append(kinds(panel)))
    panel.fix(row_of(panel, "latin-punctuation").finding)
    goes_on.set()
    qtbot.waitUntil(lambda: len(looks) == 2 and bool(shown), timeout=WAIT)
    assert not [one for one in shown if "latin-punctuation" in one]


def test_looking_can_be_stopped(panel: PreflightPanel, rest: Callable[[], None]) -> None:
    panel.check()
    assert panel.stop.isVisible()
    QTest.mouseClick(panel.stop, LEFT)
    assert not panel.stop.isVisible()
    assert panel.rows(), "what was found before stays"
    rest()


def test_rows_fit_the_panel(panel: PreflightPanel) -> None:
    for row in panel.rows():
        assert row.width() <= panel.width()
        for button in row.buttons.values():
            assert row.rect().contains(button.geometry())


def test_beside_a_wide_film_its_sentences_have_room(qtbot: QtBot, look: None, tmp_path: Path) -> None:
    with workspace_of(qtbot, tmp_path, film([], (1920, 1080))) as space:
        narrow = space.panel.width()
        space.show_panel("preflight")
        QApplication.processEvents()
        assert space.panel.width() >= px(300) > narrow
        assert space.canvas.width() > space.panel.width(), "out of the canvas, which stays the largest"
        space.preflight.cancel()
