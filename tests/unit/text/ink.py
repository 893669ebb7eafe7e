"""Outlines as pictures, for tests that look at ink."""

import numpy as np
from numpy.typing import NDArray

from studio.base.color import Rgba
from studio.base.geometry import IDENTITY, Path, Rect
from studio.render.rasterizer import Rasterizer
from studio.scene.display_list import FillPath

Grey = NDArray[np.int16]


def painted(path: Path, box: Rect) -> Grey:
    """How light each pixel of the box is, the path painted white on black."""
    width, height = round(box.width), round(box.height)
    rasterizer = Rasterizer(width, height)
    rasterizer.rasterize((FillPath(path.moved(-box.x, -box.y), Rgba(255, 255, 255, 255), IDENTITY),))
    return rasterizer.pixels[..., 1].astype(np.int16)


def parts(grey: Grey) -> int:
    """How many connected parts the ink has; ink is what is at least half light."""
    count, above = 0, list[tuple[int, int, int]]()
    same: dict[int, int] = {}

    def root(label: int) -> int:
        while label != same[label]:
            label = same[label]
        return label

    for row in grey >= 128:  # runs of ink, united with those that they touch in the row above
        edges = np.flatnonzero(np.diff(np.concatenate(([0], row.astype(np.int8), [0]))))
        runs = []
        for left, right in zip(edges[0::2].tolist(), edges[1::2].tolist(), strict=True):
            touching = {root(label) for start, end, label in above if start <= right and left <= end}
            label = min(touching, default=len(same))
            same.setdefault(label, label)
            count += 1 - len(touching)
            same.update(dict.fromkeys(touching, label))
            runs.append((left, right, label))
        above = runs
    return count
