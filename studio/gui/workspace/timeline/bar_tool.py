"""The mouse on bars: choosing, moving, copying, trimming, rolling, slipping, fading; and on the playhead.

drag    moves what is chosen        Shift   copies it        Ctrl+Shift   slips what is within
        clips alone go to another track, too
ends    are trimmed                 joins   of two clips are rolled
Ctrl    snaps where snapping is off, and the other way
"""

from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent

from studio.gui.i18n import tr, translator
from studio.gui.theme.theme import px
from studio.gui.workspace.stage import Stage
from studio.gui.workspace.timecode import timecode
from studio.gui.workspace.timeline.drags import BarDrag, Mode, Shadow
from studio.gui.workspace.timeline.lane_tools import Hover, LaneTool
from studio.gui.workspace.timeline.rows import Bar
from studio.gui.workspace.timeline.snapping import snap_targets, snapped
from studio.gui.workspace.timeline.sound_painting import fade_handles
from studio.model.layers import ImageLayer, VideoLayer
from studio.services.edits.paths import LayerPath, node_at, topmost
from studio.services.film_lengths import stills

if TYPE_CHECKING:
    from studio.gui.workspace.timeline.lanes import Lanes

TRIM_HIT = 12
"""px within a bar's end that trim it."""
ROLL_HIT = 5
"""px to each side of a join of two clips that roll it."""
FADE_HIT = 12
"""px to each side of a fade's handle."""
_MOVABLE = 36
"""px: narrower bars keep their middle half for moving."""
_START_PX = 4
_OUTSIDE = 2

_CURSORS: dict[Mode, Qt.CursorShape] = {
    "start": Qt.CursorShape.SizeHorCursor,
    "end": Qt.CursorShape.SizeHorCursor,
    "roll": Qt.CursorShape.SplitHCursor,
    "fade-in": Qt.CursorShape.PointingHandCursor,
    "fade-out": Qt.CursorShape.PointingHandCursor,
}


class _Grip(Struct):
    """What the mouse holds.  frame: where it was pressed, as time, for the lanes may scroll."""

    frame: int
    x: float
    bar: Bar
    mode: Mode
    was_chosen: bool
    drag: BarDrag | None = None
    by: Fraction = Fraction(0)
    targets: frozenset[Fraction] = frozenset()


class BarTool(LaneTool):
    """On bars."""

    scrolls = True

    def __init__(self, lanes: "Lanes", stage: Stage) -> None:
        self._lanes, self._stage = lanes, stage
        self._grip: _Grip | None = None

    @property
    def shadows(self) -> tuple[Shadow, ...]:
        """Bars on their way."""
        grip = self._grip
        return grip.drag.shadows(grip.by) if grip is not None and grip.drag is not None else ()

    def bar_at(self, at: QPointF) -> tuple[Bar, Mode] | None:
        """What is under a point, and what dragging it would do."""
        index = self._lanes.row_at(at.y())
        if index is None:
            return None
        bars = self._lanes.rows[index].bars
        for bar in bars:
            rect = self._lanes.bar_rect(index, bar)
            if not rect.left() - _OUTSIDE <= at.x() <= rect.right() + _OUTSIDE:
                continue
            faded = _fade_at(self._lanes, rect, bar, at)
            if faded is not None:
                return bar, faded
            return _join_at(bars, bar, rect, at.x()) or (bar, _zone(rect, at.x()))
        return None

    def press(self, event: QMouseEvent) -> bool:
        at, keys = event.position(), event.modifiers()
        found = self.bar_at(at)
        if found is None or not found[0].path:
            return False
        bar, mode = found
        chosen = bar.path in self._stage.selection
        if keys & Qt.KeyboardModifier.ShiftModifier:
            slips = keys & Qt.KeyboardModifier.ControlModifier and self._can_slip(bar)
            mode = "slip" if slips else "copy"
            if slips and not chosen:
                self._stage.select((bar.path,))
        elif not chosen:
            self._stage.select((bar.path,))
        self._grip = _Grip(self._lanes.scale.frame_of(at.x()), at.x(), bar, mode, chosen)
        return True

    def _can_slip(self, bar: Bar) -> bool:
        node = node_at(self._stage.composition, bar.path)
        if isinstance(node, ImageLayer):  # a film may stand in a picture's place
            document = self._stage.document
            return node.media not in stills(document.project, document.resources().media)
        return bar.is_clip or bar.sound is not None or isinstance(node, VideoLayer)

    def move(self, event: QMouseEvent) -> None:
        grip, x = self._grip, event.position().x()
        if grip is None or not grip.bar.free:
            return
        if grip.drag is None:
            if abs(x - grip.x) < _START_PX:
                return
            self._begin(grip)
        assert grip.drag is not None
        held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        inverted = held and grip.mode != "slip"
        grip.by = self._way(grip, x, snaps=self._lanes.snaps != inverted)
        grip.drag.over(self._track_at(event.position().y()))
        grip.drag.to(grip.by)
        self._lanes.redraw()

    def _track_at(self, y: float) -> LayerPath | None:
        """The track whose lane is there, if it is not locked."""
        index = self._lanes.row_at(y)
        row = None if index is None else self._lanes.rows[index]
        return row.path if row is not None and row.kind == "track" and not row.locked else None

    def _begin(self, grip: _Grip) -> None:
        stage, lanes = self._stage, self._lanes
        paths: tuple[LayerPath, ...] = (grip.bar.path,)
        if grip.mode in ("move", "copy") and grip.bar.path in stage.selection:
            free = {bar.path for row in lanes.rows for bar in row.bars if bar.free}
            paths = tuple(path for path in topmost(stage.selection) if path in free)
        rows = (
            replace(row, bars=tuple(bar for bar in row.bars if bar.path not in paths)) for row in lanes.rows
        )
        grip.targets = snap_targets(stage, rows, beats=lanes.beats.times(lanes.rows, paths))
        if grip.mode == "copy" and grip.bar.path not in stage.selection:
            stage.select(paths)
        grip.drag = BarDrag(
            stage, grip.bar, grip.mode, paths, ripple=lanes.ripple, lengths=lanes.waves.lengths()
        )
        stage.begin_drag()

    def _way(self, grip: _Grip, x: float, *, snaps: bool) -> Fraction:
        """Seconds of the drag: whole frames, or to what an edge snaps to."""
        scale, bar = self._lanes.scale, grip.bar
        by = scale.rate.time_of(scale.frame_of(x) - grip.frame)
        self._lanes.snap_at = None
        edges = {
            "start": (bar.start,),
            "roll": (bar.start,),
            "end": (bar.end,),
            "move": (bar.start, bar.end),
            "copy": (bar.start, bar.end),
        }.get(grip.mode, ())
        near = [(edge, snapped(edge + by, grip.targets, scale)) for edge in edges] if snaps else []
        found = [(abs(edge + by - target), edge, target) for edge, target in near if target is not None]
        if found:
            _, edge, target = min(found)
            self._lanes.snap_at = target
            by = target - edge
        return by

    def release(self, event: QMouseEvent) -> None:
        grip, self._grip = self._grip, None
        self._lanes.snap_at = None
        if grip is None:
            return
        if grip.drag is not None:
            paths = grip.drag.drop(grip.by)
            self._stage.end_drag()
            self._stage.select(paths)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._stage.toggle(grip.bar.path)
        elif grip.was_chosen:
            self._stage.select((grip.bar.path,))

    def cancel(self) -> None:
        self._grip = None
        self._stage.cancel_drag()

    def hover(self, at: QPointF) -> Hover | None:
        found = self.bar_at(at)
        if found is None:
            return None
        bar, mode = found
        cursor = _CURSORS.get(mode, Qt.CursorShape.ArrowCursor) if bar.free else Qt.CursorShape.ArrowCursor
        return Hover(self._told(bar), cursor)

    def _told(self, bar: Bar) -> str:
        rate, written = self._lanes.scale.rate, translator().in_digits
        start, end = (written(timecode(rate.first_frame_from(one), rate)) for one in (bar.start, bar.end))
        return tr("timeline.bar", name=bar.name, start=start, end=end)


class PlayheadTool(LaneTool):
    """On the ruler: the playhead goes where the mouse is."""

    scrolls = True

    def __init__(self, lanes: "Lanes", stage: Stage) -> None:
        self._lanes, self._stage = lanes, stage
        self._from = 0

    def press(self, event: QMouseEvent) -> bool:
        if event.position().y() >= self._lanes.ruler_height:
            return False
        self._from = self._stage.frame
        self._stage.draft.emit(True)
        self.move(event)
        return True

    def move(self, event: QMouseEvent) -> None:
        self._stage.seek(self._lanes.scale.frame_of(event.position().x()))

    def release(self, event: QMouseEvent) -> None:
        self._stage.draft.emit(False)

    def cancel(self) -> None:
        self._stage.seek(self._from)
        self._stage.draft.emit(False)


def _fade_at(lanes: "Lanes", rect: QRectF, bar: Bar, at: QPointF) -> Mode | None:
    if not bar.free:
        return None
    for mode, handle in fade_handles(rect, bar, lanes.scale).items():
        if abs(handle.x() - at.x()) <= px(FADE_HIT) and abs(handle.y() - at.y()) <= px(FADE_HIT) * 0.75:
            return mode
    return None


def _join_at(bars: tuple[Bar, ...], bar: Bar, rect: QRectF, x: float) -> tuple[Bar, Mode] | None:
    """The bar at whose start two clips meet, if that is near."""
    if not (bar.is_clip and bar.free):
        return None
    reach = min(px(ROLL_HIT), rect.width() / 8)
    for at, edge in ((x - rect.left(), bar.start), (rect.right() - x, bar.end)):
        later = bar if edge == bar.start else next((one for one in bars if one.start == edge), None)
        before = any(one.end == edge for one in bars)
        if at <= reach and later is not None and before:
            return later, "roll"
    return None


def _zone(rect: QRectF, x: float) -> Mode:
    hit = px(TRIM_HIT)
    reach = min(hit, rect.width() / 4) if rect.width() < px(_MOVABLE) else hit
    if x <= rect.left() + reach:
        return "start"
    return "end" if x >= rect.right() - reach else "move"
