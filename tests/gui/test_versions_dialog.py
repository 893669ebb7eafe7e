"""Earlier versions: listed with pictures, restored as a step, opened as a copy."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.formats.project_file import load_project
from studio.gui.bridge import bridge
from studio.gui.document import Document
from studio.gui.i18n import translator
from studio.gui.versions.dialog import VersionsDialog
from studio.services.editing import StepName
from tests.gui.conftest import WAIT
from tests.gui.small_project import open_small

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def document(look: None, tmp_path: Path) -> Iterator[Document]:
    """Saved twice: one version, called like the film at first."""
    opened = open_small(tmp_path)
    opened.do(StepName("step.restore", {"time": ""}), opened.project.model_copy(update={"name": "الثاني"}))
    opened.save()
    yield opened
    opened.close()


@pytest.fixture
def dialog(qtbot: QtBot, document: Document) -> VersionsDialog:
    found = VersionsDialog(document)
    qtbot.addWidget(found)
    found.show()
    qtbot.waitUntil(lambda: not bridge().busy, timeout=WAIT)
    QApplication.processEvents()
    return found


def test_a_version_is_listed_with_its_time_and_picture(dialog: VersionsDialog) -> None:
    assert dialog.list.count() == 1
    assert dialog.list.item(0).text().startswith("اليوم")
    assert dialog.picture.image is not None
    assert dialog.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole).endswith("قبل الحفظ")
    translator().switch("en")
    assert dialog.list.item(0).text().startswith("Today")


def test_restoring_is_a_step_that_can_be_undone(
    qtbot: QtBot, dialog: VersionsDialog, document: Document
) -> None:
    QTest.mouseClick(dialog.restore_button, LEFT)
    assert document.project.name == "فيلم الحوار"
    assert document.is_dirty
    assert dialog.isHidden()
    document.undo()
    assert document.project.name == "الثاني"


def test_a_copy_is_a_project_of_its_own_with_its_media(
    qtbot: QtBot, dialog: VersionsDialog, document: Document
) -> None:
    with qtbot.waitSignal(dialog.copied, timeout=WAIT) as copied:
        QTest.mouseClick(dialog.copy_button, LEFT)
    assert copied.args is not None
    path = copied.args[0]
    assert path.parent == document.path.parent
    opened = load_project(path)
    assert opened.project.name == "فيلم الحوار"
    assert opened.file_of("tea").is_file()
    assert document.project.name == "الثاني"


def test_without_versions_it_says_where_they_come_from(qtbot: QtBot, look: None, tmp_path: Path) -> None:
    document = open_small(tmp_path)
    dialog = VersionsDialog(document)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.told.text().startswith("لا نسخ سابقة")
    assert not dialog.restore_button.isEnabled()
    document.close()


def test_a_version_that_has_gone_is_said(qtbot: QtBot, dialog: VersionsDialog, document: Document) -> None:
    document.session.versions()[0].path.unlink()
    dialog._projects.clear()
    QTest.mouseClick(dialog.restore_button, LEFT)
    assert dialog.error.isVisible()
    assert "لم تعد" in dialog.error.text()
    assert document.project.name == "الثاني"


def test_a_version_whose_picture_is_missing_can_be_restored(
    qtbot: QtBot, document: Document, rest: Callable[[], None]
) -> None:
    (document.session.folder / "media" / "tea.png").unlink()
    dialog = VersionsDialog(document)
    qtbot.addWidget(dialog)
    dialog.show()
    rest()
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert document.project.name == "فيلم الحوار"
