"""When the units of a layer move, and when they stand still to be read."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from msgspec import Struct

from studio.animation.stagger import step_between, turns
from studio.base.time import TimeRange
from studio.model.animation import Animation, AnimationPreset, Phase

EXIT_SHARE = Fraction(65, 100)
"""An exit takes this share of the entrance's duration unless it is given (STYLE section 6)."""


def duration_of(animation: Animation, preset: AnimationPreset) -> Fraction:
    """Seconds that one channel of a unit moves; in a `during`, 0 means across the layer."""
    if animation.duration is not None:
        return animation.duration
    return preset.duration * EXIT_SHARE if animation.phase is Phase.OUT else preset.duration


def delays_of(animation: Animation, preset: AnimationPreset) -> tuple[Fraction, ...]:
    """For each channel, the seconds by which it begins later than its unit's turn; they grow and shrink with
    the duration."""
    ratio = duration_of(animation, preset) / preset.duration if preset.duration else Fraction(1)
    return tuple(channel.delay * ratio for channel in preset.channels)


def turn_of(animation: Animation, preset: AnimationPreset) -> Fraction:
    """Seconds that one unit moves, all its channels together."""
    duration = duration_of(animation, preset)
    if animation.phase is Phase.DURING:
        return duration
    return duration + max(delays_of(animation, preset), default=Fraction(0))


def step_of(animation: Animation, preset: AnimationPreset, places: Sequence[int]) -> Fraction:
    """Seconds from one of the units' turns to the next."""
    stagger = preset.stagger if animation.stagger is None else animation.stagger
    return step_between(places, stagger, preset.stagger_limit)


def motion_range(
    animation: Animation, preset: AnimationPreset, layer_duration: Fraction, count: int | None = None
) -> TimeRange:
    """When units may move, in seconds from the layer's start: before and after it, their states are constant.

    Without `count` (the text is not shaped yet) the staggers are taken at their limit.
    """
    duration = turn_of(animation, preset)
    if animation.phase is Phase.DURING:
        return TimeRange(animation.delay, max(animation.delay, layer_duration))
    if count is None:
        last = preset.stagger_limit
    else:
        places = turns(count, animation.order or preset.order, animation.seed)
        last = max(places, default=0) * step_of(animation, preset, places)
    if animation.phase is Phase.OUT:
        end = layer_duration - animation.delay
        return TimeRange(end - last - duration, end)
    return TimeRange(animation.delay, animation.delay + last + duration)


class RestTimes(Struct, frozen=True):
    """Seconds from the layer's start: all `in` animations have `landed`, the first `out` is `leaving`."""

    landed: Fraction
    leaving: Fraction

    @property
    def hold(self) -> Fraction:
        """How long everything stands still to be read; 0 where an exit begins before the entrance is done."""
        return max(Fraction(0), self.leaving - self.landed)


def rest_times(uses: Iterable[tuple[Animation, AnimationPreset, int]], layer_duration: Fraction) -> RestTimes:
    """For a layer's animations, each with its preset and number of units.  Motion `during` does not count."""
    landed, leaving = Fraction(0), layer_duration
    for animation, preset, count in uses:
        moving = motion_range(animation, preset, layer_duration, count)
        if animation.phase is Phase.IN:
            landed = max(landed, moving.end)
        elif animation.phase is Phase.OUT:
            leaving = min(leaving, moving.start)
    return RestTimes(landed, leaving)
