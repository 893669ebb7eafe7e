"""The media bin: the project's files as tiles, import by dialog and by drop, and what is missing.

[search____________] [+]
! 2 files are missing      [Find]
[tile][tile][tile]
[tile][////]
name.jpg, 1080 x 1920
[Insert] [Replace]        [trash]
"""

import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDir, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QImage
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from studio.base.cancellation import Cancellation
from studio.base.errors import StudioError
from studio.gui.bridge import Job, announce, bridge
from studio.gui.dialogs.error_words import words_of_error
from studio.gui.dialogs.parts import Words, button, icon_button, name_button
from studio.gui.document import Document
from studio.gui.i18n import on_language, tr
from studio.gui.media.items import MediaItem, items_of, looked_at
from studio.gui.media.licence import LicenceField
from studio.gui.media.light_copies import LightCopies, copy_words
from studio.gui.media.model import MEDIA_MIME, MediaModel, facts, media_ids
from studio.gui.media.notes import DropFrame, EmptyBin, Note, refusal_words
from studio.gui.media.pictures import tile_picture
from studio.gui.media.tile_menu import TileMenu
from studio.gui.media.view import MediaView, dropped_files
from studio.gui.settings.nearby import settings_near
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.flow import flowing
from studio.gui.widgets.search_field import SearchField
from studio.services.editing import StepName
from studio.services.media_import import (
    Import,
    Taken,
    files_in,
    take_files,
    take_found,
    take_in_place,
    with_taken,
    without_media,
)

__all__ = ["MEDIA_MIME", "MediaBin", "media_ids"]

_LANE = "media"
_TELL_SECONDS = 0.1
"""Between two words on how far a search is."""
_SETTLE_MS = 120
"""A drag changes the project many times a second; the bin follows when it rests."""


class MediaBin(QWidget):
    """The panel "Media".  document: the open `gui.document.Document`."""

    chosen = Signal(str)
    """The media id of the tile that was acted upon (Enter, double click): insert it at the playhead."""
    imported = Signal(list)
    """Media ids of files that were imported, found or replaced."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last_folder = QDir.homePath()
        self._document = document
        self._model = MediaModel(self)
        self._looked: set[tuple[str, Path]] = set()
        self._job: Job[Import] | Job[tuple[Taken, ...]] | None = None
        self.copies = LightCopies(self)
        self.copies.changed.connect(self._show_copy)
        self.copies.told.connect(self._tell_refused)
        self._model.copy_of = self.copies.state
        self.setAcceptDrops(True)
        self.search = SearchField("media.search")
        self.import_button = icon_button(self.choose_files, "photo-plus", "tool")
        self.missing_note = Note("alert-triangle", "warn", self.find_missing, closes=False)
        self.progress_note = Note("loader", "muted", self.cancel_import, closes=False)
        self.copy_note = Note("loader", "muted", self.copies.cancel, closes=False)
        self.refused_note = Note("alert-circle", "error", lambda: self.refused_note.clear(), closes=True)
        self.empty = EmptyBin(self.choose_files)
        self.view = MediaView(self._model)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.view)
        self.drop_frame = DropFrame(self.pages)
        self.told = Words("small", wrap=True)
        self.licence = LicenceField(document)
        self.insert_button = button(self._insert)
        self.replace_button = button(self.choose_replacement)
        self.remove_button = icon_button(self.remove, "trash", "tool")
        self.menu = TileMenu(self)
        self._lay_out()
        self.search.textChanged.connect(self._filter)
        self.view.acted.connect(self._act)
        self.view.removing.connect(self.remove)
        self.view.selected.connect(self._show_chosen)
        self.view.dropped.connect(self.import_files)
        self.view.hovered.connect(self.drop_frame.set_shown)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SETTLE_MS)
        self._soon.timeout.connect(self.refresh)
        document.changed.connect(self._soon.start)
        theme().changed.connect(self.rescale)
        self.rescale()
        on_language(self, self.retranslate)
        self.refresh()

    def _lay_out(self) -> None:
        self._head, self._column = QHBoxLayout(), QVBoxLayout(self)
        acts = QWidget()
        self._acts = flowing(acts)
        self._head.addWidget(self.search, 1)
        self._head.addWidget(self.import_button)
        self._acts.addWidget(self.insert_button)
        self._acts.addWidget(self.replace_button)
        self._acts.addWidget(self.remove_button)
        self._column.addLayout(self._head)
        for note in (self.missing_note, self.progress_note, self.copy_note, self.refused_note):
            self._column.addWidget(note)
        self._column.addWidget(self.pages, 1)
        self._column.addWidget(self.told)
        self._column.addWidget(self.licence)
        self._column.addWidget(acts)

    def rescale(self) -> None:
        """Lengths at the window's scale."""
        margin = px(8)
        self._column.setContentsMargins(margin, margin, margin, margin)
        for layout in (self._head, self._column):
            layout.setSpacing(px(8))
        self._acts.gap = px(8)

    def retranslate(self) -> None:
        self.setAccessibleName(tr("media.title"))
        self.view.setAccessibleName(tr("media.title"))
        name_button(self.import_button, tr("media.import"))
        self.insert_button.setText(tr("media.insert"))
        self.replace_button.setText(tr("media.replace"))
        name_button(self.remove_button, tr("media.remove"))
        self._model.retranslate()
        self._show_chosen()

    # What there is ---------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Reads the project anew; files that were not looked at yet are looked at in a thread."""
        project, session = self._document.project, self._document.session
        missing = session.missing(project)
        files = dict(session.resources(project, placeholders=False).media)
        items = items_of(project, files, missing)
        self._model.set_items(items)
        gone = sum(one.is_missing for one in items) + sum(one.kind == "font" for one in missing)
        if gone:
            self.missing_note.say(lambda: (tr("media.gone", count=gone), tr("media.find")))
        else:
            self.missing_note.clear()
        self.pages.setCurrentWidget(self.view if items else self.empty)
        self._filter()
        self._show_chosen()
        for item in self._model.items:
            self._look(item)

    def _look(self, item: MediaItem) -> None:
        if item.file is None or (item.id, item.file) in self._looked:
            return
        self._looked.add((item.id, item.file))
        longest = round(px(192) * self.devicePixelRatioF())

        def work(_job: Job[tuple[MediaItem, QImage | None]]) -> tuple[MediaItem, QImage | None]:
            found = looked_at(item)
            return found, tile_picture(found, longest)

        def done(found: tuple[MediaItem, QImage | None]) -> None:
            self._model.put(*found)
            self._show_chosen()
            if found[0].kind == "film" and found[0].file is not None:
                self.copies.listen(settings_near(self))
                self.copies.follow(found[0].id, found[0].file)

        bridge().run(work, done, lane=_LANE, owner=self)

    def _show_copy(self, identifier: str) -> None:
        self._model.tell_copy(identifier)
        making = self.copies.making
        state = None if making is None else self.copies.state(making)
        if making is None or state is None:
            self.copy_note.clear()
        else:
            name = next((one.name for one in self._model.items if one.id == making), making)
            words = f"\u2068{name}\u2069: {copy_words(state)}"
            self.copy_note.say(lambda: (words, tr("media.cancel")))
        self._show_chosen()

    def _filter(self, _text: str = "") -> None:
        wanted = self.search.text().strip().casefold()
        for row, item in enumerate(self._model.items):
            self.view.setRowHidden(row, bool(wanted) and wanted not in item.name.casefold())

    def _show_chosen(self) -> None:
        chosen = self.view.chosen
        one = chosen[0] if len(chosen) == 1 else None
        words = f"\u2068{one.name}\u2069\n{facts(one)}" if one is not None else ""
        state = None if one is None else self.copies.state(one.id)
        if state is not None:
            words = tr("unit.joint").join((words, copy_words(state)))
        if one is not None and one.error is not None:
            words = f"\u2068{one.name}\u2069: {' '.join(words_of_error(one.error))}"
        self.told.setText(words)
        self.told.setVisible(bool(words))
        self.licence.set_media(None if one is None else one.id)
        for part in (self.insert_button, self.replace_button, self.remove_button):
            part.setVisible(bool(chosen))
        usable = one is not None and one.file is not None and one.kind not in ("broken", "unknown")
        self.insert_button.setEnabled(usable)
        self.replace_button.setEnabled(one is not None)
        self.remove_button.setEnabled(any(not item.used for item in chosen))

    def _act(self, identifier: str) -> None:
        row = self._model.row_of(identifier)
        if row >= 0 and self._model.items[row].is_missing:
            self.choose_replacement()
        else:
            self.chosen.emit(identifier)

    def _insert(self) -> None:
        for item in self.view.chosen[:1]:
            self.chosen.emit(item.id)

    # Import ----------------------------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Asks for files and imports them (action `file.import`)."""
        settings = settings_near(self)
        folder = settings.value.media_folder if settings is not None else ""
        names, _ = QFileDialog.getOpenFileNames(self, tr("media.import"), folder or self._last_folder)
        if names:
            self._last_folder = str(Path(names[0]).parent)
        self.import_files([Path(name) for name in names])

    def import_files(self, files: Sequence[Path]) -> None:
        """Checks and copies the files in a thread, then adds them to the project as one step."""
        found = list(files_in(files))
        if not found:
            return
        self.refused_note.clear()
        folder, total = self._document.session.folder, len(found)

        def work(job: Job[Import]) -> Import:
            asked = Cancellation(lambda: not job.wanted)
            return take_files(found, folder, asked, lambda done, _all: job.report(done))

        def told(done: object) -> None:
            number = done + 1 if isinstance(done, int) else 1
            self.progress_note.say(
                lambda: (tr("media.importing", number=number, total=total), tr("media.cancel"))
            )

        self._job = bridge().run(
            work, self._take, failed=self._fail, progress=told, lane="import", owner=self
        )

    def cancel_import(self) -> None:
        """Stops after the file that is being copied; nothing of it is listed."""
        if self._job is not None:
            self._job.cancel()
        self._job = None
        self.progress_note.clear()

    def _take(self, found: Import) -> None:
        self.progress_note.clear()
        if found.refused:
            self.refused_note.say(lambda: (refusal_words(found.refused), ""))
            announce(self, refusal_words(found.refused))
        self._list(found.taken, "step.media.import")

    def _list(self, taken: Sequence[Taken], step: str) -> None:
        if not taken:
            return
        try:
            project, ids = with_taken(self._document.project, taken)
        except StudioError as error:
            self._fail(error)
            return
        self._looked -= {key for key in self._looked if key[0] in ids}
        self._document.do(StepName(step, {"count": len(taken)}), project)
        self.refresh()  # also where files came back and the project is as it was
        if ids:
            self.view.choose(ids[-1])
            self.imported.emit(ids)
        announce(self, tr(step, count=len(taken)))

    def _fail(self, error: StudioError) -> None:
        self.progress_note.clear()
        self._tell_refused(" ".join(words_of_error(error)))

    def _tell_refused(self, words: str) -> None:
        self.refused_note.say(lambda: (words, ""))
        announce(self, words)

    # What is missing -------------------------------------------------------------------------------------

    def find_missing(self) -> None:
        """Asks for a folder and looks there for all that is missing, fonts too, by content and by name."""
        chosen = QFileDialog.getExistingDirectory(self, tr("media.find_where"))
        if chosen:
            self.find_in(Path(chosen))

    def find_in(self, search: Path) -> None:
        """Looks in a folder for all that is missing."""
        session = self._document.session
        missing, folder = session.missing(self._document.project), session.folder

        def done(taken: tuple[Taken, ...]) -> None:
            self.progress_note.clear()
            self._list(taken, "step.media.find")
            if not taken:
                self.refused_note.say(lambda: (tr("media.not_found"), ""))
                announce(self, tr("media.not_found"))

        def work(job: Job[tuple[Taken, ...]]) -> tuple[Taken, ...]:
            asked, said = Cancellation(lambda: not job.wanted), 0.0

            def report(looked: int, found: int) -> None:
                nonlocal said
                if time.monotonic() - said > _TELL_SECONDS:
                    said = time.monotonic()
                    job.report((looked, found))

            return take_found(missing, search, folder, asked, report)

        self._job = bridge().run(
            work,
            done,
            failed=self._fail,
            progress=lambda state: self._tell_search(state, len(missing)),
            key="find",
            lane="import",
            owner=self,
        )

    def _tell_search(self, state: object, wanted: int) -> None:
        looked, found = state if isinstance(state, tuple) else (0, 0)
        self.progress_note.say(
            lambda: (tr("media.searching", count=looked, found=found, wanted=wanted), tr("media.cancel"))
        )

    def choose_replacement(self) -> None:
        """Asks for the file that is to stand for the chosen media."""
        if len(self.view.chosen) != 1:
            return
        item = self.view.chosen[0]
        name, _ = QFileDialog.getOpenFileName(self, tr("media.replace_with", name=item.name))
        if name:
            self.replace(item.id, Path(name))

    def replace(self, identifier: str, source: Path) -> None:
        """The same media, another file: wherever it is used, the new one is seen."""
        folder = self._document.session.folder
        old = next((one.path for one in self._document.project.media if one.id == identifier), "")
        bridge().run(
            lambda _job: take_in_place(source, folder, identifier, old),
            lambda taken: self._list([taken], "step.media.replace"),
            failed=self._fail,
            lane="import",
            owner=self,
        )

    def remove(self) -> None:
        """Takes the chosen media off the list, but for those that a film uses; the files stay."""
        chosen = [item.id for item in self.view.chosen if not item.used]
        project = without_media(self._document.project, chosen)
        self._document.do(StepName("step.media.remove", {"count": len(chosen)}), project)
        self.refresh()

    # Dropped beside the tiles ----------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        takes = bool(dropped_files(event))
        event.acceptProposedAction() if takes else event.ignore()
        self.drop_frame.set_shown(takes)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction() if dropped_files(event) else event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.drop_frame.set_shown(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.drop_frame.set_shown(False)
        files = dropped_files(event)
        if files:
            event.acceptProposedAction()
            self.import_files(files)
