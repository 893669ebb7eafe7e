"""The bin's items for a list view: words for screen readers, pictures, and what a drag carries."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace
from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QUrl,
)
from PySide6.QtGui import QImage

from studio.gui.dialogs.measures import clock, file_size, pixels
from studio.gui.i18n import tr
from studio.gui.media.items import MediaItem
from studio.gui.media.light_copies import CopyState, copy_words

MEDIA_MIME = "application/x-hiwar-media"
"""What a dragged tile offers: the media ids of the project, one a line, in UTF-8."""

Index = QModelIndex | QPersistentModelIndex


class MediaModel(QAbstractListModel):
    """Items in the order of the project."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[MediaItem] = []
        self._images: dict[str, QImage] = {}
        self.copy_of: Callable[[str], CopyState | None] = lambda _id: None
        """How a film's light copy stands, by media id."""

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._items)

    def item(self, index: Index) -> MediaItem:
        """Raises IndexError."""
        return self._items[index.row()]

    @property
    def items(self) -> Sequence[MediaItem]:
        return self._items

    def row_of(self, identifier: str) -> int:
        """-1 for an id that is not shown."""
        return next((row for row, one in enumerate(self._items) if one.id == identifier), -1)

    def image(self, item: MediaItem) -> QImage | None:
        return self._images.get(item.id)

    def set_items(self, items: Sequence[MediaItem]) -> None:
        """Shows these; what is known already of a file that stays is kept."""
        known = {one.id: one for one in self._items}
        merged = []
        for one in items:
            before = known.get(one.id)
            same = before is not None and before.file == one.file and before.kind != "missing"
            if not same:
                self._images.pop(one.id, None)
            merged.append(
                _with_use(before, one) if before is not None and same and one.kind != "missing" else one
            )
        if merged == self._items:
            return
        self.beginResetModel()
        self._items = merged
        self.endResetModel()

    def put(self, item: MediaItem, image: QImage | None) -> None:
        """What was found in an item's file; dropped if the item is another by now."""
        row = self.row_of(item.id)
        if row < 0 or self._items[row].file != item.file:
            return
        self._items[row] = _with_use(item, self._items[row])
        if image is not None:
            self._images[item.id] = image
        self.dataChanged.emit(self.index(row), self.index(row))

    def tell_copy(self, identifier: str) -> None:
        """An item's light copy stands otherwise."""
        row = self.row_of(identifier)
        if row >= 0:
            self.dataChanged.emit(self.index(row), self.index(row))

    def retranslate(self) -> None:
        if self._items:
            self.dataChanged.emit(self.index(0), self.index(len(self._items) - 1))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            state = self.copy_of(item.id)
            parts = (item.name, facts(item), *([copy_words(state)] if state is not None else []))
            return tr("unit.joint").join(parts)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        usable = index.isValid() and self._items[index.row()].file is not None
        return plain | Qt.ItemFlag.ItemIsDragEnabled if usable else plain

    def mimeTypes(self) -> list[str]:
        return [MEDIA_MIME, "text/uri-list"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        chosen = [self._items[index.row()] for index in indexes]
        data = QMimeData()
        data.setData(MEDIA_MIME, "\n".join(one.id for one in chosen).encode())
        data.setUrls([QUrl.fromLocalFile(str(one.file)) for one in chosen if one.file is not None])
        return data


def _with_use(item: MediaItem, now: MediaItem) -> MediaItem:
    return replace(item, used=now.used, name=now.name)


def facts(item: MediaItem) -> str:
    """What a file holds, in one line."""
    if item.kind in ("missing", "broken"):
        return tr(f"media.{item.kind}")
    parts = [tr(f"media.{item.kind}")]
    if item.size is not None:
        parts.append(pixels(*item.size))
    if item.seconds is not None:
        parts.append(clock(item.seconds))
    if item.bytes:
        parts.append(file_size(item.bytes))
    parts += [tr(f"media.{badge.lower()}") for badge in item.badges]
    if not item.used:
        parts.append(tr("media.unused"))
    return tr("unit.joint").join(parts)


def media_ids(data: QMimeData) -> list[str]:
    """The media ids that a drag carries; none for other drags."""
    if not data.hasFormat(MEDIA_MIME):
        return []
    return bytes(data.data(MEDIA_MIME).data()).decode().split("\n")
