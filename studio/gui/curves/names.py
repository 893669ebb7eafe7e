"""What easings are called, and which of them the gallery shows."""

from studio.animation.curves import kind_of_easing, spring_of, steps_of
from studio.gui.i18n import tr, words_of

_WAYS = ("in-out", "out", "in")
_CURVES = ("sine", "quad", "cubic", "quart", "quint", "expo", "circ", "back", "elastic", "bounce")

GALLERY = (
    "linear",
    "move",
    "enter",
    "exit",
    "calm-enter",
    "calm-exit",
    "feast",
    "ease",
    "ease-in",
    "ease-out",
    "ease-in-out",
    "hold",
    "step-start",
    "steps(4,end)",
    "steps(8,end)",
    "spring(170,26,1)",
    "spring(120,10,1)",
    "spring(320,12,1)",
    *(f"ease-{way}-{curve}" for curve in _CURVES for way in ("in", "out", "in-out")),
)
"""From the plain to the rare: the style guide's roles, CSS, holding, steps, springs, easings.net."""


def easing_name(easing: str) -> str:
    """What an easing is called in the window's language."""
    kind = kind_of_easing(easing)
    if kind == "steps":
        return tr("easing.steps", count=steps_of(easing)[0])
    if kind == "spring":
        stiffness, damping, mass = spring_of(easing)
        # A spring's damping ratio: 1 comes to rest without swinging.
        loose = damping / (2 * (stiffness * mass) ** 0.5)
        return tr(f"easing.spring.{'firm' if loose > 0.8 else 'lively' if loose > 0.4 else 'wobbly'}")
    if f"easing.{easing}" in words_of("en"):
        return tr(f"easing.{easing}")
    for way in _WAYS:
        curve = easing.removeprefix(f"ease-{way}-")
        if curve in _CURVES and easing == f"ease-{way}-{curve}":
            return tr(f"easing.way.{way}", curve=tr(f"easing.curve.{curve}"))
    return tr("easing.own")
