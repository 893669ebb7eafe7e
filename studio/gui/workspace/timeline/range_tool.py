"""The played range on the ruler: a band with a handle at each end."""

from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen, QPolygonF

from studio.gui.i18n import tr
from studio.gui.theme.theme import px, theme
from studio.gui.workspace.stage import Stage
from studio.gui.workspace.timeline.lane_tools import Hover, LaneTool
from studio.gui.workspace.timeline.lanes import Lanes
from studio.gui.workspace.timeline.snapping import snap_targets, snapped

_HIT = (20, 4)
"""px of a handle outside and inside of the range."""
_TALL = 14
_SIDES = ("start", "end")


class RangeTool(QObject, LaneTool):
    """Dragging a handle changes one end; a double click plays all again."""

    scrolls = True

    def __init__(self, lanes: Lanes, stage: Stage) -> None:
        super().__init__(lanes)
        self._lanes, self._stage = lanes, stage
        self._held: tuple[int, tuple[int, int]] | None = None

    def handle(self, side: int) -> QRectF:
        """What takes the mouse: 0 the start, 1 the end; 24 px wide, below the playhead's grip."""
        x = self._lanes.scale.x_of_frame(self._stage.range[side])
        outer, inner = px(_HIT[0]), px(_HIT[1])
        bottom = self._lanes.ruler_height
        left = x - (outer if side == 0 else inner)
        return QRectF(left, bottom - px(_TALL), outer + inner, px(_TALL))

    def side_at(self, at: QPointF) -> int | None:
        """The handle under a point; None without a range."""
        if not self._stage.has_range:
            return None
        return next((side for side in (0, 1) if self.handle(side).contains(at)), None)

    def press(self, event: QMouseEvent) -> bool:
        side = self.side_at(event.position())
        if side is None:
            return False
        self._held = (side, self._stage.range)
        return True

    def move(self, event: QMouseEvent) -> None:
        if self._held is None:
            return
        side, (start, end) = self._held
        scale, rate = self._lanes.scale, self._stage.rate
        frame = scale.frame_of(event.position().x())
        inverted = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        self._lanes.snap_at = None
        if self._lanes.snaps != inverted:
            rows, beats = self._lanes.rows, self._lanes.beats.times(self._lanes.rows)
            near = snapped(rate.time_of(frame), snap_targets(self._stage, rows, beats=beats), scale)
            if near is not None:
                frame, self._lanes.snap_at = rate.first_frame_from(near), near
        if side == 0:
            start = max(0, min(frame, end - 1))
        else:
            end = min(self._stage.composition.frame_count, max(frame, start + 1))
        self._stage.set_range((start, end))

    def release(self, event: QMouseEvent) -> None:
        self._held = None

    def cancel(self) -> None:
        if self._held is not None:
            self._stage.set_range(self._held[1])
            self._held = None

    def double_click(self, event: QMouseEvent) -> bool:
        if self.side_at(event.position()) is None:
            return False
        self._stage.set_range(None)
        return True

    def hover(self, at: QPointF) -> Hover | None:
        side = self.side_at(at)
        if side is None:
            return None
        return Hover(tr(f"played.{_SIDES[side]}"), Qt.CursorShape.SizeHorCursor)

    def paint_ruler(self, painter: QPainter) -> None:
        if not self._stage.has_range:
            return
        scale, bottom = self._lanes.scale, self._lanes.ruler_height
        left, right = (scale.x_of_frame(frame) for frame in self._stage.range)
        color = QColor(theme().palette.accent)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shade = QColor(color)
        shade.setAlpha(60)
        painter.fillRect(QRectF(left, 0, right - left, bottom), shade)
        painter.setPen(QPen(QColor(theme().palette.panel), 1))
        painter.setBrush(color)
        top = bottom - px(_TALL)
        for x, way in ((left, -1), (right, 1)):
            corners = [(0, 0), (way * px(8), px(_TALL) / 2), (0, px(_TALL))]
            painter.drawPolygon(QPolygonF([QPointF(x + dx, top + dy) for dx, dy in corners]))
        painter.setPen(QPen(color, px(2)))
        painter.drawLine(QPointF(left, 0), QPointF(left, bottom))
        painter.drawLine(QPointF(right, 0), QPointF(right, bottom))
