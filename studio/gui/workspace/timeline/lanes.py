"""The lanes: ruler, bars, playhead; painted, and taken by the mouse.  Pinned left to right."""

from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from studio.gui.i18n import on_language, tr, translator
from studio.gui.theme.theme import px, theme
from studio.gui.workspace.stage import Stage
from studio.gui.workspace.timecode import timecode
from studio.gui.workspace.timeline.drags import BarDrag, Zone
from studio.gui.workspace.timeline.heights import TRACK, RowHeights
from studio.gui.workspace.timeline.lane_tools import LaneTool
from studio.gui.workspace.timeline.painting import LanePainter
from studio.gui.workspace.timeline.pictures import ClipPictures
from studio.gui.workspace.timeline.rows import Bar, TimeRow, edges_of, rows_of
from studio.gui.workspace.timeline.scale import TimeScale

RULER = 28
"""px of the ruler."""
SNAP_PX = 8
_TRIM_HIT = 12
_MOVABLE = 36
_PLAYHEAD = 16  # px to each side that it may cover
"""Bars narrower than that keep their middle half for moving."""
_START_PX = 4


@dataclass(slots=True)
class _Grip:
    """What the mouse holds: the playhead, or a bar by a zone."""

    x: float
    bar: Bar | None
    zone: Zone
    drag: BarDrag | None = None
    by: Fraction = Fraction(0)


class Lanes(QWidget):
    """Time from left to right; rows from the front to the back."""

    rows_changed = Signal()
    scrolled = Signal()

    def __init__(self, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline")
        self._stage = stage
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumHeight(px(RULER))
        self.scale = TimeScale(stage.rate)
        self.rows: tuple[TimeRow, ...] = ()
        self.heights = RowHeights()
        self.top = 0
        """px by which the rows are scrolled."""
        self.snaps = True
        self.ripple = True
        self.snap_at: Fraction | None = None
        self.pictures = ClipPictures(stage, self)
        self.pictures.arrived.connect(self.redraw)
        self.tools: list[LaneTool] = []
        self._tool: LaneTool | None = None
        self._grip: _Grip | None = None
        self._picture: QPixmap | None = None
        self._playhead_x = 0.0
        self._fitted = True
        stage.edited.connect(self.refresh)
        stage.selected.connect(self.refresh)
        stage.moved.connect(self._moved)
        stage.ranged.connect(self.redraw)
        theme().changed.connect(self._measure)
        on_language(self, self.refresh)

    # what is shown

    def refresh(self) -> None:
        self.setAccessibleName(tr("timeline.name"))
        rows = rows_of(self._stage.composition, self._stage.time, self._stage.current)
        if rows != self.rows:
            self.rows = rows
            self.heights.measure(rows)
            self.rows_changed.emit()
        self.redraw()

    def set_row_height(self, index: int, height: float | None) -> None:
        """Logical px; None: as high as by itself."""
        self.heights.set_height(self.rows[index], height)
        self._measure()

    def _measure(self) -> None:
        self.heights.measure(self.rows)
        self.rows_changed.emit()
        self.scroll_rows(self.top)

    def redraw(self) -> None:
        """Everything is painted anew; a moved playhead alone goes over the picture that is kept."""
        self._picture = None
        self.update()

    def _moved(self) -> None:
        if rows_of(self._stage.composition, self._stage.time, self._stage.current) != self.rows:
            self.refresh()
        x = self.scale.x_of(self._stage.time)
        for at in (self._playhead_x, x):
            self.update(round(at) - px(_PLAYHEAD), 0, 2 * px(_PLAYHEAD), self.height())
        if self._grip is None and not 0 <= x <= self.width() * 0.9:
            self.set_scale(self.scale.scrolled_to(float(self._stage.time) - self.scale.seconds * 0.1))

    def set_scale(self, scale: TimeScale, *, fitted: bool = False) -> None:
        """Another zoom or place."""
        duration = float(self._stage.composition.duration)
        most = max(0.0, duration - scale.seconds * 0.5)
        self.scale = scale.scrolled_to(min(scale.start, most))
        self._fitted = fitted
        self.scrolled.emit()
        self.redraw()

    def fit(self) -> None:
        """The whole film."""
        self.set_scale(self.scale.fitted(float(self._stage.composition.duration)), fitted=True)

    def zoom(self, factor: float, about: float | None = None) -> None:
        """About x, or about the playhead."""
        self.set_scale(
            self.scale.zoomed(factor, self.scale.x_of(self._stage.time) if about is None else about)
        )

    def scroll_rows(self, top: int) -> None:
        self.top = max(0, min(top, self.rows_height() - (self.height() - px(RULER))))
        self.scrolled.emit()
        self.redraw()

    @property
    def ruler_height(self) -> int:
        return px(RULER)

    def rows_height(self) -> int:
        return self.heights.whole

    def row_top(self, index: int) -> int:
        """y at which a lane begins; one past the last: at which that ends."""
        return px(RULER) + self.heights.top(index) - self.top

    def row_height(self, index: int) -> int:
        return self.heights.height(self.rows[index])

    def row_at(self, y: float) -> int | None:
        """The lane at y; None on the ruler and below the last one."""
        return None if y < px(RULER) else self.heights.at(y - px(RULER) + self.top)

    def bar_rect(self, index: int, bar: Bar) -> QRectF:
        """Where a bar stands."""
        left, right = self.scale.x_of(bar.start), self.scale.x_of(bar.end)
        return QRectF(left, self.row_top(index) + 2, max(2.0, right - left), self.row_height(index) - 4)

    def bar_of(self, path: tuple[str, ...]) -> tuple[int, Bar] | None:
        """The row and bar of a layer or clip that is shown."""
        found = ((at, bar) for at, row in enumerate(self.rows) for bar in row.bars if bar.path == path)
        return next(found, None)

    # mouse

    def _at(self, at: QPointF) -> tuple[Bar, Zone] | None:
        index = self.row_at(at.y())
        if index is None:
            return None
        for bar in self.rows[index].bars:
            rect = self.bar_rect(index, bar)
            if rect.left() - 2 <= at.x() <= rect.right() + 2:
                return bar, _zone(rect, at.x())
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at = event.position()
        self._tool = next((tool for tool in self.tools if tool.press(event)), None)
        if self._tool is not None:
            return
        found = self._at(at)
        near_head = abs(at.x() - self.scale.x_of(self._stage.time)) <= px(12) and at.y() < px(RULER)
        if found is None or near_head:
            if at.y() < px(RULER) or near_head:
                self._grip = _Grip(at.x(), None, "middle")
                self._stage.draft.emit(True)
                self._seek(at.x())
            else:
                self._stage.select(())
            return
        bar, zone = found
        if not bar.path:
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._stage.toggle(bar.path)
            return
        self._stage.select((bar.path,))
        if bar.free:
            self._grip = _Grip(at.x(), bar, zone)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        grip, x = self._grip, event.position().x()
        if self._tool is not None:
            self._tool.move(event)
            return
        if grip is None:
            self._hover(event.position())
            return
        if grip.bar is None:
            self._seek(x)
            return
        if grip.drag is None:
            if abs(x - grip.x) < _START_PX:
                return
            grip.drag = BarDrag(self._stage, grip.bar, grip.zone, ripple=self.ripple)
            self._stage.begin_drag()
        inverted = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        grip.by = self._way(grip, x, snaps=self.snaps != inverted)
        grip.drag.to(grip.by)
        self.redraw()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        grip, self._grip = self._grip, None
        tool, self._tool = self._tool, None
        self.snap_at = None
        if tool is not None:
            tool.release(event)
            self.redraw()
            return
        if grip is None:
            return
        if grip.bar is None:
            self._stage.draft.emit(False)
        elif grip.drag is not None:
            path = grip.drag.drop(grip.by)
            self._stage.end_drag()
            self._stage.select((path,))
        self.redraw()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not any(tool.double_click(event) for tool in self.tools):
            self.mousePressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            mine = self._tool is not None and event.key() == Qt.Key.Key_Escape
            if mine or any(tool.wants(event) for tool in self.tools):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._tool is not None:
            tool, self._tool, self.snap_at = self._tool, None, None
            tool.cancel()
            self.redraw()
            return
        if any(tool.key(event) for tool in self.tools):
            return
        if event.key() == Qt.Key.Key_Escape and self._grip is not None:
            self._grip, self.snap_at = None, None
            self._stage.cancel_drag()
            self.redraw()
            return
        super().keyPressEvent(event)

    @property
    def ghost(self) -> tuple[Bar, Fraction] | None:
        """A clip on its way, and by how much it is moved."""
        grip = self._grip
        if grip is None or grip.bar is None or grip.drag is None:
            return None
        return (grip.bar, grip.by) if grip.bar.is_clip and grip.zone == "middle" else None

    def _seek(self, x: float) -> None:
        self._stage.seek(self.scale.frame_of(x))

    def _way(self, grip: _Grip, x: float, *, snaps: bool) -> Fraction:
        """Seconds of the drag, whole frames; drawn to edges and the playhead."""
        bar = grip.bar
        assert bar is not None
        rate = self.scale.rate
        by = rate.time_of(self.scale.frame_of(x) - self.scale.frame_of(grip.x))
        edges = {"start": (bar.start,), "end": (bar.end,), "middle": (bar.start, bar.end)}[grip.zone]
        self.snap_at = None
        if snaps:
            targets = (
                Fraction(0),
                self._stage.time,
                Fraction(self._stage.composition.duration),
                *edges_of(self.rows, bar.path),
            )
            pairs = [(abs(edge + by - target), target - edge, target) for edge in edges for target in targets]
            away, snapped, target = min(pairs)
            if float(away) * self.scale.pixels <= SNAP_PX:
                by, self.snap_at = snapped, target
        return by

    def _hover(self, at: QPointF) -> None:
        for tool in self.tools:
            hover = tool.hover(at)
            if hover is not None:
                self.setCursor(hover.cursor)
                self.setToolTip(hover.tip)
                return
        found = self._at(at)
        if found is not None and found[0].free and found[1] != "middle":
            self.setCursor(Qt.CursorShape.SizeHorCursor)
        else:
            self.unsetCursor()
        self.setToolTip("" if found is None else self._told(found[0]))

    def _told(self, bar: Bar) -> str:
        rate, written = self.scale.rate, translator().in_digits
        start, end = (written(timecode(rate.first_frame_from(one), rate)) for one in (bar.start, bar.end))
        return tr("timeline.bar", name=bar.name, start=start, end=end)

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta()
        steps = (delta.y() or delta.x()) / 120
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1.25**steps, event.position().x())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier or delta.x():
            self.set_scale(self.scale.scrolled_to(self.scale.start - steps * self.scale.seconds / 10))
        else:
            self.scroll_rows(self.top - round(steps * px(TRACK)))
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        scale = TimeScale(self._stage.rate, self.scale.pixels, self.scale.start, float(self.width()))
        self.scale = scale
        if self._fitted:
            self.fit()
        self.scroll_rows(self.top)

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(QColor(theme().palette.window))
            ground = QPainter(self._picture)
            LanePainter(self, self._stage, ground).paint()
            ground.end()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        LanePainter(self, self._stage, painter).paint_playhead()
        self._playhead_x = self.scale.x_of(self._stage.time)
        painter.end()


def _zone(rect: QRectF, x: float) -> Zone:
    reach = min(_TRIM_HIT, rect.width() / 4) if rect.width() < _MOVABLE else _TRIM_HIT
    if x <= rect.left() + reach:
        return "start"
    return "end" if x >= rect.right() - reach else "middle"
