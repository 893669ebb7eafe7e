"""Easings: how far a change has come (0 … 1, some overshoot) after the share t (0 … 1) of its time.

Sources: CSS Easing Functions Level 2 (https://www.w3.org/TR/css-easing-2/) for the keywords, cubic-bezier and
steps; https://easings.net for the named curves; the style guide, section 6, for the roles of motion.
Outside 0 … 1 every easing keeps the value of its end.
"""

import math
import re
from collections.abc import Callable
from functools import lru_cache

from studio.animation.spring import spring
from studio.base.errors import InputError

EasingFunction = Callable[[float], float]

BEZIERS: dict[str, tuple[float, float, float, float]] = {
    "ease": (0.25, 0.1, 0.25, 1.0),
    "ease-in": (0.42, 0.0, 1.0, 1.0),
    "ease-out": (0.0, 0.0, 0.58, 1.0),
    "ease-in-out": (0.42, 0.0, 0.58, 1.0),
    "enter": (0.05, 0.7, 0.1, 1.0),
    "move": (0.2, 0.0, 0.0, 1.0),
    "exit": (0.3, 0.0, 0.8, 0.15),
    "calm-enter": (0.0, 0.0, 0.3, 1.0),
    "calm-exit": (0.4, 0.14, 1.0, 1.0),
    "feast": (0.34, 1.4, 0.64, 1.0),
}
"""Names that are cubic Béziers: x1, y1, x2, y2."""

_CALL = re.compile(r"(cubic-bezier|steps|spring)\(([^()]*)\)")
_SPRING_DEFAULTS = (170.0, 26.0, 1.0)  # a quick spring with hardly any overshoot
_FARTHEST = 1000.0  # no useful curve leaves 0 … 1 by more; keeps every result finite
_SPAN = 1e12  # the same for a spring's constants


@lru_cache(maxsize=1024)
def easing(spec: str) -> EasingFunction:
    """The function for a name of `studio.model.animation.EASING_NAMES`, `cubic-bezier(x1,y1,x2,y2)`,
    `steps(n, term)` or `spring(stiffness, damping, mass)`.  Raises InputError for any other text."""
    if spec in BEZIERS:
        return cubic_bezier(*BEZIERS[spec])
    if spec in _NAMED:
        return _NAMED[spec]
    call = _CALL.fullmatch(spec)
    if call is not None:
        name, words = call[1], [word.strip() for word in call[2].split(",")]
        try:
            if name == "steps" and len(words) <= 2:
                return steps(int(words[0]), words[1] if len(words) == 2 else "end")
            numbers = [float(word) for word in words]
            if name == "cubic-bezier" and len(numbers) == 4:
                return cubic_bezier(*(_limited(number, _FARTHEST) for number in numbers))
            if name == "spring" and len(numbers) <= 3:
                given = [_limited(number, _SPAN) for number in numbers]
                return spring(*given, *_SPRING_DEFAULTS[len(given) :])
        except ValueError:
            pass
    raise InputError(
        f"'{spec}' is no easing",
        "Use a name (enter, ease-out-cubic), cubic-bezier(x1,y1,x2,y2), steps(n) or spring(170,26,1).",
    )


def _limited(number: float, limit: float) -> float:
    if math.isnan(number):
        raise ValueError("not a number")
    return min(limit, max(-limit, number))


def cubic_bezier(x1: float, y1: float, x2: float, y2: float) -> EasingFunction:
    """CSS cubic-bezier: y of the curve (0,0) (x1,y1) (x2,y2) (1,1) where its x is t; x1, x2 within 0 … 1.

    As browsers do it: Newton from a coarse table, bisection where the curve is too flat for Newton.
    """
    x1, x2 = min(1.0, max(0.0, x1)), min(1.0, max(0.0, x2))
    if x1 == y1 and x2 == y2:
        return linear
    cx, cy = 3 * x1, 3 * y1
    bx, by = 3 * (x2 - x1) - cx, 3 * (y2 - y1) - cy
    ax, ay = 1 - cx - bx, 1 - cy - by
    guesses = [_bisect(ax, bx, cx, i / _GUESSES, 20) for i in range(_GUESSES + 1)]

    def ease(t: float) -> float:
        if t <= 0:
            return 0.0
        if t >= 1:
            return 1.0
        place = t * _GUESSES
        index = int(place)
        s = guesses[index] + (guesses[index + 1] - guesses[index]) * (place - index)
        for _ in range(8):
            error = ((ax * s + bx) * s + cx) * s - t
            if -_PRECISION < error < _PRECISION:
                return ((ay * s + by) * s + cy) * s
            slope = (3 * ax * s + 2 * bx) * s + cx
            if -1e-6 < slope < 1e-6:
                break
            s -= error / slope
        s = _bisect(ax, bx, cx, t, 50)
        return ((ay * s + by) * s + cy) * s

    return ease


_GUESSES = 32
_PRECISION = 1e-7


def _bisect(ax: float, bx: float, cx: float, x: float, rounds: int) -> float:
    """s in 0 … 1 where the rising cubic ((ax s + bx) s + cx) s reaches x."""
    low, high = 0.0, 1.0
    for _ in range(rounds):
        middle = (low + high) / 2
        if ((ax * middle + bx) * middle + cx) * middle < x:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def steps(count: int, term: str = "end") -> EasingFunction:
    """CSS steps: `count` equal steps; term jump-start (start), jump-end (end), jump-none or jump-both."""
    at_start = term in ("start", "jump-start", "jump-both")
    jumps = count + {"jump-both": 1, "jump-none": -1}.get(term, 0)
    if count < 1 or jumps < 1 or term not in _TERMS:
        raise ValueError(
            "steps takes a positive number (jump-none at least 2) and one of " + ", ".join(_TERMS)
        )

    def ease(t: float) -> float:
        step = math.floor(min(1.0, max(0.0, t)) * count) + at_start
        return min(step, jumps) / jumps

    return ease


_TERMS = ("start", "end", "jump-start", "jump-end", "jump-none", "jump-both")


def linear(t: float) -> float:
    return min(1.0, max(0.0, t))


def hold(t: float) -> float:
    """0 until the very end."""
    return 1.0 if t >= 1 else 0.0


# easings.net.  Each curve is given by its "in" form on 0 < t < 1; "out" is that turned by half a turn, and
# "in-out" is half of each, where back and elastic change a constant.


def _power(exponent: int) -> EasingFunction:
    return lambda t: float(t**exponent)


def _back(overshoot: float) -> EasingFunction:
    return lambda t: t * t * ((overshoot + 1) * t - overshoot)


def _elastic(period: float) -> EasingFunction:
    angle = math.tau / period
    return lambda t: -math.pow(2, 10 * t - 10) * math.sin((10 * t - 10 - period / 4) * angle)


def _sine_in(t: float) -> float:
    return 1 - math.cos(t * math.pi / 2)


def _expo_in(t: float) -> float:
    return math.pow(2, 10 * t - 10)


def _circ_in(t: float) -> float:
    return 1 - math.sqrt(1 - t * t)


def _bounce_in(t: float) -> float:
    t = (1 - t) * 2.75  # the ball falls for 1, then leaps for 1, 1/2 and 1/4
    if t < 1:
        height = t * t
    elif t < 2:
        height = (t - 1.5) ** 2 + 0.75
    elif t < 2.5:
        height = (t - 2.25) ** 2 + 0.9375
    else:
        height = (t - 2.625) ** 2 + 0.984375
    return 1 - height


_IN: dict[str, tuple[EasingFunction, EasingFunction]] = {
    "sine": (_sine_in, _sine_in),
    "quad": (_power(2), _power(2)),
    "cubic": (_power(3), _power(3)),
    "quart": (_power(4), _power(4)),
    "quint": (_power(5), _power(5)),
    "expo": (_expo_in, _expo_in),
    "circ": (_circ_in, _circ_in),
    "back": (_back(1.70158), _back(1.70158 * 1.525)),
    "elastic": (_elastic(3), _elastic(4.5)),
    "bounce": (_bounce_in, _bounce_in),
}
"""The curve of "in" (and "out"), and the one that "in-out" is made of."""


def _ends(curve: EasingFunction) -> EasingFunction:
    def ease(t: float) -> float:
        if t <= 0:
            return 0.0
        return curve(t) if t < 1 else 1.0

    return ease


def _out(curve: EasingFunction) -> EasingFunction:
    return lambda t: 1 - curve(1 - t)


def _in_out(curve: EasingFunction) -> EasingFunction:
    return lambda t: curve(2 * t) / 2 if t < 0.5 else 1 - curve(2 - 2 * t) / 2


_NAMED: dict[str, EasingFunction] = {
    "linear": linear,
    "hold": hold,
    "step-start": steps(1, "start"),
    "step-end": steps(1, "end"),
}
for _name, (_curve, _half) in _IN.items():
    _NAMED[f"ease-in-{_name}"] = _ends(_curve)
    _NAMED[f"ease-out-{_name}"] = _ends(_out(_curve))
    _NAMED[f"ease-in-out-{_name}"] = _ends(_in_out(_half))
