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
from typing import NamedTuple, cast

from studio.animation.easing import EasingFunction, easing
from studio.animation.stagger import in_reading_order, turns
from studio.animation.timing import delays_of, duration_of, step_of, turn_of
from studio.model.animation import Animation, AnimationPreset, Channel, Part, Phase

EM = 100.0
"""px of an em where there is no text whose em it could be."""


class UnitState(NamedTuple):
    """How a unit differs from its place in the finished layout; the defaults are rest.

    A named tuple, because channels reach its fields by their number, and some thousand are made in a second.

    dx: canvas px along the reading direction (the caller mirrors it in right-to-left text); dy: px down.
    scale_x, scale_y; rotation: degrees, clockwise; skew: degrees by which the top leans along the reading
    direction; all about the pivot: -1 … 1 from the unit's first side to its last, and from its top to its
    bottom.  opacity: 0 … 1.  reveal: 0 … 1, the share that is wiped open, from the reading side.
    blur: radius in px.  tracking: em between letters.  stretch: em of kashida in each word.
    wave, jelly: amplitudes in px of the ripples that run along the line.
    marks: the state of the unit's harakat, where they move otherwise than their letters.
    """

    dx: float = 0.0
    dy: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0
    rotation: float = 0.0
    opacity: float = 1.0
    reveal: float = 1.0
    blur: float = 0.0
    skew: float = 0.0
    tracking: float = 0.0
    stretch: float = 0.0
    wave: float = 0.0
    jelly: float = 0.0
    pivot_x: float = 0.0
    pivot_y: float = 0.0
    marks: "UnitState | None" = None

    @property
    def is_hidden(self) -> bool:
        """Nothing of it can be seen."""
        return self.opacity <= 0 or self.reveal <= 0 or self.scale_x == 0 or self.scale_y == 0

    @property
    def of_marks(self) -> "UnitState":
        """The state of the unit's harakat."""
        return self if self.marks is None else self.marks


REST = UnitState()
_FIELDS = UnitState._fields.index
_SCALE_X, _SCALE_Y, _ROTATION, _SKEW = map(_FIELDS, ("scale_x", "scale_y", "rotation", "skew"))
_OPACITY, _REVEAL, _BLUR = map(_FIELDS, ("opacity", "reveal", "blur"))
_NUMBERS = _FIELDS("pivot_x")
"""How many fields channels reach."""
_RESTING = cast("list[float]", list(REST[:_NUMBERS]))
_SCALING = (_SCALE_X, _SCALE_Y)
_SHARES = (_OPACITY, _REVEAL)
_FACTORS = (*_SCALING, *_SHARES)


def combine(*states: UnitState) -> UnitState:
    """Several animations on one unit: scales, opacity and reveal multiply, the rest adds up; the pivot is the
    first that there is."""
    moving = [state for state in states if state is not REST]
    if len(moving) <= 1:
        return moving[0] if moving else REST
    values = _RESTING.copy()
    for state in moving:
        for slot, value in enumerate(cast("tuple[float, ...]", state[:_NUMBERS])):
            if slot in _FACTORS:
                values[slot] *= value
            else:
                values[slot] += value
    pivots = ((state.pivot_x, state.pivot_y) for state in moving)
    pivot = next((pivot for pivot in pivots if pivot != (0, 0)), (0.0, 0.0))
    marks = None
    if any(state.marks is not None for state in moving):
        marks = combine(*(state.of_marks for state in moving))
    return UnitState._make((*values, *pivot, marks))


def combine_units(motions: Sequence[Sequence[UnitState]]) -> tuple[UnitState, ...]:
    """Several animations over the same units, unit by unit."""
    if len(motions) == 1:
        return tuple(motions[0])
    return tuple(combine(*states) for states in zip(*motions, strict=True))


class UnitMotion:
    """One animation on `count` units of a layer, ready to be asked for any time; made by `unit_motion`."""

    def __init__(
        self,
        animation: Animation,
        preset: AnimationPreset,
        count: int,
        layer_duration: Fraction,
        em: float = EM,
        joined: tuple[int, ...] | None = None,
    ) -> None:
        places = turns(count, animation.order or preset.order, animation.seed)
        if joined is not None:
            places = in_reading_order(places, joined)
        duration = turn_of(animation, preset)
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
        self._pivot = preset.pivot
        self._curves = _compile(animation, preset, em)
        self._apart = any(curve.part is not Part.ALL for curve in self._curves)
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
                same, state = begin, _or_rest(self._cycle((now - begin) / (end - begin)))
            states.append(state)
        return tuple(states)

    def _state(self, progress: float) -> UnitState:
        """progress: 0 … 1 over the turn of a unit."""
        eased = []
        for curve in self._curves:
            own = progress * curve.rate - curve.offset if curve.offset or curve.rate != 1 else progress
            eased.append(curve.ease(0.0 if own < 0 else min(own, 1.0)))
        return self._made(eased)

    def _cycle(self, cycles: float) -> UnitState:
        """cycles: how many times the unit has gone there and back; its delayed channels follow later."""
        eased = []
        for curve in self._curves:
            own = max(0.0, cycles - curve.offset) % 1.0
            eased.append(curve.ease(1 - abs(2 * own - 1)))
        return self._made(eased)

    def _made(self, eased: Sequence[float]) -> UnitState:
        if not self._apart:
            return self._one(eased, None)
        bases, marks = self._one(eased, Part.BASES), self._one(eased, Part.MARKS)
        return bases if marks == bases else bases._replace(marks=marks)

    def _one(self, eased: Sequence[float], of: Part | None) -> UnitState:
        """of: the letters' or the marks' state; None where they move alike."""
        values = _RESTING.copy()
        for curve, share in zip(self._curves, eased, strict=True):
            if of is not None and curve.part is not Part.ALL and curve.part is not of:
                continue
            for slot, multiplies, start, end in curve.parts:
                value = end if share == 1 else start + (end - start) * share
                if multiplies:
                    # Easings that overshoot must not turn a unit inside out.
                    values[slot] *= value if value > 0 else 0.0
                else:
                    values[slot] += value
        # ... nor make it more than opaque.
        if values[_OPACITY] > 1:
            values[_OPACITY] = 1.0
        if values[_REVEAL] > 1:
            values[_REVEAL] = 1.0
        if values[_BLUR] < 0:
            values[_BLUR] = 0.0
        if self._pivot != (0, 0) and (
            values[_SCALE_X] != 1 or values[_SCALE_Y] != 1 or values[_ROTATION] or values[_SKEW]
        ):
            return UnitState._make((*values, *self._pivot, None))
        return UnitState._make((*values, 0.0, 0.0, None))


def _or_rest(state: UnitState) -> UnitState:
    """The one REST where it is equal, so that `is REST` tells what need not be moved."""
    return REST if state == REST else state


_Reach = tuple[int, bool, float, float]
"""The place among UnitState's fields, whether channels multiply there (else they add up), start and end."""


class _Curve(NamedTuple):
    """Channels that share easing, delay and part, so that each curve is asked once a unit.

    A turn's progress u is theirs at u * rate - offset; in loops, `offset` is in cycles.
    """

    ease: EasingFunction
    rate: float
    offset: float
    part: Part
    parts: tuple[_Reach, ...]


def _compile(animation: Animation, preset: AnimationPreset, em: float) -> tuple[_Curve, ...]:
    """A channel's own easing serves the way in; the way out has one easing for all, and goes backwards, so
    that what came last leaves first."""
    leaving = animation.phase is Phase.OUT
    common = animation.easing or (preset.exit_easing if leaving else preset.easing)
    duration, delays = duration_of(animation, preset), delays_of(animation, preset)
    latest = max(delays, default=Fraction(0))
    loops = animation.phase is Phase.DURING
    groups: dict[tuple[str, Fraction, Part], list[_Reach]] = {}
    for channel, delay in zip(preset.channels, delays, strict=True):
        curve = common if leaving or channel.easing is None else channel.easing
        reaches = _reaches(channel, animation.amount, em, leaving=leaving)
        groups.setdefault((curve, latest - delay if leaving else delay, channel.part), []).extend(reaches)
    out = []
    for (curve, delay, part), parts in groups.items():
        rate = float((duration + latest) / duration) if duration and not loops else 1.0
        offset = float(delay / duration) if duration else 0.0
        out.append(_Curve(easing(curve), rate, offset, part, tuple(parts)))
    return tuple(out)


def _reaches(channel: Channel, amount: float, em: float, *, leaving: bool) -> list[_Reach]:
    unit = em if channel.measure == "em" else 1.0
    names = ("scale_x", "scale_y") if channel.property == "scale" else (channel.property,)
    found: list[_Reach] = []
    for slot in map(_FIELDS, names):
        start, end = (_scaled(slot, value * unit, amount) for value in (channel.start, channel.end))
        found.append(
            (slot, slot in _FACTORS, end, start) if leaving else (slot, slot in _FACTORS, start, end)
        )
    return found


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
    animation: Animation,
    preset: AnimationPreset,
    count: int,
    layer_duration: Fraction,
    em: float = EM,
    joined: tuple[int, ...] | None = None,
) -> UnitMotion:
    """The motion of `count` units of a layer that lasts `layer_duration`; cached.

    em: px of the text's em, for channels that are measured in it.  joined: for units that are letters, the
    joined group of each; letters of one group take their turns in reading order among themselves.
    """
    return _unit_motion(_Same(animation), _Same(preset), count, layer_duration, em, joined)


@lru_cache(maxsize=512)
def _unit_motion(
    animation: _Same,
    preset: _Same,
    count: int,
    layer_duration: Fraction,
    em: float,
    joined: tuple[int, ...] | None,
) -> UnitMotion:
    assert isinstance(animation.value, Animation)
    assert isinstance(preset.value, AnimationPreset)
    return UnitMotion(animation.value, preset.value, count, layer_duration, em, joined)


def unit_states(
    animation: Animation,
    preset: AnimationPreset,
    count: int,
    time: Fraction,
    layer_duration: Fraction,
    em: float = EM,
    joined: tuple[int, ...] | None = None,
) -> tuple[UnitState, ...]:
    """The state of each of `count` units (in reading order) `time` seconds after the layer's start."""
    return unit_motion(animation, preset, count, layer_duration, em, joined).at(time)
