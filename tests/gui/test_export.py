"""Exporting from the window: the sheet, the queue, what a failure says; films are read back and looked at."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import pypdfium2
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.base.errors import EncodeError
from studio.gui.dialogs.failure import FailureDialog
from studio.gui.document import Document
from studio.gui.export.job_row import JobRow
from studio.gui.export.queue_popover import QueuePopover
from studio.gui.export.sheet import ExportSheet
from studio.gui.export.telling import Telling
from studio.gui.export.window_queue import WindowQueue
from studio.gui.i18n import translator
from studio.gui.widgets.toast import Toast
from studio.services.export_estimate import pace_of
from studio.services.export_queue import JobState
from studio.services.settings import SettingsStore, load_settings
from tests.gui.conftest import WAIT
from tests.gui.small_project import open_small

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

Rest = Callable[[], None]
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def rest(rest: Rest) -> Rest:
    """Waits until no work is left and its results are in the window."""

    def wait() -> None:
        rest()
        QApplication.processEvents()
        rest()
        QApplication.processEvents()

    return wait


@pytest.fixture
def document(look: None, tmp_path: Path) -> Iterator[Document]:
    opened = open_small(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def queue(look: None) -> Iterator[WindowQueue]:
    found = WindowQueue(workers=1)
    yield found
    found.close()
    QApplication.processEvents()


def sheet_of(
    qtbot: QtBot, document: Document, queue: WindowQueue, folder: Path, destination: str
) -> ExportSheet:
    sheet = ExportSheet(document, queue, folder=folder, destination=destination)
    qtbot.addWidget(sheet)
    sheet.show()
    return sheet


def state_of(queue: WindowQueue, number: int = 0) -> JobState:
    return queue.jobs[number].state


def over(queue: WindowQueue) -> bool:
    QApplication.processEvents()
    return not queue.is_busy


def test_a_film_is_exported_by_clicks(
    qtbot: QtBot, document: Document, queue: WindowQueue, tmp_path: Path, rest: Rest
) -> None:
    sheet = sheet_of(qtbot, document, queue, tmp_path, "instagram")
    QTest.mouseClick(sheet.destinations.tile("whatsapp"), LEFT)
    rest()
    assert sheet.output.name == "فيلم الحوار-whatsapp-ar.mp4"
    assert "واتساب" in sheet.facts.text()
    assert sheet.warning.isHidden()
    sheet.name.clear()
    QTest.keyClicks(sheet.name, "film")
    QTest.mouseClick(sheet.quality.button("draft"), LEFT)
    QTest.mouseClick(sheet.cover, LEFT)
    rest()
    QTest.mouseClick(sheet.export_button, LEFT)
    assert sheet.isHidden()
    qtbot.waitUntil(lambda: over(queue), timeout=WAIT)
    assert [job.state for job in queue.jobs] == [JobState.DONE, JobState.DONE]
    with av.open(tmp_path / "film.mp4") as film:
        frames = [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]
    assert len(frames) == 30
    assert abs(frames[-1][10, 10].astype(int) - (180, 90, 30)).max() < 12
    assert (tmp_path / "film.jpg").is_file()
    qtbot.waitUntil(lambda: pace_of(sheet.profile).bytes_per_pixel != 0.0010, timeout=WAIT)


def test_a_still_shows_the_moment_that_was_chosen(
    qtbot: QtBot, document: Document, queue: WindowQueue, tmp_path: Path, rest: Rest
) -> None:
    sheet = sheet_of(qtbot, document, queue, tmp_path, "instagram")
    sheet.destinations.tile("instagram").setFocus()
    for _ in range(6):
        QTest.keyClick(sheet.destinations, Qt.Key.Key_Left)  # onwards, in Arabic
    assert sheet.is_still
    assert sheet.quality.isHidden()
    sheet.cover_picture.slider.setValue(3)
    rest()
    assert sheet.cover_picture.image is not None
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: over(queue), timeout=WAIT)
    assert state_of(queue) is JobState.DONE
    assert (tmp_path / "فيلم الحوار-still-ar.png").is_file()


def test_a_still_is_exported_as_a_page_for_printing(
    qtbot: QtBot, document: Document, queue: WindowQueue, tmp_path: Path, rest: Rest
) -> None:
    sheet = sheet_of(qtbot, document, queue, tmp_path, "still")
    rest()
    QTest.mouseClick(sheet.format.button(".pdf"), LEFT)
    QTest.mouseClick(sheet.export_button, LEFT)
    qtbot.waitUntil(lambda: over(queue), timeout=WAIT)
    assert state_of(queue) is JobState.DONE
    (page,) = pypdfium2.PdfDocument(tmp_path / "فيلم الحوار-still-ar.pdf")
    assert page.get_width() > 0


def test_findings_are_counted_and_listed_before_the_export(
    qtbot: QtBot, look: None, queue: WindowQueue, tmp_path: Path, rest: Rest
) -> None:
    document = open_small(tmp_path, text="\U00013000")
    sheet = sheet_of(qtbot, document, queue, tmp_path, "youtube")
    assert sheet.findings.looking
    rest()
    assert sheet.findings.findings[0].kind == "missing-glyph", "the gravest first"
    assert sheet.findings.summary.text() == f"{len(sheet.findings.findings)} ملاحظات".translate(ARABIC_DIGITS)
    QTest.mouseClick(sheet.findings.summary, LEFT)
    assert sheet.findings.list.isVisible()
    with qtbot.waitSignal(sheet.show_layer, timeout=WAIT) as shown:
        button = next(
            one for one in sheet.findings.list.findChildren(QWidget) if one.property("look") == "quiet"
        )
        QTest.mouseClick(button, LEFT)
    assert shown.args == ["title"]
    with qtbot.waitSignal(sheet.preflight_wanted, timeout=WAIT):
        QTest.mouseClick(sheet.findings.open_button, LEFT)
    document.close()


def test_missing_media_are_said_before_and_stop_the_export(
    qtbot: QtBot, document: Document, queue: WindowQueue, tmp_path: Path, rest: Rest
) -> None:
    (document.session.folder / "media" / "tea.png").unlink()
    sheet = sheet_of(qtbot, document, queue, tmp_path, "youtube")
    rest()
    assert "tea.png" in sheet.findings.told.text()
    assert not sheet.export_button.isEnabled()
    assert sheet.cover_picture.image is not None, "the picture has a stand-in all the same"


@pytest.mark.parametrize(("name", "usable"), [("film", True), ("", False), ("a/b", False), ("ق: ؟", False)])
def test_names_that_no_file_can_have_are_refused(
    qtbot: QtBot, document: Document, queue: WindowQueue, tmp_path: Path, name: str, usable: bool
) -> None:
    sheet = sheet_of(qtbot, document, queue, tmp_path, "x")
    sheet.name.setText(name)
    sheet.name.textEdited.emit(name)
    assert sheet.export_button.isEnabled() == usable
    assert sheet.error.isHidden() == usable


def test_a_folder_that_is_not_there_is_said_in_the_window_language(
    qtbot: QtBot, document: Document, queue: WindowQueue, tmp_path: Path
) -> None:
    sheet = sheet_of(qtbot, document, queue, tmp_path / "none", "x")
    sheet.export()
    assert not sheet.isHidden()
    assert sheet.error.text() == "مجلد الحفظ غير موجود. أنشئه أو اختر غيره."
    translator().switch("en")
    sheet.export()
    assert sheet.error.text() == "The output folder does not exist. Make it, or choose another."


def test_a_film_too_long_or_too_large_for_its_destination_is_said_before(
    qtbot: QtBot, look: None, queue: WindowQueue, tmp_path: Path, rest: Rest
) -> None:
    document = open_small(tmp_path, seconds=95)
    sheet = sheet_of(qtbot, document, queue, tmp_path, "instagram")
    assert "١:٣٠" in sheet.warning.text()
    QTest.mouseClick(sheet.destinations.tile("youtube"), LEFT)
    rest()
    assert sheet.warning.isHidden()
    document.close()


def test_a_running_film_is_paused_resumed_and_cancelled_within_a_second(
    qtbot: QtBot, look: None, queue: WindowQueue, tmp_path: Path, rest: Rest
) -> None:
    document = open_small(tmp_path, seconds=120)
    anchor = QWidget()
    qtbot.addWidget(anchor)
    anchor.resize(40, 40)
    anchor.show()
    popover = QueuePopover(queue, anchor)
    assert popover.empty.isVisibleTo(popover)
    sheet = sheet_of(qtbot, document, queue, tmp_path, "x")
    sheet.export()
    popover.open_at(anchor)
    QApplication.processEvents()
    row = popover.row(1)
    qtbot.waitUntil(lambda: row.job.share > 0, timeout=WAIT)
    QTest.mouseClick(row.button("pause"), LEFT)
    qtbot.waitUntil(lambda: row.button("resume").isVisible(), timeout=WAIT)
    assert "متوقف" in row.state.text()
    assert popover._ring.target is None, "no ring after a click, though the pressed button went away"
    QTest.mouseClick(row.button("resume"), LEFT)
    qtbot.waitUntil(lambda: row.job.state is JobState.RUNNING, timeout=WAIT)
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: row.job.state is JobState.CANCELLED, timeout=WAIT)
    assert row.button("retry").isVisible()
    assert not (tmp_path / sheet.output.name).exists()
    QTest.mouseClick(popover.clear_button, LEFT)
    qtbot.waitUntil(lambda: popover.empty.isVisible(), timeout=WAIT)
    document.close()


def test_a_failed_film_says_why_and_is_tried_again(
    qtbot: QtBot, document: Document, queue: WindowQueue, tmp_path: Path, rest: Rest
) -> None:
    place = tmp_path / "place"
    place.mkdir()
    sheet = sheet_of(qtbot, document, queue, place, "x")
    rest()
    queue.queue.set_workers(1)
    sheet.name.setText("film")
    (document.session.folder / "media" / "tea.png").unlink()
    sheet.export()
    qtbot.waitUntil(lambda: over(queue), timeout=WAIT)
    popover = QueuePopover(queue)
    qtbot.addWidget(popover)
    row = popover.row(1)
    assert state_of(queue) is JobState.FAILED
    row.copy_report()
    copied = QGuiApplication.clipboard().text()
    assert "Hiwar Studio" in copied
    assert str(tmp_path) not in copied
    assert row.button("retry").isVisibleTo(row)
    assert "التفاصيل" in row.button("details").accessibleName()


def test_a_failure_says_what_happened_the_state_of_the_work_and_what_to_do(qtbot: QtBot, look: None) -> None:
    asked: list[str] = []
    home = "/" + "home"  # in parts: no text of the repository holds a path of a machine
    error = EncodeError(
        "the disk is full", "Try again.", f"{home}/amal/films/x.mp4", log=f"{home}/amal/y.mp4 broke"
    )
    dialog = FailureDialog(error, state="failure.kept", again=lambda: asked.append("again"))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.message.text() == "القرص ممتلئ."
    assert dialog.state.text().startswith("عملك محفوظ")
    QTest.mouseClick(dialog.copy_button, LEFT)
    report = QGuiApplication.clipboard().text()
    assert "amal" not in report
    assert "broke" in report
    translator().switch("en")
    assert dialog.message.text() == "The disk is full."
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert asked == ["again"]


def test_every_part_of_the_sheet_has_a_name_and_the_keyboard_reaches_it(
    qtbot: QtBot, document: Document, queue: WindowQueue, tmp_path: Path, rest: Rest
) -> None:
    sheet = sheet_of(qtbot, document, queue, tmp_path, "instagram")
    rest()
    reached: set[QWidget] = set()
    sheet.name.setFocus()
    for _ in range(40):
        QTest.keyClick(sheet.focusWidget() or sheet, Qt.Key.Key_Tab)
        reached.add(sheet.focusWidget() or sheet)
    wanted = (sheet.name, sheet.folder, sheet.choose_button, sheet.sizes, sheet.cover, sheet.close_button)
    assert [one for one in wanted if one not in reached] == []
    assert sheet.export_button in reached
    assert sheet.cover_picture.slider in reached
    assert [one for one in reached if not one.accessibleName()] == []


def test_the_queue_opens_below_its_ring_in_both_directions(
    qtbot: QtBot, queue: WindowQueue, look: None
) -> None:
    anchor = QWidget()
    qtbot.addWidget(anchor)
    anchor.setGeometry(300, 20, 40, 40)
    anchor.show()
    popover = QueuePopover(queue, anchor)
    for language in ("ar", "en"):
        translator().switch(language)
        popover.open_at(anchor)
        corner = anchor.mapToGlobal(QPoint(0, anchor.height()))
        assert popover.y() >= corner.y()
        assert not popover.geometry().intersected(anchor.screen().availableGeometry()).isEmpty()
        QTest.keyClick(popover, Qt.Key.Key_Escape)
        assert popover.isHidden()


def test_rows_tell_screen_readers_how_a_job_stands(
    qtbot: QtBot, document: Document, queue: WindowQueue, tmp_path: Path
) -> None:
    sheet = sheet_of(qtbot, document, queue, tmp_path, "still")
    sheet.export()
    qtbot.waitUntil(lambda: over(queue), timeout=WAIT)
    row = JobRow(queue.jobs[0], queue.queue)
    qtbot.addWidget(row)
    assert "اكتملت" in row.accessibleName()
    assert "فتح المجلد" in row.button("open").accessibleName()
    too_large = "WhatsApp takes up to 16 MB; this film has 17.5 MB."
    row.show_job(replace(queue.jobs[0], warnings=(too_large,)))
    assert "«⁨WhatsApp⁩» يقبل حتى" in row.accessibleName(), "what its destination may refuse is told"


def test_a_finished_film_is_told_in_the_window_with_its_folder(
    qtbot: QtBot, document: Document, queue: WindowQueue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr("studio.gui.export.telling.open_folder", opened.append)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    toast = Toast(window)
    Telling(queue, window)
    window.show()
    sheet_of(qtbot, document, queue, tmp_path, "draft").export()
    qtbot.waitUntil(toast.isVisible, timeout=WAIT)
    assert "اكتمل تصدير" in toast.message.text()
    QTest.mouseClick(toast.button, LEFT)
    assert opened == [tmp_path / "فيلم الحوار-draft-ar.mp4"]


def test_a_film_that_failed_is_told_with_its_details(
    qtbot: QtBot, document: Document, queue: WindowQueue, tmp_path: Path, rest: Rest
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    toast = Toast(window)
    Telling(queue, window)
    window.show()
    sheet = sheet_of(qtbot, document, queue, tmp_path, "draft")
    rest()
    (document.session.folder / "media" / "tea.png").unlink()
    sheet.export()
    qtbot.waitUntil(toast.isVisible, timeout=WAIT)
    QTest.mouseClick(toast.button, LEFT)
    dialog = window.findChild(FailureDialog)
    assert dialog is not None
    assert dialog.windowTitle() == "تعذّر تصدير الفيلم"
    QTest.mouseClick(dialog.close_button, LEFT)
    assert dialog.isHidden()


def test_the_sheet_remembers_destination_and_folder(
    qtbot: QtBot, document: Document, queue: WindowQueue, tmp_path: Path
) -> None:
    store = SettingsStore()
    store.change(exports_folder=str(tmp_path), destination="x")
    sheet = ExportSheet(document, queue, settings=store)
    qtbot.addWidget(sheet)
    sheet.show()
    assert sheet.destination.id == "x"
    assert sheet.output.parent == tmp_path
    sheet.destinations.choose("still")
    sheet.export()
    assert load_settings()[0].destination == "still"
    qtbot.waitUntil(lambda: over(queue), timeout=WAIT)


def test_a_cover_is_the_film_at_its_best_and_a_still_the_moment_of_the_playhead(
    qtbot: QtBot, document: Document, queue: WindowQueue, tmp_path: Path
) -> None:
    sheet = ExportSheet(document, queue, folder=tmp_path, destination="x", at=Fraction(0))
    qtbot.addWidget(sheet)
    sheet.show()
    assert sheet.cover_picture.time > Fraction(1, 2)
    sheet.destinations.choose("still")
    assert sheet.cover_picture.time == 0
    sheet.cover_picture.slider.setValue(7)
    sheet.destinations.choose("x")
    assert sheet.cover_picture.slider.value() == 7
