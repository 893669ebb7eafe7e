"""Copying layers, clips of tracks and sounds, within a project and to another one, also in another window:
plain text both ways."""

import json
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from studio.base.errors import InputError, StudioError
from studio.model.composition import AudioClip, Composition
from studio.model.document import as_json
from studio.model.layers import Clip, Layer, TrackLayer
from studio.model.project import ASSET, Media, Project
from studio.services.edits.layers import add_layers, new_layer
from studio.services.edits.media import add_media, media_used, with_media_named
from studio.services.edits.paths import (
    LayerPath,
    free_id,
    in_composition,
    layer_at,
    node_at,
    rebuilt,
    sound_at,
    sound_path,
)
from studio.services.edits.times import moved, span_of
from studio.services.edits.together import sorted_out
from studio.services.edits.tracks import insert_clip

FORMAT = "application/x-hiwar-layers+json"
_MOST_CHARACTERS = 32 << 20


class CopiedClip(Struct, frozen=True):
    """start: seconds of the composition that it came from.  track: the path of its track there."""

    clip: Clip
    start: Fraction
    track: LayerPath


class Copied(Struct, frozen=True):
    """layers: as they were, the lowest first.  media: those that all name, with `folder` that paths start
    from (empty: never saved)."""

    layers: tuple[Layer, ...]
    media: tuple[Media, ...]
    folder: str = ""
    clips: tuple[CopiedClip, ...] = ()
    sounds: tuple[AudioClip, ...] = ()

    def text(self) -> str:
        """For the system's clipboard."""
        data = {
            "format": FORMAT,
            "layers": [as_json(layer) for layer in self.layers],
            "media": [as_json(item) for item in self.media],
            "folder": self.folder,
            "clips": [
                {"clip": as_json(one.clip), "start": str(one.start), "track": list(one.track)}
                for one in self.clips
            ],
            "sounds": [as_json(one) for one in self.sounds],
        }
        return json.dumps(data, ensure_ascii=False)


class Pasted(Struct, frozen=True):
    """files: what must be copied into the project's folder first: from where, to which path in it."""

    project: Project
    paths: tuple[LayerPath, ...]
    files: tuple[tuple[Path, str], ...]


def copy_layers(
    project: Project, composition: str, paths: Sequence[LayerPath], folder: Path | None = None
) -> Copied:
    """Layers, clips and sounds of a composition, and the media that they name.

    Raises InputError, KeyError.
    """
    document = project.composition(composition)
    chosen = sorted_out(document, paths)
    layers = tuple(layer_at(document, path) for path in chosen.layers)
    clips = []
    for path in chosen.clips:
        clip = node_at(document, path)
        assert isinstance(clip, Clip)
        clips.append(CopiedClip(clip, span_of(document, path).start, path[:-1]))
    sounds = tuple(sound_at(document, path) for path in chosen.sounds)
    parts = (*layers, *(one.clip for one in clips), *sounds)
    used = {name for part in parts for name in media_used(part)}
    media = tuple(item for item in project.media if item.id in used)
    return Copied(layers, media, "" if folder is None else str(folder.absolute()), tuple(clips), sounds)


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
        clips = tuple(_clip_from(one) for one in data.get("clips", ()))
        sounds = tuple(AudioClip.model_validate(one) for one in data.get("sounds", ()))
        if not layers and not clips and not sounds:
            raise refusal
        return Copied(layers, media, str(data.get("folder", "")), clips, sounds)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, ZeroDivisionError) as error:
        raise refusal from error


def _clip_from(data: Any) -> CopiedClip:
    clip, track = Clip.model_validate(data["clip"]), tuple(str(one) for one in data["track"])
    return CopiedClip(clip, Fraction(str(data["start"])), track)


def with_own_files(copied: Copied, folder: Path, bring: Callable[[Path], tuple[str, str]]) -> Copied:
    """What another project's copy names, brought into this one's folder; what cannot be stays as it is, and
    is missing then.

    folder: the project's own.  bring: copies a file into it; gives its path there and its digest, or raises
    StudioError.
    """
    own = str(folder.absolute())
    if not copied.folder or copied.folder == own:
        return copied
    media = []
    for item in copied.media:
        if not item.path.startswith(ASSET):
            try:
                path, digest = bring(Path(copied.folder) / item.path)
                item = rebuilt(item, path=path, digest=digest)
            except StudioError:
                pass
        media.append(item)
    return replace(copied, media=tuple(media), folder=own)


def paste_layers(
    project: Project,
    composition: str,
    copied: Copied,
    parent: LayerPath = (),
    index: int | None = None,
    *,
    folder: Path | None = None,
    by: Fraction = Fraction(0),
    time: Fraction | None = None,
    track: LayerPath | None = None,
) -> Pasted:
    """Puts what was copied into a composition with ids that are free, and lists the media that it names.

    folder: the project's own.  by: seconds that all come later than they were.  time: when the first of the
    clips and sounds comes, if there are any, and all else with it.  track: where clips go; None: into the
    tracks that they came from where there are such, else into the first one that there is, else a new one.
    Raises InputError for a place that holds no layers and for media without a file.
    """
    same_folder = folder is not None and copied.folder == str(folder.absolute())
    names: dict[str, str] = {}
    files: list[tuple[Path, str]] = []
    for item in copied.media:
        project, names[item.id] = _listed(project, item, copied.folder, same_folder, files)
    listed = {item.id for item in project.media}
    for part in (*copied.layers, *(one.clip for one in copied.clips), *copied.sounds):
        for name in media_used(part):
            if name not in names and not name.startswith(ASSET) and name not in listed:
                raise InputError(f"the copied layers name media '{name}', which is not there", "Copy again.")

    def named(name: str) -> str:
        return names.get(name, name)

    starts = [*(one.start for one in copied.clips), *(one.start for one in copied.sounds)]
    if time is not None and starts:
        by = time - min(starts)
    layers = [with_media_named(moved(layer, by), named) for layer in copied.layers]
    clips = [
        replace(one, clip=with_media_named(one.clip, named), start=one.start + by) for one in copied.clips
    ]
    sounds = [
        rebuilt(with_media_named(one, named), start=max(Fraction(0), one.start + by)) for one in copied.sounds
    ]
    paths: list[LayerPath] = []

    def edit(document: Composition) -> Composition:
        document, added = add_layers(document, layers, parent, index)
        paths.extend(added)
        for one in sorted(clips, key=lambda one: one.start):
            document, path = _with_clip(document, one, track)
            paths.append(path)
        taken = {one.id for one in document.audio}
        for sound in sounds:
            fresh = rebuilt(sound, id=free_id(sound.id, taken))
            document = rebuilt(document, audio=(*document.audio, fresh))
            paths.append(sound_path(fresh.id))
        return document

    changed = in_composition(project, composition, edit)
    return Pasted(changed, tuple(paths), tuple(files))


def _with_clip(
    document: Composition, copied: CopiedClip, track: LayerPath | None
) -> tuple[Composition, LayerPath]:
    wanted = [path for path in (track, copied.track) if path is not None and _is_open_track(document, path)]
    others = [(layer.id,) for layer in document.layers if _is_open_track(document, (layer.id,))]
    place = next(iter((*wanted, *others)), None)
    if place is None:
        document, (place,) = add_layers(document, [TrackLayer(id="track", items=())])
    local = copied.start - span_of(document, place).start
    return insert_clip(document, place, copied.clip, max(Fraction(0), local))


def _is_open_track(document: Composition, path: LayerPath) -> bool:
    try:
        node = node_at(document, path)
    except InputError:
        return False
    return isinstance(node, TrackLayer) and not node.locked


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
