"""How colours look to people who see fewer of them, and how far apart two colours then are.

The matrices are those of Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of
Color Vision Deficiency" (2009), at severity 1.0, applied to linear light.
"""

from functools import lru_cache
from math import dist

from studio.base.color import Rgba, linear_light, nearest_rgba, to_oklab

Matrix = tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]

DEFICIENCIES: dict[str, Matrix] = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


@lru_cache(maxsize=4096)
def seen_with(color: Rgba, deficiency: str) -> Rgba:
    """The colour as it looks with a deficiency (a key of DEFICIENCIES); opaque.  Raises KeyError."""
    light = linear_light(color)
    red, green, blue = (
        sum(weight * part for weight, part in zip(row, light, strict=True))
        for row in DEFICIENCIES[deficiency]
    )
    return nearest_rgba(red, green, blue)


def least_distance(first: Rgba, second: Rgba) -> float:
    """How far apart two colours are at least, whoever sees them: OKLab distance times 100.

    0 is the same colour, black and white are 100 apart; the style guide asks for 8 between roles that
    must not be mistaken for each other.
    """
    views = [(first, second), *((seen_with(first, one), seen_with(second, one)) for one in DEFICIENCIES)]
    return min(100 * dist(to_oklab(a), to_oklab(b)) for a, b in views)
