"""The widget that shows the frame: zoom, scrolling, the picture at the window's scale, and what lies over it.

    canvas px --zoom, then moved--> widget px      the frame is asked for at the device's own scale

Tools paint over the frame and take its mouse and keys; the view knows none of what they do.
"""

from collections.abc import Callable
from fractions import Fraction

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from studio.base.errors import StudioError
from studio.base.geometry import Point, Rect
from studio.gui.dialogs.error_words import said
from studio.gui.i18n import on_language, tr
from studio.gui.settings.nearby import settings_near
from studio.gui.theme.theme import px, theme
from studio.gui.workspace.canvas.tool import Tool
from studio.gui.workspace.frames import FrameSource, Painted, Wish
from studio.gui.workspace.stage import Stage
from studio.model.composition import Composition
from studio.scene.placed import Placed
from studio.services.settings import PreviewQuality

MARGIN = 24
"""px around the frame when it is fitted."""
MIN_ZOOM, MAX_ZOOM = 0.1, 8.0
FULL_AFTER_MS = 150
"""After a drag the full picture follows this much later."""
SKELETON_AFTER_MS = 300
"""A first frame that takes longer shows where its parts will stand."""
_LARGEST = 1.25
"""Device px per canvas px beyond which the picture is magnified, not painted finer."""


class CanvasView(QWidget):
    """The frame at the playhead, with tools."""

    shown = Signal(object)
    """A `Painted` is on screen."""
    zoomed = Signal()
    menu_wanted = Signal(QPoint, bool)
    """A context menu is asked for: where on the screen, and whether by the pointer."""

    def __init__(self, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("canvas")
        self.stage = stage
        self.painted: Painted | None = None
        self.error: StudioError | None = None
        self.tools: list[Tool] = []
        self.override: tuple[Composition, Composition] | None = None
        self._zoom: float | None = None
        self._offset = QPointF(0, 0)
        self._pan: QPointF | None = None
        self._coarse = False
        self.is_playing: Callable[[], bool] = lambda: False
        """While it plays, no true picture is waited for between its frames."""
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(QSize(px(160), px(56)))
        self.source = FrameSource(self)
        self.source.painted.connect(self._show)
        self.source.failed.connect(self._fail)
        self._full = QTimer(self)
        self._full.setSingleShot(True)
        self._full.setInterval(FULL_AFTER_MS)
        self._full.timeout.connect(self._rest)
        self._waited = False
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(SKELETON_AFTER_MS)
        self._late.timeout.connect(self._wait)
        stage.edited.connect(self._changed)
        stage.moved.connect(lambda: self.ask(draft=self._coarse, light=True))
        stage.draft.connect(self._draft_changed)
        theme().changed.connect(self.update)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self.setAccessibleName(tr("canvas.name"))
        self.setAccessibleDescription(tr("canvas.description"))
        self.update()

    # where things are

    @property
    def fitted(self) -> bool:
        return self._zoom is None

    @property
    def zoom(self) -> float:
        """Widget px per canvas px."""
        if self._zoom is not None:
            return self._zoom
        size = self.stage.composition.size
        margin = 2 * px(MARGIN)
        room_x, room_y = max(32, self.width() - margin), max(32, self.height() - margin)
        return max(0.02, min(room_x / size.width, room_y / size.height, MAX_ZOOM))

    def fit(self) -> None:
        """The whole frame in the window."""
        self._zoom, self._offset = None, QPointF(0, 0)
        self._rescaled()

    def set_zoom(self, zoom: float, about: QPointF | None = None) -> None:
        """Another zoom; the point of the frame under `about` (widget px; None: the middle) stays there."""
        about = about if about is not None else QPointF(self.width() / 2, self.height() / 2)
        before = self.to_canvas(about)
        self._zoom = max(MIN_ZOOM, min(zoom, MAX_ZOOM))
        after = self.to_widget(before)
        self._offset += about - after
        self._rescaled()

    def origin(self) -> QPointF:
        """Where the frame's top left corner stands, whole device pixels."""
        size, zoom = self.stage.composition.size, self.zoom
        x = (self.width() - size.width * zoom) / 2 + self._offset.x()
        y = (self.height() - size.height * zoom) / 2 + self._offset.y()
        return QPointF(round(x), round(y))

    def to_widget(self, point: Point) -> QPointF:
        origin, zoom = self.origin(), self.zoom
        return QPointF(origin.x() + point.x * zoom, origin.y() + point.y * zoom)

    def to_canvas(self, point: QPointF) -> Point:
        origin, zoom = self.origin(), self.zoom
        return Point((point.x() - origin.x()) / zoom, (point.y() - origin.y()) / zoom)

    def rect_to_widget(self, rect: Rect) -> QRectF:
        return QRectF(self.to_widget(Point(rect.x, rect.y)), self.to_widget(Point(rect.right, rect.bottom)))

    @property
    def placed(self) -> tuple[Placed, ...]:
        """What stands on the frame that is shown."""
        return () if self.painted is None else self.painted.placed

    def placed_layer(self, path: tuple[str, ...]) -> Placed | None:
        """A layer of the frame that is shown, if it is seen there."""
        return next((one for one in self.placed if one.path == path), None)

    # frames

    def seen_composition(self) -> Composition:
        """What is painted: the stage's composition, or what a tool shows in its place."""
        now = self.stage.composition
        return self.override[1] if self.override is not None and self.override[0] is now else now

    def ask(self, *, draft: bool = False, light: bool = False) -> None:
        """Has the frame at the playhead painted.  light: something moves, so light copies of films do."""
        scale = min(self.zoom * self.devicePixelRatioF(), _LARGEST)
        draft = self._quality == "draft" or (draft and self._quality == "auto")
        if draft:
            scale /= 2
        composition = self.seen_composition()
        time: Fraction = self.stage.time
        self._late.start()
        light = (light or self._coarse) and self._quality != "full"
        self.source.show(Wish(composition, self.stage.document.resources(), time, scale, draft, light))

    @property
    def _quality(self) -> PreviewQuality:
        """As people set it: draft while something moves, or always, or never."""
        settings = settings_near(self)
        return "auto" if settings is None else settings.value.preview

    @property
    def is_late(self) -> bool:
        """Whether the first frame takes so long that its place says so."""
        return self.painted is None and self.error is None and self._waited

    def _changed(self) -> None:
        self.ask(draft=self._coarse)
        self.update()

    def _draft_changed(self, begins: bool) -> None:
        self._coarse = begins
        if begins:
            self._full.stop()
        else:
            self._full.start()

    def _rest(self) -> None:
        """Nothing has moved for a while: the true picture."""
        if self.is_playing():
            self._full.start()
        else:
            self.ask(draft=False)

    def _rescaled(self) -> None:
        self.ask()
        self.zoomed.emit()
        self.update()

    def _wait(self) -> None:
        if self.painted is None:
            self._waited = True
            self.update()

    def _show(self, painted: Painted) -> None:
        self._late.stop()
        self._waited = False
        self.painted, self.error = painted, None
        if painted.light and not self._coarse:
            self._full.start()  # anew with every frame: it runs out once nothing moves
        self.shown.emit(painted)
        self.update()

    def _fail(self, error: StudioError) -> None:
        self.error = error
        self.update()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme().palette.window))
        size = self.stage.composition.size
        frame = self.rect_to_widget(Rect(0, 0, size.width, size.height))
        if self.painted is not None:
            if self.painted.image.hasAlphaChannel():
                _checkers(painter, frame)
            painter.setRenderHint(
                QPainter.RenderHint.SmoothPixmapTransform, self.painted.wish.draft or self.zoom < 2
            )
            image, ratio = self.painted.image, self.devicePixelRatioF()
            if abs(frame.width() * ratio - image.width()) < 1:
                # Painted for this very size: no pixel is mixed with another, and it costs a copy.
                image.setDevicePixelRatio(ratio)
                painter.drawImage(frame.topLeft(), image)
            else:
                painter.drawImage(frame, image)
        else:
            painter.fillRect(frame, QColor(theme().palette.field))
            if self.is_late:
                _skeleton(painter, frame)
        for tool in self.tools:
            tool.paint(painter)
        if self.error is not None:
            self._paint_error(painter)
        elif self.painted is not None and not self.stage.composition.layers:
            _invite(painter, frame)
        painter.end()

    def _paint_error(self, painter: QPainter) -> None:
        error = self.error
        if error is None:
            return
        area = QRectF(px(16), px(16), self.width() - px(32), px(64))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme().palette.panel))
        painter.drawRoundedRect(area, px(8), px(8))
        painter.setPen(QColor(theme().palette.error))
        painter.setFont(theme().font())
        words = f"{tr('canvas.failed')} {said(error)}"
        painter.drawText(
            area.adjusted(px(12), px(8), -px(12), -px(8)),
            Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap,
            words,
        )

    # events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rescaled()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            for tool in reversed(self.tools):
                if tool.overrides(event):
                    event.accept()
                    return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120 or event.angleDelta().x() / 120
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * 1.15**steps, event.position())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._scroll(QPointF(steps * 60, 0))
        else:
            self._scroll(QPointF(0, steps * 60))
        event.accept()

    def _scroll(self, by: QPointF) -> None:
        if self._zoom is not None:
            self._offset += by
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() == Qt.MouseButton.MiddleButton:
            self._pan = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        if event.button() == Qt.MouseButton.LeftButton:
            at = self.to_canvas(event.position())
            any(tool.press(event, at) for tool in reversed(self.tools))
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pan is not None:
            self._zoom = self.zoom
            self._offset += event.position() - self._pan
            self._pan = event.position()
            self.update()
            return
        at = self.to_canvas(event.position())
        any(tool.move(event, at) for tool in reversed(self.tools))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pan is not None and event.button() == Qt.MouseButton.MiddleButton:
            self._pan = None
            self.unsetCursor()
            return
        at = self.to_canvas(event.position())
        any(tool.release(event, at) for tool in reversed(self.tools))
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = self.to_canvas(event.position())
        any(tool.double_click(event, at) for tool in reversed(self.tools))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos(), event.reason() == QContextMenuEvent.Reason.Mouse)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not any(tool.key(event) for tool in reversed(self.tools)):
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if not any(tool.composed(event) for tool in reversed(self.tools)):
            super().inputMethodEvent(event)


def _invite(painter: QPainter, frame: QRectF) -> None:
    """What an empty film begins with."""
    painter.setFont(theme().font("lead"))
    words = tr("canvas.empty")
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    area = QRectF(painter.boundingRect(frame.adjusted(px(24), 0, -px(24), 0), flags, words))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme().palette.panel))  # the film's own ground may be of any colour
    painter.drawRoundedRect(area.adjusted(-px(16), -px(8), px(16), px(8)), px(8), px(8))
    painter.setPen(QColor(theme().palette.text))
    painter.drawText(area, flags, words)


def _skeleton(painter: QPainter, frame: QRectF) -> None:
    """A picture and two lines of words, as a shape: something comes."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme().palette.raised))
    wide, high = frame.width(), frame.height()
    for top, height, share in ((0.14, 0.36, 0.76), (0.58, 0.06, 0.76), (0.68, 0.06, 0.5)):
        bar = QRectF(0, frame.top() + high * top, wide * share, high * height)
        bar.moveLeft(frame.left() + (wide - bar.width()) / 2)
        painter.drawRoundedRect(bar, px(8), px(8))
    painter.restore()


def _checkers(painter: QPainter, frame: QRectF) -> None:
    """The ground of what is transparent."""
    painter.fillRect(frame, QColor("#ffffff"))
    painter.save()
    painter.setClipRect(frame)
    painter.fillRect(frame, Qt.BrushStyle.Dense6Pattern)
    painter.restore()
