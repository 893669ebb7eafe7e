"""A media field: a tile that shows the file; a file dropped on it, or chosen, comes into the project."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QPixmap
from PySide6.QtWidgets import QComboBox, QFileDialog, QSizePolicy, QVBoxLayout

from studio.base.errors import StudioError
from studio.base.paths import assets_dir
from studio.formats.safe_paths import inside
from studio.gui.bridge import Job, bridge
from studio.gui.dialogs.error_words import said
from studio.gui.document import Document
from studio.gui.i18n import tr
from studio.gui.media.items import MediaItem, items_of
from studio.gui.media.licence import LicenceField
from studio.gui.media.model import media_ids
from studio.gui.media.pictures import tile_picture
from studio.gui.theme.theme import px
from studio.gui.widgets.drop_tile import DropTile
from studio.gui.workspace.inspector.editors import Editor
from studio.gui.workspace.inspector.specs import FieldSpec
from studio.gui.workspace.inspector.words import label_of
from studio.model.project import ASSET, Project
from studio.services.editing import StepName
from studio.services.media_import import Import, take_files, with_taken
from studio.services.tolerant import Missing

_TILE = (112, 72)
SUFFIXES = frozenset(
    {".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif"}
    | {".mp4", ".mov", ".mkv", ".webm", ".m4v", ".avi"}
)
SOUNDS = frozenset(
    {".wav", ".mp3", ".m4a", ".aac", ".flac", ".ogg", ".opus", ".aif", ".aiff"}
    | {".mp4", ".mov", ".mkv", ".webm", ".m4v", ".avi"}
)
"""Of a sound; that of a film is one too."""


class _Tile(DropTile):
    """Takes tiles of the media bin as well."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if media_ids(event.mimeData()):
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        ids = media_ids(event.mimeData())
        if ids:
            event.acceptProposedAction()
            self.setProperty("media", ids[0])
            self.dropped.emit(Path())
        else:
            super().dropEvent(event)


class MediaEditor(Editor):
    """The tile, and under it the project's media by name."""

    def __init__(self, spec: FieldSpec, document: Document) -> None:
        super().__init__(spec)
        self._document = document
        self._value = ""
        self._shown: Path | None = None
        self._suffixes = SOUNDS if spec.group == "sound" else SUFFIXES
        self.tile = _Tile(self._suffixes, _TILE)
        self.tile.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.tile.clicked.connect(self.ask)
        self.tile.dropped.connect(self._dropped)
        self.tile.setToolTip(tr("media_field.how"))
        self.combo = QComboBox()
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(4)
        self.combo.setAccessibleName(label_of(spec))
        self.combo.activated.connect(self._activated)
        column = QVBoxLayout()
        column.setSpacing(px(4))
        column.addWidget(self.tile, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self.combo)
        self.licence = LicenceField(document)
        column.addWidget(self.licence)
        self.row.addLayout(column)
        self.setFocusProxy(self.tile)

    def show_value(self, value: Any) -> None:
        self._value = str(value or "")
        items = self._items()
        names = [(one.id, one.name) for one in items]
        if self._value and all(id != self._value for id, _ in names):
            names.append((self._value, self._value.rpartition("/")[2].removeprefix(ASSET)))
        self.combo.clear()
        for id, name in names:
            self.combo.addItem(name, id)
        self.combo.addItem(tr("media_field.file"), None)
        self.combo.setCurrentIndex(self.combo.findData(self._value))
        name = next((name for id, name in names if id == self._value), "")
        self.tile.setAccessibleName(f"{label_of(self.spec)}: {name}" if name else label_of(self.spec))
        self._show_picture(self._file_of(items))
        self.licence.set_media(self._value)

    def show_mixed(self) -> None:
        self.show_value("")
        self.combo.setPlaceholderText(tr("inspector.mixed"))

    def ask(self) -> None:
        """Asks for a file."""
        dialog = QFileDialog(self, tr("media_field.title"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [f"{label_of(self.spec)} ({' '.join('*' + one for one in sorted(self._suffixes))})"]
        )
        dialog.fileSelected.connect(lambda file: self.take(Path(file)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(self, file: Path) -> None:
        """Copies a file into the project and shows it here."""
        folder = self._document.session.folder

        def work(job: Job[Import]) -> Import:
            return take_files([file], folder, job.cancellation)

        bridge().run(work, self._taken, failed=self._refused, lane="media", owner=self)

    def _taken(self, taken: Import) -> None:
        for _, error in taken.refused:
            self._refused(error)
        if not taken.taken:
            return
        made: list[str] = []

        def listed(project: Project) -> Project:
            changed, ids = with_taken(project, taken.taken)
            made.extend(ids)
            return changed

        self.began.emit()  # the file and its use are one step
        try:
            project = listed(self._document.project)
            self._document.do(StepName("step.media"), project)
            self.changed.emit(made[0])
        except StudioError as error:
            self._refused(error)
        finally:
            self.ended.emit()

    def _refused(self, error: StudioError) -> None:
        self.failed.emit(said(error))

    def _dropped(self, file: Path) -> None:
        media = self.tile.property("media")
        if isinstance(media, str) and media:
            self.tile.setProperty("media", "")
            self.changed.emit(media)
        else:
            self.take(file)

    def _activated(self, index: int) -> None:
        id = self.combo.itemData(index)
        if id is None:
            self.combo.setCurrentIndex(self.combo.findData(self._value))
            self.ask()
        else:
            self.changed.emit(id)

    def _items(self) -> list[MediaItem]:
        project = self._document.project
        missing: tuple[Missing, ...] = self._document.missing
        items = items_of(project, dict(self._document.resources().media), missing)
        return [one for one in items if Path(one.name).suffix.lower() in self._suffixes]

    def _file_of(self, items: list[MediaItem]) -> Path | None:
        """The file of what is chosen, one that came with the program too."""
        if self._value.startswith(ASSET):
            return inside(assets_dir(), self._value.removeprefix(ASSET))
        return next((one.file for one in items if one.id == self._value), None)

    def _show_picture(self, file: Path | None) -> None:
        if file == self._shown:
            return
        self._shown = file
        self.tile.set_picture(None)
        self.tile.setText("" if file is not None else tr("media_field.drop"))
        if file is None:
            return
        seen = MediaItem(self._value, file.name, file, True, "picture")
        longest = 2 * max(self.tile.sizeHint().width(), self.tile.sizeHint().height())
        bridge().run(
            lambda _: tile_picture(seen, longest),
            self._loaded,
            key="media_field",
            lane="media-tiles",
            owner=self,
        )

    def _loaded(self, image: QImage | None) -> None:
        self.tile.set_picture(None if image is None else QPixmap.fromImage(image))
