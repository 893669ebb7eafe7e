"""The flow "From a sheet" by clicks: five of them and a drop; files are read back, cells corrected."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from studio.gui.actions import hub
from studio.gui.batch.brand_choice import BrandChoice
from studio.gui.batch.page import BatchPage
from studio.gui.brand.shelf import brands
from studio.gui.i18n import translator
from studio.gui.main_window import MainWindow
from studio.gui.workspace.exporting import window_queue
from studio.services.brand_sharing import export_brand
from studio.services.brands import Brand, delete_brand, make_from_logo
from tests.gui.conftest import WAIT
from tests.unit.services.logos import two_colors

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

LEFT = Qt.MouseButton.LeftButton
GOOD = "الحوار يبني الثقة"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Files whose folders were shown."""
    found: list[Path] = []
    monkeypatch.setattr("studio.gui.batch.page.open_folder", found.append)
    return found


@pytest.fixture
def page(
    qtbot: QtBot, window: MainWindow, opened: list[Path], rest: Callable[[], None]
) -> Iterator[BatchPage]:
    """The screen, opened from Start."""
    hub().trigger("file.batch")
    assert window.batch is not None
    yield window.batch
    window.batch.leave()
    rest()
    window_queue().close()
    window_queue.cache_clear()


def sheet(folder: Path, *rows: str) -> Path:
    path = folder / "اقتباسات.csv"
    path.write_text("\n".join(("الاقتباس,القائل,مدينة", *rows)), "utf-8")
    return path


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, LEFT)


def choose_template(page: BatchPage, id: str) -> None:
    """A click on its name."""
    names = page.setup.templates
    item = next(
        names.item(at) for at in range(names.count()) if names.item(at).data(Qt.ItemDataRole.UserRole) == id
    )
    names.scrollToItem(item)
    QTest.mouseClick(names.viewport(), LEFT, pos=names.visualItemRect(item).center())


def drop(page: BatchPage, file: Path) -> None:
    """Drags a file over the screen and lets go."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    keys, action = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    QApplication.sendEvent(page, QDragEnterEvent(QPoint(9, 9), action, data, LEFT, keys))
    QApplication.sendEvent(page, QDropEvent(QPointF(9, 9), action, data, LEFT, keys))


def loaded(qtbot: QtBot, page: BatchPage, file: Path) -> None:
    choose_template(page, "pull-quote")
    drop(page, file)
    qtbot.waitUntil(lambda: page.rows.rowCount() > 0, timeout=WAIT)


def checked(qtbot: QtBot, page: BatchPage) -> None:
    click(page.go)
    qtbot.waitUntil(lambda: page.step == "approve", timeout=WAIT)


def test_without_a_sheet_there_is_no_heading_over_nothing(
    qtbot: QtBot, page: BatchPage, tmp_path: Path
) -> None:
    heads = page.setup._heads
    assert page.empty.isVisible()
    assert page.empty.hint.text().startswith("اختر قالبًا")
    assert not page.view.isVisible()
    assert not heads["columns"].isVisibleTo(page.setup)
    assert not heads["sizes"].isVisibleTo(page.setup)
    choose_template(page, "pull-quote")
    assert page.empty.hint.text().startswith("أفلت جدولًا")
    assert heads["sizes"].isVisibleTo(page.setup)
    drop(page, sheet(tmp_path, f"{GOOD},ليلى,عمّان"))
    qtbot.waitUntil(lambda: page.rows.rowCount() == 1, timeout=WAIT)
    assert heads["columns"].isVisibleTo(page.setup)
    assert page.view.isVisible()
    assert not page.empty.isVisible()


def test_a_sheet_becomes_pictures_in_five_clicks(
    qtbot: QtBot, window: MainWindow, opened: list[Path], tmp_path: Path, rest: Callable[[], None]
) -> None:
    window.preferences.store.change(exports_folder=str(tmp_path / "films"))
    clicks = 0
    button = next(
        one for one in window.start.findChildren(QWidget) if one.objectName() == "button:file.batch"
    )
    click(button)
    clicks += 1
    page = window.batch
    assert page is not None
    assert window.pages.currentWidget() is page
    choose_template(page, "pull-quote")
    clicks += 1
    drop(page, sheet(tmp_path, f"{GOOD},ليلى,عمّان", "كلمة تداوي,سامي,إربد"))
    qtbot.waitUntil(lambda: page.rows.rowCount() == 2, timeout=WAIT)
    assert set(page.setup.mapped) == {"الاقتباس", "القائل"}, "columns match by themselves"
    click(page.go)
    clicks += 1
    qtbot.waitUntil(lambda: page.step == "approve", timeout=WAIT)
    click(page.go)
    clicks += 1
    assert page.step == "export"
    with qtbot.waitSignal(page.exports.over, timeout=WAIT) as over:
        click(page.go)
        clicks += 1
    assert clicks == 5
    assert over.args == [2, 0]
    rest()
    made = sorted((tmp_path / "films" / "اقتباسات").glob("*.png"))
    assert [one.name for one in made] == ["الحوار يبني الثقة_9x16_ar.png", "كلمة تداوي_9x16_ar.png"]
    with Image.open(made[0]) as picture:
        assert picture.size == (1080, 1920)
    assert [page.rows.state(row) for row in (0, 1)] == ["made", "made"]
    assert len(opened) == 1, "its folder opens once"
    with qtbot.waitSignal(page.exports.over, timeout=WAIT) as again:
        click(page.go)
    assert again.args == [0, 0], "nothing is made twice"
    click(page.setup.format.button(".pdf"))
    with qtbot.waitSignal(page.exports.over, timeout=WAIT) as pages:
        click(page.go)
    assert pages.args == [2, 0]
    rest()
    assert len(list((tmp_path / "films" / "اقتباسات").glob("*.pdf"))) == 2
    page.leave()
    window_queue().close()
    window_queue.cache_clear()


def test_findings_stand_at_their_rows_and_a_corrected_cell_is_looked_at_again(
    qtbot: QtBot, page: BatchPage, tmp_path: Path
) -> None:
    loaded(qtbot, page, sheet(tmp_path, f"{GOOD},ليلى,عمّان", ",هدى,الزرقاء"))
    checked(qtbot, page)
    assert page.counts.text() == "صفان، في واحد منها ملاحظات"
    assert page.go.text().strip() == "اعتمد الصف"
    assert page.rows.state(1) == "block"
    assert page.rows.findings(1)
    click(page.only)
    assert page.filter.rowCount() == 1
    page.filter.setData(page.filter.index(0, 1), "كلمة تداوي")
    qtbot.waitUntil(lambda: page.rows.state(1) == "ok", timeout=WAIT)
    assert page.setup.table is not None
    assert page.setup.table.rows[1][0] == "كلمة تداوي"
    qtbot.waitUntil(lambda: page.go.text().strip() == "اعتمد الصفين", timeout=WAIT)
    assert page.filter.rowCount() == 0, "it has no findings any more"


def test_the_chosen_row_is_painted(qtbot: QtBot, page: BatchPage, tmp_path: Path) -> None:
    loaded(qtbot, page, sheet(tmp_path, f"{GOOD},ليلى,عمّان", "كلمة تداوي,سامي,إربد"))
    qtbot.waitUntil(lambda: page.preview.picture.image is not None, timeout=WAIT)
    first = page.preview.picture.image
    place = page.view.visualRect(page.filter.index(1, 2))
    QTest.mouseClick(page.view.viewport(), LEFT, pos=place.center())
    qtbot.waitUntil(lambda: page.preview.picture.image not in (None, first), timeout=WAIT)


def test_a_column_is_given_another_meaning_by_hand(qtbot: QtBot, page: BatchPage, tmp_path: Path) -> None:
    loaded(qtbot, page, sheet(tmp_path, f"{GOOD},ليلى,عمّان"))
    field = page.setup.columns["مدينة"]
    assert isinstance(field, QComboBox)
    field.setCurrentIndex(field.findText("الصفة أو المناسبة"))
    assert page.setup.mapped["مدينة"].written == "role"
    assert page.step == "check"


def test_many_rows_are_checked_beside_the_window_and_can_be_stopped(
    qtbot: QtBot, page: BatchPage, tmp_path: Path
) -> None:
    loaded(qtbot, page, sheet(tmp_path, *(f"{GOOD} {number},ليلى,عمّان" for number in range(412))))

    def stop_soon() -> None:
        if len(page.checked) > 3:
            click(page.stop)

    page.checker.advanced.connect(stop_soon)
    click(page.go)
    assert page.progress.isVisible()
    qtbot.waitUntil(lambda: len(page.checked) > 3 and not page.progress.isVisible(), timeout=WAIT)
    count = len(page.checked)
    assert 0 < count < 412
    assert page.step == "check"
    assert page.go.isEnabled(), "it goes on where it was"


def test_a_broken_sheet_is_said(qtbot: QtBot, window: MainWindow, page: BatchPage, tmp_path: Path) -> None:
    broken = tmp_path / "rows.xlsx"
    broken.write_bytes(b"PK\x03\x04 broken")
    with qtbot.waitSignal(page.failed, timeout=WAIT):
        drop(page, broken)
    assert "تالف" in window.toast.message.text()


def test_it_speaks_both_languages_and_goes_back(qtbot: QtBot, window: MainWindow, page: BatchPage) -> None:
    assert page.title.text() == "دفعة من جدول"
    translator().switch("en")
    assert page.title.text() == "From a sheet"
    assert page.setup.templates.item(0).text() == "A Word Heals"
    click(page.back)
    assert window.pages.currentWidget() is window.start


def test_values_without_a_column_are_called_as_the_template_calls_them(
    qtbot: QtBot, page: BatchPage, tmp_path: Path
) -> None:
    file = tmp_path / "أسماء.csv"
    file.write_text("القائل,ملاحظة\nليلى,كلام\n", encoding="utf-8")
    loaded(qtbot, page, file)
    checked(qtbot, page)
    words = " ".join(page.rows.findings(0))
    assert "الاقتباس" in words
    assert "quote" not in words


@pytest.fixture
def own_kit(tmp_path: Path) -> Iterator[Brand]:
    """A kit of the person's own, on the shelf."""
    (made,) = make_from_logo("نور", two_colors(tmp_path / "logo.png"), ("light",))
    brands().refresh()
    yield made
    for kit in (one for one in brands().all if one.is_own):
        delete_brand(kit.id)
    brands().refresh()


def test_a_kit_of_ones_own_is_offered_and_taken(
    qtbot: QtBot, own_kit: Brand, page: BatchPage, tmp_path: Path
) -> None:
    loaded(qtbot, page, sheet(tmp_path, f"{GOOD},ليلى,عمّان"))
    field = page.setup.brand
    assert field.currentText() == "هوية القالب"
    assert page.batch is not None
    assert page.batch.brand is None
    with qtbot.waitSignal(page.checker.painted, timeout=WAIT):
        pass
    before = page.preview.picture.image
    assert field.itemText(1) == "نور فاتح", "people's own come first"
    field.setFocus()
    with qtbot.waitSignal(page.checker.painted, timeout=WAIT):
        QTest.keyClick(field, Qt.Key.Key_Down)
    assert page.batch.brand == own_kit.id
    assert page.preview.picture.image != before
    assert page.step == "check", "rows are looked at anew"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[BrandChoice]:
    """Who asked for a kit's file."""
    found: list[BrandChoice] = []
    monkeypatch.setattr(BrandChoice, "ask", lambda choice: found.append(choice))
    return found


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_End])
def test_keys_that_move_stay_among_the_kits_and_ask_for_no_file(
    page: BatchPage, asked: list[BrandChoice], key: Qt.Key
) -> None:
    field = page.setup.brand
    field.setFocus()
    for _ in range(field.count() + 1):
        QTest.keyClick(field, key)
    assert field.value == brands().all[-1].id
    assert field.currentData() == field.value
    letter = field.itemText(field.count() - 1)[0]
    search = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
    QApplication.sendEvent(field, search)
    assert field.currentData() == field.value
    assert not asked


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_in_the_open_list_enter_or_space_asks_for_a_kit(
    page: BatchPage, asked: list[BrandChoice], key: Qt.Key
) -> None:
    field = page.setup.brand
    QTest.keyClick(field, Qt.Key.Key_End)
    last = field.value
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Space)
    assert field.view().isVisible()
    for _ in range(field.count()):
        QTest.keyClick(field.view(), Qt.Key.Key_Down)
    assert not asked, "arrows only move"
    QTest.keyClick(field.view(), key)
    assert asked == [field]
    assert not field.view().isVisible()
    assert field.value == field.currentData() == last
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert asked == [field], "it has gone out of reach again"


def test_a_click_in_the_open_list_asks_for_a_kit(
    qtbot: QtBot, page: BatchPage, asked: list[BrandChoice]
) -> None:
    field = page.setup.brand
    field.showPopup()
    view = field.view()
    index = field.model().index(field.count() - 1, 0)
    view.scrollTo(index)
    qtbot.wait(QApplication.doubleClickInterval() + 50)  # Qt takes a quick one for that which opened it
    QTest.mouseClick(view.viewport(), LEFT, pos=view.visualRect(index).center())
    assert asked == [field]
    assert field.value is None


def test_a_kit_is_taken_in_from_a_file(qtbot: QtBot, own_kit: Brand, page: BatchPage, tmp_path: Path) -> None:
    file = export_brand(own_kit, tmp_path / "nour.hiwarbrand")
    delete_brand(own_kit.id)
    brands().refresh()
    assert page.setup.brand.findData(own_kit.id) < 0
    with qtbot.waitSignal(page.setup.changed, timeout=WAIT):
        page.setup.brand.take(file)
    assert page.setup.brand.value == own_kit.id
    with qtbot.waitSignal(page.failed, timeout=WAIT):
        page.setup.brand.take(tmp_path / "none.hiwarbrand")
    assert page.setup.brand.value == own_kit.id


@pytest.mark.parametrize(
    ("columns", "row", "languages"),
    [
        ("quote,speaker", "Dialogue builds,Layla", ("en",)),
        ("quote.en,quote.ar,speaker", "Dialogue builds,الحوار,ليلى", ("ar", "en")),
        ("quote,speaker", "الحوار,ليلى", ("ar",)),
    ],
)
def test_languages_are_those_of_the_sheet_until_one_is_chosen_by_hand(
    qtbot: QtBot, page: BatchPage, tmp_path: Path, columns: str, row: str, languages: tuple[str, ...]
) -> None:
    file = tmp_path / "rows.csv"
    file.write_text(f"{columns}\n{row}\n", "utf-8")
    loaded(qtbot, page, file)
    assert page.setup.chosen_languages == languages
    click(page.setup.languages["ar"])
    by_hand = page.setup.chosen_languages
    assert by_hand != languages
    choose_template(page, "a-word-heals")
    assert page.setup.chosen_languages == by_hand


def test_without_a_sheet_the_language_is_the_windows(window: MainWindow, rest: Callable[[], None]) -> None:
    translator().switch("en")
    hub().trigger("file.batch")
    assert window.batch is not None
    assert window.batch.setup.chosen_languages == ("en",)
    window.batch.leave()
    rest()
    window_queue().close()
    window_queue.cache_clear()
