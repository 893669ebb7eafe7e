"""Drawing tools for the illustrations: soft shapes, light, long shadows, paper grain."""

import math
from collections.abc import Sequence
from pathlib import Path as FilePath

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QTransform,
)

WIDTH, HEIGHT = 1600, 2000
JPEG_QUALITY = 88

Floats = NDArray[np.float64]
Points = Sequence[tuple[float, float]]


def mix(one: str, two: str, share: float) -> str:
    """`share` of two in one, in sRGB: enough for neighbouring tones."""
    a, b = QColor(one), QColor(two)
    parts = (
        round(p + (q - p) * share)
        for p, q in ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue()))
    )
    return "#{:02x}{:02x}{:02x}".format(*parts)


def darker(color: str, share: float = 0.2) -> str:
    return mix(color, "#0d1424", share)


def lighter(color: str, share: float = 0.2) -> str:
    return mix(color, "#fff3df", share)


def see_through(color: str, alpha: float) -> QColor:
    found = QColor(color)
    found.setAlphaF(alpha)
    return found


def blob(points: Points, *, closed: bool = True, tension: float = 1.0) -> QPainterPath:
    """A smooth line through the points (Catmull-Rom)."""
    count = len(points)
    path = QPainterPath(QPointF(*points[0]))
    for k in range(count if closed else count - 1):
        if closed:
            p0, p1, p2, p3 = (points[(k + d) % count] for d in (-1, 0, 1, 2))
        else:
            p0, p1, p2, p3 = (points[min(max(k + d, 0), count - 1)] for d in (-1, 0, 1, 2))
        f = tension / 6
        path.cubicTo(
            QPointF(p1[0] + (p2[0] - p0[0]) * f, p1[1] + (p2[1] - p0[1]) * f),
            QPointF(p2[0] - (p3[0] - p1[0]) * f, p2[1] - (p3[1] - p1[1]) * f),
            QPointF(*p2),
        )
    if closed:
        path.closeSubpath()
    path.setFillRule(Qt.FillRule.WindingFill)
    return path


def polygon(points: Points) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    path.closeSubpath()
    return path


def oval(x: float, y: float, rx: float, ry: float, degrees: float = 0) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QRectF(-rx, -ry, 2 * rx, 2 * ry))
    return QTransform().translate(x, y).rotate(degrees).map(path)


def box(x: float, y: float, width: float, height: float, radius: float = 0) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(x, y, width, height), radius, radius)
    return path


def star(x: float, y: float, radius: float, points: int, inner: float, degrees: float = 0) -> QPainterPath:
    corners = []
    for k in range(2 * points):
        r = radius if k % 2 == 0 else radius * inner
        turn = math.radians(degrees - 90 + 180 * k / points)
        corners.append((x + r * math.cos(turn), y + r * math.sin(turn)))
    return polygon(corners)


def _box_blur(values: Floats, radius: int, axis: int) -> Floats:
    width = 2 * radius + 1
    pad = [(0, 0), (0, 0)]
    pad[axis] = (radius + 1, radius)
    total = np.cumsum(np.pad(values, pad, mode="edge"), axis=axis)
    upper = np.take(total, range(width, total.shape[axis]), axis=axis)
    lower = np.take(total, range(total.shape[axis] - width), axis=axis)
    return (upper - lower) / width


def blurred(values: Floats, radius: float) -> Floats:
    """Three box blurs: near a Gaussian."""
    reach = max(1, round(radius / 1.8))
    for _ in range(3):
        values = _box_blur(_box_blur(values, reach, 0), reach, 1)
    return values


def _tinted(alpha: Floats, color: str, noise: Floats | float) -> QImage:
    """One colour as opaque as `alpha` (0 ... 1) says; `noise` (0 ... 1) decides how fractions round."""
    tone = QColor(color)
    pixels = np.empty((*alpha.shape, 4), np.uint8)
    for channel, value in enumerate((tone.blue(), tone.green(), tone.red(), 255)):
        pixels[..., channel] = np.clip(np.floor(alpha * value + noise), 0, 255)
    high, wide = alpha.shape
    return QImage(pixels.tobytes(), wide, high, wide * 4, QImage.Format.Format_ARGB32_Premultiplied).copy()


class Canvas:
    """A sheet of WIDTH x HEIGHT with the light from the upper left."""

    def __init__(self, top: str, bottom: str) -> None:
        self.image = QImage(WIDTH, HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
        self.painter = QPainter(self.image)
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        sky = QLinearGradient(0, 0, 0, HEIGHT)
        sky.setColorAt(0, QColor(top))
        sky.setColorAt(1, QColor(bottom))
        self.painter.fillRect(0, 0, WIDTH, HEIGHT, sky)

    # --- shapes ---

    def fill(self, path: QPainterPath, color: str, light: float = 0.1, alpha: float = 1.0) -> None:
        """The shape in a soft slope from a lighter tone (upper left) to a darker one."""
        bounds = path.boundingRect()
        slope = QLinearGradient(bounds.topLeft(), bounds.bottomRight())
        slope.setColorAt(0, see_through(lighter(color, light), alpha))
        slope.setColorAt(0.5, see_through(color, alpha))
        slope.setColorAt(1, see_through(darker(color, light), alpha))
        self.painter.fillPath(path, QBrush(slope))

    def flat(self, path: QPainterPath, color: str, alpha: float = 1.0) -> None:
        self.painter.fillPath(path, see_through(color, alpha))

    def line(self, path: QPainterPath, color: str, width: float, alpha: float = 1.0) -> None:
        pen = QPen(see_through(color, alpha), width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self.painter.strokePath(path, pen)

    def limb(self, points: Points, color: str, width: float, light: float = 0.1) -> None:
        """A round sleeve, finger or leg along the points, with a soft edge of shade below."""
        path = blob(points, closed=False)
        self.line(path, darker(color, light), width)
        self.painter.save()
        self.painter.translate(-width * 0.06, -width * 0.05)
        self.line(path, color, width * 0.86)
        self.painter.restore()

    def glow(self, x: float, y: float, radius: float, color: str, alpha: float) -> None:
        """Light that fades out to `radius`; dithered, as slow slopes of eight bits show rings."""
        across = np.arange(-radius, radius + 1)
        distance = np.sqrt(across[:, None] ** 2 + across[None, :] ** 2) / radius
        share = (0.5 + 0.5 * np.cos(np.pi * np.clip(distance, 0, 1))) ** 1.6 * alpha
        noise = np.random.default_rng(round(x + y)).random(share.shape)
        self.painter.drawImage(QPointF(x - radius, y - radius), _tinted(share, color, noise))

    # --- shade ---

    def shadow(
        self,
        path: QPainterPath,
        dx: float,
        dy: float,
        blur: float,
        color: str = "#0b1020",
        alpha: float = 0.3,
        inside: QPainterPath | None = None,
    ) -> None:
        """The shape's soft shadow, moved by (dx, dy); `inside` limits it to what it falls on."""
        scale = 4
        mask = QImage(WIDTH // scale, HEIGHT // scale, QImage.Format.Format_Alpha8)
        mask.fill(0)
        brush = QPainter(mask)
        brush.setRenderHint(QPainter.RenderHint.Antialiasing)
        own = self.painter.worldTransform()
        brush.setTransform(own * QTransform().translate(dx, dy) * QTransform().scale(1 / scale, 1 / scale))
        brush.fillPath(path, QColor("black"))
        brush.end()
        raw = np.frombuffer(mask.constBits(), np.uint8).reshape(mask.height(), mask.bytesPerLine())
        soft = blurred(raw[:, : mask.width()].astype(float), blur / scale) * (alpha / 255)
        picture = _tinted(soft, color, 0.5)
        self.painter.save()
        if inside is not None:
            self.painter.setClipPath(inside)
        self.painter.resetTransform()
        self.painter.drawImage(QRectF(0, 0, WIDTH, HEIGHT), picture)
        self.painter.restore()

    def shade_inside(
        self, path: QPainterPath, by: QPainterPath, color: str, alpha: float, blur: float
    ) -> None:
        """A soft tone of the shape `by` (a fold, the shade under a chin), only on `path`."""
        self.shadow(by, 0, 0, blur, color, alpha, inside=path)

    # --- the sheet ---

    def save(self, file: FilePath, seed: int) -> None:
        """Paper grain and broad washes over everything, then the file."""
        self.painter.end()
        raw = np.frombuffer(self.image.constBits(), np.uint8)
        pixels = raw.reshape(HEIGHT, self.image.bytesPerLine() // 4, 4)[:, :WIDTH, 2::-1].astype(np.float32)
        chance = np.random.default_rng(seed)
        grain = blurred(chance.standard_normal((HEIGHT, WIDTH)), 2)
        wash = blurred(chance.standard_normal((HEIGHT // 8, WIDTH // 8)), 14)
        wash = np.asarray(
            Image.fromarray((wash / np.abs(wash).max()).astype(np.float32)).resize(
                (WIDTH, HEIGHT), Image.Resampling.BICUBIC
            )
        )
        tone = 1 + 0.0075 * grain / grain.std() + 0.03 * wash
        pixels = np.clip(pixels * tone[..., None], 0, 255).astype(np.uint8)
        file.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(pixels).save(file, quality=JPEG_QUALITY, optimize=True, progressive=True)
