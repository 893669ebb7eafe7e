"""Whether two outlines fill the same: both are cut by rows, and the lengths inside are compared."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.base.geometry import COORDS_PER_VERB, Path

Floats = NDArray[np.floating[Any]]

_ROWS = 64
_STEPS = 12
"""Straight pieces a curve is taken for."""
_TOLERANCE = 0.004
"""The share of the filled area that may differ.  Over 6,364 joined groups of all bundled fonts, right unions
differed by 0.0012 at most (what curves lose as straight pieces), wrong ones by 0.18 and more."""


def covers_the_same(first: Path, second: Path) -> bool:
    """Whether the outlines, filled by the non-zero winding rule, cover the same but for a rounding."""
    box = first.bounds.united(second.bounds)
    if box.is_empty:
        return True
    # Rows between the coordinates that designers use: a row along a straight edge would tell nothing.
    rows = box.y + (np.arange(_ROWS) + 0.4713) * (box.height / _ROWS)
    lengths = _lengths_inside(first, rows), _lengths_inside(second, rows)
    differing = float(np.abs(lengths[0] - lengths[1]).sum())
    return differing <= _TOLERANCE * float(lengths[0].sum()) + 1e-6 * box.width


def _lengths_inside(path: Path, rows: Floats) -> Floats:
    """How much of each row the outline fills."""
    lines = _lines(path)
    x0, y0, x1, y1 = lines.T
    downwards = y1 > y0
    upper, lower = np.minimum(y0, y1), np.maximum(y0, y1)
    row, line = np.nonzero((upper[None, :] <= rows[:, None]) & (rows[:, None] < lower[None, :]))
    share = (rows[row] - y0[line]) / (y1[line] - y0[line])
    crossing = x0[line] + share * (x1[line] - x0[line])
    order = np.lexsort((crossing, row))
    row, crossing = row[order], crossing[order]
    # Contours are closed, so every row winds back to nothing and the sum need not be begun anew.
    winding = np.cumsum(np.where(downwards[line[order]], 1, -1))
    inside = (winding[:-1] != 0) & (row[1:] == row[:-1])
    gaps = np.where(inside, np.diff(crossing), 0.0)
    return np.bincount(row[:-1], weights=gaps, minlength=len(rows)).astype(float)


def _lines(path: Path) -> Floats:
    """The outline as straight pieces (x0, y0, x1, y1); every contour is closed."""
    points = np.array(path.coords).reshape(-1, 2)
    verbs = np.array([verb for verb in path.verbs if verb != "Z"])
    counts = np.array([COORDS_PER_VERB[verb] // 2 for verb in verbs])
    ends = np.cumsum(counts) - 1  # the point at which each verb arrives; it leaves from the one before
    parts = [np.hstack([points[ends[verbs == "L"] - 1], points[ends[verbs == "L"]]])]
    for verb, weights in (("Q", _QUADRATIC), ("C", _CUBIC)):
        at = ends[verbs == verb]
        if at.size:
            order = weights.shape[1]
            control = points[at[:, None] + np.arange(1 - order, 1)]  # (curves, control points, 2)
            dots = weights @ control  # (curves, steps + 1, 2)
            parts.append(np.concatenate([dots[:, :-1], dots[:, 1:]], axis=2).reshape(-1, 4))
    first = ends[verbs == "M"]
    last = np.append(first[1:], len(points)) - 1
    parts.append(np.hstack([points[last], points[first]]))
    return np.vstack(parts)


_T = np.linspace(0.0, 1.0, _STEPS + 1)[:, None]
_QUADRATIC = np.hstack([(1 - _T) ** 2, 2 * (1 - _T) * _T, _T**2])
_CUBIC = np.hstack([(1 - _T) ** 3, 3 * (1 - _T) ** 2 * _T, 3 * (1 - _T) * _T**2, _T**3])
"""How much each control point weighs at each step (Bernstein polynomials)."""
