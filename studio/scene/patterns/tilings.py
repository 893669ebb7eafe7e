"""Periodic tilings of the plane by polygons that meet edge to edge: the grids under star patterns.

Points are complex numbers (x + iy) in units of the tile: the distance of two neighbouring large polygons
is 1.  One large polygon stands at the origin, and the axes through it are axes of reflection.
"""

import cmath
import math

from msgspec import Struct

Polygon = tuple[complex, ...]
"""Corners in order of rising angle."""


class Tiling(Struct, frozen=True):
    """Every polygon of `cell`, moved by every whole combination of `u` and `v`, covers the plane once.

    `period` is the smallest move along x that maps the tiling onto itself; axes of reflection stand upright
    at all multiples of its half.
    """

    u: complex
    v: complex
    period: float
    cell: tuple[Polygon, ...]


def _turned(length: float, degrees: float) -> complex:
    return cmath.rect(length, math.radians(degrees))


def regular_polygon(sides: int, edge: float, center: complex, normal: float) -> Polygon:
    """`normal`: the direction from the centre to the middle of one edge, in degrees."""
    radius = edge / (2 * math.sin(math.pi / sides))
    step = 360 / sides
    return tuple(center + _turned(radius, normal + step * (k - 0.5)) for k in range(sides))


def hexagons_and_triangles() -> Tiling:
    """3.6.3.6: each hexagon between six triangles."""
    center = _turned(1 / math.sqrt(3), 30)
    return Tiling(
        1 + 0j,
        _turned(1, 60),
        1.0,
        (
            regular_polygon(6, 0.5, 0j, 30),
            regular_polygon(3, 0.5, center, 210),
            regular_polygon(3, 0.5, center.conjugate(), 150),
        ),
    )


def octagons_and_squares() -> Tiling:
    """4.8.8"""
    edge = math.tan(math.pi / 8)
    return Tiling(
        1 + 0j,
        1j,
        1.0,
        (regular_polygon(8, edge, 0j, 0), regular_polygon(4, edge, 0.5 + 0.5j, 45)),
    )


def dodecagons_hexagons_and_squares() -> Tiling:
    """4.6.12"""
    edge = 1 / (3 + math.sqrt(3))
    center = _turned(1 / math.sqrt(3), 30)
    squares = (regular_polygon(4, edge, _turned(0.5, turn), turn) for turn in (0, 60, 120))
    return Tiling(
        1 + 0j,
        _turned(1, 60),
        1.0,
        (
            regular_polygon(12, edge, 0j, 0),
            *squares,
            regular_polygon(6, edge, center, 30),
            regular_polygon(6, edge, center.conjugate(), 30),
        ),
    )


def decagons_and_bow_ties() -> Tiling:
    """Decagons on a rhombic grid of 72 degrees, each sharing four edges; bow-ties fill what is left."""
    edge = math.tan(math.pi / 10)
    radius = edge / (2 * math.sin(math.pi / 10))
    half = math.cos(math.pi / 5)  # half the long diagonal of the rhombus
    waist = math.sin(math.pi / 5) - radius
    bow_tie = (
        complex(0.5, -edge / 2),
        complex(half, -waist),
        complex(2 * half - 0.5, -edge / 2),
        complex(2 * half - 0.5, edge / 2),
        complex(half, waist),
        complex(0.5, edge / 2),
    )
    return Tiling(_turned(1, 36), _turned(1, -36), 2 * half, (regular_polygon(10, edge, 0j, 0), bow_tie))


def girih_tiles() -> Tiling:
    """Decagons in rows, bow-ties above them and long hexagons between: three of the five girih tiles.

    The shapes are those of Lu and Steinhardt, "Decagonal and quasi-crystalline tilings in medieval Islamic
    architecture", Science 315 (2007).
    """
    edge = math.tan(math.pi / 10)
    golden = (1 + math.sqrt(5)) / 2
    rise = edge * (2 + golden)  # from one row of decagons to the next
    middle = 0.5j * rise
    side, near, top = edge * math.sin(math.radians(72)), edge * golden, edge * golden**2 / 2
    bow_tie = (
        complex(0, near),
        complex(side, top),
        complex(side, top + edge),
        complex(0, rise - near),
        complex(-side, top + edge),
        complex(-side, top),
    )
    wide = edge * math.sin(math.radians(36))
    hexagon = tuple(
        0.5 + middle + complex(x * wide, y * edge)
        for x, y in (
            (0, -(golden**2) / 2),
            (1, -0.5),
            (1, 0.5),
            (0, golden**2 / 2),
            (-1, 0.5),
            (-1, -0.5),
        )
    )
    return Tiling(1 + 0j, 1j * rise, 1.0, (regular_polygon(10, edge, 0j, 0), bow_tie, hexagon))
