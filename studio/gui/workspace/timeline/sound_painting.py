"""How sounds look on their bars: the wave, always left to right, and ramps of fades with their handles."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from studio.gui.theme.theme import px
from studio.gui.workspace.timeline.rows import Bar, Sounding
from studio.gui.workspace.timeline.scale import TimeScale
from studio.services.waveforms import Peaks

if TYPE_CHECKING:
    from studio.gui.workspace.timeline.drags import Mode

_Numbers = NDArray[np.float64]

_HANDLE = 5
"""px: radius of a fade's handle."""
NAME = 18
"""px over the wave for the name."""
_NARROWEST = 64
"""px of a bar that has handles."""


def fade_handles(rect: QRectF, bar: Bar, scale: TimeScale) -> "dict[Mode, QPointF]":
    """Where the handles of a bar's fades are; at the ends of their ramps, never on what trims the bar."""
    sound = bar.sound
    if sound is None or sound.film or rect.width() < px(_NARROWEST):
        return {}
    inset, y = px(18), rect.top() + px(7)
    middle = rect.center().x()
    fade_in = rect.left() + max(inset, float(sound.fade_in) * scale.pixels)
    fade_out = rect.right() - max(inset, float(sound.fade_out) * scale.pixels)
    if fade_in > fade_out:  # ramps that meet: side by side
        fade_in, fade_out = min(fade_in, middle), max(fade_out, middle)
    return {"fade-in": QPointF(fade_in, y), "fade-out": QPointF(fade_out, y)}


def name_rect(rect: QRectF, handles: Iterable[QPointF]) -> QRectF:
    """Where the name of a sound stands: over its wave, between the handles where there are any."""
    left, right = rect.left(), rect.right()
    for place in handles:
        if place.x() < rect.center().x():
            left = max(left, place.x() + px(_HANDLE + 5))
        else:
            right = min(right, place.x() - px(_HANDLE + 5))
    return QRectF(left, rect.top(), right - left, px(NAME))


def paint_wave(
    painter: QPainter, rect: QRectF, bar: Bar, peaks: Peaks | None, scale: TimeScale, width: int
) -> None:
    """The wave of what is seen of a bar; a flat line while its peaks are not there.  width: of the lanes."""
    sound = bar.sound
    if sound is None:
        return
    ink = QColor(255, 255, 255, 70 if sound.silent else 165)
    painter.setPen(QPen(ink, 1))
    left, right = max(0, round(rect.left()) + 1), min(width, round(rect.right()) - 1)
    top = rect.top() + (px(NAME) if not sound.film else rect.height() * 0.6)
    middle, half = (top + rect.bottom()) / 2, (rect.bottom() - top) / 2 - 2
    if peaks is None or right <= left:
        painter.drawLine(QPointF(left, middle), QPointF(right, middle))
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    # A column for every px: its own stretch of the file.
    local: _Numbers = (np.arange(left, right, dtype=np.float64) - rect.left()) / scale.pixels
    speed = float(sound.speed)
    starts = float(sound.source_start) + _looped(local * speed, sound, peaks)
    loudness = _loudness(local, float(bar.end - bar.start), sound)
    columns = np.clip(peaks.between(starts, speed / scale.pixels) * loudness[:, None], -1.0, 1.0)
    tops, bottoms = middle - columns[:, 1] * half, middle - columns[:, 0] * half
    painter.drawLines(
        [
            QLineF(left + at + 0.5, float(top), left + at + 0.5, max(float(top) + 1, float(bottom)))
            for at, (top, bottom) in enumerate(zip(tops, bottoms, strict=True))
        ]
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _looped(source: _Numbers, sound: Sounding, peaks: Peaks) -> _Numbers:
    length = float(peaks.seconds - sound.source_start)
    return np.mod(source, length) if sound.loop and length > 0 else source


def _loudness(local: _Numbers, length: float, sound: Sounding) -> _Numbers:
    """Gain and fades at moments of a bar."""
    heard = np.full(len(local), 10 ** (sound.gain / 20))
    if sound.fade_in:
        heard *= np.clip(local / float(sound.fade_in), 0, 1)
    if sound.fade_out:
        heard *= np.clip((length - local) / float(sound.fade_out), 0, 1)
    return heard


def paint_fades(painter: QPainter, rect: QRectF, bar: Bar, scale: TimeScale, *, handles: bool) -> None:
    """Ramps over the bar, and, on bars that can be edited, handles to draw them by."""
    sound = bar.sound
    if sound is None:
        return
    for length, edge, way in ((sound.fade_in, rect.left(), 1), (sound.fade_out, rect.right(), -1)):
        wide = min(float(length) * scale.pixels, rect.width())
        if wide < 1:
            continue
        top, bottom, to = rect.top() + 1, rect.bottom() - 1, edge + way * wide
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 110))
        painter.drawPolygon(QPolygonF([QPointF(edge, top), QPointF(to, top), QPointF(edge, bottom)]))
        painter.setPen(QPen(QColor("#ffffff"), 1.5))
        painter.drawLine(QPointF(edge, bottom), QPointF(to, top))
    if handles and bar.free:
        painter.setPen(QPen(QColor(0, 0, 0, 160), 1))
        painter.setBrush(QColor("#ffffff"))
        for place in fade_handles(rect, bar, scale).values():
            painter.drawEllipse(place, px(_HANDLE), px(_HANDLE))
