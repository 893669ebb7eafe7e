"""Values that may have keyframes, seen and set at one moment."""

from bisect import bisect_left
from fractions import Fraction
from typing import Any

from studio.animation.evaluate import value_at
from studio.model.animation import Keyframe, Keyframes


def value_here(value: Any, time: Fraction) -> Any:
    """A constant, or what its keyframes say at a time (of the layer)."""
    return value_at(value, time)


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
        frames.insert(at, Keyframe(time=time, value=new, easing=easing))
    return value.model_copy(update={"keyframes": tuple(frames)})


def with_key(value: Any, time: Fraction) -> Any:
    """The value with a keyframe at `time` that changes nothing yet; without it if it has one there."""
    if not isinstance(value, Keyframes):
        return Keyframes(keyframes=(Keyframe(time=time, value=value, easing="move"),))
    frames = tuple(frame for frame in value.keyframes if frame.time != time)
    if len(frames) == len(value.keyframes):
        return set_here(value, time, value_here(value, time))
    return value.model_copy(update={"keyframes": frames}) if frames else value_here(value, time)


def has_key(value: Any, time: Fraction) -> bool:
    """Whether a keyframe stands exactly at a time."""
    return isinstance(value, Keyframes) and any(frame.time == time for frame in value.keyframes)
