"""Scenes for tests: a few layers on a canvas, in one of two languages, and their pixels."""

from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.base.geometry import Rect
from studio.model.composition import Composition
from studio.presets.catalog import bundled
from studio.render.rasterizer import Rasterizer
from studio.scene.display_list import DisplayList
from studio.scene.resources import SceneResources
from studio.scene.scene import Scene
from studio.text.fonts import FontCatalog

Pixels = NDArray[np.uint8]


@cache
def resources() -> SceneResources:
    catalog = bundled()
    return SceneResources(FontCatalog.bundled(), catalog.design(), catalog.animation)


def scene(
    *layers: dict[str, Any], language: str = "ar", width: int = 1080, height: int = 1920, **more: Any
) -> Scene:
    document = {
        "size": {"width": width, "height": height},
        "duration": 20,
        "language": language,
        "layers": layers,
        **more,
    }
    return Scene(Composition.model_validate(document), resources())


def state(of: Scene, time: float | str | Fraction, index: int = 0) -> Any:
    """What the layer's kind evaluated at a time."""
    return of.evaluate(Fraction(time))[index].state


def pixels(frame: DisplayList, scale: float = 0.25, width: int = 1080, height: int = 1920) -> Pixels:
    rasterizer = Rasterizer(round(width * scale), round(height * scale), scale)
    rasterizer.rasterize(frame)
    return rasterizer.pixels.copy()


def near(one: Rect, two: Rect, tolerance: float = 0.01) -> bool:
    edges = zip(
        (one.x, one.y, one.right, one.bottom), (two.x, two.y, two.right, two.bottom), strict=True
    )
    return all(abs(a - b) <= tolerance for a, b in edges)
