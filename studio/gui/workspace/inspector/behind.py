"""What colour is behind a layer on the frame that is shown, and how well something is seen on it."""

import numpy as np
from PySide6.QtGui import QImage

from studio.base.color import Rgba, contrast
from studio.base.geometry import Rect
from studio.gui.workspace.frames import Painted
from studio.scene.placed import Placed

ENOUGH, LARGE_ENOUGH = 4.5, 3.0
"""WCAG 2.2, 1.4.3: text; large text (here: from 24 px of a 1080 short side)."""
_RING = 0.06
"""How broad the ring around a shape is that counts as behind it, as a share of its box."""
_MOST = 64


def ground_of(painted: Painted, placed: Placed) -> Rgba | None:
    """The median colour behind a layer: in a text's box most is ground, around a shape all is.

    None where nothing of it is on the frame.
    """
    scale = painted.wish.scale
    bounds = placed.bounds
    if not placed.texts:
        margin = max(bounds.width, bounds.height) * _RING + 2
        bounds = bounds.expanded(margin)
    pixels = _pixels(painted.image, bounds, scale)
    if pixels.size == 0:
        return None
    if not placed.texts:
        broad = max(1, round(min(pixels.shape[:2]) * _RING))
        inside = np.ones(pixels.shape[:2], bool)
        inside[broad:-broad, broad:-broad] = False
        flat = pixels[inside]
    else:
        flat = pixels.reshape(-1, 4)
    if not len(flat):
        return None
    blue, green, red = (int(np.median(flat[:, channel])) for channel in range(3))
    return Rgba(red, green, blue)


def ratio_on(color: Rgba, ground: Rgba) -> float:
    """WCAG's ratio, cut (not rounded) to a tenth: 4.46 is not 4.5."""
    return int(contrast(color, ground) * 10 + 1e-6) / 10


def _pixels(image: QImage, bounds: Rect, scale: float) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    whole = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)[:, : image.width()]
    left, top = max(0, int(bounds.x * scale)), max(0, int(bounds.y * scale))
    right, bottom = int(bounds.right * scale) + 1, int(bounds.bottom * scale) + 1
    part = whole[top : max(top, bottom), left : max(left, right)]
    step_y, step_x = max(1, part.shape[0] // _MOST), max(1, part.shape[1] // _MOST)
    return part[::step_y, ::step_x]
