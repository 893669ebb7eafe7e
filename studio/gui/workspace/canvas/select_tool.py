"""Selecting and moving layers on the canvas, by mouse and keys; snapping, guides, handles."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF

from studio.base.geometry import Point, Rect
from studio.gui.theme.theme import px, theme
from studio.gui.workspace.canvas.drags import Drag, MoveDrag, RotateDrag, ScaleDrag, SideDrag, nudged
from studio.gui.workspace.canvas.snapping import SNAP_PX, Guide, Targets
from studio.gui.workspace.canvas.tool import Tool
from studio.gui.workspace.canvas.view import CanvasView
from studio.scene.placed import Placed, chosen, hit
from studio.services.editing import StepName
from studio.services.edits.paths import LayerPath
from studio.services.overlays import safe_area

HANDLE, HANDLE_HIT, RING = 9, 24, 20
_CORNERS = ("top-left", "top-right", "bottom-right", "bottom-left")
_SIDES = ("top", "right", "bottom", "left")
_START_PX = 4
"""px that the mouse moves before a press is a drag."""

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class _Press(Struct):
    """Where the mouse went down, what was there, and the drag once it moves."""

    pixel: QPointF
    at: Point
    make: Callable[[], Drag | None]
    click: Callable[[], None]
    drag: Drag | None = None
    moved: bool = False


class SelectTool(Tool):
    """The canvas' first tool; others lie over it."""

    def __init__(self, view: CanvasView, enter: Callable[[Placed, Point], bool]) -> None:
        """enter: begins to edit what is double clicked; whether it can be."""
        self._view = view
        self._stage = view.stage
        self._enter = enter
        self._press: _Press | None = None
        self._guides: tuple[Guide, ...] = ()
        self.snaps = True
        self.snaps_to_guides: Callable[[], bool] = lambda: True
        self._stage.selected.connect(view.update)

    # what is selected

    def current(self) -> Placed | None:
        """The one selected layer, if it is seen now."""
        path = self._stage.current
        return None if path is None else self._view.placed_layer(path)

    def _hits(self, at: Point) -> tuple[Placed, ...]:
        reach = px(6) / self._view.zoom
        return tuple(one for one in hit(self._view.placed, at, slack=reach) if not _locked(one))

    def pick(self, at: Point) -> None:
        """Chooses what is under a point; what is chosen already stays so, with all that is chosen beside."""
        hits = self._hits(at)
        if not any(one.path in self._stage.selection for one in hits):
            target = chosen(hits, self._stage.current)
            self._stage.select(() if target is None else (target.path,))

    # events

    def press(self, event: QMouseEvent, at: Point) -> bool:
        zone = self._zone(event.position())
        placed = self.current()
        if zone is not None and placed is not None and not _locked(placed):
            self._press = _Press(event.position(), at, lambda: self._handle_drag(zone, placed, at), _nothing)
            return True
        hits = self._hits(at)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            target = chosen(hits)
            if target is not None:
                self._stage.toggle(target.path)
            return True
        held = [one for one in hits if one.path in self._stage.selection]
        target = chosen(hits, self._stage.current, deeper=control)
        paths: tuple[LayerPath, ...] = () if target is None else (target.path,)
        if held and not control:
            # What is selected already is dragged as it is; a mere click then chooses anew.
            self._press = _Press(
                event.position(), at, lambda: self._move_drag(at), lambda: self._stage.select(paths)
            )
        else:
            self._stage.select(paths)
            make = (lambda: self._move_drag(at)) if paths else _no_drag
            self._press = _Press(event.position(), at, make, _nothing)
        return True

    def move(self, event: QMouseEvent, at: Point) -> bool:
        press = self._press
        if press is None:
            self._hover(event.position(), at)
            return False
        if not press.moved:
            way = event.position() - press.pixel
            if abs(way.x()) + abs(way.y()) < _START_PX:
                return True
            press.moved = True
            press.drag = press.make()
            if press.drag is not None:
                self._stage.begin_drag()
        if press.drag is not None:
            reach = px(SNAP_PX) / self._view.zoom if self.snaps else 0.0
            self._guides = press.drag.to(at, event.modifiers(), reach)
            self._view.update()
        return True

    def release(self, event: QMouseEvent, at: Point) -> bool:
        press, self._press = self._press, None
        self._guides = ()
        if press is None:
            return False
        if press.drag is not None:
            self._stage.end_drag()
        elif not press.moved:
            press.click()
        return True

    def double_click(self, event: QMouseEvent, at: Point) -> bool:
        target = chosen(self._hits(at))
        if target is None:
            return False
        self._press = None
        self._stage.select((target.path,))
        return self._enter(target, at)

    def key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            if self._press is not None:
                self._press, self._guides = None, ()
                self._stage.cancel_drag()
            elif self._stage.selection:
                self._stage.select(())
            else:
                return False
            return True
        placed = self.current()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and placed is not None:
            return self._enter(placed, placed.bounds.center)
        way = self._nudge(event)
        if way is None:
            return False
        paths = self._stage.topmost()
        layers = [one for one in map(self._view.placed_layer, paths) if one is not None and not _locked(one)]
        time = self._stage.time
        if layers:
            self._stage.edit(
                StepName("step.move"),
                lambda composition: nudged(composition, layers, *way, time),
                merge_key=("nudge", tuple(paths)),
            )
        return True

    def overrides(self, event: QKeyEvent) -> bool:
        return self._nudge(event) is not None and bool(self._stage.selection)

    def _nudge(self, event: QKeyEvent) -> tuple[float, float] | None:
        step = _ARROWS.get(Qt.Key(event.key()))
        others = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if step is None or others or not self._stage.selection:
            return None
        by = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        return step[0] * by, step[1] * by

    # drags

    def _move_drag(self, at: Point) -> Drag | None:
        paths = set(self._stage.topmost())
        layers = [one for one in self._view.placed if one.path in paths and not _locked(one)]
        return MoveDrag(self._stage, layers, at, self._targets(paths)) if layers else None

    def _targets(self, moving: set[LayerPath]) -> Targets:
        """What the layers at these paths snap to: all that stands still and is seen."""
        others = [
            one.bounds
            for one in self._view.placed
            if not one.holds
            and one.layer.type != "pattern"
            and not any(one.path[: len(path)] == path for path in moving)
        ]
        composition = self._stage.composition
        lines = composition.guides if self.snaps_to_guides() else ()
        return Targets(
            Rect(0, 0, composition.size.width, composition.size.height),
            safe_area(composition),
            tuple(dict.fromkeys(others)),
            tuple(line.at for line in lines if line.vertical),
            tuple(line.at for line in lines if not line.vertical),
        )

    def _handle_drag(self, zone: str, placed: Placed, at: Point) -> Drag:
        if zone == "rotate":
            return RotateDrag(self._stage, placed, at)
        if zone in _SIDES:
            return SideDrag(self._stage, placed, at, zone, self._targets({placed.path}))
        return ScaleDrag(self._stage, placed, at, _CORNERS.index(zone))

    def _zone(self, at: QPointF) -> str | None:
        """The handle under the mouse: a corner, a side, or `rotate` in the ring outside."""
        placed = self.current()
        if placed is None or _locked(placed):
            return None
        corners = [self._view.to_widget(corner) for corner in placed.corners()]
        near = px(HANDLE_HIT) / 2
        # A small box keeps room in its middle for being moved.
        width = (corners[1] - corners[0]).manhattanLength()
        height = (corners[3] - corners[0]).manhattanLength()
        near = max(px(5), min(near, min(width, height) / 3))
        for name, corner in zip(_CORNERS, corners, strict=True):
            if (at - corner).manhattanLength() <= near:
                return name
        for name, middle in self._sides(placed, corners):
            if (at - middle).manhattanLength() <= near:
                return name
        polygon = QPolygonF(corners)
        if not polygon.containsPoint(at, Qt.FillRule.WindingFill):
            for corner in corners:
                if (at - corner).manhattanLength() <= px(RING) + near:
                    return "rotate"
        return None

    @staticmethod
    def _sides(placed: Placed, corners: list[QPointF]) -> list[tuple[str, QPointF]]:
        if placed.holds or placed.layer.type in ("chart", "icon", "caption"):
            return []
        names = ("right", "left") if placed.texts else _SIDES
        middles = {name: (corners[index] + corners[(index + 1) % 4]) / 2 for index, name in enumerate(_SIDES)}
        return [(name, middles[name]) for name in names]

    def _hover(self, pixel: QPointF, at: Point) -> None:
        zone = self._zone(pixel)
        shapes = {
            "top-left": Qt.CursorShape.SizeFDiagCursor,
            "bottom-right": Qt.CursorShape.SizeFDiagCursor,
            "top-right": Qt.CursorShape.SizeBDiagCursor,
            "bottom-left": Qt.CursorShape.SizeBDiagCursor,
            "left": Qt.CursorShape.SizeHorCursor,
            "right": Qt.CursorShape.SizeHorCursor,
            "top": Qt.CursorShape.SizeVerCursor,
            "bottom": Qt.CursorShape.SizeVerCursor,
            "rotate": Qt.CursorShape.CrossCursor,
        }
        placed = self.current()
        if zone is not None:
            self._view.setCursor(shapes[zone])
        elif placed is not None and placed.contains(at) and not _locked(placed):
            self._view.setCursor(Qt.CursorShape.SizeAllCursor)
        else:
            self._view.unsetCursor()

    # painting

    def paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme().palette
        for path in self._stage.selection:
            placed = self._view.placed_layer(path)
            if placed is None:
                continue
            corners = [self._view.to_widget(corner) for corner in placed.corners()]
            # Dark below light: the outline is seen on any picture.
            for color, width in ((colors.window, 3.0), (colors.accent, 1.5)):
                pen = QPen(QColor(color), width)
                if _locked(placed):
                    pen.setStyle(Qt.PenStyle.DashLine)
                painter.setPen(pen)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPolygon(QPolygonF(corners))
            if len(self._stage.selection) == 1 and not _locked(placed):
                side = min(
                    (corners[1] - corners[0]).manhattanLength(), (corners[3] - corners[0]).manhattanLength()
                )
                is_small = side < px(4 * HANDLE)
                half = px(HANDLE) / (4 if is_small else 2)
                painter.setPen(QPen(QColor(colors.accent), 1.5))
                painter.setBrush(QColor("#ffffff"))
                sides = [] if is_small else [at for _, at in self._sides(placed, corners)]
                for at in [*corners, *sides]:
                    painter.drawRect(QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(QColor(colors.playhead), 1))
        for guide in self._guides:
            one, two = _ends(guide)
            first, second = self._view.to_widget(one), self._view.to_widget(two)
            painter.drawLine(first, second)
            if guide.kind != "line":
                across = QPointF(px(5), 0) if guide.vertical else QPointF(0, px(5))
                for end in (first, second):
                    painter.drawLine(end - across, end + across)


def _ends(guide: Guide) -> tuple[Point, Point]:
    if guide.vertical:
        return Point(guide.at, guide.start), Point(guide.at, guide.end)
    return Point(guide.start, guide.at), Point(guide.end, guide.at)


def _locked(placed: Placed) -> bool:
    return bool(getattr(placed.layer, "locked", False))


def _nothing() -> None:
    pass


def _no_drag() -> Drag | None:
    return None


def bounds_of(layers: list[Placed]) -> Rect:
    """Around all of them, on the canvas."""
    bounds = Rect(0, 0, 0, 0)
    for one in layers:
        bounds = bounds.united(one.bounds)
    return bounds
