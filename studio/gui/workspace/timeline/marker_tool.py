"""Markers on the ruler: flags with names that can be dragged, renamed, coloured and removed."""

from fractions import Fraction

from msgspec import Struct
from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QMenu

from studio.gui.i18n import tr, translator
from studio.gui.theme.theme import px, theme
from studio.gui.workspace.stage import Stage
from studio.gui.workspace.timecode import timecode
from studio.gui.workspace.timeline.lane_tools import Hover, LaneTool
from studio.gui.workspace.timeline.lanes import Lanes
from studio.gui.workspace.timeline.marker_painting import FLAG, paint_flag, paint_lines
from studio.gui.workspace.timeline.snapping import snap_targets, snapped
from studio.model.composition import Composition, Marker
from studio.services.edits.markers import add_marker, change_marker, remove_marker

_LONGEST = 120
"""px of a name."""
_START_PX = 4
COLORS = ("accent", "accent-2", "positive", "warning", "muted")


class _Grip(Struct):
    """What the mouse holds, from the frame at which it was pressed."""

    x: float
    frame: int
    marker: Marker
    base: Composition
    moving: bool = False


class MarkerTool(QObject, LaneTool):
    """One marker may be chosen: arrows move it by frames, Del removes it."""

    scrolls = True
    changed = Signal()
    """Another marker is chosen, or none."""

    def __init__(self, lanes: Lanes, stage: Stage) -> None:
        super().__init__(lanes)
        self._lanes, self._stage = lanes, stage
        self._chosen: str | None = None
        self._grip: _Grip | None = None
        self.field: QLineEdit | None = None
        stage.edited.connect(self._follow)

    @property
    def chosen(self) -> Marker | None:
        return next((one for one in self._stage.composition.markers if one.id == self._chosen), None)

    def choose(self, id: str | None) -> None:
        """Chooses a marker; None: none."""
        if id != self._chosen:
            self._chosen = id
            self.changed.emit()
            self._lanes.redraw()

    def _follow(self) -> None:
        if self._chosen is not None and self.chosen is None:
            self.choose(None)

    # geometry

    def name_of(self, marker: Marker) -> str:
        """Its own name, else its number among all."""
        number = self._stage.composition.markers.index(marker) + 1
        return marker.name or tr("marker.name", number=number)

    def rect(self, marker: Marker) -> QRectF:
        """The flag with its name, at the ruler's foot; the name ends where the next flag stands."""
        words = QFontMetricsF(theme().font("small")).horizontalAdvance(self.name_of(marker))
        width: float = px(FLAG) + px(8) + min(words, px(_LONGEST))
        x_of, bottom = self._lanes.scale.x_of, self._lanes.ruler_height
        x = x_of(marker.time)
        after = [one.time for one in self._stage.composition.markers if one.time > marker.time]
        if after:
            width = min(width, max(px(FLAG) + px(1), x_of(min(after)) - x - px(2)))
        return QRectF(x, bottom - px(16), width, px(16))

    def marker_at(self, at: QPointF) -> Marker | None:
        """The marker under a point of the ruler: the flags' 24 px first, then the names."""
        if not 0 < self._lanes.ruler_height - at.y() <= 2 * px(FLAG):
            return None
        markers = self._stage.composition.markers
        x_of = self._lanes.scale.x_of
        near = min(markers, key=lambda one: abs(x_of(one.time) + px(FLAG) / 2 - at.x()), default=None)
        if near is not None and abs(x_of(near.time) + px(FLAG) / 2 - at.x()) <= px(FLAG):
            return near
        return next((one for one in reversed(markers) if self.rect(one).contains(at)), None)

    # what can be done

    def add(self) -> None:
        """A marker at the playhead; where one stands already, its name is typed."""
        made: list[str] = []
        known = {one.id for one in self._stage.composition.markers}

        def change(one: Composition) -> Composition:
            changed, id = add_marker(one, self._stage.time)
            made[:] = [id]
            return changed

        self._stage.edit("step.marker", change)
        if made:
            self.choose(made[0])
            if made[0] in known:
                self.rename()

    def remove(self) -> None:
        """The chosen marker goes."""
        marker = self.chosen
        if marker is not None:
            self._stage.edit("step.marker-delete", lambda one: remove_marker(one, marker.id))

    def nudge(self, frames: int) -> None:
        """The chosen marker so many frames later."""
        marker = self.chosen
        if marker is not None:
            time = max(Fraction(0), marker.time + frames / self._stage.rate.fraction)
            self._move(marker, time, merge=True)

    def jump(self, way: int) -> None:
        """The playhead to the next marker (the one before if negative), which is chosen."""
        rate, here = self._stage.rate, self._stage.frame
        found = [(rate.first_frame_from(one.time), one.id) for one in self._stage.composition.markers]
        beyond = [one for one in found if (one[0] - here) * way > 0]
        if beyond:
            frame, id = min(beyond) if way > 0 else max(beyond)
            self._stage.seek(frame)
            self.choose(id)

    def set_color(self, color: str) -> None:
        marker = self.chosen
        if marker is not None:
            self._stage.edit("step.marker-color", lambda one: change_marker(one, marker.id, color=color))

    def _move(
        self, marker: Marker, time: Fraction, base: Composition | None = None, *, merge: bool = False
    ) -> None:
        self._stage.edit(
            "step.marker-move",
            lambda one: change_marker(base or one, marker.id, time=time),
            ("marker", marker.id) if merge else None,
        )

    def rename(self) -> None:
        """A field over the chosen marker's name; Enter keeps, Esc takes back."""
        marker = self.chosen
        if marker is None:
            return
        self._close_field()
        field = self.field = _NameField(self._lanes)
        rect = self.rect(marker)
        left = max(0.0, min(rect.left(), self._lanes.width() - px(160)))
        field.setGeometry(round(left), 0, px(160), self._lanes.ruler_height)
        field.setText(marker.name)
        field.setPlaceholderText(self.name_of(marker))
        field.setAccessibleName(tr("marker.rename"))
        field.selectAll()
        field.done.connect(lambda kept: self._named(marker.id, field.text() if kept else None))
        field.show()
        field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _named(self, id: str, name: str | None) -> None:
        self._close_field()
        if name is not None:
            words = " ".join(name.split())[:200]
            self._stage.edit("step.marker-rename", lambda one: change_marker(one, id, name=words))

    def _close_field(self) -> None:
        field, self.field = self.field, None
        if field is not None:
            had_focus = field.hasFocus()
            field.blockSignals(True)
            field.hide()
            field.deleteLater()
            if had_focus:
                self._lanes.setFocus(Qt.FocusReason.PopupFocusReason)

    def menu(self, marker: Marker) -> QMenu:
        """Rename, colours, delete."""
        self.choose(marker.id)
        menu = QMenu(self._lanes)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("access.rename"), self.rename)
        menu.addSeparator()
        for color in COLORS:
            action = menu.addAction(tr(f"marker.color.{color}"))
            action.setCheckable(True)
            action.setChecked(marker.color == color)
            action.triggered.connect(lambda _, color=color: self.set_color(color))
        menu.addSeparator()
        menu.addAction(tr("marker.delete"), self.remove)
        return menu

    # mouse

    def press(self, event: QMouseEvent) -> bool:
        marker = self.marker_at(event.position())
        if marker is None:
            self.choose(None)
            return False
        self.choose(marker.id)
        x = event.position().x()
        self._grip = _Grip(x, self._lanes.scale.frame_of(x), marker, self._stage.composition)
        return True

    def move(self, event: QMouseEvent) -> None:
        grip, x = self._grip, event.position().x()
        if grip is None:
            return
        if not grip.moving:
            if abs(x - grip.x) < _START_PX:
                return
            grip.moving = True
            self._stage.begin_drag()
        scale, marker, base = self._lanes.scale, grip.marker, grip.base
        time = marker.time + scale.rate.time_of(scale.frame_of(x) - grip.frame)
        time = min(max(Fraction(0), time), base.duration)
        inverted = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        near = None
        if self._lanes.snaps != inverted:
            rows, beats = self._lanes.rows, self._lanes.beats.times(self._lanes.rows)
            near = snapped(time, snap_targets(self._stage, rows, marker=marker.id, beats=beats), scale)
        self._lanes.snap_at = near
        self._move(marker, time if near is None else near, base)
        self._lanes.redraw()

    def release(self, event: QMouseEvent) -> None:
        grip, self._grip = self._grip, None
        if grip is not None and grip.moving:
            self._stage.end_drag()
        elif grip is not None:
            self._stage.seek(self._stage.rate.first_frame_from(grip.marker.time))

    def cancel(self) -> None:
        grip, self._grip = self._grip, None
        if grip is not None and grip.moving:
            self._stage.cancel_drag()

    def double_click(self, event: QMouseEvent) -> bool:
        marker = self.marker_at(event.position())
        if marker is None:
            return False
        self.choose(marker.id)
        self.rename()
        return True

    def hover(self, at: QPointF) -> Hover | None:
        marker = self.marker_at(at)
        return None if marker is None else Hover(self.told(marker), Qt.CursorShape.PointingHandCursor)

    def told(self, marker: Marker) -> str:
        """A marker in words: name and time."""
        frame = self._stage.rate.first_frame_from(marker.time)
        time = translator().in_digits(timecode(frame, self._stage.rate))
        return tr("marker.told", name=self.name_of(marker), time=time)

    def paint(self, painter: QPainter) -> None:
        """A fine line through the lanes below each flag."""
        paint_lines(painter, self._stage.composition.markers, self._lanes, self._chosen)

    def paint_ruler(self, painter: QPainter) -> None:
        for marker in self._stage.composition.markers:
            rect = self.rect(marker)
            if rect.right() >= 0 and rect.left() <= self._lanes.width():
                paint_flag(painter, marker, rect, self.name_of(marker), chosen=marker.id == self._chosen)


class _NameField(QLineEdit):
    """Says once how it ended: kept (Enter, focus gone) or not (Esc)."""

    done = Signal(bool)

    def __init__(self, lanes: Lanes) -> None:
        super().__init__(lanes)
        self.setLayoutDirection(translator().direction)
        self.editingFinished.connect(lambda: self.done.emit(True))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter or event.key() == Qt.Key.Key_Escape:
            event.accept()  # the lanes below know Enter too
            self.done.emit(enter)
            return
        super().keyPressEvent(event)
