"""Things on tables and walls."""

import math

from PySide6.QtGui import QPainterPath

from resources.tools.pictures.kit import (
    HEIGHT,
    WIDTH,
    Canvas,
    blob,
    box,
    darker,
    lighter,
    oval,
    polygon,
)
from studio.base.geometry import Path, Rect
from studio.model.text_effects import PatternKind
from studio.scene.patterns import pattern_paths


def tea_glass(canvas: Canvas, x: float, y: float, size: float) -> None:
    """A small glass of tea on its saucer; (x, y) is the middle of the saucer, `size` the glass's height."""
    saucer = oval(x, y, size * 0.55, size * 0.16)
    canvas.shadow(saucer, size * 0.15, size * 0.1, size * 0.12, alpha=0.4)
    canvas.fill(saucer, "#f3ead8", 0.12)
    canvas.flat(oval(x, y - size * 0.02, size * 0.34, size * 0.09), "#c9b491", 0.6)
    sides = ((0.2, 0.0), (0.26, -0.2), (0.2, -0.5), (0.23, -0.75), (0.3, -1.0))
    right = [(x + size * a, y + size * b) for a, b in sides]
    left = [(x - size * a, y + size * b) for a, b in reversed(sides)]
    body = blob([*right, *left], tension=0.8)
    canvas.fill(body, "#f6e9d4", 0.1, 0.55)
    tea = blob([*right[:4], *left[1:]], tension=0.8)
    canvas.fill(tea, "#b4501e", 0.22, 0.94)
    canvas.fill(oval(x, y - size * 0.76, size * 0.225, size * 0.055), "#d9793a", 0.1)
    canvas.line(oval(x, y - size, size * 0.3, size * 0.075), "#fffaf0", size * 0.025, 0.9)
    shine = blob(
        [
            (x - size * 0.14, y - size * 0.86),
            (x - size * 0.1, y - size * 0.5),
            (x - size * 0.14, y - size * 0.2),
        ],
        closed=False,
    )
    canvas.line(shine, "#fff6e6", size * 0.04, 0.55)


def steam(canvas: Canvas, x: float, y: float, size: float) -> None:
    for k, shift in enumerate((-0.12, 0.12)):
        points = [
            (x + size * (shift + 0.09 * math.sin(step * 1.5 + k * 2)), y - size * 0.22 * step)
            for step in range(6)
        ]
        canvas.line(blob(points, closed=False), "#fff6e6", size * 0.06, 0.16)


def notebook(canvas: Canvas, x: float, y: float, size: float, color: str, skew: float = 0.0) -> None:
    page = polygon(
        [
            (x - size * 0.5 + skew, y - size * 0.2),
            (x + size * 0.5 + skew, y - size * 0.2),
            (x + size * 0.62, y + size * 0.2),
            (x - size * 0.62, y + size * 0.2),
        ]
    )
    canvas.shadow(page, 8, 8, 12, alpha=0.3)
    canvas.fill(page, color, 0.08)
    for k in range(3):
        at = y - size * 0.1 + k * size * 0.09
        canvas.line(
            blob([(x - size * 0.34, at), (x + size * (0.3 - 0.12 * (k == 2)), at)], closed=False),
            darker(color, 0.3),
            4,
            0.6,
        )


def leaf(canvas: Canvas, x: float, y: float, size: float, degrees: float, color: str) -> None:
    canvas.painter.save()
    canvas.painter.translate(x, y)
    canvas.painter.rotate(degrees)
    shape = blob(
        [
            (0, 0),
            (size * 0.3, -size * 0.22),
            (size * 0.75, -size * 0.16),
            (size, 0),
            (size * 0.7, size * 0.17),
            (size * 0.28, size * 0.18),
        ]
    )
    canvas.fill(shape, color, 0.16)
    canvas.line(
        blob([(size * 0.05, 0), (size * 0.5, -size * 0.015), (size * 0.88, 0)], closed=False),
        lighter(color, 0.35),
        size * 0.02,
        0.7,
    )
    canvas.painter.restore()


def plant(canvas: Canvas, x: float, y: float, size: float, color: str, pot: str) -> None:
    for k, (turn, length) in enumerate(
        ((-90, 1.0), (-122, 0.9), (-58, 0.92), (-150, 0.72), (-32, 0.72), (-105, 0.7), (-74, 0.66))
    ):
        leaf(canvas, x, y, size * length, turn, lighter(color, 0.06 * (k % 3)))
    body = polygon(
        [
            (x - size * 0.24, y - size * 0.02),
            (x + size * 0.24, y - size * 0.02),
            (x + size * 0.18, y + size * 0.38),
            (x - size * 0.18, y + size * 0.38),
        ]
    )
    canvas.fill(body, pot, 0.16)
    canvas.fill(
        box(x - size * 0.27, y - size * 0.06, size * 0.54, size * 0.1, size * 0.03), lighter(pot, 0.1), 0.1
    )


def heart(x: float, y: float, size: float) -> QPainterPath:
    """`size`: its width."""
    path = QPainterPath()
    u = size / 2
    path.moveTo(x, y + 0.95 * u)
    for side in (-1, 1):
        path.moveTo(x, y + 0.95 * u)
        path.cubicTo(x + side * 0.55 * u, y + 0.5 * u, x + side * u, y + 0.1 * u, x + side * u, y - 0.32 * u)
        path.cubicTo(x + side * u, y - 0.95 * u, x + side * 0.2 * u, y - 1.0 * u, x, y - 0.42 * u)
        path.closeSubpath()
    return path.simplified()


def qt_path(path: Path) -> QPainterPath:
    out = QPainterPath()
    for verb, c in path.segments():
        if verb == "M":
            out.moveTo(*c)
        elif verb == "L":
            out.lineTo(*c)
        elif verb == "C":
            out.cubicTo(*c)
        elif verb == "Z":
            out.closeSubpath()
    return out


def pattern(
    canvas: Canvas,
    kind: PatternKind,
    area: Rect,
    tile: float,
    color: str,
    width: float,
    alpha: float,
    inside: QPainterPath | None = None,
    seed: int = 0,
) -> None:
    found = pattern_paths(kind, area, tile, seed)
    canvas.painter.save()
    if inside is not None:
        canvas.painter.setClipPath(inside)
    canvas.line(qt_path(found.strokes), color, width, alpha)
    canvas.painter.restore()


def arch(x: float, y: float, width: float, height: float) -> QPainterPath:
    """A window with a round top."""
    path = QPainterPath()
    path.moveTo(x, y + height)
    path.lineTo(x, y + width / 2)
    path.arcTo(x, y, width, width, 180, -180)
    path.lineTo(x + width, y + height)
    path.closeSubpath()
    return path


def laptop(canvas: Canvas, x: float, y: float, size: float, screen: str, ink: str) -> None:
    """A laptop that shows us its screen; (x, y) is the middle of its hinge."""
    lid = box(x - size / 2, y - size * 0.64, size, size * 0.64, size * 0.04)
    canvas.shadow(lid, 10, 14, 22, alpha=0.35)
    canvas.fill(lid, "#28323c", 0.1)
    face = box(x - size * 0.46, y - size * 0.6, size * 0.92, size * 0.55, size * 0.02)
    canvas.fill(face, screen, 0.1)
    canvas.flat(box(x - size * 0.36, y - size * 0.5, size * 0.34, size * 0.2, size * 0.05), ink, 0.85)
    canvas.flat(box(x - size * 0.02, y - size * 0.26, size * 0.36, size * 0.13, size * 0.05), ink, 0.4)
    base = polygon(
        [
            (x - size * 0.5, y),
            (x + size * 0.5, y),
            (x + size * 0.6, y + size * 0.15),
            (x - size * 0.6, y + size * 0.15),
        ]
    )
    canvas.fill(base, "#c8ced2", 0.14)


def floor(canvas: Canvas, y: float, color: str, light: float = 0.12) -> None:
    canvas.fill(box(-20, y, WIDTH + 40, HEIGHT - y + 20), color, light)
