"""The named easings as tiles that move.  Tiles run in reading direction; their curves never mirror."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from studio.animation.easing import easing as easing_function
from studio.gui.curves.clock import PreviewClock
from studio.gui.curves.drawing import bounds_of, draw_curve, draw_dot, place
from studio.gui.curves.names import GALLERY, easing_name
from studio.gui.i18n import on_language, tr
from studio.gui.theme.theme import px, theme

_TILE = (104, 92)
_GRAPH = 40
"""px of a tile, and of the height of its curve."""


class _Tile(QStyledItemDelegate):
    """Curve with a dot on its way, and the name below."""

    def __init__(self, gallery: "EasingGallery") -> None:
        super().__init__(gallery)
        self._gallery = gallery

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(px(_TILE[0]), px(_TILE[1]))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colors, easing = theme().palette, str(index.data(Qt.ItemDataRole.UserRole))
        area = QRectF(option.rect).adjusted(px(3), px(3), -px(3), -px(3))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colors.accent) if chosen else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.chosen if chosen else colors.raised if over else colors.panel))
        painter.drawRoundedRect(area, px(6), px(6))
        graph = QRectF(area.left() + px(16), area.top() + px(8), area.width() - px(32), px(_GRAPH))
        low, high = bounds_of(easing)
        draw_curve(painter, easing, graph, colors.text if chosen else colors.muted, px(2), low, high)
        t = self._gallery.clock.share
        share = easing_function(easing)(t)
        draw_dot(painter, place(graph, t, min(high, max(low, share)), low, high), px(4), colors.accent)
        painter.setPen(QColor(colors.text))
        painter.setFont(theme().font("small"))
        name = QRectF(area.left() + px(2), graph.bottom() + px(2), area.width() - px(4), 0)
        name.setBottom(area.bottom())
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(name, flags, str(index.data(Qt.ItemDataRole.DisplayRole)))
        painter.restore()


class EasingGallery(QListWidget):
    """A tile that is clicked, or reached by arrows, is chosen at once."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("easings")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setItemDelegate(_Tile(self))
        self._quiet = False
        for easing in GALLERY:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, easing)
            self.addItem(item)
        self.clock = PreviewClock(self)
        self.clock.ticked.connect(self.viewport().update)
        self.currentItemChanged.connect(self._current)
        self.itemClicked.connect(self._clicked)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self.setAccessibleName(tr("curve.gallery"))
        for row in range(self.count()):
            item = self.item(row)
            item.setText(easing_name(str(item.data(Qt.ItemDataRole.UserRole))))
            item.setToolTip(item.text())

    def show_easing(self, easing: str | None) -> None:
        """Marks a tile; none where it is not among them."""
        self._quiet = True
        row = GALLERY.index(easing) if easing in GALLERY else -1
        self.setCurrentRow(row)
        if row < 0:
            self.clearSelection()
        self._quiet = False

    def tile_point(self, easing: str) -> QPointF:
        """The middle of a tile in the viewport.  Raises ValueError."""
        return QPointF(self.visualItemRect(self.item(GALLERY.index(easing))).center())

    def _current(self, item: QListWidgetItem | None) -> None:
        if item is not None and not self._quiet:
            self.chosen.emit(str(item.data(Qt.ItemDataRole.UserRole)))

    def _clicked(self, item: QListWidgetItem) -> None:
        """The tile that stays current may be chosen again, after the handles were moved."""
        self._current(item)
