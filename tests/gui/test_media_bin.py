"""The media bin: import by drop and dialog, refusals, missing files found again and replaced, drags out."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from studio.base.paths import assets_dir
from studio.gui.document import Document
from studio.gui.i18n import WindowLanguage, translator
from studio.gui.media.bin import MEDIA_MIME, MediaBin, media_ids
from tests.gui.conftest import WAIT
from tests.gui.small_project import open_small, picture

LEFT = Qt.MouseButton.LeftButton
MOUSE = QContextMenuEvent.Reason.Mouse
Settle = Callable[[], None]


@pytest.fixture
def document(look: None, tmp_path: Path) -> Iterator[Document]:
    opened = open_small(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def media(qtbot: QtBot, document: Document, settle: Settle) -> MediaBin:
    found = MediaBin(document)
    qtbot.addWidget(found)
    found.resize(320, 520)
    found.show()
    settle()
    return found


def drop(media: MediaBin, files: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    media.view.dropEvent(
        QDropEvent(
            QPointF(60, 200),
            Qt.DropAction.CopyAction,
            data,
            LEFT,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def ids(document: Document) -> list[str]:
    return [one.id for one in document.project.media]


def test_dropped_files_are_copied_into_the_project_as_one_step(
    media: MediaBin, document: Document, settle: Settle, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    first, second = picture(outside / "one.png", (10, 20, 30)), picture(outside / "two.png", (30, 20, 10))
    sound = outside / "chime.wav"
    shutil.copy(assets_dir() / "sounds" / "chime.wav", sound)
    drop(media, [first, second, sound])
    settle()
    assert ids(document) == ["tea", "one", "two", "chime"]
    shutil.rmtree(outside)
    assert all((document.session.folder / one.path).is_file() for one in document.project.media)
    kinds = [media._model.item(media._model.index(row)).kind for row in range(4)]
    assert kinds == ["picture", "picture", "picture", "sound"]
    assert document.history.undo_name is not None
    document.undo()
    assert ids(document) == ["tea"]


def test_a_folder_gives_its_files_and_the_same_file_is_listed_once(
    media: MediaBin, document: Document, settle: Settle, tmp_path: Path
) -> None:
    folder = tmp_path / "صور"
    folder.mkdir()
    picture(folder / "صورة.png", (1, 2, 3))
    drop(media, [folder])
    settle()
    drop(media, [folder / "صورة.png"])
    settle()
    assert len(ids(document)) == 2
    assert (document.session.folder / "media" / "صورة.png").is_file()


def test_files_that_cannot_be_used_are_refused_by_name_with_a_reason(
    media: MediaBin, document: Document, settle: Settle, tmp_path: Path
) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("no film", "utf-8")
    torn = tmp_path / "torn.png"
    torn.write_bytes(b"\x89PNG\r\n\x1a\n1234")
    good = picture(tmp_path / "good.png", (1, 2, 3))
    drop(media, [text, torn, good])
    settle()
    assert ids(document) == ["tea", "good"]
    assert media.refused_note.isVisible()
    said = media.refused_note.words.text()
    assert "notes.txt" in said
    assert "ليس فيلمًا" in said
    assert "torn.png" in said
    translator().switch("en")
    assert "no film or sound" in media.refused_note.words.text()


def test_the_import_button_asks_for_files(
    qtbot: QtBot,
    media: MediaBin,
    document: Document,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = picture(tmp_path / "asked.png", (4, 5, 6))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(file)], ""))
    QTest.mouseClick(media.import_button, LEFT)
    settle()
    assert "asked" in ids(document)


def test_missing_media_are_striped_and_found_again_by_content_under_another_name(
    qtbot: QtBot, media: MediaBin, document: Document, settle: Settle, tmp_path: Path
) -> None:
    file = picture(tmp_path / "found.png", (9, 9, 9))
    drop(media, [file])
    settle()
    (document.session.folder / "media" / "found.png").unlink()
    elsewhere = tmp_path / "elsewhere" / "deep"
    elsewhere.mkdir(parents=True)
    file.rename(elsewhere / "renamed.png")
    media.refresh()
    assert media.missing_note.isVisible()
    assert "ملف واحد مفقود" in media.missing_note.words.text()
    assert media._model.items[1].is_missing
    media.find_in(tmp_path / "elsewhere")
    settle()
    assert not media.missing_note.isVisible()
    assert document.session.missing(document.project) == ()
    media.find_in(tmp_path / "elsewhere")
    settle()
    assert "ليست الملفات المفقودة" in media.refused_note.words.text()


def test_a_missing_picture_is_replaced_and_a_sound_does_not_take_its_place(
    qtbot: QtBot,
    media: MediaBin,
    document: Document,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (document.session.folder / "media" / "tea.png").unlink()
    media.refresh()
    media.view.choose("tea")
    sound = str(assets_dir() / "sounds" / "chime.wav")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (sound, ""))
    QTest.mouseClick(media.replace_button, LEFT)
    settle()
    assert "هذا الوسيط صورة" in media.refused_note.words.text()
    other = picture(tmp_path / "other.png", (0, 200, 0))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(other), ""))
    QTest.keyClick(media.view, Qt.Key.Key_Return)  # on a missing tile: replace
    settle()
    assert ids(document) == ["tea"]
    assert document.project.media[0].path == "media/other.png"
    assert not media.missing_note.isVisible()


def test_a_drag_offers_the_media_id_and_enter_inserts(
    qtbot: QtBot, media: MediaBin, document: Document, settle: Settle
) -> None:
    media.view.choose("tea")
    data = media._model.mimeData(media.view.selectedIndexes())
    assert data.hasFormat(MEDIA_MIME)
    assert media_ids(data) == ["tea"]
    with qtbot.waitSignal(media.chosen, timeout=WAIT) as chosen:
        QTest.keyClick(media.view, Qt.Key.Key_Return)
    assert chosen.args == ["tea"]
    with qtbot.waitSignal(media.chosen, timeout=WAIT):
        QTest.mouseClick(media.insert_button, LEFT)


def test_only_media_that_no_film_uses_are_taken_off_the_list(
    qtbot: QtBot, media: MediaBin, document: Document, settle: Settle, tmp_path: Path
) -> None:
    drop(media, [picture(tmp_path / "spare.png", (1, 1, 1))])
    settle()
    media.view.choose("tea")
    assert not media.remove_button.isEnabled()
    media.view.choose("spare")
    QTest.keyClick(media.view, Qt.Key.Key_Delete)
    assert ids(document) == ["tea"]
    document.undo()
    assert ids(document) == ["tea", "spare"]


def test_searching_leaves_the_tiles_whose_names_match(
    qtbot: QtBot, media: MediaBin, document: Document, settle: Settle, tmp_path: Path
) -> None:
    drop(media, [picture(tmp_path / "spare.png", (1, 1, 1))])
    settle()
    QTest.keyClicks(media.search, "spa")
    assert media.view.isRowHidden(0)
    assert not media.view.isRowHidden(1)
    QTest.keyClick(media.search, Qt.Key.Key_Escape)
    assert not media.view.isRowHidden(0)


def test_tiles_tell_screen_readers_what_they_hold(media: MediaBin, settle: Settle) -> None:
    said = media._model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("tea.png، صورة، ")
    translator().switch("en")
    said = media._model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("tea.png, Picture, ")
    assert media.view.accessibleName() == "Media"


@pytest.fixture
def shown_folders(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Files whose folders were shown."""
    found: list[Path] = []
    monkeypatch.setattr("studio.gui.media.tile_menu.open_folder", found.append)
    return found


def menu_of(media: MediaBin, identifier: str | None, reason: QContextMenuEvent.Reason = MOUSE) -> QMenu:
    """The menu that is asked for at a tile (None: beside all of them)."""
    view = media.view
    row = -1 if identifier is None else media._model.row_of(identifier)
    at = (
        view.visualRect(media._model.index(row)).center() if row >= 0 else view.viewport().rect().bottomLeft()
    )
    widget = view.viewport() if reason is MOUSE else view
    QApplication.sendEvent(widget, QContextMenuEvent(reason, at, widget.mapToGlobal(at)))
    menu = media.menu.menu
    assert menu is not None
    assert menu.isVisible()
    return menu


def offered(menu: QMenu) -> dict[str, bool]:
    """The words of what a menu has, and whether it can be chosen."""
    return {one.text(): one.isEnabled() for one in menu.actions() if not one.isSeparator()}


def choose(menu: QMenu, words: str) -> None:
    next(one for one in menu.actions() if one.text() == words).trigger()
    menu.close()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", ["إدراج", "استبدال…", "فتح المجلد", "إزالة من القائمة"]),
        ("en", ["Insert", "Replace…", "Open the folder", "Take off the list"]),
    ],
)
def test_a_tile_has_a_menu_of_what_can_be_done_with_it(
    qtbot: QtBot,
    media: MediaBin,
    document: Document,
    settle: Settle,
    tmp_path: Path,
    shown_folders: list[Path],
    language: WindowLanguage,
    words: list[str],
) -> None:
    drop(media, [picture(tmp_path / "spare.png", (1, 1, 1))])
    settle()
    translator().switch(language)
    assert [one.id for one in media.view.chosen] == ["spare"]
    menu = menu_of(media, "tea")
    assert [one.id for one in media.view.chosen] == ["tea"], "what is under the pointer is chosen first"
    assert offered(menu) == dict(zip(words, (True, True, True, False), strict=True)), "a film uses it"
    with qtbot.waitSignal(media.chosen, timeout=WAIT) as chosen:
        choose(menu, words[0])
    assert chosen.args == ["tea"]
    choose(menu_of(media, "tea"), words[2])
    assert shown_folders == [media.view.chosen[0].file]
    media.view.choose("spare")
    menu = menu_of(media, None, QContextMenuEvent.Reason.Keyboard)
    assert [one.id for one in media.view.chosen] == ["spare"], "the key asks for what is chosen"
    assert menu.geometry().intersects(
        QRect(media.view.viewport().mapToGlobal(QPoint(0, 0)), media.view.viewport().size())
    )
    choose(menu, words[3])
    assert ids(document) == ["tea"]


def test_what_is_chosen_stays_so_when_the_menu_is_asked_for_at_one_of_them(
    media: MediaBin, settle: Settle, tmp_path: Path
) -> None:
    drop(media, [picture(tmp_path / "spare.png", (1, 1, 1))])
    settle()
    media.view.selectAll()
    menu = menu_of(media, "tea")
    assert len(media.view.chosen) == 2
    assert list(offered(menu).values()) == [False, False, False, True], "one of them is not used"
    menu.close()
    beside = menu_of(media, None)
    assert not media.view.chosen
    assert offered(beside) == {"استيراد وسائط": True}
    beside.close()


def test_the_menu_of_a_missing_file_offers_to_find_it(
    media: MediaBin, document: Document, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(document.session.folder / "media")
    media.refresh()
    asked: list[str] = []

    def no_folder(_parent: object, title: str) -> str:
        asked.append(title)
        return ""

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", no_folder)
    menu = menu_of(media, "tea")
    assert offered(menu) == {
        "إدراج": False,
        "بحث…": True,
        "استبدال…": True,
        "فتح المجلد": False,
        "إزالة من القائمة": False,
    }
    choose(menu, "بحث…")
    assert asked == ["في أي مجلد توجد الملفات؟"]
