"""A layer's own movement: its transform, opacity and the motion presets on it as a whole."""

import math
from fractions import Fraction

from msgspec import Struct

from studio.animation.evaluate import is_animated, value_at
from studio.animation.units import REST, UnitState, combine, unit_states
from studio.base.geometry import IDENTITY, Affine, Path, Rect, rect_path
from studio.model.layers import LayerBase
from studio.model.style import Shadow, Stroke
from studio.scene.context import Context
from studio.scene.kind import Laid
from studio.scene.shadows import ShadowPaint


class Moved(Struct, frozen=True):
    """transform and opacity of a layer at a moment; `clip` (canvas px at rest) where a wipe opens it."""

    transform: Affine
    opacity: float
    clip: Path | None = None
    blur: float = 0.0


def layer_motion(laid: Laid, time: Fraction, context: Context, *, with_animations: bool) -> Moved:
    """The layer's movement at its local time.

    with_animations: apply its motion presets to the layer as a whole (texts apply them to their units
    instead).
    """
    layer = laid.layer
    opacity = max(0.0, min(1.0, value_at(layer.opacity, time)))
    transform = _own_transform(layer, laid.box, time, context)
    if not with_animations or not layer.animations:
        return Moved(transform, opacity)
    state = whole_state(laid, time, context)
    if state == REST:
        return Moved(transform, opacity)
    moved = state_transform(state, laid.box, context.forward).then(transform)
    clip = reveal_clip(state, laid.box.expanded(overhang(layer)), rtl=context.rtl)
    return Moved(moved, opacity * min(1.0, state.opacity), clip, state.blur)


def whole_state(laid: Laid, time: Fraction, context: Context) -> UnitState:
    """All of the layer's motion presets, applied to it as one unit."""
    resources = context.resources
    return combine(
        *(
            unit_states(animation, resources.animation(animation.preset), 1, time, laid.duration)[0]
            for animation in laid.layer.animations
        )
    )


def state_transform(state: UnitState, box: Rect, forward: int) -> Affine:
    """The state as a map of the canvas: scaled, skewed and turned about the pivot in the box, then moved; dx
    runs along the reading direction (`forward`: -1 in Arabic), and so do skew and pivot."""
    transform = turned_and_scaled(state, forward)
    if not transform.is_identity:
        x = box.center.x + forward * state.pivot_x * box.width / 2
        y = box.center.y + state.pivot_y * box.height / 2
        transform = transform.about(x, y)
    if state.dx or state.dy:
        transform = transform.then(Affine.translation(state.dx * forward, state.dy))
    return transform


def turned_and_scaled(state: UnitState, forward: int) -> Affine:
    """What of the state leaves its pivot in place, about (0, 0)."""
    transform = IDENTITY
    if state.scale_x != 1 or state.scale_y != 1:
        transform = Affine.scaling(state.scale_x, state.scale_y)
    if state.skew:
        transform = transform.then(Affine(c=-forward * math.tan(math.radians(state.skew))))
    if state.rotation:
        transform = transform.then(Affine.rotation(state.rotation))
    return transform


def overhang(layer: LayerBase) -> float:
    """px by which a layer's line and shadow may reach beyond its box."""
    stroke: object = getattr(layer, "stroke", None)
    shadow: Shadow | None = getattr(layer, "shadow", None)
    line = stroke.width / 2 if isinstance(stroke, Stroke) else 0.0  # a pattern's stroke is a number, inside
    return line if shadow is None else max(line, shadow_reach(shadow))


def shadow_reach(shadow: Shadow | ShadowPaint) -> float:
    """px by which a shadow reaches beyond what casts it (a blur is seen for twice its radius)."""
    return max(abs(shadow.offset[0]), abs(shadow.offset[1])) + 2 * shadow.blur


def reveal_clip(state: UnitState, box: Rect, *, rtl: bool) -> Path | None:
    """The part of the box that is wiped open, from where reading begins; None when all of it is."""
    if state.reveal >= 1:
        return None
    width = box.width * max(0.0, state.reveal)
    left = box.right - width if rtl else box.x
    return rect_path(Rect(left, box.y, width, box.height))


def _own_transform(layer: LayerBase, box: Rect, time: Fraction, context: Context) -> Affine:
    own = layer.transform
    if own.is_still:
        return IDENTITY
    transform = IDENTITY
    scale = value_at(own.scale, time)
    if scale != 1:
        transform = Affine.scaling(scale, scale)
    rotation = value_at(own.rotation, time)
    if rotation:
        transform = transform.then(Affine.rotation(rotation))
    if not transform.is_identity:
        transform = transform.about(box.center.x, box.center.y)
    x, y = value_at(own.offset, time)
    return transform.then(Affine.translation(x * context.forward, y)) if x or y else transform


def is_still(layer: LayerBase) -> bool:
    """Whether nothing about the layer as a whole changes with time (its content may)."""
    own = layer.transform
    return not (
        layer.animations
        or is_animated(layer.opacity)
        or is_animated(own.offset)
        or is_animated(own.scale)
        or is_animated(own.rotation)
    )
