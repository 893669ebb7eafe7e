"""The bundled icons: outlines on a 24 grid, drawn with round strokes 2 wide (assets/icons/icons.json)."""

import json
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from studio.base.errors import InputError
from studio.base.geometry import Affine, Path, join_paths
from studio.base.paths import assets_dir
from studio.base.svg_path import parse_svg_path
from studio.formats.suggestions import did_you_mean

GRID = 24.0
"""Width and height of the square in which every icon is drawn."""
STROKE = 2.0
"""Width of its lines, in the same units; caps and joins are round."""


class Icon(Struct, frozen=True):
    """mirrors: it points along the reading direction, so right-to-left shows its mirror image."""

    id: str
    paths: tuple[Path, ...]
    mirrors: bool
    names: Mapping[str, str]
    """What people call it, by language: `ar` and `en`."""

    def outline(self, size: float, *, right_to_left: bool = False) -> Path:
        """All lines as one path in a square of `size` px at the origin; stroke it with size * 2 / 24."""
        scale = size / GRID
        flip = right_to_left and self.mirrors
        return join_paths(self.paths).transformed(
            Affine(a=-scale, d=scale, e=size) if flip else Affine.scaling(scale, scale)
        )


@cache
def _rows() -> Mapping[str, Mapping[str, object]]:
    file = assets_dir() / "icons" / "icons.json"
    return MappingProxyType(json.loads(file.read_text("utf-8"))["icons"])


def icon_ids() -> tuple[str, ...]:
    """All icons, in the order of their names."""
    return tuple(_rows())


@cache
def icon(id: str) -> Icon:
    """The icon of that name; raises InputError with "did you mean" for an unknown one.

    A name in Arabic or English (`Megaphone`) is no id, but the error tells the id that it belongs to.
    """
    row = _rows().get(id)
    if row is None:
        called = {str(row[language]): known for known, row in _rows().items() for language in ("ar", "en")}
        near = did_you_mean(id, [*_rows(), *called])
        for name, known in called.items():
            near = near.replace(f"'{name}'", f"'{known}'")
        raise InputError(f"there is no icon '{id}'", near or f"there is: {', '.join(_rows())}")
    paths = row["paths"]
    if not isinstance(paths, list):
        raise TypeError(f"icon {id}: paths is no list")
    return Icon(
        id,
        tuple(parse_svg_path(data) for data in paths),
        row["mirrors"] is True,
        MappingProxyType({language: str(row[language]) for language in ("ar", "en")}),
    )
