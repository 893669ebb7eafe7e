"""From the workspace to a file: the export sheet, the queue behind its ring, a frame as a picture.

The queue is the program's, not the project's: films go on being made while another project is open.
"""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QToolButton, QWidget

from studio.base.errors import StudioError
from studio.gui.actions import action_button, hub
from studio.gui.bridge import bridge
from studio.gui.export.places import to_save
from studio.gui.export.queue_popover import QueuePopover
from studio.gui.export.sheet import ExportSheet
from studio.gui.export.telling import Telling
from studio.gui.export.window_queue import WindowQueue
from studio.gui.i18n import tr
from studio.gui.settings.nearby import settings_near
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.gui.widgets.label import Label
from studio.gui.widgets.progress_ring import ProgressRing
from studio.gui.workspace.stage import Stage
from studio.services.edits.paths import walk
from studio.services.stills import render_still

_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".pdf")


@cache
def window_queue() -> WindowQueue:
    """The program's one queue of exports; it ends with the program."""
    queue = WindowQueue()
    application = QApplication.instance()
    if application is not None:
        application.aboutToQuit.connect(queue.close)
    return queue


class QueueButton(QWidget):
    """The queue's button; while films are made, a ring and how far they are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(4))
        self.button: QToolButton = action_button("file.queue", self)
        self.ring = ProgressRing()
        self.share = Label()
        set_look(self.share, "small")
        for widget in (self.ring, self.share, self.button):
            row.addWidget(widget)
        window_queue().told.connect(self.refresh)
        self.refresh()

    def refresh(self, *_: object) -> None:
        share = window_queue().share
        for widget in (self.ring, self.share):
            widget.setVisible(share is not None)
        if share is not None:
            self.ring.set_share(share)
            self.share.setText(tr("common.percent", share=round(share * 100)))


class Exporting(QObject):
    """Carries out `file.export`, `file.queue` and `file.still`."""

    preflight_wanted = Signal()
    """The export sheet has closed in favour of the preflight."""

    def __init__(self, stage: Stage, window: QWidget, anchor: QWidget) -> None:
        """anchor: below it the queue opens."""
        super().__init__(window)
        self._stage, self._window, self._anchor = stage, window, anchor
        self.sheet: ExportSheet | None = None
        self.popover: QueuePopover | None = None
        self._telling = Telling(window_queue(), window, self)
        hub().bind("file.export", self.open_sheet, owner=self)
        hub().bind("file.queue", self.open_queue, owner=self)
        hub().bind("file.still", self.save_frame, owner=self)

    def open_sheet(self) -> None:
        """The export sheet; what it puts into the queue shows in the ring."""
        hub().trigger("play.stop")
        settings = settings_near(self._window)
        if settings is not None:
            window_queue().queue.set_workers(settings.value.workers or None)
        queue, at = window_queue(), self._stage.time
        sheet = ExportSheet(self._stage.document, queue, self._window, settings=settings, at=at)
        sheet.queued.connect(lambda _: self.open_queue())
        sheet.show_layer.connect(self._show_layer)
        sheet.preflight_wanted.connect(self.preflight_wanted)
        sheet.finished.connect(lambda _: self._forget(sheet))
        self.sheet = sheet
        sheet.open()

    def _forget(self, sheet: ExportSheet) -> None:
        if self.sheet is sheet:
            self.sheet = None
        sheet.deleteLater()

    def open_queue(self) -> None:
        if self.popover is None:
            self.popover = QueuePopover(window_queue(), self._window)
        self.popover.open_at(self._anchor)

    def _show_layer(self, identifier: str) -> None:
        """Selects the layer that a finding is about."""
        found = find_layer(self._stage, identifier)
        if found is not None:
            self._stage.select((found,))

    def save_frame(self) -> None:
        """Asks where to save the frame at the playhead as a picture."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        place = Path(folder) / f"{self._stage.document.name}-{self._stage.frame}.png"
        dialog = QFileDialog(self._window, tr("workspace.frame-title"), to_save(place))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PNG, JPEG, WebP, PDF (*.png *.jpg *.webp *.pdf)")
        dialog.fileSelected.connect(lambda name: self.write_frame(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write_frame(self, path: Path) -> None:
        """The frame at the playhead, full size, in a thread."""
        stage = self._stage
        if path.suffix.lower() not in _PICTURES:  # "Amman 2.0" ends as no picture does
            path = path.with_name(f"{path.name}.png")
        composition, resources, time = stage.composition, stage.document.resources(), stage.time

        def work(_job: object) -> Path:
            render_still(composition, resources, path, time)
            return path

        bridge().run(work, self._frame_saved, failed=self._failed, owner=self)

    def _frame_saved(self, path: Path) -> None:
        self._telling.tell_file(tr("workspace.frame-saved", name=path.name), path)

    def _failed(self, error: StudioError) -> None:
        self._stage.refused.emit(error)


def find_layer(stage: Stage, identifier: str) -> tuple[str, ...] | None:
    """The path of the first layer with an id; None if there is none."""
    return next((path for path, _ in walk(stage.composition) if path[-1] == identifier), None)
