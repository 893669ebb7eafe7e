"""What actions and keys do with keyframes and markers.

Some actions of the window mean keys or a marker while such are chosen and the timeline has the keyboard:
copy, cut, delete, select all, earlier, later.  They are bound for that long, on every keyboard layout alike.

    D               a key at the playhead         M              a marker there; once more: its name
    Alt+PgUp, PgDn  from key to key, chosen       Shift+PgUp, …  from marker to marker, chosen
    arrows          what is chosen, by a frame    Shift+arrows   stretch; a single one by ten frames
    Enter           the curve, the name           Esc            nothing is chosen
"""

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QMenu

from studio.gui.actions import hub
from studio.gui.curves.popover import CurvePopover
from studio.gui.i18n import tr
from studio.gui.workspace.inspector.specs import specs_of
from studio.gui.workspace.stage import Stage
from studio.gui.workspace.timeline.key_choice import KeyChoice
from studio.gui.workspace.timeline.key_rows import property_name
from studio.gui.workspace.timeline.lane_tools import LaneTool
from studio.gui.workspace.timeline.lanes import Lanes
from studio.gui.workspace.timeline.marker_tool import MarkerTool
from studio.model.layers import LayerBase
from studio.services.editing import StepName
from studio.services.edits.fields import FieldPath
from studio.services.edits.keyframes import add_keys, animated_fields, copy_keys
from studio.services.edits.paths import LayerPath, node_at
from studio.services.edits.times import span_of

if TYPE_CHECKING:
    from studio.gui.workspace.timeline.key_menu import KeyMenu

_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)


class MarkCommands(QObject, LaneTool):
    """Between the window's actions and the two choices of the timeline."""

    def __init__(self, lanes: Lanes, stage: Stage, keys: KeyChoice, markers: MarkerTool) -> None:
        super().__init__(lanes)
        self._lanes, self._stage, self._keys, self._markers = lanes, stage, keys, markers
        self._bound: QObject | None = None
        self.popover: CurvePopover | None = None
        self.menu: QMenu | None = None
        self.key_menu: KeyMenu | None = None
        keys.changed.connect(self._chosen_keys)
        markers.changed.connect(self._chosen_marker)
        stage.selected.connect(self._enable)
        lanes.installEventFilter(self)
        for id, handler in (
            ("time.key", self.set_key),
            ("time.keyprev", lambda: self.jump(-1)),
            ("time.keynext", lambda: self.jump(1)),
            ("time.marker", markers.add),
            ("time.markprev", lambda: markers.jump(-1)),
            ("time.marknext", lambda: markers.jump(1)),
        ):
            hub().bind(id, handler, owner=self)
        self._enable()

    # which actions mean what is chosen

    def _enable(self) -> None:
        hub().set_enabled("time.key", self._layer() is not None)

    def _chosen_keys(self) -> None:
        if self._keys.keys:
            self._markers.choose(None)
        self._follow()

    def _chosen_marker(self) -> None:
        if self._markers.chosen is not None:
            self._keys.choose(())
        self._follow()

    def _follow(self) -> None:
        chosen = bool(self._keys.keys) or self._markers.chosen is not None
        if not chosen:
            self._release()
        elif self._lanes.hasFocus():
            self._bind()

    def _bind(self) -> None:
        self._release()
        self._bound = QObject(self)
        handlers: dict[str, Callable[[], object]] = {
            "edit.del": self.delete,
            "time.early": lambda: self.nudge(-1),
            "time.late": lambda: self.nudge(1),
        }
        if self._keys.keys:
            handlers |= {"edit.copy": self.copy, "edit.cut": self.cut, "edit.all": self._keys.choose_all}
        for id, handler in handlers.items():
            hub().bind(id, handler, owner=self._bound)

    def _release(self) -> None:
        if self._bound is not None:
            hub().release(self._bound)
            self._bound.deleteLater()
            self._bound = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent):
            if event.type() == QEvent.Type.FocusIn:
                self._follow()
            elif event.reason() not in _STAYS:
                self._release()
        elif isinstance(event, QContextMenuEvent):
            marker = self._markers.marker_at(QPointF(event.pos()))
            if marker is not None:
                self._markers.menu(marker).popup(event.globalPos())
                return True
            if self.key_menu is not None and self.key_menu.open_at(QPointF(event.pos()), event.globalPos()):
                return True
        return False

    def close(self) -> None:
        """Before the workspace goes."""
        self._release()
        hub().release(self)

    # keys

    def _layer(self) -> LayerPath | None:
        path = self._stage.current
        found = path is not None and isinstance(node_at(self._stage.composition, path), LayerBase)
        return path if found else None

    def set_key(self) -> None:
        """A key at the playhead in the properties of the chosen keys, else in all that are animated; where
        none is, people choose one."""
        path = self._layer()
        if path is None:
            return
        chosen = dict.fromkeys(key.field for key in self._keys.keys)
        fields = list(chosen) or list(animated_fields(node_at(self._stage.composition, path)))
        if fields:
            self.animate(path, fields)
        else:
            self._ask_property(path)

    def animate(self, path: LayerPath, fields: list[FieldPath]) -> None:
        """A key at the playhead in each field."""
        time = self._local(path)
        name = StepName("step.keys-add", {"count": len(fields)})
        if self._stage.edit(name, lambda one: add_keys(one, path, fields, time)):
            self._lanes.reveal()

    def _local(self, path: LayerPath) -> Fraction:
        return self._stage.time - span_of(self._stage.composition, path).start

    def _ask_property(self, path: LayerPath) -> None:
        menu = self.menu = QMenu(self._lanes)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.destroyed.connect(self.menu_closed)
        menu.setAccessibleName(tr("keys.choose"))
        title = menu.addAction(tr("keys.choose"))  # a section's words are lost under a style sheet
        title.setEnabled(False)
        menu.addSeparator()
        for spec in specs_of(node_at(self._stage.composition, path)):
            if spec.animated:
                action = menu.addAction(property_name(spec.path))
                action.triggered.connect(lambda _, field=spec.path: self.animate(path, [field]))
        x = self._lanes.scale.x_of(self._stage.time)
        menu.popup(self._lanes.mapToGlobal(QPoint(round(x), self._lanes.ruler_height)))

    def menu_closed(self) -> None:
        """The open menu is gone."""
        self.menu = None

    def jump(self, way: int) -> None:
        """To the next key of what is selected; of anything, with nothing selected."""
        stage = self._stage
        bars = [bar for row in self._lanes.rows for bar in row.bars]
        chosen = [bar for bar in bars if bar.path in stage.selection] or bars
        frames = sorted({stage.rate.first_frame_from(key) for bar in chosen for key in bar.keys})
        later = [frame for frame in frames if (frame - stage.frame) * way > 0]
        if later:
            stage.seek(later[0] if way > 0 else later[-1])
        if self._lanes.hasFocus():
            self._keys.choose_at(stage.frame)

    def copy(self) -> None:
        path = self._layer()
        if path is not None and self._keys.keys:
            copied = copy_keys(self._stage.composition, path, self._keys.keys)
            QGuiApplication.clipboard().setText(copied.text())

    def cut(self) -> None:
        self.copy()
        self._keys.remove()

    # both

    def delete(self) -> None:
        if self._keys.keys:
            self._keys.remove()
        else:
            self._markers.remove()

    def nudge(self, frames: int) -> None:
        """What is chosen, by frames."""
        if self._keys.keys:
            self._keys.move(frames / self._stage.rate.fraction)
        else:
            self._markers.nudge(frames)

    def _stretch(self, frames: int) -> None:
        if self._keys.span is not None:
            self._keys.stretch_by(frames)
        else:
            self.nudge(10 * frames)

    def wants(self, event: QKeyEvent) -> bool:
        if not self._keys.keys and self._markers.chosen is None:
            return False
        mine = event.key() in _ARROWS or event.key() in _ENTER or event.key() == Qt.Key.Key_Escape
        keypad = Qt.KeyboardModifier.KeypadModifier
        return mine and not event.modifiers() & ~(_SHIFT | keypad)

    def key(self, event: QKeyEvent) -> bool:
        if not self.wants(event):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self._keys.choose(())
            self._markers.choose(None)
        elif event.key() in _ENTER:
            self.open()
        else:
            way = _ARROWS[Qt.Key(event.key())]
            if event.modifiers() & _SHIFT:
                self._stretch(way)
            else:
                self.nudge(way)
        return True

    def open(self) -> None:
        """The curve of the chosen keys; the name of the chosen marker."""
        if not self._keys.keys:
            self._markers.rename()
            return
        origin = self._keys.lanes()[0].origin
        time = min(origin + key.time for key in self._keys.keys)
        self.open_curve(QPointF(self._lanes.scale.x_of(time), 0))

    def open_curve(self, at: QPointF) -> None:
        """The curve editor of the chosen keys, over a point of the lanes."""
        # Not a child of the lanes: their keys, such as the arrows, are the handles' here.
        popover = self.popover = CurvePopover(self._lanes.window())
        popover.destroyed.connect(self._popover_closed)
        editor = popover.editor
        editor.set_easing(self._keys.easing())
        editor.changed.connect(self._keys.set_easing)
        editor.began.connect(self._stage.begin_drag)
        editor.ended.connect(self._stage.end_drag)
        # Above the lanes, so that the keys stay in view.
        corner = self._lanes.mapToGlobal(QPoint(round(at.x()), 0))
        popover.open_at(QRect(corner, QSize(1, self._lanes.height())))

    def _popover_closed(self) -> None:
        self.popover = None
        self._stage.end_drag()
