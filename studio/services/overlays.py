"""Areas that apps cover with their own buttons and words; data of resources/overlays.toml."""

import tomllib
from functools import cache

from msgspec import Struct

from studio.base.geometry import Rect
from studio.base.paths import data_dir
from studio.model.composition import Composition
from studio.presets.catalog import bundled


class Overlay(Struct, frozen=True):
    """name: by language.  The clear area leaves `top`, `bottom` and `sides` px of the format's canvas."""

    id: str
    name: dict[str, str]
    format: str
    top: float
    bottom: float
    sides: float

    def clear(self, width: float, height: float) -> Rect:
        """What stays clear, on both sides alike: apps in Arabic may mirror theirs.  Canvas px."""
        design = next(form for form in bundled().design().formats if form.id == self.format)
        sx, sy = width / design.width, height / design.height
        return Rect.from_edges(
            self.sides * sx, self.top * sy, width - self.sides * sx, height - self.bottom * sy
        )


@cache
def _all() -> tuple[Overlay, ...]:
    data = tomllib.loads((data_dir("resources") / "overlays.toml").read_text("utf-8"))
    return tuple(Overlay(**row) for row in data["overlays"])


def overlays_for(composition: Composition) -> tuple[Overlay, ...]:
    """Those for the composition's shape."""
    width, height = composition.size.width, composition.size.height
    formats = {form.id for form in bundled().design().formats if form.width * height == form.height * width}
    return tuple(overlay for overlay in _all() if overlay.format in formats)


def safe_area(composition: Composition) -> Rect:
    """The design's own safe area for the composition's shape, canvas px, as the reading direction has it."""
    width, height = composition.size.width, composition.size.height
    form = bundled().design().format_for(width, height)
    sx, sy = width / form.width, height / form.height
    left, top, right, bottom = form.safe
    rect = Rect.from_edges(left * sx, top * sy, right * sx, bottom * sy)
    return rect if composition.is_rtl else rect.mirrored(width)
