"""A template in the gallery: its picture, which plays under the pointer or the keyboard, and its name."""

from PySide6.QtCore import QElapsedTimer, QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QFontMetrics, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from studio.gui.i18n import localized, on_language, tr
from studio.gui.pictures import draw_rounded, fill_rounded
from studio.gui.start.previews import LONGEST, RATE, Previews, Wanted
from studio.gui.theme.icons import draw_icon
from studio.gui.theme.theme import px, theme
from studio.model.template import Template

PICTURE_HEIGHT = 288
_CAPTION = 48
_RATIOS = {"9:16": 9 / 16, "4:5": 4 / 5, "1:1": 1.0, "16:9": 16 / 9}


class TemplateTile(QAbstractButton):
    """Pressed, it begins a film of this template."""

    def __init__(
        self, template: Template, wanted: Wanted, previews: Previews, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.template = template
        self.wanted = wanted
        self._previews = previews
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(1000 // RATE)
        self._timer.timeout.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setObjectName(f"template:{template.id}")
        previews.arrived.connect(self._arrived)
        previews.freed.connect(self.update)
        theme().changed.connect(self.updateGeometry)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        name, note = localized(self.template.name), localized(self.template.note)
        self.setText(name)
        self.setAccessibleName(name)
        self.setAccessibleDescription(note)
        self.setToolTip(note)
        self.update()

    @property
    def playing(self) -> bool:
        return self._timer.isActive()

    def sizeHint(self) -> QSize:
        height = px(PICTURE_HEIGHT)
        if self.wanted.format == "16:9":
            height = px(PICTURE_HEIGHT * 0.62)
        elif self.wanted.format == "1:1":
            height = px(PICTURE_HEIGHT * 0.8)
        return QSize(round(height * _RATIOS[self.wanted.format]), height + px(_CAPTION))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _arrived(self, wanted: object) -> None:
        if wanted == self.wanted:
            self.update()

    def _play(self) -> None:
        if theme().motion and not self.playing:
            self._previews.film(self.wanted)
            self._clock.start()
            self._timer.start()

    def _rest(self) -> None:
        if self.playing and not self.hasFocus() and not self.underMouse():
            self._timer.stop()
            self._previews.stop()
            self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._play()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        QTimer.singleShot(0, self, self._rest)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._play()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        QTimer.singleShot(0, self, self._rest)

    def hideEvent(self, event: object) -> None:
        self._timer.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors = QPainter(self), theme().palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        picture = QRectF(0, 0, self.width(), self.height() - px(_CAPTION)).adjusted(1, 1, -1, -1)
        fill_rounded(painter, picture, px(8), colors.raised)
        shown = self._picture()
        if shown is None:
            box = QRectF(0, 0, px(32), px(32))
            box.moveCenter(picture.center())
            draw_icon(painter, "photo", box, colors.border)
        else:
            draw_rounded(painter, shown, picture, px(8))
        lit = self.underMouse() or self.hasFocus() or self.isChecked()
        painter.setPen(QPen(QColor(colors.accent if lit else colors.border), px(2) if lit else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(picture, px(8), px(8))
        self._write(painter, picture)
        painter.end()

    def _picture(self) -> QImage | None:
        frames = self._previews.film(self.wanted) if self.playing else []
        if not frames:
            return self._previews.still(self.wanted)
        index = self._clock.elapsed() * RATE // 1000
        # While frames are still made the last one stands; then all of them go round.
        return frames[min(index, len(frames) - 1)] if index < RATE * LONGEST else frames[index % len(frames)]

    def _write(self, painter: QPainter, picture: QRectF) -> None:
        colors = theme().palette
        start = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        flags = start | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        line = QRectF(picture.left() + px(2), picture.bottom() + px(4), picture.width() - px(4), px(24))
        font = theme().font("body", 600)
        painter.setFont(font)
        painter.setPen(QColor(colors.text))
        name = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, int(line.width()))
        painter.drawText(line, flags, name)
        font = theme().font("small")
        painter.setFont(font)
        painter.setPen(QColor(colors.muted))
        kind = tr("start.kind_film") if self.template.kind == "film" else tr("start.kind_still")
        mood = tr(f"mood.{self.template.mood}") if self.template.mood else ""
        about = " · ".join(part for part in (kind, mood) if part)
        about = QFontMetrics(font).elidedText(about, Qt.TextElideMode.ElideRight, int(line.width()))
        painter.drawText(line.translated(0, px(20)), flags, about)
