"""Which colours a logo is made of.

    pixels -> flat ones (edges are mixtures) -> clusters in OKLab, where near means alike -> colours by share

The ground that a logo without transparency stands on is told apart: it is no colour of the brand.
"""

from pathlib import Path

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from studio.base.color import Oklab, Rgba, from_oklab, to_oklch
from studio.base.errors import MediaError
from studio.media.images import load_image

SIDE = 192
"""px to which the picture is reduced: finer than any field of colour that counts."""
_ALIKE = 0.075
"""OKLab distance under which two colours are one to the eye of a viewer at arm's length."""
_FLAT = 0.035
"""Change to the next pixel up to which a pixel belongs to a field and not to an edge."""
_ROUNDS = 12
_LEAST_SHARE = 0.012
_MOST = 8
_GROUND_SHARE = 0.72
"""Of the picture's border in one colour: then it is a ground."""
CHROMATIC = 0.035
"""OKLCH chroma from which a colour is seen as one and not as a grey."""

Lab = NDArray[np.float64]


class LogoColor(Struct, frozen=True):
    """share: of the logo's own pixels, 0 … 1."""

    color: Rgba
    share: float

    @property
    def is_chromatic(self) -> bool:
        return to_oklch(self.color).chroma >= CHROMATIC


class LogoColors(Struct, frozen=True):
    """colors: by share, the largest first.  ground: what an opaque logo stands on."""

    colors: tuple[LogoColor, ...]
    ground: Rgba | None


def logo_colors(path: Path) -> LogoColors:
    """The colours of a picture.

    Raises MediaError when it is no picture that can be read, or nothing can be seen in it.
    """
    image = load_image(path, (SIDE, SIDE))
    pixels = image.pixels.astype(np.float64)
    alpha = pixels[..., 3]
    seen = alpha >= 128
    if not seen.any():
        raise MediaError("nothing can be seen in this picture", "Choose a picture with a logo.", str(path))
    straight = pixels[..., 2::-1] * (255 / np.maximum(alpha, 1))[..., None]
    lab = _oklab(np.clip(straight, 0, 255))
    ground = None if image.has_alpha and not seen.all() else _ground(lab)
    own = seen
    if ground is not None:
        away = seen & (np.linalg.norm(lab - ground, axis=2) > _ALIKE)
        if away.mean() > 0.002:
            own = away
        else:  # one colour all over: it is the brand's
            ground = None
    flat = own & _flat(lab)
    chosen = lab[flat] if flat.sum() >= max(16, 0.1 * own.sum()) else lab[own]
    return LogoColors(_clusters(chosen), None if ground is None else _rgba(ground))


def _oklab(srgb: Lab) -> Lab:
    """sRGB 0 … 255 (…, 3) in OKLab; the formula of `studio.base.color`."""
    value = srgb / 255
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    cones = linear @ np.array(
        [
            [0.4122214708, 0.2119034982, 0.0883024619],
            [0.5363325363, 0.6806995451, 0.2817188376],
            [0.0514459929, 0.1073969566, 0.6299787005],
        ]
    )
    found: Lab = np.cbrt(cones) @ np.array(
        [
            [0.2104542553, 1.9779984951, 0.0259040371],
            [0.7936177850, -2.4285922050, 0.7827717662],
            [-0.0040720468, 0.4505937099, -0.8086757660],
        ]
    )
    return found


def _rgba(lab: Lab) -> Rgba:
    return from_oklab(Oklab(float(lab[0]), float(lab[1]), float(lab[2])))


def _ground(lab: Lab) -> Lab | None:
    """The colour that most of the border has."""
    border = np.concatenate([lab[0], lab[-1], lab[:, 0], lab[:, -1]])
    middle: Lab = np.median(border, axis=0)
    near = np.linalg.norm(border - middle, axis=1) < _ALIKE
    return middle if near.mean() >= _GROUND_SHARE else None


def _flat(lab: Lab) -> NDArray[np.bool_]:
    """Pixels whose neighbours to all sides are like them."""
    flat = np.ones(lab.shape[:2], bool)
    for axis in (0, 1):
        change = np.linalg.norm(np.diff(lab, axis=axis), axis=2) <= _FLAT
        edge = np.ones_like(np.take(change, [0], axis=axis))
        flat &= np.concatenate([change, edge], axis=axis) & np.concatenate([edge, change], axis=axis)
    return flat


def _clusters(points: Lab) -> tuple[LogoColor, ...]:
    """k-means from the fullest cells of OKLab, the same for the same picture; like clusters are made one."""
    cells, counts = np.unique(np.floor(points / 0.05).astype(np.int64), axis=0, return_counts=True)
    seeds: list[Lab] = []
    for index in np.argsort(-counts, kind="stable"):
        seed = (cells[index] + 0.5) * 0.05
        if all(np.linalg.norm(seed - other) > _ALIKE for other in seeds):
            seeds.append(seed)
        if len(seeds) == 2 * _MOST:
            break
    centers = np.array(seeds)
    owner = np.zeros(len(points), np.int64)
    for _ in range(_ROUNDS):
        owner = np.linalg.norm(points[:, None] - centers[None], axis=2).argmin(axis=1)
        moved = np.array(
            [points[owner == i].mean(axis=0) if (owner == i).any() else one for i, one in enumerate(centers)]
        )
        if np.allclose(moved, centers, atol=1e-4):
            break
        centers = moved
    shares = np.bincount(owner, minlength=len(centers)) / len(points)
    kept: list[tuple[float, Lab]] = []
    for index in np.argsort(-shares, kind="stable"):
        share, center = float(shares[index]), centers[index]
        near = next((at for at, (_, one) in enumerate(kept) if np.linalg.norm(one - center) < _ALIKE), None)
        if near is not None:
            kept[near] = (kept[near][0] + share, kept[near][1])
        elif share >= _LEAST_SHARE or not kept:
            kept.append((share, center))
    kept.sort(key=lambda pair: -pair[0])
    return tuple(LogoColor(_rgba(center), share) for share, center in kept[:_MOST])
