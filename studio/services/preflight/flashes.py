"""Flashes that can bring on seizures, measured on a film's own frames.

WCAG 2.2, 2.3.1 (https://www.w3.org/TR/WCAG22/#three-flashes-or-below-threshold): a flash is a pair of
opposing changes in relative luminance of 10 % or more of the maximum where the darker is below 0.80, or a
pair of opposing changes to and from a saturated red; more than three within one second over a quarter of any
10 degree field are too many.  A film fills such a field on a phone in the hand: a quarter of it is counted.
"""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
from msgspec import Struct, field
from numpy.typing import NDArray

from studio.base.cancellation import Cancellation
from studio.model.composition import Composition
from studio.render.pictures import PictureCache
from studio.render.rasterizer import Pixels, Rasterizer
from studio.scene.display_list import DisplayList
from studio.scene.findings import Finding
from studio.scene.resources import SceneResources
from studio.scene.scene import Scene
from studio.services.frame_measures import luminance

MOST_FLASHES = 3
_CHANGE, _BRIGHT, _AREA = 0.1, 0.8, 0.25
_SATURATED, _RED_CHANGE = 0.8, 20.0
_SIDE = 48
"""px of the short side of the frames that are looked at."""

Field = NDArray[np.float32]


class _Swings(Struct):
    """Opposing changes of a value, pixel by pixel, with the frames at which they came about."""

    least: float
    extreme: Field | None = None
    direction: NDArray[np.int8] | None = None
    changes: list[tuple[int, NDArray[np.bool_]]] = field(default_factory=list)

    def add(self, number: int, value: Field, counts: NDArray[np.bool_] | None = None) -> None:
        """counts: where a change from the last extreme to this value counts; None: everywhere."""
        if self.extreme is None or self.direction is None:
            self.extreme, self.direction = value.copy(), np.zeros(value.shape, np.int8)
            return
        change = value - self.extreme
        turn = np.where(np.abs(change) >= self.least, np.sign(change), 0).astype(np.int8)
        if counts is not None:
            turn = np.where(counts, turn, 0).astype(np.int8)
        swung = (turn != 0) & (turn != self.direction)
        # What goes on in the same direction moves the extreme along; what turns begins a new swing.
        further = (np.sign(change) == self.direction) & (self.direction != 0)
        self.extreme = np.where(swung | further, value, self.extreme)
        self.direction = np.where(swung, turn, self.direction).astype(np.int8)
        if swung.any():
            self.changes.append((number, swung))

    def too_many(self, first: int) -> bool:
        """Whether more than three pairs of changes came since a frame, over a quarter of the picture."""
        while self.changes and self.changes[0][0] < first:
            self.changes.pop(0)
        if len(self.changes) <= 2 * MOST_FLASHES:
            return False
        count = np.sum([one for _, one in self.changes], axis=0)
        return float((count > 2 * MOST_FLASHES).mean()) >= _AREA


def flash_findings(
    composition: Composition, resources: SceneResources, cancellation: Cancellation
) -> Iterator[Finding]:
    """The first moment at which the film flashes too much; nothing where it never does.

    Raises MediaError, FontError.
    """
    size, rate = composition.size, composition.rate_exact
    scale = _SIDE / min(size.width, size.height)
    painter = Rasterizer(
        max(1, round(size.width * scale)),
        max(1, round(size.height * scale)),
        scale,
        pictures=PictureCache(),
    )
    scene = Scene(composition, resources)
    light, red = _Swings(_CHANGE), _Swings(_RED_CHANGE)
    before: Field | None = None
    last: DisplayList | None = None
    a_second = max(1, round(float(rate.fraction)))
    for number in range(composition.frame_count):
        cancellation.raise_if_cancelled()
        drawn = scene.display_list(rate.time_of(number))
        if drawn == last:
            continue
        last = drawn
        painter.rasterize(drawn)
        value = luminance(painter.pixels)
        dark = None if light.extreme is None else np.minimum(value, light.extreme) < _BRIGHT
        light.add(number, value, dark)
        reds, saturated = _reds(painter.pixels)
        counts = saturated if before is None else saturated | (before > 0)
        red.add(number, reds, counts)
        before = saturated.astype(np.float32)
        first = number - a_second + 1
        if light.too_many(first) or red.too_many(first):
            time = rate.time_of(max(0, first))
            yield _finding(time)
            return


def _reds(pixels: Pixels) -> tuple[Field, NDArray[np.bool_]]:
    """(R - G - B) x 320 where positive, and where red is saturated (linear R / (R + G + B) >= 0.8)."""
    linear = (pixels[..., :3].astype(np.float32) / 255) ** 2.2
    blue, green, red = linear[..., 0], linear[..., 1], linear[..., 2]
    value: Field = np.maximum(0, (red - green - blue) * 320).astype(np.float32)
    total = red + green + blue
    return value, (total > 0.02) & (red >= _SATURATED * total)


def _finding(time: Fraction) -> Finding:
    return Finding(
        "flashes",
        "",
        "The film flashes more than three times a second.",
        "Flashing can bring on seizures: make it slower, or leave it out.",
        "block",
        (),
        time,
    )
