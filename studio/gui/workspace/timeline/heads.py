"""The heads of the lanes: name, eye, loudspeaker, solo, lock.  They stand where reading begins.

    44 px and more   name above, buttons below          lower   both in one line

The lower edge of a head is drawn to make its lane higher or lower.
"""

from typing import Literal

from msgspec import Struct
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from studio.gui.i18n import on_language, tr, translator
from studio.gui.theme.icons import draw_icon
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.label import plain_tip
from studio.gui.workspace.layer_names import KIND_ICONS
from studio.gui.workspace.stage import Stage
from studio.gui.workspace.timeline.heights import TRACK, logical
from studio.gui.workspace.timeline.lanes import RULER, Lanes
from studio.gui.workspace.timeline.rows import TimeRow
from studio.services.edits.fields import set_field

HEAD = 160
BUTTON = 24
_EDGE = 4
"""px to each side of a lower edge in which it can be taken."""

Switch = Literal["hidden", "muted", "solo", "locked"]
"""A button of a head: the field that it sets."""

_ICONS: dict[Switch, tuple[str, str]] = {
    "hidden": ("eye", "eye-off"),
    "muted": ("volume", "volume-off"),
    "solo": ("headphones", "headphones"),
    "locked": ("lock-open", "lock"),
}
_STEPS: dict[Switch, str] = {
    "hidden": "step.hide",
    "muted": "step.mute",
    "solo": "step.solo",
    "locked": "step.lock",
}


def switches_of(row: TimeRow) -> dict[Switch, bool]:
    """The buttons of a row's head, and which are on."""
    found: dict[Switch, bool] = {} if row.kind == "audio" else {"hidden": row.hidden}
    if row.muted is not None:
        found["muted"] = row.muted
    if row.solo is not None:
        found["solo"] = row.solo
    found["locked"] = row.locked
    return found if row.path else {}


class _EdgeDrag(Struct):
    """The lower edge of a head on its way."""

    index: int
    y: float
    height: float
    before: float


class Heads(QWidget):
    """One head a lane, scrolled with it."""

    def __init__(self, stage: Stage, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage, self._lanes = stage, lanes
        self._edge: _EdgeDrag | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        lanes.rows_changed.connect(self.update)
        lanes.scrolled.connect(self.update)
        stage.selected.connect(self.update)
        theme().changed.connect(self.retranslate)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self.setFixedWidth(px(HEAD))
        self.setAccessibleName(tr("timeline.head"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(HEAD), px(RULER))

    def switch_rects(self, index: int) -> dict[Switch, QRectF]:
        """Where the buttons of a head stand, mirrored with the window."""
        row = self._lanes.rows[index]
        names = switches_of(row)
        top, height, size = self._lanes.row_top(index), self._lanes.row_height(index), px(BUTTON)
        y = top + height - size - px(2) if self._is_high(index) else top + (height - size) / 2
        left = self.width() - px(4) - size * len(names)
        rects = {name: QRectF(left + size * at, y, size, size) for at, name in enumerate(names)}
        return {name: self._mirrored(rect) for name, rect in rects.items()}

    def _is_high(self, index: int) -> bool:
        """Whether name and buttons have a line each."""
        return self._lanes.row_height(index) >= px(TRACK)

    def _mirrored(self, rect: QRectF) -> QRectF:
        if not translator().right_to_left:
            return rect
        return QRectF(self.width() - rect.right(), rect.top(), rect.width(), rect.height())

    def _name_rects(self, index: int) -> tuple[QRectF, QRectF]:
        """Icon and name of a head."""
        row, top = self._lanes.rows[index], self._lanes.row_top(index)
        indent = px(8) + min(row.depth, 4) * px(10)
        high = self._is_high(index)
        height = self._lanes.row_height(index) - (px(BUTTON) if high else 0)
        icon = QRectF(indent, top + (height - px(16)) / 2, px(16), px(16))
        taken = px(4) if high else px(6) + px(BUTTON) * len(switches_of(row))
        # In a low lane the name needs the room of its icon.
        start = icon.right() + px(6) if high or taken < px(BUTTON) * 3 else indent
        name = QRectF(start, top, max(0.0, self.width() - taken - start), height)
        return self._mirrored(icon if start > indent else QRectF()), self._mirrored(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        colors = theme().palette
        painter.fillRect(self.rect(), QColor(colors.panel))
        line = QColor(colors.border)
        line.setAlpha(70)
        painter.setClipRect(QRectF(0, px(RULER), self.width(), self.height()))
        for index, row in enumerate(self._lanes.rows):
            top, height = self._lanes.row_top(index), self._lanes.row_height(index)
            if top + height < px(RULER) or top > self.height():
                continue
            area = QRectF(0, top, self.width(), height)
            if row.path and row.path in self._stage.selection:
                painter.fillRect(area, QColor(colors.chosen))
            elif row.kind == "track" and self._lanes.ripple:
                tint = QColor(colors.accent)
                tint.setAlpha(40)
                painter.fillRect(area, tint)
            self._paint_head(painter, index, row)
            painter.setPen(QPen(line, 1))
            painter.drawLine(QPointF(0, area.bottom() - 0.5), QPointF(self.width(), area.bottom() - 0.5))
        painter.setClipping(False)
        painter.setPen(QPen(line, 1))
        painter.drawLine(QPointF(0, px(RULER) - 0.5), QPointF(self.width(), px(RULER) - 0.5))
        painter.end()

    def _paint_head(self, painter: QPainter, index: int, row: TimeRow) -> None:
        colors = theme().palette
        icon, name = self._name_rects(index)
        if not icon.isEmpty():
            sign = "keyframe" if row.kind == "keys" else KIND_ICONS.get(row.kind, "square")
            draw_icon(painter, sign, icon, colors.muted)
        painter.setPen(QColor(colors.muted if row.hidden or row.muted else colors.text))
        painter.setFont(theme().font("small"))
        side = Qt.AlignmentFlag.AlignRight if translator().right_to_left else Qt.AlignmentFlag.AlignLeft
        words = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, int(name.width()))
        painter.drawText(name, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, words)
        inset = (px(BUTTON) - px(16)) / 2
        states = switches_of(row)
        for switch, rect in self.switch_rects(index).items():
            on = states[switch]
            color = colors.warn if on else colors.muted
            if on and switch == "solo":
                # Its sign is the same on and off: a ground tells, not colour alone.
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colors.accent))
                painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), px(4), px(4))
                color = colors.on_accent
            place = rect.adjusted(inset, inset, -inset, -inset)
            draw_icon(painter, _ICONS[switch][on], place, color)

    # mouse

    def _edge_at(self, y: float) -> int | None:
        """The lane whose lower edge is at y."""
        for index in range(len(self._lanes.rows)):
            own = self._lanes.rows[index].height  # of rows that are as high as they must be
            if not own and abs(self._lanes.row_top(index + 1) - y) <= px(_EDGE) and y > px(RULER):
                return index
        return None

    def switch_at(self, at: QPointF) -> tuple[TimeRow, Switch] | None:
        """The button under the pointer."""
        index = self._lanes.row_at(at.y())
        if index is None:
            return None
        rects = self.switch_rects(index).items()
        found = next((switch for switch, rect in rects if rect.contains(at)), None)
        return None if found is None else (self._lanes.rows[index], found)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        button = self.switch_at(at)
        if button is not None:
            self.press_switch(*button)
            return
        edge = self._edge_at(at.y())
        if edge is not None:
            height = logical(self._lanes.row_height(edge))
            self._edge = _EdgeDrag(edge, at.y(), height, height)
            return
        index = self._lanes.row_at(at.y())
        if index is not None and self._lanes.rows[index].path:
            path = self._lanes.rows[index].path
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._stage.toggle(path)
            else:
                self._stage.select((path,))

    def press_switch(self, row: TimeRow, switch: Switch) -> None:
        """Turns a button of a head."""
        on = not switches_of(row)[switch]
        self._stage.edit(_STEPS[switch], lambda one: set_field(one, row.path, (switch,), on))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at, edge = event.position(), self._edge
        if edge is not None:
            edge.height = edge.before + logical(at.y() - edge.y)
            self._lanes.set_row_height(edge.index, edge.height)
            return
        on_edge = self._edge_at(at.y()) is not None and self.switch_at(at) is None
        self.setCursor(Qt.CursorShape.SizeVerCursor if on_edge else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._edge = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        edge = self._edge_at(event.position().y())
        if edge is not None and self.switch_at(event.position()) is None:
            self._lanes.set_row_height(edge, None)
        else:
            self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        edge, self._edge = self._edge, None
        if edge is not None and event.key() == Qt.Key.Key_Escape:
            self._lanes.set_row_height(edge.index, edge.before)
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain_tip(self.told(QPointF(event.pos()))), self)
            return True
        return super().event(event)

    def told(self, at: QPointF) -> str:
        """What a button does, or the whole name of a lane."""
        button = self.switch_at(at)
        if button is not None:
            row, switch = button
            return tr(f"timeline.{switch}-{'off' if switches_of(row)[switch] else 'on'}")
        index = self._lanes.row_at(at.y())
        return "" if index is None else self._lanes.rows[index].name

    def wheelEvent(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self._lanes, event)
