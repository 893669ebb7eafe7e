"""How the wave looks: ruler, sound, where somebody speaks, cues with their words, reading load, playhead."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QTextOption

from studio.gui.captions.facts import limits_of, pace_role, reads_right_to_left
from studio.gui.i18n import translator
from studio.gui.theme.palettes import CLIPS
from studio.gui.theme.theme import px, theme
from studio.gui.workspace.timecode import clock
from studio.model.captions import Cue
from studio.scene.captions import cue_text

if TYPE_CHECKING:
    from studio.gui.captions.wave import CueWave

RULER, WORDS = 22, 24
"""px: of the ruler above, of the words at the lower edge of the current cue."""
_TICK, _GRIP = 6, 12
_DENSE = 400
"""Cues in view that are not told apart any more."""
_NARROW = 8
"""px: narrower cues are bars without an edge."""


class WavePainter:
    """Paints one picture of a wave, and the playhead over it."""

    def __init__(self, wave: CueWave, painter: QPainter) -> None:
        self._wave, self._painter = wave, painter
        self._colors = theme().palette
        self._low = wave.height() - wave.load_height

    def paint(self) -> None:
        wave, painter = self._wave, self._painter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setFont(theme().font("small"))
        painter.fillRect(wave.rect(), QColor(self._colors.window))
        end = wave.scale.x_of(wave.desk.stage.composition.duration)
        painter.fillRect(QRectF(end, 0, wave.width(), wave.height()), QColor(self._colors.panel))
        self._speech()
        rows = wave.seen_rows()
        covered = self._covered(rows)
        self._sound(QColor(self._colors.muted))
        if len(rows) > _DENSE:
            self._columns(covered)
            rows = range(wave.desk.current, wave.desk.current + 1) if wave.desk.current in rows else range(0)
        for row in rows:
            self._ground(row)
        self._sound(QColor(255, 255, 255, 84), covered)
        for row in rows:
            self._cue(row)
        self._load()
        self._ruler()
        if wave.snap_at is not None:
            x = wave.scale.x_of(wave.snap_at + wave.desk.origin)
            painter.setPen(QPen(QColor(self._colors.accent), 1))
            painter.drawLine(QPointF(x, 0), QPointF(x, wave.height()))

    def _ruler(self) -> None:
        wave, painter = self._wave, self._painter
        painter.fillRect(QRectF(0, 0, wave.width(), px(RULER)), QColor(self._colors.panel))
        step = wave.scale.tick()
        time = max(0.0, (wave.scale.start // step) * step)
        numbers = translator()
        while (x := wave.scale.x_of(time)) < wave.width():
            painter.setPen(QPen(QColor(self._colors.border), 1))
            painter.drawLine(QPointF(x, px(RULER - _TICK)), QPointF(x, px(RULER)))
            painter.setPen(QColor(self._colors.muted))
            painter.drawText(QPointF(x + px(4), px(15)), numbers.in_digits(clock(time)))
            time += step

    def _speech(self) -> None:
        """A line above the wave where somebody speaks."""
        wave = self._wave
        first, last = wave.scale.time_of(0), wave.scale.time_of(wave.width())
        color = QColor(self._colors.link)
        color.setAlpha(150)
        for span in wave.sounds.speech:
            if span.end < first or span.start > last:
                continue
            left, right = wave.scale.x_of(span.start), wave.scale.x_of(span.end)
            self._painter.fillRect(QRectF(left, px(RULER), right - left, px(3)), color)

    def _sound(self, color: QColor, within: NDArray[np.bool_] | None = None) -> None:
        """The wave.  within: in these columns alone."""
        wave, painter = self._wave, self._painter
        top, width = px(RULER + 4), wave.width()
        middle, half = (top + self._low) / 2, (self._low - top) / 2 - 2
        painter.setPen(QPen(color, 1))
        left = np.arange(0, width, dtype=np.float64)
        times = (left - wave.scale.x_of(0.0)) / wave.scale.pixels
        columns = wave.sounds.columns(times, 1 / wave.scale.pixels)
        if columns is None and within is not None:
            return
        if columns is None:
            painter.drawLine(QPointF(0, middle), QPointF(width, middle))
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        heard = np.clip(columns, -1, 1)
        tops, bottoms = middle - heard[:, 1] * half, middle - heard[:, 0] * half
        painter.drawLines(
            [
                QLineF(x + 0.5, float(a), x + 0.5, max(float(a) + 1, float(b)))
                for x, (a, b) in enumerate(zip(tops, bottoms, strict=True))
                if within is None or within[x]
            ]
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _box(self, row: int) -> QRectF:
        return self._wave.rect_of(row).adjusted(0.5, 4, -0.5, -1)

    def _covered(self, rows: range) -> NDArray[np.bool_]:
        """Which columns stand under a cue."""
        wave = self._wave
        spans = wave.spans()[rows.start : rows.stop] if len(rows) else np.zeros((0, 2))
        at = wave.scale.x_of(0) + spans * wave.scale.pixels
        edges = np.clip(np.round(at), 0, wave.width()).astype(np.int64)
        change = np.zeros(wave.width() + 1, np.int64)
        np.add.at(change, edges[:, 0], 1)
        np.add.at(change, edges[:, 1], -1)
        covered: NDArray[np.bool_] = np.cumsum(change)[:-1] > 0
        return covered

    def _columns(self, covered: NDArray[np.bool_]) -> None:
        """Cues that are too many to tell apart: where there are any."""
        ground = QColor(CLIPS["caption"]).darker(150)
        top, high = px(RULER) + 4, self._low - px(RULER) - 5
        edges = np.flatnonzero(np.diff(np.concatenate([[False], covered, [False]]).astype(np.int8)))
        for first, last in zip(edges[::2], edges[1::2], strict=True):
            self._painter.fillRect(QRectF(float(first), top, float(last - first), high), ground)

    def _ground(self, row: int) -> None:
        """What a cue covers; one that another reaches into shows through."""
        ground = QColor(CLIPS["caption"])
        ground = ground if row in self._wave.desk.chosen else ground.darker(150)
        ground.setAlpha(225)
        box = self._box(row)
        if box.width() < px(_NARROW):
            self._painter.fillRect(box, ground)
            return
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(ground)
        self._painter.drawRoundedRect(box, px(4), px(4))

    def _cue(self, row: int) -> None:
        wave, painter = self._wave, self._painter
        desk = wave.desk
        rect = self._box(row)
        current = row == desk.current
        if rect.width() < px(_NARROW) and not current:
            return
        edge = self._colors.focus if current else self._colors.border
        painter.setPen(QPen(QColor(edge), 2 if current else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, px(4), px(4))
        if rect.width() < px(24):
            return
        cue = desk.rows[row].cue
        text = " ".join(cue_text(cue).split())
        how = QTextOption()
        rtl = reads_right_to_left(text, desk.language)
        how.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        how.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        how.setWrapMode(QTextOption.WrapMode.WordWrap)
        high = rect.height() - (px(WORDS) if current and cue.words else 0) - px(6)
        lines = max(1, int(high // painter.fontMetrics().lineSpacing()))
        label = rect.adjusted(px(6), px(4), -px(6), 0)
        label.setHeight(min(lines, 2) * painter.fontMetrics().lineSpacing())
        painter.save()
        painter.setClipRect(label)
        painter.setPen(QColor("#FFFFFF"))
        painter.drawText(label, text, how)
        painter.restore()
        if current and cue.words:
            self._words(cue, rect)

    def _words(self, cue: Cue, rect: QRectF) -> None:
        """The current cue's words where they are said; their beginnings can be dragged."""
        wave, painter = self._wave, self._painter
        top = self._low - px(WORDS)
        painter.save()
        painter.setClipRect(QRectF(rect.left(), top, rect.width(), px(WORDS)))
        painter.fillRect(QRectF(rect.left(), top, rect.width(), px(WORDS)), QColor(0, 0, 0, 130))
        how = QTextOption(Qt.AlignmentFlag.AlignCenter)
        how.setWrapMode(QTextOption.WrapMode.NoWrap)
        for number, word in enumerate(cue.words):
            left, right = (wave.scale.x_of(at + wave.desk.origin) for at in (word.start, word.end))
            box = QRectF(left, top, right - left, px(WORDS))
            if number:
                painter.setPen(QPen(QColor("#FFFFFF"), 1.5))
                painter.drawLine(QPointF(left, top), QPointF(left, self._low))
            if box.width() >= painter.fontMetrics().horizontalAdvance(word.text) + 2:
                painter.setPen(QColor("#FFFFFF"))
                painter.drawText(box, word.text, how)
        painter.restore()

    def _load(self) -> None:
        """How fast each cue has to be read: the fuller and the redder, the faster."""
        wave, painter = self._wave, self._painter
        painter.fillRect(QRectF(0, self._low, wave.width(), wave.load_height), QColor(self._colors.panel))
        language = wave.desk.language
        limits = limits_of(language)
        starts = (np.arange(wave.width(), dtype=np.float64) - wave.scale.x_of(0)) / wave.scale.pixels
        shares = wave.load().at(starts - float(wave.desk.origin), 1 / wave.scale.pixels)
        edges = np.flatnonzero(np.diff(shares, prepend=-1.0, append=-1.0))
        for first, last in pairwise(edges.tolist()):
            pace = float(shares[first]) * limits.speed
            if pace <= 0:
                continue
            role = pace_role(pace, language)
            color = QColor(self._colors.color("ok" if role == "text" else role))
            high = max(2.0, wave.load_height * min(1.0, pace / limits.hard_speed))
            painter.fillRect(QRectF(first, wave.height() - high, max(1, last - first), high), color)

    def paint_playhead(self, x: float) -> None:
        painter, half = self._painter, px(_GRIP) / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = QColor(self._colors.playhead)
        painter.setPen(QPen(color, 1.5))
        painter.drawLine(QPointF(x, px(RULER) / 2), QPointF(x, self._wave.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        top = px(2)
        painter.drawPolygon(
            QPolygonF([QPointF(x - half, top), QPointF(x + half, top), QPointF(x, px(RULER) * 0.75)])
        )
