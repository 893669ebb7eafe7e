"""Lines over the frame: the safe area, what an app covers, guides; they take no mouse and no keys."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from studio.base.geometry import Point, Rect
from studio.gui.theme.theme import theme
from studio.gui.workspace.canvas.tool import Tool
from studio.gui.workspace.canvas.view import CanvasView
from studio.scene.placed import Placed
from studio.services.overlays import Overlay, overlays_for, safe_area


class OverlayTool(Tool):
    """Shown by `safe` and `guides`; which app's overlay by `overlay` (its id)."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self.safe = False
        self.guides = False
        self.overlay: str | None = None

    def chosen(self) -> Overlay | None:
        """The app's overlay that is shown, if the film has its shape."""
        overlays = overlays_for(self._view.stage.composition)
        return next((one for one in overlays if one.id == self.overlay), overlays[0] if overlays else None)

    def offends(self, rect: Rect) -> bool:
        """Whether something reaches under what the chosen app covers."""
        overlay = self.chosen()
        if overlay is None:
            return False
        size = self._view.stage.composition.size
        return not overlay.clear(size.width, size.height).contains(rect)

    def paint(self, painter: QPainter) -> None:
        size = self._view.stage.composition.size
        if self.safe:
            self._paint_safe(painter, Rect(0, 0, size.width, size.height))
        if self.guides:
            painter.setPen(QPen(QColor(theme().palette.focus), 1, Qt.PenStyle.DashLine))
            for share in (1 / 3, 1 / 2, 2 / 3):
                x, y = size.width * share, size.height * share
                painter.drawLine(
                    self._view.to_widget(Point(x, 0)), self._view.to_widget(Point(x, size.height))
                )
                painter.drawLine(
                    self._view.to_widget(Point(0, y)), self._view.to_widget(Point(size.width, y))
                )

    def _paint_safe(self, painter: QPainter, canvas: Rect) -> None:
        colors = theme().palette
        overlay = self.chosen()
        if overlay is not None:
            covered = QPainterPath()
            covered.addRect(self._view.rect_to_widget(canvas))
            clear = QPainterPath()
            clear.addRect(self._view.rect_to_widget(overlay.clear(canvas.width, canvas.height)))
            shade = QColor(colors.warn)
            shade.setAlpha(48)
            painter.fillPath(covered.subtracted(clear), shade)
            painter.setPen(QPen(QColor(colors.warn), 2))
            for one in self._view.placed:
                if _is_read(one) and self.offends(_ink(one.bounds, canvas)):
                    painter.drawRect(self._view.rect_to_widget(one.bounds))
        painter.setPen(QPen(QColor(colors.link), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        area: QRectF = self._view.rect_to_widget(safe_area(self._view.stage.composition))
        painter.drawRect(area)


def _is_read(placed: Placed) -> bool:
    """Whether people have to see all of it: words, figures, signs; a picture may reach under anything."""
    told = bool(placed.texts) or placed.layer.type in ("chart", "caption", "icon")
    return told and placed.seen > 0 and not placed.layer.hidden


def _ink(bounds: Rect, canvas: Rect) -> Rect:
    return bounds.intersected(canvas)
