"""Values that may have keyframes, seen and set at one moment."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from studio.animation.evaluate import color_at, path_at, value_at
from studio.base.color import parse_color
from studio.base.errors import InputError
from studio.base.svg_path import format_svg_path
from studio.model.animation import Keyframe, Keyframes
from studio.model.brand import Palette

NEW_EASING = "move"
"""How a value that begins to be animated goes from its first keyframe to the next (STYLE section 6)."""


def value_here(value: Any, time: Fraction, palette: Palette | None = None) -> Any:
    """A constant, or what its keyframes say at a time (of the layer): numbers, points, colours, outlines.

    palette: what roles of colours mean where two of them mix; None: that of Hiwar.
    """
    if not isinstance(value, Keyframes) or not isinstance(value.keyframes[0].value, str):
        return value_at(value, time)
    frames = value.keyframes
    index = bisect_right([frame.time for frame in frames], time)
    before, after = frames[max(0, index - 1)], frames[min(index, len(frames) - 1)]
    if time <= before.time or before.value == after.value or before.easing == "hold":
        return before.value  # as it was written: a role stays one
    colors = palette or Palette()
    try:
        parse_color(before.value, colors.role)
    except InputError:
        return format_svg_path(path_at(value, time))
    color = color_at(value, time, colors.role)
    return "none" if color is None else color.hex


def set_here(value: Any, time: Fraction, new: Any) -> Any:
    """The constant, or the keyframes with one at `time` that has the new value (it keeps the easing of the
    one that was there, or of the one before)."""
    if not isinstance(value, Keyframes):
        return new
    frames = list(value.keyframes)
    times = [frame.time for frame in frames]
    at = bisect_left(times, time)
    if at < len(frames) and frames[at].time == time:
        frames[at] = frames[at].model_copy(update={"value": new})
    else:
        easing = frames[max(0, at - 1)].easing
        frames.insert(at, Keyframe.model_construct(time=time, value=new, easing=easing))
    return unchecked(frames)


def unchecked(frames: Iterable[Keyframe[Any]]) -> Keyframes[Any]:
    """Keyframes of no kind yet: the field that takes them checks how many they are, and each value."""
    return Keyframes.model_construct(keyframes=tuple(frames))


def added_key(value: Any, time: Fraction, palette: Palette | None = None) -> Any:
    """The value with a keyframe at `time` that changes nothing yet; as it is if it has one there."""
    if not isinstance(value, Keyframes):
        return unchecked([Keyframe.model_construct(time=time, value=value, easing=NEW_EASING)])
    if has_key(value, time):
        return value
    return set_here(value, time, value_here(value, time, palette))


def without_key(value: Any, time: Fraction) -> Any:
    """The value without its keyframe at `time`; without its last one it is the constant that one said."""
    if not has_key(value, time):
        return value
    frames = tuple(frame for frame in value.keyframes if frame.time != time)
    return value.model_copy(update={"keyframes": frames}) if frames else value.keyframes[0].value


def with_key(value: Any, time: Fraction, palette: Palette | None = None) -> Any:
    """The value with a keyframe at `time` that changes nothing yet; without it if it has one there."""
    return without_key(value, time) if has_key(value, time) else added_key(value, time, palette)


def has_key(value: Any, time: Fraction) -> bool:
    """Whether a keyframe stands exactly at a time."""
    return isinstance(value, Keyframes) and any(frame.time == time for frame in value.keyframes)
