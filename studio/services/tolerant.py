"""A project opens although media or fonts are missing: these are listed, found again, or replaced."""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Literal

import numpy as np
from msgspec import Struct

from studio.base.cancellation import Cancellation
from studio.base.errors import InputError
from studio.base.files import output_errors, part_of
from studio.base.paths import assets_dir, cache_dir
from studio.encode.images import write_png
from studio.formats.document_file import MAX_PROJECT_BYTES, SourceData, parse_json, read_bytes
from studio.formats.migrations import migrated
from studio.formats.mistakes import validated
from studio.formats.package import PACKAGE_SUFFIX, file_digest, open_package
from studio.formats.project_file import OpenedProject, json_file
from studio.formats.safe_paths import inside
from studio.model.composition import Composition
from studio.model.project import ASSET, Project
from studio.services.edits.media import media_used, with_media_named
from studio.services.resources import ResourceList
from studio.text.fonts import PLAIN_FAMILY

MOST_FILES = 50_000
"""Files that are looked at when something is searched for in a folder."""


class Missing(Struct, frozen=True):
    """A file that a project needs.

    id: of the media; a font's family.  path: as the project has it; empty where it lists no such media.
    digest: of its content, if known.  used: whether a composition needs it.  instead: of a font, what its
    texts are drawn in meanwhile.
    """

    kind: Literal["media", "font"]
    id: str
    path: str
    digest: str | None = None
    used: bool = True
    instead: str = ""


class TolerantProject(Struct, frozen=True):
    """A project that could be read, and what it lacks."""

    opened: OpenedProject
    missing: tuple[Missing, ...]

    @property
    def project(self) -> Project:
        return self.opened.project

    def resources(self) -> ResourceList:
        return resources_of(self.opened.project, self.opened.folder)


def open_tolerant(path: Path) -> TolerantProject:
    """Opens a project's folder, .json or .hiwarz although files of it are missing.

    Raises InputError and DocumentError for what cannot be read at all.
    """
    if path.suffix == PACKAGE_SUFFIX:
        opened = open_package(path)
    else:
        file = json_file(path)
        opened = OpenedProject(parse_tolerant(read_bytes(file, MAX_PROJECT_BYTES), str(file)), file)
    return TolerantProject(opened, missing_files(opened.project, opened.folder))


def parse_tolerant(content: bytes | SourceData, where: str = "") -> Project:
    """A project from its JSON, whatever its media paths say: those that cannot be used are missing.

    Raises InputError, DocumentError.
    """
    source = parse_json(content, where) if isinstance(content, bytes) else content
    return validated(Project, migrated(source))


def _file_of(folder: Path, path: str) -> Path | None:
    root = assets_dir() if path.startswith(ASSET) else folder
    file = inside(root, path.removeprefix(ASSET))
    return file if file is not None and file.is_file() else None


def missing_files(project: Project, folder: Path) -> tuple[Missing, ...]:
    """All that the project names and that is not there: media (used ones first), then fonts."""
    used = dict.fromkeys(name for one in project.compositions for name in media_used(one))
    listed = {item.id for item in project.media}
    found = [
        Missing("media", item.id, item.path, item.digest, item.id in used)
        for item in project.media
        if _file_of(folder, item.path) is None
    ]
    for name in used:
        if name.startswith(ASSET):
            if _file_of(folder, name) is None:
                found.append(Missing("media", name, name))
        elif name not in listed:
            found.append(Missing("media", name, ""))
    found.sort(key=lambda one: not one.used)
    for font in project.fonts:
        if _file_of(folder, font.path) is None:
            family = font.family or PurePosixPath(font.path).stem.replace("-", " ").replace("_", " ")
            instead = font.fallback or PLAIN_FAMILY
            found.append(Missing("font", family, font.path, font.digest, instead=instead))
    return tuple(found)


def resources_of(project: Project, folder: Path, *, placeholders: bool = True) -> ResourceList:
    """The project's files as they are now.

    placeholders: pictures that are missing are drawn as stripes (the window); else they are left out, and
    rendering says which (an export).
    Raises OutputError when the placeholder cannot be made.
    """
    media: dict[str, Path] = {}
    for item in project.media:
        file = _file_of(folder, item.path)
        if file is not None:
            media[item.id] = file
    missing = missing_files(project, folder)
    if placeholders:
        sounds = {clip.media for one in project.compositions for clip in one.audio}
        for one in missing:
            if one.kind == "media" and one.id not in sounds:
                media[one.id] = placeholder_picture()
    fonts = [file for font in project.fonts if (file := _file_of(folder, font.path)) is not None]
    instead = {one.id: one.instead for one in missing if one.kind == "font"}
    stand_in = placeholder_picture() if placeholders and project.media else None
    return ResourceList(media, fonts, instead, stand_in=stand_in)


def drawable(composition: Composition, missing: Iterable[Missing]) -> Composition:
    """The composition with bundled pictures that are missing named as media, so that the placeholder is drawn
    for them (their paths cannot be listed)."""
    gone = {one.id for one in missing if one.id.startswith(ASSET)}
    return with_media_named(composition, lambda name: PLACEHOLDER if name in gone else name)


PLACEHOLDER = "missing-picture"


def placeholder_picture() -> Path:
    """Grey stripes, a file of the cache.  Raises OutputError."""
    path = cache_dir() / "missing-picture.png"
    if not path.is_file():
        down, across = np.mgrid[0:480, 0:480]
        stripes = np.where(((down + across) // 48) % 2 == 0, 96, 128).astype(np.uint8)
        write_png(path, np.dstack([stripes, stripes, stripes, np.full_like(stripes, 255)]))
    return path


def find_again(
    missing: Iterable[Missing],
    folder: Path,
    *,
    most_files: int = MOST_FILES,
    cancellation: Cancellation | None = None,
    report: Callable[[int, int], object] = lambda _looked, _found: None,
) -> Mapping[Missing, Path]:
    """Missing files that are in a folder or below it: of the same content where that is known, else of the
    same name.

    report: files looked at, missing ones found.  Ends early once all are known by their content.
    Raises InputError for what is no folder, Cancelled.
    """
    if not folder.is_dir():
        raise InputError("there is no such folder", "Choose the folder where the files are.", str(folder))
    asked = cancellation or Cancellation()
    wanted = [one for one in missing if one.path and not one.path.startswith(ASSET)]
    open_ = {one for one in wanted if one.digest is not None}
    unknown = len(wanted) - len(open_)
    found: dict[Missing, Path] = {}
    by_name: dict[Missing, Path] = {}
    suffixes = {PurePosixPath(one.path).suffix.casefold() for one in wanted}
    for looked, path in enumerate(_files_below(folder, most_files)):
        asked.raise_if_cancelled()
        report(looked, len(found.keys() | by_name.keys()))
        if path.suffix.casefold() not in suffixes:
            continue
        for one in wanted:
            if PurePosixPath(one.path).name.casefold() == path.name.casefold():
                by_name.setdefault(one, path)
        of_kind = [
            one for one in open_ if PurePosixPath(one.path).suffix.casefold() == path.suffix.casefold()
        ]
        if of_kind:
            with contextlib.suppress(OSError):
                digest = file_digest(path)
                same = [one for one in of_kind if one.digest == digest]
                found |= dict.fromkeys(same, path)
                open_ -= set(same)
        if not open_ and not unknown:
            break
    return by_name | found


def _files_below(folder: Path, most: int) -> Iterator[Path]:
    seen = 0
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            seen += 1
            if seen > most:
                return
            yield Path(place) / name


def import_file(source: Path, folder: Path, below: str = "media") -> tuple[str, str]:
    """Copies a file into a project's folder; gives its path there and its digest.

    A file that is in the folder already stays where it is; one of the same content is not copied again.
    Raises InputError for what is no file, OutputError.
    """
    if not source.is_file():
        raise InputError("there is no such file", "Check the path.", str(source))
    try:
        digest = file_digest(source)
    except OSError as error:
        raise InputError(
            f"this file cannot be read: {error.strerror}", "Choose another.", str(source)
        ) from error
    root = folder.resolve()
    if source.resolve().is_relative_to(root):
        return source.resolve().relative_to(root).as_posix(), digest
    stem = "".join(one if one.isalnum() or one in "-_ ." else "-" for one in source.stem).strip(" .-")[:60]
    suffix = "".join(one for one in source.suffix.lower() if one.isalnum() or one == ".")[:12]
    name, count = f"{stem or 'file'}{suffix}", 2
    while (target := folder / below / name).exists():
        if file_digest(target) == digest:
            return f"{below}/{name}", digest
        name, count = f"{stem or 'file'}-{count}{suffix}", count + 1
    with output_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with part_of(target) as part:
            shutil.copyfile(source, part)
    return f"{below}/{name}", digest


def copy_files(project: Project, source: Path, target: Path) -> None:
    """The project's own media and fonts, to the same paths in another folder; what is missing stays missing.

    Raises OutputError.
    """
    for path in (*(item.path for item in project.media), *(font.path for font in project.fonts)):
        if path.startswith(ASSET):
            continue
        old, new = inside(source, path), inside(target, path)
        if old is None or new is None or not old.is_file() or old == new:
            continue
        with output_errors(new):
            new.parent.mkdir(parents=True, exist_ok=True)
            if not new.is_file() or file_digest(new) != file_digest(old):
                with part_of(new) as part:
                    shutil.copyfile(old, part)
