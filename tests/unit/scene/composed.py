"""Scenes for tests: a few layers on a canvas, in one of two languages, and their pixels."""

from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.base.geometry import Rect
from studio.model.composition import Composition
from studio.presets.catalog import bundled
from studio.render.rasterizer import Rasterizer
from studio.scene.context import Context
from studio.scene.display_list import DisplayList
from studio.scene.findings import Finding
from studio.scene.kind import Laid
from studio.scene.kinds import KINDS
from studio.scene.layout import lay_out
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


def laid(
    *layers: dict[str, Any], language: str = "ar", width: int = 1080, height: int = 1920
) -> tuple[dict[str, Laid], tuple[Finding, ...]]:
    """Every layer by its id, those within groups too, in its place; and what could not be placed well."""
    composition = scene(*layers, language=language, width=width, height=height).composition
    context = Context(composition, resources(), KINDS)
    found: dict[str, Laid] = {}

    def collect(several: Iterable[Laid]) -> None:
        for one in several:
            found[one.layer.id] = one
            collect(getattr(one.content, "children", ()))

    collect(lay_out(composition.layers, context, composition.duration))
    return found, tuple(context.findings)


def boxes(*layers: dict[str, Any], **more: Any) -> dict[str, Rect]:
    return {name: one.box for name, one in laid(*layers, **more)[0].items()}


def box_layer(
    name: str, width: float | str | None = None, height: float | str | None = None, **more: Any
) -> Any:
    """A rectangle of the given size; `more` goes into its place."""
    return {
        "type": "shape",
        "id": name,
        "fill": "#FFFFFF",
        "place": {"width": width, "height": height, **more},
    }


def group(*children: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "group", "id": "group", "layers": children, **more}


def state(of: Scene, time: float | str | Fraction, index: int = 0) -> Any:
    """What the layer's kind evaluated at a time."""
    return of.evaluate(Fraction(time))[index].state


def pixels(frame: DisplayList, scale: float = 0.25, width: int = 1080, height: int = 1920) -> Pixels:
    rasterizer = Rasterizer(round(width * scale), round(height * scale), scale)
    rasterizer.rasterize(frame)
    return rasterizer.pixels.copy()


def shot(of: Scene, time: float | str | Fraction = 0, scale: float = 1.0) -> Pixels:
    """The whole canvas at a time: (height, width, 4), blue first."""
    size = of.composition.size
    return pixels(of.display_list(Fraction(time)), scale, size.width, size.height)


def light(of: Scene, time: float | str | Fraction = 0, scale: float = 1.0) -> NDArray[np.int16]:
    """How light (0 ... 255) each pixel is, for scenes in greys."""
    return shot(of, time, scale)[..., 1].astype(np.int16)


def near(one: Rect, two: Rect, tolerance: float = 0.01) -> bool:
    edges = zip((one.x, one.y, one.right, one.bottom), (two.x, two.y, two.right, two.bottom), strict=True)
    return all(abs(a - b) <= tolerance for a, b in edges)
