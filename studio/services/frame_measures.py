"""Frames painted to be measured: versions of a moment side by side, what differs between them, their light.

Where letters are is known from what differs once they have another colour, whatever their style.
"""

from collections.abc import Iterable
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from studio.model.composition import CanvasSize
from studio.render.pictures import PictureCache
from studio.render.rasterizer import Pixels, Rasterizer
from studio.scene.scene import Scene

Mask = NDArray[np.bool_]
Strength = NDArray[np.uint8]
"""0 … 255 for each pixel."""


class Versions:
    """Scenes of one size, painted at one scale (output px per canvas px); they share their pictures."""

    def __init__(self, scenes: Iterable[Scene], size: CanvasSize, scale: float) -> None:
        pictures = PictureCache()
        width, height = max(1, round(size.width * scale)), max(1, round(size.height * scale))
        self._painters = [(scene, Rasterizer(width, height, scale, pictures=pictures)) for scene in scenes]

    def painted(self, number: int, time: Fraction) -> Pixels:
        """The version of this number at a time.  The pixels are those of its painter: valid until the next
        call with this number.  Raises MediaError, FontError."""
        scene, rasterizer = self._painters[number]
        rasterizer.rasterize(scene.display_list(time))
        return rasterizer.pixels


def difference(first: Pixels, second: Pixels) -> Strength:
    """How much two frames differ, each pixel by its channel that differs most; alpha does not count."""
    colors = np.abs(first[..., :3].astype(np.int16) - second[..., :3].astype(np.int16))
    found: Strength = colors.max(axis=2).astype(np.uint8)
    return found


def grown(mask: Mask, by: int) -> Mask:
    """The mask made fatter by `by` pixels, up and down, left and right."""
    found = mask.copy()
    for _ in range(by):
        wider = found.copy()
        wider[1:] |= found[:-1]
        wider[:-1] |= found[1:]
        wider[:, 1:] |= found[:, :-1]
        wider[:, :-1] |= found[:, 1:]
        found = wider
    return found


def luminance(pixels: Pixels) -> NDArray[np.float32]:
    """Relative luminance 0 … 1 of BGRA pixels by WCAG 2.2."""
    table = np.arange(256, dtype=np.float32) / 255
    linear = np.where(table <= 0.04045, table / 12.92, ((table + 0.055) / 1.055) ** 2.4).astype(np.float32)
    found: NDArray[np.float32] = (
        linear[pixels[..., 0]] * np.float32(0.0722)
        + linear[pixels[..., 1]] * np.float32(0.7152)
        + linear[pixels[..., 2]] * np.float32(0.2126)
    )
    return found
