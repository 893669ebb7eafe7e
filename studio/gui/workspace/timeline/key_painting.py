"""How key lanes look: a line between keys, the keys by their curve, brackets, rubber band."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from studio.gui.theme.theme import px, theme
from studio.gui.workspace.timeline.key_choice import KeyChoice
from studio.gui.workspace.timeline.key_rows import KeyLane, KeyShape

if TYPE_CHECKING:
    from studio.gui.workspace.timeline.key_tool import KeyTool
    from studio.gui.workspace.timeline.lanes import Lanes

KEY = 10
"""px across."""
BRACKET = 24
"""px of a bracket that take the mouse."""


class KeyPainter:
    """Paints all key lanes that are in view."""

    def __init__(self, tool: KeyTool, lanes: Lanes, choice: KeyChoice, painter: QPainter) -> None:
        self._tool, self._lanes, self._choice, self._painter = tool, lanes, choice, painter
        self._colors = theme().palette

    def paint(self) -> None:
        painter = self._painter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, row in enumerate(self._lanes.rows):
            rect = self._tool.rect(index)
            if row.keys is not None and rect.bottom() > 0 and rect.top() < self._lanes.height():
                self._lane(index, row.keys)
        self._brackets()
        if self._tool.band is not None:
            ground = QColor(self._colors.focus)
            painter.setPen(QPen(ground, 1))
            ground.setAlpha(40)
            painter.setBrush(ground)
            painter.drawRect(self._tool.band)

    def _lane(self, index: int, lane: KeyLane) -> None:
        painter, keys = self._painter, self._choice.keys
        ground = QColor(self._colors.panel)
        ground.setAlpha(150)
        painter.fillRect(self._tool.rect(index).adjusted(0, 0, 0, -1), ground)
        centers = [self._tool.center(index, lane, mark) for mark in lane.marks]
        for start, end, mark in zip(centers, centers[1:], lane.marks, strict=False):
            dashed = mark.shape == "square"
            style = Qt.PenStyle.DotLine if dashed else Qt.PenStyle.SolidLine
            painter.setPen(QPen(QColor(self._colors.border), px(1.5), style))
            painter.drawLine(start, end)
        for mark, center in zip(lane.marks, centers, strict=True):
            draw_key(painter, mark.shape, center, chosen=lane.key(mark) in keys)

    def _brackets(self) -> None:
        painter = self._painter
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._colors.text), 2))
        for side, rect in self._tool.brackets().items():
            inner = rect.right() if side == "start" else rect.left()
            outer = inner - px(8) if side == "start" else inner + px(8)
            top, bottom = rect.top() + px(5), rect.bottom() - px(6)
            corners = [(inner, top), (outer, top), (outer, bottom), (inner, bottom)]
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in corners]))


def draw_key(painter: QPainter, shape: KeyShape, center: QPointF, *, chosen: bool) -> None:
    """A key, 10 px across; a chosen one is filled with the accent, and larger."""
    colors, half = theme().palette, px(KEY) / 2 + (px(1) if chosen else 0)
    painter.setPen(QPen(QColor(colors.text if chosen else colors.window), px(1.5)))
    painter.setBrush(QColor(colors.accent if chosen else colors.text))
    if shape == "circle":
        painter.drawEllipse(center, half, half)
    elif shape == "square":
        side = half * 0.9
        painter.drawRect(QRectF(center.x() - side, center.y() - side, 2 * side, 2 * side))
    else:
        ways = [(0.0, -half), (half, 0.0), (0.0, half), (-half, 0.0)]
        painter.drawPolygon(QPolygonF([QPointF(center.x() + dx, center.y() + dy) for dx, dy in ways]))
