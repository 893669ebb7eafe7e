"""Pictures to show captions over: a light wall, a street at night, leaves in the sun; computed, not taken."""

import numpy as np
from numpy.typing import NDArray

from studio.render.rasterizer import Pixels

BACKDROPS = ("light", "dark", "busy")

_Field = NDArray[np.float64]


def backdrop(name: str, width: int, height: int) -> Pixels:
    """One of BACKDROPS: (height, width, 4) BGRA, always the same for a size."""
    rng = np.random.default_rng(20_26 + BACKDROPS.index(name))
    y, x = np.mgrid[0:height, 0:width].astype(float)
    y, x = y / height, x / width
    colors = {"light": _light, "dark": _dark, "busy": _busy}[name](x, y, rng)
    found = np.full((height, width, 4), 255, np.uint8)
    found[..., :3] = np.clip(colors[..., ::-1] * 255, 0, 255).astype(np.uint8)
    return found


def _light(x: _Field, y: _Field, rng: np.random.Generator) -> _Field:
    """A bright wall with the shadow of a window."""
    wall = 0.93 - 0.1 * y + 0.02 * _clouds(x.shape, rng, 12)
    slanted = x + 0.25 * y
    panes = ((slanted * 3.2) % 1 < 0.86) & ((y * 5 + 0.3 * x) % 1 < 0.88)
    light = np.where(panes & (x > 0.12), 1.0, 0.86)
    shade = wall * light
    return np.stack([shade, shade * 0.975, shade * 0.93], axis=-1)


def _dark(x: _Field, y: _Field, rng: np.random.Generator) -> _Field:
    """A street at night: a deep sky, houses, lamps out of focus."""
    ground = np.stack([0.05 + 0.05 * y, 0.06 + 0.05 * y, 0.12 + 0.04 * y], axis=-1)
    high, wide = x.shape
    for _ in range(26):
        cx, cy, radius = rng.uniform(0, 1), rng.uniform(0.3, 0.95), rng.uniform(0.012, 0.06)
        color = np.array([[1.0, 0.72, 0.38], [0.95, 0.85, 0.7], [0.5, 0.7, 0.95]][rng.integers(3)])
        away = np.hypot((x - cx), (y - cy) * high / wide)
        spot = np.clip((radius - away) / (0.12 * radius), 0, 1)[..., None]
        ground = ground + spot * color * rng.uniform(0.2, 0.55)
    night: _Field = np.clip(ground, 0, 1)
    return night


def _busy(x: _Field, y: _Field, rng: np.random.Generator) -> _Field:
    """Leaves and sun between them: contrast at every size."""
    leaves = sum(_clouds(x.shape, rng, size) * weight for size, weight in ((7, 0.5), (19, 0.5), (44, 0.4)))
    mask = 1 / (1 + np.exp(-6 * leaves))
    green = np.stack([0.16 + 0.2 * mask, 0.3 + 0.28 * mask, 0.1 + 0.1 * mask], axis=-1)
    sun = np.clip(leaves - 0.35, 0, 1)[..., None] * np.array([1.0, 0.97, 0.8]) * 1.5
    found: _Field = np.clip(green * (0.55 + 0.6 * mask[..., None]) + sun, 0, 1)
    return found


def _clouds(shape: tuple[int, ...], rng: np.random.Generator, cells: int) -> _Field:
    """Smooth noise of about -1 … 1 with so many cells across."""
    high, wide = shape
    rows = max(2, round(cells * high / wide))
    grid = rng.normal(0, 0.6, (rows + 2, cells + 2))
    return _stretched(_stretched(grid, high, rows).T, wide, cells).T


def _stretched(grid: _Field, length: int, cells: int) -> _Field:
    at = np.linspace(0, cells, length, endpoint=False)
    first = at.astype(int)
    share = (at - first)[:, None]
    share = share * share * (3 - 2 * share)
    smooth: _Field = grid[first] * (1 - share) + grid[first + 1] * share
    return smooth
