"""Names in a resolved composition that must exist elsewhere: motion presets, regions, bundled files."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path as FilePath
from typing import Any

from studio.base.errors import DocumentError
from studio.formats.positions import Path
from studio.formats.suggestions import did_you_mean, unknown_name
from studio.model.animation import Phase
from studio.model.design import Format
from studio.model.project import ASSET
from studio.presets.catalog import Catalog

AREAS = ("canvas", "safe", "parent")
"""Areas that exist in every format beside its regions."""

FACES = ("display", "text", "strong")
"""The faces of a look, by which a style may name a family."""


def references(data: Any, path: Path = ()) -> Iterator[tuple[Path, str, str]]:
    """Every reference in plain data: its path, its kind (animation, area, asset, icon, family), the name."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            here = (*path, key)
            if isinstance(value, str):
                if key == "preset" and "animations" in path:
                    yield here, "animation", value
                elif key == "area":
                    yield here, "area", value
                elif key == "media" and value.startswith(ASSET):
                    yield here, "asset", value
                elif key in ("icon", "family"):
                    yield here, key, value
            else:
                yield from references(value, here)
    elif isinstance(data, list | tuple):
        for index, value in enumerate(data):
            yield from references(value, (*path, index))


def wrong_references(
    data: Mapping[str, Any], form: Format, catalog: Catalog, assets: FilePath
) -> Iterator[tuple[Path, str]]:
    """References that lead nowhere, with a message each."""
    areas = (*AREAS, *form.regions)
    for path, kind, name in references(data):
        if kind == "area" and name not in areas:
            elsewhere = any(name in other.regions for other in catalog.design().formats)
            hint = did_you_mean(name, areas) or "regions stand in presets/design.toml"
            yield path, f"there is no region '{name}'{f' in {form.id}' if elsewhere else ''}; {hint}"
        elif kind == "animation" and name not in catalog.ids("animations"):
            yield path, unknown_name("there is no animation", name, catalog.ids("animations"))
        elif kind == "asset" and not _bundled(name.removeprefix(ASSET), assets):
            yield path, f"there is no bundled file '{name}'"
        elif kind == "icon" and name not in _icons(assets):
            yield path, f"there is no icon '{name}'; {did_you_mean(name, _icons(assets))}".rstrip("; ")
        elif kind == "family" and _plain(name) not in (*FACES, *map(_plain, catalog.design().fonts)):
            yield path, unknown_name("there is no font family", name, catalog.design().fonts)
    yield from _wrong_phases(data, catalog)


def _wrong_phases(data: Any, catalog: Catalog, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Motions at a time that they are not made for; without `phase` a motion is an entrance."""
    entries: Iterable[tuple[str | int, Any]] = ()
    if isinstance(data, Mapping):
        name, phase = data.get("preset"), data.get("phase", Phase.IN)
        if "animations" in path and name in catalog.ids("animations"):
            phases = _phases(name, catalog)
            if phase not in phases:
                wishes = " or ".join(f'phase = "{one}"' for one in phases)
                yield path, f"'{name}' is not made for phase \"{phase}\"; write {wishes}"
        entries = data.items()
    elif isinstance(data, list | tuple):
        entries = enumerate(data)
    for key, value in entries:
        yield from _wrong_phases(value, catalog, (*path, key))


def _phases(name: str, catalog: Catalog) -> tuple[Phase, ...]:
    """When a motion may run; a preset with mistakes of its own is told where it is used."""
    try:
        return catalog.animation(name).phases
    except DocumentError:
        return tuple(Phase)


def _plain(family: str) -> str:
    """Families are found by their names, whatever the capitals, and by the names of their folders."""
    return " ".join(family.replace("-", " ").split()).casefold()


@cache
def _icons(assets: FilePath) -> tuple[str, ...]:
    file = assets / "icons" / "icons.json"
    return tuple(json.loads(file.read_text("utf-8"))["icons"]) if file.is_file() else ()


def _bundled(name: str, assets: FilePath) -> bool:
    root, file = assets.resolve(), (assets / name).resolve()
    return file.is_relative_to(root) and file.is_file()
