"""How markers look: flags with names on the ruler, fine lines through the lanes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from studio.gui.theme.theme import px, theme
from studio.model.composition import Marker

if TYPE_CHECKING:
    from studio.gui.workspace.timeline.lanes import Lanes

FLAG = 12
"""px of a flag."""
_ROLES = {"accent": "accent", "accent-2": "focus", "positive": "ok", "warning": "warn", "muted": "muted"}
"""The window's colour for a marker's."""


def paint_lines(painter: QPainter, markers: Iterable[Marker], lanes: Lanes, chosen: str | None) -> None:
    """A dashed line below each flag; that of the chosen marker (by its id) is stronger."""
    for marker in markers:
        x = lanes.scale.x_of(marker.time)
        if 0 <= x <= lanes.width():
            color = _color(marker)
            color.setAlpha(150 if marker.id == chosen else 80)
            painter.setPen(QPen(color, 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, lanes.ruler_height), QPointF(x, lanes.height()))


def paint_flag(painter: QPainter, marker: Marker, rect: QRectF, name: str, *, chosen: bool) -> None:
    """A flag on its mast, which stands on the marker's frame, and the name as far as there is room."""
    colors, color = theme().palette, _color(marker)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colors.focus if chosen else colors.panel), 1))
    painter.setBrush(QColor(colors.chosen if chosen else colors.raised))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), px(3), px(3))
    x, top = rect.left() + 1, rect.top() + px(3)
    painter.setPen(QPen(color, px(2)))
    painter.drawLine(QPointF(x, rect.top() + 1), QPointF(x, rect.bottom()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    cloth = [(0, 0), (px(FLAG) - px(2), px(4)), (0, px(9))]
    painter.drawPolygon(QPolygonF([QPointF(x + dx, top + dy) for dx, dy in cloth]))
    words = rect.adjusted(px(FLAG) + px(3), 0, -px(3), 0)
    if words.width() < px(FLAG):
        return
    painter.setFont(theme().font("small"))
    painter.setPen(QColor(colors.text))
    text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, round(words.width()) + 1)
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
    painter.drawText(words, flags | Qt.TextFlag.TextDontClip, text)


def _color(marker: Marker) -> QColor:
    return QColor(theme().palette.color(_ROLES[marker.color]))
