"""The timeline for screen readers: its bars, the keys of the chosen layer, its markers."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import partial

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QAccessible

from studio.gui.actions import hub
from studio.gui.curves.names import easing_name
from studio.gui.i18n import tr, translator
from studio.gui.painted_access import (
    EARLIER,
    LATER,
    PRESS,
    Act,
    PaintedItem,
    PaintedWidget,
    expose,
    tell_chosen,
)
from studio.gui.theme.theme import px
from studio.gui.workspace.stage import Stage
from studio.gui.workspace.timecode import clock
from studio.gui.workspace.timeline.key_choice import KeyChoice
from studio.gui.workspace.timeline.key_rows import KeyLane, KeyMark, property_name
from studio.gui.workspace.timeline.key_tool import HIT, KeyTool
from studio.gui.workspace.timeline.lanes import Lanes
from studio.gui.workspace.timeline.mark_commands import MarkCommands
from studio.gui.workspace.timeline.marker_tool import MarkerTool
from studio.gui.workspace.timeline.rows import Bar, TimeRow
from studio.model.composition import Marker
from studio.services.edits.at_time import value_here
from studio.services.edits.fields import FieldPath, field_value
from studio.services.edits.paths import LayerPath


def _said(time: Fraction) -> str:
    return translator().in_digits(clock(round(float(time), 2)))


class Described(QObject):
    """What items need of a timeline; from when it is made on, screen readers are told of the lanes."""

    def __init__(
        self,
        lanes: Lanes,
        stage: Stage,
        keys: KeyChoice,
        key_tool: KeyTool,
        markers: MarkerTool,
        commands: MarkCommands,
    ) -> None:
        super().__init__(lanes)
        self.lanes, self.stage, self.keys, self.key_tool = lanes, stage, keys, key_tool
        self.markers, self.commands = markers, commands
        lanes.described = self
        expose(Lanes, TimelineAccess)
        for changed in (stage.selected, keys.changed, markers.changed):
            changed.connect(self.tell)

    def tell(self) -> None:
        """Another thing is chosen."""
        tell_chosen(self.lanes)


class BarItem(PaintedItem):
    """A layer, clip or sound: "Title, text, from 0:03 to 0:08"."""

    def __init__(self, lanes: Lanes, parts: Described, path: LayerPath) -> None:
        super().__init__(lanes)
        self._lanes, self._parts, self._path = lanes, parts, path

    def _found(self) -> tuple[int, Bar] | None:
        return self._lanes.bar_of(self._path)

    def is_there(self) -> bool:
        return self._found() is not None

    def name(self) -> str:
        found = self._found()
        if found is None:
            return ""
        row, bar = self._lanes.rows[found[0]], found[1]
        kind = tr(f"kind.{'clip' if bar.is_clip else row.kind}")
        return tr("access.bar", name=bar.name, kind=kind, start=_said(bar.start), end=_said(bar.end))

    def value(self) -> str:
        found = self._found()
        return "" if found is None else _said(found[1].end - found[1].start)

    def description(self) -> str:
        """What its head shows: hidden, locked."""
        found = self._found()
        row: TimeRow | None = None if found is None else self._lanes.rows[found[0]]
        if row is None or row.path != self._path:
            return ""
        states = (("layers.hide", row.hidden), ("layers.lock", row.locked))
        return ", ".join(tr(key) for key, on in states if on)

    def box(self) -> QRectF:
        found = self._found()
        return QRectF() if found is None else self._lanes.bar_rect(*found)

    def is_chosen(self) -> bool:
        nothing_finer = not self._parts.keys.keys and self._parts.markers.chosen is None
        return self._path in self._parts.stage.selection and nothing_finer

    def acts(self) -> Mapping[str, Act]:
        return {
            PRESS: (tr("access.select"), self.choose),
            LATER: (tr("access.later"), self.then(partial(hub().trigger, "time.late"))),
            EARLIER: (tr("access.earlier"), self.then(partial(hub().trigger, "time.early"))),
            "Delete": (tr("access.delete"), self.then(partial(hub().trigger, "edit.del"))),
        }

    def choose(self) -> None:
        self._parts.keys.choose(())
        self._parts.markers.choose(None)
        self._parts.stage.select((self._path,))


class KeyItem(PaintedItem):
    """A keyframe by its number among those of its property, so that it stays itself while it is moved."""

    def __init__(
        self, lanes: Lanes, parts: Described, path: LayerPath, field: FieldPath, number: int
    ) -> None:
        super().__init__(lanes)
        self._lanes, self._parts = lanes, parts
        self._path, self._field, self._number = path, field, number

    def _found(self) -> tuple[int, KeyLane, KeyMark] | None:
        for index, row in enumerate(self._lanes.rows):
            lane = row.keys
            if lane is not None and lane.path == self._path and lane.field == self._field:
                marks = lane.marks
                return (index, lane, marks[self._number]) if self._number < len(marks) else None
        return None

    def is_there(self) -> bool:
        return self._found() is not None

    def name(self) -> str:
        found = self._found()
        if found is None:
            return ""
        _, lane, mark = found
        easing = easing_name(mark.easing)
        time = _said(lane.seconds(mark))
        return tr("access.key", name=property_name(lane.field), time=time, easing=easing)

    def value(self) -> str:
        found = self._found()
        if found is None:
            return ""
        film, (_, lane, mark) = self._parts.stage.composition, found
        value = value_here(field_value(film, lane.path, lane.field), mark.time, film.look.palette)
        parts = value if isinstance(value, tuple) else (value,)
        number = translator().number
        return ", ".join(number(round(one, 3)) if isinstance(one, int | float) else str(one) for one in parts)

    def box(self) -> QRectF:
        found = self._found()
        if found is None:
            return QRectF()
        center, reach = self._parts.key_tool.center(*found), px(HIT)
        return QRectF(center.x() - reach, center.y() - reach, 2 * reach, 2 * reach)

    def kind(self) -> QAccessible.Role:
        return QAccessible.Role.Indicator

    def is_chosen(self) -> bool:
        found = self._found()
        return found is not None and found[1].key(found[2]) in self._parts.keys.keys

    def acts(self) -> Mapping[str, Act]:
        commands = self._parts.commands
        return {
            PRESS: (tr("access.select"), self.choose),
            LATER: (tr("access.later"), self.then(lambda: commands.nudge(1))),
            EARLIER: (tr("access.earlier"), self.then(lambda: commands.nudge(-1))),
            "Curve": (tr("access.curve"), self.then(commands.open)),
            "Delete": (tr("access.delete"), self.then(commands.delete)),
        }

    def choose(self) -> None:
        found = self._found()
        if found is not None:
            self._parts.keys.choose([found[1].key(found[2])])


class MarkerItem(PaintedItem):
    """A marker on the ruler."""

    def __init__(self, lanes: Lanes, parts: Described, id: str) -> None:
        super().__init__(lanes)
        self._parts, self._id = parts, id

    def _found(self) -> Marker | None:
        return next((one for one in self._parts.stage.composition.markers if one.id == self._id), None)

    def is_there(self) -> bool:
        return self._found() is not None

    def name(self) -> str:
        found = self._found()
        if found is None:
            return ""
        return tr("access.marker", name=self._parts.markers.name_of(found), time=_said(found.time))

    def value(self) -> str:
        found = self._found()
        return "" if found is None else _said(found.time)

    def box(self) -> QRectF:
        found = self._found()
        return QRectF() if found is None else self._parts.markers.rect(found)

    def kind(self) -> QAccessible.Role:
        return QAccessible.Role.Link

    def is_chosen(self) -> bool:
        return self._parts.markers.chosen is not None and self._parts.markers.chosen.id == self._id

    def acts(self) -> Mapping[str, Act]:
        markers = self._parts.markers
        return {
            PRESS: (tr("access.seek"), self._seek),
            LATER: (tr("access.later"), self.then(lambda: markers.nudge(1))),
            EARLIER: (tr("access.earlier"), self.then(lambda: markers.nudge(-1))),
            "Rename": (tr("access.rename"), self.then(markers.rename)),
            "Delete": (tr("access.delete"), self.then(markers.remove)),
        }

    def _seek(self) -> None:
        found, stage = self._found(), self._parts.stage
        if found is not None:
            self.choose()
            stage.seek(stage.rate.first_frame_from(found.time))

    def choose(self) -> None:
        self._parts.markers.choose(self._id)


class TimelineAccess(PaintedWidget):
    """Markers first, as they stand above; then lane by lane, each from early to late."""

    def __init__(self, lanes: Lanes) -> None:
        super().__init__(lanes)
        self._lanes = lanes

    def items(self) -> Sequence[PaintedItem]:
        lanes, parts = self._lanes, self._lanes.described
        if not isinstance(parts, Described):
            return ()
        found = [
            self.kept(("marker", one.id), partial(MarkerItem, lanes, parts, one.id))
            for one in parts.stage.composition.markers
        ]
        for row in lanes.rows:
            found += [
                self.kept(("bar", bar.path), partial(BarItem, lanes, parts, bar.path))
                for bar in row.bars
                if bar.path
            ]
            if row.keys is not None:
                found += self._keys(parts, row.keys)
        return found

    def _keys(self, parts: Described, lane: KeyLane) -> list[PaintedItem]:
        return [
            self.kept(
                ("key", lane.path, lane.field, number),
                partial(KeyItem, self._lanes, parts, lane.path, lane.field, number),
            )
            for number in range(len(lane.marks))
        ]
