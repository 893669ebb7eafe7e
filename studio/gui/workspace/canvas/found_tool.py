"""Marks words that were found, where they stand on the canvas; takes no mouse and no keys."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from studio.base.geometry import Point
from studio.gui.theme.theme import theme
from studio.gui.workspace.canvas.tool import Tool
from studio.gui.workspace.canvas.view import CanvasView
from studio.scene.placed import Placed, Written
from studio.services.edits.find import Hit
from studio.text.caret import CaretMap


class FoundTool(Tool):
    """The places of one hit: boxes around its letters, as they are laid out."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self.hit: Hit | None = None

    def show(self, hit: Hit | None) -> None:
        """None: nothing is marked."""
        self.hit = hit
        self._view.update()

    def boxes(self) -> tuple[QPolygonF, ...]:
        """What is marked on the frame on screen, px of the view; empty for what is not drawn as it is
        written (names, cues, labels)."""
        hit = self.hit
        if hit is None or hit.place.kind != "text":
            return ()
        placed = self._view.placed_layer(hit.place.path)
        part = 1 if hit.place.field[0] == "second" else 0
        written = next((one for one in placed.texts if one.part == part), None) if placed else None
        if placed is None or written is None or len(written.layout.spec.text) != len(hit.place.text):
            return ()
        rects = CaretMap(written.layout).selection(hit.start, hit.end)
        return tuple(
            QPolygonF(
                [
                    self._to_view(placed, written, Point(x, y))
                    for x, y in (
                        (box.x, box.y),
                        (box.right, box.y),
                        (box.right, box.bottom),
                        (box.x, box.bottom),
                    )
                ]
            )
            for box in rects
        )

    def _to_view(self, placed: Placed, text: Written, at: Point) -> QPointF:
        return self._view.to_widget(placed.transform.apply(Point(at.x + text.x, at.y + text.y)))

    def paint(self, painter: QPainter) -> None:
        boxes = self.boxes()
        if not boxes:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(theme().palette.warn)
        ground.setAlpha(70)
        for box in boxes:
            for color, width in ((theme().palette.window, 4.0), (theme().palette.warn, 2.0)):
                painter.setPen(QPen(QColor(color), width))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPolygon(box)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawPolygon(box)
