"""The brand panel: a kit put on the film, made from a logo, edited, locked, deleted, brought back, shared."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from studio.gui.brand.editor import BrandEditor
from studio.gui.brand.from_logo import FromLogo
from studio.gui.brand.panel import BrandPanel
from studio.gui.brand.shelf import brands
from studio.gui.i18n import translator
from studio.gui.main_window import MainWindow
from studio.gui.settings.dialog import SettingsDialog
from studio.gui.settings.rows import ListRow
from studio.gui.widgets.brand_lock import brand_lock
from studio.gui.widgets.color_button import ColorButton
from studio.gui.wizard.draft import Draft
from studio.gui.wizard.look_page import LookPage
from studio.gui.workspace.stage import Stage
from studio.model.brand import Palette
from studio.presets.catalog import bundled
from studio.services.brands import find_brand, make_from_logo
from studio.services.settings import SettingsStore
from tests.gui.conftest import WAIT
from tests.gui.small_project import open_small
from tests.unit.services.logos import two_colors

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    brands().refresh()
    yield
    brand_lock().set_locked(False)
    brands().refresh()


@pytest.fixture
def stage(look: None, tmp_path: Path) -> Iterator[Stage]:
    document = open_small(tmp_path)
    yield Stage(document)
    document.close()


@pytest.fixture
def panel(qtbot: QtBot, stage: Stage, settle: Callable[[], None]) -> Iterator[BrandPanel]:
    host = QMainWindow()
    qtbot.addWidget(host)
    found = BrandPanel(stage)
    host.setCentralWidget(found)
    host.resize(320, 900)
    host.show()
    found.set_active(True)
    settle()
    yield found
    host.close()


def test_a_kit_is_put_on_the_film_by_a_press_and_taken_back(
    panel: BrandPanel, stage: Stage, settle: Callable[[], None]
) -> None:
    before = stage.composition.look
    QTest.mouseClick(panel.tiles["farah-light"], LEFT)
    settle()
    assert stage.composition.look == bundled().brand("farah-light").look
    assert panel.title.text() == "فرح فاتح"
    assert panel.tiles["farah-light"].isChecked()
    name = stage.document.history.undo_name
    assert name is not None
    stage.document.undo()
    assert stage.composition.look == before
    assert not panel.tiles["farah-light"].isChecked()


def test_enter_puts_a_kit_on_the_film(panel: BrandPanel, stage: Stage, settle: Callable[[], None]) -> None:
    panel.tiles["salam-dark"].setFocus()
    QTest.keyClick(panel.tiles["salam-dark"], Qt.Key.Key_Return)
    settle()
    assert stage.composition.look.palette == bundled().brand("salam-dark").look.palette


def drop(dialog: FromLogo, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(QPointF(40, 40), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier)
    dialog.tile.dropEvent(event)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_logo_is_dropped_named_and_becomes_a_kit_on_the_film(
    language: str, panel: BrandPanel, stage: Stage, tmp_path: Path, settle: Callable[[], None]
) -> None:
    translator().switch("ar" if language == "ar" else "en")
    dialog = panel.make()
    assert not dialog.make_button.isEnabled()
    drop(dialog, two_colors(tmp_path / "our_logo.png"))
    settle()
    assert dialog.name.text() == "our logo"
    dialog.name.clear()
    assert not dialog.make_button.isEnabled(), "a kit wants a name"
    QTest.keyClicks(dialog.name, "Nour")
    settle()
    assert all(card.image is not None for card in dialog.cards.values())
    QTest.mouseClick(dialog.make_button, LEFT)
    settle()
    assert not dialog.isVisible()
    look = stage.composition.look
    assert look.palette == find_brand("nour-dark").kit.look.palette
    assert look.logos[0].media in {item.id for item in stage.document.project.media}
    assert list(panel.tiles)[:2] == ["nour-dark", "nour-light"]
    stage.document.undo()
    assert stage.composition.look.logos == ()


def test_a_file_that_is_no_picture_is_told_in_the_dialog(
    panel: BrandPanel, tmp_path: Path, settle: Callable[[], None]
) -> None:
    (tmp_path / "bad.png").write_text("no picture", encoding="utf-8")
    dialog = panel.make()
    drop(dialog, tmp_path / "bad.png")
    settle()
    assert not dialog.make_button.isEnabled()
    assert any("\u0600" <= letter <= "\u06ff" for letter in dialog._told.text())
    dialog.reject()


def editor_of(panel: BrandPanel, role: str | None = None) -> BrandEditor:
    if role is None:
        return panel.edit()
    QTest.mouseClick(panel.roles[role], LEFT)
    return next(one for one in panel.window().findChildren(BrandEditor) if one.isVisible())


def test_a_bundled_kit_is_edited_as_a_copy_and_its_contrast_told_and_mended(
    panel: BrandPanel, stage: Stage, settle: Callable[[], None]
) -> None:
    panel.apply("hiwar-dark")
    settle()
    dialog = editor_of(panel, "accent")
    row = dialog.roles["accent"]
    row.hex.setFocus()
    row.hex.selectAll()
    QTest.keyClicks(row.hex, "#1A4450")
    assert row.mend.isVisible()
    assert row.ratio.text() != ""
    QTest.mouseClick(row.mend, LEFT)
    assert not row.mend.isVisible()
    assert dialog.names["ar"].text() == "حوار داكن (نسخة)"
    QTest.mouseClick(dialog.save_button, LEFT)
    settle()
    own = find_brand("hiwar-dark-2")
    assert own.is_own
    assert stage.composition.look.palette == own.kit.look.palette
    assert bundled().brand("hiwar-dark").look.palette == Palette()
    assert panel.title.text() == "حوار داكن (نسخة)"


def test_what_is_no_colour_leaves_the_last_good_one(panel: BrandPanel, qtbot: QtBot) -> None:
    dialog = panel.edit("ink")
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow, timeout=WAIT)
    row = dialog.roles["ink"]
    before = row.hex.text()
    row.hex.setFocus()
    row.hex.selectAll()
    QTest.keyClicks(row.hex, "#zz")
    dialog.names["en"].setFocus()
    assert row.hex.text() == before
    dialog.reject()


def test_an_own_kit_is_edited_in_place_with_faces_and_clear_space(
    panel: BrandPanel, stage: Stage, tmp_path: Path, settle: Callable[[], None]
) -> None:
    make_from_logo("Nour", two_colors(tmp_path / "logo.png"))
    brands().refresh()
    panel.apply("nour-dark")
    settle()
    dialog = panel.edit()
    faces = dialog.faces.families["display"]
    faces.setCurrentIndex(faces.findData("Amiri"))
    faces.activated.emit(faces.currentIndex())
    dialog.take_logo(two_colors(tmp_path / "second.png"))
    QTest.mouseClick(dialog.save_button, LEFT)
    settle()
    kit = find_brand("nour-dark").kit
    assert kit.look.type.display.family == "Amiri"
    assert [one.media for one in kit.look.logos] == ["logo.png", "logo-2.png"]
    assert stage.composition.look.type.display.family == "Amiri"


def test_a_deleted_kit_comes_back_by_undo_and_the_film_keeps_its_look(
    panel: BrandPanel, stage: Stage, tmp_path: Path, settle: Callable[[], None]
) -> None:
    make_from_logo("Nour", two_colors(tmp_path / "logo.png"))
    brands().refresh()
    panel.apply("nour-dark")
    settle()
    look = stage.composition.look
    panel.delete("nour-dark")
    assert "nour-dark" not in panel.tiles
    assert stage.composition.look == look
    QTest.mouseClick(panel.undo_button, LEFT)
    assert "nour-dark" in panel.tiles


def test_a_kit_is_handed_on_and_taken_in_and_a_damaged_file_is_told(
    panel: BrandPanel, stage: Stage, tmp_path: Path, settle: Callable[[], None]
) -> None:
    make_from_logo("Nour", two_colors(tmp_path / "logo.png"))
    brands().refresh()
    panel.export(find_brand("nour-dark"), tmp_path / "nour")
    settle()
    panel.take(tmp_path / "nour.hiwarbrand")
    settle()
    assert "nour-dark-2" in panel.tiles
    told: list[object] = []
    stage.refused.connect(told.append)
    (tmp_path / "bad.hiwarbrand").write_bytes(b"nothing")
    look = stage.composition.look
    panel.take(tmp_path / "bad.hiwarbrand")
    settle()
    assert len(told) == 1
    assert stage.composition.look == look


def test_the_padlock_leaves_only_the_brands_colours(panel: BrandPanel, qtbot: QtBot) -> None:
    button = ColorButton(Palette())
    qtbot.addWidget(button)
    button.show()

    def free_offered() -> bool:
        button.open_menu()
        QApplication.processEvents()
        menu = QApplication.activePopupWidget()
        assert menu is not None
        found = bool(menu.findChildren(QPushButton))
        menu.close()
        QApplication.processEvents()
        return found

    assert free_offered()
    QTest.mouseClick(panel.lock, LEFT)
    assert brand_lock().locked
    assert panel.lock.isChecked()
    assert not free_offered()
    QTest.mouseClick(panel.lock, LEFT)
    assert free_offered()


def test_the_padlock_is_a_setting(window: MainWindow) -> None:
    window.preferences.store.change(brand_lock=True)
    assert brand_lock().locked
    assert SettingsStore().value.brand_lock


def test_own_kits_are_offered_in_the_wizard_and_in_the_settings(
    qtbot: QtBot, look: None, tmp_path: Path
) -> None:
    make_from_logo("Nour", two_colors(tmp_path / "logo.png"))
    brands().refresh()
    page = LookPage(Draft(bundled().template("pull-quote"), "9:16", "ar"))
    qtbot.addWidget(page)
    assert list(page.brands)[:3] == ["tadamun-dark", "nour-dark", "nour-light"]
    dialog = SettingsDialog(SettingsStore())
    qtbot.addWidget(dialog)
    row = dialog.row("brand")
    assert isinstance(row, ListRow)
    field = row.field
    assert field.findData("nour-light") > 0


def test_names_follow_the_windows_language(panel: BrandPanel) -> None:
    translator().switch("en")
    assert panel.make_button.text().strip() == "Make one from a logo"
    assert panel.roles["accent"].text() == "Accent"
    translator().switch("ar")
    assert panel.make_button.text().strip() == "هوية من شعار"
