"""The value of what may be animated, at a time.  Times are local to the layer (0 = its start), exact seconds.

value   a ----.                 clamped outside the keyframes, exact on each of them;
               `---- b ---- b   a keyframe's easing leads to the next one
"""

from bisect import bisect_right
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar, cast

from studio.animation.easing import easing
from studio.animation.interpolate import (
    interpolate_color,
    interpolate_number,
    interpolate_path,
    interpolate_point,
)
from studio.base.color import Palette, Rgba, parse_color
from studio.base.geometry import Path
from studio.base.svg_path import parse_svg_path
from studio.base.time import TimeRange
from studio.model.animation import AnimatedColor, AnimatedPath, Keyframe, Keyframes
from studio.model.document import XY

V = TypeVar("V")
Simple = TypeVar("Simple", float, XY)


def value_at(animated: Simple | Keyframes[Simple], time: Fraction) -> Simple:
    """A number or a point; for colours and outlines see `color_at` and `path_at`."""
    if not isinstance(animated, Keyframes):
        return animated
    before, after, t = _span(animated, time)
    if isinstance(before, tuple):
        return interpolate_point(before, after, t)
    return interpolate_number(before, after, t)


def color_at(animated: AnimatedColor, time: Fraction, palette: Palette) -> Rgba | None:
    """The colour, roles looked up in `palette`, changing in OKLab; None is `none`."""
    if not isinstance(animated, Keyframes):
        return parse_color(animated, palette)
    before, after, t = _span(animated, time)
    return interpolate_color(parse_color(before, palette), parse_color(after, palette), t)


def path_at(animated: AnimatedPath, time: Fraction) -> Path:
    """The outline; raises InputError for bad path data, and for keyframes made of different commands."""
    if not isinstance(animated, Keyframes):
        return parse_svg_path(animated)
    before, after, t = _span(animated, time)
    return interpolate_path(parse_svg_path(before), parse_svg_path(after), t)


def is_animated(animated: object) -> bool:
    """Whether it has more than one value over the whole of time."""
    if not isinstance(animated, Keyframes):
        return False
    return any(frame.value != animated.keyframes[0].value for frame in animated.keyframes[1:])


def changes_within(animated: object, within: TimeRange) -> bool:
    """Whether the value may differ between two times of [start, end).  False is certain; True may be cautious
    (an easing with flat stretches counts as moving)."""
    if not isinstance(animated, Keyframes):
        return False
    return any(
        a.value != b.value
        and b.time > within.start
        and (b.time < within.end if a.easing in _HOLDING else a.time < within.end)
        for a, b in pairwise(animated.keyframes)
    )


_HOLDING = ("hold", "step-end")


def restricted(animated: V, within: TimeRange) -> V:
    """What says the same for every time of [start, end) and no more: a constant where nothing changes, else
    only the keyframes that matter there.  Equal results mean equal values at all those times."""
    if not isinstance(animated, Keyframes):
        return animated
    frames = animated.keyframes
    first = max(0, bisect_right(frames, within.start, key=_time_of) - 1)
    if not changes_within(animated, within):
        # The last keyframe that has been reached; before the first, its value holds as well.
        return cast(V, frames[first].value)
    last = next((i for i, frame in enumerate(frames) if frame.time >= within.end), len(frames) - 1)
    if first == 0 and last == len(frames) - 1:
        return cast(V, animated)
    return cast(V, animated.model_copy(update={"keyframes": frames[first : last + 1]}))


def _span(animated: Keyframes[V], time: Fraction) -> tuple[V, V, float]:
    """The values before and after `time`, and how far the change between them has come."""
    frames = animated.keyframes
    index = bisect_right(frames, time, key=_time_of)
    if index == 0:
        return frames[0].value, frames[0].value, 0.0
    before = frames[index - 1]
    if index == len(frames):
        return before.value, before.value, 0.0
    after = frames[index]
    if before.value == after.value or before.easing == "hold":
        return before.value, before.value, 0.0
    t = float((time - before.time) / (after.time - before.time))
    return before.value, after.value, easing(before.easing)(t)


def _time_of(frame: Keyframe[V]) -> Fraction:
    return frame.time
