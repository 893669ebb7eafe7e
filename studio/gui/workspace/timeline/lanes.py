"""The lanes: ruler, bars, playhead; painted, and taken by the mouse.  Pinned left to right."""

from fractions import Fraction

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from studio.gui.i18n import on_language, tr
from studio.gui.theme.theme import px, theme
from studio.gui.workspace.stage import Stage
from studio.gui.workspace.timeline.bar_tool import BarTool, PlayheadTool
from studio.gui.workspace.timeline.beats import Beats
from studio.gui.workspace.timeline.edge_scroll import EdgeScroll
from studio.gui.workspace.timeline.film_strips import FilmStrips
from studio.gui.workspace.timeline.heights import TRACK, RowHeights
from studio.gui.workspace.timeline.lane_tools import Hover, LaneTool
from studio.gui.workspace.timeline.painting import LanePainter
from studio.gui.workspace.timeline.pictures import ClipPictures
from studio.gui.workspace.timeline.rows import Bar, TimeRow, rows_of
from studio.gui.workspace.timeline.scale import TimeScale
from studio.gui.workspace.timeline.waves import Waves

RULER = 36
"""px of the ruler: times above, flags of markers below."""
_PLAYHEAD = 16  # px to each side that it may cover
_PAGE = 0.9  # of the width: there playing turns to the next page


class Lanes(QWidget):
    """Time from left to right; rows from the front to the back."""

    rows_changed = Signal()
    scrolled = Signal()
    menu_wanted = Signal(QPoint, bool)
    """As the canvas' own."""

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
        self.strips = FilmStrips(stage, self)
        self.strips.arrived.connect(self.redraw)
        self.tools: list[LaneTool] = []
        """Asked before bars and playhead."""
        self.described: object | None = None
        """What tells screen readers of the lanes; see `access`."""
        self.waves = Waves(stage, self)
        self.waves.arrived.connect(self.redraw)
        self.beats = Beats(stage, self)
        self.beats.lengths, self.beats.measure = self.waves.lengths, self.waves.peaks
        self.beats.arrived.connect(self.redraw)
        self.playhead, self.bars = PlayheadTool(self, stage), BarTool(self, stage)
        self.edge_scroll = EdgeScroll(self._scroll_by, self)
        self.following = True
        """Whether the view goes along with the film that plays: until people scroll, until it plays again.
        At rest it always comes along: whoever jumps to a marker or cut wants to see it."""
        self._playing = False
        self._tool: LaneTool | None = None
        self._pressed = False
        self._last_move = QPointF(), Qt.KeyboardModifier.NoModifier
        self._picture: QPixmap | None = None
        self._playhead_x = 0.0
        self._fitted = True
        stage.edited.connect(self.refresh)
        stage.selected.connect(self.refresh)
        stage.selected.connect(self.reveal)
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
            self.beats.listen(rows)
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
        follows = self.following or not self._playing
        if self._tool is None and follows and not 0 <= x <= self.width() * _PAGE:
            # Backwards the playhead comes in at the right.
            share = 0.1 if x > 0 or not self._playing else _PAGE
            self.set_scale(self.scale.scrolled_to(float(self._stage.time) - self.scale.seconds * share))

    def set_playing(self, playing: bool) -> None:
        """The film plays, or rests: the view goes along with the playhead until people scroll it."""
        if playing != self._playing:
            self._playing, self.following = playing, True

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

    def reveal(self) -> None:
        """Scrolls as little as the chosen layer's row and key lanes need; never under a pressed mouse."""
        current = self._stage.current
        if current is None or self._pressed:
            return
        mine = [at for at, row in enumerate(self.rows) if self._is_of(row, current)]
        if mine:
            first, end = self.heights.top(mine[0]), self.heights.top(mine[-1] + 1)
            room = self.height() - px(RULER)
            top = min(max(self.top, end - room), first)
            if top != self.top:
                self.scroll_rows(top)

    @staticmethod
    def _is_of(row: TimeRow, path: tuple[str, ...]) -> bool:
        return any(bar.path == path for bar in row.bars) or (row.keys is not None and row.keys.path == path)

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

    def _all_tools(self) -> tuple[LaneTool, ...]:
        """In the order in which they are asked."""
        return (*self.tools, self.playhead, self.bars)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed = True
        self._tool = next((tool for tool in self._all_tools() if tool.press(event)), None)
        if self._tool is None:
            self._stage.select(())
        self.redraw()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._tool is None:
            self._hover(event.position())
            return
        self._tool.move(event)
        if self._tool.scrolls:
            self._last_move = event.position(), event.modifiers()
            self.edge_scroll.follow(event.position(), self.width())

    def _scroll_by(self, pixels: int) -> None:
        """While something is held near an edge: the lanes go on under it."""
        start = self.scale.start
        self.set_scale(self.scale.scrolled_to(start + pixels / self.scale.pixels))
        if self._tool is not None and self.scale.start != start:
            at, keys = self._last_move
            left = Qt.MouseButton.LeftButton
            self._tool.move(QMouseEvent(QEvent.Type.MouseMove, at, self.mapToGlobal(at), left, left, keys))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        tool, self._tool = self._tool, None
        self._pressed = False
        self.edge_scroll.stop()
        self.snap_at = None
        if tool is not None:
            tool.release(event)
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
            self.edge_scroll.stop()
            tool.cancel()
            self.redraw()
            return
        if any(tool.key(event) for tool in self.tools):
            return
        super().keyPressEvent(event)

    def _hover(self, at: QPointF) -> None:
        found = (tool.hover(at) for tool in self._all_tools())
        hover = next((one for one in found if one is not None), Hover())
        self.setCursor(hover.cursor)
        self.setToolTip(hover.tip)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos(), event.reason() == QContextMenuEvent.Reason.Mouse)

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta()
        steps = (delta.y() or delta.x()) / 120
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1.25**steps, event.position().x())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier or delta.x():
            self.following = False
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
