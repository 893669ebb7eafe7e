"""Easings as people shape them: two handles of a cubic Bézier, the numbers of steps and springs.

The curves of easings.net are powers, sines and the like; a Bézier comes near them (figures:
https://easings.net, "cubic-bezier" of each), so that dragging can begin from any of them.
"""

import re
from typing import Literal

from studio.animation.easing import BEZIERS

Bezier = tuple[float, float, float, float]
"""x1, y1, x2, y2 of CSS cubic-bezier; x within 0 … 1."""

EasingKind = Literal["curve", "steps", "spring", "hold", "other"]
"""other: a curve of many turns (elastic, bounce) that two handles cannot say."""

_NEAR: dict[str, tuple[Bezier, Bezier, Bezier]] = {
    # in, out, in-out
    "sine": ((0.12, 0, 0.39, 0), (0.61, 1, 0.88, 1), (0.37, 0, 0.63, 1)),
    "quad": ((0.11, 0, 0.5, 0), (0.5, 1, 0.89, 1), (0.45, 0, 0.55, 1)),
    "cubic": ((0.32, 0, 0.67, 0), (0.33, 1, 0.68, 1), (0.65, 0, 0.35, 1)),
    "quart": ((0.5, 0, 0.75, 0), (0.25, 1, 0.5, 1), (0.76, 0, 0.24, 1)),
    "quint": ((0.64, 0, 0.78, 0), (0.22, 1, 0.36, 1), (0.83, 0, 0.17, 1)),
    "expo": ((0.7, 0, 0.84, 0), (0.16, 1, 0.3, 1), (0.87, 0, 0.13, 1)),
    "circ": ((0.55, 0, 1, 0.45), (0, 0.55, 0.45, 1), (0.85, 0, 0.15, 1)),
    "back": ((0.36, 0, 0.66, -0.56), (0.34, 1.56, 0.64, 1), (0.68, -0.6, 0.32, 1.6)),
}
_WAYS = ("in", "out", "in-out")
_CALL = re.compile(r"(cubic-bezier|steps|spring)\(([^()]*)\)")
_SPRING = (170.0, 26.0, 1.0)
_HOLDS = ("hold", "step-start", "step-end")


def kind_of_easing(easing: str) -> EasingKind:
    """What an easing of the model can be edited as."""
    call = _CALL.fullmatch(easing)
    if call is not None and call[1] != "cubic-bezier":
        return "steps" if call[1] == "steps" else "spring"
    if easing in _HOLDS:
        return "hold"
    return "other" if bezier_of(easing) is None else "curve"


def bezier_of(easing: str) -> Bezier | None:
    """The two handles that give the curve, exactly or nearly; None where no two do."""
    if easing == "linear":
        return 0.0, 0.0, 1.0, 1.0
    if easing in BEZIERS:
        return BEZIERS[easing]
    call = _CALL.fullmatch(easing)
    if call is not None and call[1] == "cubic-bezier":
        x1, y1, x2, y2 = (float(number) for number in call[2].split(","))
        return x1, y1, x2, y2
    for way in sorted(_WAYS, key=len, reverse=True):
        curve = easing.removeprefix(f"ease-{way}-")
        if curve in _NEAR and easing == f"ease-{way}-{curve}":
            return _NEAR[curve][_WAYS.index(way)]
    return None


def easing_of_bezier(bezier: Bezier) -> str:
    """The document's text of two handles, to the thousandth; x is kept within 0 … 1."""
    x1, y1, x2, y2 = bezier
    numbers = (min(1.0, max(0.0, x1)), y1, min(1.0, max(0.0, x2)), y2)
    return f"cubic-bezier({','.join(_short(number) for number in numbers)})"


def steps_of(easing: str) -> tuple[int, str]:
    """How many steps, and where they jump (`start`, `end`, `jump-none`, `jump-both`)."""
    call = _CALL.fullmatch(easing)
    if call is None or call[1] != "steps":
        return 4, "end"
    words = [word.strip() for word in call[2].split(",")]
    term = words[1].removeprefix("jump-") if len(words) > 1 else "end"
    return int(words[0]), term if term in ("start", "end") else f"jump-{term}"


def easing_of_steps(count: int, term: str) -> str:
    """The document's text of steps; `jump-none` takes at least two."""
    return f"steps({max(2 if term == 'jump-none' else 1, count)},{term})"


def spring_of(easing: str) -> tuple[float, float, float]:
    """Stiffness, damping and mass; those of a quick spring where nothing is said."""
    call = _CALL.fullmatch(easing)
    given = [float(word) for word in call[2].split(",")] if call and call[1] == "spring" else []
    stiffness, damping, mass = (*given, *_SPRING[len(given) :])
    return stiffness, damping, mass


def easing_of_spring(stiffness: float, damping: float, mass: float) -> str:
    """The document's text of a spring."""
    return f"spring({','.join(_short(number) for number in (stiffness, damping, mass))})"


def _short(number: float) -> str:
    return f"{round(number, 3) + 0.0:.3f}".rstrip("0").rstrip(".")
