"""Halftone dots and waves.  At seed 0 both mirror themselves across the upright axis of the box."""

import math
import random

from studio.base.geometry import Path, Rect, ellipse_path, join_paths

DOTS_PER_TILE = 6
"""Rows of halftone dots in one tile (the rows in between are shifted by half a step)."""
LINES_PER_TILE = 5
MOST_DOTS = 40_000
_FIRST = 0.06  # dots below this share of the largest are left out
_TOUCH = 1e-6  # px: what stands on an edge of the box counts as inside, on both sides alike
_CURVE = 0.3642124232  # control point of a cubic half wave, as a share of its length: within 0.06 % of a sine


def _smooth(share: float) -> float:
    share = min(1.0, max(0.0, share))
    return share * share * (3 - 2 * share)


def halftone(box: Rect, tile: float, seed: int) -> Path:
    """Dots on a lattice turned by 45 degrees that grow from nothing to nearly touching.

    `seed` turns the way they grow: 0 downwards, 1 upwards, 2 to the right, 3 to the left.
    """
    step = tile / DOTS_PER_TILE
    step = max(step, math.sqrt(2 * box.width * box.height / MOST_DOTS))
    middle, half_width, half_height = box.center, box.width / 2 + _TOUCH, box.height / 2 + _TOUCH
    columns, rows = math.ceil(half_width / step), math.ceil(half_height / step) * 2
    way = seed % 4
    dots: list[Path] = []
    for row in range(-rows, rows + 1):
        dy = row * step / 2
        shift = 0.5 if row % 2 else 0.0
        for column in range(-columns - 1, columns + 1):
            dx = (column + shift) * step
            if abs(dx) > half_width or abs(dy) > half_height:
                continue
            across = 0.5 + (dx / box.width if way >= 2 else dy / box.height)
            size = _smooth(1 - across if way % 2 else across)
            if size > _FIRST:
                radius = size * step * 0.34
                x, y = middle.x + dx - radius, middle.y + dy - radius
                dots.append(ellipse_path(Rect(x, y, 2 * radius, 2 * radius)))
    return join_paths(dots)


def waves(box: Rect, tile: float, seed: int) -> Path:
    """Level lines like calm water: half waves that swell and settle from line to line, and never cross.

    At seed 0 the crests of neighbouring lines stand over each other; other seeds let them drift.
    """
    chance = random.Random(seed)
    turns = [chance.uniform(0, 2 * math.pi) for _ in range(3)]
    length, gap = tile / 2, tile / LINES_PER_TILE
    middle = box.center
    halves = math.ceil(box.width / 2 / length) + 1
    lines = math.ceil(box.height / 2 / gap) + 1
    parts: list[Path] = []
    for line in range(-lines, lines + 1):
        swell = gap * (0.5 + 0.3 * math.cos(line * math.pi / 6 + turns[0] * bool(seed)))
        drift = 0.25 * (math.sin(line * 0.21 + turns[1]) + math.sin(line * 0.34 + turns[2]))
        left = middle.x - halves * length + (drift * length if seed else 0.0)
        y, bend = middle.y + line * gap, length * _CURVE
        coords = [left, y - swell]
        for half in range(2 * halves):
            x, high = left + half * length, -swell if half % 2 else swell
            coords += (x + bend, y - high, x + length - bend, y + high, x + length, y + high)
        parts.append(Path("M" + "C" * (2 * halves), tuple(coords)))
    return join_paths(parts)
