"""The versions dialog: earlier states of the open project, with their times and pictures.

+--------------------------------------------+
| [picture]  today 10:42      |              |
|            before a save    |   preview    |
| [picture]  yesterday 18:05  |              |
+--------------------------------------------+
| [Open a copy]              [Close][Restore] |
"""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from studio.base.errors import StudioError
from studio.gui.bridge import Job, announce, bridge
from studio.gui.dialogs.error_words import words_of_error
from studio.gui.dialogs.fitted_picture import FittedPicture
from studio.gui.dialogs.frame import StudioDialog
from studio.gui.dialogs.measures import moment
from studio.gui.dialogs.parts import Words, button
from studio.gui.document import Document
from studio.gui.i18n import tr
from studio.gui.pictures import image_of
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.gui.versions.restoring import save_copy
from studio.model.project import Project
from studio.services.editing import StepName
from studio.services.thumbnails import film_thumbnail
from studio.services.versions import Version, read_version

_TILE = 72
_PREVIEW = 288
_LANE = "versions"


class VersionsDialog(StudioDialog):
    """Restores a version as a new step, which can be undone, or as a copy beside the project.

    document: the open `gui.document.Document`.
    """

    restored = Signal()
    copied = Signal(Path)
    """A copy was written there: open it."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(720, parent, scrolls=False)
        self._document = document
        self._versions: list[Version] = []
        self._projects: dict[Path, Project] = {}
        self._images: dict[Path, QImage] = {}
        self.list = QListWidget()
        self.list.setUniformItemSizes(True)
        self.list.currentRowChanged.connect(self._show_chosen)
        self.list.itemActivated.connect(lambda _item: self.restore())
        self.picture = FittedPicture((_PREVIEW, _PREVIEW))
        self.told = Words("muted", wrap=True)
        self.error = Words("error", wrap=True)
        self.restore_button = button(self.restore, "primary", "history")
        self.restore_button.setDefault(True)
        self.copy_button = button(self.open_copy, icon="copy")
        self.close_button = button(self.reject)
        self._stand = QFrame()
        set_look(self._stand, "card")
        self._beside = QVBoxLayout(self._stand)
        self._beside.addWidget(self.picture, 1)
        self._row = QHBoxLayout()
        self._row.addWidget(self.list, 3)
        self._row.addWidget(self._stand, 2)
        self.foot.addWidget(self.copy_button)
        self.foot.addStretch(1)
        self.foot.addWidget(self.close_button)
        self.foot.addWidget(self.restore_button)
        self.body.addWidget(self.told)
        self.body.addLayout(self._row, 1)
        self.body.addWidget(self.error)
        self.error.hide()
        self.ready()
        self.refresh()

    def rescale(self) -> None:
        super().rescale()
        self._row.setSpacing(px(16))
        margin = px(8)
        self._beside.setContentsMargins(margin, margin, margin, margin)
        self.list.setIconSize(QSize(px(_TILE), px(_TILE)))
        self.list.setSpacing(px(2))
        self.list.setMinimumSize(px(160), px(120))
        self._show_chosen(self.list.currentRow())

    def retranslate(self) -> None:
        self.set_title(tr("versions.title"))
        self.list.setAccessibleName(tr("versions.list"))
        self.restore_button.setText(tr("versions.restore"))
        self.copy_button.setText(tr("versions.copy"))
        self.close_button.setText(tr("common.close"))
        self.told.setText(tr("versions.told" if self._versions else "versions.none"))
        for row, version in enumerate(self._versions):
            self._write(self.list.item(row), version)

    def refresh(self) -> None:
        """Reads the list anew; the choice stays where it can."""
        chosen = self.chosen
        self._versions = self._document.session.versions()
        self.list.clear()
        for version in self._versions:
            item = QListWidgetItem()
            item.setSizeHint(QSize(0, px(_TILE) + px(12)))
            self._write(item, version)
            self.list.addItem(item)
        self.told.setText(tr("versions.told" if self._versions else "versions.none"))
        paths = [version.path for version in self._versions]
        row = paths.index(chosen.path) if chosen is not None and chosen.path in paths else 0
        self.list.setCurrentRow(row if paths else -1)
        self._show_chosen(self.list.currentRow())
        for row, version in enumerate(self._versions):
            self._paint(row, version)

    @property
    def chosen(self) -> Version | None:
        row = self.list.currentRow()
        return self._versions[row] if 0 <= row < len(self._versions) else None

    def _write(self, item: QListWidgetItem, version: Version) -> None:
        why = tr(f"versions.{version.why}")
        item.setText(f"{moment(version.time)}\n{why}")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{moment(version.time)}, {why}")
        item.setIcon(self._icon(version.path))

    def _icon(self, path: Path) -> QIcon:
        image = self._images.get(path)
        side = px(_TILE)
        ratio = self.devicePixelRatioF()
        ground = QPixmap(round(side * ratio), round(side * ratio))
        ground.setDevicePixelRatio(ratio)
        ground.fill(QColor(0, 0, 0, 0))
        picture = _centred(ground, image, side) if image is not None else ground
        icon = QIcon()
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):  # chosen, it keeps its colours
            icon.addPixmap(picture, mode)
        return icon

    def _paint(self, row: int, version: Version) -> None:
        """Reads and paints a version in a thread; what cannot be painted keeps an empty picture."""
        session, longest = self._document.session, round(px(_PREVIEW) * self.devicePixelRatioF())

        def work(_job: Job[tuple[Project, QImage | None]]) -> tuple[Project, QImage | None]:
            project = read_version(version)
            try:
                pixels = film_thumbnail(
                    project.compositions[0], session.resources(project), (longest, longest)
                )
            except StudioError:  # a missing picture: the version can be restored all the same
                return project, None
            return project, image_of(pixels)

        def done(found: tuple[Project, QImage | None]) -> None:
            self._projects[version.path], image = found
            if image is not None:
                self._images[version.path] = image
            if row < len(self._versions) and self._versions[row] == version:
                self._write(self.list.item(row), version)
                if row == self.list.currentRow():
                    self._show_chosen(row)

        bridge().run(work, done, failed=lambda error: self._fail(error, row), lane=_LANE, owner=self)

    def _show_chosen(self, row: int) -> None:
        version = self.chosen
        usable = version is not None
        for one in (self.restore_button, self.copy_button):
            one.setEnabled(usable)
        self.error.hide()
        self.picture.set_image(self._images.get(version.path) if version is not None else None)
        self.picture.setAccessibleName(tr("versions.picture", time=moment(version.time)) if version else "")

    def _project(self) -> Project | None:
        version = self.chosen
        if version is None:
            return None
        if version.path not in self._projects:
            try:
                self._projects[version.path] = read_version(version)
            except StudioError as error:
                self._fail(error, self.list.currentRow())
                return None
        return self._projects[version.path]

    def restore(self) -> None:
        """The version becomes the project, as one step that can be undone."""
        version, project = self.chosen, self._project()
        if version is None or project is None:
            return
        time = moment(version.time)
        self._document.do(StepName("step.restore", {"time": time}), project)
        self.restored.emit()
        announce(self, tr("versions.restored", time=time))
        self.accept()

    def open_copy(self) -> None:
        """The version is written beside the project, under a name of its own."""
        version, project = self.chosen, self._project()
        if version is None or project is None:
            return
        path = self._document.path

        def done(copy: Path) -> None:
            self.copied.emit(copy)
            self.accept()

        bridge().run(
            lambda _job: save_copy(project, path, version.time),
            done,
            failed=lambda error: self._fail(error, self.list.currentRow()),
            lane="versions-copy",
            owner=self,
        )

    def _fail(self, error: StudioError, row: int) -> None:
        if row == self.list.currentRow():
            self.error.setText(" ".join(words_of_error(error)))
            self.error.show()


def _centred(ground: QPixmap, image: QImage, side: int) -> QPixmap:
    ratio = ground.devicePixelRatio()
    small = image.scaled(
        QSize(round(side * ratio), round(side * ratio)),
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    small.setDevicePixelRatio(ratio)
    painter = QPainter(ground)
    width, height = small.width() / ratio, small.height() / ratio
    painter.drawImage(round((side - width) / 2), round((side - height) / 2), small)
    painter.end()
    return ground
