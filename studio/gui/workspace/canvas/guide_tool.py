"""Rulers along the frame, and the lines that people pull out of them.

Shown while guides are.  A press in a ruler begins a line, a press on a line moves it, let go over a ruler it
is gone.  The composition keeps the lines; each drag is one step of undo.
"""

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen

from studio.base.geometry import Point
from studio.gui.i18n import translator
from studio.gui.theme.theme import px, theme
from studio.gui.workspace.canvas.tool import Tool
from studio.gui.workspace.canvas.view import CanvasView
from studio.model.composition import GuideLine
from studio.services.editing import StepName
from studio.services.edits.fields import set_field

RULER = 20
"""Logical px, broad."""
_HIT = 4
_TICKS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_APART = 56
"""Logical px between two figures at least."""


class _Pull(Struct):
    """A line on its way: which one of the composition's (None: a new one), and where it is now."""

    number: int | None
    vertical: bool
    at: float
    gone: bool = False


class GuideTool(Tool):
    """The lines of the composition on the canvas."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._stage = view.stage
        self._pull: _Pull | None = None
        self.shown = False

    @property
    def lines(self) -> tuple[GuideLine, ...]:
        return self._stage.composition.guides

    def add(self, *, vertical: bool) -> None:
        """A line through the middle of what is selected, else of the frame: the way by keys."""
        stage = self._stage
        placed = None if stage.current is None else self._view.placed_layer(stage.current)
        size = stage.composition.size
        middle = Point(size.width / 2, size.height / 2) if placed is None else placed.bounds.center
        at = round(middle.x if vertical else middle.y)
        self._set((*self.lines, GuideLine(vertical=vertical, at=at)), "step.guide-add")

    def clear(self) -> None:
        """Takes all lines away."""
        self._set((), "step.guides-clear")

    def _set(self, lines: tuple[GuideLine, ...], key: str) -> None:
        self._stage.edit(StepName(key), lambda composition: set_field(composition, (), ("guides",), lines))

    # mouse

    def press(self, event: QMouseEvent, at: Point) -> bool:
        if not self.shown:
            return False
        pixel = event.position()
        ruler = self._ruler_at(pixel)
        if ruler is not None:
            self._pull = _Pull(None, ruler == "left", 0.0, gone=True)
            self._follow(pixel, at)
            return True
        number = self._line_at(pixel)
        if number is None:
            return False
        line = self.lines[number]
        self._pull = _Pull(number, line.vertical, line.at)
        return True

    def move(self, event: QMouseEvent, at: Point) -> bool:
        if self._pull is not None:
            self._follow(event.position(), at)
            return True
        if self.shown and not event.buttons():
            ruler, number = self._ruler_at(event.position()), self._line_at(event.position())
            vertical = ruler == "left" if ruler else number is not None and self.lines[number].vertical
            if ruler is not None or number is not None:
                self._view.setCursor(Qt.CursorShape.SplitHCursor if vertical else Qt.CursorShape.SplitVCursor)
                return True
        return False

    def release(self, event: QMouseEvent, at: Point) -> bool:
        pull, self._pull = self._pull, None
        if pull is None:
            return False
        lines = list(self.lines)
        made = GuideLine(vertical=pull.vertical, at=pull.at)
        if pull.number is None:
            if not pull.gone:
                self._set((*lines, made), "step.guide-add")
        elif pull.gone:
            del lines[pull.number]
            self._set(tuple(lines), "step.guide-remove")
        else:
            lines[pull.number] = made
            self._set(tuple(lines), "step.guide-move")
        self._view.unsetCursor()
        self._view.update()
        return True

    def double_click(self, event: QMouseEvent, at: Point) -> bool:
        return self.shown and self._ruler_at(event.position()) is not None

    def key(self, event: QKeyEvent) -> bool:
        if self._pull is not None and event.key() == Qt.Key.Key_Escape:
            self._pull = None
            self._view.update()
            return True
        return False

    def _follow(self, pixel: QPointF, at: Point) -> None:
        pull = self._pull
        if pull is None:
            return
        size = self._stage.composition.size
        pull.at = round(at.x if pull.vertical else at.y)
        inside = 0 <= pull.at <= (size.width if pull.vertical else size.height)
        pull.gone = self._ruler_at(pixel) is not None or not inside
        self._view.update()

    def _ruler_at(self, pixel: QPointF) -> str | None:
        if pixel.y() < px(RULER):
            return "top"
        return "left" if pixel.x() < px(RULER) else None

    def _line_at(self, pixel: QPointF) -> int | None:
        for number, line in enumerate(self.lines):
            shown = self._view.to_widget(Point(line.at, line.at))
            if abs((shown.x() - pixel.x()) if line.vertical else (shown.y() - pixel.y())) <= px(_HIT):
                return number
        return None

    # painting

    def paint(self, painter: QPainter) -> None:
        if not self.shown:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        pull = self._pull
        for number, line in enumerate(self.lines):
            if pull is None or pull.number != number:
                self._paint_line(painter, line.vertical, line.at)
        if pull is not None and not pull.gone:
            self._paint_line(painter, pull.vertical, pull.at)
        self._paint_rulers(painter)
        if pull is not None and not pull.gone:
            self._paint_figure(painter, pull)

    def _paint_line(self, painter: QPainter, vertical: bool, at: float) -> None:
        shown, view = self._view.to_widget(Point(at, at)), self._view
        # Dark beside light, so that it is seen on any picture.
        for color, shift in ((theme().palette.window, 1), (theme().palette.focus, 0)):
            painter.setPen(QPen(QColor(color), 1))
            if vertical:
                painter.drawLine(QPointF(shown.x() + shift, 0), QPointF(shown.x() + shift, view.height()))
            else:
                painter.drawLine(QPointF(0, shown.y() + shift), QPointF(view.width(), shown.y() + shift))

    def _paint_rulers(self, painter: QPainter) -> None:
        view, broad, colors = self._view, px(RULER), theme().palette
        painter.fillRect(QRectF(0, 0, view.width(), broad), QColor(colors.panel))
        painter.fillRect(QRectF(0, 0, broad, view.height()), QColor(colors.panel))
        step = next((one for one in _TICKS if one * view.zoom >= px(_APART)), 2000)
        painter.setFont(theme().font("small"))
        painter.setPen(QPen(QColor(colors.muted), 1))
        size = self._stage.composition.size
        for value in range(0, size.width + 1, step):
            x = view.to_widget(Point(value, 0)).x()
            if x >= broad:
                painter.drawLine(QPointF(x, broad - px(5)), QPointF(x, broad))
                painter.drawText(QPointF(x + px(3), broad - px(6)), translator().number(value))
        for value in range(0, size.height + 1, step):
            y = view.to_widget(Point(0, value)).y()
            if y >= broad:
                painter.drawLine(QPointF(broad - px(5), y), QPointF(broad, y))
                painter.save()
                painter.translate(broad - px(6), y - px(3))
                painter.rotate(-90)
                painter.drawText(QPointF(0, 0), translator().number(value))
                painter.restore()
        painter.fillRect(QRectF(0, 0, broad, broad), QColor(colors.panel))

    def _paint_figure(self, painter: QPainter, pull: _Pull) -> None:
        """Where the line is, beside the ruler."""
        shown = self._view.to_widget(Point(pull.at, pull.at))
        words = translator().number(pull.at)
        x, y = (
            (shown.x() + px(6), px(RULER) + px(6))
            if pull.vertical
            else (px(RULER) + px(6), shown.y() + px(6))
        )
        width = painter.fontMetrics().horizontalAdvance(words) + px(12)
        area = QRectF(x, y, width, px(20))
        painter.fillRect(area, QColor(theme().palette.raised))
        painter.setPen(QColor(theme().palette.text))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)
