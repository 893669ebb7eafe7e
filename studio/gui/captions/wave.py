"""The wave of the film's sound with the cues over it, left to right in both languages.

edges       begin and end a cue          inside     moves what is chosen
words       of the current cue: their beginnings are drawn on the lower edge
elsewhere   seeks                        double click   writes, or adds a cue
Ctrl        drags without snapping       wheel: time, Ctrl+wheel: zoom
"""

from bisect import bisect_left, bisect_right
from fractions import Fraction

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from studio.gui.actions import hub
from studio.gui.captions.desk import CueDesk, Row
from studio.gui.captions.facts import limits_of
from studio.gui.captions.sounds import CueSounds
from studio.gui.captions.wave_drags import CueDrag, Held, nearest
from studio.gui.captions.wave_painting import RULER, WORDS, WavePainter
from studio.gui.i18n import on_language, tr
from studio.gui.theme.theme import px, theme
from studio.gui.workspace.timeline.edge_scroll import EdgeScroll
from studio.gui.workspace.timeline.scale import TimeScale
from studio.services.captions.reading_load import ReadingLoad, reading_load

_EDGE, _WORD_EDGE = 7, 5
"""px to each side of an edge, of a word's beginning, that hold it."""
_REACH = 8
_START_PX = 3
_SEEN_AT_FIRST = 20.0
"""Seconds."""
_PAGE = 0.9
_PLAYHEAD = 8


class CueWave(QWidget):
    """Painted; taken by the mouse; every drag has a key as well (F3, F4, Alt and arrows)."""

    write_wanted = Signal(int)
    """A cue's text is to be written."""
    add_wanted = Signal()
    """A cue is to be added at the playhead."""

    def __init__(self, desk: CueDesk, sounds: CueSounds, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cue-wave")
        self.desk, self.sounds = desk, sounds
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.scale = TimeScale(desk.stage.rate)
        self.snaps = True
        self.snap_at: Fraction | None = None
        self._drag: CueDrag | None = None
        self._held: Held | None = None
        self._pressed: tuple[float, float] | None = None
        self._seeking = False
        self._last: QMouseEvent | None = None
        self._zoomed = False
        self._spans: tuple[tuple[Row, ...], NDArray[np.float64]] | None = None
        self._load: tuple[tuple[Row, ...], ReadingLoad] | None = None
        self._picture: QPixmap | None = None
        self._playhead = 0.0
        self._scroll = EdgeScroll(self._scroll_by, self)
        desk.rows_changed.connect(self.redraw)
        desk.chosen_changed.connect(self._show_current)
        desk.layer_changed.connect(self.redraw)
        desk.stage.moved.connect(self._moved)
        desk.stage.edited.connect(self.redraw)
        sounds.arrived.connect(self.redraw)
        theme().changed.connect(self.redraw)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self.setAccessibleName(tr("cues.wave"))
        self.setAccessibleDescription(tr("cues.wave-how"))
        self.redraw()

    def sizeHint(self) -> QSize:
        return QSize(px(600), px(160))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), px(72))

    # what is seen

    def redraw(self) -> None:
        """Everything is painted anew; a moved playhead alone goes over the picture that is kept."""
        self._picture = None
        self.update()

    def set_scale(self, scale: TimeScale) -> None:
        """Another zoom or place."""
        most = max(0.0, float(self.desk.stage.composition.duration) - scale.seconds * 0.5)
        self.scale = scale.scrolled_to(min(scale.start, most))
        self._zoomed = True
        self.redraw()

    def zoom(self, factor: float, about: float | None = None) -> None:
        """About x, or about the playhead."""
        x = self.scale.x_of(self.desk.stage.time) if about is None else about
        self.set_scale(self.scale.zoomed(factor, x))

    def fit(self) -> None:
        """The whole film."""
        self.set_scale(self.scale.fitted(float(self.desk.stage.composition.duration)))

    def seen_rows(self) -> range:
        """The rows whose cues are in view; cues that began long before and last until now are not."""
        rows, origin = self.desk.rows, self.desk.origin
        first, last = self.scale.time_of(0), self.scale.time_of(self.width())
        start = bisect_left(rows, first - float(origin), key=lambda row: float(row.cue.start))
        stop = bisect_right(rows, last - float(origin), key=lambda row: float(row.cue.start))
        return range(max(0, start - 3), stop)

    def rect_of(self, row: int) -> QRectF:
        """Where a cue stands."""
        cue, origin = self.desk.rows[row].cue, self.desk.origin
        left, right = self.scale.x_of(cue.start + origin), self.scale.x_of(cue.end + origin)
        return QRectF(left, px(RULER), max(2.0, right - left), self.height() - px(RULER) - self.load_height)

    def spans(self) -> NDArray[np.float64]:
        """(rows, 2): start and end of each, seconds of the film."""
        rows, origin = self.desk.rows, float(self.desk.origin)
        if self._spans is None or self._spans[0] is not rows:
            found = np.array([(row.cue.start, row.cue.end) for row in rows], np.float64).reshape(-1, 2)
            self._spans = rows, found
        return self._spans[1] + origin

    def load(self) -> ReadingLoad:
        """How hard the rows are to read."""
        rows = self.desk.rows
        if self._load is None or self._load[0] is not rows:
            cues = tuple(row.cue for row in rows)
            self._load = rows, reading_load(cues, limits_of(self.desk.language))
        return self._load[1]

    def measure_anew(self) -> None:
        """Other limits count from now on."""
        self._load = None
        self.redraw()

    @property
    def load_height(self) -> int:
        """px of the strip below the wave that shows how fast the cues are read."""
        return px(10)

    def _show_current(self) -> None:
        """The current cue comes into view."""
        cue = self.desk.cue
        if cue is not None and self._held is None:
            left = self.scale.x_of(cue.start + self.desk.origin)
            if not 0 <= left <= self.width() * _PAGE:
                start = float(cue.start + self.desk.origin) - self.scale.seconds * 0.2
                self.set_scale(self.scale.scrolled_to(start))
        self.redraw()

    def _moved(self) -> None:
        x = self.scale.x_of(self.desk.stage.time)
        for at in (self._playhead, x):
            self.update(round(at) - px(_PLAYHEAD), 0, 2 * px(_PLAYHEAD), self.height())
        if self._held is None and not self._seeking and not 0 <= x <= self.width() * _PAGE:
            start = float(self.desk.stage.time) - self.scale.seconds * 0.1
            self.set_scale(self.scale.scrolled_to(start))

    # mouse

    def held_at(self, at: QPointF) -> Held | None:
        """What the mouse would take there: a word's beginning, an edge, a cue."""
        if at.y() < px(RULER):
            return None
        word = self._word_at(at)
        if word is not None:
            return word
        found: tuple[float, Held] | None = None
        for row in reversed(self.seen_rows()):
            rect = self.rect_of(row)
            edge = min(px(_EDGE), rect.width() / 4)
            for x, grip in ((rect.left(), "start"), (rect.right(), "end")):
                away = abs(at.x() - x)
                # Beside a cue its edge is taken too, unless another cue stands there.
                if away <= max(edge, 3) and (found is None or away < found[0]):
                    found = (away, Held(row, "start" if grip == "start" else "end"))
            if found is None and rect.left() <= at.x() <= rect.right():
                found = (0.0, Held(row, "move"))
        return None if found is None else found[1]

    def _word_at(self, at: QPointF) -> Held | None:
        row = self.desk.current
        if row < 0 or at.y() < self.height() - self.load_height - px(WORDS):
            return None
        cue = self.desk.rows[row].cue
        for number, word in enumerate(cue.words):
            x = self.scale.x_of(word.start + self.desk.origin)
            if number and abs(at.x() - x) <= px(_WORD_EDGE):
                return Held(row, "word", number)
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at = event.position()
        held = self.held_at(at)
        self._pressed = at.x(), self.scale.time_of(at.x())
        if held is None:
            self._seeking = True
            self._seek(at)
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and held.grip == "move":
            self.desk.choose((*self.desk.chosen, held.row), current=held.row)
            return
        if held.row not in self.desk.chosen:
            self.desk.choose([held.row])
        else:
            self.desk.choose(self.desk.chosen, current=held.row)
        self._held = held

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._seeking:
            self._seek(at)
        elif self._held is not None and self._pressed is not None:
            if self._drag is None and abs(at.x() - self._pressed[0]) < px(_START_PX):
                return
            if self._drag is None:
                self._drag = CueDrag(self.desk, self._held, self.desk.chosen)
                self.desk.stage.begin_drag()
            self._pull(at, event.modifiers())
            self._last = QMouseEvent(event)
            self._scroll.follow(at, self.width())
        else:
            self._hover(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, drag = self._held, self._drag
        self._let_go()
        if drag is not None:
            self.desk.stage.end_drag()
        elif held is not None:
            if len(self.desk.chosen) > 1 and not event.modifiers():
                self.desk.choose([held.row])
            self.desk.seek_time(Fraction(self.scale.time_of(event.position().x())) - self.desk.origin)
        self.redraw()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        held = self.held_at(event.position())
        if held is not None:
            self.write_wanted.emit(held.row)
        elif event.position().y() >= px(RULER):
            self._seek(event.position())
            self.add_wanted.emit()

    def _let_go(self) -> None:
        self._held = self._drag = self._pressed = self._last = None
        self._seeking, self.snap_at = False, None
        self._scroll.stop()

    def _seek(self, at: QPointF) -> None:
        self.desk.stage.seek(self.scale.frame_of(at.x()))

    def _pull(self, at: QPointF, keys: Qt.KeyboardModifier) -> None:
        drag = self._drag
        if drag is None or self._pressed is None:
            return
        by = Fraction(self.scale.time_of(at.x()) - self._pressed[1]).limit_denominator(1000)
        self.snap_at = None
        if self.snaps and not keys & Qt.KeyboardModifier.ControlModifier:
            reach = Fraction(px(_REACH) / self.scale.pixels).limit_denominator(10_000)
            places = [place + by for place in drag.places()]
            drawn = nearest(places, self._targets(drag), reach)
            if drawn is not None:
                by += drawn
                close = (place + drawn for place in places)
                self.snap_at = next((one for one in close if one in self._targets(drag)), None)
        drag.to(by)
        self.redraw()

    def _targets(self, drag: CueDrag) -> list[Fraction]:
        """Edges of cues and of speech in view, and the playhead; not what is dragged itself."""
        own = set(self.desk.chosen) | {drag.held.row}
        found = [self.desk.now]
        for row in self.seen_rows():
            if row not in own:
                found += [self.desk.rows[row].cue.start, self.desk.rows[row].cue.end]
        first, last = self.scale.time_of(0), self.scale.time_of(self.width())
        for span in self.sounds.speech:
            if span.end >= first and span.start <= last:
                found += [span.start - self.desk.origin, span.end - self.desk.origin]
        return found

    def _scroll_by(self, pixels: int) -> None:
        self.set_scale(self.scale.scrolled_to(self.scale.start + pixels / self.scale.pixels))
        if self._last is not None:
            self._pull(self._last.position(), self._last.modifiers())

    def _hover(self, at: QPointF) -> None:
        held = self.held_at(at)
        shape = Qt.CursorShape.ArrowCursor
        if held is not None:
            shape = Qt.CursorShape.OpenHandCursor if held.grip == "move" else Qt.CursorShape.SizeHorCursor
        self.setCursor(shape)

    # keys, wheel, size

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            escape = event.key() == Qt.Key.Key_Escape and self._held is not None
            if escape or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._held is not None:
            dragging = self._drag is not None
            self._let_go()
            if dragging:
                self.desk.stage.cancel_drag()
            self.redraw()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.desk.current >= 0:
            self.write_wanted.emit(self.desk.current)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta()
        steps = (delta.y() or delta.x()) / 120
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1.25**steps, event.position().x())
        else:
            self.set_scale(self.scale.scrolled_to(self.scale.start - steps * self.scale.seconds / 10))
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scale = replace(self.scale, rate=self.desk.stage.rate, width=float(self.width()))
        if not self._zoomed:
            seconds = min(_SEEN_AT_FIRST, float(self.desk.stage.composition.duration))
            self.scale = self.scale.fitted(max(seconds, 1.0))
        self.redraw()

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            ground = QPainter(self._picture)
            WavePainter(self, ground).paint()
            ground.end()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        self._playhead = self.scale.x_of(self.desk.stage.time)
        WavePainter(self, painter).paint_playhead(self._playhead)
        painter.end()

    def toggle_snapping(self) -> None:
        self.snaps = not self.snaps
        hub().set_checked("time.snap", self.snaps)
