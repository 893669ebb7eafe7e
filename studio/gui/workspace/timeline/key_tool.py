"""The mouse on key lanes: choosing, rubber band, dragging in time, brackets that stretch.

[  ◆----●----■  ]     the brackets stand beside the first and last chosen key
"""

from fractions import Fraction
from typing import Literal

from msgspec import Struct, field
from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter

from studio.gui.i18n import tr, translator
from studio.gui.theme.theme import px
from studio.gui.workspace.stage import Stage
from studio.gui.workspace.timecode import timecode
from studio.gui.workspace.timeline.key_choice import KeyChoice
from studio.gui.workspace.timeline.key_painting import BRACKET, KeyPainter
from studio.gui.workspace.timeline.key_rows import KeyLane, KeyMark, property_name
from studio.gui.workspace.timeline.lane_tools import Hover, LaneTool
from studio.gui.workspace.timeline.lanes import Lanes
from studio.gui.workspace.timeline.snapping import snap_targets, snapped
from studio.model.composition import Composition
from studio.services.edits.keyframes import Key
from studio.services.edits.paths import LayerPath

HIT = 12
"""px to each side of a key's middle."""
_ON_BAR = 14
"""px of a key on a bar that take a double click."""
_START_PX = 4
_FACTORS = (Fraction(1, 1000), Fraction(1000))

Side = Literal["start", "end"]


class _Grip(Struct):
    """frame: where the mouse was pressed.  time: of the grabbed key or bracket, in the composition."""

    kind: Literal["keys", "band", "start", "end"]
    at: QPointF
    frame: int
    base: Composition
    keys: frozenset[Key]
    time: Fraction = Fraction(0)
    origin: Fraction = Fraction(0)
    targets: frozenset[Fraction] = field(default_factory=frozenset)
    moving: bool = False
    clicked: Key | None = None


class KeyTool(QObject, LaneTool):
    """On rows that have keys."""

    opened = Signal(QPointF)
    """Double click: the chosen keys' curve is wanted, near a point of the lanes."""

    def __init__(self, lanes: Lanes, stage: Stage, choice: KeyChoice) -> None:
        super().__init__(lanes)
        self._lanes, self._stage, self._choice = lanes, stage, choice
        self._grip: _Grip | None = None
        self._on_bar: tuple[LayerPath, Fraction] | None = None
        self.band: QRectF | None = None
        choice.changed.connect(lanes.redraw)

    @property
    def parent_widget(self) -> Lanes:
        """Where its keys are."""
        return self._lanes

    # geometry

    def bar_key_at(self, at: QPointF) -> tuple[LayerPath, Fraction] | None:
        """The layer and time of a key drawn on a bar: the small diamonds at its lower edge."""
        index = self._lanes.row_at(at.y())
        if index is None or at.y() < self._lanes.ruler_height:
            return None
        for bar in self._lanes.rows[index].bars:
            rect = self._lanes.bar_rect(index, bar)
            if not bar.path or not rect.bottom() - px(_ON_BAR) <= at.y() <= rect.bottom() + px(2):
                continue
            for time in bar.keys:
                x = self._lanes.scale.x_of(time)
                if abs(x - at.x()) <= px(_ON_BAR) / 2 and rect.left() <= x <= rect.right():
                    return bar.path, time
        return None

    def lane_at(self, at: QPointF) -> tuple[int, KeyLane] | None:
        """The row and lane under a point."""
        for index, row in enumerate(self._lanes.rows):
            if row.keys is not None and self.rect(index).contains(QPointF(1, at.y())):
                return index, row.keys
        return None

    def rect(self, index: int) -> QRectF:
        """A row, over the whole width."""
        top, bottom = self._lanes.row_top(index), self._lanes.row_top(index + 1)
        return QRectF(0, top, self._lanes.width(), bottom - top)

    def center(self, index: int, lane: KeyLane, mark: KeyMark) -> QPointF:
        """Where a key is drawn."""
        return QPointF(self._lanes.scale.x_of(lane.seconds(mark)), self.rect(index).center().y())

    def key_at(self, at: QPointF) -> tuple[KeyLane, KeyMark] | None:
        """The key nearest to a point, within its hit area."""
        found = self.lane_at(at)
        if found is None or at.y() < self._lanes.ruler_height:
            return None
        index, lane = found
        near = min(lane.marks, key=lambda mark: abs(self.center(index, lane, mark).x() - at.x()))
        return (lane, near) if abs(self.center(index, lane, near).x() - at.x()) <= px(HIT) else None

    def brackets(self) -> dict[Side, QRectF]:
        """Where the brackets around several chosen keys stand; empty without."""
        span, keys = self._choice.span, self._choice.keys
        rows = [
            (index, row.keys)
            for index, row in enumerate(self._lanes.rows)
            if row.keys is not None and any(key.field == row.keys.field for key in keys)
        ]
        if span is None or not rows:
            return {}
        top, bottom = self.rect(rows[0][0]).top(), self.rect(rows[-1][0]).bottom()
        origin, x_of, reach = rows[0][1].origin, self._lanes.scale.x_of, px(BRACKET)
        left, right = x_of(origin + span[0]), x_of(origin + span[1])
        # Before the film's first keys there may be no room for all of it.
        near = max(0.0, left - px(HIT) - reach)
        return {
            "start": QRectF(near, top, max(px(4.0), left - px(HIT) - near), bottom - top),
            "end": QRectF(right + px(HIT), top, reach, bottom - top),
        }

    def _bracket_at(self, at: QPointF) -> Side | None:
        return next((side for side, rect in self.brackets().items() if rect.contains(at)), None)

    # mouse

    def press(self, event: QMouseEvent) -> bool:
        at = event.position()
        # The press may select the layer and move rows: what a double click meant is what lay there before.
        self._on_bar = self.bar_key_at(at)
        if at.y() < self._lanes.ruler_height:
            return False
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        frame = self._lanes.scale.frame_of(at.x())
        base, side = self._stage.composition, self._bracket_at(at)
        span, found = self._choice.span, self.key_at(at)
        if side is not None and span is not None and found is None:
            origin = self._choice.lanes()[0].origin
            time = origin + span[0 if side == "start" else 1]
            self._grip = _Grip(side, at, frame, base, self._choice.keys, time, origin)
        elif found is not None:
            lane, mark = found
            key = lane.key(mark)
            clicked = None
            if shift:
                self._choice.toggle(key)
            elif key not in self._choice.keys:
                self._choice.choose([key])
            else:
                clicked = key  # let go without a drag, it alone stays chosen
            keys = self._choice.keys if key in self._choice.keys else frozenset()
            self._grip = _Grip(
                "keys", at, frame, base, keys, lane.seconds(mark), lane.origin, clicked=clicked
            )
        elif self.lane_at(at) is not None:
            kept = self._choice.keys if shift else frozenset()
            self._choice.choose(kept)
            self._grip = _Grip("band", at, frame, base, kept)
        else:
            self._choice.choose(())
            return False
        self.scrolls = self._grip.kind != "band"  # that one stays within what is seen
        return True

    def move(self, event: QMouseEvent) -> None:
        grip, at = self._grip, event.position()
        if grip is None:
            return
        if grip.kind == "band":
            self.band = QRectF(grip.at, at).normalized()
            self._choose_in_band(grip.keys)
            self._lanes.redraw()
            return
        if not grip.moving:
            if abs(at.x() - grip.at.x()) < _START_PX or not grip.keys:
                return
            grip.moving = True
            moved = grip.keys if grip.kind == "keys" else frozenset(self._choice.keys)
            grip.targets = snap_targets(
                *(self._stage, self._lanes.rows),
                keys=moved,
                beats=self._lanes.beats.times(self._lanes.rows),
            )
            self._stage.begin_drag()
        inverted = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        time = self._time(grip, at.x(), snaps=self._lanes.snaps != inverted)
        if grip.kind == "keys":
            self._choice.move(time - grip.time, grip.base, grip.keys)
        else:
            self._stretch(grip, time)
        self._lanes.redraw()

    def _time(self, grip: _Grip, x: float, *, snaps: bool) -> Fraction:
        """Where what is held comes to stand, whole frames from where it was, or on what it snaps to."""
        scale = self._lanes.scale
        time = grip.time + scale.rate.time_of(scale.frame_of(x) - grip.frame)
        near = snapped(time, grip.targets, scale) if snaps else None
        self._lanes.snap_at = near
        return time if near is None else near

    def _stretch(self, grip: _Grip, time: Fraction) -> None:
        times = sorted(key.time for key in grip.keys)
        about = times[-1] if grip.kind == "start" else times[0]
        length, wanted = grip.time - grip.origin - about, time - grip.origin - about
        frame = 1 / self._stage.rate.fraction
        if wanted * length <= 0:  # never through the other end
            wanted = frame if length > 0 else -frame
        factor = min(max(wanted / length, _FACTORS[0]), _FACTORS[1])
        self._choice.stretch(about, factor, grip.base, grip.keys)

    def _choose_in_band(self, kept: frozenset[Key]) -> None:
        assert self.band is not None
        found = set(kept)
        for index, row in enumerate(self._lanes.rows):
            lane = row.keys
            if lane is None:
                continue
            found |= {
                lane.key(mark)
                for mark in lane.marks
                if self.band.intersects(_around(self.center(index, lane, mark)))
            }
        self._choice.choose(found)

    def release(self, event: QMouseEvent) -> None:
        grip, self._grip = self._grip, None
        self.band = None
        if grip is not None and grip.moving:
            self._stage.end_drag()
        elif grip is not None and grip.clicked is not None:
            self._choice.choose([grip.clicked])

    def cancel(self) -> None:
        grip, self._grip = self._grip, None
        self.band = None
        if grip is None:
            return
        if grip.moving:
            self._stage.cancel_drag()
        self._choice.choose(grip.keys)

    def double_click(self, event: QMouseEvent) -> bool:
        on_bar = self._on_bar or self.bar_key_at(event.position())
        if on_bar is not None and self._open_on_bar(*on_bar, event.position()):
            return True
        found = self.key_at(event.position())
        if found is None:
            found = self._segment_at(event.position())
        if found is None:
            return self.lane_at(event.position()) is not None
        lane, mark = found
        if lane.key(mark) not in self._choice.keys:
            self._choice.choose([lane.key(mark)])
        self.opened.emit(event.position())
        return True

    def _open_on_bar(self, path: LayerPath, time: Fraction, at: QPointF) -> bool:
        """The curve of a layer's keys at a time, as from its key lanes."""
        self._stage.select((path,))
        lanes = self._choice.lanes()
        self._choice.choose(
            lane.key(mark) for lane in lanes for mark in lane.marks if lane.seconds(mark) == time
        )
        if not self._choice.keys:
            return False
        self.opened.emit(at)
        return True

    def _segment_at(self, at: QPointF) -> tuple[KeyLane, KeyMark] | None:
        """The key before a point between two keys."""
        found = self.lane_at(at)
        if found is None:
            return None
        index, lane = found
        before = [mark for mark in lane.marks if self.center(index, lane, mark).x() <= at.x()]
        return (lane, before[-1]) if before and len(before) < len(lane.marks) else None

    def hover(self, at: QPointF) -> Hover | None:
        if at.y() < self._lanes.ruler_height:
            return None
        found = self.key_at(at)
        if found is not None:
            return Hover(self.told(*found), Qt.CursorShape.PointingHandCursor)
        if self._bracket_at(at) is not None:
            return Hover(tr("keys.stretch"), Qt.CursorShape.SizeHorCursor)
        row = self.lane_at(at)
        return None if row is None else Hover(property_name(row[1].field))

    def told(self, lane: KeyLane, mark: KeyMark) -> str:
        """A key in words: property and time."""
        frame = self._stage.rate.first_frame_from(max(Fraction(0), lane.seconds(mark)))
        time = translator().in_digits(timecode(frame, self._stage.rate))
        return tr("keys.key", name=property_name(lane.field), time=time)

    def paint(self, painter: QPainter) -> None:
        KeyPainter(self, self._lanes, self._choice, painter).paint()


def _around(center: QPointF) -> QRectF:
    half = px(5)
    return QRectF(center.x() - half, center.y() - half, 2 * half, 2 * half)
