"""Smooth one-dimensional noise: the same seed and place give the same value everywhere, in any order."""

import math

_MASK = (1 << 64) - 1


def hash_unit(seed: int, index: int) -> float:
    """An evenly spread number in [0, 1) for each (seed, index).

    The finisher of SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
    """
    z = (seed * 0xD1342543DE82EF95 + index * 0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019) & _MASK
    for _ in range(2):  # twice: neighbouring seeds share no pattern
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
        z ^= z >> 31
    return (z >> 11) / (1 << 53)


def noise(x: float, seed: int = 0) -> float:
    """Gradient noise in -1 … 1, zero at every whole x, smooth to the second derivative.

    K. Perlin, "Improving noise", 2002, in one dimension, scaled to its full range.
    """
    cell = math.floor(x)
    f = x - cell
    before = (2 * hash_unit(seed, cell) - 1) * f
    after = (2 * hash_unit(seed, cell + 1) - 1) * (f - 1)
    fade = f * f * f * (f * (6 * f - 15) + 10)
    return 2 * (before + (after - before) * fade)
