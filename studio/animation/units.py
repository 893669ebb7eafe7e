"""Unit animations: how far each letter, joined group, word or line is from where it rests, at a time.

    in      |--delay--|#### unit 0          |         before its turn a unit stands at the channels' start,
                        #### unit 1                   after it at their end (at rest, in every shipped preset)
    during  |--delay--|#####################|         across the layer once, or there and back in a loop
    out                    unit 0 ####                the channels backwards, so that the last unit is gone
                             unit 1 ####|--delay--|   `delay` before the layer's end

Positive dx is *along the reading direction*: whoever draws multiplies it by +1 in left-to-right text, by -1
in right-to-left text.  Nothing here knows directions, glyphs or pixels.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from studio.animation.easing import EasingFunction, easing
from studio.animation.stagger import turns
from studio.animation.timing import duration_of, step_of
from studio.model.animation import Animation, AnimationPreset, Phase


class UnitState(NamedTuple):
    """How a unit differs from its place in the finished layout; the defaults are rest.

    A named tuple, as some thousand are made in a second: a frozen dataclass takes five times as long to make.

    dx: canvas px along the reading direction (the caller mirrors it in right-to-left text); dy: px down.
    scale_x, scale_y: about the unit's centre.  rotation: degrees, clockwise.  opacity: 0 … 1.
    reveal: 0 … 1, the share that is wiped open, from the reading side.  blur: radius in px.
    """

    dx: float = 0.0
    dy: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0
    rotation: float = 0.0
    opacity: float = 1.0
    reveal: float = 1.0
    blur: float = 0.0

    @property
    def is_hidden(self) -> bool:
        """Nothing of it can be seen."""
        return self.opacity <= 0 or self.reveal <= 0 or self.scale_x == 0 or self.scale_y == 0


REST = UnitState()


def combine(*states: UnitState) -> UnitState:
    """Several animations on one unit: offsets, rotation and blur add up, the rest multiplies."""
    moving = [state for state in states if state is not REST]
    if len(moving) <= 1:
        return moving[0] if moving else REST
    dx = dy = rotation = blur = 0.0
    scale_x = scale_y = opacity = reveal = 1.0
    for state in moving:
        dx += state.dx
        dy += state.dy
        rotation += state.rotation
        blur += state.blur
        scale_x *= state.scale_x
        scale_y *= state.scale_y
        opacity *= state.opacity
        reveal *= state.reveal
    return UnitState(dx, dy, scale_x, scale_y, rotation, opacity, reveal, blur)


def combine_units(motions: Sequence[Sequence[UnitState]]) -> tuple[UnitState, ...]:
    """Several animations over the same units, unit by unit."""
    if len(motions) == 1:
        return tuple(motions[0])
    return tuple(combine(*states) for states in zip(*motions, strict=True))


_SLOTS = {
    "dx": (0,),
    "dy": (1,),
    "scale": (2, 3),
    "scale_x": (2,),
    "scale_y": (3,),
    "rotation": (4,),
    "opacity": (5,),
    "reveal": (6,),
    "blur": (7,),
}
_SCALING = (2, 3)
_SHARES = (5, 6)
_FACTORS = (*_SCALING, *_SHARES)


class UnitMotion:
    """One animation on `count` units of a layer, ready to be asked for any time; made by `unit_motion`."""

    def __init__(
        self, animation: Animation, preset: AnimationPreset, count: int, layer_duration: Fraction
    ) -> None:
        order = animation.order or preset.order
        places = turns(count, order, animation.seed)
        duration = duration_of(animation, preset)
        step = step_of(animation, preset, places)
        last = max(places, default=0) * step
        self._backwards = animation.phase is Phase.OUT
        self._loops = animation.phase is Phase.DURING and duration > 0
        start = layer_duration - animation.delay - last - duration if self._backwards else animation.delay
        begins = [start + place * step for place in places]
        if animation.phase is Phase.DURING and not self._loops:
            ends = [max(begin, layer_duration) for begin in begins]
        else:
            ends = [begin + duration for begin in begins]
        # Exact until here; the loop over units below works with floats.
        self._times = [(float(begin), float(end)) for begin, end in zip(begins, ends, strict=True)]
        self._first = float(min(begins, default=start))
        self._landed = float(max(ends, default=start))
        self._channels = _compile(animation, preset)
        self._before, self._after = _or_rest(self._state(0.0)), _or_rest(self._state(1.0))
        self._all_before, self._all_after = (self._before,) * count, (self._after,) * count

    def at(self, time: Fraction | float) -> tuple[UnitState, ...]:
        """The state of each unit, in reading order; `time` in seconds from the layer's start."""
        now = float(time)
        if self._loops:
            return self._looping(now)
        if now >= self._landed:
            return self._all_after
        if now <= self._first:
            return self._all_before
        states = []
        same: float | None = None
        state = self._before
        for begin, end in self._times:
            if now >= end:
                states.append(self._after)
            elif now <= begin:
                states.append(self._before)
            else:
                if begin != same:  # units that share a turn share their state
                    same, state = begin, self._state((now - begin) / (end - begin))
                states.append(state)
        return tuple(states)

    def _looping(self, now: float) -> tuple[UnitState, ...]:
        states = []
        same: float | None = None
        state = self._before
        for begin, end in self._times:
            if begin != same:
                turn = max(0.0, now - begin) / (end - begin) % 1.0
                same, state = begin, _or_rest(self._state(1 - abs(2 * turn - 1)))
            states.append(state)
        return tuple(states)

    def _state(self, progress: float) -> UnitState:
        values = [0.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0, 0.0]
        for ease, parts in self._channels:
            eased = ease(progress)
            for slot, multiplies, start, end in parts:
                value = end if eased == 1 else start + (end - start) * eased
                if multiplies:
                    # Easings that overshoot must not turn a unit inside out.
                    values[slot] *= value if value > 0 else 0.0
                else:
                    values[slot] += value
        # ... nor make it more than opaque.
        if values[5] > 1:
            values[5] = 1.0
        if values[6] > 1:
            values[6] = 1.0
        if values[7] < 0:
            values[7] = 0.0
        return UnitState(*values)


def _or_rest(state: UnitState) -> UnitState:
    """The one REST where it is equal, so that `is REST` tells what need not be moved."""
    return REST if state == REST else state


_Part = tuple[int, bool, float, float]
"""The place among UnitState's fields, whether channels multiply there (else they add up), start and end."""


def _compile(
    animation: Animation, preset: AnimationPreset
) -> tuple[tuple[EasingFunction, tuple[_Part, ...]], ...]:
    """Channels by easing, so that each curve is asked once a unit.  A channel's own easing serves the way in;
    the way out has one easing for all."""
    leaving = animation.phase is Phase.OUT
    common = animation.easing or (preset.exit_easing if leaving else preset.easing)
    groups: dict[str, list[_Part]] = {}
    for channel in preset.channels:
        curve = common if leaving or channel.easing is None else channel.easing
        for slot in _SLOTS[channel.property]:
            ends = [_scaled(slot, value, animation.amount) for value in (channel.start, channel.end)]
            if leaving:
                ends.reverse()
            groups.setdefault(curve, []).append((slot, slot in _FACTORS, ends[0], ends[1]))
    return tuple((easing(curve), tuple(parts)) for curve, parts in groups.items())


def _scaled(slot: int, value: float, amount: float) -> float:
    """`amount` stretches what is a distance from rest; shares (opacity, reveal) have none."""
    if slot in _SHARES:
        return value
    return max(0.0, 1 + (value - 1) * amount) if slot in _SCALING else value * amount


class _Same:
    """A document's value as a key by identity: hashing all its content for every frame would cost more than
    moving its units.  A cache that holds the key holds the value, so no identity is reused."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.value is other.value


def unit_motion(
    animation: Animation, preset: AnimationPreset, count: int, layer_duration: Fraction
) -> UnitMotion:
    """The motion of `count` units of a layer that lasts `layer_duration`; cached."""
    return _unit_motion(_Same(animation), _Same(preset), count, layer_duration)


@lru_cache(maxsize=512)
def _unit_motion(animation: _Same, preset: _Same, count: int, layer_duration: Fraction) -> UnitMotion:
    assert isinstance(animation.value, Animation)
    assert isinstance(preset.value, AnimationPreset)
    return UnitMotion(animation.value, preset.value, count, layer_duration)


def unit_states(
    animation: Animation, preset: AnimationPreset, count: int, time: Fraction, layer_duration: Fraction
) -> tuple[UnitState, ...]:
    """The state of each of `count` units (in reading order) `time` seconds after the layer's start."""
    return unit_motion(animation, preset, count, layer_duration).at(time)
