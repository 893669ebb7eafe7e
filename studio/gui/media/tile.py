"""How a file looks in the bin: its picture, length and badges, its name; stripes where it is missing."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studio.gui.dialogs.measures import clock
from studio.gui.i18n import tr, translator
from studio.gui.media.items import MediaItem
from studio.gui.media.light_copies import CopyState, copy_badge
from studio.gui.media.model import MediaModel
from studio.gui.pictures import draw_rounded, fill_rounded
from studio.gui.theme.icons import draw_icon
from studio.gui.theme.style import mixed
from studio.gui.theme.theme import px, theme

_WIDTH = 104
_RATIO = 0.75
"""Of a picture's height to its width."""
_GAP = 6
_ICONS = {"picture": "photo", "film": "video", "sound": "music", "broken": "file-alert", "unknown": "loader"}


class TileDelegate(QStyledItemDelegate):
    """Paints the tiles; the view keeps keyboard, drag and selection."""

    width = 0
    """Of a tile, px, as the view has room; at least `least_width()`."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return tile_size(self.width)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        if not isinstance(model, MediaModel):
            return
        item, colors = model.item(index), theme().palette
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        lit = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tile = QRectF(option.rect).adjusted(px(2), px(2), -px(2), -px(2))
        if chosen or lit:
            ground = colors.chosen if chosen else mixed(colors.text, colors.panel, 0.08)
            fill_rounded(painter, tile, px(8), ground)
        if focused:
            painter.setPen(QPen(QColor(colors.focus), px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(tile.adjusted(1, 1, -1, -1), px(8), px(8))
        inner = tile.adjusted(px(_GAP), px(_GAP), -px(_GAP), -px(_GAP))
        picture = QRectF(inner.left(), inner.top(), inner.width(), _picture_height(tile.width() + px(4)))
        _paint_picture(painter, item, model.image(item), picture)
        _paint_chips(painter, item, model.copy_of(item.id), picture)
        name = QRectF(
            inner.left(), picture.bottom() + px(2), inner.width(), inner.bottom() - picture.bottom()
        )
        _paint_name(painter, item, name)
        painter.restore()


def least_width() -> int:
    """A narrower tile would tell nothing."""
    return px(_WIDTH)


def tile_size(width: int) -> QSize:
    """A tile of that width with the room around it, at the window's scale."""
    width = max(width, least_width())
    line = round(theme().pixel_size("small") * 1.6)
    return QSize(width, _picture_height(width) + px(2 * _GAP + 6) + line)


def _picture_height(width: float) -> int:
    return round((width - px(2 * _GAP + 4)) * _RATIO)


def _paint_picture(painter: QPainter, item: MediaItem, image: QImage | None, area: QRectF) -> None:
    colors = theme().palette
    if item.kind in ("missing", "broken"):
        _paint_stripes(painter, area)
        icon, role = ("photo-off" if item.is_missing else "file-alert"), colors.error
    else:
        ground = colors.field if colors.is_dark else colors.raised
        fill_rounded(painter, area, px(4), ground)
        if colors.name == "contrast":
            painter.setPen(QPen(QColor(colors.border), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
        icon, role = _ICONS[item.kind], colors.muted
    if image is not None and not item.is_missing:
        draw_rounded(painter, image, area, px(4))
        edge = QColor(colors.text)
        edge.setAlphaF(0.16)  # white pictures end somewhere on white ground
        painter.setPen(QPen(edge, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
        return
    sign = QRectF(0, 0, px(24), px(24))
    sign.moveCenter(area.center())
    if item.kind in ("missing", "broken"):
        words = tr(f"media.{item.kind}")
        sign.translate(0, -px(10))
        painter.setFont(theme().font("small", 600))
        painter.setPen(QColor(colors.text))
        below = QRectF(area.left(), sign.bottom(), area.width(), px(24))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words)
    draw_icon(painter, icon, sign, role)


def _paint_stripes(painter: QPainter, area: QRectF) -> None:
    """Slanted bands: missing is told by pattern, sign and word, not by colour alone."""
    colors = theme().palette
    dim = mixed(colors.error, colors.field, 0.25 if colors.name == "contrast" else 0.18)
    shape = QPainterPath()
    shape.addRoundedRect(area, px(4), px(4))
    painter.save()
    painter.setClipPath(shape)
    painter.fillRect(area, QColor(colors.field))
    painter.setPen(QPen(QColor(dim), px(7)))
    step, x = px(18), area.left() - area.height()
    while x < area.right():
        painter.drawLine(round(x), round(area.bottom() + 4), round(x + area.height()), round(area.top() - 4))
        x += step
    painter.restore()
    painter.setPen(QPen(QColor(colors.error), 1, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shape)


def _paint_chips(painter: QPainter, item: MediaItem, copy: CopyState | None, area: QRectF) -> None:
    """Badges at the top of the reading end, the length at its foot."""
    top = area.top() + px(4)
    edge = area.left() + px(4) if translator().right_to_left else area.right() - px(4)
    badges = [tr(f"media.badge_{badge.lower()}") for badge in item.badges]
    for words in (*badges, *([copy_badge(copy)] if copy is not None else [])):
        top += _chip(painter, words, edge, top) + px(2)
    if item.seconds is not None and item.kind in ("film", "sound"):
        high = QFontMetricsF(theme().font("small", 600)).height()
        _chip(painter, clock(item.seconds), edge, area.bottom() - px(4) - high)


def _chip(painter: QPainter, words: str, edge: float, top: float) -> float:
    """A word on a dark ground that is read over any picture; gives its height."""
    font = theme().font("small", 600)
    metrics = QFontMetricsF(font)
    wide, high = metrics.horizontalAdvance(words) + px(8), metrics.height()
    left = edge if translator().right_to_left else edge - wide
    chip = QRectF(left, top, wide, high)
    ground = QColor("#101317")
    ground.setAlphaF(0.86)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(chip, px(4), px(4))
    painter.setFont(font)
    painter.setPen(QColor("#F1F4F8"))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)
    return high


def _paint_name(painter: QPainter, item: MediaItem, area: QRectF) -> None:
    colors = theme().palette
    font = theme().font("small")
    painter.setFont(font)
    painter.setPen(QColor(colors.text if item.used else colors.muted))
    words = QFontMetricsF(font).elidedText(item.name, Qt.TextElideMode.ElideMiddle, area.width())
    side = Qt.AlignmentFlag.AlignRight if translator().right_to_left else Qt.AlignmentFlag.AlignLeft
    painter.drawText(area, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, words)
