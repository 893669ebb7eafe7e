"""Between two values: numbers, points, colours and outlines.

All are exact at t = 0 and t = 1, constant where both ends are equal, and take t outside 0 … 1, as easings
overshoot.
"""

from studio.base.color import TRANSPARENT, Rgba, mix
from studio.base.errors import InputError
from studio.base.geometry import Path
from studio.model.document import XY


def interpolate_number(a: float, b: float, t: float) -> float:
    return b if t == 1 else a + (b - a) * t


def interpolate_point(a: XY, b: XY, t: float) -> XY:
    """Each coordinate by itself: along a straight line."""
    return interpolate_number(a[0], b[0], t), interpolate_number(a[1], b[1], t)


def interpolate_color(a: Rgba | None, b: Rgba | None, t: float) -> Rgba | None:
    """In OKLab, premultiplied; None (no paint) fades, and two of it stay None."""
    if a is None and b is None:
        return None
    return mix(a or TRANSPARENT, b or TRANSPARENT, t)


def interpolate_path(a: Path, b: Path, t: float) -> Path:
    """Point by point; raises InputError where the outlines are not made of the same verbs."""
    if a.verbs != b.verbs:
        raise InputError(
            f"these outlines cannot change into each other: '{_short(a.verbs)}' and '{_short(b.verbs)}'",
            "Give every keyframe of a path the same commands in the same order.",
        )
    if t == 0 or a == b:
        return a
    if t == 1:
        return b
    return Path(a.verbs, tuple(x + (y - x) * t for x, y in zip(a.coords, b.coords, strict=True)))


def _short(verbs: str) -> str:
    return verbs if len(verbs) <= 24 else f"{verbs[:24]}… ({len(verbs)} commands)"
