"""What dragging on the canvas does to the document: moves, scales, turns, widens.

Each drag starts from the composition as it was, so that going back and forth leaves nothing behind.
"""

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Protocol

from msgspec.structs import replace
from PySide6.QtCore import Qt

from studio.base.geometry import Affine, Point, Rect
from studio.gui.workspace.canvas.snapping import (
    Guide,
    Targets,
    edge_guides,
    length_guides,
    snap_edge,
    snap_length,
    snap_move,
)
from studio.gui.workspace.stage import Stage
from studio.model.animation import Keyframes
from studio.model.composition import Composition
from studio.model.place import Place
from studio.scene.placed import Placed, inverse
from studio.services.editing import StepName
from studio.services.edits.at_time import set_here, value_here
from studio.services.edits.fields import FieldPath, set_fields
from studio.services.edits.paths import layer_at

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier


class Drag(Protocol):
    """A drag that is going on."""

    def to(self, at: Point, keys: Qt.KeyboardModifier, reach: float) -> tuple[Guide, ...]:
        """The mouse is at a point of the canvas now; reach: canvas px within which it snaps."""
        ...


def nudged(
    composition: Composition, layers: Sequence[Placed], dx: float, dy: float, time: Fraction
) -> Composition:
    """The layers moved by canvas px; where the shift of one is animated, by a keyframe at `time`.

    Raises InputError.
    """
    forward = -1 if composition.is_rtl else 1
    for placed in layers:
        inner = inverse(_turn(placed.held))
        way = Point(dx, dy) if inner is None else inner.apply(Point(dx, dy))
        layer, local = layer_at(composition, placed.path), time - placed.start
        # Captions stand where their style says until they are placed: they are shifted from there.
        free = layer.type == "caption" and layer.place == Place()
        animated = free or isinstance(layer.transform.offset, Keyframes)
        held = layer.transform.offset if animated else layer.place.offset
        x, y = value_here(held, local)
        moved = set_here(held, local, (round(x + way.x * forward, 2), round(y + way.y, 2)))
        field = ("transform" if animated else "place", "offset")
        composition = set_fields(composition, placed.path, {field: moved})
    return composition


class MoveDrag:
    """Layers, together."""

    def __init__(self, stage: Stage, layers: Sequence[Placed], at: Point, targets: Targets) -> None:
        self._stage, self._layers, self._from = stage, layers, at
        self._base = stage.composition
        self._targets = targets
        self._box = layers[0].bounds
        for one in layers[1:]:
            self._box = self._box.united(one.bounds)

    def to(self, at: Point, keys: Qt.KeyboardModifier, reach: float) -> tuple[Guide, ...]:
        dx, dy = at.x - self._from.x, at.y - self._from.y
        if keys & _SHIFT:  # along one axis
            dx, dy = (dx, 0.0) if abs(dx) >= abs(dy) else (0.0, dy)
        guides: tuple[Guide, ...] = ()
        if reach and not keys & _CONTROL:
            to = self._targets
            box = self._box.moved(dx, dy)
            snapped = snap_move(box, to.others, to.canvas, to.safe, reach, to.xs, to.ys)
            dx, dy, guides = dx + snapped.dx, dy + snapped.dy, snapped.guides
        name, time = StepName("step.moves", {"count": len(self._layers)}), self._stage.time
        if len(self._layers) == 1:
            name = StepName("step.move")
        self._stage.edit(name, lambda _: nudged(self._base, self._layers, round(dx), round(dy), time))
        return guides


class _TransformDrag:
    """Of one layer: sets fields of it, worked out from where the drag began."""

    def __init__(self, stage: Stage, placed: Placed, at: Point) -> None:
        self._stage, self._placed, self._from = stage, placed, at
        self._base = stage.composition
        self._layer: Any = layer_at(self._base, placed.path)
        self._local: Fraction = stage.time - placed.start
        self._forward = -1 if self._base.is_rtl else 1
        inner = inverse(placed.held)
        self._inner = Affine() if inner is None else inner
        # The middle of the box about which the layer turns, on the canvas.
        self._middle = placed.transform.apply(placed.middle)

    def _set(self, key: str, fields: dict[FieldPath, Any]) -> None:
        path = self._placed.path
        self._stage.edit(StepName(key), lambda _: set_fields(self._base, path, fields))


class ScaleDrag(_TransformDrag):
    """A corner: both ways alike; the opposite corner stays, with Ctrl the middle does."""

    def __init__(self, stage: Stage, placed: Placed, at: Point, corner: int) -> None:
        super().__init__(stage, placed, at)
        self._opposite = placed.corners()[(corner + 2) % 4]

    def to(self, at: Point, keys: Qt.KeyboardModifier, reach: float) -> tuple[Guide, ...]:
        transform = self._layer.transform
        fixed = isinstance(transform.offset, Keyframes) or bool(keys & _CONTROL)
        about = self._middle if fixed else self._opposite
        factor = _distance(at, about) / max(1.0, _distance(self._from, about))
        before = value_here(transform.scale, self._local)
        scale = round(max(0.02, before * factor), 4)
        fields: dict[FieldPath, Any] = {("transform", "scale"): set_here(transform.scale, self._local, scale)}
        if not fixed:
            # The middle moves away from the corner that stays.
            share = scale / before - 1
            way = _turn(self._inner).apply(
                Point((self._middle.x - about.x) * share, (self._middle.y - about.y) * share)
            )
            x, y = transform.offset
            fields["transform", "offset"] = (round(x + way.x * self._forward, 2), round(y + way.y, 2))
        self._set("step.scale", fields)
        return ()


class RotateDrag(_TransformDrag):
    """About the middle; with Shift in steps of 15 degrees."""

    def to(self, at: Point, keys: Qt.KeyboardModifier, reach: float) -> tuple[Guide, ...]:
        turned = math.degrees(_angle(at, self._middle) - _angle(self._from, self._middle))
        rotation = self._layer.transform.rotation
        angle = value_here(rotation, self._local) + turned
        step = 15 if keys & _SHIFT else 1
        angle = (round(angle / step) * step + 180) % 360 - 180
        self._set("step.rotate", {("transform", "rotation"): set_here(rotation, self._local, float(angle))})
        return ()


class SideDrag(_TransformDrag):
    """A side: the box becomes wider or higher, its other side stays; texts break their lines anew."""

    def __init__(self, stage: Stage, placed: Placed, at: Point, side: str, targets: Targets) -> None:
        super().__init__(stage, placed, at)
        self._side, self._targets = side, targets

    def to(self, at: Point, keys: Qt.KeyboardModifier, reach: float) -> tuple[Guide, ...]:
        inner = inverse(self._placed.transform)
        if inner is None or self._layer.type == "caption":
            return ()  # captions are as wide as their style lets them
        now, start = inner.apply(at), inner.apply(self._from)
        box, place = self._placed.box, self._layer.place
        across = self._side in ("left", "right")
        way = (now.x - start.x) if across else (now.y - start.y)
        grown = way * (1 if self._side in ("right", "bottom") else -1)
        before = box.width if across else box.height
        guides: tuple[Guide, ...] = ()
        if reach and not keys & _CONTROL:
            grown, guides = self._snapped(grown, across, reach)
        length = round(max(16.0, before + grown), 1)
        share = _share_before(place.anchor.value, across=across, rtl=self._base.is_rtl)
        # Growing, the box spreads about its anchor; moved so that the other side stays.
        kept = share if self._side in ("right", "bottom") else share - 1
        shift = (length - before) * kept
        x, y = place.offset
        offset = (x + shift * self._forward, y) if across else (x, y + shift)
        name = "width" if across else "height"
        self._set(
            "step.resize",
            {("place", name): length, ("place", "offset"): (round(offset[0], 2), round(offset[1], 2))},
        )
        return guides

    def _snapped(self, grown: float, across: bool, reach: float) -> tuple[float, tuple[Guide, ...]]:
        """By how much it grows with its edge on a line, or as long as another; and what it meets."""
        transform = self._placed.transform
        scale = transform.a if across else transform.d
        if abs(transform.b) > 1e-6 or abs(transform.c) > 1e-6 or scale <= 0:
            return grown, ()  # turned: its sides meet no line
        # Everything as if it were the right side that is dragged.
        targets = self._targets if across else self._targets.turned()
        bounds = self._placed.bounds
        box = bounds if across else Rect(bounds.y, bounds.x, bounds.height, bounds.width)
        forward = 1 if self._side in ("right", "bottom") else -1
        edge = (box.right if forward > 0 else box.x) + grown * scale * forward
        by_edge = (snap_edge(edge, targets, reach) - edge) * forward
        length = box.width + grown * scale
        same = snap_length(length, (one.width for one in targets.others), reach)
        by_length = 0.0 if same is None else same - length
        by = min((one for one in (by_edge, by_length) if one), key=abs, default=0.0)
        grown += by / scale
        made = Rect(
            box.x if forward > 0 else box.x - grown * scale, box.y, box.width + grown * scale, box.height
        )
        found = (
            *edge_guides(made.right if forward > 0 else made.x, made, targets),
            *length_guides(made, targets.others),
        )
        return grown, found if across else tuple(replace(one, vertical=not one.vertical) for one in found)


def _share_before(anchor: str, *, across: bool, rtl: bool) -> float:
    """Which share of a box's growth goes to the left of (above) its anchor."""
    if across:
        share = 0.0 if "start" in anchor else 1.0 if "end" in anchor else 0.5
        return 1 - share if rtl else share
    return 0.0 if anchor.startswith("top") else 1.0 if anchor.startswith("bottom") else 0.5


def _turn(affine: Affine) -> Affine:
    """Without its shift: for ways, not places."""
    return Affine(affine.a, affine.b, affine.c, affine.d)


def _distance(one: Point, other: Point) -> float:
    return math.hypot(one.x - other.x, one.y - other.y)


def _angle(at: Point, about: Point) -> float:
    return math.atan2(at.y - about.y, at.x - about.x)
