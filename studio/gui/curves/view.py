"""The curve between two keys, with two handles.  Pinned left to right: time does not mirror."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.animation.curves import Bezier, bezier_of, easing_of_bezier
from studio.animation.easing import easing as easing_function
from studio.gui.curves.clock import PreviewClock
from studio.gui.curves.drawing import draw_curve, draw_dot, place
from studio.gui.curves.names import easing_name
from studio.gui.i18n import on_language, tr, translator
from studio.gui.theme.theme import px, theme

LOW, HIGH = -0.5, 1.5
"""What is seen of the change: room for overshoot below and above."""
FARTHEST = 3.0
"""How far a handle's numbers may go."""
_HANDLE = 10
_HIT = 12
_NEAR_HANDLES: Bezier = (0.25, 0.25, 0.75, 0.75)


class CurveView(QWidget):
    """A graph; its handles by mouse, or with Tab and arrows (Shift: ten times as far)."""

    changed = Signal(str)
    began = Signal()
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("curve")
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._easing = "linear"
        self._handle = 0
        self._held: int | None = None
        self._before = "linear"
        self.clock = PreviewClock(self)
        self.clock.ticked.connect(self.update)
        on_language(self, self._name)

    @property
    def easing(self) -> str:
        return self._easing

    @property
    def handle(self) -> int:
        """Which handle the arrows move: 0 or 1."""
        return self._handle

    def set_easing(self, easing: str) -> None:
        """Shows another curve."""
        if easing != self._easing:
            self._easing = easing
            self.clock.restart()
            self._name()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(248), px(264))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(160))

    def _name(self) -> None:
        self.setAccessibleName(f"{tr('curve.name')}: {easing_name(self._easing)}")
        bezier = bezier_of(self._easing)
        if bezier is None:
            self.setAccessibleDescription(tr("curve.no-handles"))
            return
        x, y = bezier[2 * self._handle : 2 * self._handle + 2]
        number = translator().number
        words = tr("curve.handle", number=self._handle + 1, x=number(round(x, 2)), y=number(round(y, 2)))
        self.setAccessibleDescription(words)

    # geometry

    def box(self) -> QRectF:
        """Where the graph lies; the dot's track runs below it."""
        return QRectF(self.rect()).adjusted(px(12), px(8), -px(12), -px(32))

    def point(self, t: float, share: float) -> QPointF:
        """Where a point of the curve is seen."""
        return place(self.box(), t, min(HIGH, max(LOW, share)), LOW, HIGH)

    def handle_point(self, handle: int) -> QPointF | None:
        """Where a handle is seen; None where the curve has none."""
        bezier = bezier_of(self._easing)
        return None if bezier is None else self.point(*bezier[2 * handle : 2 * handle + 2])

    # changes

    def _set_handle(self, x: float, y: float) -> None:
        old = bezier_of(self._easing) or _NEAR_HANDLES
        numbers = list(old)
        numbers[2 * self._handle] = min(1.0, max(0.0, x))
        numbers[2 * self._handle + 1] = min(FARTHEST, max(-FARTHEST, y))
        x1, y1, x2, y2 = numbers
        made = easing_of_bezier((x1, y1, x2, y2))
        if made != self._easing:
            self._easing = made
            self._name()
            self.update()
            self.changed.emit(made)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        found = self._handle_at(event.position())
        if found is None:
            return
        self._handle = self._held = found
        self._before = self._easing
        self._name()
        self.began.emit()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._held is None:
            hand = self._handle_at(at) is not None
            self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
            return
        box = self.box()
        x = (at.x() - box.left()) / box.width()
        y = LOW + (box.bottom() - at.y()) / box.height() * (HIGH - LOW)
        self._set_handle(round(x, 2), round(min(HIGH, max(LOW, y)), 2))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._held = None
            self.ended.emit()

    def _handle_at(self, at: QPointF) -> int | None:
        ways = []
        for handle in (0, 1):
            point = self.handle_point(handle)
            if point is not None:
                away = (point - at).manhattanLength()
                ways.append((away, handle))
        near = min(ways, default=None)
        return near[1] if near is not None and near[0] <= px(_HIT) * 1.5 else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._held is not None:
            self._held = None
            self._easing = self._before
            self.changed.emit(self._before)
            self.ended.emit()
            self._name()
            self.update()
            return
        far = 0.1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0.01
        ways = {
            Qt.Key.Key_Left: (-far, 0.0),
            Qt.Key.Key_Right: (far, 0.0),
            Qt.Key.Key_Up: (0.0, far),
            Qt.Key.Key_Down: (0.0, -far),
        }
        bezier = bezier_of(self._easing)
        way = ways.get(Qt.Key(event.key()))
        if way is None or bezier is None:
            super().keyPressEvent(event)
            return
        x, y = bezier[2 * self._handle : 2 * self._handle + 2]
        self._set_handle(round(x + way[0], 3), round(y + way[1], 3))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from the first handle to the second, then on."""
        wanted = self._handle + (1 if forward else -1)
        if self.hasFocus() and bezier_of(self._easing) is not None and wanted in (0, 1):
            self._handle = wanted
            self._name()
            self.update()
            return True
        return super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._handle = 0 if event.reason() is Qt.FocusReason.TabFocusReason else 1
        self.update()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors, box = QPainter(self), theme().palette, self.box()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = QColor(colors.border)
        line.setAlpha(110)
        painter.setPen(QPen(line, 1))
        painter.setBrush(QColor(colors.field))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        start, end = self.point(0, 0), self.point(1, 1)
        painter.drawRect(QRectF(start.x(), end.y(), end.x() - start.x(), start.y() - end.y()))
        painter.save()
        painter.setClipRect(box.adjusted(-px(6), -px(6), px(6), px(6)))
        draw_curve(painter, self._easing, box, colors.accent, px(2.5), LOW, HIGH)
        painter.restore()
        self._paint_handles(painter)
        self._paint_dots(painter)
        painter.end()

    def _paint_handles(self, painter: QPainter) -> None:
        colors = theme().palette
        for handle in (0, 1):
            point = self.handle_point(handle)
            if point is None:
                continue
            painter.setPen(QPen(QColor(colors.muted), px(1.5)))
            painter.drawLine(self.point(handle, handle), point)
            chosen = self.hasFocus() and handle == self._handle
            painter.setPen(QPen(QColor(colors.focus if chosen else colors.window), 2))
            painter.setBrush(QColor(colors.text))
            radius = px(_HANDLE) / 2 + (px(1) if chosen else 0)
            painter.drawEllipse(point, radius, radius)

    def _paint_dots(self, painter: QPainter) -> None:
        """One on the curve, and one that moves as the layer would."""
        colors, t = theme().palette, self.clock.share
        share = easing_function(self._easing)(t)
        draw_dot(painter, self.point(t, share), px(4), colors.text)
        box = self.box()
        left, right = box.left() + box.width() * 0.2, box.right() - box.width() * 0.2
        y = self.height() - px(14)
        line = QColor(colors.border)
        line.setAlpha(110)
        painter.setPen(QPen(line, px(2)))
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        draw_dot(painter, QPointF(left + (right - left) * share, y), px(6), colors.accent)
