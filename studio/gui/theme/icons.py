"""The window's icons: outlines on a 24 grid, drawn as strokes in a colour of the palette.

An icon that points along the line is mirrored with the window; transport, clocks and lenses never are.
Icons are drawn from outlines at each size and pixel ratio, so they stay crisp, and need no SVG module.
"""

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from PySide6.QtCore import QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPainterPath, QPen, QPixmap

from studio.base.paths import data_dir
from studio.base.svg_path import parse_svg_path
from studio.gui.i18n import translator
from studio.gui.theme.theme import px, theme
from studio.render.convert import painter_path

GRID = 24
STROKE = 1.75
_SIZES = (16, 20)
"""Logical pixels at which the window shows icons: dense and usual ones."""


@cache
def _rows() -> Mapping[str, Mapping[str, object]]:
    file = data_dir("resources") / "icons" / "window.json"
    return MappingProxyType(json.loads(file.read_text("utf-8"))["icons"])


def window_icons() -> tuple[str, ...]:
    """The names of all icons."""
    return tuple(_rows())


@cache
def _outline(name: str) -> tuple[QPainterPath, bool]:
    """The lines of an icon, and whether right-to-left mirrors it.  Raises KeyError for an unknown name."""
    row = _rows()[name]
    whole = QPainterPath()
    paths = row["paths"]
    for data in paths if isinstance(paths, list) else []:
        whole.addPath(painter_path(parse_svg_path(data)))
    return whole, bool(row["mirrors"])


def draw_icon(painter: QPainter, name: str, area: QRectF, color: QColor | str) -> None:
    """Paints an icon into a square, mirrored where it points and the window reads from the right."""
    outline, mirrors = _outline(name)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(area.topLeft())
    scale = min(area.width(), area.height()) / GRID
    painter.scale(scale, scale)
    if mirrors and translator().right_to_left:
        painter.translate(GRID, 0)
        painter.scale(-1, 1)
    pen = QPen(QColor(color), STROKE)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(outline)
    painter.restore()


def pixmap(name: str, color: str, size: int, ratio: float = 1.0) -> QPixmap:
    """An icon as a picture of `size` logical pixels."""
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw_icon(painter, name, QRectF(0, 0, picture.width(), picture.height()), color)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@lru_cache(maxsize=1024)
def _icon(
    name: str, color: str, faint: str, right_to_left: bool, sides: tuple[tuple[int, float], ...]
) -> QIcon:
    icon = QIcon()
    for size, ratio in sides:
        plain = pixmap(name, color, size, ratio)
        # Named for every mode: Qt would tint what it has to make by itself.
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Active, QIcon.Mode.Selected):
            icon.addPixmap(plain, mode)
        icon.addPixmap(pixmap(name, faint, size, ratio), QIcon.Mode.Disabled)
    return icon


def icon(name: str, role: str = "text", size: int = 20) -> QIcon:
    """An icon in a colour of the palette, as the window reads now.  Raises KeyError for an unknown name.

    It is drawn at `size` logical pixels and the usual sizes, for the screens that there are: drawing at
    sizes that nobody shows was a good part of the time in which the window opens.
    """
    colors = theme().palette
    faint = QColor(colors.muted)
    faint.setAlphaF(0.55)
    ratios = {screen.devicePixelRatio() for screen in QGuiApplication.screens()}
    sides = tuple((px(one), ratio) for one in sorted({*_SIZES, size}) for ratio in sorted(ratios))
    shade = faint.name(QColor.NameFormat.HexArgb)
    return _icon(name, colors.color(role), shade, translator().right_to_left, sides)


class _Keeper(QObject):
    """Draws a button's or an action's icon anew when colours or direction change; lives as long as it."""

    def __init__(self, target: QObject, name: str, role: str, size: int) -> None:
        super().__init__(target)
        self._target = target
        self.set(name, role, size)
        theme().changed.connect(self.refresh)
        translator().changed.connect(self.refresh)

    def set(self, name: str, role: str, size: int) -> None:
        self._name, self._role, self._size = name, role, size
        self.refresh()

    def refresh(self) -> None:
        target = self._target
        if hasattr(target, "setIconSize"):
            target.setIconSize(QSize(px(self._size), px(self._size)))
        if hasattr(target, "setIcon"):
            target.setIcon(icon(self._name, self._role, self._size))


def set_icon(target: QObject, name: str, role: str = "text", size: int = 20) -> None:
    """Gives a button or an action an icon that follows the theme and the direction.

    role: a colour of the palette.  size: logical pixels.  Called again, it changes the icon.
    """
    for child in target.children():
        if isinstance(child, _Keeper):
            child.set(name, role, size)
            return
    _Keeper(target, name, role, size)
