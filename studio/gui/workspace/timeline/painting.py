"""How the lanes look: ruler, bars, joins, keyframes, range, snap line, playhead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from studio.gui.i18n import translator
from studio.gui.pictures import draw_rounded
from studio.gui.theme.palettes import CLIPS
from studio.gui.theme.theme import px, theme
from studio.gui.workspace.stage import Stage
from studio.gui.workspace.timecode import clock, timecode
from studio.gui.workspace.timeline.beats import paint_beats
from studio.gui.workspace.timeline.drags import Shadow
from studio.gui.workspace.timeline.rows import Bar
from studio.gui.workspace.timeline.sound_painting import fade_handles, name_rect, paint_fades, paint_wave

if TYPE_CHECKING:
    from studio.gui.workspace.timeline.lanes import Lanes

_GRIP = 12
_TIMES = 20
"""px of the ruler's upper part."""
_DIAMOND = 10


class LanePainter:
    """Paints one picture of the lanes, and the playhead over it."""

    def __init__(self, lanes: Lanes, stage: Stage, painter: QPainter) -> None:
        self._lanes, self._stage, self._painter = lanes, stage, painter
        self._colors = theme().palette
        self._ruler = lanes.row_top(0) + lanes.top

    def paint(self) -> None:
        painter, lanes = self._painter, self._lanes
        # Names run as their own letters do, wherever the bar stands.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.save()
        painter.setClipRect(QRectF(0, self._ruler, lanes.width(), lanes.height()))
        self._rows()
        painter.restore()
        self._paint_ruler()

    def _rows(self) -> None:
        painter, lanes = self._painter, self._lanes
        end = lanes.scale.x_of(self._stage.composition.duration)
        painter.fillRect(QRectF(end, 0, lanes.width(), lanes.height()), QColor(self._colors.panel))
        if self._stage.has_range:
            start, stop = self._stage.range
            left, right = lanes.scale.x_of_frame(start), lanes.scale.x_of_frame(stop)
            shade = QColor(self._colors.accent)
            shade.setAlpha(28)
            painter.fillRect(QRectF(left, 0, right - left, lanes.height()), shade)
        for index, row in enumerate(lanes.rows):
            bottom = lanes.row_top(index + 1)
            if bottom < self._ruler or lanes.row_top(index) > lanes.height():
                continue
            painter.setPen(QPen(self._line(), 1))
            painter.drawLine(QPointF(0, bottom - 0.5), QPointF(lanes.width(), bottom - 0.5))
            for bar in row.bars:
                rect = lanes.bar_rect(index, bar)
                if rect.right() >= 0 and rect.left() <= lanes.width():
                    self._bar(rect, bar, dim=row.hidden)
            for bar in row.bars:
                for start_time, end_time in bar.joins:
                    self._join(index, float(start_time), float(end_time))
        for shadow in lanes.bars.shadows:
            self._shadow(shadow)
        for tool in lanes.tools:
            painter.save()
            tool.paint(painter)
            painter.restore()
        if lanes.snap_at is not None:
            x = lanes.scale.x_of(lanes.snap_at)
            painter.setPen(QPen(QColor(self._colors.focus), 1))
            painter.drawLine(QPointF(x, 0), QPointF(x, lanes.height()))

    def _paint_snap_tip(self) -> None:
        """The time of the line that something snaps to, over the ruler."""
        lanes, painter = self._lanes, self._painter
        if lanes.snap_at is None:
            return
        rate = lanes.scale.rate
        words = translator().in_digits(timecode(rate.first_frame_from(lanes.snap_at), rate))
        painter.setFont(theme().font("small", 600))
        wide = painter.fontMetrics().horizontalAdvance(words) + px(12)
        left = lanes.scale.x_of(lanes.snap_at) + px(4)
        if left + wide > lanes.width():
            left -= wide + px(8)
        tip = QRectF(left, px(4), wide, self._ruler - px(8))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._colors.focus))
        painter.drawRoundedRect(tip, px(4), px(4))
        painter.setPen(QColor(self._colors.window))
        painter.drawText(tip, Qt.AlignmentFlag.AlignCenter, words)

    def _shadow(self, shadow: Shadow) -> None:
        """A bar on its way: red where something is in its way, with a line where it will be put in."""
        lanes, painter = self._lanes, self._painter
        found = lanes.bar_of(shadow.path)
        if found is None:
            return
        index, bar = found
        if shadow.track is not None:
            index = next((at for at, row in enumerate(lanes.rows) if row.path == shadow.track), index)
        rect = lanes.bar_rect(index, replace(bar, start=shadow.start, end=shadow.end))
        color = QColor(self._colors.focus if shadow.edge is None else self._colors.error)
        ground = QColor(color)
        ground.setAlpha(60 if shadow.edge is None else 130)
        painter.setPen(QPen(color, 2, Qt.PenStyle.DashLine))
        painter.setBrush(ground)
        painter.drawRoundedRect(rect, px(4), px(4))
        if shadow.edge is not None:
            x = lanes.scale.x_of(shadow.edge)
            painter.setPen(QPen(color, 3))
            painter.drawLine(QPointF(x, rect.top() - 2), QPointF(x, rect.bottom() + 2))
            half = px(5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            arrow = [(-half, -2), (half, -2), (0, half)]
            painter.drawPolygon(QPolygonF([QPointF(x + dx, rect.top() + dy) for dx, dy in arrow]))

    def _bar(self, rect: QRectF, bar: Bar, *, dim: bool) -> None:
        painter = self._painter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bar.path in self._stage.selection and bool(bar.path)
        ground = QColor(CLIPS[bar.color])
        if dim:
            ground.setAlpha(90)
        edge = QColor(self._colors.text if chosen else self._colors.window)
        painter.setPen(QPen(edge, 2 if chosen else 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
        lanes = self._lanes
        striped = bool(bar.path) and lanes.strips.paint(
            painter, rect, bar.path, bar.start, lanes.scale, lanes.width()
        )
        if bar.sound is not None:
            self._sound(rect, bar, handles=chosen)
        after = max((self._lanes.scale.x_of(end) for _, end in bar.joins), default=0.0)
        inner = rect.adjusted(px(8), 0, -px(8), 0)
        inner.setLeft(max(inner.left(), after + px(4)))
        wants = bar.is_clip and not striped and inner.width() > px(72)
        picture = self._lanes.pictures.picture(bar.path) if wants else None
        if picture is not None:
            height = rect.height() - px(4)
            wide = height * picture.width() / picture.height()
            place = QRectF(inner.left() - px(4), rect.top() + px(2), wide, height)
            draw_rounded(painter, picture, place, px(3))
            inner.setLeft(place.right() + px(6))
        if bar.sound is not None and not bar.sound.film:
            handles = fade_handles(rect, bar, self._lanes.scale)
            faded = {"fade-in": bar.sound.fade_in, "fade-out": bar.sound.fade_out}
            taken = [place for mode, place in handles.items() if chosen or faded[mode]]
            inner = name_rect(inner, taken)
        if inner.width() > px(12):
            painter.setFont(theme().font("small"))
            painter.setPen(QColor("#ffffff"))
            words = painter.fontMetrics().elidedText(
                bar.name, Qt.TextElideMode.ElideRight, int(inner.width())
            )
            side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
            if striped:  # pictures may be as light as the words
                behind = painter.fontMetrics().boundingRect(
                    inner.toRect(), side | Qt.AlignmentFlag.AlignVCenter, words
                )
                painter.fillRect(behind.adjusted(-px(4), -px(1), px(4), px(1)), QColor(0, 0, 0, 170))
            # Marks above and below the letters may reach out of a low strip.
            painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, words)
        painter.setPen(QPen(QColor(self._colors.window), 1))
        painter.setBrush(QColor("#ffffff"))
        half = px(_DIAMOND) / 2
        for key in bar.keys:
            x, y = self._lanes.scale.x_of(key), rect.bottom() - half
            if rect.left() <= x <= rect.right():
                corners = [(0, -half), (half, 0), (0, half), (-half, 0)]
                painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in corners]))

    def _sound(self, rect: QRectF, bar: Bar, *, handles: bool) -> None:
        assert bar.sound is not None
        lanes, painter = self._lanes, self._painter
        peaks = lanes.waves.peaks(bar.sound.media)
        if peaks is None and bar.sound.film:
            return  # it may have no sound at all
        paint_wave(painter, rect, bar, peaks, lanes.scale, lanes.width())
        paint_beats(self._painter, rect, self._lanes.beats.of_bar(bar), self._lanes.scale)
        paint_fades(painter, rect, bar, lanes.scale, handles=handles)

    def _join(self, index: int, start: float, end: float) -> None:
        """A transition: two crossing lines over the cut."""
        lanes, painter = self._lanes, self._painter
        left, right = lanes.scale.x_of(start), lanes.scale.x_of(end)
        top, bottom = lanes.row_top(index) + px(6), lanes.row_top(index + 1) - px(6)
        if right - left < 6:
            return
        painter.setPen(QPen(QColor(255, 255, 255, 150), 1))
        shade = QColor(0, 0, 0, 70)
        painter.setBrush(shade)
        painter.drawRect(QRectF(left, top, right - left, bottom - top))
        painter.drawLine(QPointF(left, bottom), QPointF(right, top))

    def _paint_ruler(self) -> None:
        lanes, painter, scale = self._lanes, self._painter, self._lanes.scale
        painter.fillRect(QRectF(0, 0, lanes.width(), self._ruler), QColor(self._colors.panel))
        painter.setPen(QPen(self._line(), 1))
        painter.drawLine(QPointF(0, self._ruler - 0.5), QPointF(lanes.width(), self._ruler - 0.5))
        tick = scale.tick()
        painter.setFont(theme().font("small"))
        number = max(0, int(scale.start / tick))
        duration = float(self._stage.composition.duration)
        while (at := number * tick) <= duration + tick:
            x = scale.x_of(at)
            if x > lanes.width():
                break
            painter.setPen(QPen(self._line(), 1))
            painter.drawLine(QPointF(x, self._ruler - px(8)), QPointF(x, self._ruler))
            painter.setPen(QColor(self._colors.muted))
            words = translator().in_digits(clock(at))
            painter.drawText(
                QRectF(x + px(8), 0, px(72), px(_TIMES)),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute,
                words,
            )
            number += 1
        for tool in lanes.tools:
            painter.save()
            tool.paint_ruler(painter)
            painter.restore()
        self._paint_snap_tip()

    def paint_playhead(self) -> None:
        """Over the picture; it moves while the rest stays."""
        lanes, painter = self._lanes, self._painter
        x = lanes.scale.x_of(self._stage.time)
        color = QColor(self._colors.playhead)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color, 2))
        painter.drawLine(QPointF(x, px(_GRIP)), QPointF(x, lanes.height()))
        half = px(_GRIP) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        grip = [(-half, 0), (half, 0), (half, half), (0, px(_GRIP) + 2), (-half, half)]
        painter.drawPolygon(QPolygonF([QPointF(x + dx, dy) for dx, dy in grip]))

    def _line(self) -> QColor:
        color = QColor(self._colors.border)
        color.setAlpha(70)
        return color
