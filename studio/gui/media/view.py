"""The tiles of the media bin: a list that wraps, with the keyboard's and the pointer's habits."""

from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from studio.gui.media.items import MediaItem
from studio.gui.media.model import MediaModel, media_ids
from studio.gui.media.tile import TileDelegate, least_width, tile_size
from studio.gui.theme.theme import px, theme


class MediaView(QListView):
    """Enter acts on a tile, Del removes it; a drag offers its media id (`MEDIA_MIME`)."""

    acted = Signal(str)
    """Enter or double click: the media id."""
    removing = Signal()
    selected = Signal()
    dropped = Signal(list)
    """Files that were dropped here: paths."""
    hovered = Signal(bool)
    """Files are held over it, or not any more."""
    menu_wanted = Signal(QPoint)
    """A menu of what is chosen is asked for, there on the screen."""

    def __init__(self, model: MediaModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self._tiles = TileDelegate(self)
        self.setItemDelegate(self._tiles)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.doubleClicked.connect(lambda index: self.acted.emit(model.item(index).id))
        self.selectionModel().selectionChanged.connect(lambda _new, _old: self.selected.emit())
        theme().changed.connect(self._rescale)
        self._rescale()

    def _rescale(self) -> None:
        """As many columns as there is room for, which they fill."""
        # The room without the scroll bar, shown or not: else the columns would change with it for ever.
        room = self.width() - px(12) - 2 * self.frameWidth() - 2
        columns = max(1, min(room // least_width(), 6))
        self._tiles.width = min(room // columns, 2 * least_width())
        self.setGridSize(tile_size(self._tiles.width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._rescale()
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    @property
    def chosen(self) -> list[MediaItem]:
        """In the order of the project."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self._model.items[row] for row in rows]

    def choose(self, identifier: str) -> None:
        """Selects a tile and brings it into sight; an id that is not shown changes nothing."""
        row = self._model.row_of(identifier)
        if row >= 0:
            self.setCurrentIndex(self._model.index(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chosen = self.chosen
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and chosen:
            self.acted.emit(chosen[0].id)
            event.accept()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and chosen:
            self.removing.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The pointer chooses what it is over first, unless that is chosen already; the key asks for what is
        chosen."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            if not index.isValid():
                self.clearSelection()
            elif not self.selectionModel().isSelected(index):
                self.setCurrentIndex(index)
            self.menu_wanted.emit(event.globalPos())
            return
        chosen = self.selectionModel().selectedIndexes()
        area = self.viewport().rect()
        if chosen:
            self.scrollTo(chosen[0])
            area = area.intersected(self.visualRect(chosen[0]))
        self.menu_wanted.emit(self.viewport().mapToGlobal(area.center()))

    def startDrag(self, actions: Qt.DropAction) -> None:
        indexes = [index for index in self.selectedIndexes() if self._model.item(index).file is not None]
        if not indexes:
            return
        drag = QDrag(self)
        drag.setMimeData(self._model.mimeData(indexes))
        image = self._model.image(self._model.item(indexes[0]))
        if image is not None:
            size = QSize(px(96), px(72))
            drag.setPixmap(QPixmap.fromImage(image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio)))
            drag.setHotSpot(QPoint(px(48), px(36)))
        drag.exec(Qt.DropAction.CopyAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()
            self.hovered.emit(True)
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction() if dropped_files(event) else event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.hovered.emit(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.hovered.emit(False)
        files = dropped_files(event)
        if files:
            event.acceptProposedAction()
            self.dropped.emit(files)


def dropped_files(event: QDropEvent) -> list[Path]:
    """Files and folders from outside; a tile of the bin itself is none."""
    data = event.mimeData()
    if media_ids(data):
        return []
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile() and url.toLocalFile()]
