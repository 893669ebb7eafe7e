"""Copying layers, within a project and to another one, also in another window: plain text both ways."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path, PurePosixPath
from typing import Any

from studio.base.errors import InputError
from studio.model.document import as_json
from studio.model.layers import Layer
from studio.model.project import ASSET, Media, Project
from studio.services.edits.layers import add_layers, new_layer
from studio.services.edits.media import add_media, media_used, with_media_named
from studio.services.edits.paths import LayerPath, in_composition, layer_at, topmost
from studio.services.edits.times import moved

FORMAT = "application/x-hiwar-layers+json"
_MOST_CHARACTERS = 32 << 20


@dataclass(frozen=True, slots=True)
class Copied:
    """layers: as they were, the lowest first.  media: those they name, with `folder` that paths start from
    (empty: never saved)."""

    layers: tuple[Layer, ...]
    media: tuple[Media, ...]
    folder: str = ""

    def text(self) -> str:
        """For the system's clipboard."""
        data = {
            "format": FORMAT,
            "layers": [as_json(layer) for layer in self.layers],
            "media": [as_json(item) for item in self.media],
            "folder": self.folder,
        }
        return json.dumps(data, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Pasted:
    """files: what must be copied into the project's folder first: from where, to which path in it."""

    project: Project
    paths: tuple[LayerPath, ...]
    files: tuple[tuple[Path, str], ...]


def copy_layers(
    project: Project, composition: str, paths: Sequence[LayerPath], folder: Path | None = None
) -> Copied:
    """Layers of a composition with the media that they name.  Raises InputError, KeyError."""
    document = project.composition(composition)
    layers = tuple(layer_at(document, path) for path in topmost(paths))
    used = {name for layer in layers for name in media_used(layer)}
    media = tuple(item for item in project.media if item.id in used)
    return Copied(layers, media, "" if folder is None else str(folder.absolute()))


def copied_from_text(text: str) -> Copied:
    """What another window copied.  Raises InputError for what is no copy of layers."""
    refusal = InputError("there are no layers in the clipboard", "Copy layers first.")
    if len(text) > _MOST_CHARACTERS:
        raise refusal
    try:
        data: Any = json.loads(text)
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise refusal
        layers = tuple(new_layer(one) for one in data["layers"])
        media = tuple(Media.model_validate(one) for one in data["media"])
        return Copied(layers, media, str(data.get("folder", "")))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise refusal from error


def paste_layers(
    project: Project,
    composition: str,
    copied: Copied,
    parent: LayerPath = (),
    index: int | None = None,
    *,
    folder: Path | None = None,
    by: Fraction = Fraction(0),
) -> Pasted:
    """Puts copied layers into a composition with ids that are free, and lists the media that they name.

    folder: the project's own.  by: seconds that they come later than they were.
    Raises InputError for a place that holds no layers and for media without a file.
    """
    same_folder = folder is not None and copied.folder == str(folder.absolute())
    names: dict[str, str] = {}
    files: list[tuple[Path, str]] = []
    for item in copied.media:
        project, names[item.id] = _listed(project, item, copied.folder, same_folder, files)
    listed = {item.id for item in project.media}
    layers = []
    for layer in copied.layers:
        for name in media_used(layer):
            if name not in names and not name.startswith(ASSET) and name not in listed:
                raise InputError(f"the copied layers name media '{name}', which is not there", "Copy again.")
        layers.append(with_media_named(moved(layer, by), lambda name: names.get(name, name)))
    paths: tuple[LayerPath, ...] = ()

    def edit(document: Any) -> Any:
        nonlocal paths
        document, paths = add_layers(document, layers, parent, index)
        return document

    return Pasted(in_composition(project, composition, edit), paths, tuple(files))


def _listed(
    project: Project, item: Media, folder: str, same_folder: bool, files: list[tuple[Path, str]]
) -> tuple[Project, str]:
    """The project with the media in it under some id."""
    if same_folder or item.path.startswith(ASSET):
        return add_media(project, item.path, item.id, item.digest)
    for one in project.media:
        if item.digest is not None and one.digest == item.digest:
            return project, one.id
    source = Path(folder) / item.path if folder else None
    taken = {one.path.casefold() for one in project.media}
    name = PurePosixPath(item.path)
    path, count = f"media/{name.name}", 2
    while path.casefold() in taken:
        path, count = f"media/{name.stem}-{count}{name.suffix}", count + 1
    if source is not None:
        files.append((source, path))
    return add_media(project, path, item.id, item.digest)
