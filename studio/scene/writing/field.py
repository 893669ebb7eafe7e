"""Bending outlines: joined letters move by a smooth field over their united outline, so that no join tears.

Each letter has an affine map.  Between the centres of two joined letters the maps are blended by a
smoothstep over x (a partition of unity): near its centre a letter moves as it is told, and the stroke that
joins it to its neighbour takes up the difference.

      map A        blend        map B
    --- a --------/~~~~~~/------- b ---      a, b: centres of letters, from left to right

How much two neighbours may differ is limited by their distance (`Limits`), so that the field's slope is
bounded: a stroke is never folded, torn or thinned to a hair.
"""

import math
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

import numpy as np
from msgspec import Struct, field

from studio.base.geometry import Path, Rect
from studio.scene.writing.knots import Array, Knots, Outlines, Points

Warp = Callable[[Path], Path]
"""A bend of outlines, in the coordinates in which they are given."""


class Limits(NamedTuple):
    """How much the maps of two joined letters may differ, per px between their centres.

    dx: at most this much shorter or longer (times 1.5, the steepest slope of a smoothstep).  dy: how steeply
    a stroke may climb.  linear: of scale, turn and skew, for an em.
    """

    dx: float = 0.25
    dy: float = 0.4
    linear: float = 0.5


LIMITS = Limits()


def limited(values: Array, knots: Knots, slopes: Array) -> Array:
    """The values of letters (one row each), changed as little as needed to differ by at most `slopes` (one a
    column) times the distance of their centres, within each group.

    The middle of the smallest Lipschitz function above and the largest below: unchanged where the limit is
    kept already, and rest stays rest.
    """
    if len(values) < 2:
        return values
    gaps = np.diff(knots.xs)
    joined = knots.groups[1:] == knots.groups[:-1]
    if not joined.any():
        return values
    steps = np.where(joined, gaps, np.inf)[:, None] * slopes
    if (np.abs(np.diff(values, axis=0)) <= steps + 1e-9).all():
        return values
    return (_above(values, steps, knots) - _above(-values, steps, knots)) / 2


def _above(values: Array, steps: Array, knots: Knots) -> Array:
    """The smallest function above that keeps the steps between neighbours, by doubling distances."""
    longest = int(np.bincount(knots.groups).max())
    for flip in (False, True):
        reach = steps[::-1] if flip else steps
        found = values[::-1].copy() if flip else values.copy()
        width = 1
        while width < longest:
            found[width:] = np.maximum(found[width:], found[:-width] - reach[: len(found) - width])
            reach = reach[: len(reach) - width] + reach[width:] if len(reach) > width else reach[:0]
            width *= 2
            if not len(reach):
                break
        values = found[::-1] if flip else found
    return values


class Ripple(NamedTuple):
    """Waves along the line: a sine of `length` px at `turns` (of it gone by), along `forward` (1 or -1)."""

    length: float
    turns: float
    forward: int


class Bend(Struct, frozen=True, eq=False, dict=True):
    """A warp: each letter under its map, with waves on top.

    maps: 6 numbers a letter (a b c d e f of an affine map), first of all letters, then of all their harakat,
    both in the order of the knots.  waves, jellies: amplitudes in px, likewise.
    """

    outlines: "Outlines"
    maps: Array
    ripple: Ripple | None = None
    waves: Array | None = None
    jellies: Array | None = None
    _bent: dict[Path, Path] = field(default_factory=dict)
    """Outlines are painted more than once: a shadow, a stroke, a fill."""

    @cached_property
    def xs(self) -> Array:
        """Where the letters' centres come to stand."""
        knots = self.outlines.knots
        maps = self.maps[: len(knots.xs)]
        return maps[:, 0] * knots.xs + maps[:, 2] * knots.ys + maps[:, 4]

    def __call__(self, path: Path) -> Path:
        if path.is_empty:
            return path
        if path not in self._bent:
            self._bent[path] = self._made(path)
        return self._bent[path]

    def _made(self, path: Path) -> Path:
        at = self.outlines.points(path)
        maps = _blend(self.maps, at)
        x, y = at.x, at.y
        new_x = maps[:, 0] * x + maps[:, 2] * y + maps[:, 4]
        new_y = maps[:, 1] * x + maps[:, 3] * y + maps[:, 5]
        if self.ripple is not None:
            self._ripple(at, new_x, new_y)
        return _path(at.verbs, new_x, new_y)

    def _ripple(self, at: "Points", x: Array, y: Array) -> None:
        assert self.ripple is not None
        length, turns, forward = self.ripple
        angle = 2 * math.pi * (turns - forward * at.reference_x / length)
        em = self.outlines.knots.em
        if self.waves is not None:
            most = 0.11 * length  # a slope of 0.7 at the steepest
            y += _blend(np.clip(self.waves, -most, most), at) * np.sin(angle)
        if self.jellies is not None:
            most = min(0.05 * length, 0.25 * em)
            sway = _blend(np.clip(self.jellies, -most, most), at) * (at.height / em)
            x += forward * sway * np.sin(angle)
            y -= 0.4 * sway * np.cos(angle)


def _blend(values: Array, at: "Points") -> Array:
    left = values[at.left]
    share = at.share if values.ndim == 1 else at.share[:, None]
    left += share * (values[at.right] - left)
    return left


def _path(verbs: str, x: Array, y: Array) -> Path:
    coords = np.empty(2 * len(x))
    coords[0::2], coords[1::2] = x, y
    bounds = Rect.from_edges(float(x.min()), float(y.min()), float(x.max()), float(y.max()))
    return Path.with_bounds(verbs, tuple(coords.tolist()), bounds)
