"""A damped spring as an easing: pulled from 0 to 1, starting at rest.

    m x'' + c x' + k (x - 1) = 0,   x(0) = x'(0) = 0

Its closed form depends only on the damping ratio z = c / (2 sqrt(k m)) once time is counted in units of
1 / w0 = sqrt(m / k) (any text on the harmonic oscillator, e.g. French, "Vibrations and Waves", 1971, ch. 3).
z < 1 overshoots, z = 1 is the fastest without overshoot, z > 1 creeps.
"""

import math
from collections.abc import Callable

RESIDUE = 0.001
"""The spring counts as settled when it can no longer leave 1 by more than this."""

_MIN_RATIO = 0.05  # about 22 swings until it settles; less would only flicker
_MAX_RATIO = 50.0  # indistinguishable from more: a plain exponential


def damping_ratio(stiffness: float, damping: float, mass: float) -> float:
    """c / (2 sqrt(k m)), limited to 0.05 … 50 so that every spring settles."""
    # Square roots apart: their product stays finite where k m would not.
    critical = 2 * math.sqrt(max(stiffness, 1e-9)) * math.sqrt(max(mass, 1e-9))
    return min(_MAX_RATIO, max(_MIN_RATIO, damping / critical))


def _position(ratio: float, tau: float) -> float:
    """x after `tau` units of 1 / w0."""
    if abs(ratio - 1) < 1e-6:
        return 1 - math.exp(-tau) * (1 + tau)
    if ratio < 1:
        swing = math.sqrt(1 - ratio * ratio)
        turn = swing * tau
        return 1 - math.exp(-ratio * tau) * (math.cos(turn) + ratio / swing * math.sin(turn))
    root = math.sqrt(ratio * ratio - 1)
    slow, fast = -1 / (ratio + root), -(ratio + root)  # their product is 1
    return 1 - (fast * math.exp(slow * tau) - slow * math.exp(fast * tau)) / (fast - slow)


def _bound(ratio: float, tau: float) -> float:
    """What |1 - x| stays under from `tau` on; falls with tau (for tau >= 0)."""
    if ratio >= 1:
        return abs(1 - _position(ratio, tau))
    swing = math.sqrt(1 - ratio * ratio)
    # |sin u| <= min(1, u): the second form stays useful where swing goes to 0.
    return math.exp(-ratio * tau) * min(1 / swing, 1 + ratio * tau)


def _settled(ratio: float) -> float:
    low, high = 0.0, 1.0
    while _bound(ratio, high) > RESIDUE:
        low, high = high, high * 2
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (low, middle) if _bound(ratio, middle) <= RESIDUE else (middle, high)
    return high


def spring(stiffness: float, damping: float, mass: float) -> Callable[[float], float]:
    """The spring's way over its settle time, scaled to 0 … 1: at t = 1 it is 1, exactly.

    The span is the keyframes' or the preset's, so stiffness and mass act only through the damping ratio.
    """
    ratio = damping_ratio(stiffness, damping, mass)
    length = _settled(ratio)
    residue = 1 - _position(ratio, length)

    def ease(t: float) -> float:
        if t <= 0:
            return 0.0
        if t >= 1:
            return 1.0
        return _position(ratio, t * length) + residue * t * t  # spread over the way: no jump at the end

    return ease
